// SPDX-License-Identifier: AGPL-3.0-or-later
//
// What can go wrong, as a value. Ordinary failure in Guvoh is never an exception: a function that can fail returns
// Expected<T>. The list of kinds is closed; a new one needs an ADR, because docs/errors.md promises an exit code, an HTTP
// status and a translated message for each.
//
// Threads: plain values, no shared state.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>

namespace guvoh::base {

/// The closed list of failure kinds. docs/errors.md maps each to exit code, HTTP status and message key.
enum class ErrorKind {
    NotFound,     ///< what was named does not exist (or may not be known to exist)
    Invalid,      ///< input that breaks a rule; the detail says where
    Conflict,     ///< the thing changed meanwhile, or exists already
    Denied,       ///< the member may not do this
    Locked,       ///< another process holds the vault, or no key is held
    BadKey,       ///< wrong passphrase or recovery key
    Corrupt,      ///< stored bytes are not what was written
    Full,         ///< no space left
    Io,           ///< the machine failed to read or write
    Busy,         ///< try again shortly
    Unsupported,  ///< a newer format, or a feature that is not built or installed
    Cancelled,    ///< the user or a limit stopped it
};

/// Gives the stable name of a kind, as used in JSON errors: "not_found", "bad_key", ...
std::string_view error_kind_name(ErrorKind kind);

/// One failure.
///
/// `detail` is for operators: it never holds names of people, case text, keys or full paths.
/// `context` says what was being done, outermost first: "opening vault: reading keyslots".
struct Error {
    ErrorKind kind = ErrorKind::Io;
    std::string detail;
    std::string context;
    std::uint32_t retry_after_s = 0;  ///< Busy only: trying sooner is in vain; 0 when nothing is known

    /// Puts one more floor's context in front and returns the error.
    Error within(std::string_view what) &&;
    /// One line for logs and terminals: "opening vault: page 7 fails authentication".
    std::string text() const;
};

template <class T>
using Expected = tl::expected<T, Error>;
using Status = Expected<void>;

/// Makes the error branch of an Expected.
inline tl::unexpected<Error> fail(ErrorKind kind, std::string detail) {
    return tl::unexpected<Error>(Error{kind, std::move(detail), {}});
}
/// Busy, with the seconds after which another try makes sense.
inline tl::unexpected<Error> fail_busy(std::string detail, std::uint32_t retry_after_s) {
    return tl::unexpected<Error>(Error{ErrorKind::Busy, std::move(detail), {}, retry_after_s});
}
inline tl::unexpected<Error> fail(Error error) { return tl::unexpected<Error>(std::move(error)); }

/// Says on stderr what failed and aborts; use GUVOH_CHECK.
[[noreturn]] void check_failed(const char* expression, const char* file, int line);

}  // namespace guvoh::base

#define GUVOH_JOIN2(a, b) a##b
#define GUVOH_JOIN(a, b) GUVOH_JOIN2(a, b)

/// GUVOH_TRY(auto x, f()); declares x from an Expected, or returns its error from the enclosing function.
#define GUVOH_TRY(decl, expr)                                                            \
    auto GUVOH_JOIN(guvoh_try_, __LINE__) = (expr);                                      \
    if (!GUVOH_JOIN(guvoh_try_, __LINE__)) {                                             \
        return ::guvoh::base::fail(std::move(GUVOH_JOIN(guvoh_try_, __LINE__)).error()); \
    }                                                                                    \
    decl = std::move(GUVOH_JOIN(guvoh_try_, __LINE__)).value()

/// GUVOH_TRY_VOID(f()); returns the error from the enclosing function if f failed.
#define GUVOH_TRY_VOID(expr)                                                                     \
    do {                                                                                         \
        if (auto GUVOH_JOIN(guvoh_try_, __LINE__) = (expr); !GUVOH_JOIN(guvoh_try_, __LINE__)) { \
            return ::guvoh::base::fail(std::move(GUVOH_JOIN(guvoh_try_, __LINE__)).error());     \
        }                                                                                        \
    } while (false)

/// Aborts when a bug would otherwise damage evidence. Never judges input.
#define GUVOH_CHECK(x) ((x) ? static_cast<void>(0) : ::guvoh::base::check_failed(#x, __FILE__, __LINE__))

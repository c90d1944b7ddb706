// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/error.h"

#include <cstdio>
#include <cstdlib>

namespace guvoh::base {

std::string_view error_kind_name(ErrorKind kind) {
    switch (kind) {
        case ErrorKind::NotFound: return "not_found";
        case ErrorKind::Invalid: return "invalid";
        case ErrorKind::Conflict: return "conflict";
        case ErrorKind::Denied: return "denied";
        case ErrorKind::Locked: return "locked";
        case ErrorKind::BadKey: return "bad_key";
        case ErrorKind::Corrupt: return "corrupt";
        case ErrorKind::Full: return "full";
        case ErrorKind::Io: return "io";
        case ErrorKind::Busy: return "busy";
        case ErrorKind::Unsupported: return "unsupported";
        case ErrorKind::Cancelled: return "cancelled";
    }
    return "io";
}

Error Error::within(std::string_view what) && {
    context = context.empty() ? std::string(what) : std::string(what) + ": " + context;
    return std::move(*this);
}

std::string Error::text() const {
    if (context.empty()) return detail;
    return detail.empty() ? context : context + ": " + detail;
}

void check_failed(const char* expression, const char* file, int line) {
    std::fprintf(stderr, "guvoh: internal check failed: %s (%s:%d)\n", expression, file, line);
    std::abort();
}

}  // namespace guvoh::base

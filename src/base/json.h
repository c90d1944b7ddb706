// SPDX-License-Identifier: AGPL-3.0-or-later
//
// A JSON value, its reader and its writers. `canonical()` is the JSON Canonicalization Scheme (RFC 8785) for the subset the
// ledger signs: strings, integers within +-(2^53-1), booleans, null, arrays and objects; a fraction makes it fail. `text()`
// writes any value for people and programs. The reader refuses bad UTF-8, lone surrogates, duplicate keys, more than
// `kMaxJsonDepth` levels and trailing bytes.
//
// Threads: plain values.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/error.h"

namespace guvoh::base {

inline constexpr std::size_t kMaxJsonDepth = 64;
inline constexpr std::int64_t kMaxJsonInteger = 9007199254740991;  // 2^53 - 1

class Json {
public:
    using Array = std::vector<Json>;
    using Object = std::map<std::string, Json, std::less<>>;  // byte order; canonical() reorders by UTF-16 where it differs

    // Out of line, since inlining the variant's moves everywhere costs build time and confuses g++ 12's warnings.
    Json();
    ~Json();
    Json(const Json& other);
    Json(Json&& other) noexcept;
    Json& operator=(const Json& other);
    Json& operator=(Json&& other) noexcept;

    Json(std::nullptr_t) {}
    Json(bool value) : value_(value) {}
    Json(int value) : value_(static_cast<std::int64_t>(value)) {}
    Json(unsigned value) : value_(static_cast<std::int64_t>(value)) {}
    Json(std::int64_t value) : value_(value) {}
    Json(std::uint64_t value) : value_(static_cast<std::int64_t>(value)) {}
    Json(double value) : value_(value) {}
    Json(const char* value) : value_(std::string(value)) {}
    Json(std::string value) : value_(std::move(value)) {}
    Json(std::string_view value) : value_(std::string(value)) {}
    Json(Array value) : value_(std::move(value)) {}
    Json(Object value) : value_(std::move(value)) {}

    bool is_null() const { return std::holds_alternative<std::monostate>(value_); }
    bool is_bool() const { return std::holds_alternative<bool>(value_); }
    bool is_integer() const { return std::holds_alternative<std::int64_t>(value_); }
    bool is_double() const { return std::holds_alternative<double>(value_); }
    bool is_string() const { return std::holds_alternative<std::string>(value_); }
    bool is_array() const { return std::holds_alternative<Array>(value_); }
    bool is_object() const { return std::holds_alternative<Object>(value_); }

    /// Give the value, or the fallback when it is of another type.
    bool boolean_or(bool fallback) const;
    std::int64_t integer_or(std::int64_t fallback) const;
    double number_or(double fallback) const;  ///< integers count
    std::string_view string_or(std::string_view fallback) const;
    /// Give the elements; an empty list or map when it is of another type.
    const Array& array() const;
    const Object& object() const;
    /// Turns into an array or object where it is not one yet, and gives it for changing.
    Array& make_array();
    Object& make_object();

    /// The member of that name, or null: never creates.
    const Json& operator[](std::string_view key) const;
    /// The member of that name, created when missing (turns a null into an object).
    Json& operator[](std::string_view key);
    bool contains(std::string_view key) const;

    bool operator==(const Json& other) const;

    /// Reads one JSON text. Errors: Invalid, with line and column.
    static Expected<Json> parse(std::string_view text);
    /// RFC 8785 bytes. Errors: Invalid when a number is not an integer within +-(2^53-1) or a string is not UTF-8.
    Expected<std::string> canonical() const;
    /// JSON text, on one line, or indented by two spaces when `pretty`.
    std::string text(bool pretty = false) const;

private:
    std::variant<std::monostate, bool, std::int64_t, double, std::string, Array, Object> value_;
};

}  // namespace guvoh::base

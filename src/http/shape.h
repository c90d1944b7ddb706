// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The shape of a JSON value, declared once: what a body or a parameter may be. From it come the check of what arrives and the
// JSON Schema in the OpenAPI document, so the two cannot differ. Unknown members are refused, lengths and ranges have limits.
//
// Threads: plain values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/json.h"

namespace guvoh::http {

struct Member;

/// What a value may be. Made with the functions below, not by hand.
struct Shape {
    enum class Kind { Any, Text, Integer, Number, Boolean, List, Object, Map, Named };
    Kind kind = Kind::Any;
    std::int64_t low = 0, high = 0;   ///< of an integer; of a text in characters; of a list or map in elements
    std::string pattern;              ///< name of a text pattern: "id", "name", "token", "uuid"
    std::vector<std::string> one_of;  ///< the only texts allowed, when not empty
    std::vector<Shape> inner;         ///< the element of a list, the value of a map
    std::vector<Member> members;
    std::string named;                ///< of the component it stands for
    bool nullable = false;
};

/// A member of an object.
struct Member {
    std::string name;
    Shape shape;
    bool required = true;
};

namespace shape {

/// The kinds of values; `low` and `high` are limits of size.
Shape any();
Shape text(std::int64_t low = 0, std::int64_t high = 10000);
/// A text of a known pattern: "id" (a record id or another short id), "name" (an identifier), "token", "uuid".
Shape pattern(std::string_view name);
Shape choice(std::vector<std::string> texts);
Shape integer(std::int64_t low, std::int64_t high);
Shape number();
Shape boolean();
Shape list(Shape element, std::int64_t high = 1000);
Shape map(Shape value, std::int64_t high = 200);
Shape object(std::vector<Member> members);
/// A component of the OpenAPI document; as a body it is looked at by the handler only.
Shape named(std::string_view component);
Shape or_null(Shape shape);
Member must(std::string_view name, Shape shape);
Member may(std::string_view name, Shape shape);

}  // namespace shape

/// What is wrong with a value, and where.
struct Fault {
    std::string field;   ///< "roles[2]", "characters.begin"; empty for the value itself
    std::string detail;  ///< never repeats the value
};
/// Compares a value with its shape; nothing when it fits.
std::optional<Fault> find_fault(const Shape& shape, const base::Json& value);

/// Reads a query or path parameter as the shape asks ("12" as an integer). Errors: Invalid.
base::Expected<base::Json> read_parameter(const Shape& shape, std::string_view text);

/// JSON Schema 2020-12.
base::Json json_schema(const Shape& shape);

/// Says whether a text has the named pattern.
bool has_pattern(std::string_view pattern, std::string_view text);
/// The same pattern as a regular expression, for JSON Schema.
std::string_view pattern_expression(std::string_view pattern);

}  // namespace guvoh::http

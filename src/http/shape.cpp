// SPDX-License-Identifier: AGPL-3.0-or-later
#include "http/shape.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>

namespace guvoh::http {

using base::ErrorKind;
using base::fail;
using base::Json;

namespace {

struct Pattern {
    std::string_view name, expression, extra;  // letters and digits, and `extra`
    std::size_t low, high;
    bool letter_first;
};

constexpr Pattern kPatterns[] = {
    {"id", "^[A-Za-z0-9_-]{1,128}$", "_-", 1, 128, false},
    {"name", "^[A-Za-z][A-Za-z0-9_.-]{0,63}$", "_.-", 1, 64, true},
    {"token", "^[A-Za-z0-9_-]{1,512}$", "_-", 1, 512, false},
    {"uuid", "^[A-Za-z0-9-]{1,64}$", "-", 1, 64, false},
};

const Pattern& pattern_named(std::string_view name) {
    const auto* found = std::find_if(std::begin(kPatterns), std::end(kPatterns), [&](const Pattern& p) { return p.name == name; });
    GUVOH_CHECK(found != std::end(kPatterns));
    return *found;
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::int64_t character_count(std::string_view text) {
    return std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U; });
}

std::optional<Fault> fault(std::string detail) { return Fault{{}, std::move(detail)}; }

std::optional<Fault> within(std::optional<Fault> fault, const std::string& where) {
    if (fault) {
        const bool joined = fault->field.empty() || fault->field[0] == '[';
        fault->field = where + (joined ? "" : ".") + fault->field;
    }
    return fault;
}

std::optional<Fault> text_fault(const Shape& shape, const Json& value) {
    if (!value.is_string()) return fault("must be a text");
    const std::string_view text = value.string_or({});
    if (!shape.pattern.empty()) {
        return has_pattern(shape.pattern, text) ? std::nullopt : fault("is not spelled like a " + shape.pattern);
    }
    if (!shape.one_of.empty()) {
        const bool known = std::find(shape.one_of.begin(), shape.one_of.end(), text) != shape.one_of.end();
        return known ? std::nullopt : fault("is none of the values allowed here");
    }
    const std::int64_t count = character_count(text);
    if (count < shape.low) return fault(shape.low == 1 ? "must not be empty" : "must have at least " + std::to_string(shape.low) + " characters");
    if (count > shape.high) return fault("must have at most " + std::to_string(shape.high) + " characters");
    if (text.find('\0') != std::string_view::npos) return fault("must not hold a NUL character");
    return std::nullopt;
}

std::optional<Fault> integer_fault(const Shape& shape, const Json& value) {
    if (!value.is_integer()) return fault("must be a whole number");
    const std::int64_t number = value.integer_or(0);
    if (number >= shape.low && number <= shape.high) return std::nullopt;
    return fault("must be from " + std::to_string(shape.low) + " to " + std::to_string(shape.high));
}

std::optional<Fault> list_fault(const Shape& shape, const Json& value) {
    if (!value.is_array()) return fault("must be a list");
    const auto& elements = value.array();
    if (elements.size() > static_cast<std::size_t>(shape.high)) return fault("must have at most " + std::to_string(shape.high) + " elements");
    for (std::size_t i = 0; i < elements.size(); ++i) {
        if (auto found = find_fault(shape.inner[0], elements[i])) return within(std::move(found), "[" + std::to_string(i) + "]");
    }
    return std::nullopt;
}

std::optional<Fault> map_fault(const Shape& shape, const Json& value) {
    if (!value.is_object()) return fault("must be an object");
    if (value.object().size() > static_cast<std::size_t>(shape.high)) return fault("must have at most " + std::to_string(shape.high) + " members");
    for (const auto& [key, inner] : value.object()) {
        if (!has_pattern("name", key)) return fault("has a member whose name is none");
        if (auto found = find_fault(shape.inner[0], inner)) return within(std::move(found), key);
    }
    return std::nullopt;
}

std::optional<Fault> object_fault(const Shape& shape, const Json& value) {
    if (!value.is_object()) return fault("must be an object");
    for (const auto& [key, inner] : value.object()) {
        const auto member = std::find_if(shape.members.begin(), shape.members.end(), [&, &name = key](const Member& m) { return m.name == name; });
        // The name of an unknown member comes from outside: it is repeated only when it is an identifier.
        if (member == shape.members.end()) return Fault{has_pattern("name", key) ? key : std::string{}, "is not known here"};
        if (auto found = find_fault(member->shape, inner)) return within(std::move(found), key);
    }
    for (const Member& member : shape.members) {
        if (member.required && !value.contains(member.name)) return Fault{member.name, "is missing"};
    }
    return std::nullopt;
}

Json object_schema(const Shape& shape) {
    Json json;
    json["type"] = "object";
    json["additionalProperties"] = false;
    Json properties = Json::Object{};
    Json::Array required;
    for (const Member& member : shape.members) {
        properties[member.name] = json_schema(member.shape);
        if (member.required) required.emplace_back(member.name);
    }
    json["properties"] = std::move(properties);
    if (!required.empty()) json["required"] = std::move(required);
    return json;
}

Json text_schema(const Shape& shape) {
    Json json;
    json["type"] = "string";
    if (!shape.pattern.empty()) {
        json["pattern"] = pattern_expression(shape.pattern);
    } else if (!shape.one_of.empty()) {
        Json::Array values(shape.one_of.begin(), shape.one_of.end());
        json["enum"] = std::move(values);
    } else {
        if (shape.low > 0) json["minLength"] = shape.low;
        json["maxLength"] = shape.high;
    }
    return json;
}

Json plain_schema(const Shape& shape) {
    Json json = Json::Object{};
    switch (shape.kind) {
        case Shape::Kind::Any: break;
        case Shape::Kind::Text: return text_schema(shape);
        case Shape::Kind::Integer:
            json["type"] = "integer";
            json["minimum"] = shape.low;
            json["maximum"] = shape.high;
            break;
        case Shape::Kind::Number: json["type"] = "number"; break;
        case Shape::Kind::Boolean: json["type"] = "boolean"; break;
        case Shape::Kind::List:
            json["type"] = "array";
            json["items"] = json_schema(shape.inner[0]);
            json["maxItems"] = shape.high;
            break;
        case Shape::Kind::Map:
            json["type"] = "object";
            json["additionalProperties"] = json_schema(shape.inner[0]);
            json["maxProperties"] = shape.high;
            json["propertyNames"]["pattern"] = pattern_expression("name");
            break;
        case Shape::Kind::Object: return object_schema(shape);
        case Shape::Kind::Named: json["$ref"] = "#/components/schemas/" + shape.named; break;
    }
    return json;
}

}  // namespace

namespace shape {

Shape any() { return {}; }
Shape text(std::int64_t low, std::int64_t high) {
    Shape made;
    made.kind = Shape::Kind::Text;
    made.low = low;
    made.high = high;
    return made;
}
Shape pattern(std::string_view name) {
    Shape made = text(1, static_cast<std::int64_t>(pattern_named(name).high));
    made.pattern = name;
    return made;
}
Shape choice(std::vector<std::string> texts) {
    Shape made = text();
    made.one_of = std::move(texts);
    return made;
}
Shape integer(std::int64_t low, std::int64_t high) {
    Shape made = text(low, high);
    made.kind = Shape::Kind::Integer;
    return made;
}
Shape number() {
    Shape made;
    made.kind = Shape::Kind::Number;
    return made;
}
Shape boolean() {
    Shape made;
    made.kind = Shape::Kind::Boolean;
    return made;
}
Shape list(Shape element, std::int64_t high) {
    Shape made;
    made.kind = Shape::Kind::List;
    made.high = high;
    made.inner.push_back(std::move(element));
    return made;
}
Shape map(Shape value, std::int64_t high) {
    Shape made = list(std::move(value), high);
    made.kind = Shape::Kind::Map;
    return made;
}
Shape object(std::vector<Member> members) {
    Shape made;
    made.kind = Shape::Kind::Object;
    made.members = std::move(members);
    return made;
}
Shape named(std::string_view component) {
    Shape made;
    made.kind = Shape::Kind::Named;
    made.named = component;
    return made;
}
Shape or_null(Shape shape) {
    shape.nullable = true;
    return shape;
}
Member must(std::string_view name, Shape shape) { return {std::string(name), std::move(shape), true}; }
Member may(std::string_view name, Shape shape) { return {std::string(name), std::move(shape), false}; }

}  // namespace shape

std::optional<Fault> find_fault(const Shape& shape, const Json& value) {
    if (shape.nullable && value.is_null()) return std::nullopt;
    switch (shape.kind) {
        case Shape::Kind::Any:
        case Shape::Kind::Named: return std::nullopt;
        case Shape::Kind::Text: return text_fault(shape, value);
        case Shape::Kind::Integer: return integer_fault(shape, value);
        case Shape::Kind::Number:
            if (!value.is_integer() && !(value.is_double() && std::isfinite(value.number_or(0)))) return fault("must be a number");
            return std::nullopt;
        case Shape::Kind::Boolean: return value.is_bool() ? std::nullopt : fault("must be true or false");
        case Shape::Kind::List: return list_fault(shape, value);
        case Shape::Kind::Map: return map_fault(shape, value);
        case Shape::Kind::Object: return object_fault(shape, value);
    }
    return std::nullopt;
}

base::Expected<Json> read_parameter(const Shape& shape, std::string_view text) {
    Json value;
    if (shape.kind == Shape::Kind::Integer) {
        std::int64_t number = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
        if (error != std::errc{} || end != text.data() + text.size() || text.empty()) return fail(ErrorKind::Invalid, "must be a whole number");
        value = number;
    } else if (shape.kind == Shape::Kind::Boolean) {
        if (text != "0" && text != "1" && text != "true" && text != "false") return fail(ErrorKind::Invalid, "must be true or false");
        value = text == "1" || text == "true";
    } else {
        value = text;
    }
    if (auto found = find_fault(shape, value)) return fail(ErrorKind::Invalid, found->detail);
    return value;
}

Json json_schema(const Shape& shape) {
    Json json = plain_schema(shape);
    if (!shape.nullable) return json;
    Json null_type;
    null_type["type"] = "null";
    Json either;
    either["anyOf"] = Json::Array{std::move(json), std::move(null_type)};
    return either;
}

bool has_pattern(std::string_view pattern, std::string_view text) {
    const Pattern& rule = pattern_named(pattern);
    if (text.size() < rule.low || text.size() > rule.high || (rule.letter_first && !is_letter(text[0]))) return false;
    return std::all_of(text.begin(), text.end(), [&](char c) { return is_letter(c) || is_digit(c) || rule.extra.find(c) != std::string_view::npos; });
}

std::string_view pattern_expression(std::string_view pattern) { return pattern_named(pattern).expression; }

}  // namespace guvoh::http

// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/json.h"

namespace guvoh::base {

Json::Json() = default;
Json::~Json() = default;
Json::Json(const Json& other) = default;
Json::Json(Json&& other) noexcept = default;
Json& Json::operator=(const Json& other) = default;
Json& Json::operator=(Json&& other) noexcept = default;
bool Json::operator==(const Json& other) const { return value_ == other.value_; }  // "= default" crashes clang 14

bool Json::boolean_or(bool fallback) const {
    const auto* value = std::get_if<bool>(&value_);
    return value != nullptr ? *value : fallback;
}

std::int64_t Json::integer_or(std::int64_t fallback) const {
    const auto* value = std::get_if<std::int64_t>(&value_);
    return value != nullptr ? *value : fallback;
}

double Json::number_or(double fallback) const {
    if (const auto* integer = std::get_if<std::int64_t>(&value_)) return static_cast<double>(*integer);
    const auto* value = std::get_if<double>(&value_);
    return value != nullptr ? *value : fallback;
}

std::string_view Json::string_or(std::string_view fallback) const {
    const auto* value = std::get_if<std::string>(&value_);
    return value != nullptr ? std::string_view(*value) : fallback;
}

const Json::Array& Json::array() const {
    static const Array kNone;
    const auto* value = std::get_if<Array>(&value_);
    return value != nullptr ? *value : kNone;
}

const Json::Object& Json::object() const {
    static const Object kNone;
    const auto* value = std::get_if<Object>(&value_);
    return value != nullptr ? *value : kNone;
}

Json::Array& Json::make_array() {
    auto* value = std::get_if<Array>(&value_);
    return value != nullptr ? *value : value_.emplace<Array>();
}

Json::Object& Json::make_object() {
    auto* value = std::get_if<Object>(&value_);
    return value != nullptr ? *value : value_.emplace<Object>();
}

const Json& Json::operator[](std::string_view key) const {
    static const Json kNull;
    const Object& members = object();
    const auto found = members.find(key);
    return found != members.end() ? found->second : kNull;
}

Json& Json::operator[](std::string_view key) {
    Object& members = make_object();
    const auto place = members.lower_bound(key);
    if (place != members.end() && place->first == key) return place->second;
    return members.emplace_hint(place, std::string(key), Json())->second;
}

bool Json::contains(std::string_view key) const {
    const Object& members = object();
    return members.find(key) != members.end();
}

}  // namespace guvoh::base

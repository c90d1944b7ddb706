// SPDX-License-Identifier: AGPL-3.0-or-later
#include <boost/json/basic_parser_impl.hpp>
#include <charconv>
#include <optional>

#include "base/json.h"

namespace guvoh::base {

namespace {

using boost::json::string_view;
using BoostError = boost::json::error_code;

/// Builds a Json from the events of Boost's parser.
class Builder {
public:
    static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_array_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_key_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_string_size = static_cast<std::size_t>(-1);

    bool on_document_begin(BoostError&) { return true; }
    bool on_document_end(BoostError&) { return true; }

    bool on_object_begin(BoostError&) { return open(Json(Json::Object{})); }
    bool on_object_end(std::size_t, BoostError&) { return close(); }
    bool on_array_begin(BoostError&) { return open(Json(Json::Array{})); }
    bool on_array_end(std::size_t, BoostError&) { return close(); }

    bool on_key_part(string_view part, std::size_t, BoostError&) { return gather(part); }
    bool on_key(string_view part, std::size_t, BoostError& error) {
        gather(part);
        Frame& frame = open_.back();
        frame.key = take();
        if (!frame.value.contains(frame.key)) return true;
        return refuse("an object has the same key twice", error);
    }

    bool on_string_part(string_view part, std::size_t, BoostError&) { return gather(part); }
    bool on_string(string_view part, std::size_t, BoostError&) {
        gather(part);
        return put(Json(take()));
    }

    bool on_number_part(string_view part, BoostError&) { return gather(part); }
    bool on_int64(std::int64_t value, string_view, BoostError&) {
        gathered_.clear();
        return put(Json(value));
    }
    bool on_uint64(std::uint64_t, string_view part, BoostError& error) { return put_double(part, error); }
    bool on_double(double, string_view part, BoostError& error) { return put_double(part, error); }

    bool on_bool(bool value, BoostError&) { return put(Json(value)); }
    bool on_null(BoostError&) { return put(Json()); }

    bool on_comment_part(string_view, BoostError&) { return true; }
    bool on_comment(string_view, BoostError&) { return true; }

    Json root;
    std::optional<std::string_view> refusal;

private:
    struct Frame {
        Json value;
        std::string key;  // of the member being read
    };

    bool gather(string_view part) {
        gathered_.append(part.data(), part.size());
        return true;
    }

    std::string take() { return std::exchange(gathered_, {}); }

    bool refuse(std::string_view why, BoostError& error) {
        refusal = why;
        error = boost::json::error::syntax;
        return false;
    }

    /// Reads the digits anew: Boost's own conversion may be off by a few units in the last place.
    bool put_double(string_view part, BoostError& error) {
        gather(part);
        const std::string digits = take();
        double value = 0;
        const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), value);
        if (read.ec == std::errc::result_out_of_range) return refuse("a number is out of range", error);
        return put(Json(value));
    }

    bool open(Json value) {
        open_.push_back({std::move(value), {}});
        return true;
    }

    bool close() {
        Json value = std::move(open_.back().value);
        open_.pop_back();
        return put(std::move(value));
    }

    bool put(Json value) {
        if (open_.empty()) {
            root = std::move(value);
            return true;
        }
        Frame& frame = open_.back();
        if (frame.value.is_array()) {
            frame.value.make_array().push_back(std::move(value));
        } else {
            frame.value.make_object().emplace(std::move(frame.key), std::move(value));
        }
        return true;
    }

    std::vector<Frame> open_;
    std::string gathered_;
};

std::string place_of(std::string_view text, std::size_t offset) {
    std::size_t line = 1;
    std::size_t column = 1;
    for (const char c : text.substr(0, offset)) {
        if (c == '\n') {
            ++line;
            column = 1;
        } else if ((static_cast<unsigned char>(c) & 0xC0) != 0x80) {
            ++column;
        }
    }
    return "line " + std::to_string(line) + ", column " + std::to_string(column);
}

}  // namespace

Expected<Json> Json::parse(std::string_view text) {
    boost::json::parse_options options;
    options.max_depth = kMaxJsonDepth;
    boost::json::basic_parser<Builder> parser(options);
    BoostError error;
    const std::size_t used = parser.write_some(false, text.data(), text.size(), error);
    const Builder& built = parser.handler();
    if (!error && used == text.size()) return std::move(parser.handler().root);
    const std::string why = built.refusal ? std::string(*built.refusal) : error ? error.message() : "extra data";
    return fail(ErrorKind::Invalid, "JSON " + place_of(text, used) + ": " + why);
}

}  // namespace guvoh::base

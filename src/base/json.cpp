// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/json.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "base/text.h"

namespace guvoh::base {

namespace {

constexpr std::string_view kHexDigits = "0123456789abcdef";

/// Writes a JSON string as RFC 8785, section 3.2.2.2 says: the short escapes, \u00xx for other controls, all else as it is.
void put_string(std::string& out, std::string_view text) {
    out.push_back('"');
    std::size_t done = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\') continue;
        out.append(text.substr(done, i - done));
        done = i + 1;
        out.push_back('\\');
        switch (c) {
            case '"': out.push_back('"'); break;
            case '\\': out.push_back('\\'); break;
            case '\b': out.push_back('b'); break;
            case '\t': out.push_back('t'); break;
            case '\n': out.push_back('n'); break;
            case '\f': out.push_back('f'); break;
            case '\r': out.push_back('r'); break;
            default:
                out.append("u00");
                out.push_back(kHexDigits[static_cast<unsigned char>(c) >> 4]);
                out.push_back(kHexDigits[static_cast<unsigned char>(c) & 15]);
        }
    }
    out.append(text.substr(done));
    out.push_back('"');
}

void put_integer(std::string& out, std::int64_t value) {
    std::array<char, 24> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value);
    out.append(digits.data(), end.ptr);
}

/// Writes the shortest digits that read back as the same double; a whole number keeps ".0", so that it stays a double.
void put_double(std::string& out, double value) {
    if (!std::isfinite(value)) {
        out += "null";
        return;
    }
    std::array<char, 32> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value);
    const std::string_view text(digits.data(), static_cast<std::size_t>(end.ptr - digits.data()));
    out += text;
    if (text.find_first_of(".e") == std::string_view::npos) out += ".0";
}

/// Orders a UTF-8 byte as its character orders in UTF-16: U+E000..U+FFFF (lead EE, EF) stand behind the surrogate pairs.
unsigned utf16_rank(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte == 0xEE || byte == 0xEF ? byte + 0x10U : byte;
}

bool less_in_utf16(std::string_view a, std::string_view b) {
    const auto [in_a, in_b] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
    if (in_b == b.end()) return false;
    if (in_a == a.end()) return true;
    return utf16_rank(*in_a) < utf16_rank(*in_b);
}

bool has_pair(std::string_view key) {
    return std::any_of(key.begin(), key.end(), [](char c) { return static_cast<unsigned char>(c) >= 0xF0; });
}

class CanonicalWriter {
public:
    Status put(const Json& value) {
        if (value.is_object()) return put_object(value.object());
        if (value.is_array()) return put_array(value.array());
        if (value.is_string()) return put_text(value.string_or({}));
        if (value.is_integer() || value.is_double()) return put_number(value);
        out += value.is_null() ? "null" : value.boolean_or(false) ? "true" : "false";
        return {};
    }

    std::string out;

private:
    Status put_text(std::string_view text) {
        if (!is_utf8(text)) return fail(ErrorKind::Invalid, "a string is not UTF-8");
        put_string(out, text);
        return {};
    }

    Status put_number(const Json& value) {
        const double number = value.number_or(0);
        if (value.is_double() && std::nearbyint(number) != number)
            return fail(ErrorKind::Invalid, "a number is not an integer");
        if (!(std::fabs(number) <= static_cast<double>(kMaxJsonInteger))) return out_of_range();
        const std::int64_t integer = value.is_integer() ? value.integer_or(0) : static_cast<std::int64_t>(number);
        if (integer > kMaxJsonInteger || integer < -kMaxJsonInteger) return out_of_range();
        put_integer(out, integer);
        return {};
    }

    static Status out_of_range() { return fail(ErrorKind::Invalid, "an integer is beyond 2^53-1"); }

    Status put_array(const Json::Array& array) {
        out.push_back('[');
        bool first = true;
        for (const Json& element : array) {
            if (!first) out.push_back(',');
            first = false;
            GUVOH_TRY_VOID(put(element));
        }
        out.push_back(']');
        return {};
    }

    Status put_member(std::string_view key, const Json& value, bool first) {
        if (!first) out.push_back(',');
        GUVOH_TRY_VOID(put_text(key));
        out.push_back(':');
        return put(value);
    }

    Status put_object(const Json::Object& object) {
        out.push_back('{');
        bool first = true;
        if (std::any_of(object.begin(), object.end(), [](const auto& member) { return has_pair(member.first); })) {
            std::vector<const Json::Object::value_type*> members;
            for (const auto& member : object) members.push_back(&member);
            std::sort(members.begin(), members.end(),
                      [](const auto* a, const auto* b) { return less_in_utf16(a->first, b->first); });
            for (const auto* member : members) {
                GUVOH_TRY_VOID(put_member(member->first, member->second, first));
                first = false;
            }
        } else {
            for (const auto& member : object) {
                GUVOH_TRY_VOID(put_member(member.first, member.second, first));
                first = false;
            }
        }
        out.push_back('}');
        return {};
    }
};

class TextWriter {
public:
    explicit TextWriter(bool pretty) : pretty_(pretty) {}

    void put(const Json& value) {
        if (value.is_object()) return put_object(value.object());
        if (value.is_array()) return put_array(value.array());
        if (value.is_string()) return put_text(value.string_or({}));
        if (value.is_integer()) return put_integer(out, value.integer_or(0));
        if (value.is_double()) return put_double(out, value.number_or(0));
        out += value.is_null() ? "null" : value.boolean_or(false) ? "true" : "false";
    }

    std::string out;

private:
    void put_text(std::string_view text) {
        if (is_utf8(text)) return put_string(out, text);
        put_string(out, repair_utf8(text));
    }

    void new_line() {
        if (!pretty_) return;
        out.push_back('\n');
        out.append(level_ * 2, ' ');
    }

    void open(char bracket) {
        out.push_back(bracket);
        ++level_;
    }

    void close(char bracket, bool empty) {
        --level_;
        if (!empty) new_line();
        out.push_back(bracket);
    }

    void put_array(const Json::Array& array) {
        open('[');
        for (std::size_t i = 0; i < array.size(); ++i) {
            if (i != 0) out.push_back(',');
            new_line();
            put(array[i]);
        }
        close(']', array.empty());
    }

    void put_object(const Json::Object& object) {
        open('{');
        bool first = true;
        for (const auto& member : object) {
            if (!first) out.push_back(',');
            first = false;
            new_line();
            put_text(member.first);
            out += pretty_ ? ": " : ":";
            put(member.second);
        }
        close('}', object.empty());
    }

    bool pretty_;
    std::size_t level_ = 0;
};

}  // namespace

Expected<std::string> Json::canonical() const {
    CanonicalWriter writer;
    GUVOH_TRY_VOID(writer.put(*this));
    return std::move(writer.out);
}

std::string Json::text(bool pretty) const {
    TextWriter writer(pretty);
    writer.put(*this);
    return std::move(writer.out);
}

}  // namespace guvoh::base

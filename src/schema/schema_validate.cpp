// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>

#include "base/edtf.h"
#include "base/id.h"
#include "base/text.h"
#include "schema/schema.h"

namespace guvoh::schema {

using base::ErrorKind;
using base::Expected;
using base::fail;
using base::Json;

namespace {

constexpr std::size_t kMostTextBytes = 2'000;
constexpr std::size_t kMostNameBytes = 1'000;
constexpr std::size_t kMostLongTextBytes = 100'000;
constexpr std::size_t kMostDateBytes = 200;
constexpr std::size_t kMostUrlBytes = 2'000;
constexpr std::size_t kMostItems = 500;
constexpr std::size_t kMostRecordBytes = 1'000'000;

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v'; }

/// The length of a blank at the front of `text`: a space, a no-break space, a zero-width space or a byte order mark; or 0.
std::size_t blank_at(std::string_view text) {
    if (text.empty()) return 0;
    if (is_space(text.front())) return 1;
    for (const std::string_view wide : {std::string_view("\u00a0"), std::string_view("\u200b"), std::string_view("\ufeff")}) {
        if (text.starts_with(wide)) return wide.size();
    }
    return 0;
}

/// One line: ends trimmed, each run of blanks a single space.
std::string one_line(std::string_view text) {
    std::string out;
    bool blank = false;
    while (!text.empty()) {
        if (const std::size_t length = blank_at(text); length > 0) {
            blank = true;
            text.remove_prefix(length);
            continue;
        }
        if (blank && !out.empty()) out += ' ';
        blank = false;
        out += text.front();
        text.remove_prefix(1);
    }
    return out;
}

/// Several lines: line ends are \n, blanks before line ends and around the whole are gone.
std::string many_lines(std::string_view text) {
    std::string out;
    const auto drop_blanks = [&out] {
        while (!out.empty() && (out.back() == ' ' || out.back() == '\t')) out.pop_back();
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '\n' && i > 0 && text[i - 1] == '\r') continue;
        if (c != '\n' && c != '\r') {
            out += c;
            continue;
        }
        drop_blanks();
        out += '\n';
    }
    while (!out.empty() && is_space(out.back())) out.pop_back();
    std::size_t begin = 0;
    while (begin < out.size() && (out[begin] == '\n' || out[begin] == '\r')) ++begin;
    return out.substr(begin);
}

bool has_controls(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char c) { return (c >= 0 && c < ' ' && c != '\n' && c != '\t') || c == 0x7f; });
}

bool is_hex(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); }

std::string lower(std::string_view text) {
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return out;
}

bool is_web_address(std::string_view text) {
    const std::string small = lower(text.substr(0, 8));
    const std::size_t scheme = small.starts_with("https://") ? 8 : small.starts_with("http://") ? 7 : 0;
    if (scheme == 0 || text.size() == scheme || text[scheme] == '/' || text[scheme] == ':') return false;
    return std::none_of(text.begin(), text.end(),
                        [](char c) { return (c >= 0 && c <= ' ') || c == '"' || c == '<' || c == '>' || c == '\\' || c == '`' || c == 0x7f; });
}

/// Judges the values of one field.
class FieldCheck {
public:
    FieldCheck(const Schema& schema, const Field& field) : schema_(schema), field_(field) {}

    /// Gives the value as stored; null for what is empty.
    Expected<Json> value(const Json& given) const {
        if (given.is_null()) return Json();
        if (!field_.many) return single(given);
        if (!given.is_array()) return wrong("takes a list");
        if (given.array().size() > kMostItems) return wrong("takes at most 500 items");
        Json::Array kept;
        for (const Json& item : given.array()) {
            GUVOH_TRY(Json value, single(item));
            if (value.is_null() || std::find(kept.begin(), kept.end(), value) != kept.end()) continue;
            kept.push_back(std::move(value));
        }
        return kept.empty() ? Json() : Json(std::move(kept));
    }

private:
    tl::unexpected<base::Error> wrong(std::string_view what) const { return fail(field_error(field_.name, what)); }

    Expected<Json> single(const Json& given) const {
        switch (field_.kind) {
            case FieldKind::Integer:
            case FieldKind::Bytes: return integer(given);
            case FieldKind::Boolean:
                if (!given.is_bool() && !given.is_null()) return wrong("takes true or false");
                return given;
            case FieldKind::Data: return wrong("is written by the program only");
            default: break;
        }
        if (given.is_null()) return Json();
        if (!given.is_string()) return wrong("takes a text");
        const std::string_view text = given.string_or("");
        if (text.size() > kMostLongTextBytes) return wrong("is too long");
        if (!base::is_utf8(text)) return wrong("is not UTF-8");
        return from_text(text);
    }

    Expected<Json> integer(const Json& given) const {
        if (given.is_null()) return Json();
        if (!given.is_integer()) return wrong("takes a whole number");
        const std::int64_t value = given.integer_or(0);
        const std::int64_t least = field_.kind == FieldKind::Bytes ? 0 : field_.least.value_or(-base::kMaxJsonInteger);
        if (value < least || value > field_.most.value_or(base::kMaxJsonInteger)) return wrong("is out of its range");
        return value;
    }

    Expected<Json> from_text(std::string_view given) const {
        std::string text = field_.kind == FieldKind::LongText ? many_lines(given) : one_line(given);
        if (text.empty()) return Json();
        if (has_controls(text)) return wrong("holds a control character");
        switch (field_.kind) {
            case FieldKind::Text: return text.size() > kMostTextBytes ? Expected<Json>(wrong("is too long")) : Json(std::move(text));
            case FieldKind::Name: return text.size() > kMostNameBytes ? Expected<Json>(wrong("is too long")) : Json(std::move(text));
            case FieldKind::Date: return date(text);
            case FieldKind::Term:
            case FieldKind::Terms: return term(std::move(text));
            case FieldKind::Link:
            case FieldKind::Links:
            case FieldKind::Place: return link(text);
            case FieldKind::Url:
                if (text.size() > kMostUrlBytes || !is_web_address(text)) return wrong("takes an address that begins with https:// or http://");
                return Json(std::move(text));
            case FieldKind::Hash: return hash(text);
            default: return Json(std::move(text));
        }
    }

    Expected<Json> date(std::string_view text) const {
        if (text.size() > kMostDateBytes) return wrong("is too long");
        const auto parsed = base::Edtf::parse(text);
        if (!parsed) return wrong("takes a date such as 2012-07-14, 2012-07, 2012~ or 2010/2012");
        return Json(parsed->text());
    }

    Expected<Json> term(std::string code) const {
        const Vocabulary* vocabulary = schema_.find_vocabulary(field_.vocabulary);
        if (vocabulary == nullptr || vocabulary->find_term(code) == nullptr) return wrong("takes a term of its vocabulary");
        return Json(std::move(code));
    }

    Expected<Json> link(std::string_view text) const {
        const auto id = base::Id::parse(text);
        if (!id || id->is_nil()) return wrong("takes the id of a record");
        return Json(id->text());
    }

    Expected<Json> hash(std::string_view text) const {
        std::string digits = lower(text);
        if (digits.size() != 64 || !std::all_of(digits.begin(), digits.end(), is_hex)) return wrong("takes 64 hexadecimal digits");
        return Json(std::move(digits));
    }

    const Schema& schema_;  // both borrowed from validate()
    const Field& field_;
};

}  // namespace

Expected<Json> Schema::validate(std::string_view type_name, const Json& fields, ValidateMode mode) const {
    const Type* type = find_type(type_name);
    if (type == nullptr) return fail(ErrorKind::NotFound, "no such type of record");
    if (!fields.is_object()) return fail(field_error("fields", "takes an object"));
    const bool by_program = mode == ValidateMode::import || mode == ValidateMode::change_by_program;
    const bool is_new = mode == ValidateMode::create || mode == ValidateMode::import;
    Json::Object out;
    std::size_t bytes = 0;
    for (const auto& [name, given] : fields.object()) {
        const Field* field = type->find_field(name);
        // The name is what someone sent, so it is not repeated.
        if (field == nullptr) return fail(field_error("fields", "holds a name that the type does not have"));
        if (field->read_only && !by_program) return fail(field_error(name, "is written by the program only"));
        GUVOH_TRY(Json value, FieldCheck(*this, *field).value(given));
        if (value.is_null() && field->required) return fail(field_error(name, "is required"));
        if (value.is_null() && is_new) continue;
        bytes += value.text().size();
        out.emplace(name, std::move(value));
    }
    if (bytes > kMostRecordBytes) return fail(field_error("fields", "are too much for one record"));
    if (is_new) {
        for (const Field& field : type->fields) {
            if (field.required && out.find(field.name) == out.end()) return fail(field_error(field.name, "is required"));
        }
    }
    return Json(std::move(out));
}

}  // namespace guvoh::schema

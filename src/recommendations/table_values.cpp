// SPDX-License-Identifier: AGPL-3.0-or-later
#include "recommendations/table_values.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "base/edtf.h"
#include "base/text.h"
#include "language/words.h"
#include "recommendations/table_rows.h"
#include "reviews/states.h"
#include "themes/codes.h"

namespace guvoh::recommendations {

using base::ErrorKind;
using base::fail;
using base::Json;

namespace {

constexpr std::size_t kMostShown = 60;  ///< bytes of a cell in a reason

struct Alias {
    std::string_view text, code;
};

/// What ministries and databases write for the positions of a State; folded.
constexpr std::array kPositions{
    Alias{"accepted", "supported"}, Alias{"accept", "supported"}, Alias{"accepts", "supported"}, Alias{"support", "supported"}, Alias{"supports", "supported"},
    Alias{"enjoys support", "supported"}, Alias{"enjoys the support", "supported"}, Alias{"yes", "supported"}, Alias{"принята", "supported"},
    Alias{"принято", "supported"}, Alias{"приняты", "supported"}, Alias{"принимается", "supported"}, Alias{"поддержано", "supported"},
    Alias{"поддерживается", "supported"}, Alias{"поддерживает", "supported"}, Alias{"кабыл алынды", "supported"}, Alias{"кабыл алынган", "supported"},
    Alias{"noted", "noted"}, Alias{"not supported", "noted"}, Alias{"not accepted", "noted"}, Alias{"rejected", "noted"}, Alias{"reject", "noted"},
    Alias{"declined", "noted"}, Alias{"refused", "noted"}, Alias{"no", "noted"}, Alias{"отклонена", "noted"}, Alias{"отклонено", "noted"},
    Alias{"отклоняется", "noted"}, Alias{"не принята", "noted"}, Alias{"не принято", "noted"}, Alias{"не принимается", "noted"},
    Alias{"не поддержана", "noted"}, Alias{"не поддержано", "noted"}, Alias{"не поддерживается", "noted"}, Alias{"принята к сведению", "noted"},
    Alias{"принято к сведению", "noted"}, Alias{"приняты к сведению", "noted"}, Alias{"принимается к сведению", "noted"},
    Alias{"partly supported", "partly"}, Alias{"partially supported", "partly"}, Alias{"partially accepted", "partly"}, Alias{"accepted in part", "partly"},
    Alias{"partly accepted", "partly"}, Alias{"частично", "partly"}, Alias{"частично принята", "partly"}, Alias{"частично поддержана", "partly"},
    Alias{"pending", "under_examination"}, Alias{"under consideration", "under_examination"}, Alias{"to be examined", "under_examination"},
    Alias{"на рассмотрении", "under_examination"}, Alias{"рассматривается", "under_examination"},
    Alias{"implemented", "implemented"}, Alias{"already implemented", "implemented"}, Alias{"выполнена", "implemented"}, Alias{"выполнено", "implemented"},
};
constexpr std::array kBodies{Alias{"упо", "UPR"}, Alias{"кпп", "CAT"}, Alias{"кпч", "CCPR"}, Alias{"кэскп", "CESCR"}, Alias{"кпр", "CRC"}, Alias{"клдж", "CEDAW"},
                             Alias{"клрд", "CERD"}, Alias{"кпи", "CRPD"}, Alias{"ппп", "SPT"}, Alias{"нпм", "NPM"}, Alias{"hrc", "CCPR"}, Alias{"hrcttee", "CCPR"}};
constexpr std::array kOrdinals{Alias{"i", "1"}, Alias{"ii", "2"}, Alias{"iii", "3"}, Alias{"iv", "4"}, Alias{"v", "5"}, Alias{"first", "1"}, Alias{"second", "2"},
                               Alias{"third", "3"}, Alias{"fourth", "4"}, Alias{"первый", "1"}, Alias{"второй", "2"}, Alias{"третий", "3"}, Alias{"четвертый", "4"}};
constexpr std::array kMonths{Alias{"jan", "янв"}, Alias{"feb", "фев"}, Alias{"mar", "мар"}, Alias{"apr", "апр"}, Alias{"may", "мая"}, Alias{"jun", "июн"},
                             Alias{"jul", "июл"}, Alias{"aug", "авг"}, Alias{"sep", "сен"}, Alias{"oct", "окт"}, Alias{"nov", "ноя"}, Alias{"dec", "дек"}};

template <std::size_t N>
std::string in_aliases(const std::array<Alias, N>& aliases, std::string_view plain) {
    const auto found = std::find_if(aliases.begin(), aliases.end(), [plain](const Alias& one) { return one.text == plain; });
    return found == aliases.end() ? std::string() : std::string(found->code);
}

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

std::optional<int> number_of(std::string_view text) {
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

/// The first number that is printed in a text: "Goal 16", "4: general action".
std::string first_number(std::string_view text) {
    const auto digit = text.find_first_of("0123456789");
    if (digit == std::string_view::npos) return {};
    const auto end = text.find_first_not_of("0123456789", digit);
    return std::string(text.substr(digit, end == std::string_view::npos ? end : end - digit));
}

/// 1 to 12 for a month's name in English or Russian, however shortened; 0 for none.
int month_named(std::string_view folded) {
    if (folded == "май") return 5;
    for (std::size_t i = 0; i < kMonths.size(); ++i) {
        if (folded.starts_with(kMonths[i].text) || folded.starts_with(kMonths[i].code)) return static_cast<int>(i) + 1;
    }
    return 0;
}

int full_year(int year, std::size_t digits) { return digits > 2 ? year : year < 70 ? 2000 + year : 1900 + year; }

std::string date_text(int year, int month, int day) {
    if (year < 1000 || month < 1 || month > 12 || day < 0 || day > 31) return {};
    const std::string text = day == 0 ? fmt::format("{:04}-{:02}", year, month) : fmt::format("{:04}-{:02}-{:02}", year, month, day);
    return base::Edtf::parse(text) ? text : std::string();
}

/// Numbers between dots, slashes or hyphens.
std::string numeric_date(const std::vector<std::string>& parts, std::string_view order) {
    std::vector<int> numbers;
    for (const std::string& part : parts) {
        const auto number = number_of(part);
        if (!number) return {};
        numbers.push_back(*number);
    }
    if (numbers.size() == 2 && parts[1].size() == 4) return date_text(numbers[1], numbers[0], 0);
    if (numbers.size() != 3) return {};
    if (parts[0].size() == 4 || order == "ymd") return date_text(full_year(numbers[0], parts[0].size()), numbers[1], numbers[2]);
    const bool day_first = order != "mdy";
    return date_text(full_year(numbers[2], parts[2].size()), numbers[day_first ? 1 : 0], numbers[day_first ? 0 : 1]);
}

/// A month's name with a year, and perhaps a day: in any order.
std::string named_date(std::string_view text) {
    int day = 0, month = 0, year = 0;
    language::WordBreaker words(text);
    for (language::Word word; words.next(word);) {
        const std::string_view folded = word.folded;
        const std::string digits = first_number(folded);
        if (digits.size() == 4 && year == 0) {
            year = number_of(digits).value_or(0);
        } else if (!digits.empty() && digits.size() <= 2 && day == 0) {
            day = number_of(digits).value_or(0);
        } else if (const int named = month_named(folded); digits.empty() && named != 0 && month == 0) {
            month = named;
        } else if (folded != "г" && folded != "года" && folded != "of" && folded != "the") {
            return {};
        }
    }
    return date_text(year, month, day);
}

bool is_yes(std::string_view folded) {
    constexpr std::array kYes{"true", "yes", "y", "1", "x", "+", "да", "иә", "ооба", "ҳа", "ha", "hawa", "✓", "✔"};
    return std::find(kYes.begin(), kYes.end(), folded) != kYes.end();
}
bool is_no(std::string_view folded) {
    constexpr std::array kNo{"false", "no", "n", "0", "-", "нет", "жоқ", "жок", "не", "yoʻq", "yo'q", "ýok"};
    return std::find(kNo.begin(), kNo.end(), folded) != kNo.end();
}

bool is_many(const schema::Field& field) {
    return field.many || field.kind == schema::FieldKind::Terms || field.kind == schema::FieldKind::Links;
}

std::vector<std::string> split(std::string_view cell, std::string_view at) {
    std::vector<std::string> parts;
    while (!cell.empty()) {
        const auto end = cell.find_first_of(at);
        if (const auto part = trimmed(cell.substr(0, end)); !part.empty()) parts.emplace_back(part);
        cell = end == std::string_view::npos ? std::string_view{} : cell.substr(end + 1);
    }
    return parts;
}

base::Error not_understood(std::string_view what, std::string_view text) {
    const std::string_view shown = base::clip_utf8(text, kMostShown);
    return {ErrorKind::Invalid, fmt::format("{}: “{}{}”", what, shown, shown.size() < text.size() ? "…" : ""), {}};
}

}  // namespace

std::string written_date(std::string_view text, std::string_view order) {
    text = trimmed(text);
    if (const auto time = text.find("T00:00"); time == 10) text = text.substr(0, time);
    const bool year_first = text.size() >= 4 && std::all_of(text.begin(), text.begin() + 4, [](char c) { return c >= '0' && c <= '9'; });
    if (year_first && base::Edtf::parse(text)) return std::string(text);
    std::string_view bare = text;
    for (const std::string_view tail : {" г.", " г", " года", " year", "г.", "г"}) {
        if (bare.ends_with(tail)) bare = trimmed(bare.substr(0, bare.size() - tail.size()));
    }
    if (bare.size() == 4 && number_of(bare)) return std::string(bare);
    if (std::string numeric = numeric_date(split(bare, "./-"), order); !numeric.empty()) return numeric;
    return named_date(text);
}

std::string CellReader::term_of(std::string_view vocabulary_name, std::string_view text) {
    const schema::Vocabulary* vocabulary = schema_.find_vocabulary(vocabulary_name);
    if (vocabulary == nullptr) return {};
    if (vocabulary->find_term(text) != nullptr) return std::string(text);
    auto known = labels_.find(vocabulary_name);
    if (known == labels_.end()) {
        known = labels_.emplace(std::string(vocabulary_name), std::unordered_map<std::string, std::string>{}).first;
        for (const auto& term : vocabulary->terms) {
            known->second.emplace(plain_heading(term.code), term.code);
            for (const auto& [language, label] : term.labels) known->second.emplace(plain_heading(label), term.code);
        }
    }
    const std::string plain = plain_heading(text);
    if (const auto found = known->second.find(plain); found != known->second.end()) return found->second;
    std::string code;
    if (vocabulary_name == "countries") {
        const reviews::State* state = reviews::find_state(text);
        code = state == nullptr ? std::string() : std::string(state->iso3);
    } else if (vocabulary_name == "positions") {
        code = in_aliases(kPositions, plain);
    } else if (vocabulary_name == "bodies") {
        code = in_aliases(kBodies, plain);
    } else if (vocabulary_name == "themes") {
        code = std::string(themes::theme_of_issue(text));
    } else if (vocabulary_name == "cycles") {
        code = first_number(plain);
        if (code.empty()) code = in_aliases(kOrdinals, plain.substr(0, plain.find(' ')));
    } else if (vocabulary_name == "sdgs" || vocabulary_name == "action_categories") {
        code = first_number(plain);
    }
    return vocabulary->find_term(code) == nullptr ? std::string() : code;
}

base::Expected<Json> CellReader::one(const schema::Field& field, std::string_view text) {
    using Kind = schema::FieldKind;
    const std::string folded = language::fold(text);
    switch (field.kind) {
        case Kind::Term:
        case Kind::Terms: {
            std::string code = term_of(field.vocabulary, text);
            if (code.empty()) return fail(not_understood(field.vocabulary == "countries" ? "no State is called so" : "not a term of this list", text));
            return Json(std::move(code));
        }
        case Kind::Date: {
            std::string date = written_date(text, rules_.date_order);
            if (date.empty()) return fail(not_understood("is no date that can be read", text));
            return Json(std::move(date));
        }
        case Kind::Integer:
        case Kind::Bytes: {
            std::string digits(text);
            std::erase_if(digits, [](char c) { return c == ' ' || c == ','; });
            const auto number = number_of(digits);
            if (!number) return fail(not_understood("is no number", text));
            return Json(static_cast<std::int64_t>(*number));
        }
        case Kind::Boolean:
            if (is_yes(folded)) return Json(true);
            if (is_no(folded)) return Json(false);
            return fail(not_understood("is neither yes nor no", text));
        default:
            return Json(text);
    }
}

std::vector<std::string> CellReader::parts(const schema::Field& field, std::string_view cell) {
    if (!rules_.separator.empty()) return split(cell, rules_.separator);
    std::vector<std::string> parts = split(cell, "|;\n");
    const bool is_terms = field.kind == schema::FieldKind::Terms;
    if (!is_terms) return parts;
    std::vector<std::string> all;
    for (const std::string& part : parts) {
        const bool whole = !term_of(field.vocabulary, part).empty();
        if (!whole && field.vocabulary == "countries") {
            if (const auto listed = reviews::read_state_list(part); !listed.empty()) {
                for (const reviews::State* state : listed) all.emplace_back(state->iso3);
                continue;
            }
        }
        if (whole || part.find(',') == std::string::npos) {
            all.push_back(part);
        } else {
            for (std::string& piece : split(part, ",")) all.push_back(std::move(piece));
        }
    }
    return all;
}

base::Expected<CellValue> CellReader::read(const schema::Field& field, std::string_view cell) {
    CellValue result;
    if (!is_many(field)) {
        GUVOH_TRY(result.value, one(field, trimmed(cell)));
        return result;
    }
    Json::Array values;
    for (const std::string& part : parts(field, cell)) {
        auto value = one(field, part);
        if (!value) {
            result.left_out.push_back(part);
        } else if (std::find(values.begin(), values.end(), *value) == values.end()) {
            values.push_back(std::move(*value));
        }
    }
    result.value = Json(std::move(values));
    return result;
}

}  // namespace guvoh::recommendations

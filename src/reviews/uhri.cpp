// SPDX-License-Identifier: AGPL-3.0-or-later
#include "reviews/uhri.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <chrono>
#include <set>

#include <fmt/format.h>

#include "base/json.h"
#include "reviews/csv_text.h"
#include "reviews/running_text.h"

namespace guvoh::reviews {

using base::ErrorKind;
using base::fail;
using base::Json;

namespace {

enum Column : std::size_t { kText, kCountries, kBody, kSymbol, kThemes, kPersons, kSdgs, kPublished, kStates, kPosition, kType, kId, kSession, kColumnCount };
/// Names in letters only; the misspelt ones of the export are corrected before.
constexpr std::array<std::string_view, kColumnCount> kColumns = {"text", "countriesconcerned", "recommendingbody", "documentsymbol", "themes", "affectedpersons", "sdgs",
                                                                 "documentpublicationdate", "uprrecommendingstates", "uprposition", "type", "ohchrannotationid", "uprsession"};
constexpr std::array<std::string_view, kColumnCount> kJsonNames = {"Text", "Countries", "Body", "Symbol", "Themes", "AffectedPersons", "Sdgs",
                                                                   "PublicationDate", "RecommendingStates", "Position", "AnnotationType", "AnnotationId", "Session"};
constexpr int kFirstSerial = 15'000;  // 1941: what is smaller is a year or nothing
constexpr int kLastSerial = 80'000;   // 2119

using Cells = std::array<std::vector<std::string>, kColumnCount>;

std::string trimmed(std::string_view text) {
    const std::size_t begin = text.find_first_not_of(" \t\r\n");
    return begin == std::string_view::npos ? std::string() : std::string(text.substr(begin, text.find_last_not_of(" \t\r\n") + 1 - begin));
}

std::string letters_of(std::string_view name) {
    std::string letters;
    for (const char c : name) {
        if (std::isalpha(static_cast<unsigned char>(c)) != 0) letters += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
    if (const std::size_t at = letters.find("reccomend"); at != std::string::npos) letters.replace(at, 9, "recommend");
    return letters;
}

/// The values of a cell: one a line, each without its "- ".
std::vector<std::string> values_of(std::string_view cell) {
    std::vector<std::string> values;
    for (std::size_t at = 0; at <= cell.size();) {
        const std::size_t end = std::min(cell.find('\n', at), cell.size());
        std::string value = trimmed(cell.substr(at, end - at));
        if (value.starts_with("- ")) value.erase(0, 2);
        if (!value.empty() && value != "-") values.push_back(trimmed(value));
        at = end + 1;
    }
    return values;
}

std::string first_of(const std::vector<std::string>& values) { return values.empty() ? std::string() : values.front(); }

std::string joined(const std::vector<std::string>& values) {
    std::string all;
    for (const std::string& value : values) all += (all.empty() ? "" : " ") + value;
    return all;
}

/// Text without tags; what they separate stays apart.
std::string without_markup(std::string_view html) {
    std::string text;
    bool inside = false;
    for (const char c : html) {
        if (c == '<') {
            inside = true;
            text += ' ';
        } else if (c == '>' && inside) {
            inside = false;
        } else if (!inside) {
            text += c;
        }
    }
    std::string squeezed;
    for (const char c : text) {
        const bool space = std::isspace(static_cast<unsigned char>(c)) != 0;
        if (!space || (!squeezed.empty() && squeezed.back() != ' ')) squeezed += space ? ' ' : c;
    }
    return trimmed(squeezed);
}

/// An ISO date from "2015-03-12T00:00:00", "12/03/2015" or Excel's day number; "" when it is none.
std::string iso_date(const std::string& printed) {
    if (printed.size() >= 10 && printed[4] == '-' && printed[7] == '-') return printed.substr(0, 10);
    if (printed.size() == 10 && printed[2] == '/' && printed[5] == '/') return printed.substr(6) + "-" + printed.substr(3, 2) + "-" + printed.substr(0, 2);
    int serial = 0;
    const auto [end, error] = std::from_chars(printed.data(), printed.data() + printed.size(), serial);
    if (error != std::errc{} || serial < kFirstSerial || serial > kLastSerial || (end != printed.data() + printed.size() && *end != '.')) return {};
    using namespace std::chrono;
    const year_month_day date{sys_days{year{1899} / December / 30} + days{serial}};
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

/// Takes "122.16" or "12." off the front of a text.
std::string take_number(std::string& text) {
    std::size_t end = 0;
    while (end < text.size() && (std::isdigit(static_cast<unsigned char>(text[end])) != 0 || text[end] == '.')) ++end;
    std::string number = text.substr(0, end);
    while (!number.empty() && number.back() == '.') number.pop_back();
    const bool closed = end < text.size() && (text[end] == ' ' || text[end] == '\t');
    const bool numbered = number.find('.') != std::string::npos || (end > number.size() && !number.empty());
    if (!closed || !numbered || number.size() > 12) return {};
    text = trimmed(std::string_view(text).substr(end));
    return number;
}

std::string country_of(std::string_view symbol) {
    for (std::size_t at = 0; at <= symbol.size();) {
        const std::size_t end = std::min(symbol.find('/', at), symbol.size());
        if (const State* state = find_state_by_code(symbol.substr(at, end - at))) return std::string(state->name);
        at = end + 1;
    }
    return {};
}

std::vector<std::string> canonical(std::vector<std::string> names) {
    for (std::string& name : names) {
        if (const State* state = find_state(name)) name = state->name;
    }
    return names;
}

/// Turns rows into records.
class Reader {
public:
    void take(std::size_t row, Cells cells) {
        ++found_.rows;
        UhriRecord record;
        record.text = without_markup(joined(cells[kText]));
        if (decode_entities(record.text)) found_.repairs.push_back({row, "entities decoded in text"});
        if (repair_mojibake(record.text)) found_.repairs.push_back({row, "mojibake undone in text"});
        record.number = take_number(record.text);
        record.annotation_id = first_of(cells[kId]);
        if (record.text.empty()) return refuse(row, "no text");
        if (!record.annotation_id.empty() && !ids_.insert(record.annotation_id).second) return twice(row);
        record.is_concern = plain_lower(first_of(cells[kType])).find("concern") != std::string::npos;
        record.body = body_name(first_of(cells[kBody]));
        record.symbol = first_of(cells[kSymbol]);
        record.countries = countries(row, cells, record.symbol);
        record.themes = std::move(cells[kThemes]);
        record.persons = std::move(cells[kPersons]);
        record.sdgs = std::move(cells[kSdgs]);
        record.states = canonical(std::move(cells[kStates]));
        record.position = first_of(cells[kPosition]);
        const std::string session = first_of(cells[kSession]);
        record.session = session.substr(0, std::min(session.find_first_not_of("0123456789"), session.size()));
        const std::string printed = first_of(cells[kPublished]);
        record.published_on = iso_date(printed);
        if (record.published_on != printed && !record.published_on.empty()) found_.repairs.push_back({row, "date read from " + printed});
        found_.records.push_back(std::move(record));
    }
    UhriExport finish() { return std::move(found_); }

private:
    void refuse(std::size_t row, const char* why) { found_.refused.push_back({row, why}); }
    void twice(std::size_t row) {
        ++found_.doubles;
        found_.repairs.push_back({row, "annotation id seen before"});
    }
    std::vector<std::string> countries(std::size_t row, Cells& cells, const std::string& symbol) {
        if (!cells[kCountries].empty()) return canonical(std::move(cells[kCountries]));
        const std::string country = country_of(symbol);
        if (country.empty()) return {};
        found_.repairs.push_back({row, "country read from the symbol"});
        return {country};
    }

    UhriExport found_;
    std::set<std::string, std::less<>> ids_;
};

std::vector<std::string> strings_of(const Json& value) {
    if (value.is_string()) return values_of(value.string_or(""));
    std::vector<std::string> strings;
    for (const Json& one : value.array()) {
        if (one.is_string()) strings.emplace_back(trimmed(one.string_or("")));
    }
    return strings;
}

/// The list of annotations, wherever it stands.
const Json::Array* annotations_of(const Json& json) {
    if (json.is_array()) return &json.array();
    for (const auto& [name, value] : json.object()) {
        if (value.is_array()) return &value.array();
    }
    return nullptr;
}

}  // namespace

base::Expected<UhriExport> read_uhri_rows(const std::vector<std::vector<std::string>>& rows) {
    if (rows.empty()) return fail(ErrorKind::Invalid, "the export has no rows");
    std::vector<std::size_t> column_of(rows.front().size(), kColumnCount);
    for (std::size_t at = 0; at < column_of.size(); ++at) {
        const auto found = std::find(kColumns.begin(), kColumns.end(), letters_of(rows.front()[at]));
        column_of[at] = static_cast<std::size_t>(found - kColumns.begin());
    }
    if (std::find(column_of.begin(), column_of.end(), kText) == column_of.end()) return fail(ErrorKind::Invalid, "the column \"Text\" is missing");
    Reader reader;
    for (std::size_t row = 1; row < rows.size(); ++row) {
        Cells cells;
        for (std::size_t at = 0; at < std::min(rows[row].size(), column_of.size()); ++at) {
            if (column_of[at] < kColumnCount) cells[column_of[at]] = values_of(rows[row][at]);
        }
        reader.take(row, std::move(cells));
    }
    return reader.finish();
}

base::Expected<UhriExport> read_uhri_json(std::string_view text) {
    GUVOH_TRY(const Json json, Json::parse(text));
    const Json::Array* annotations = annotations_of(json);
    if (annotations == nullptr) return fail(ErrorKind::Invalid, "there is no list of annotations");
    Reader reader;
    for (std::size_t row = 0; row < annotations->size(); ++row) {
        Cells cells;
        for (std::size_t column = 0; column < kColumnCount; ++column) cells[column] = strings_of((*annotations)[row][kJsonNames[column]]);
        reader.take(row + 1, std::move(cells));
    }
    return reader.finish();
}

std::string body_name(std::string_view printed) {
    // Long names and abbreviations, in letters only, and the short name.
    constexpr std::array<std::pair<std::string_view, std::string_view>, 22> kBodies = {{
        {"committeeagainsttorture", "CAT"}, {"cat", "CAT"}, {"humanrightscommittee", "CCPR"}, {"ccpr", "CCPR"},
        {"committeeontheeliminationofdiscriminationagainstwomen", "CEDAW"}, {"cedaw", "CEDAW"},
        {"committeeontheeliminationofracialdiscrimination", "CERD"}, {"cerd", "CERD"},
        {"committeeoneconomicsocialandculturalrights", "CESCR"}, {"cescr", "CESCR"},
        {"committeeonmigrantworkers", "CMW"}, {"cmw", "CMW"}, {"committeeontherightsofthechild", "CRC"}, {"crc", "CRC"},
        {"committeeontherightsofpersonswithdisabilities", "CRPD"}, {"crpd", "CRPD"},
        {"committeeonenforceddisappearances", "CED"}, {"ced", "CED"},
        {"subcommitteeonpreventionoftorture", "SPT"}, {"spt", "SPT"}, {"universalperiodicreview", "UPR"}, {"upr", "UPR"},
    }};
    std::string letters = letters_of(printed);
    if (letters.starts_with("the")) letters.erase(0, 3);
    const auto matches = [&](const auto& body) { return letters == body.first || letters == std::string(body.first) + "committee"; };
    const auto found = std::find_if(kBodies.begin(), kBodies.end(), matches);
    return found == kBodies.end() ? trimmed(printed) : std::string(found->second);
}

}  // namespace guvoh::reviews

// SPDX-License-Identifier: AGPL-3.0-or-later
#include "reviews/upr_info.h"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "reviews/csv_text.h"
#include "reviews/running_text.h"

namespace guvoh::reviews {

using base::ErrorKind;
using base::fail;

namespace {

enum Column : std::size_t { kTo, kText, kFrom, kResponse, kAction, kIssue, kSession, kColumnCount };
constexpr std::array<std::string_view, kColumnCount> kNames = {"to", "text", "from", "response", "action", "issue", "session"};
constexpr std::size_t kFirstOptional = kAction;
constexpr std::size_t kNowhere = static_cast<std::size_t>(-1);

using Row = std::vector<std::string>;

std::string trimmed(std::string_view text) {
    const std::size_t begin = text.find_first_not_of(" \t\r\n");
    return begin == std::string_view::npos ? std::string() : std::string(text.substr(begin, text.find_last_not_of(" \t\r\n") + 1 - begin));
}

std::vector<std::string> split(std::string_view list) {
    std::vector<std::string> parts;
    for (std::size_t at = 0; at <= list.size();) {
        const std::size_t end = std::min(list.find(',', at), list.size());
        if (std::string part = trimmed(list.substr(at, end - at)); !part.empty()) parts.push_back(std::move(part));
        at = end + 1;
    }
    return parts;
}

/// Turns rows into recommendations.
class Folder {
public:
    explicit Folder(const std::array<std::size_t, kColumnCount>& columns) : columns_(columns) {}

    void take(std::size_t number, Row& row) {
        ++found_.rows;
        std::array<std::string, kColumnCount> cells;
        for (std::size_t column = 0; column < kColumnCount; ++column) cells[column] = clean(number, column, row);
        if (cells[kTo].empty() || cells[kText].empty()) {
            found_.refused.push_back({number, cells[kTo].empty() ? "no State under review" : "no text"});
            return;
        }
        const std::string to = name_of(cells[kTo]);
        ++found_.counts[{to, cells[kResponse]}];
        fold(number, to, cells);
    }
    UprInfoExport finish() { return std::move(found_); }

private:
    std::string clean(std::size_t number, std::size_t column, Row& row) {
        if (columns_[column] >= row.size()) return {};
        std::string cell = std::move(row[columns_[column]]);
        if (repair_mojibake(cell)) found_.repairs.push_back({number, "mojibake undone in " + std::string(kNames[column])});
        if (decode_entities(cell)) found_.repairs.push_back({number, "entities decoded in " + std::string(kNames[column])});
        return trimmed(cell);
    }

    const std::string& name_of(const std::string& printed) {
        const auto [place, added] = names_.try_emplace(printed);
        if (added) {
            const State* state = find_state(printed);
            place->second = state == nullptr ? printed : std::string(state->name);
        }
        return place->second;
    }

    void fold(std::size_t number, const std::string& to, const std::array<std::string, kColumnCount>& cells) {
        const std::string key = to + '\n' + cells[kSession] + '\n' + cells[kResponse] + '\n' + cells[kAction] + '\n' + plain_lower(cells[kText]);
        const auto [place, added] = index_.emplace(key, found_.recommendations.size());
        if (added) found_.recommendations.push_back(fresh(to, cells));
        ExportedRecommendation& one = found_.recommendations[place->second];
        const std::string from = cells[kFrom].empty() || cells[kFrom] == "(Unknown)" ? std::string() : name_of(cells[kFrom]);
        const bool known = std::find(one.states.begin(), one.states.end(), from) != one.states.end();
        if (!added && (known || (from.empty() && one.states.empty()))) {
            ++found_.doubles;
            found_.repairs.push_back({number, "double of row " + std::to_string(one.rows.front())});
            return;
        }
        ++found_.accepted;
        one.rows.push_back(number);
        if (!from.empty()) one.states.push_back(from);
        for (std::string& issue : split(cells[kIssue])) {
            if (std::find(one.issues.begin(), one.issues.end(), issue) == one.issues.end()) one.issues.push_back(std::move(issue));
        }
    }

    static ExportedRecommendation fresh(const std::string& to, const std::array<std::string, kColumnCount>& cells) {
        ExportedRecommendation one;
        one.state_under_review = to;
        one.text = cells[kText];
        one.response = cells[kResponse];
        one.session = cells[kSession];
        if (cells[kAction].size() == 1 && cells[kAction][0] >= '1' && cells[kAction][0] <= '5') one.action = cells[kAction][0] - '0';
        return one;
    }

    std::array<std::size_t, kColumnCount> columns_;
    std::unordered_map<std::string, std::size_t> index_;
    std::unordered_map<std::string, std::string> names_;  // printed to canonical
    UprInfoExport found_;
};

base::Expected<std::array<std::size_t, kColumnCount>> find_columns(const Row& header) {
    std::array<std::size_t, kColumnCount> columns{};
    columns.fill(kNowhere);
    for (std::size_t at = 0; at < header.size(); ++at) {
        const std::string name = plain_lower(header[at]);
        for (std::size_t column = 0; column < kColumnCount; ++column) {
            const bool named = name == kNames[column] || (column == kResponse && name == "decision");  // the second in exports by year
            if (named && columns[column] == kNowhere) columns[column] = at;
        }
    }
    for (std::size_t column = 0; column < kFirstOptional; ++column) {
        if (columns[column] == kNowhere) return fail(ErrorKind::Invalid, "the column \"" + std::string(kNames[column]) + "\" is missing");
    }
    return columns;
}

}  // namespace

base::Expected<UprInfoExport> read_upr_info(base::ByteSpan csv) {
    const DecodedText decoded = decode_export(csv);
    std::vector<Row> rows = read_rows(decoded.text);
    if (rows.empty()) return fail(ErrorKind::Invalid, "the file has no rows");
    GUVOH_TRY(const auto columns, find_columns(rows.front()));
    Folder folder(columns);
    for (std::size_t at = 1; at < rows.size(); ++at) folder.take(at, rows[at]);
    UprInfoExport found = folder.finish();
    found.charset = decoded.charset;
    if (decoded.charset != "utf-8") found.repairs.insert(found.repairs.begin(), {0, "read as " + decoded.charset});
    return found;
}

}  // namespace guvoh::reviews

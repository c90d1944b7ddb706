// SPDX-License-Identifier: AGPL-3.0-or-later
#include "reviews/thematic_list.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <string_view>

#include "reviews/recommenders.h"
#include "reviews/running_text.h"

namespace guvoh::reviews {

namespace {

enum Cell : std::size_t { kRecommendation, kPosition, kThemes };
constexpr std::size_t kMostValues = 200;  // themes, persons or goals of one recommendation; real ones have ten

std::string trimmed(std::string_view text) {
    const std::size_t begin = text.find_first_not_of(" \t\r\n");
    return begin == std::string_view::npos ? std::string() : std::string(text.substr(begin, text.find_last_not_of(" \t\r\n") + 1 - begin));
}

std::vector<std::string_view> split(std::string_view text, std::string_view separator) {
    std::vector<std::string_view> parts;
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find(separator, at), text.size());
        parts.push_back(text.substr(at, end - at));
        at = end + separator.size();
    }
    return parts;
}

/// The lines of a cell, each without the dash of a list and without space around it.
std::vector<std::string> lines_of(std::string_view cell) {
    std::vector<std::string> lines;
    for (const std::string_view one : split(cell, "\n")) {
        std::string line = trimmed(one);
        if (line.starts_with("- ") || line == "-") line = trimmed(std::string_view(line).substr(1));
        if (!line.empty()) lines.push_back(std::move(line));
    }
    return lines;
}

/// Adds what is new; false when there is too much of it.
bool unite(std::vector<std::string>& all, const std::vector<std::string>& more) {
    for (const std::string& one : more) {
        if (std::find(all.begin(), all.end(), one) != all.end()) continue;
        if (all.size() == kMostValues) return false;
        all.push_back(one);
    }
    return true;
}

/// Bytes of "115.1" or "6.115.1" at the front of a text when words follow; 0 when there is no such number.
std::size_t number_length(std::string_view text) {
    const std::size_t end = std::min(text.find_first_not_of("0123456789."), text.size());
    const std::string_view number = text.substr(0, end);
    const bool dotted = number.find('.') != std::string_view::npos && number.size() <= 12;
    const bool ends = end == text.size() || text[end] == ' ' || text[end] == '\n' || text[end] == '\t';
    return dotted && ends && std::isdigit(static_cast<unsigned char>(number.front())) != 0 ? end : 0;
}

Decision position_named(std::string_view printed) {
    const std::string lower = plain_lower(printed);
    if (lower.starts_with("support") || lower.starts_with("accept")) return Decision::Supported;
    return lower.starts_with("not") || lower.starts_with("reject") ? Decision::Noted : Decision::Other;
}

/// The text of a part as printed: split_parts gives a second demand the verb of the first in brackets.
std::string as_printed(const std::string& text, std::string_view printed) {
    if (!text.starts_with('[') || printed.starts_with('[')) return text;
    const std::size_t close = text.find("] ");
    return close == std::string::npos ? text : text.substr(close + 2);
}

/// Takes States out of a recommendation that may have several parts: one number, one text, all its States.
void read_text(const std::string& printed, ThematicRow& row) {
    for (const Part& part : split_parts(printed)) {
        const std::size_t begin = printed.find_first_not_of(' ', part.begin);
        const std::string text = as_printed(part.text, std::string_view(printed).substr(std::min(begin, printed.size())));
        if (!text.empty()) row.text += (row.text.empty() ? "" : "; ") + text;
        for (const State* state : part.states) {
            if (std::find(row.states.begin(), row.states.end(), state) == row.states.end()) row.states.push_back(state);
        }
    }
}

/// "115.1 Ratify ... (Croatia);\nSource of position: A/HRC/28/15/Add.1 - Para. 3".
void read_recommendation(std::string_view cell, ThematicRow& row) {
    const std::size_t length = number_length(cell);
    row.number = std::string(cell.substr(0, length));
    while (row.number.ends_with('.')) row.number.pop_back();
    std::string text;
    for (const std::string& line : lines_of(cell.substr(length))) {
        if (plain_lower(line).starts_with("source of position")) {
            row.source_of_position = trimmed(std::string_view(line).substr(std::min(line.find(':'), line.size() - 1) + 1));
        } else if (row.source_of_position.empty()) {
            append_line(text, line);
        }
    }
    read_text(text, row);
}

/// The lists of a row's third cell: themes, then "SDGs:" and "Affected persons:" with what belongs to them. False when there are
/// too many values.
bool read_themes(std::string_view cell, ThematicRow& row) {
    std::vector<std::string>* list = &row.themes;
    for (std::string& line : lines_of(cell)) {
        const std::string lower = plain_lower(line);
        if (lower.starts_with("affected persons")) {
            list = &row.persons;
        } else if (lower.starts_with("sdg") && lower.ends_with(':')) {
            list = &row.sdgs;
        } else if (!unite(lower.starts_with("sdg ") ? row.sdgs : *list, {line})) {
            return false;
        }
    }
    return true;
}

/// Turns blocks of text into entries.
class Reader {
public:
    void take(std::string_view block) {
        const std::vector<std::string_view> cells = split(block, "\t");
        if (plain_lower(block.substr(0, 8)).starts_with("theme:")) {
            theme_ = trimmed(block.substr(block.find(':') + 1));
        } else if (cells.size() > kPosition && !trimmed(cells[kPosition]).empty() && !is_head(block)) {
            take_row(cells);
        }
    }
    ThematicList finish() { return std::move(list_); }

    /// "Recommendation\tPosition\tFull list of themes".
    static bool is_head(std::string_view block) {
        const std::string lower = plain_lower(block.substr(0, 60));
        return lower.starts_with("recommendation") && lower.find("position") != std::string::npos;
    }

private:
    static constexpr const char* kTooMany = "more than 200 themes, persons or goals: the rest left out";

    void take_row(const std::vector<std::string_view>& cells) {
        ThematicRow row;
        row.row = ++list_.rows;
        read_recommendation(trimmed(cells[kRecommendation]), row);
        if (row.number.empty()) return refuse("no number");
        if (row.text.empty()) return refuse("no text");
        row.decision = position_named(cells[kPosition]);
        if (row.decision == Decision::Other) note("position not known: " + trimmed(cells[kPosition]).substr(0, 60));
        if (row.states.empty()) note("no recommending State found");
        if (cells.size() > kThemes && !read_themes(cells[kThemes], row)) note(kTooMany);
        if (!theme_.empty()) row.listed_under = {theme_};
        add(std::move(row));
    }
    void add(ThematicRow&& row) {
        const auto [found, is_new] = index_.emplace(row.number, list_.entries.size());
        if (is_new) {
            list_.entries.push_back(std::move(row));
            return;
        }
        ThematicRow& first = list_.entries[found->second];
        ++list_.doubles;
        if (first.decision != row.decision) note("position differs from that of row " + std::to_string(first.row));
        if (first.text != row.text) note("text differs from that of row " + std::to_string(first.row));
        const bool all = unite(first.listed_under, row.listed_under) && unite(first.themes, row.themes) && unite(first.persons, row.persons) && unite(first.sdgs, row.sdgs);
        if (!all) note(kTooMany);
    }
    void refuse(const char* why) { list_.refused.push_back({list_.rows, why}); }
    void note(std::string what) { list_.repairs.push_back({list_.rows, std::move(what)}); }

    ThematicList list_;
    std::string theme_;
    std::map<std::string, std::size_t, std::less<>> index_;
};

}  // namespace

ThematicList read_thematic_list(const std::vector<documents::Page>& pages) {
    std::vector<std::string_view> blocks;
    for (const documents::Page& page : pages) {
        for (const std::string_view block : split(page.text, "\n\n")) blocks.push_back(block);
    }
    if (std::none_of(blocks.begin(), blocks.end(), Reader::is_head)) return {};
    Reader reader;
    for (const std::string_view block : blocks) reader.take(block);
    return reader.finish();
}

}  // namespace guvoh::reviews

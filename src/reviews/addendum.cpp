// SPDX-License-Identifier: AGPL-3.0-or-later
#include "reviews/addendum.h"

#include <algorithm>
#include <cctype>
#include <map>

#include "reviews/labels.h"

namespace guvoh::reviews {

namespace {

constexpr std::size_t kLongestTitle = 160;
constexpr std::size_t kFewestInAList = 2;

/// Lines between two gaps, joined.
struct Block {
    std::string text;
    Place place;
};

std::vector<Block> blocks_of(const std::vector<TextLine>& lines) {
    std::vector<Block> blocks;
    for (const TextLine& line : lines) {
        if (line.after_gap || blocks.empty()) blocks.push_back({{}, {line.page + 1, line.box, line.begin, line.end}});
        append_line(blocks.back().text, line.text);
    }
    return blocks;
}

bool is_title(const std::string& text) {
    const std::string lower = plain_lower(text);
    const bool speaks = lower.find("recommendation") != std::string::npos;
    return speaks && text.size() < kLongestTitle && !text.empty() && text.back() != '.' && text.back() != ';' &&
           std::count_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }) < 8;
}

/// The numbers that a block begins with: "122.16", "5., 6., 7.", "Rec. 18", "122.14-15".
struct Opening {
    std::vector<std::string> numbers;
    std::size_t length = 0;
};

Opening opening_of(std::string_view text) {
    std::string_view rest = text;
    for (const std::string_view lead : {"Recommendations ", "Recommendation ", "Rec. ", "Rec ", "No. ", "Nos. "}) {
        if (rest.starts_with(lead)) rest.remove_prefix(lead.size());
    }
    std::size_t end = 0;
    while (end < rest.size() && std::isalpha(static_cast<unsigned char>(rest[end])) == 0) ++end;
    std::string list(rest.substr(0, end));
    for (std::size_t at = 0; at + 1 < list.size(); ++at) {  // "5., 6.," has dots that close nothing
        if (list[at] == '.' && std::isdigit(static_cast<unsigned char>(list[at + 1])) == 0) list[at] = ' ';
    }
    if (!list.empty() && list.back() == '.') list.pop_back();
    return {named_numbers("nos. " + list), text.size() - rest.size() + end};
}

/// Collects positions, each number once.
class Positions {
public:
    /// `particular`: the State speaks of this one, rather than listing it.
    void add(const std::string& number, Decision decision, std::string_view reason, const Place& place, bool particular) {
        const bool says = decision == Decision::Supported || decision == Decision::Implemented || decision == Decision::Noted;
        const auto found = index_.find(number);
        if (found == index_.end()) {
            if (!says) return;
            index_.emplace(number, positions_.size());
            positions_.push_back({number, decision, std::string(reason), place});
            return;
        }
        FinalPosition& position = positions_[found->second];
        if (particular && position.reason.empty()) position.reason = reason;
        if (!says) return;
        const bool settled = position.decision == Decision::Noted || (particular && decision == Decision::Noted);
        if (!settled && !(particular && position.decision == Decision::Implemented)) position.decision = decision;
    }
    bool knows(const std::string& number) const { return index_.contains(number); }
    std::vector<FinalPosition> take() { return std::move(positions_); }

private:
    std::vector<FinalPosition> positions_;
    std::map<std::string, std::size_t, std::less<>> index_;
};

/// A position in a State's own words: "Slovenia cannot accept", "has already been implemented".
Decision position_of(std::string_view text) {
    const Decision decision = read_decision(text);
    return decision == Decision::UnderExamination ? Decision::Other : decision;
}

}  // namespace

std::vector<FinalPosition> read_addendum(const std::vector<documents::Page>& pages) {
    Positions positions;
    Decision title = Decision::Other;
    for (const Block& block : blocks_of(body_lines(pages))) {
        if (is_title(block.text)) {
            title = position_of(block.text);
            continue;
        }
        const std::string lower = plain_lower(block.text);
        const bool about = lower.find("recommendation") != std::string::npos;
        if (const auto listed = named_numbers(block.text); about && listed.size() >= kFewestInAList) {
            Decision decision = position_of(block.text);
            if (decision == Decision::Other || title == Decision::Noted) decision = title;
            for (const std::string& number : listed) positions.add(number, decision, {}, block.place, false);
            continue;
        }
        const Opening opening = opening_of(block.text);
        const std::string reason = opening.length < block.text.size() ? block.text.substr(opening.length) : std::string();
        for (const std::string& number : opening.numbers) {
            if (!about && !positions.knows(number) && number.find('.') == std::string::npos) continue;  // an ordinary paragraph
            Decision decision = about ? position_of(reason) : title;
            if (decision == Decision::Other) decision = title;
            positions.add(number, decision, reason, block.place, true);
        }
    }
    return positions.take();
}

}  // namespace guvoh::reviews

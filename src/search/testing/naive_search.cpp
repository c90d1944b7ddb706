// SPDX-License-Identifier: AGPL-3.0-or-later
#include "search/testing/naive_search.h"

#include <algorithm>
#include <cmath>

#include "language/keys.h"
#include "language/words.h"
#include "search/length_code.h"

namespace guvoh::search::testing {

namespace {

std::u32string letters(const std::string& text) {
    std::u32string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if ((byte & 0xC0U) == 0x80U) {
            out.back() = out.back() << 6 | (byte & 0x3FU);
        } else {
            out.push_back(byte < 0x80 ? byte : (byte < 0xE0 ? byte & 0x1FU : (byte < 0xF0 ? byte & 0x0FU : byte & 0x07U)));
        }
    }
    return out;
}

}  // namespace

int edits_between(const std::string& left, const std::string& right) {
    const std::u32string a = letters(left);
    const std::u32string b = letters(right);
    std::vector<std::vector<int>> table(a.size() + 1, std::vector<int>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i) {
        for (std::size_t j = 0; j <= b.size(); ++j) {
            if (i == 0 || j == 0) {
                table[i][j] = static_cast<int>(i + j);
                continue;
            }
            int best = table[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            best = std::min({best, table[i - 1][j] + 1, table[i][j - 1] + 1});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) { best = std::min(best, table[i - 2][j - 2] + 1); }
            table[i][j] = best;
        }
    }
    return table[a.size()][b.size()];
}

void NaiveSearch::add_document(std::uint32_t number, const std::vector<UnitText>& units) {
    for (const UnitText& text : units) {
        Unit unit;
        unit.key = {number, text.page, text.begin, text.end, text.language};
        language::WordBreaker breaker(text.text);
        language::Word word;
        std::uint32_t count = 0;
        while (breaker.next(word)) {
            unit.places[std::string(word.folded)].push_back(word.position);
            ++count;
        }
        unit.coded_length = search::coded_length(length_code(count));
        units_.push_back(std::move(unit));
    }
}

void NaiveSearch::erase_document(std::uint32_t number) {
    std::erase_if(units_, [&](const Unit& unit) { return unit.key.document_number == number; });
}

std::set<std::string> NaiveSearch::vocabulary() const {
    std::set<std::string> words;
    for (const Unit& unit : units_) {
        for (const auto& entry : unit.places) { words.insert(entry.first); }
    }
    return words;
}

NaiveSearch::Weights NaiveSearch::group(const std::string& word, bool capitalised, bool exact) const {
    Weights weights;
    std::vector<language::MatchKey> mine, theirs;
    language::match_keys(word, {}, mine);
    for (const std::string& candidate : vocabulary()) {
        if (candidate == word) {
            weights[candidate] = 10;
        } else if (!exact) {
            language::match_keys(candidate, {}, theirs);
            const bool shares = std::any_of(mine.begin(), mine.end(), [&](const auto& key) {
                return std::find(theirs.begin(), theirs.end(), key) != theirs.end();
            });
            const double weight = shares ? language::match_weight(language::match_strength(word, capitalised, candidate)) : 0;
            if (weight > 0) { weights[candidate] = static_cast<std::uint32_t>(weight * 10 + 0.5); }
        }
    }
    return weights;
}

void NaiveSearch::prepare(const QueryNode& node, bool exact, std::map<const QueryNode*, Leaf>& leaves) const {
    for (const auto& child : node.children) { prepare(*child, exact, leaves); }
    std::vector<language::OwnedWord> words;
    for (const std::string& part : node.kind == QueryKind::Phrase ? node.words : std::vector<std::string>{node.text}) {
        for (auto& word : language::words_of(part)) { words.push_back(word); }
    }
    Leaf leaf;
    for (std::size_t i = 0; i < words.size(); ++i) {
        Weights weights;
        const std::string& folded = words[i].folded;
        if (i + 1 == words.size() && (node.kind == QueryKind::Prefix || node.last_is_prefix)) {
            for (const std::string& word : vocabulary()) {
                if (word.compare(0, folded.size(), folded) == 0) { weights[word] = 10; }
            }
        } else if (node.kind == QueryKind::Fuzzy) {
            for (const std::string& word : vocabulary()) {
                const int edits = edits_between(folded, word);
                if (edits <= node.edits) {
                    weights[word] = edits == 0 ? 10 : (edits == 1 ? 7 : 5);
                } else if (!exact && language::scripts_differ(folded, word)) {
                    int least = node.edits + 1;
                    for (const std::string& mine : language::sound_forms(folded)) {
                        for (const std::string& theirs : language::sound_forms(word)) { least = std::min(least, edits_between(mine, theirs)); }
                    }
                    if (least <= node.edits) { weights[word] = least == 0 ? 7 : (least == 1 ? 5 : 4); }
                }
            }
        } else {
            weights = group(folded, words[i].capitalised, exact);
        }
        std::uint64_t with = 0;
        for (const Unit& unit : units_) {
            for (const auto& word : weights) { with += unit.places.count(word.first); }
        }
        const auto all = static_cast<double>(units_.size());
        const double part = std::min(all, static_cast<double>(with));
        leaf.weight += static_cast<float>(std::log1p((all - part + 0.5) / (part + 0.5)));
        leaf.groups.push_back(std::move(weights));
    }
    leaves[&node] = std::move(leaf);
}

float NaiveSearch::length_part(const Unit& unit) const {
    std::uint64_t words = 0;
    for (const Unit& other : units_) { words += other.coded_length; }
    const float average = words <= units_.size() ? 1.0F : static_cast<float>(static_cast<double>(words) / static_cast<double>(units_.size()));
    const float ratio = static_cast<float>(unit.coded_length) / average;
    return 10 * (kSaturation * (1 - kLengthShare + kLengthShare * ratio));
}

NaiveSearch::Outcome NaiveSearch::leaf_outcome(const Leaf& leaf, const Unit& unit) const {
    std::uint32_t tenths = 0;
    if (leaf.groups.size() == 1) {
        for (const auto& word : leaf.groups[0]) {
            const auto found = unit.places.find(word.first);
            if (found != unit.places.end()) { tenths += static_cast<std::uint32_t>(found->second.size()) * word.second; }
        }
    } else {
        std::vector<std::set<std::uint32_t>> places;
        for (const Weights& group : leaf.groups) {
            places.emplace_back();
            for (const auto& word : group) {
                const auto found = unit.places.find(word.first);
                if (found != unit.places.end()) { places.back().insert(found->second.begin(), found->second.end()); }
            }
        }
        for (const std::uint32_t first : places.empty() ? std::set<std::uint32_t>{} : places[0]) {
            bool all = true;
            for (std::size_t i = 1; i < places.size(); ++i) { all = all && places[i].count(first + static_cast<std::uint32_t>(i)) > 0; }
            tenths += all ? 10 : 0;
        }
    }
    if (tenths == 0) { return {}; }
    const auto count = static_cast<float>(tenths);
    return {true, leaf.weight * count / (count + length_part(unit))};
}

NaiveSearch::Outcome NaiveSearch::outcome(const QueryNode& node, const Unit& unit,
                                          const std::map<const QueryNode*, Leaf>& leaves, const SearchFilter& filter,
                                          std::size_t& field) const {
    Outcome result;
    std::vector<Outcome> children;
    switch (node.kind) {
        case QueryKind::Field: {
            const std::size_t index = field++;
            const auto languages = filter.field_languages ? filter.field_languages(index) : std::vector<LanguageCode>{};
            if (!languages.empty()) {
                result.matches = std::find(languages.begin(), languages.end(), unit.key.language) != languages.end();
            } else {
                result.matches = filter.field_matches && filter.field_matches(index, unit.key.document_number);
            }
            return result;
        }
        case QueryKind::All: return {true, 0};
        case QueryKind::And:
        case QueryKind::Or:
        case QueryKind::Not:
            for (const auto& child : node.children) { children.push_back(outcome(*child, unit, leaves, filter, field)); }
            break;
        case QueryKind::Word:
        case QueryKind::Prefix:
        case QueryKind::Fuzzy:
        case QueryKind::Phrase: return leaf_outcome(leaves.at(&node), unit);
    }
    if (node.kind == QueryKind::Not) { return {!children[0].matches, 0}; }
    result.matches = node.kind == QueryKind::And;
    for (const Outcome& child : children) {
        result.matches = node.kind == QueryKind::And ? result.matches && child.matches : result.matches || child.matches;
        result.score += child.score;
    }
    if (!result.matches) { result.score = 0; }
    return result;
}

SearchResult NaiveSearch::search(const Query& query, const SearchFilter& filter, std::uint32_t limit, std::uint32_t offset) const {
    std::map<const QueryNode*, Leaf> leaves;
    prepare(*query.root, query.exact, leaves);
    SearchResult result;
    for (const Unit& unit : units_) {
        if (filter.allow && !filter.allow(unit.key.document_number)) { continue; }
        if (!filter.languages.empty() &&
            std::find(filter.languages.begin(), filter.languages.end(), unit.key.language) == filter.languages.end()) {
            continue;
        }
        std::size_t field = 0;
        const Outcome found = outcome(*query.root, unit, leaves, filter, field);
        if (!found.matches) { continue; }
        ++result.total;
        result.hits.push_back({unit.key, found.score});
    }
    std::stable_sort(result.hits.begin(), result.hits.end(), [](const Hit& a, const Hit& b) { return a.score > b.score; });
    result.hits.erase(result.hits.begin(), result.hits.begin() + std::min<std::ptrdiff_t>(offset, std::ssize(result.hits)));
    if (result.hits.size() > limit) { result.hits.resize(limit); }
    return result;
}

}  // namespace guvoh::search::testing

// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>

#include "language/keys.h"
#include "language/words.h"
#include "service/record_parts.h"

namespace guvoh::service {

namespace {

constexpr std::size_t kShortestBeginning = 2, kLongestBeginning = 6;  ///< letters
constexpr std::size_t kMostWords = 64;                                ///< of one question

/// "k" + kind + text: keys and beginnings never meet.
std::string key_term(const language::MatchKey& key) {
    return (key.kind == language::KeyKind::Stem ? "ks:" : "kn:") + key.text;
}

void add_keys(std::string_view folded, std::vector<std::string>& terms) {
    std::vector<language::MatchKey> keys;
    language::match_keys(folded, {}, keys);
    for (const auto& key : keys) terms.push_back(key_term(key));
    terms.push_back("w:" + std::string(folded));
}

/// What somebody has typed of a word so far.
void add_beginnings(std::string_view folded, std::vector<std::string>& terms) {
    const std::string letters = language::romanise(folded);
    for (std::size_t size = kShortestBeginning; size <= std::min(kLongestBeginning, letters.size()); ++size) {
        terms.push_back("b:" + letters.substr(0, size));
    }
}

void sort_unique(std::vector<std::string>& terms) {
    std::sort(terms.begin(), terms.end());
    terms.erase(std::unique(terms.begin(), terms.end()), terms.end());
}

}  // namespace

std::uint64_t term_hash(std::string_view term) {
    std::uint64_t hash = 0xcbf29ce484222325;  // FNV-1a, 64 bits
    for (const char c : term) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
    return hash;
}

std::vector<std::string> terms_of(std::string_view text) {
    std::vector<std::string> terms;
    for (const auto& word : language::words_of(text)) add_keys(word.folded, terms);
    sort_unique(terms);
    return terms;
}

const std::vector<std::uint64_t>& PlainTerms::of_word(const std::string& folded) {
    if (const auto known = known_.find(folded); known != known_.end()) return known->second;
    if (known_.size() >= kMostKnown) known_.clear();
    std::vector<std::string> terms;
    add_keys(folded, terms);
    add_beginnings(folded, terms);
    std::vector<std::uint64_t> hashes;
    for (const std::string& term : terms) hashes.push_back(term_hash(term));
    return known_.emplace(folded, std::move(hashes)).first->second;
}

void PlainTerms::add(std::string_view text, std::vector<std::uint64_t>& terms) {
    const std::size_t first = terms.size();
    for (const auto& word : language::words_of(text)) {
        const auto& hashes = of_word(word.folded);
        terms.insert(terms.end(), hashes.begin(), hashes.end());
    }
    const auto begin = terms.begin() + static_cast<std::ptrdiff_t>(first);
    std::sort(begin, terms.end());
    terms.erase(std::unique(begin, terms.end()), terms.end());
}

std::vector<std::vector<std::uint64_t>> question_terms(const Caller& caller, std::string_view q) {
    std::vector<std::vector<std::uint64_t>> all;
    const auto words = language::words_of(q);
    for (std::size_t i = 0; i < words.size() && i < kMostWords; ++i) {
        std::vector<std::string> terms;
        add_keys(words[i].folded, terms);
        std::vector<std::uint64_t> hashes;
        if (caller.keys) hashes = access::sealed_terms(*caller.keys, terms);
        // The last word may still be in the typing.
        const std::string letters = language::romanise(words[i].folded);
        if (i + 1 == words.size() && letters.size() >= kShortestBeginning && letters.size() <= kLongestBeginning) {
            terms.push_back("b:" + letters);
        }
        for (const std::string& term : terms) hashes.push_back(term_hash(term));
        all.push_back(std::move(hashes));
    }
    return all;
}

}  // namespace guvoh::service

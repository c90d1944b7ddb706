// SPDX-License-Identifier: AGPL-3.0-or-later
//
// How well match keys join what belongs together and keep apart what does not: name pairs across scripts and place names of
// ../shared/data (recall), random pairs (false matches), and the English and Russian dictionaries of real text, in which
// strangers must not meet. Usage: keys_accuracy [misses]
#include <algorithm>
#include <cstdio>
#include <map>
#include <random>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "language/keys.h"
#include "language/languages.h"
#include "language/names.h"
#include "language/words.h"
#include "shared_data.h"

namespace {

using namespace guvoh::language;
using guvoh::bench::read_csv;
using guvoh::bench::read_lines;
using guvoh::bench::split;

bool show_misses = false;

struct Pair {
    std::string query;
    std::string candidate;
};

std::size_t letters_in(const std::string& word) {
    return static_cast<std::size_t>(
        std::count_if(word.begin(), word.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

bool matches(const std::string& query, const std::string& candidate) {
    return match_strength(query, true, candidate) != MatchStrength::None;
}

/// Recall over true pairs of single words, and the share of shuffled pairs that match.
void report_pairs(const char* title, const std::vector<Pair>& pairs) {
    std::size_t found = 0;
    for (const Pair& pair : pairs) {
        const bool hit = matches(pair.query, pair.candidate);
        found += hit ? 1U : 0U;
        if (!hit && show_misses) {
            std::printf("  miss %s | %s\n", pair.query.c_str(), pair.candidate.c_str());
        }
    }
    std::mt19937_64 random(7);
    std::size_t wrong = 0;
    constexpr std::size_t kTrials = 200'000;
    std::size_t trials = 0;
    for (std::size_t trial = 0; trial < kTrials && !pairs.empty(); ++trial) {
        const Pair& left = pairs[random() % pairs.size()];
        const Pair& right = pairs[random() % pairs.size()];
        if (left.query == right.query || left.candidate == right.candidate) {
            continue;
        }
        ++trials;
        wrong += matches(left.query, right.candidate) ? 1U : 0U;
    }
    std::printf("%-44s recall %.4f of %zu, false %.6f of random pairs\n", title,
                static_cast<double>(found) / static_cast<double>(std::max<std::size_t>(pairs.size(), 1)), pairs.size(),
                static_cast<double>(wrong) / static_cast<double>(std::max<std::size_t>(trials, 1)));
}

std::vector<std::string> tokens(const std::string& name) {
    std::vector<std::string> out;
    for (const OwnedWord& word : words_of(name)) {
        if (letters_in(word.folded) >= 4) {
            out.push_back(word.folded);
        }
    }
    return out;
}

/// Names of several words: a word counts as found when some word of the other form matches it.
void report_names(const char* title, const std::vector<Pair>& pairs) {
    std::size_t found = 0;
    std::size_t all = 0;
    std::size_t wrong = 0;
    std::size_t trials = 0;
    double similarity = 0;
    std::size_t similar = 0;
    std::size_t stranger_similar = 0;
    std::mt19937_64 random(7);
    for (const Pair& pair : pairs) {
        const Pair& stranger = pairs[random() % pairs.size()];
        const double here = name_similarity(pair.query, pair.candidate);
        similarity += here;
        similar += here > 0.85 ? 1U : 0U;
        stranger_similar += name_similarity(pair.query, stranger.candidate) > 0.85 ? 1U : 0U;
        const auto candidates = tokens(pair.candidate);
        const auto strangers = tokens(stranger.candidate);
        for (const std::string& query : tokens(pair.query)) {
            const auto is_match = [&query](const std::string& candidate) { return matches(query, candidate); };
            const bool hit = std::any_of(candidates.begin(), candidates.end(), is_match);
            ++all;
            found += hit ? 1U : 0U;
            if (!hit && show_misses) {
                std::printf("  miss %s in %s\n", query.c_str(), pair.candidate.c_str());
            }
            for (const std::string& other : strangers) {
                ++trials;
                wrong += is_match(other) ? 1U : 0U;
            }
        }
    }
    const auto count = static_cast<double>(std::max<std::size_t>(pairs.size(), 1));
    std::printf(
        "%-44s words found %.4f of %zu, strangers' words %.5f; name_similarity mean %.3f, > 0.85: %.4f, strangers %.4f\n",
        title, static_cast<double>(found) / static_cast<double>(std::max<std::size_t>(all, 1)), all,
        static_cast<double>(wrong) / static_cast<double>(std::max<std::size_t>(trials, 1)), similarity / count,
        static_cast<double>(similar) / count, static_cast<double>(stranger_similar) / count);
}

void report_politicians() {
    std::map<std::string, std::map<std::string, std::vector<std::string>>> people;
    std::map<std::string, std::string> country;
    const auto rows = read_csv("linkage/politicians_cross_script.csv");
    for (std::size_t row = 1; row < rows.size(); ++row) {
        people[rows[row][1]][rows[row][3]].push_back(rows[row][2]);
        country[rows[row][1]] = rows[row][0];
    }
    std::map<std::string, std::vector<Pair>> pairs;
    for (auto& [person, forms] : people) {
        for (const std::string& cyrillic : forms["Cyrl"]) {
            for (const std::string& latin : forms["Latn"]) {
                pairs[country[person]].push_back({cyrillic, latin});
            }
        }
    }
    for (const auto& [code, list] : pairs) {
        report_names(("politicians " + code).c_str(), list);
    }
    std::vector<Pair> kazakh_russian;
    std::vector<Pair> kazakh_latin;
    const auto triples = read_csv("linkage/names_kazakh_russian_latin.csv");
    for (std::size_t row = 1; row < triples.size(); ++row) {
        if (!triples[row][2].empty()) {
            kazakh_russian.push_back({triples[row][1], triples[row][2]});
        }
        kazakh_latin.push_back({triples[row][1], triples[row][3]});
    }
    report_names("Kazakh = Russian", kazakh_russian);
    report_names("Kazakh = Latin", kazakh_latin);
}

void report_tokens() {
    std::vector<Pair> pairs;
    for (const std::string& line : read_lines("linkage/wd_russian_20.tsv")) {
        const auto fields = split(line, '\t');
        if (fields.size() < 2) {
            continue;
        }
        const auto left = words_of(fields[0]);
        const auto right = words_of(fields[1]);
        if (left.size() != 1 || right.size() != 1 || letters_in(left[0].folded) < 4 || letters_in(right[0].folded) < 4) {
            continue;
        }
        pairs.push_back({left[0].folded, right[0].folded});
    }
    report_pairs("names of the world, English = Russian", pairs);
}

void report_places() {
    const auto rows = read_csv("geo/geonames_cities500_central_asia.csv");
    std::map<std::string, std::vector<Pair>> pairs;
    for (std::size_t row = 1; row < rows.size(); ++row) {
        for (std::size_t column = 13; column < rows[row].size() && column < 19; ++column) {
            const auto left = words_of(rows[row][1]);
            const auto right = words_of(rows[row][column]);
            if (left.size() != 1 || right.size() != 1 || letters_in(left[0].folded) < 4 || letters_in(right[0].folded) < 4) {
                continue;
            }
            if (script_of(left[0].folded) == script_of(right[0].folded)) {
                continue;
            }
            pairs[rows[0][column]].push_back({left[0].folded, right[0].folded});
        }
    }
    for (const auto& [column, list] : pairs) {
        report_pairs(("places, name = " + column).c_str(), list);
    }
}

std::map<std::string, std::size_t> dictionary(const std::vector<std::string>& texts, Script script) {
    std::map<std::string, std::size_t> out;
    for (const std::string& text : texts) {
        for (const OwnedWord& word : words_of(text)) {
            if (word.folded.find_first_of("0123456789") == std::string::npos && script_of(word.folded) == script) {
                ++out[word.folded];
            }
        }
    }
    return out;
}

using KeyMap = std::unordered_map<std::string, std::vector<std::string>>;

KeyMap keys_of(const std::map<std::string, std::size_t>& words) {
    KeyMap out;
    std::vector<MatchKey> keys;
    for (const auto& [word, count] : words) {
        match_keys(word, {}, keys);
        for (const MatchKey& key : keys) {
            out[(key.kind == KeyKind::Stem ? "s" : "n") + key.text].push_back(word);
        }
    }
    return out;
}

/// For each word of one dictionary, the words of the other it would match by name, or by a stem.
void report_meetings(const char* title, const std::map<std::string, std::size_t>& queries,
                     const std::map<std::string, std::size_t>& candidates, bool capitalised) {
    const KeyMap by_key = keys_of(candidates);
    std::size_t with_name = 0;
    std::size_t name_pairs = 0;
    std::size_t key_count = 0;
    std::vector<MatchKey> keys;
    std::size_t shown = 0;
    for (const auto& [word, count] : queries) {
        match_keys(word, {}, keys);
        key_count += keys.size();
        std::set<std::string> met;
        for (const MatchKey& key : keys) {
            const auto found = by_key.find((key.kind == KeyKind::Stem ? "s" : "n") + key.text);
            if (found == by_key.end()) {
                continue;
            }
            for (const std::string& other : found->second) {
                if (match_strength(word, capitalised, other) == MatchStrength::Name) {
                    met.insert(other);
                }
            }
        }
        with_name += met.empty() ? 0U : 1U;
        name_pairs += met.size();
        if (show_misses && !met.empty() && ++shown % 7 == 0) {
            std::printf("  meets %s: %s\n", word.c_str(), met.begin()->c_str());
        }
    }
    const auto count = static_cast<double>(std::max<std::size_t>(queries.size(), 1));
    std::printf("%-44s %zu words, %.2f keys a word; words meeting another by name %.4f, pairs a word %.4f\n", title,
                queries.size(), static_cast<double>(key_count) / count, static_cast<double>(with_name) / count,
                static_cast<double>(name_pairs) / count);
}

/// English words joined by a stem that Snowball's English alone would keep apart: the price of suffix lists of other
/// languages.
void report_stem_accidents(const std::map<std::string, std::size_t>& words) {
    std::map<std::string, std::set<std::string>> by_all;
    std::map<std::string, std::string> english;
    std::vector<MatchKey> keys;
    for (const auto& [word, count] : words) {
        match_keys(word, {Language::En}, keys);
        for (const MatchKey& key : keys) {
            if (key.kind == KeyKind::Stem) {
                english[word] = key.text;
            }
        }
        match_keys(word, {}, keys);
        for (const MatchKey& key : keys) {
            if (key.kind == KeyKind::Stem) {
                by_all[key.text].insert(word);
            }
        }
    }
    std::set<std::string> hurt;
    for (const auto& [stem, group] : by_all) {
        for (const std::string& word : group) {
            const bool stranger = std::any_of(group.begin(), group.end(),
                                              [&](const std::string& other) { return english[other] != english[word]; });
            if (stranger && hurt.insert(word).second && show_misses) {
                std::printf("  stem %s: %s\n", stem.c_str(), word.c_str());
            }
        }
    }
    std::printf("English words joined to strangers by other stems: %.4f of %zu\n",
                static_cast<double>(hurt.size()) / static_cast<double>(std::max<std::size_t>(words.size(), 1)),
                words.size());
}

}  // namespace

int main(int argc, char**) {
    show_misses = argc > 1;
    const auto english_lines = read_lines("languages/ntrex_eng_1-1400.txt");
    if (english_lines.size() < 2) {
        std::printf("SKIPPED: no data under %s\n", guvoh::bench::data_path("linkage").c_str());
        return 0;
    }
    report_politicians();
    report_tokens();
    report_places();
    std::vector<std::string> english = english_lines;
    for (const char* name : {"upr/truth.jsonl"}) {
        english.push_back(guvoh::bench::read_text(name));
    }
    const auto english_words = dictionary(english, Script::Latn);
    const auto russian_words = dictionary(read_lines("languages/ntrex_rus_1-1400.txt"), Script::Cyrl);
    report_meetings("English, capitalised, among English", english_words, english_words, true);
    report_meetings("Russian, capitalised, among Russian", russian_words, russian_words, true);
    report_meetings("English among Russian", english_words, russian_words, false);
    report_stem_accidents(english_words);
}

// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Makes the corpus and the queries of the search benchmark: search_corpus OUT_DIR PASSAGES TEXT_FILE...
// Text files (as pdftotext writes them) are split at blank lines; paragraphs above 150 words are cut to pieces of 100, those
// below 8 words are left out; then passages are copied with their words shuffled (seed 42) until there are PASSAGES of them.
// Writes OUT_DIR/corpus.txt, a passage a line, and OUT_DIR/queries.txt, 1,000 pairs of words that stand in one passage: at
// least four letters, no stop words, in 100 to 200,000 of a million passages.
#include <algorithm>
#include <cctype>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <random>
#include <set>
#include <sstream>
#include <string>
#include <unordered_map>
#include <vector>

namespace {

using Words = std::vector<std::string>;

const std::set<std::string> kStopWords = {
    "that", "this", "with", "from", "have", "been", "were", "their", "they", "which", "would", "there", "other", "also", "such",
    "will", "into", "more", "than", "these", "those", "about", "after", "should", "could", "when", "where", "what", "while",
    "under", "upon", "some", "only", "over", "between", "through", "during", "being", "very", "both", "each", "because"};

Words split_words(const std::string& text) {
    std::istringstream in(text);
    return {std::istream_iterator<std::string>(in), {}};
}

void take_paragraph(const std::string& paragraph, std::vector<Words>& out) {
    Words words = split_words(paragraph);
    if (words.size() < 8) { return; }
    if (words.size() <= 150) {
        out.push_back(std::move(words));
        return;
    }
    for (std::size_t at = 0; at < words.size(); at += 100) {
        const std::size_t end = std::min(words.size(), at + 100);
        if (end - at >= 8) { out.emplace_back(words.begin() + static_cast<std::ptrdiff_t>(at), words.begin() + static_cast<std::ptrdiff_t>(end)); }
    }
}

void read_file(const char* name, std::vector<Words>& out) {
    std::ifstream in(name);
    std::string line, paragraph;
    while (std::getline(in, line)) {
        if (line.find_first_not_of(" \t\r\f") == std::string::npos) {
            take_paragraph(paragraph, out);
            paragraph.clear();
        } else {
            paragraph += line + " ";
        }
    }
    take_paragraph(paragraph, out);
}

std::set<std::string> plain_words(const Words& words) {
    std::set<std::string> out;
    for (const std::string& word : words) {
        std::string plain;
        bool letters = true;
        for (const char c : word) {
            if (std::isalpha(static_cast<unsigned char>(c)) != 0) {
                plain += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
            } else if (!plain.empty() && &c != &word.back()) {
                letters = false;
            }
        }
        if (letters && plain.size() >= 4 && kStopWords.count(plain) == 0) { out.insert(plain); }
    }
    return out;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 4) {
        std::fprintf(stderr, "usage: search_corpus OUT_DIR PASSAGES TEXT_FILE...\n");
        return 2;
    }
    const std::string folder = argv[1];
    const auto wanted = static_cast<std::size_t>(std::strtoull(argv[2], nullptr, 10));
    std::vector<Words> passages;
    for (int i = 3; i < argc; ++i) { read_file(argv[i], passages); }
    if (passages.empty()) { return 1; }
    std::mt19937 random(42);
    std::ofstream corpus(folder + "/corpus.txt");
    std::size_t bytes = 0;
    for (std::size_t i = 0; i < wanted; ++i) {
        Words words = passages[i % passages.size()];
        if (i >= passages.size()) { std::shuffle(words.begin(), words.end(), random); }
        std::string line;
        for (const std::string& word : words) { line += (line.empty() ? "" : " ") + word; }
        bytes += line.size();
        corpus << line << '\n';
    }
    std::unordered_map<std::string, std::size_t> with;
    for (const Words& words : passages) {
        for (const std::string& word : plain_words(words)) { ++with[word]; }
    }
    const double scale = 1e6 / static_cast<double>(passages.size());
    const auto fits = [&](const std::string& word) {
        const double scaled = static_cast<double>(with[word]) * scale;
        return scaled >= 100 && scaled <= 200000;
    };
    std::ofstream queries(folder + "/queries.txt");
    for (int made = 0; made < 1000;) {
        const auto words = plain_words(passages[random() % passages.size()]);
        Words fitting;
        std::copy_if(words.begin(), words.end(), std::back_inserter(fitting), fits);
        if (fitting.size() < 2) { continue; }
        std::shuffle(fitting.begin(), fitting.end(), random);
        queries << fitting[0] << ' ' << fitting[1] << '\n';
        ++made;
    }
    std::printf("{\"passages\":%zu,\"distinct_passages\":%zu,\"bytes\":%zu}\n", wanted, passages.size(), bytes);
    return 0;
}

// SPDX-License-Identifier: AGPL-3.0-or-later
//
// How often language identification is right on the texts of ../shared/data/languages: whole sentences, and spans of five
// and three words. Prints accuracy, a confusion table and the cost a text. Usage: language_accuracy [errors]
#include <cstdio>
#include <ctime>
#include <map>
#include <string>
#include <vector>

#include "base/json.h"
#include "language/identify.h"
#include "shared_data.h"

namespace {

using guvoh::bench::read_csv;
using guvoh::bench::read_lines;
using guvoh::bench::read_text;
using guvoh::bench::split;

struct Sample {
    std::string set;
    std::string language;
    std::string text;
};

void add_ntrex(std::vector<Sample>& out) {
    const std::pair<const char*, const char*> files[] = {{"eng", "en"}, {"rus", "ru"},      {"kaz", "kk"},
                                                         {"kir", "ky"}, {"tgk-Cyrl", "tg"}, {"uzb", "uz"},
                                                         {"tuk", "tk"}, {"tat", "tt"},      {"uig", "ug"}};
    for (const auto& [file, language] : files) {
        for (const std::string& line : read_lines(std::string("languages/ntrex_") + file + "_1-1400.txt")) {
            if (!line.empty()) {
                out.push_back({"ntrex", language, line});
            }
        }
    }
}

void add_udhr(std::vector<Sample>& out) {
    const std::pair<const char*, const char*> files[] = {{"eng", "en"},      {"kaa", "kaa"},     {"kaz", "kk"},
                                                         {"kir", "ky"},      {"rus", "ru"},      {"tgk", "tg"},
                                                         {"tuk_cyrl", "tk"}, {"tuk_latn", "tk"}, {"uig_arab", "ug"},
                                                         {"uig_latn", "ug"}, {"uzn_cyrl", "uz"}, {"uzn_latn", "uz"}};
    for (const auto& [file, language] : files) {
        const std::string xml = read_text(std::string("languages/udhr/udhr_") + file + ".xml");
        for (std::size_t at = xml.find("<para>"); at != std::string::npos; at = xml.find("<para>", at + 1)) {
            out.push_back({"udhr", language, xml.substr(at + 6, xml.find("</para>", at) - at - 6)});
        }
    }
}

void add_others(std::vector<Sample>& out) {
    for (const std::string& line : read_lines("languages/texts_central_asia.jsonl")) {
        const auto json = guvoh::base::Json::parse(line);
        if (!json) {
            continue;
        }
        const std::string language((*json)["lang"].string_or(""));
        out.push_back({"excerpts", language, std::string((*json)["text"].string_or(""))});
    }
    const auto news = read_csv("languages/kyrgyz_news_24kg_500.csv.gz");
    for (std::size_t row = 1; row < news.size(); ++row) {
        for (const std::string& line : split(news[row].size() > 1 ? news[row][1] : "", '\n')) {
            if (line.size() > 40) {
                out.push_back({"24kg", "ky", line});
            }
        }
    }
    std::string sentence;
    for (const std::string& line : read_lines("languages/kaznerd_valid.iob2.gz")) {
        if (!line.empty()) {
            sentence += std::string(sentence.empty() ? "" : " ") + line.substr(0, line.find(' '));
        } else if (!sentence.empty()) {
            out.push_back({"kaznerd", "kk", sentence});
            sentence.clear();
        }
    }
}

/// `count` words from the middle of a text, or nothing when it is shorter.
std::string span_of(const std::string& text, std::size_t count, std::size_t seed) {
    std::vector<std::string> words;
    for (std::string& word : split(text, ' ')) {
        if (!word.empty()) {
            words.push_back(std::move(word));
        }
    }
    if (words.size() < count) {
        return {};
    }
    const std::size_t begin = seed * 2654435761U % (words.size() - count + 1);
    std::string out;
    for (std::size_t at = begin; at < begin + count; ++at) {
        out += std::string(at == begin ? "" : " ") + words[at];
    }
    return out;
}

struct Tally {
    std::size_t right = 0;
    std::size_t all = 0;
};

void report(const char* title, const std::vector<Sample>& samples, bool show_errors) {
    std::map<std::pair<std::string, std::string>, Tally> by_set;
    std::map<std::string, std::map<std::string, std::size_t>> confusion;
    Tally total;
    for (const Sample& sample : samples) {
        const std::string got(guvoh::language::identify(sample.text).code());
        Tally& tally = by_set[{sample.language, sample.set}];
        const bool right = got == sample.language;
        tally.right += right ? 1U : 0U;
        ++tally.all;
        total.right += right ? 1U : 0U;
        ++total.all;
        ++confusion[sample.language][got];
        if (show_errors && !right) {
            std::printf("  %s -> %s: %s\n", sample.language.c_str(), got.c_str(), sample.text.substr(0, 160).c_str());
        }
    }
    std::printf("== %s: %.2f %% of %zu\n", title, 100.0 * static_cast<double>(total.right) / static_cast<double>(total.all),
                total.all);
    for (const auto& [key, tally] : by_set) {
        std::printf("  %-4s %-9s %6.2f %% of %zu\n", key.first.c_str(), key.second.c_str(),
                    100.0 * static_cast<double>(tally.right) / static_cast<double>(tally.all), tally.all);
    }
    for (const auto& [truth, row] : confusion) {
        std::printf("  %-4s ->", truth.c_str());
        for (const auto& [got, count] : row) {
            std::printf(" %s %zu", got.c_str(), count);
        }
        std::printf("\n");
    }
}

std::vector<Sample> spans_of(const std::vector<Sample>& samples, std::size_t count) {
    std::vector<Sample> out;
    for (std::size_t at = 0; at < samples.size(); ++at) {
        std::string span = span_of(samples[at].text, count, at + 1);
        if (!span.empty()) {
            out.push_back({samples[at].set, samples[at].language, std::move(span)});
        }
    }
    return out;
}

/// Cost of paragraphs of about 80 words: sentences of one language joined.
void report_cost(const std::vector<Sample>& samples) {
    std::vector<std::string> paragraphs;
    std::string paragraph;
    for (std::size_t at = 1; at < samples.size(); ++at) {
        const bool same = samples[at].language == samples[at - 1].language;
        if (same) {
            paragraph += std::string(paragraph.empty() ? "" : " ") + samples[at].text;
        }
        if (!same || split(paragraph, ' ').size() >= 80) {
            if (same) {
                paragraphs.push_back(paragraph);
            }
            paragraph.clear();
        }
    }
    const std::clock_t start = std::clock();
    std::size_t known = 0;
    for (const std::string& text : paragraphs) {
        known += guvoh::language::identify(text).confidence > 0.5 ? 1U : 0U;
    }
    const double took_us = 1e6 * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    std::printf("cost: %.2f us of CPU a paragraph of about 80 words (%zu paragraphs, %zu sure)\n",
                took_us / static_cast<double>(paragraphs.size()), paragraphs.size(), known);
}

}  // namespace

int main(int argc, char**) {
    std::vector<Sample> samples;
    add_ntrex(samples);
    add_udhr(samples);
    add_others(samples);
    if (samples.empty()) {
        std::printf("SKIPPED: no data under %s\n", guvoh::bench::data_path("languages").c_str());
        return 0;
    }
    report("sentences", samples, argc > 1);
    report("spans of 5 words", spans_of(samples, 5), false);
    report("spans of 3 words", spans_of(samples, 3), false);
    report_cost(samples);
}

// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Five-fold cross-validation by country of the themes and categories of action on the recommendations that UPR Info labelled:
// micro-F1 of model, rules and most frequent, and each theme's precision and recall. Left out, loudly, without the data.
//
//   themes_bench [TRUTH.jsonl] [COST] [SHARE]    SHARE n: only every n-th country, for a quick look
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>

#include "base/json.h"
#include "shared_data.h"
#include "themes/codes.h"
#include "themes/evaluate.h"

namespace {

using guvoh::base::Json;
using guvoh::themes::LabelledText;

/// One text a country, however many States made it; labels of the first row.
std::vector<LabelledText> read_truth(const std::string& lines, std::size_t share) {
    std::map<std::pair<std::string, std::string>, LabelledText> texts;
    std::map<std::string, std::size_t> countries;
    for (const std::string& line : guvoh::bench::split(lines, '\n')) {
        const auto report = Json::parse(line);
        if (!report) continue;
        const std::string country((*report)["country"].string_or(""));
        if (countries.try_emplace(country, countries.size()).first->second % share != 0) continue;
        for (const Json& row : (*report)["uprinfo"].array()) {
            LabelledText one{std::string(row["text"].string_or("")), {}, static_cast<int>(row["action"].integer_or(0)), country};
            for (const Json& issue : row["issues"].array()) {
                const std::string_view code = guvoh::themes::theme_of_issue(issue.string_or(""));
                if (code.empty()) std::fprintf(stderr, "no theme for issue %s\n", std::string(issue.string_or("")).c_str());
                if (!code.empty()) one.themes.emplace_back(code);
            }
            if (!one.themes.empty()) texts.try_emplace({country, one.text}, std::move(one));
        }
    }
    std::vector<LabelledText> out;
    for (auto& [key, one] : texts) out.push_back(std::move(one));
    return out;
}

void print(const guvoh::themes::Evaluation& found) {
    std::printf("texts\t%zu\tcountries\t%zu\tfolds\t%zu\n", found.texts, found.groups, found.folds);
    const auto line = [](const char* name, const guvoh::themes::Hits& hits) {
        std::printf("%-14s micro-F1 %.4f  precision %.4f  recall %.4f\n", name, hits.f1(), hits.precision(), hits.recall());
    };
    line("model", found.model);
    line("rules", found.rules);
    line("most frequent", found.most_frequent);
    std::printf("action accuracy of %zu: model %.4f  rules %.4f  most frequent %.4f\n", found.action_texts, found.action_model, found.action_rules,
                found.action_most_frequent);
    std::printf("%-46s %6s  model P     R    F1   rules P     R    F1\n", "theme", "texts");
    for (const auto& theme : found.themes) {
        std::printf("%-46s %6zu    %.3f %.3f %.3f     %.3f %.3f %.3f\n", theme.code.c_str(), theme.model.right + theme.model.missed, theme.model.precision(),
                    theme.model.recall(), theme.model.f1(), theme.rules.precision(), theme.rules.recall(), theme.rules.f1());
    }
}

}  // namespace

int main(int argc, char** argv) {
    const std::string name = argc > 1 ? argv[1] : "upr/truth.jsonl";
    const std::string lines = guvoh::bench::read_text(name);
    if (lines.empty()) {
        std::printf("LEFT OUT: %s is not there (set GUVOH_SHARED)\n", guvoh::bench::data_path(name).c_str());
        return 0;
    }
    guvoh::themes::TrainOptions options;
    if (argc > 2) options.cost = std::strtod(argv[2], nullptr);
    const std::size_t share = argc > 3 ? std::max(1UL, std::strtoul(argv[3], nullptr, 10)) : 1;
    const auto begin = std::chrono::steady_clock::now();
    const auto found = guvoh::themes::cross_validate(read_truth(lines, share), 5, options);
    if (!found) {
        std::fprintf(stderr, "%s\n", found.error().text().c_str());
        return 1;
    }
    print(*found);
    std::printf("seconds\t%.0f\n", std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
    return 0;
}

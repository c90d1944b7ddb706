// SPDX-License-Identifier: AGPL-3.0-or-later
#include "themes/evaluate.h"

#include <algorithm>
#include <map>
#include <set>

#include "themes/corpus.h"

namespace guvoh::themes {

using base::ErrorKind;
using base::Expected;
using base::fail;

namespace {

using Codes = std::set<std::string>;

double share(std::size_t part, std::size_t whole) { return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole); }

/// What a way of suggesting says of one text.
struct Answer {
    Codes themes;
    std::string action;
};

Answer answer_of(const std::vector<Suggestion>& suggestions) {
    Answer answer;
    for (const Suggestion& one : suggestions) {
        if (one.kind == Kind::Theme) answer.themes.insert(one.code);
        if (one.kind == Kind::Action) answer.action = one.code;
    }
    return answer;
}

/// Counts of one way of suggesting.
struct Tally {
    Hits all;
    std::map<std::string, Hits> by_theme;
    std::size_t actions_right = 0;

    void add(const LabelledText& text, const Answer& answer) {
        const Codes wanted(text.themes.begin(), text.themes.end());
        for (const std::string& code : answer.themes) count(code, wanted.contains(code) ? &Hits::right : &Hits::wrong);
        for (const std::string& code : wanted) {
            if (!answer.themes.contains(code)) count(code, &Hits::missed);
        }
        if (text.action != 0 && answer.action == std::to_string(text.action)) ++actions_right;
    }

private:
    void count(const std::string& code, std::size_t Hits::*what) {
        ++(all.*what);
        ++(by_theme[code].*what);
    }
};

/// The most frequent theme and category of some texts; the first by code among equals.
Answer most_frequent(std::span<const LabelledText> texts, const std::vector<std::size_t>& chosen) {
    std::map<std::string, std::size_t> themes;
    std::map<std::string, std::size_t> actions;
    for (const std::size_t index : chosen) {
        for (const std::string& code : texts[index].themes) ++themes[code];
        if (texts[index].action != 0) ++actions[std::to_string(texts[index].action)];
    }
    const auto rarer = [](const auto& a, const auto& b) { return a.second < b.second; };
    Answer answer;
    if (!themes.empty()) answer.themes.insert(std::max_element(themes.begin(), themes.end(), rarer)->first);
    if (!actions.empty()) answer.action = std::max_element(actions.begin(), actions.end(), rarer)->first;
    return answer;
}

std::vector<ThemeQuality> by_theme(std::span<const LabelledText> texts, const Tally& model, const Tally& rules) {
    Codes codes;
    for (const LabelledText& text : texts) codes.insert(text.themes.begin(), text.themes.end());
    std::vector<ThemeQuality> out;
    const auto hits = [](const Tally& tally, const std::string& code) {
        const auto at = tally.by_theme.find(code);
        return at == tally.by_theme.end() ? Hits{} : at->second;
    };
    for (const std::string& code : codes) out.push_back({code, hits(model, code), hits(rules, code)});
    return out;
}

}  // namespace

double Hits::precision() const { return share(right, right + wrong); }
double Hits::recall() const { return share(right, right + missed); }
double Hits::f1() const { return share(2 * right, 2 * right + wrong + missed); }

Expected<Evaluation> cross_validate(std::span<const LabelledText> texts, std::size_t folds, const TrainOptions& options) {
    Evaluation out;
    out.texts = texts.size();
    out.folds = folds;
    std::set<std::string_view> groups;
    for (const LabelledText& text : texts) {
        groups.insert(text.group);
        out.action_texts += text.action != 0 ? 1 : 0;
    }
    out.groups = groups.size();
    if (folds < 2 || groups.size() < folds) return fail(ErrorKind::Invalid, "cross-validation needs two folds, and a group for each");
    const Corpus corpus(texts);
    const std::vector<std::size_t> fold_of = deal_folds(texts, folds);
    Tally model;
    Tally rules;
    Tally frequent;
    for (std::size_t fold = 0; fold < folds; ++fold) {
        std::vector<std::size_t> learn;
        for (std::size_t at = 0; at < texts.size(); ++at) {
            if (fold_of[at] != fold) learn.push_back(at);
        }
        GUVOH_TRY(const Model fitted, fit(corpus, learn, options));
        const Answer usual = most_frequent(texts, learn);
        for (std::size_t at = 0; at < texts.size(); ++at) {
            if (fold_of[at] != fold) continue;
            model.add(texts[at], answer_of(fitted.predict(texts[at].text)));
            rules.add(texts[at], answer_of(suggest(texts[at].text)));
            frequent.add(texts[at], usual);
        }
    }
    out.model = model.all;
    out.rules = rules.all;
    out.most_frequent = frequent.all;
    out.themes = by_theme(texts, model, rules);
    out.action_model = share(model.actions_right, out.action_texts);
    out.action_rules = share(rules.actions_right, out.action_texts);
    out.action_most_frequent = share(frequent.actions_right, out.action_texts);
    return out;
}

}  // namespace guvoh::themes

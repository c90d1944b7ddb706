// SPDX-License-Identifier: AGPL-3.0-or-later
#include "themes/suggest.h"

#include <algorithm>
#include <map>
#include <utility>

#include "language/words.h"
#include "themes/action.h"
#include "themes/phrases.h"
#include "themes/spans.h"

namespace guvoh::themes {

namespace {

constexpr double kGoalShare = 0.7;  // a goal echoes a phrase; nobody named it

using Collected = std::map<std::pair<Kind, std::string_view>, Suggestion>;

void collect(const PhraseMatch& match, Collected& out) {
    for (const PhraseCode& found : codes_in(match.phrase->codes)) {
        double score = match.phrase->score * (found.half ? 0.5 : 1.0);
        if (found.kind == Kind::Goal) score *= kGoalShare;
        Suggestion& one = out[{found.kind, found.code}];
        one.kind = found.kind;
        one.code = found.code;
        one.score = std::max(one.score, score);
        one.spans.insert(one.spans.end(), match.spans.begin(), match.spans.end());
    }
}

/// Leaves unsure themes out where a sure one was found.
void drop_unsure_themes(std::vector<Suggestion>& found) {
    const auto is_sure = [](const Suggestion& one) { return one.kind == Kind::Theme && one.score >= kSure; };
    if (std::none_of(found.begin(), found.end(), is_sure)) return;
    std::erase_if(found, [](const Suggestion& one) { return one.kind == Kind::Theme && one.score < kSure; });
}

}  // namespace

std::string_view kind_name(Kind kind) {
    switch (kind) {
        case Kind::Theme: return "theme";
        case Kind::Group: return "group";
        case Kind::Goal: return "sdg";
        case Kind::Treaty: return "treaty";
        case Kind::Body: return "body";
        case Kind::Action: return "action";
        case Kind::Flag: return "flag";
    }
    return "";
}

std::string_view by_name(By by) { return by == By::Rule ? "rule" : "model"; }

std::vector<Suggestion> suggest(std::string_view text) {
    const std::vector<language::OwnedWord> words = language::words_of(text);
    Collected collected;
    for (const PhraseMatch& match : find_phrases(text, words)) collect(match, collected);
    std::vector<Suggestion> found;
    for (auto& [key, one] : collected) {
        one.spans = merged(text, std::move(one.spans));
        found.push_back(std::move(one));
    }
    drop_unsure_themes(found);
    if (ActionGuess action = guess_action(words); action.category != 0) {
        found.push_back({Kind::Action, std::to_string(action.category), action.score, merged(text, std::move(action.spans)), By::Rule});
    }
    std::stable_sort(found.begin(), found.end(), [](const Suggestion& a, const Suggestion& b) {
        return a.kind != b.kind ? a.kind < b.kind : a.score > b.score;
    });
    return found;
}

}  // namespace guvoh::themes

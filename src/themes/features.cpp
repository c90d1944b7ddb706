// SPDX-License-Identifier: AGPL-3.0-or-later
#include "themes/features.h"

#include <algorithm>
#include <map>

#include "language/keys.h"
#include "language/words.h"
#include "themes/action.h"

namespace guvoh::themes {

using language::OwnedWord;

namespace {

constexpr std::size_t kOpeningWords = 4;
constexpr std::size_t kMostCounted = 5;  // themes by rule; more count as many

/// Features by name while a text is taken apart.
class Bag {
public:
    void add(std::string name, std::vector<Span> spans) {
        TextFeature& feature = bag_[std::move(name)];
        ++feature.count;
        feature.spans.insert(feature.spans.end(), spans.begin(), spans.end());
    }
    std::vector<TextFeature> take() {
        std::vector<TextFeature> out;
        out.reserve(bag_.size());
        for (auto& [name, feature] : bag_) {
            out.push_back(std::move(feature));
            out.back().name = name;
        }
        return out;
    }

private:
    std::map<std::string, TextFeature> bag_;
};

std::vector<Span> joined(const Suggestion& a, const Suggestion& b) {
    std::vector<Span> spans = a.spans;
    spans.insert(spans.end(), b.spans.begin(), b.spans.end());
    return spans;
}

void add_rules(std::string_view text, Bag& bag) {
    std::vector<Suggestion> rules = suggest(text);
    for (const Suggestion& one : rules) {
        if (one.kind == Kind::Action) bag.add("a:" + one.code, one.spans);
        if (one.kind == Kind::Treaty) bag.add("r:" + one.code, one.spans);
    }
    std::erase_if(rules, [](const Suggestion& one) { return one.kind != Kind::Theme; });
    std::sort(rules.begin(), rules.end(), [](const Suggestion& a, const Suggestion& b) { return a.code < b.code; });
    for (std::size_t at = 0; at < rules.size(); ++at) {
        bag.add("r:" + rules[at].code, rules[at].spans);
        for (std::size_t other = at + 1; other < rules.size(); ++other) {
            bag.add("p:" + rules[at].code + "+" + rules[other].code, joined(rules[at], rules[other]));
        }
    }
    bag.add("n:" + std::to_string(std::min(rules.size(), kMostCounted)), {});
}

}  // namespace

const std::string& FeatureMaker::stem(const std::string& folded) {
    const auto [at, is_new] = stems_.try_emplace(folded, folded);
    if (!is_new) return at->second;
    std::vector<language::MatchKey> keys;
    language::match_keys(folded, {language::Language::En, language::Language::Ru}, keys);
    for (const language::MatchKey& key : keys) {
        if (key.kind != language::KeyKind::Stem) continue;
        at->second = key.text;
        break;
    }
    return at->second;
}

std::vector<TextFeature> FeatureMaker::features(std::string_view text) {
    const std::vector<OwnedWord> words = language::words_of(text);
    Bag bag;
    std::string before;
    std::string opening = "o:";
    for (std::size_t at = 0; at < words.size(); ++at) {
        const Span span{words[at].span.begin, words[at].span.end};
        const std::string& now = stem(words[at].folded);
        bag.add("w:" + now, {span});
        if (at > 0) bag.add("b:" + before + " " + now, {{words[at - 1].span.begin, words[at - 1].span.end}, span});
        if (at < kOpeningWords) {
            bag.add("o:" + std::to_string(at) + now, {span});
            opening += (at > 0 ? " " : "") + now;
            bag.add(opening, {{words[0].span.begin, span.end}});
        }
        before = now;
    }
    add_rules(text, bag);
    return bag.take();
}

}  // namespace guvoh::themes

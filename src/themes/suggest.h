// SPDX-License-Identifier: AGPL-3.0-or-later
//
// What a recommendation is about, as suggestions that a person confirms: themes (the 54 issues of UPR Info), affected groups,
// Sustainable Development Goals, treaties and bodies named, the category of the action asked, and flags for torture, OPCAT and
// NPM. Each says which words caused it. The rules are tables written by us; a model (themes/model.h) gives the same shape.
// English; Russian for torture, places of detention, treaties and bodies. It never fails on text and finds nothing in other languages.
//
// Threads: plain functions; the tables behind are built once and constant.
// Implements: docs/formats/reviews.md, "Themes"
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace guvoh::themes {

/// What a suggestion is a suggestion of.
enum class Kind : std::uint8_t {
    Theme,   ///< an issue of UPR Info: schema/vocabularies/themes.json
    Group,   ///< an affected group: affected_groups.json
    Goal,    ///< a Sustainable Development Goal, "1" to "17": sdgs.json
    Treaty,  ///< a treaty named: treaties.json
    Body,    ///< a body named: "CAT", "SPT", "OHCHR"
    Action,  ///< the category of the action asked, "1" to "5": action_categories.json
    Flag,    ///< "torture", "opcat", "npm": what the filter of that name asks
};

/// Where a suggestion comes from.
enum class By : std::uint8_t { Rule, Model };

/// Gives "theme", "group", "sdg", "treaty", "body", "action", "flag".
std::string_view kind_name(Kind kind);
/// Gives "rule" or "model".
std::string_view by_name(By by);

/// Bytes of the text, from `begin` to before `end`; both lie on UTF-8 boundaries.
struct Span {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    auto operator<=>(const Span&) const = default;
};

/// One suggestion and the words that caused it.
struct Suggestion {
    Kind kind = Kind::Theme;
    std::string code;
    double score = 0;         ///< 0 to 1; of a rule: how sure its phrase is, of a model: its probability
    std::vector<Span> spans;  ///< in order of the text, without overlap; empty only where a model has no word to show
    By by = By::Rule;
};

/// Gives all suggestions of the rules, by kind, then by score, best first; each code of a kind once.
///
/// Takes: any bytes of less than 4 GB; what is not UTF-8 separates words.
/// Cost:  linear in the text, some 50 microseconds for a recommendation.
std::vector<Suggestion> suggest(std::string_view text);

}  // namespace guvoh::themes

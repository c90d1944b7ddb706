// SPDX-License-Identifier: AGPL-3.0-or-later
//
// What the model sees of a text: stems ("w:detent"), pairs of neighbouring stems ("b:death penalti"), the themes that rules
// suggest ("r:detention"), pairs of those ("p:detention+justice") and how many there are ("n:2"), and for the category of action how it opens
// ("o:ratifi"; "a:4", the category by rule). The names are stored in models: changing what a prefix means needs a new version of the model.
// Module-private.
//
// Threads: each maker belongs to one thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "themes/suggest.h"

namespace guvoh::themes {

/// One feature of a text.
struct TextFeature {
    std::string name;
    std::uint32_t count = 0;  ///< how often it occurs
    std::vector<Span> spans;  ///< the words it is made of, in no order
};

/// Whether a feature is one of words, weighted by rarity; the others are there or not.
inline bool is_word_feature(std::string_view name) { return name.starts_with("w:") || name.starts_with("b:"); }
/// Whether a feature says how a text opens: only the category of action is learnt from it.
inline bool is_opening_feature(std::string_view name) { return name.starts_with("o:") || name.starts_with("a:"); }

/// Takes texts apart; remembers stems of words from one text to the next.
class FeatureMaker {
public:
    /// Gives the features of a text, each once, in order of name.
    std::vector<TextFeature> features(std::string_view text);

private:
    const std::string& stem(const std::string& folded);

    std::unordered_map<std::string, std::string> stems_;
};

}  // namespace guvoh::themes

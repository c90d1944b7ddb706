// SPDX-License-Identifier: AGPL-3.0-or-later
//
// What the record holds of a review's recommendations already, so that another source's is found again: by its name, else by number and
// words, else by words alone. For the files of this module only.
//
// Threads: one, with the batch that it was loaded from.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "recommendations/desk_parts.h"


namespace guvoh::recommendations {

/// A recommendation that is in the record.
struct KnownRecommendation {
    base::Id id;
    std::string number, source, source_key;
    std::vector<std::string> words;
    bool met = false;    ///< by this import
    bool named = false;  ///< by one of its recommendations, which comes or came
};

/// The set of a text's words, folded and sorted.
std::vector<std::string> word_set(std::string_view text);
/// Jaccard index of two such sets, 0 to 1.
double overlap(const std::vector<std::string>& a, const std::vector<std::string>& b);

class KnownRecommendations {
public:
    /// Loads what the record holds of a review.
    base::Status load(RecordBatch& batch, const base::Id& review);
    /// Says that the import gives a recommendation of this name.
    void name(const base::Id& review, const base::Id& id);
    /// The one that a recommendation of this name, number and text is; null when there is none. Borrowed from this.
    KnownRecommendation* find(const base::Id& review, const base::Id& name, const std::string& number, std::string_view text);
    /// All of a review.
    const std::vector<KnownRecommendation>& of(const base::Id& review) { return known_[review]; }

private:
    std::map<base::Id, std::vector<KnownRecommendation>> known_;
};

}  // namespace guvoh::recommendations

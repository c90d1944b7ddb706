// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Reads what a State promises of its own accord in the Universal Periodic Review: the section "Voluntary pledges and commitments"
// of the Working Group's report, of an addendum, or of the State's own report, and sentences elsewhere that pledge in so many words.
//
// It is careful: a paragraph on plans, priorities or earlier promises is none, and neither is what other States say of a pledge. It
// reads English and Russian, and never fails: a document without pledges gives none.
// Threads: plain values.
// Implements: docs/formats/reviews.md, "Pledges"
#pragma once

#include <string>
#include <vector>

#include "documents/extracted.h"
#include "reviews/running_text.h"

namespace guvoh::reviews {

/// One pledge as the document prints it.
struct Pledge {
    std::string number;   ///< its label: "113", "63.1" for "1." under 63, "63(a)"; "" for bullets without a paragraph number
    std::string text;     ///< without the label
    std::string section;  ///< the title it stands under, as printed; "" when a sentence elsewhere pledges
    std::vector<Place> places;  ///< one box a line, as of a recommendation
};

/// Reads a document of the Universal Periodic Review. Whose voice it is, the front page says: in the Working Group's report a sentence
/// outside the section counts only when the State under review is its subject.
std::vector<Pledge> read_pledges(const std::vector<documents::Page>& pages);

}  // namespace guvoh::reviews

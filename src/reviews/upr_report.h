// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Reads the recommendations out of the conclusions of a report of the Working Group on the Universal Periodic Review, as it is
// printed since 2008: each with its number, text, recommending States, the decision of the paragraph above it, and its place.
//
// It reads the text of pages as documents::Extractor gives it, from PDF or DOCX, and never fails: a document that has no such
// conclusions gives none. Paragraphs of the interactive dialogue, pledges and annexes are left out.
// Threads: plain values.
// Implements: docs/formats/reviews.md
#pragma once

#include <string>
#include <vector>

#include "documents/extracted.h"
#include "reviews/decision.h"
#include "reviews/running_text.h"
#include "reviews/states.h"

namespace guvoh::reviews {

/// One recommendation as the report prints it.
struct Recommendation {
    std::string number;  ///< "76.12"; where the report prints "12." under paragraph 76, also "76.12"; "60(a)" for letters
    std::string text;    ///< without number and States
    std::vector<const State*> states;  ///< empty where the report prints none (some of 2008)
    Decision decision = Decision::Other;
    std::vector<Place> places;  ///< one box a line; empty boxes when the format has none
};

/// What a report holds.
struct UprReport {
    std::string symbol;  ///< "A/HRC/15/2", "" when it is not printed
    std::vector<Recommendation> recommendations;
};

/// Reads a report.
UprReport read_upr_report(const std::vector<documents::Page>& pages);

}  // namespace guvoh::reviews

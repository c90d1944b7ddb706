// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Reads the concluding observations of a treaty body: each recommendation ("The State party should ...") with the concern that
// it answers, whether the body asked for an answer within a year, and when the next report is due. English and Russian.
//
// Some bodies number concern and recommendation apart, some put both into one paragraph: both are read.
// Threads: plain functions.
// Implements: docs/formats/reviews.md, "Concluding observations"
#pragma once

#include <string>
#include <vector>

#include "documents/extracted.h"
#include "reviews/running_text.h"

namespace guvoh::reviews {

/// A concern and what the body recommends about it.
struct Observation {
    std::string subject;         ///< the heading it stands under, "" when there is none
    std::string concern_number;  ///< paragraph of the concern, "" when none was found
    std::string concern;
    std::string number;  ///< paragraph of the recommendation; the same as the concern's when one paragraph holds both
    std::string recommendation;
    bool follow_up = false;               ///< the State is to answer on it within a year (or as the body says)
    std::vector<std::string> follow_up_parts;  ///< "(a)", "(c)" when only these sub-paragraphs
    std::vector<Place> places;            ///< of concern and recommendation
};

/// What a document of concluding observations holds.
struct Observations {
    std::string symbol;           ///< "CAT/C/TJK/CO/3"
    std::string state_code;       ///< ISO 3166-1 alpha-3 from the symbol, "" when unknown
    std::string follow_up_due_on; ///< ISO date, or "" when none is printed
    std::string report_due_on;    ///< ISO date of the next periodic report, or ""
    std::vector<Observation> observations;
};

/// Reads a document; other documents give no observations.
Observations read_observations(const std::vector<documents::Page>& pages);

/// Reads a date as it is printed in English or Russian ("7 December 2022", "7 декабря 2022 года", "December 2022"), the first
/// one in the text: ISO 8601, to the day or the month; "" when there is none.
std::string first_date(std::string_view text);

}  // namespace guvoh::reviews

// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Reads what a document of the United Nations says about itself at its front: its symbol, the State that it is about, the body
// and session, and when it was published and the review was held. English, and the symbols of any language.
//
// The file's name is not asked: what is not printed stays unknown. It never fails.
// Threads: plain functions.
// Implements: docs/formats/reviews.md, "Front pages"
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "documents/extracted.h"
#include "reviews/states.h"

namespace guvoh::reviews {

/// What sort of document a front page announces.
enum class FrontKind {
    Report,          ///< of the Working Group on the Universal Periodic Review
    Addendum,        ///< "/Add.1": the State's views on the recommendations
    Observations,    ///< concluding observations of a treaty body
    NationalReport,  ///< the State's own, to the Working Group or to a treaty body
    Other,
};

/// "report", "addendum", "observations", "national_report", "other".
std::string_view front_kind_name(FrontKind kind);

/// What the front of a document says.
struct FrontPage {
    std::string symbol;            ///< "A/HRC/15/2", "CAT/C/TJK/CO/3"; "" unknown
    const State* state = nullptr;  ///< under review, or addressed; null when not told
    int session = 0;  ///< of the Working Group; for a treaty body the number in the symbol (CAT/C/TJK/CO/3: 3); 0 unknown
    int cycle = 0;    ///< of the Universal Periodic Review, 1 to 4; 0 unknown and for treaty bodies
    std::string body;          ///< "UPR", "CAT", "CCPR", ...; "" unknown
    std::string published_on;  ///< ISO date to the day or the month, "" unknown
    std::string held_on;       ///< ISO date of the review itself, else of the session's first day; "" unknown
    FrontKind kind = FrontKind::Other;
};

/// Reads the front of a document.
///
/// Takes:   all pages; no more than the first 16 KiB of the first four with text are looked at.
/// Errors:  none; what is not found stays unknown.
FrontPage read_front_page(const std::vector<documents::Page>& pages);

/// The cycle of a session of the UPR Working Group: 1-12 are 1, 13-26 are 2, 27-40 are 3, from 41 on 4; 0 for less than 1.
int upr_cycle_of_session(int session);

}  // namespace guvoh::reviews

// SPDX-License-Identifier: AGPL-3.0-or-later
//
// What the sources of recommendations say, brought into one shape before anything is written: reviews, recommendations with the
// position of the State, pledges, and treaty status. Nothing here knows a vault. For the files of this module only.
//
// Threads: plain functions.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "documents/extracted.h"
#include "recommendations/review_import.h"
#include "reviews/front_page.h"
#include "reviews/running_text.h"
#include "schema/schema.h"

namespace guvoh::recommendations {

/// A review that recommendations were made in. Codes are of the schema's vocabularies; dates ISO 8601; "" and 0 unknown.
struct SourceReview {
    std::string key;  ///< names it whatever source tells of it: "upr:KGZ:1", "CAT/C/TJK/CO/3"
    std::string title, kind, body, state, symbol;
    std::string held_on, follow_up_due_on, report_due_on;
    int cycle = 0, session = 0;
};

/// What a State said of a recommendation, and at which stage.
struct SourcePosition {
    std::string position, stage, reasons, stated_on;
    std::vector<reviews::Place> places;
};

/// One recommendation, or pledge.
struct SourceRecommendation {
    std::size_t review = 0;  ///< index of SourceItems::reviews
    bool is_pledge = false;
    std::string number, text, subject, concern, action_category, due_on;
    std::vector<std::string> states, themes, groups, sdgs;  ///< codes
    bool follow_up = false;
    std::optional<SourcePosition> position;
    std::vector<reviews::Place> places;  ///< in the document that is imported; none for tables
};

/// A position on a recommendation that is known by its number only: from an addendum.
struct SourceAnswer {
    std::string number;
    SourcePosition position;
};

/// One State and one treaty.
struct SourceStatus {
    std::string state, treaty, status, signed_on, bound_on, manner, note;
    std::vector<std::string> declarations;  ///< codes
    std::string reservations;               ///< words, as the depositary prints them
};

/// Everything that one source says. seen == recommendations + statuses + answers + folded + doubles + refused.
struct SourceItems {
    std::string source;   ///< what the records name as their source: a symbol, else the file's name
    std::string made_on;  ///< of all its recommendations, "" unknown
    std::uint64_t seen = 0, folded = 0, doubles = 0;
    std::vector<SourceReview> reviews;
    std::vector<SourceRecommendation> recommendations;
    std::string answers_symbol;  ///< the report that the answers are about, "" when only the review is known
    std::vector<SourceAnswer> answers;
    std::vector<SourceStatus> statuses;
    std::vector<ReviewNote> refused, repairs;
};

/// What the person who imports says where the file does not.
struct SourceHints {
    std::string file_name;
    std::string state;  ///< alpha-3
    int cycle = 0;
};

/// The Working Group's report, or its addendum: which one it is the front page says. Errors: Invalid when the State or cycle is told
/// neither by the document nor by the hints.
base::Expected<SourceItems> items_of_upr_document(const std::vector<documents::Page>& pages, const SourceHints& hints);
/// The pledges of a State's own report, with its review; none are no error. Errors: as items_of_upr_document(), and Invalid when it is a
/// report of the Working Group, or neither a national report nor with pledges.
base::Expected<SourceItems> items_of_national_report(const std::vector<documents::Page>& pages, const SourceHints& hints);
/// Errors: Invalid when it holds no concluding observations.
base::Expected<SourceItems> items_of_observations(const std::vector<documents::Page>& pages, const SourceHints& hints);
/// OHCHR's thematic list. Errors: as items_of_upr_document().
base::Expected<SourceItems> items_of_thematic_list(const std::vector<documents::Page>& pages, const SourceHints& hints, const schema::Schema& schema);
/// The CSV of UPR Info. Errors: as reviews::read_upr_info.
base::Expected<SourceItems> items_of_upr_info(base::ByteSpan csv, const SourceHints& hints);
/// The Universal Human Rights Index: JSON, CSV or XLSX. Errors: Invalid.
base::Expected<SourceItems> items_of_uhri(base::ByteSpan bytes, const SourceHints& hints, const schema::Schema& schema);
/// A table of ratifications, CSV or XLSX. Errors: Invalid.
base::Expected<SourceItems> items_of_ratifications(base::ByteSpan bytes, const SourceHints& hints);
/// Texts of declarations, as the Treaty Collection prints them. Errors: Invalid.
base::Expected<SourceItems> items_of_declarations(base::ByteSpan text, const SourceHints& hints);

/// The month in which a session of the UPR Working Group began ("2010-05"), "" when it is not known here.
std::string upr_session_month(int session);

}  // namespace guvoh::recommendations

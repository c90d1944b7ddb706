// SPDX-License-Identifier: AGPL-3.0-or-later
//
// What became of recommendations: the plan (measures, who, when) beside what the State claims and what independent eyes found, each
// with its source; what is due and overdue; and the same rows as a matrix for Word, Excel, CSV and JSON-LD.
//
// Promises: screens, exports and counts are made from the same rows, so they agree. Made from what the caller sees only.
// Threads: any; the desk outlives the call.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "recommendations/desk.h"

namespace guvoh::recommendations {

/// An assessment of a recommendation.
struct AssessmentView {
    std::string id, assessor, by, scale, grade, assessed_on, reasons;
    std::string level;  ///< "implemented", "in_part", "not_implemented" or "cannot_say": the grade's broader term
    std::vector<std::string> passages;
};

/// A line of the plan.
struct MeasureView {
    std::string id, title, institution, responsible, due_on, done_on, status, budget;
    bool overdue = false;
};

/// One recommendation with everything that answers it.
struct FollowUpRow {
    std::string id, number, text, issuer, position, made_on, review, demand, document, passage;
    std::vector<std::string> states, themes;
    int cycle = 0;
    std::int64_t page = 0;
    std::vector<MeasureView> measures;       ///< by due date
    std::vector<AssessmentView> by_state;    ///< the State's own, latest first
    std::vector<AssessmentView> by_others;   ///< independent ones and the body's, latest first
    bool disagree = false;  ///< the latest of the State and the latest independent one are of different levels
};

/// What a follow-up asks: `where` and `q` as a list of Recommendation.
struct FollowUpRequest {
    ListRequest list;    ///< its type is ignored
    std::string today;   ///< ISO date
};

/// Rows in the list's order, with the counts that every output prints.
struct FollowUpReply {
    std::uint64_t total = 0;
    std::vector<FollowUpRow> rows;
    std::map<std::string, std::uint64_t> positions;  ///< of all rows, by position; "none" for none
    std::map<std::string, std::uint64_t> levels;     ///< by the level of the latest assessment, independent before the State's
    std::uint64_t disagreeing = 0, overdue = 0, without_measure = 0;
};

/// All rows that fit, at most 100,000. Errors: as RecordDesk::list.
base::Expected<FollowUpReply> follow_up(Desk& desk, const Caller& caller, const FollowUpRequest& request);

/// The matrix as "xlsx", "docx", "csv" or "jsonld"; `language` of its headings is "en" or "ru". Errors: Denied (export), Invalid.
base::Expected<std::string> write_matrix(Desk& desk, const Caller& caller, const FollowUpRequest& request,
                                         std::string_view format, std::string_view language);
/// A mid-term report to be written on: per theme the recommendations with measures and findings, each with a footnote to its source. DOCX.
base::Expected<std::string> write_mid_term_report(Desk& desk, const Caller& caller, const FollowUpRequest& request,
                                                  std::string_view language);

/// Something with a date.
struct DueItem {
    std::string date, kind;  ///< kind: "report_due", "follow_up_due", "recommendation_due", "measure_due", "review"
    std::string id, type, title, state;
    bool overdue = false;
};
/// Everything dated, by date. `state` empty: of all States. Errors: Denied.
base::Expected<std::vector<DueItem>> due_items(Desk& desk, const Caller& caller, std::string_view state, std::string_view today);
/// What a calendar of dates is asked.
struct CalendarRequest {
    std::string state;           ///< empty: of all States
    std::string today;           ///< ISO date
    std::int64_t stamp_ms = 0;   ///< its DTSTAMP, milliseconds since 1970
    bool dates_only = false;     ///< says only the kind of each date and the State: no titles, and no ids of records
    std::string language = "en";  ///< of these words: "ru", else English
};
/// The same as an iCalendar feed (RFC 5545). Errors: Denied.
base::Expected<std::string> write_due_calendar(Desk& desk, const Caller& caller, const CalendarRequest& request);

/// Everything about one State on one page.
struct StatePage {
    std::string state;
    struct Treaty {
        std::string treaty, status, signed_on, bound_on, report_due_on, npm_designated_on;
        std::vector<std::string> declarations;
    };
    std::vector<Treaty> treaties;
    struct ReviewLine {
        std::string id, title, body, held_on, report_due_on;
        int cycle = 0;
        std::map<std::string, std::uint64_t> positions;  ///< recommendations by position
    };
    std::vector<ReviewLine> reviews;  ///< latest first
    std::vector<RecordRow> demands;   ///< open ones
    std::map<std::string, std::map<std::string, std::uint64_t>> themes;  ///< theme (confirmed, else suggested) -> position -> count
    std::vector<DueItem> due;
};
base::Expected<StatePage> state_page(Desk& desk, const Caller& caller, std::string_view state, std::string_view today);

}  // namespace guvoh::recommendations

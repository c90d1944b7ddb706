// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Lineage: the same demand made of a State across cycles, bodies and languages. Groups are proposed from words and treaties named,
// each with the words that tell why; a person accepts, merges and splits them (field `demand` of a recommendation).
//
// Promises: proposals change nothing. A caller's proposals and histories are made from what the caller sees.
// Threads: any; the desk outlives the call.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "recommendations/desk.h"

namespace guvoh::recommendations {

/// Recommendations that seem to ask for the same.
struct DemandProposal {
    std::string title;   ///< the shortest of their texts, cut at a word to at most 120 characters
    std::string state;   ///< alpha-3
    std::string treaty;  ///< code, when they ask to join one; else ""
    std::string demand;  ///< id of the demand that some of them are in already: the others would join it; else ""
    std::vector<std::string> recommendations;  ///< ids, by date; at least two
    std::vector<std::string> already;          ///< of them, those that are in the demand
    std::vector<std::string> words;            ///< stems that tie them together, the weightiest first, at most 8
    double likeness = 0;                       ///< mean of its pairs, 0 to 1 (docs/formats/demands.md)
};

/// Proposes groups among a State's recommendations that are in none yet, or not all in the same one, without what a person refused
/// (demand_refusals.h). Largest first.
/// Cost: square in the recommendations of the State; 2,000 take about a second. Errors: Denied; Invalid for the code.
base::Expected<std::vector<DemandProposal>> propose_demands(Desk& desk, const Caller& caller, std::string_view state);

/// Makes the demand (or joins `demand`) and puts the recommendations into it. Gives its id. Errors: Denied, NotFound; Invalid for
/// recommendations of several States.
base::Expected<std::string> accept_demand(Desk& desk, const Caller& caller, const DemandProposal& proposal,
                                          std::string_view reason);

/// One time a demand was made.
struct DemandStep {
    std::string recommendation, number, text, issuer, made_on, document;
    std::vector<std::string> states;  ///< recommending, alpha-3
    int cycle = 0;
    std::int64_t page = 0;                  ///< 0 unknown
    std::string change;                     ///< "first", "repeated", "weaker", "stronger": by action category, against the date before
    struct Said {
        std::string position, stage, stated_on, document;
        std::int64_t page = 0;
    };
    std::vector<Said> positions;  ///< by date
};

/// A position that the State took on a demand and had not held the day before, with the page that says so.
struct DemandTurn {
    std::string position, on;     ///< `on`: the day it was said, else when the recommendation was made; "" unknown
    std::string document;         ///< "" where the position was not read from a document
    std::int64_t page = 0;        ///< 0 unknown
    std::string recommendation;   ///< the first that it was said of
};

/// How a demand went over time.
struct DemandHistory {
    std::string id, title, state, status, treaty;
    std::vector<DemandStep> steps;  ///< by date
    std::string drift;              ///< "noted, then supported", "supported, then noted", "" when the position never changed
    std::vector<DemandTurn> course;  ///< each position that was new at its date; several of one date are told side by side
    std::string treaty_status, bound_on;  ///< of the instrument: "party", ...; "" when there is none
    std::string overdue_since;            ///< the earliest due date that has passed and is not met, as of `today`; else ""
};
/// `today` is an ISO date. Errors: NotFound.
base::Expected<DemandHistory> demand_history(Desk& desk, const Caller& caller, std::string_view id, std::string_view today);

}  // namespace guvoh::recommendations

// SPDX-License-Identifier: AGPL-3.0-or-later
//
// "Not the same": what a person answered to a proposed group, kept in the ledger. A whole group that was refused is not proposed again
// while its members are the same; a member that was refused is left out of every group of those it was told apart from. Both can be
// taken back.
//
// Promises: a refusal tells nothing outside the compartment of the recommendations it is about.
// Threads: any; the desk outlives the call.
// Implements: docs/formats/demands.md, "Refused"
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "recommendations/demands.h"

namespace guvoh::recommendations {

/// One refusal that stands.
struct DemandRefusal {
    std::string id, state;
    std::string member;                        ///< the recommendation that does not belong; "" when the group was refused whole
    std::vector<std::string> recommendations;  ///< the group, by id
};

/// Refuses a group, or one member of it. Gives the refusal's id; saying it again gives the same.
/// Errors: Denied, NotFound; Invalid for fewer than two recommendations, several States, or a member that is not among them.
base::Expected<std::string> refuse_demand(Desk& desk, const Caller& caller, const std::vector<std::string>& recommendations, std::string_view member,
                                          std::string_view reason);
/// Takes a refusal back. Errors: Denied, NotFound.
base::Status take_back_refusal(Desk& desk, const Caller& caller, std::string_view id, std::string_view reason);
/// The refusals of a State that stand and that the caller sees.
base::Expected<std::vector<DemandRefusal>> refused_demands(Desk& desk, const Caller& caller, std::string_view state);

/// What is left of proposals when refusals are obeyed.
std::vector<DemandProposal> without_refused(std::vector<DemandProposal> proposals, const std::vector<DemandRefusal>& refused);

}  // namespace guvoh::recommendations

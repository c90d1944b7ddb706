// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Values of the recommendations desk as JSON, as the API description names them.
//
// Threads: plain functions.
#pragma once

#include <vector>

#include "base/json.h"
#include "recommendations/demand_refusals.h"
#include "recommendations/demands.h"
#include "recommendations/follow_up.h"
#include "recommendations/suggestions.h"
#include "recommendations/table_mapping.h"

namespace guvoh::http {

/// The first `limit` rows with the counts of all.
base::Json follow_up_json(const recommendations::FollowUpReply& reply, std::size_t limit);
/// Things with a date, by date.
base::Json due_json(const std::vector<recommendations::DueItem>& items);
/// Everything about one State.
base::Json state_page_json(const recommendations::StatePage& page);
/// Groups that are proposed, and those that a person refused.
base::Json proposals_json(const std::vector<recommendations::DemandProposal>& proposals, const std::vector<recommendations::DemandRefusal>& refused);
/// A demand over time.
base::Json demand_json(const recommendations::DemandHistory& history);
/// Suggestions with the words that say why.
base::Json suggestions_json(const std::vector<recommendations::SuggestionView>& suggestions);
/// A table with what is proposed for its columns.
base::Json table_look_json(const recommendations::TableLook& look);
/// Counts that reconcile.
base::Json confirm_json(const recommendations::ConfirmReport& report);

}  // namespace guvoh::http

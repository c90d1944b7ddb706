// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Values of the recommendations desk as JSON, as the API description names them.
//
// Threads: plain functions.
#pragma once

#include <vector>

#include "base/json.h"
#include "service/demand_refusals.h"
#include "service/demands.h"
#include "service/follow_up.h"
#include "service/suggestions.h"
#include "service/table_mapping.h"

namespace guvoh::http {

/// The first `limit` rows with the counts of all.
base::Json follow_up_json(const service::FollowUpReply& reply, std::size_t limit);
/// Things with a date, by date.
base::Json due_json(const std::vector<service::DueItem>& items);
/// Everything about one State.
base::Json state_page_json(const service::StatePage& page);
/// Groups that are proposed, and those that a person refused.
base::Json proposals_json(const std::vector<service::DemandProposal>& proposals, const std::vector<service::DemandRefusal>& refused);
/// A demand over time.
base::Json demand_json(const service::DemandHistory& history);
/// Suggestions with the words that say why.
base::Json suggestions_json(const std::vector<service::SuggestionView>& suggestions);
/// A table with what is proposed for its columns.
base::Json table_look_json(const service::TableLook& look);
/// Counts that reconcile.
base::Json confirm_json(const service::ConfirmReport& report);

}  // namespace guvoh::http

// SPDX-License-Identifier: AGPL-3.0-or-later
//
// What a source says, as fields of records: plain, before anything is looked up. For the files of this module only.
//
// Threads: plain functions.
#pragma once

#include <string>
#include <vector>

#include "base/json.h"
#include "recommendations/review_sources.h"

namespace guvoh::recommendations {

/// Puts a text under a name unless it is empty.
void put_text(base::Json& fields, const char* name, const std::string& text);
/// Puts a list of codes under a name unless it is empty.
void put_codes(base::Json& fields, const char* name, const std::vector<std::string>& codes);

/// The review itself, without its documents.
base::Json review_fields(const SourceReview& review);
/// What both recommendations and pledges have.
base::Json common_fields(const SourceItems& items, const SourceRecommendation& one);
/// What recommendations have besides. `order` counts in the source.
void put_recommendation_fields(base::Json& fields, const SourceReview& review, const SourceRecommendation& one, std::size_t order);
/// The status of a treaty, without its source.
base::Json status_fields(const SourceStatus& status);

}  // namespace guvoh::recommendations

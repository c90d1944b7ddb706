// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Runs a plan over all segments: counts every match that may be seen, and keeps the best.
//
// Threads: any; the segments' cache is in use (PageCache::Use) meanwhile.
#pragma once

#include "search/index.h"
#include "search/plan.h"
#include "search/segment_list.h"

namespace guvoh::search {

/// Gives total and hits. Errors: Corrupt.
base::Expected<SearchResult> evaluate(const SegmentList& list, const Plan& plan, const SearchFilter& filter,
                                      std::uint32_t limit, std::uint32_t offset);

}  // namespace guvoh::search

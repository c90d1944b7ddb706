// SPDX-License-Identifier: AGPL-3.0-or-later
//
// What a search sees: the segments of one moment, in the order their documents were added.
//
// Threads: constant once published.
#pragma once

#include <memory>
#include <vector>

#include "search/segment.h"

namespace guvoh::search {

struct SegmentList {
    std::vector<std::shared_ptr<const Segment>> segments;

    std::uint64_t unit_count() const;
    std::uint64_t word_count() const;
    /// The average length of a unit, at least 1.
    float average_length() const;
};

}  // namespace guvoh::search

// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Joins segments into one, leaving out documents that are to vanish.
//
// Inputs are read and the output is written from front to back, and what must wait is set aside in sealed pages, so memory does
// not grow with the segments but by a byte for each unit and by the longest list of one input.
// Threads: one.
#pragma once

#include <memory>
#include <span>

#include "search/segment.h"

namespace guvoh::search {

/// Where a merged segment goes. With no file it goes to memory, and with no pages all that waits is kept in memory.
struct MergeOutput {
    vault::SealedPages* pages = nullptr;  ///< borrowed for the call
    std::unique_ptr<vault::PageWriter> file;
};

/// Writes one segment with all documents of `inputs`, in their order, but those in `dropped` (sorted).
///
/// Takes:   inputs that no search uses: pages already read are given back while it goes on.
/// Gives:   the bytes when there is no file.
/// Cost:    every number is read and written once; what waits twice.
base::Expected<base::Bytes> merge_segments(std::span<const std::shared_ptr<const Segment>> inputs,
                                           std::span<const std::uint32_t> dropped, MergeOutput output);

}  // namespace guvoh::search

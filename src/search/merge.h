// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Joins segments into one, leaving out documents that are to vanish.
//
// Threads: one.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "search/segment.h"

namespace guvoh::search {

/// Writes one segment with all documents of `inputs`, in their order, but those in `dropped` (sorted).
///
/// Takes:   inputs that no search uses: pages already read are given back while it goes on.
/// Gives:   the bytes when `file` is null.
/// Cost:    every number is read and written once; memory: the unit columns and the output's dictionary.
base::Expected<base::Bytes> merge_segments(std::span<const std::shared_ptr<const Segment>> inputs,
                                           std::span<const std::uint32_t> dropped, std::unique_ptr<vault::PageWriter> file);

}  // namespace guvoh::search

// SPDX-License-Identifier: AGPL-3.0-or-later
//
// How this process gives memory back to the machine.
//
// Threads: any.
#pragma once

namespace guvoh::platform {

/// From now on, pieces of a megabyte and more go back to the machine as soon as they are freed. Left to itself, glibc raises
/// that limit to 32 MB with use, and a long ingestion grows by tens of megabytes of holes. For the whole process; call it often.
void return_freed_memory();

}  // namespace guvoh::platform

// SPDX-License-Identifier: AGPL-3.0-or-later
//
// What becomes of this process's memory.
//
// Threads: any.
#pragma once

namespace guvoh::platform {

/// From now on, pieces of a megabyte and more go back to the machine as soon as they are freed. Left to itself, glibc raises
/// that limit to 32 MB with use, and a long ingestion grows by tens of megabytes of holes. For the whole process; call it often.
void return_freed_memory();

/// From now on, a crash writes no core file and other programs of this user cannot read our memory: it holds plain text and keys.
void keep_memory_private();

}  // namespace guvoh::platform

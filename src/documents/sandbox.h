// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Takes away what a parser does not need, in two steps: the worker (which still receives files and forks) and, stricter, the
// process that parses one document. Neither can open a file, make a socket, start a program, or signal a process; the second
// cannot fork either. Landlock is added where the kernel has it.
//
// Threads: for a process with one thread.
// Source: docs/threat-model.md; seccomp(2), landlock(7).
#pragma once

#include "base/error.h"
#include "base/bytes.h"
#include "documents/extractor.h"

namespace guvoh::documents {

class Sandbox {
public:
    /// Compiles the filters; before lock_worker(). Errors: Unsupported without seccomp.
    static base::Expected<Sandbox> prepare();
    /// Locks this process down as a worker, for good.
    base::Status lock_worker() const;
    /// Locks a forked process down further, to parse one document within limits. `mapped_bytes`: how much of its address space
    /// the document takes.
    base::Status lock_document(const Limits& limits, std::uint64_t mapped_bytes) const;

private:
    base::Bytes worker_filter_, document_filter_;
    std::uint64_t own_bytes_ = 0;  // address space of the worker itself
};

}  // namespace guvoh::documents

// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The worker process: receives a document, parses it (complex ones in a fork of itself), answers. Not for other modules; the
// tests start it with a hook that probes the sandbox from inside.
//
// Threads: a process of one thread.
// Implements: docs/formats/extraction.md, "Between the processes"
#pragma once

#include "documents/parsers.h"

namespace guvoh::documents {

/// Tests only: sees each document first, inside the document's own locked process; true = it has dealt with it.
using WorkerHook = bool (*)(const Source& source, Output& out);

/// Runs the worker until the program that started it goes away. `hook` is null in the product.
int run_extract_worker(int argc, char** argv, WorkerHook hook);

/// The descriptor of the control socket in the worker.
inline constexpr int kControlFd = 3;

}  // namespace guvoh::documents

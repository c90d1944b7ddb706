// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/memory.h"

#include <malloc.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include "platform/sanitized.h"

namespace guvoh::platform {

void return_freed_memory() {
#ifdef __GLIBC__
    constexpr int kLimitBytes = 1 << 20;
    mallopt(M_MMAP_THRESHOLD, kLimitBytes);  // a set limit stays where it is
    mallopt(M_TRIM_THRESHOLD, kLimitBytes);
#endif
}

void keep_memory_private() {
    const rlimit none{0, 0};
    setrlimit(RLIMIT_CORE, &none);
#ifndef GUVOH_SANITIZED         // the search for leaks reads our memory from another process
    prctl(PR_SET_DUMPABLE, 0);  // where a program takes the core, the limit does not count
#endif
}

}  // namespace guvoh::platform

// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/memory.h"

#include <malloc.h>

namespace guvoh::platform {

void return_freed_memory() {
#ifdef __GLIBC__
    constexpr int kLimitBytes = 1 << 20;
    mallopt(M_MMAP_THRESHOLD, kLimitBytes);  // a set limit stays where it is
    mallopt(M_TRIM_THRESHOLD, kLimitBytes);
#endif
}

}  // namespace guvoh::platform

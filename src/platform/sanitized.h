// SPDX-License-Identifier: AGPL-3.0-or-later
//
// GUVOH_SANITIZED: built with the address or thread sanitizer, which look into the process as nobody else may, and need more memory.
#pragma once

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define GUVOH_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define GUVOH_SANITIZED 1
#endif
#endif

// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/memory.h"

#include <gtest/gtest.h>

#include <memory>
#include <vector>

#include "platform/clock.h"

namespace guvoh::platform {
namespace {

#if defined(__has_feature)
constexpr bool kSanitized = __has_feature(address_sanitizer) || __has_feature(thread_sanitizer);
#else
constexpr bool kSanitized = false;
#endif

TEST(Memory, OfAMegabyteAndMoreGoesBackWhenItIsFreed) {
    if (kSanitized) GTEST_SKIP() << "SKIPPED: a sanitizer keeps freed memory on purpose";
    return_freed_memory();
    std::vector<char>(30U << 20, 'x').clear();  // freeing this is what would raise the limit
    const std::uint64_t before = resident_bytes();
    auto large = std::make_unique<std::vector<char>>(8U << 20, 'x');
    const auto in_use = std::make_unique<std::vector<char>>(100U << 10, 'x');  // would lie above it and hold it
    ASSERT_GT(resident_bytes(), before + (7U << 20));

    large.reset();

    EXPECT_LT(resident_bytes(), before + (2U << 20));
    EXPECT_EQ(in_use->front(), 'x');
}

}  // namespace
}  // namespace guvoh::platform

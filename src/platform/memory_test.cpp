// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/memory.h"

#include <gtest/gtest.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include <cstdlib>
#include <memory>
#include <vector>

#include "platform/clock.h"
#include "platform/sanitized.h"

namespace guvoh::platform {
namespace {

#ifdef GUVOH_SANITIZED
constexpr bool kSanitized = true;
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

TEST(MemoryDeathTest, IsNotWrittenToACoreFile) {
    const auto is_private = [] {
        keep_memory_private();
        rlimit core{};
        getrlimit(RLIMIT_CORE, &core);
        const bool is_dumpable = prctl(PR_GET_DUMPABLE) != 0;
        std::exit(core.rlim_max == 0 && is_dumpable == kSanitized ? 0 : 1);
    };

    EXPECT_EXIT(is_private(), ::testing::ExitedWithCode(0), "");
}

}  // namespace
}  // namespace guvoh::platform

// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/clock.h"

#include <gtest/gtest.h>

#include <vector>

namespace guvoh::platform {
namespace {

TEST(Clock, WritesInstantsAsRfc3339) {
    EXPECT_EQ(instant_text(0), "1970-01-01T00:00:00.000Z");
    EXPECT_EQ(instant_text(1700000000123), "2023-11-14T22:13:20.123Z");
    EXPECT_EQ(instant_text(-1), "1969-12-31T23:59:59.999Z");
    EXPECT_EQ(instant_text(951782400000), "2000-02-29T00:00:00.000Z");
}

TEST(Clock, TheMachinesClockIsInThisCentury) {
    const std::int64_t now = system_clock()();

    EXPECT_GT(now, 1600000000000);
    EXPECT_LT(now, 4100000000000);
}

TEST(Process, KnowsItsCpuTimeAndMemory) {
    const double before = process_cpu_seconds();
    const std::uint64_t resident = resident_bytes();
    const std::vector<char> memory(64 << 20, 1);

    EXPECT_GT(resident_bytes(), resident + (32U << 20));
    EXPECT_GE(process_cpu_seconds(), before);
    EXPECT_EQ(memory[12345], 1);
}

}  // namespace
}  // namespace guvoh::platform

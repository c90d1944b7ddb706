// SPDX-License-Identifier: AGPL-3.0-or-later
#include <gtest/gtest.h>

#include <algorithm>

#include "platform/memory_file_system.h"
#include "vault/stored_pages.h"

namespace guvoh::vault {
namespace {

base::Bytes page_of(base::Byte value) { return base::Bytes(kPagePayloadBytes, value); }

TEST(ScratchPages, GiveBackEveryPageInAnyOrder) {
    platform::MemoryFileSystem files;
    for (const bool encrypted : {true, false}) {
        auto pages = StoredPages::open_folder(files, "/p", crypto::Key::random(), encrypted).value();
        auto scratch = pages->scratch().value();
        for (base::Byte value = 0; value < 40; ++value) ASSERT_TRUE(scratch->append(page_of(value)));

        base::Bytes page(kPagePayloadBytes);
        for (const std::uint64_t index : {39U, 0U, 17U, 17U}) {
            ASSERT_TRUE(scratch->read_page(index, page));
            EXPECT_EQ(page, page_of(static_cast<base::Byte>(index)));
        }
        EXPECT_EQ(scratch->read_page(40, page).error().kind, base::ErrorKind::Invalid);
        EXPECT_EQ(scratch->append(base::Bytes(5)).error().kind, base::ErrorKind::Invalid);
    }
}

TEST(ScratchPages, HaveNoNameAndDoNotMeet) {
    platform::MemoryFileSystem files;
    auto pages = StoredPages::open_folder(files, "/p", crypto::Key::random(), true).value();
    auto one = pages->scratch().value();
    auto other = pages->scratch().value();
    ASSERT_TRUE(one->append(page_of(1)));
    ASSERT_TRUE(other->append(page_of(2)));

    base::Bytes page(kPagePayloadBytes);
    ASSERT_TRUE(one->read_page(0, page));
    EXPECT_EQ(page, page_of(1));
    EXPECT_TRUE(files.list("/p").value().empty());
    EXPECT_TRUE(pages->list().value().empty());
}

TEST(ScratchPages, LeaveNothingReadableWhereACrashBringsTheNameBack) {
    int came_back = 0;
    for (std::uint64_t seed = 1; seed <= 30; ++seed) {
        platform::MemoryFileSystem files;
        auto pages = StoredPages::open_folder(files, "/p", crypto::Key::random(), true).value();
        ASSERT_TRUE(files.sync_folder("/"));
        auto scratch = pages->scratch().value();
        for (int i = 0; i < 8; ++i) ASSERT_TRUE(scratch->append(page_of(0x55)));
        files.power_cut(seed);

        const auto names = files.list("/p").value();
        for (const auto& entry : names) {
            const auto left = platform::read_file(files, "/p/" + entry.name, 1U << 20).value();
            came_back += left.empty() ? 0 : 1;
            EXPECT_EQ(std::search_n(left.begin(), left.end(), 8, base::Byte{0x55}), left.end());
        }
        ASSERT_TRUE(StoredPages::open_folder(files, "/p", crypto::Key::random(), true));
        EXPECT_TRUE(files.list("/p").value().empty());
    }
    EXPECT_GT(came_back, 0);
}

TEST(ScratchPages, TellOfAFullDiskAndOfAPageThatNeverArrived) {
    platform::MemoryFileSystem files;
    auto pages = StoredPages::open_folder(files, "/p", crypto::Key::random(), true).value();
    auto scratch = pages->scratch().value();
    base::Bytes page(kPagePayloadBytes);

    files.set_fault_plan([](std::uint64_t, std::string_view what) { return what == "write" ? platform::Fault::FailFull : platform::Fault::None; });
    EXPECT_EQ(scratch->append(page_of(1)).error().kind, base::ErrorKind::Full);
    files.set_fault_plan({});
    EXPECT_EQ(scratch->read_page(0, page).error().kind, base::ErrorKind::Corrupt);
    ASSERT_TRUE(scratch->append(page_of(2)));
    ASSERT_TRUE(scratch->read_page(1, page));
    EXPECT_EQ(page, page_of(2));
}

}  // namespace
}  // namespace guvoh::vault

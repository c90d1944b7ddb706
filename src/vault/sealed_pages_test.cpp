// SPDX-License-Identifier: AGPL-3.0-or-later
#include "vault/sealed_pages.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "platform/memory_file_system.h"
#include "vault/stored_pages.h"

namespace guvoh::vault {
namespace {

using base::ErrorKind;

crypto::Key key() {
    crypto::Key key;
    key.span()[3] = 9;
    return key;
}

class PagesTest : public ::testing::Test {
protected:
    void SetUp() override { pages_ = std::move(StoredPages::open_folder(files_, "/p", key(), true).value()); }
    void make(const std::string& name, unsigned count) {
        auto writer = pages_->create(name).value();
        for (unsigned page = 0; page < count; ++page) ASSERT_TRUE(writer->append(base::Bytes(100 + page, static_cast<base::Byte>(page))));
        ASSERT_TRUE(writer->finish());
    }
    /// Reads all; the first error, if any.
    base::Status read_all(const std::string& name) {
        GUVOH_TRY(auto file, pages_->open(name));
        base::Bytes page(kPagePayloadBytes);
        for (std::uint64_t index = 0; index < file->page_count(); ++index) GUVOH_TRY_VOID(file->read_page(index, page));
        return {};
    }
    base::Bytes stored(const std::string& name) { return platform::read_file(files_, "/p/" + name, 1U << 26).value(); }
    void store(const std::string& name, const base::Bytes& bytes) {
        ASSERT_TRUE(files_.remove("/p/" + name));
        ASSERT_TRUE(files_.open("/p/" + name, platform::OpenMode::CreateNew).value()->write_at(0, bytes));
    }
    platform::MemoryFileSystem files_;
    std::unique_ptr<StoredPages> pages_;
};

TEST_F(PagesTest, GivesBackPagesPaddedWithZeros) {
    make("segment-1", 40);

    auto file = pages_->open("segment-1").value();
    base::Bytes page(kPagePayloadBytes);

    ASSERT_EQ(file->page_count(), 40U);
    ASSERT_TRUE(file->read_page(39, page));
    EXPECT_EQ(page[0], 39);
    EXPECT_EQ(page[138], 39);
    EXPECT_EQ(page[139], 0);
    EXPECT_EQ(file->read_page(40, page).error().kind, ErrorKind::Invalid);
}

TEST_F(PagesTest, LeavesNothingOfAFileThatWasNotFinished) {
    {
        auto writer = pages_->create("a").value();
        ASSERT_TRUE(writer->append(base::Bytes(5, 5)));
    }

    EXPECT_TRUE(pages_->list().value().empty());
    EXPECT_EQ(pages_->open("a").error().kind, ErrorKind::NotFound);
    EXPECT_TRUE(files_.list("/p").value().empty());
}

TEST_F(PagesTest, KeepsAFinishedFileThroughAPowerCut) {
    ASSERT_TRUE(files_.sync_folder("/"));
    make("a", 3);

    files_.power_cut();

    EXPECT_TRUE(read_all("a"));
}

TEST_F(PagesTest, ListsAndErases) {
    make("b", 1);
    make("a", 0);

    EXPECT_EQ(pages_->list().value(), (std::vector<std::string>{"a", "b"}));
    EXPECT_EQ(pages_->create("a").error().kind, ErrorKind::Conflict);
    ASSERT_TRUE(pages_->erase("a"));
    EXPECT_EQ(pages_->list().value(), (std::vector<std::string>{"b"}));
    EXPECT_EQ(pages_->create("../a").error().kind, ErrorKind::Invalid);
}

TEST_F(PagesTest, FindsFlipsCutsInsertionsAndSwaps) {
    make("a", 4);
    make("b", 4);
    const auto whole = stored("a");
    const auto other = stored("b");

    EXPECT_TRUE(rc::check([&] {
        auto damaged = whole;
        const auto at = *rc::gen::inRange<std::size_t>(0, whole.size());
        switch (*rc::gen::inRange(0, 5)) {
            case 0: damaged[at] ^= static_cast<base::Byte>(1U << *rc::gen::inRange(0, 8)); break;
            case 1: damaged.resize(at); break;
            case 2: damaged.insert(damaged.begin() + static_cast<std::ptrdiff_t>(at), base::Byte{1}); break;
            case 3: damaged = other; break;  // another file under this name
            default: {
                const std::ptrdiff_t page = 16400;
                std::swap_ranges(damaged.begin() + 96, damaged.begin() + 96 + page, damaged.begin() + 96 + page);
            }
        }
        store("a", damaged);
        const auto found = read_all("a");
        RC_ASSERT(!found);
        RC_ASSERT(found.error().kind == ErrorKind::Corrupt);
    }));
}

}  // namespace
}  // namespace guvoh::vault

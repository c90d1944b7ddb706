// SPDX-License-Identifier: AGPL-3.0-or-later
//
// What every FileSystem must do, as one suite that runs against each kind. A new kind adds one line to
// file_system_conformance_test.cpp.
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "platform/file_system.h"

namespace guvoh::platform::testing {

/// A file system and an empty folder in it.
struct FileSystemUnderTest {
    FileSystem* files = nullptr;
    std::string folder;
    std::shared_ptr<void> keeper;  ///< cleans up when dropped
};

struct FileSystemKind {
    std::string name;
    std::function<FileSystemUnderTest()> make;
};

class FileSystemConformance : public ::testing::TestWithParam<FileSystemKind> {
protected:
    FileSystemConformance() : made_(GetParam().make()), files(*made_.files) {}
    std::string path(const std::string& name) const { return made_.folder + "/" + name; }
    const std::string& folder() const { return made_.folder; }

    std::unique_ptr<File> create(const std::string& name, std::string_view text = {}) {
        auto file = files.open(path(name), OpenMode::CreateNew).value();
        EXPECT_TRUE(file->write_at(0, base::as_bytes(text)));
        return file;
    }
    std::string content(const std::string& name) {
        const auto bytes = read_file(files, path(name), 1 << 20);
        return bytes ? std::string(base::as_text(*bytes))
                     : "error: " + std::string(base::error_kind_name(bytes.error().kind));
    }

private:
    FileSystemUnderTest made_;

protected:
    FileSystem& files;
};

inline base::ErrorKind kind_of(const base::Status& status) { return status.error().kind; }

TEST_P(FileSystemConformance, ReadsBackWhatWasWritten) {
    const auto file = create("a", "hello");
    base::Bytes out(3);

    EXPECT_EQ(file->size().value(), 5U);
    EXPECT_EQ(file->read_at(1, out).value(), 3U);
    EXPECT_EQ(base::as_text(out), "ell");
    EXPECT_EQ(file->read_at(4, out).value(), 1U);
    EXPECT_EQ(file->read_at(5, out).value(), 0U);
    EXPECT_EQ(file->read_at(500, out).value(), 0U);
}

TEST_P(FileSystemConformance, FillsAHoleWithZeros) {
    const auto file = create("a", "x");
    EXPECT_TRUE(file->write_at(3, base::as_bytes("y")));

    EXPECT_EQ(content("a"), std::string("x\0\0y", 4));
}

TEST_P(FileSystemConformance, CutsAndGrows) {
    const auto file = create("a", "hello");
    EXPECT_TRUE(file->truncate(2));
    EXPECT_EQ(content("a"), "he");
    EXPECT_TRUE(file->truncate(4));
    EXPECT_EQ(content("a"), std::string("he\0\0", 4));
    EXPECT_TRUE(file->sync());
}

TEST_P(FileSystemConformance, TwoHandlesSeeOneFile) {
    const auto file = create("a", "old");
    const auto other = files.open(path("a"), OpenMode::ReadWrite).value();
    EXPECT_TRUE(other->write_at(0, base::as_bytes("new")));

    EXPECT_EQ(content("a"), "new");
    EXPECT_EQ(file->size().value(), 3U);
}

TEST_P(FileSystemConformance, OpensInFourModes) {
    EXPECT_EQ(files.open(path("a"), OpenMode::ReadOnly).error().kind, base::ErrorKind::NotFound);
    EXPECT_EQ(files.open(path("a"), OpenMode::ReadWrite).error().kind, base::ErrorKind::NotFound);
    EXPECT_TRUE(files.open(path("a"), OpenMode::CreateOrOpen));
    EXPECT_EQ(files.open(path("a"), OpenMode::CreateNew).error().kind, base::ErrorKind::Conflict);
    EXPECT_TRUE(files.open(path("a"), OpenMode::CreateOrOpen));
    EXPECT_TRUE(files.open(path("a"), OpenMode::ReadWrite));
    EXPECT_EQ(files.open(path("no/a"), OpenMode::CreateNew).error().kind, base::ErrorKind::NotFound);
    EXPECT_EQ(files.open(path("a/b"), OpenMode::CreateNew).error().kind, base::ErrorKind::NotFound);
    EXPECT_EQ(files.open(folder(), OpenMode::ReadOnly).error().kind, base::ErrorKind::Io);
}

TEST_P(FileSystemConformance, RefusesToWriteThroughAReadingHandle) {
    create("a", "x");
    const auto file = files.open(path("a"), OpenMode::ReadOnly).value();

    EXPECT_FALSE(file->write_at(0, base::as_bytes("y")));
    EXPECT_FALSE(file->truncate(0));
    EXPECT_EQ(content("a"), "x");
}

TEST_P(FileSystemConformance, ListsByName) {
    EXPECT_TRUE(files.make_folders(path("sub/deep")));
    create("b", "12");
    create("a");
    const auto entries = files.list(folder()).value();

    ASSERT_EQ(entries.size(), 3U);
    EXPECT_EQ(entries[0].name, "a");
    EXPECT_EQ(entries[1].name, "b");
    EXPECT_EQ(entries[1].size_bytes, 2U);
    EXPECT_FALSE(entries[1].is_folder);
    EXPECT_EQ(entries[2].name, "sub");
    EXPECT_TRUE(entries[2].is_folder);
    EXPECT_EQ(files.list(path("none")).error().kind, base::ErrorKind::NotFound);
    EXPECT_EQ(files.list(path("a")).error().kind, base::ErrorKind::NotFound);
}

TEST_P(FileSystemConformance, MakesFoldersThatMayExist) {
    EXPECT_TRUE(files.make_folders(path("x/y/z")));
    EXPECT_TRUE(files.make_folders(path("x/y/z")));
    EXPECT_TRUE(files.exists(path("x/y/z")));
    create("file");
    EXPECT_FALSE(files.make_folders(path("file")));
}

TEST_P(FileSystemConformance, RemovesFilesAndEmptyFolders) {
    create("a");
    EXPECT_TRUE(files.make_folders(path("x/y")));

    EXPECT_TRUE(files.remove(path("a")));
    EXPECT_FALSE(files.exists(path("a")));
    EXPECT_EQ(kind_of(files.remove(path("a"))), base::ErrorKind::NotFound);
    EXPECT_EQ(kind_of(files.remove(path("x"))), base::ErrorKind::Conflict);
    EXPECT_TRUE(files.remove(path("x/y")));
    EXPECT_TRUE(files.remove(path("x")));
}

TEST_P(FileSystemConformance, ARemovedFileLivesWhileItIsOpen) {
    const auto file = create("a", "still");
    EXPECT_TRUE(files.remove(path("a")));
    base::Bytes out(5);

    EXPECT_EQ(file->read_at(0, out).value(), 5U);
    EXPECT_TRUE(file->write_at(0, base::as_bytes("S")));
}

TEST_P(FileSystemConformance, RenameReplaces) {
    create("a", "new");
    create("b", "old");
    EXPECT_TRUE(files.rename(path("a"), path("b")));

    EXPECT_EQ(content("b"), "new");
    EXPECT_FALSE(files.exists(path("a")));
    EXPECT_EQ(kind_of(files.rename(path("a"), path("c"))), base::ErrorKind::NotFound);
    EXPECT_EQ(kind_of(files.rename(path("b"), path("none/b"))), base::ErrorKind::NotFound);
}

TEST_P(FileSystemConformance, RenamesAFolderWithAllInIt) {
    EXPECT_TRUE(files.make_folders(path("x/y")));
    create("x/y/a", "in");
    EXPECT_TRUE(files.rename(path("x"), path("z")));

    EXPECT_EQ(content("z/y/a"), "in");
    EXPECT_FALSE(files.exists(path("x")));
    EXPECT_FALSE(files.rename(path("z"), path("z/y/z")));
}

TEST_P(FileSystemConformance, SyncsFoldersAndEverything) {
    create("a");

    EXPECT_TRUE(files.sync_folder(folder()));
    EXPECT_TRUE(files.sync_everything(folder()));
    EXPECT_EQ(kind_of(files.sync_folder(path("none"))), base::ErrorKind::NotFound);
    EXPECT_EQ(kind_of(files.sync_everything(path("none"))), base::ErrorKind::NotFound);
    EXPECT_GT(files.free_bytes(folder()).value(), 0U);
}

TEST_P(FileSystemConformance, ALockIsHeldOnceUntilItIsDropped) {
    auto first = files.lock(path("lock"));
    EXPECT_TRUE(first);
    EXPECT_EQ(files.lock(path("lock")).error().kind, base::ErrorKind::Locked);
    first = base::fail(base::ErrorKind::Cancelled, "dropped");

    EXPECT_TRUE(files.lock(path("lock")));
    EXPECT_TRUE(files.exists(path("lock")));
}

TEST_P(FileSystemConformance, WritesAWholeFileDurably) {
    EXPECT_TRUE(write_file_durably(files, path("a"), base::as_bytes("one")));
    create("a.new", "left by a crash");
    EXPECT_TRUE(write_file_durably(files, path("a"), base::as_bytes("two")));

    EXPECT_EQ(content("a"), "two");
    EXPECT_EQ(files.list(folder())->size(), 1U);
    EXPECT_EQ(kind_of(write_file_durably(files, path("no/a"), {})), base::ErrorKind::NotFound);
}

TEST_P(FileSystemConformance, ReadsNoMoreThanTheLimit) {
    create("a", "12345");

    EXPECT_EQ(read_file(files, path("a"), 4).error().kind, base::ErrorKind::Invalid);
    EXPECT_EQ(read_file(files, path("a"), 5)->size(), 5U);
}

TEST_P(FileSystemConformance, PositionalReadsAndWritesMayRunAtOnce) {
    const auto file = create("a");
    std::vector<std::thread> threads;
    for (unsigned char part = 0; part < 4; ++part) {
        threads.emplace_back([&file, part] {
            const base::Bytes mine(100, part);
            base::Bytes back(100);
            for (std::uint64_t i = 0; i < 50; ++i) {
                ASSERT_TRUE(file->write_at((i * 4 + part) * 100, mine));
                ASSERT_EQ(file->read_at((i * 4 + part) * 100, back).value(), 100U);
                ASSERT_EQ(back, mine);
            }
        });
    }
    for (auto& thread : threads) thread.join();

    EXPECT_EQ(file->size().value(), 20000U);
}

}  // namespace guvoh::platform::testing

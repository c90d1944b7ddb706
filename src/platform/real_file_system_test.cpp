// SPDX-License-Identifier: AGPL-3.0-or-later
// What all kinds do is in testing/file_system_conformance.h; here is what only the real one can show.
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "platform/file_system.h"
#include "platform/testing/temporary_folder.h"

namespace guvoh::platform {
namespace {

using base::ErrorKind;

TEST(RealFileSystem, MakesFilesAndFoldersForTheOwnerOnly) {
    const testing::TemporaryFolder folder;
    FileSystem& files = real_file_system();
    ASSERT_TRUE(files.make_folders(folder / "a/b"));
    ASSERT_TRUE(files.open(folder / "a/file", OpenMode::CreateNew));
    struct stat about {};

    ASSERT_EQ(::stat((folder / "a/b").c_str(), &about), 0);
    EXPECT_EQ(about.st_mode & 0777U, 0700U);
    ASSERT_EQ(::stat((folder / "a/file").c_str(), &about), 0);
    EXPECT_EQ(about.st_mode & 0777U, 0600U);
}

TEST(RealFileSystem, WritesThroughNoLink) {
    const testing::TemporaryFolder folder;
    FileSystem& files = real_file_system();
    ASSERT_TRUE(write_file_durably(files, folder / "target", base::as_bytes("kept")));
    ASSERT_EQ(::symlink((folder / "target").c_str(), (folder / "link").c_str()), 0);

    EXPECT_EQ(files.open(folder / "link", OpenMode::ReadWrite).error().kind, ErrorKind::Denied);
    EXPECT_EQ(files.open(folder / "link", OpenMode::CreateOrOpen).error().kind, ErrorKind::Denied);
    EXPECT_EQ(files.open(folder / "link", OpenMode::CreateNew).error().kind, ErrorKind::Conflict);
    EXPECT_TRUE(files.open(folder / "link", OpenMode::ReadOnly));
}

TEST(RealFileSystem, DoesNotHangOnAPipe) {
    const testing::TemporaryFolder folder;
    ASSERT_EQ(::mkfifo((folder / "pipe").c_str(), 0600), 0);

    EXPECT_EQ(real_file_system().open(folder / "pipe", OpenMode::ReadOnly).error().kind, ErrorKind::Io);
}

TEST(RealFileSystem, AFullDiskIsFull) {
    const auto full = ::access("/dev/full", W_OK);
    if (full != 0) GTEST_SKIP() << "NO /dev/full HERE";
    // Only regular files open, so the mapping is shown with the largest file there may be.
    const testing::TemporaryFolder folder;
    const auto file = real_file_system().open(folder / "file", OpenMode::CreateNew).value();

    EXPECT_EQ(file->truncate(INT64_MAX).error().kind, ErrorKind::Full);
}

TEST(RealFileSystem, ErrorsNeverNameThePath) {
    const testing::TemporaryFolder folder;
    const base::Error error = real_file_system().open(folder / "Askarov", OpenMode::ReadOnly).error();

    EXPECT_EQ(error.text().find("Askarov"), std::string::npos);
}

TEST(RealFileSystem, ALockEndsWithItsProcess) {
    const testing::TemporaryFolder folder;
    const std::string path = folder / "lock";
    int ready[2];
    ASSERT_EQ(::pipe(ready), 0);
    const pid_t child = ::fork();
    if (child == 0) {
        const auto lock = real_file_system().lock(path);
        const char mark = lock ? 'y' : 'n';
        if (::write(ready[1], &mark, 1) != 1) ::_exit(1);
        ::pause();
        ::_exit(0);
    }
    char mark = 0;
    ASSERT_EQ(::read(ready[0], &mark, 1), 1);

    EXPECT_EQ(mark, 'y');
    EXPECT_EQ(real_file_system().lock(path).error().kind, ErrorKind::Locked);
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    EXPECT_TRUE(real_file_system().lock(path));
    ::close(ready[0]);
    ::close(ready[1]);
}

}  // namespace
}  // namespace guvoh::platform

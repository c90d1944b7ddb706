// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/walk.h"

#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

namespace guvoh::service {
namespace {

namespace fs = std::filesystem;

class WalkTest : public testing::Test {
protected:
    void SetUp() override {
        std::string pattern = (fs::temp_directory_path() / "guvoh-walk-XXXXXX").string();
        ASSERT_NE(mkdtemp(pattern.data()), nullptr);
        folder_ = pattern;
    }
    void TearDown() override { fs::remove_all(folder_); }
    void write(const std::string& name) {
        fs::create_directories((folder_ / name).parent_path());
        std::ofstream(folder_ / name) << name;
    }
    std::vector<std::string> all(std::vector<std::string> paths, const std::string& skip = "/nowhere") {
        Walk walk(std::move(paths), skip);
        std::vector<std::string> seen;
        while (const auto file = walk.next()) {
            seen.push_back(fs::path(file->path).lexically_relative(folder_).string() + (file->refusal.empty() ? "" : " refused"));
        }
        return seen;
    }
    fs::path folder_;
};

TEST_F(WalkTest, FindsFilesInFoldersInASteadyOrder) {
    write("b.txt");
    write("a/2.txt");
    write("a/1.txt");

    EXPECT_EQ(all({folder_.string()}), (std::vector<std::string>{"a/1.txt", "a/2.txt", "b.txt"}));
}

TEST_F(WalkTest, NamesWhatItWillNotOpen) {
    write("a.txt");
    fs::create_symlink("a.txt", folder_ / "link");
    ASSERT_EQ(mkfifo((folder_ / "pipe").c_str(), 0600), 0);

    EXPECT_EQ(all({folder_.string()}), (std::vector<std::string>{"a.txt", "link refused", "pipe refused"}));
}

TEST_F(WalkTest, NeverReadsTheRecordIntoItself) {
    write("vault/guvoh.db");
    write("z.txt");

    EXPECT_EQ(all({folder_.string()}, (folder_ / "vault").string()), (std::vector<std::string>{"vault refused", "z.txt"}));
}

TEST_F(WalkTest, NamesAPathThatDoesNotExist) {
    EXPECT_EQ(all({(folder_ / "none").string()}), std::vector<std::string>{"none refused"});
}

TEST_F(WalkTest, TellsWhyAPathCannotBeRead) {
    Walk walk({(folder_ / std::string(300, 'n')).string()}, "/nowhere");

    EXPECT_EQ(walk.next()->refusal, "cannot be read: File name too long");
}

TEST(ReadablePath, ConvertsNamesOfOldCharacterSetsAndKeepsOneLine) {
    EXPECT_EQ(readable_path("/дело/\xF1\xEF\xF0\xE0\xE2\xEA\xE0.pdf"), "/дело/справка.pdf");
    EXPECT_EQ(readable_path("a\n\x1B[31mb"), "a  [31mb");
}

}  // namespace
}  // namespace guvoh::service

// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/input_file.h"

#include <gtest/gtest.h>

#include "crypto/crypto.h"
#include "platform/file_system.h"
#include "platform/testing/temporary_folder.h"
#include "service/memory_file.h"

namespace guvoh::service {
namespace {

TEST(InputFile, ReadsAndHashesTheSameBytes) {
    const platform::testing::TemporaryFolder folder;
    const std::string path = folder.path() + "/file";
    const base::Bytes bytes(3'000'000, 7);
    ASSERT_TRUE(platform::write_file_durably(platform::real_file_system(), path, bytes).has_value());

    auto file = InputFile::open(path);

    ASSERT_TRUE(file.has_value());
    EXPECT_EQ(file->size_bytes(), bytes.size());
    EXPECT_EQ(file->hash().value(), crypto::sha256(bytes));
    EXPECT_EQ(file->read_all().value(), bytes);
}

TEST(InputFile, RefusesFoldersAndWhatIsNotThere) {
    const platform::testing::TemporaryFolder folder;

    EXPECT_FALSE(InputFile::open(folder.path()).has_value());
    EXPECT_EQ(InputFile::open(folder.path() + "/none").error().kind, base::ErrorKind::NotFound);
}

TEST(MemoryFile, HoldsWhatIsAppended) {
    auto file = MemoryFile::create();
    ASSERT_TRUE(file.has_value());
    ASSERT_TRUE(file->append(base::as_bytes("one ")).has_value());
    ASSERT_TRUE(file->append(base::as_bytes("two")).has_value());

    auto read = InputFile::open("/proc/self/fd/" + std::to_string(file->descriptor()));

    EXPECT_FALSE(read.has_value());  // a link: the sandbox gets the descriptor itself
    EXPECT_GE(file->descriptor(), 0);
}

}  // namespace
}  // namespace guvoh::service

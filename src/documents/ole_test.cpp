// SPDX-License-Identifier: AGPL-3.0-or-later
#include "documents/ole.h"

#include <gtest/gtest.h>

#include "documents/testing/files.h"

namespace guvoh::documents {
namespace {

TEST(OleFolder, GivesStreamsAndFolders) {
    const std::string long_one(9000, 'x');  // in sectors of its own; short ones share them
    const std::string file = testing::make_ole({{"Short", "words"}, {"Long", long_one}, {"Inner/Short", "other words"}});

    const auto root = OleFolder::open(base::as_bytes(file));

    ASSERT_TRUE(root) << root.error().text();
    EXPECT_EQ(root->names().size(), 3U);
    EXPECT_TRUE(root->has("Inner"));
    EXPECT_EQ(base::as_text(root->stream("Short").value()), "words");
    EXPECT_EQ(base::as_text(root->stream("Long").value()), long_one);
    EXPECT_EQ(base::as_text(root->folder("Inner")->stream("Short").value()), "other words");
    EXPECT_EQ(root->stream("Inner").error().kind, base::ErrorKind::NotFound);
    EXPECT_EQ(root->folder("Short").error().kind, base::ErrorKind::NotFound);
    EXPECT_EQ(root->stream("Nothing").error().kind, base::ErrorKind::NotFound);
}

TEST(OleFolder, SurvivesCutsAndFlips) {
    const std::string file = testing::make_ole({{"Short", "words"}, {"Long", std::string(9000, 'x')}, {"Inner/Short", "other words"}});
    const auto try_all = [](const std::string& bytes) {
        const auto root = OleFolder::open(base::as_bytes(bytes));
        if (!root) return root.error().kind == base::ErrorKind::Invalid;
        for (const std::string& name : root->names()) {
            const auto stream = root->stream(name.c_str());
            if (stream && stream->size() > bytes.size()) return false;
        }
        return true;
    };
    for (std::size_t size = 0; size < file.size(); size += 97) EXPECT_TRUE(try_all(file.substr(0, size))) << size;
    for (std::size_t at = 0; at < file.size(); at += 3) {
        std::string flipped = file;
        flipped[at] = static_cast<char>(flipped[at] ^ 0xFF);
        EXPECT_TRUE(try_all(flipped)) << at;
    }
}

}  // namespace
}  // namespace guvoh::documents

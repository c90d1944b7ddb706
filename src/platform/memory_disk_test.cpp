// SPDX-License-Identifier: AGPL-3.0-or-later
// Seen through the file system in memory_file_system_test.cpp; here is what it cannot show.
#include "platform/memory_disk.h"

#include <gtest/gtest.h>

namespace guvoh::platform {
namespace {

std::shared_ptr<MemoryNode> new_file() {
    auto node = std::make_shared<MemoryNode>();
    node->content = std::make_shared<MemoryContent>();
    return node;
}

TEST(MemoryContent, ATornWriteIsOnTheDiskThoughEarlierOnesAreNot) {
    MemoryContent content;
    content.write(0, base::as_bytes("abcd"));
    content.write_durably(2, base::as_bytes("X"));

    EXPECT_EQ(base::as_text(content.now()), "abXd");
    content.power_cut(nullptr);
    EXPECT_EQ(base::as_text(content.now()), std::string_view("\0\0X", 3));
}

TEST(MemoryTree, TellsRelativePathsFromAbsoluteOnes) {
    MemoryTree tree;
    tree.set(tree.place("a").value(), new_file());

    EXPECT_TRUE(tree.find("./a"));
    EXPECT_TRUE(tree.find("a"));
    EXPECT_FALSE(tree.find("/a"));
    EXPECT_FALSE(tree.find("a/b"));
    EXPECT_FALSE(tree.place("/"));
    EXPECT_FALSE(tree.place("."));
    EXPECT_TRUE(tree.place("//b//"));
}

TEST(MemoryTree, SyncingAFolderTakesAlongWhatItDependsOn) {
    MemoryTree tree;
    for (const char* folder : {"/from", "/to"}) tree.set(tree.place(folder).value(), std::make_shared<MemoryNode>());
    tree.sync_all();
    tree.set(tree.place("/from/a").value(), new_file());
    tree.set(tree.place("/from/other").value(), new_file());
    tree.move(tree.place("/from/a").value(), tree.place("/to/a").value());

    tree.sync(tree.find("/to").value());
    tree.power_cut(nullptr);

    EXPECT_TRUE(tree.find("/to/a"));
    EXPECT_FALSE(tree.find("/from/a"));
    EXPECT_TRUE(tree.find("/from/other"));
}

TEST(MemoryTree, SyncingOneFolderLeavesAnother) {
    MemoryTree tree;
    for (const char* folder : {"/one", "/two"}) tree.set(tree.place(folder).value(), std::make_shared<MemoryNode>());
    tree.sync_all();
    tree.set(tree.place("/one/a").value(), new_file());
    tree.set(tree.place("/two/a").value(), new_file());

    tree.sync(tree.find("/one").value());
    tree.power_cut(nullptr);

    EXPECT_TRUE(tree.find("/one/a"));
    EXPECT_FALSE(tree.find("/two/a"));
}

}  // namespace
}  // namespace guvoh::platform

// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/testing/small_workspace.h"

namespace guvoh::service {
namespace {

using testing::kFolder;
using testing::passphrase;
class WorkspaceTest : public testing::SmallWorkspace {};

TEST_F(WorkspaceTest, OpensOnlyWithThePassphraseAndOnlyOnce) {
    const auto second = Workspace::open(kFolder, passphrase(), &files_);
    ASSERT_FALSE(second.has_value());
    EXPECT_EQ(second.error().kind, base::ErrorKind::Locked);
    close();

    const auto wrong = Workspace::open(kFolder, make_passphrase("another").value(), &files_);
    ASSERT_FALSE(wrong.has_value());
    EXPECT_EQ(wrong.error().kind, base::ErrorKind::BadKey);
    const auto none = Workspace::open("/nowhere", passphrase(), &files_);
    ASSERT_FALSE(none.has_value());
    EXPECT_EQ(none.error().kind, base::ErrorKind::NotFound);
}

}  // namespace
}  // namespace guvoh::service

/// The sandboxed parsers are this program started anew.
int main(int argc, char** argv) {
    if (argc > 1 && std::string_view(argv[1]) == "--extract-worker") return guvoh::service::extract_worker_main(argc, argv);
    testing::InitGoogleTest(&argc, argv);
    return RUN_ALL_TESTS();
}

// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/testing/small_workspace.h"

namespace guvoh::service {
namespace {

using testing::kFolder;
using testing::passphrase;
class KeysTest : public testing::SmallWorkspace {};


TEST_F(KeysTest, ChangeThePassphraseAndRemoveAForgottenOne) {
    ASSERT_TRUE(workspace_->change_passphrase(passphrase(), make_passphrase("a new one").value()).has_value());
    ASSERT_TRUE(workspace_->add_passphrase(make_passphrase("for a colleague").value(), "colleague").has_value());
    EXPECT_EQ(workspace_->keyslots().size(), 3U);  // passphrase, recovery key, colleague
    close();

    EXPECT_EQ(Workspace::open(kFolder, passphrase(), &files_).error().kind, base::ErrorKind::BadKey);
    auto opened = Workspace::open(kFolder, make_passphrase("for a colleague").value(), &files_);
    ASSERT_TRUE(opened.has_value()) << opened.error().text();
    EXPECT_EQ((*opened)->remove_keyslot("00000000").error().kind, base::ErrorKind::NotFound);
}

}  // namespace
}  // namespace guvoh::service

// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/host.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>

namespace guvoh::service {
namespace {

namespace fs = std::filesystem;
using base::ErrorKind;

constexpr const char* kPassphrase = "seven purple lamps in the yard";

Passphrase typed(const char* text) { return make_passphrase(text).value(); }

class HostTest : public ::testing::Test {
protected:
    void SetUp() override {
        std::string pattern = (fs::temp_directory_path() / "guvoh-host-XXXXXX").string();
        ASSERT_NE(mkdtemp(pattern.data()), nullptr);
        parent_ = pattern;
        options_.stretch_memory_kib = 8192;
        options_.stretch_passes = 1;
        options_.members.stretch_cost = {8192, 1};
    }
    void TearDown() override {
        host_.reset();
        fs::remove_all(parent_);
    }
    std::string folder() const { return (parent_ / "record").string(); }
    void start(const char* passphrase = nullptr) {
        host_.reset();
        auto host = Host::start(folder(), passphrase == nullptr ? std::nullopt : std::optional<Passphrase>(typed(passphrase)), options_);
        ASSERT_TRUE(host.has_value()) << host.error().text();
        host_ = std::move(*host);
    }
    base::Expected<SetupDone> set_up(const char* passphrase = kPassphrase) {
        return host_->setup({"Coalition", "Aizada", "aizada", "en"}, typed(passphrase), {"127.0.0.1", "test"});
    }
    base::Expected<std::variant<SignedIn, SecondFactorNeeded>> sign_in(const char* passphrase) {
        return host_->sign_in("aizada", typed(passphrase), {"127.0.0.1", "test"});
    }

    fs::path parent_;
    HostOptions options_;
    std::unique_ptr<Host> host_;
};

TEST_F(HostTest, GoesFromAnEmptyFolderToAnOpenWorkspace) {
    start();
    EXPECT_EQ(host_->phase(), HostPhase::Empty);
    EXPECT_EQ(host_->records(), nullptr);

    const auto done = set_up();

    ASSERT_TRUE(done.has_value()) << done.error().text();
    EXPECT_EQ(host_->phase(), HostPhase::Open);
    EXPECT_EQ(host_->workspace_name(), "Coalition");
    EXPECT_FALSE(done->recovery_key.empty());
    EXPECT_TRUE(done->signed_in.caller.sees("general"));
    EXPECT_EQ(set_up().error().kind, ErrorKind::Conflict) << "only once";
}

TEST_F(HostTest, IsLockedAfterARestartUntilAPassphraseThatOpensItComes) {
    start();
    ASSERT_TRUE(set_up().has_value());
    start();
    EXPECT_EQ(host_->phase(), HostPhase::Locked);
    EXPECT_EQ(host_->members(), nullptr);
    EXPECT_EQ(set_up().error().kind, ErrorKind::Conflict);

    EXPECT_EQ(sign_in("nine green tables at the lake").error().kind, ErrorKind::BadKey);
    EXPECT_EQ(host_->phase(), HostPhase::Locked);
    const auto in = sign_in(kPassphrase);

    ASSERT_TRUE(in.has_value()) << in.error().text();
    EXPECT_EQ(host_->phase(), HostPhase::Open);
    EXPECT_EQ(host_->workspace_name(), "Coalition");
}

TEST_F(HostTest, TheRecoveryKeyFromPaperGivesTheFirstMemberANewPassphrase) {
    start();
    const auto done = set_up();
    ASSERT_TRUE(done.has_value());
    host_.reset();
    {
        auto workspace = Workspace::open_with_recovery_key(folder(), done->recovery_key);
        ASSERT_TRUE(workspace.has_value()) << workspace.error().text();
        const auto status = recover_member(**workspace, done->recovery_key, "aizada", typed("nine green tables at the lake"));
        ASSERT_TRUE(status.has_value()) << status.error().text();
    }
    start();

    const auto in = sign_in("nine green tables at the lake");

    ASSERT_TRUE(in.has_value()) << in.error().text();
    EXPECT_TRUE(std::get<SignedIn>(*in).info.compartments.at(0).can_open) << "sealed names open again";
}

TEST_F(HostTest, MakesWhoGuessesWaitLongerAndLonger) {
    start();
    ASSERT_TRUE(set_up().has_value());
    start();

    ErrorKind last = ErrorKind::BadKey;
    for (int i = 0; i < 7 && last == ErrorKind::BadKey; ++i) last = sign_in("nine green tables at the lake").error().kind;

    EXPECT_EQ(last, ErrorKind::Busy);
    EXPECT_EQ(sign_in(kPassphrase).error().kind, ErrorKind::Busy) << "the right one waits too, or it would be told from wrong ones";
}

TEST_F(HostTest, RefusesAWeakPassphraseBeforeAnythingIsMade) {
    start();

    EXPECT_EQ(set_up("password").error().kind, ErrorKind::Invalid);

    EXPECT_EQ(host_->phase(), HostPhase::Empty);
    EXPECT_FALSE(fs::exists(folder()));
}

TEST_F(HostTest, AWorkspaceMadeAtTheTerminalIsClaimedByWhoKnowsItsPassphrase) {
    {
        CreateOptions create;
        create.stretch_memory_kib = 8192;
        create.stretch_passes = 1;
        ASSERT_TRUE(Workspace::create(folder(), typed(kPassphrase), create).has_value());
    }
    start(kPassphrase);
    EXPECT_EQ(host_->phase(), HostPhase::Unclaimed);

    EXPECT_EQ(set_up("nine green tables at the lake").error().kind, ErrorKind::BadKey);
    EXPECT_EQ(host_->phase(), HostPhase::Unclaimed);
    host_.reset();
    start(kPassphrase);
    const auto done = set_up();

    ASSERT_TRUE(done.has_value()) << done.error().text();
    EXPECT_FALSE(done->recovery_key.empty());
    EXPECT_EQ(host_->phase(), HostPhase::Open);
}

}  // namespace
}  // namespace guvoh::service

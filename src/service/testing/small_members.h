// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Members on a vault in memory, with a clock that the test sets and the least stretching there is.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>

#include "access/sealing.h"
#include "platform/memory_file_system.h"
#include "registry/records.h"
#include "service/members.h"
#include "vault/testing/small_vault.h"

namespace guvoh::service::testing {

inline constexpr const char* kGoodPassphrase = "violet tram nine gardens";
inline constexpr const char* kOtherPassphrase = "quiet copper ladder seven";

/// A workspace's members: the first one is signed in as lead and administrator.
class SmallMembers : public ::testing::Test {
protected:
    void SetUp() override {
        auto created = vault::Vault::create("/v", vault::testing::passphrase(), vault::testing::quick_options(files_));
        ASSERT_TRUE(created.has_value()) << created.error().text();
        vault_ = std::move(created->vault);
        recovery_key_ = created->recovery_key.text;
        auto records = registry::Records::create(*vault_, files_, {"the first", "a laptop"}, clock());
        ASSERT_TRUE(records.has_value()) << records.error().text();
        records_ = std::move(*records);
        open();
    }
    void open() {
        auto members = Members::open(*records_, vault_->database(), clock(), options_);
        ASSERT_TRUE(members.has_value()) << members.error().text();
        members_ = std::move(*members);
    }
    /// As after the program was ended and started again.
    void restart() {
        members_.reset();
        open();
    }
    platform::Clock clock() {
        return [this] { return now_; };
    }

    SignedIn first() {
        auto made = members_->create_first({"Temir Askarov", "temir", "ru", recovery_key_}, Passphrase(kGoodPassphrase), {"10.0.0.1", "Browser"});
        EXPECT_TRUE(made.has_value()) << made.error().text();
        return std::move(*made);
    }
    std::string role(std::string_view name) {
        const auto roles = members_->roles(Caller::owner()).value();
        const auto found = std::find_if(roles.begin(), roles.end(), [&](const RoleInfo& info) { return info.name == name; });
        return found == roles.end() ? "" : found->id;
    }
    Caller caller(const SignedIn& who) {
        const auto view = members_->session(who.session_token);
        EXPECT_TRUE(view.has_value());
        return view ? view->caller : Caller{};
    }
    bool here(const SignedIn& who) { return members_->session(who.session_token).has_value(); }
    Invited invited(const Caller& by, const std::string& login, const std::vector<std::string>& roles,
                    const std::vector<std::string>& compartments = {"general"}) {
        auto made = members_->invite(by, {"Name of " + login, login, roles, compartments, 7});
        EXPECT_TRUE(made.has_value()) << made.error().text();
        return made.value_or(Invited{});
    }
    SignedIn joined(const Invited& invitation, const char* passphrase = kOtherPassphrase) {
        auto made = members_->join(invitation.token, Passphrase(passphrase), "en", {"10.0.0.2", "Other"});
        EXPECT_TRUE(made.has_value()) << made.error().text();
        return std::move(*made);
    }
    /// Invites and joins.
    SignedIn another(const Caller& by, const std::string& login, const std::string& role_name,
                     const std::vector<std::string>& compartments = {"general"}) {
        return joined(invited(by, login, {role(role_name)}, compartments));
    }
    base::Expected<SignedIn> signed_in(const std::string& login, const char* passphrase, const std::string& address = "10.0.0.9") {
        auto result = members_->sign_in(login, Passphrase(passphrase), {address, "Browser"});
        if (!result) return base::fail(result.error());
        if (!std::holds_alternative<SignedIn>(*result)) return base::fail(base::ErrorKind::Cancelled, "a second factor is needed");
        return std::get<SignedIn>(std::move(*result));
    }
    static base::Json sealed_by(const Caller& who, std::string_view compartment) {
        return access::seal_field(*who.keys, compartment, {base::Id{}, "name"}, "\"a name\"", std::vector<std::string>{"name"}).value();
    }
    static bool opens(const Caller& who, const base::Json& value) {
        return access::open_field(*who.keys, {base::Id{}, "name"}, value).has_value();
    }

    std::int64_t now_ = 1'800'000'000'000;
    platform::MemoryFileSystem files_;
    MembersOptions options_ = {.stretch_cost = {8, 1}, .rp_id = "localhost", .origins = {"http://localhost"}};
    std::unique_ptr<vault::Vault> vault_;
    std::unique_ptr<registry::Records> records_;
    std::unique_ptr<Members> members_;
    std::string recovery_key_;
};

}  // namespace guvoh::service::testing

// SPDX-License-Identifier: AGPL-3.0-or-later
//
// What Members is made of, for its own files only.
//
// Threads: each part follows its own rule. Order of locks: the ledger's Writing, then `mutex`, then the sessions' lock; nothing
// is stretched and nothing is read from the database under `mutex` or the sessions' lock.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <set>

#include "access/credentials.h"
#include "access/passkeys.h"
#include "access/sessions.h"
#include "access/throttle.h"
#include "registry/records.h"
#include "service/members.h"
#include "service/members_directory.h"

namespace guvoh::service {

using access::Permission;
using access::PermissionSet;
using base::ErrorKind;
using base::fail;

/// Says which field an Invalid is about, in the way that forms read it: "field NAME: what".
template <class T>
base::Expected<T> in_field(std::string_view name, base::Expected<T> value) {
    if (!value && value.error().kind == ErrorKind::Invalid) value.error().detail = "field " + std::string(name) + ": " + value.error().detail;
    return value;
}

/// A passphrase was right; the second factor is awaited. In memory only.
struct PendingSignIn {
    base::Id member;
    std::string login;
    std::optional<crypto::BoxKey> key;
    base::Bytes passkey_challenge;
    std::int64_t until = 0;
    int attempts_left = 0;
};

/// Who a session's token stands for.
struct Me {
    base::Id member;
    std::string session_id, address;
};

struct Members::Parts {
    Parts(registry::Records& r, vault::Database& d, platform::Clock c, MembersOptions o);

    registry::Records& records;  // the workspace's; outlives this
    vault::Database& database;   // the same
    platform::Clock clock;
    MembersOptions options;
    access::Sessions sessions;
    access::Throttle throttle;
    access::Gate gate;
    access::PassphraseLock decoy;
    crypto::Key secrets_key;    // seals TOTP secrets in their table
    crypto::Key codes_key;      // under which recovery codes are hashed
    crypto::Key challenge_key;  // of this run: proves that a passkey challenge is ours

    std::mutex mutex;  // guards what follows
    std::shared_ptr<const Directory> directory;
    std::map<base::Hash, PendingSignIn> pending;             // by SHA-256 of the challenge
    std::map<base::Bytes, std::int64_t> used_challenges;  // passkey challenges that have served, until they expire

    std::shared_ptr<const Directory> current();
    void replace(Directory next);
    access::RelyingParty party() const { return {options.rp_id, "Guvoh", options.origins}; }

    /// Errors: Denied (kSignedOut).
    base::Expected<Me> me(std::string_view token);
    /// What a member may do and see now, with the keys that are held.
    static Caller caller_of(const MemberRecord& member, const Directory& directory, access::Keyring keys);
    /// Brings a session's Caller up to date. False when its member may be here no more.
    static bool refresh(access::Session& session, const Directory& directory);
    base::Expected<SignedIn> start_session(const base::Id& member, std::optional<crypto::BoxKey> key, const Origin& origin);
    base::Expected<SessionInfo> info_of(std::string_view token);
    /// The session of a token; `is_life` when somebody is there and not only an open page.
    base::Expected<SessionView> view_of(std::string_view token, bool is_life);
    /// Waits for a place to stretch in. Errors: Busy.
    base::Expected<access::Gate::Place> stretching_place();
    /// Counts an attempt. Errors: Busy with the wait.
    base::Status begin_attempt(std::string_view login, const std::string& address);
    /// The attempt failed: keeps the count where it makes somebody wait.
    void attempt_failed(std::string_view login);
    /// Opens the sealing key of a member who is signed in, with the passphrase typed once more.
    base::Expected<crypto::BoxKey> check_passphrase(const Me& me, const Passphrase& passphrase);
    /// Checks a passkey as the second factor. Errors: BadKey.
    base::Status use_passkey(const PendingSignIn& sign_in, const base::Json& proof);
    base::Status require_strong(const Passphrase& passphrase, const std::vector<std::string>& hints) const;
    base::Bytes seal_secret(base::ByteSpan secret, const base::Id& member) const;
    base::Expected<base::Bytes> open_secret(base::ByteSpan sealed, const base::Id& member) const;
    void forget_pending(const base::Id& member);
    /// Makes a passphrase open the vault too, in the place of what this member had for that.
    base::Status put_keyslot(const base::Id& member, const Passphrase& passphrase);
    /// Takes away what put_keyslot() gave.
    void erase_keyslots(const base::Id& member);
};

/// A change of who there is: a Writing with the directory as it is inside, and the caller's permissions as they are now.
class MembersChange {
public:
    /// Begins a change in the caller's name. Errors: Denied (kSignedOut) when the caller is no active member any more.
    static base::Expected<MembersChange> begin(Members::Parts& parts, std::string_view reason, const Caller& caller);
    /// Begins a change that a member makes about itself: joining, or being the first.
    static base::Expected<MembersChange> begin_as(Members::Parts& parts, std::string_view reason, const base::Id& member);

    const Directory& directory() const { return *directory_; }
    vault::WriteTransaction& session() { return writing_->session(); }
    base::Id new_id() { return writing_->new_id(); }
    const PermissionSet& permissions() const { return permissions_; }
    /// Errors: Denied.
    base::Status require(Permission permission) const;

    base::Status put(const MemberRecord& member);
    base::Status put(const RoleRecord& role);
    base::Status put(const CompartmentRecord& compartment);
    base::Status put(const GrantRecord& grant);
    /// Commits, and makes everybody see it.
    base::Status commit();

private:
    MembersChange(Members::Parts& parts, std::unique_ptr<registry::Writing> writing);
    base::Status put(const base::Id& record, std::string_view type, base::Expected<std::string> json, std::string_view compartment);

    Members::Parts* parts_;  // outlives the change
    std::unique_ptr<registry::Writing> writing_;
    std::shared_ptr<const Directory> directory_;
    PermissionSet permissions_;
    std::set<base::Id> touched_;
};

// ---- compartment keys (members_keys.cpp) --------------------------------------------------------------------------------

/// Seals one generation's key to a member: a Grant.
base::Status grant_key(MembersChange& change, std::string_view compartment, std::uint32_t generation, const crypto::Key& key,
                       const base::Id& member, const crypto::BoxPublicKey& to);
/// Starts a new generation for whoever is in the compartment, or invited to it, without `leaving`.
/// Errors: Conflict when nobody would be left who can open it.
base::Status start_generation(MembersChange& change, std::string_view compartment, const base::Id& leaving);
/// Takes the member's grants back, in one compartment or, when none is named, in all.
base::Status take_grants_back(MembersChange& change, const base::Id& member, std::string_view compartment);
/// Seals all generations that the caller holds of a compartment to an invitation. Errors: Denied without the present key.
base::Status invite_to(MembersChange& change, const Caller& caller, std::string_view compartment, const access::Invitation& invitation);

// ---- rules (members_rules.cpp) ------------------------------------------------------------------------------------------

/// Reads role ids. Errors: Invalid for none, or one that is not there.
base::Expected<std::vector<base::Id>> parse_roles(const Directory& directory, const std::vector<std::string>& ids);
/// Nobody gives what they do not have, except who manages roles, to others. Errors: Denied.
base::Status may_give(const MembersChange& change, const Caller& caller, const base::Id& to, const PermissionSet& permissions);
/// Errors: Denied unless the caller may act upon this member; Conflict for oneself.
base::Status may_act_on(const MembersChange& change, const Caller& caller, const MemberRecord& member);
/// Errors: Conflict when the member is the last lead or administrator, seen without the roles that stay.
base::Status keeps_somebody(const Directory& directory, const MemberRecord& member, const std::vector<base::Id>& roles_left);
/// A reason as a person gave it, or Invalid.
base::Expected<std::string> normal_reason(std::string_view reason);

}  // namespace guvoh::service

// SPDX-License-Identifier: AGPL-3.0-or-later
//
// What only the server needs to know of members, in tables of the vault: sealed private keys, TOTP secrets, hashes of recovery
// codes, passkeys, invitations, calendar links, counts of failures. None of it is in the ledger, none of it leaves the vault.
//
// Threads: each call works in the caller's transaction.
// Implements: docs/formats/access.md, "Tables"
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/passkeys.h"
#include "access/sealing_key.h"
#include "access/throttle.h"
#include "base/id.h"
#include "vault/database.h"

namespace guvoh::access {

/// SQL steps for Database::migrate("access", ...). Only ever appended to.
const std::vector<std::string>& access_migrations();

/// How a member signs in.
struct Credential {
    base::Id member;
    std::string login;  ///< as normal_login() gives it
    PassphraseLock lock;
    base::Bytes recovery_sealed;  ///< the first member's: the private key under the workspace's recovery key
    base::Bytes totp_sealed;      ///< empty: no TOTP
    std::int64_t totp_step = 0;   ///< the last one used
    std::int64_t last_seen_at = 0;
};
base::Expected<std::optional<Credential>> find_credential(vault::Session& session, std::string_view login);
base::Expected<std::optional<Credential>> find_credential(vault::Session& session, const base::Id& member);
base::Expected<bool> any_credential(vault::Session& session);
/// Adds or replaces.
base::Status put_credential(vault::Session& session, const Credential& credential);
base::Status put_totp_step(vault::Session& session, const base::Id& member, std::int64_t step);
base::Status put_last_seen(vault::Session& session, const base::Id& member, std::int64_t at);
/// Removes everything by which a member could come in or read: credential, codes, passkeys, invitation, calendar links.
base::Status erase_credentials(vault::Session& session, const base::Id& member);
/// Removes what stands beside the passphrase: TOTP, codes, passkeys.
base::Status erase_second_factors(vault::Session& session, const base::Id& member);

/// Replaces a member's recovery codes.
base::Status put_recovery_codes(vault::Session& session, const base::Id& member, const std::vector<base::Hash>& hashes);
/// Uses a code up. False when there is none of this hash.
base::Expected<bool> use_recovery_code(vault::Session& session, const base::Id& member, const base::Hash& hash);
base::Expected<std::uint32_t> count_recovery_codes(vault::Session& session, const base::Id& member);

/// A passkey as it is stored.
struct StoredPasskey {
    base::Id member;
    std::string label;
    std::int64_t created_at = 0;
    Passkey passkey;
    base::Bytes sealed_key;  ///< the private key under its prf result; empty: it opens none
};
base::Expected<std::optional<StoredPasskey>> find_passkey(vault::Session& session, base::ByteSpan credential_id);
/// Oldest first.
base::Expected<std::vector<StoredPasskey>> passkeys_of(vault::Session& session, const base::Id& member);
/// Errors: Conflict when the credential id is known.
base::Status add_passkey(vault::Session& session, const StoredPasskey& passkey);
base::Status put_sign_count(vault::Session& session, base::ByteSpan credential_id, std::uint32_t count);
base::Status put_passkey_key(vault::Session& session, base::ByteSpan credential_id, base::ByteSpan sealed_key);
/// False when the member has none of this id.
base::Expected<bool> erase_passkey(vault::Session& session, const base::Id& member, base::ByteSpan credential_id);

/// An invitation that waits; one a member.
struct Invitation {
    base::Id id, member;
    base::Hash token_hash{};
    crypto::BoxPublicKey public_key{};  ///< compartment keys are sealed to it until the member joins
    std::int64_t expires_at = 0;
};
base::Status put_invitation(vault::Session& session, const Invitation& invitation);
base::Expected<std::optional<Invitation>> find_invitation(vault::Session& session, const base::Hash& token_hash);
base::Expected<std::vector<Invitation>> invitations(vault::Session& session);
/// Removes a member's invitation with its keys.
base::Status erase_invitation(vault::Session& session, const base::Id& member);

/// A compartment's key, sealed to an invitation.
struct InvitedKey {
    base::Id member;
    std::string compartment;
    std::uint32_t generation = 0;
    base::Bytes sealed;
};
base::Status put_invited_key(vault::Session& session, const InvitedKey& key);
base::Expected<std::vector<InvitedKey>> invited_keys(vault::Session& session, const base::Id& member);
base::Status erase_invited_keys(vault::Session& session, const base::Id& member, std::string_view compartment);

/// A link by which a calendar program reads a member's dates without signing in.
struct CalendarLink {
    base::Id id, member;
    base::Hash token_hash{};
    bool titles = false;            ///< false: only kinds of dates and States
    std::string state;              ///< alpha-3; empty: of all States
    std::int64_t created_at = 0;
    std::int64_t last_used_at = 0;  ///< 0: never
};
base::Status add_calendar_link(vault::Session& session, const CalendarLink& link);
base::Expected<std::optional<CalendarLink>> find_calendar_link(vault::Session& session, const base::Hash& token_hash);
/// Oldest first.
base::Expected<std::vector<CalendarLink>> calendar_links_of(vault::Session& session, const base::Id& member);
base::Status put_calendar_link_used(vault::Session& session, const base::Id& id, std::int64_t at);
/// False when the member has none of this id.
base::Expected<bool> erase_calendar_link(vault::Session& session, const base::Id& member, const base::Id& id);
/// Removes all of a member.
base::Status erase_calendar_links(vault::Session& session, const base::Id& member);

/// Keeps the most recent thousand counts of failures.
base::Status put_count(vault::Session& session, const Throttle::Count& count);
base::Expected<std::vector<Throttle::Count>> counts(vault::Session& session);

/// Which records the directory of members is made of, so that it is read without walking all records.
base::Status note_record(vault::Session& session, const base::Id& record);
base::Expected<std::vector<base::Id>> noted_records(vault::Session& session);

}  // namespace guvoh::access

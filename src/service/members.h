// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Members: who there is, who is signed in, and who may do and see what. Every use case about members, roles, compartments,
// invitations and sessions stands here once, with its permission check inside.
//
// What everyone may know about members (names, roles, public keys, compartments, sealed grants) is in the ledger, signed like
// everything; what only the server needs (sealed private keys, TOTP secrets, passkeys) is in tables of the vault; sessions and
// opened keys are in memory only, and a restart ends them.
//
// Errors everywhere: BadKey for any wrong proof, with the same words and cost whatever was wrong; Busy with retry_after_s when
// throttled; Denied without the permission; NotFound for what the caller may not know of; Conflict for what would leave the
// workspace without a lead, an administrator or a key.
// "Me" calls take the session's token. A token that is not known (any more) is Denied with the detail kSignedOut.
// Threads: any. Changes are serialised by the ledger's one Writing; sessions have their own short lock; passphrases are
// stretched outside of all locks, few at once. The caller must not hold a Writing.
// Implements: docs/formats/access.md
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/error.h"
#include "crypto/secret.h"
#include "platform/clock.h"
#include "service/members_types.h"

namespace guvoh::registry {
class Records;
}
namespace guvoh::vault {
class Database;
}

namespace guvoh::service {

using access::Caller;
using crypto::Passphrase;

/// The detail of the Denied that a dead session gets; HTTP answers 401.
inline constexpr std::string_view kSignedOut = "signed out";

/// How good a passphrase is.
struct PassphraseStrength {
    int score = 0;             ///< 0 to 4
    bool acceptable = false;   ///< what join(), change_passphrase() and the others ask for
    std::string crack_time;    ///< "minutes", "hours", "days", "years", "centuries"
    std::string advice;        ///< "too_short", "common", "guessable", "repeats", "ok"
};
/// Judges a passphrase; hints are words that a guesser would try first (name, login, workspace).
PassphraseStrength passphrase_strength(std::string_view typed, const std::vector<std::string>& hints);

class Members {
public:
    struct Parts;  ///< for the files of this module

    /// Brings the tables up to date and reads who there is. `records` and `database` outlive this.
    static base::Expected<std::unique_ptr<Members>> open(registry::Records& records, vault::Database& database,
                                                         platform::Clock clock, MembersOptions options = {});
    ~Members();

    /// True while no member can sign in.
    bool empty() const;
    /// Reads members, roles and compartments again: after a rebuild or when entries came from elsewhere.
    base::Status reload();
    /// Ends all sessions and wipes their keys.
    void end_all_sessions();

    // ---- the doors ------------------------------------------------------------------------------------------------------

    /// Makes the roles, the compartment "general" and the first member (lead and administrator). Errors: Conflict when there
    /// is one; Invalid for the login, name, recovery key or a weak passphrase.
    base::Expected<SignedIn> create_first(const FirstMember& first, const Passphrase& passphrase, const Origin& origin);
    base::Expected<std::variant<SignedIn, SecondFactorNeeded>> sign_in(std::string_view login, const Passphrase& passphrase,
                                                                       const Origin& origin);
    /// `proof`: {"code"} for "totp" and "recovery_code", {"credential", "prf"?} for "passkey".
    base::Expected<SignedIn> second_factor(std::string_view challenge, std::string_view method, const base::Json& proof,
                                           const Origin& origin);
    /// Signing in with a passkey alone. Its `prf` result opens the sealing key; without it sealed fields stay sealed.
    base::Expected<PasskeyBegin> passkey_sign_in_begin();
    base::Expected<SignedIn> passkey_sign_in_finish(const PasskeyProof& proof, const Origin& origin);
    /// What an invitation's holder may know; NotFound when it is used, expired or revoked.
    base::Expected<InvitationLook> look(std::string_view token);
    base::Expected<SignedIn> join(std::string_view token, const Passphrase& passphrase, std::string_view language,
                                  const Origin& origin);
    /// With the workspace's recovery key from paper: gives the first member a new passphrase, takes second factors and calendar
    /// links away and ends the sessions. For terminal and wizard, not for a route. Errors: BadKey.
    base::Status recover(std::string_view recovery_key, std::string_view login, const Passphrase& next);

    // ---- sessions -------------------------------------------------------------------------------------------------------

    /// Who asks: for every request. Counts as a sign of life. The Caller is up to date with every change of members.
    base::Expected<SessionView> session(std::string_view token);
    /// The same without a sign of life: for an event stream, which an open page keeps up while nobody is there.
    base::Expected<SessionView> look_at_session(std::string_view token);
    base::Expected<SessionInfo> session_info(std::string_view token);
    void sign_out(std::string_view token);
    /// The member's own sessions, the latest first.
    base::Expected<std::vector<SessionLine>> sessions(std::string_view token);
    /// Ends one of them. Errors: NotFound.
    base::Status revoke(std::string_view token, std::string_view session_id);

    // ---- me -------------------------------------------------------------------------------------------------------------

    /// Changes one's own name or language; what is absent stays.
    base::Expected<SessionInfo> update_me(std::string_view token, const std::optional<std::string>& name,
                                          const std::optional<std::string>& language);
    /// Ends all other sessions; a keyslot of the vault with this passphrase changes with it. Errors: BadKey, Invalid.
    base::Status change_passphrase(std::string_view token, const Passphrase& current, const Passphrase& next);
    base::Expected<TotpBegin> totp_begin(std::string_view token);
    /// Switches TOTP on and gives ten new recovery codes. Errors: BadKey for a wrong code.
    base::Expected<std::vector<std::string>> totp_confirm(std::string_view token, std::string_view code);
    base::Status totp_remove(std::string_view token, const Passphrase& passphrase);
    base::Expected<std::vector<std::string>> new_recovery_codes(std::string_view token, const Passphrase& passphrase);
    base::Expected<std::vector<PasskeyInfo>> passkeys(std::string_view token);
    base::Expected<PasskeyBegin> passkey_begin(std::string_view token);
    base::Expected<PasskeyInfo> passkey_finish(std::string_view token, const PasskeyProof& proof, std::string_view label);
    base::Status passkey_remove(std::string_view token, std::string_view id);

    // ---- calendar links -------------------------------------------------------------------------------------------------

    /// One's own, the oldest first.
    base::Expected<std::vector<CalendarLinkInfo>> calendar_links(std::string_view token);
    /// Makes a link that shows one's dates to whoever has it; this stands in the ledger. Errors: Denied without `read`; Conflict
    /// when there are too many.
    base::Expected<CalendarLinkMade> make_calendar_link(std::string_view token, const CalendarLinkRequest& request);
    /// Ends a link of one's own; this stands in the ledger. Errors: NotFound.
    base::Status revoke_calendar_link(std::string_view token, std::string_view id);
    /// Whom a link stands for. Anything but a live link of an active member who may read costs and answers the same: NotFound, and
    /// Busy after a few from one address. These are not counted with sign-ins: a calendar program goes on asking after its link has
    /// ended, and must lock nobody out.
    base::Expected<CalendarLinkView> open_calendar_link(std::string_view link_token, const Origin& origin);

    // ---- members --------------------------------------------------------------------------------------------------------

    /// All of them for who manages members or compartments; else those who share a compartment, without login and factors.
    base::Expected<std::vector<MemberInfo>> list(const Caller& caller);
    /// Errors: Conflict for a login that is taken; Denied for roles above one's own or compartments without the key.
    base::Expected<Invited> invite(const Caller& caller, const InviteRequest& request);
    base::Expected<std::vector<InvitationInfo>> invitations(const Caller& caller);
    base::Status revoke_invitation(const Caller& caller, std::string_view id);
    base::Expected<MemberInfo> update(const Caller& caller, std::string_view id, const MemberChange& change);
    /// Ends sessions and credentials at once and starts a new generation of every compartment the member was in.
    base::Status remove(const Caller& caller, std::string_view id, std::string_view reason);
    /// A new invitation for the same member, with new keys: what the member held goes along only where the caller holds it too.
    base::Expected<Invited> reset(const Caller& caller, std::string_view id);

    // ---- roles and compartments -----------------------------------------------------------------------------------------

    /// All roles, for any member.
    base::Expected<std::vector<RoleInfo>> roles(const Caller& caller);
    /// Makes or changes a role. The administrator's stays as it is; nobody widens a role that they hold themselves.
    base::Expected<RoleInfo> put_role(const Caller& caller, const RoleRequest& request);
    /// One's own; all for who manages them.
    base::Expected<std::vector<CompartmentInfo>> compartments(const Caller& caller);
    /// The caller becomes its first member.
    base::Expected<CompartmentInfo> create_compartment(const Caller& caller, std::string_view name, std::string_view purpose);
    /// Errors: Denied when the caller does not hold the key.
    base::Status add_to_compartment(const Caller& caller, std::string_view id, std::string_view member_id);
    /// Starts a new generation of the key. Errors: Conflict for the last who can open it.
    base::Status remove_from_compartment(const Caller& caller, std::string_view id, std::string_view member_id,
                                         std::string_view reason);

private:
    explicit Members(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

}  // namespace guvoh::service

// SPDX-License-Identifier: AGPL-3.0-or-later
//
// What Members takes and gives: plain values that could be written as JSON. Times are UTC milliseconds since 1970; ids are
// texts of 26 characters.
//
// Threads: plain values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "access/caller.h"
#include "base/json.h"
#include "crypto/crypto.h"

namespace guvoh::service {

/// What Members is opened with.
struct MembersOptions {
    std::int64_t session_idle_ms = 30LL * 60 * 1000;
    std::int64_t session_life_ms = 12LL * 3600 * 1000;
    crypto::StretchCost stretch_cost{};     ///< of passphrases set from now on
    unsigned stretches_at_once = 2;         ///< each takes the cost's memory; more wait a little, then get Busy
    std::int64_t stretch_patience_ms = 5000;  ///< how long one waits for a place to stretch in
    std::string rp_id = "localhost";        ///< the host name that passkeys belong to; an IP address cannot have passkeys
    std::vector<std::string> origins = {"http://localhost"};  ///< "https://host[:port]" of every address the browser may use
};

/// Where a request comes from, for throttling and the list of sessions.
struct Origin {
    std::string address;
    std::string user_agent;
};

/// An id and the name shown for it.
struct Named {
    std::string id, name;
};

/// A compartment as a session sees it.
struct SessionCompartment {
    std::string id, name;
    bool can_open = false;  ///< the session holds its keys
};

/// What a session may be told about itself.
struct SessionInfo {
    std::string id;          ///< names the session in lists; not the token
    std::string csrf_token;  ///< every state-changing request carries it
    std::string member_id, name, login, language;
    std::vector<Named> roles;
    access::PermissionSet permissions;
    std::vector<SessionCompartment> compartments;
    std::int64_t created_at = 0, expires_at = 0;  ///< expires_at: the end of its life, however busy it is
    std::int64_t idle_ms = 0;                     ///< it ends after so long without a request
    bool totp = false;
    std::uint32_t passkeys = 0;
    std::uint32_t recovery_codes_left = 0;
};

/// A session that has just begun. The token is told once and kept nowhere.
struct SignedIn {
    std::string session_token;
    access::Caller caller;
    SessionInfo info;
};

/// The passphrase was right; one of `methods` must follow within five minutes.
struct SecondFactorNeeded {
    std::string challenge;             ///< give it back with the proof
    std::vector<std::string> methods;  ///< "totp", "passkey", "recovery_code"
    base::Json passkey_options;        ///< PublicKeyCredentialRequestOptions as JSON; null without passkeys
};

/// What each request needs to know about its session: cheap.
struct SessionView {
    access::Caller caller;
    std::string id, csrf_token, member_id;
    std::int64_t expires_at = 0;
};

/// One line of the list of a member's own sessions.
struct SessionLine {
    std::string id;
    bool current = false;
    std::int64_t created_at = 0, last_seen_at = 0;
    std::string address, agent;
};

/// A passkey ceremony begun.
struct PasskeyBegin {
    std::string challenge;  ///< give it back when finishing
    base::Json options;     ///< PublicKeyCredentialCreationOptions or ...RequestOptions as JSON (binary in base64url)
};

/// What finishes a passkey ceremony.
struct PasskeyProof {
    std::string challenge;
    base::Json credential;  ///< PublicKeyCredential.toJSON()
    std::string prf;        ///< the extension's first result in base64url; empty when the passkey has none
};

/// A passkey as its owner sees it.
struct PasskeyInfo {
    std::string id, label;
    std::int64_t created_at = 0;
    bool opens_keys = false;  ///< signing in with it alone opens sealed fields too
};

/// A new TOTP secret, to be confirmed by a code.
struct TotpBegin {
    std::string secret;  ///< base32
    std::string uri;     ///< otpauth://totp/...
};

/// The first member of a workspace.
struct FirstMember {
    std::string name, login, language;
    std::string recovery_key;  ///< the text on paper; it will open this member's sealing key too
};

/// A member as others see it.
struct MemberInfo {
    std::string id, name, login;
    std::string status;  ///< "active", "invited" or "removed"
    std::vector<std::string> roles, compartments;
    bool totp = false;
    std::uint32_t passkeys = 0;
    std::optional<std::int64_t> last_seen_at;
};

/// What to change about a member; what is absent stays.
struct MemberChange {
    std::optional<std::string> name;
    std::optional<std::vector<std::string>> roles;
};

/// Whom to invite.
struct InviteRequest {
    std::string name, login;
    std::vector<std::string> roles, compartments;  ///< ids
    std::uint32_t days = 7;                        ///< 1 to 30
};

/// An invitation just made. The token is told once; only its hash is kept.
struct Invited {
    std::string id, token, member_id;
    std::int64_t expires_at = 0;
};

/// An invitation that waits.
struct InvitationInfo {
    std::string id, member_id, name, login;
    std::int64_t expires_at = 0;
};

/// What whoever holds an invitation's token may know.
struct InvitationLook {
    std::string name, login;
    std::int64_t expires_at = 0;
};

/// What a new calendar link is to show.
struct CalendarLinkRequest {
    bool titles = false;  ///< false: only kinds of dates and States
    std::string state;    ///< alpha-3; empty: of all States
};

/// A calendar link as its owner sees it.
struct CalendarLinkInfo {
    std::string id;
    bool titles = false;
    std::string state;
    std::int64_t created_at = 0;
    std::optional<std::int64_t> last_used_at;  ///< to about ten minutes
};

/// A calendar link just made. The token is told once; only its hash is kept.
struct CalendarLinkMade {
    CalendarLinkInfo info;
    std::string token;
};

/// What a calendar link opens: its member's view as of now, without any key, so that sealed fields stay sealed.
struct CalendarLinkView {
    access::Caller caller;
    bool titles = false;
    std::string state, language;
};

/// A role with what it may do.
struct RoleInfo {
    std::string id, name;
    access::PermissionSet permissions;
    bool built_in = false;  ///< its name is shown translated
};

/// A role to make (no id) or to change.
struct RoleRequest {
    std::string id, name;
    std::vector<std::string> permissions;
};

/// A compartment and who is in it.
struct CompartmentInfo {
    std::string id, name, purpose;
    bool member_of = false;
    std::vector<std::string> members;
};

}  // namespace guvoh::service

// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The folder a server works on, from nothing to an open workspace with members: what is there, making it, unlocking it, and
// signing in. A server started without a passphrase stays locked until a member's passphrase that opens a keyslot comes.
//
// Threads: any. What workspace(), records() and members() give lives as long as the host once the phase is Open.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "base/error.h"
#include "service/members.h"
#include "service/record_desk.h"
#include "service/workspace.h"

namespace guvoh::service {

/// What the folder holds.
enum class HostPhase {
    Empty,      ///< no workspace: to be set up
    Unclaimed,  ///< a workspace without members: whoever knows its passphrase becomes the first
    Locked,     ///< a workspace that no passphrase has opened yet
    Open,
};
/// "empty", "unclaimed", "locked", "open".
std::string_view host_phase_name(HostPhase phase);

/// How members sign in, and what a new workspace's passphrase costs to guess.
struct HostOptions {
    MembersOptions members;
    std::uint32_t stretch_memory_kib = 262144;  ///< of a new workspace's passphrase, KiB
    std::uint32_t stretch_passes = 3;
};

/// Who sets a workspace up, or claims one.
struct SetupRequest {
    std::string workspace_name, member_name, login, language;
};

/// The first member, signed in; and the key for paper (empty when the workspace was there before: it has one).
struct SetupDone {
    std::string recovery_key;
    SignedIn signed_in;
};

class Host {
public:
    /// Looks at the folder, and opens it when a passphrase is given. Errors: as Workspace::open, NotFound excepted.
    static base::Expected<std::unique_ptr<Host>> start(const std::string& folder, const std::optional<Passphrase>& passphrase,
                                                       const HostOptions& options = {});
    ~Host();

    /// What the folder holds now.
    HostPhase phase() const;
    /// Makes the workspace, or claims it, and its first member, whose passphrase is the workspace's. Errors: Conflict when there
    /// are members; Invalid for a weak passphrase; BadKey when it does not open the workspace to be claimed.
    base::Expected<SetupDone> setup(const SetupRequest& request, const Passphrase& passphrase, const Origin& origin);
    /// Signs in, and unlocks first where that is needed. Errors: as Members::sign_in.
    base::Expected<std::variant<SignedIn, SecondFactorNeeded>> sign_in(std::string_view login, const Passphrase& passphrase,
                                                                       const Origin& origin);
    /// Empty until the phase is Open.
    std::string workspace_name() const;
    /// Null until the phase is Open (members: Unclaimed).
    Workspace* workspace();
    RecordDesk* records();
    Members* members();

private:
    Host();
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

/// With the recovery key from paper, at the terminal: gives the first member a new passphrase, which opens workspace, session and
/// sealed fields, and takes their second factors away. Errors: BadKey; Invalid for a weak passphrase.
base::Status recover_member(Workspace& workspace, std::string_view recovery_key, std::string_view login, const Passphrase& next);

}  // namespace guvoh::service

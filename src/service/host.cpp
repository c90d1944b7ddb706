// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/host.h"

#include <algorithm>
#include <mutex>
#include <shared_mutex>

#include "service/workspace_parts.h"

namespace guvoh::service {

using base::ErrorKind;
using base::fail;

namespace {

constexpr unsigned kFreeTries = 5;           ///< wrong passphrases to unlock, before waiting begins
constexpr std::int64_t kLongestWaitMs = 15LL * 60 * 1000;

std::string_view text_of(const Passphrase& passphrase) { return base::as_text(passphrase.bytes()); }

}  // namespace

std::string_view host_phase_name(HostPhase phase) {
    switch (phase) {
        case HostPhase::Empty: return "empty";
        case HostPhase::Unclaimed: return "unclaimed";
        case HostPhase::Locked: return "locked";
        case HostPhase::Open: return "open";
    }
    return "";
}

struct Host::Parts {
    Parts(std::string f, HostOptions o) : folder(std::move(f)), options(std::move(o)) {}
    const std::string folder;
    const HostOptions options;
    platform::Clock clock = platform::system_clock();

    std::mutex opening;  // one setup or unlocking at a time; guards the tries
    unsigned wrong_tries = 0;
    std::int64_t next_try_at = 0;

    mutable std::shared_mutex mutex;  // guards what follows; the pointers stay once set
    HostPhase phase = HostPhase::Empty;
    std::string name;
    std::unique_ptr<Passphrase> claim;  // while unclaimed: what opened the workspace
    std::unique_ptr<Workspace> workspace;
    std::unique_ptr<Members> members;
    std::unique_ptr<RecordDesk> records;

    void set_phase(HostPhase next) {
        const std::unique_lock lock(mutex);
        phase = next;
    }
    HostPhase phase_now() const {
        const std::shared_lock lock(mutex);
        return phase;
    }
    base::Status unlock(const Passphrase& passphrase);
    base::Status take(std::unique_ptr<Workspace> opened, const Passphrase& passphrase);
    base::Status open_desk();
    base::Expected<std::string> make(const SetupRequest& request, const Passphrase& passphrase);
    base::Expected<std::string> prepare_claim(const Passphrase& passphrase);
    base::Status name_workspace(const std::string& workspace_name);
    base::Expected<std::string> load_name();
};

/// Opens the workspace; wrong passphrases make the next try wait, longer each time.
base::Status Host::Parts::unlock(const Passphrase& passphrase) {
    if (const std::int64_t wait = next_try_at - clock(); wait > 0) {
        return base::fail_busy("too many wrong passphrases; wait a little", static_cast<std::uint32_t>(wait / 1000 + 1));
    }
    auto opened = Workspace::open(folder, passphrase);
    if (!opened) {
        if (opened.error().kind == ErrorKind::BadKey && ++wrong_tries >= kFreeTries) {
            next_try_at = clock() + std::min<std::int64_t>(kLongestWaitMs, 1000LL << std::min(wrong_tries - kFreeTries, 20U));
        }
        return fail(opened.error());
    }
    wrong_tries = 0;
    return take(std::move(*opened), passphrase);
}

base::Status Host::Parts::take(std::unique_ptr<Workspace> opened, const Passphrase& passphrase) {
    Workspace::Parts& parts = opened->parts();
    GUVOH_TRY(auto desk_of_members, Members::open(*parts.records, parts.database(), clock, options.members));
    {
        const std::unique_lock lock(mutex);
        workspace = std::move(opened);
        members = std::move(desk_of_members);
    }
    if (members->empty()) {
        const std::unique_lock lock(mutex);
        claim = std::make_unique<Passphrase>(text_of(passphrase));
        phase = HostPhase::Unclaimed;
        return {};
    }
    return open_desk();
}

base::Status Host::Parts::open_desk() {
    GUVOH_TRY(auto desk, RecordDesk::open(*workspace));
    GUVOH_TRY(std::string loaded, load_name());
    const std::unique_lock lock(mutex);
    records = std::move(desk);
    name = std::move(loaded);
    claim.reset();
    phase = HostPhase::Open;
    return {};
}

base::Status Host::Parts::name_workspace(const std::string& workspace_name) {
    registry::Records& ledger_records = *workspace->parts().records;
    ledger::PayloadWriter payload;
    GUVOH_TRY(std::string json, payload.put("name", workspace_name).finish());
    GUVOH_TRY(auto writing, ledger_records.begin("the workspace was named"));
    GUVOH_TRY_VOID(writing->put(ledger_records.ledger_id(), "Workspace", std::move(json)));
    return writing->commit();
}

base::Expected<std::string> Host::Parts::load_name() {
    Workspace::Parts& parts = workspace->parts();
    GUVOH_TRY(auto session, parts.database().begin_read());
    const auto state = registry::Records::load(*session, parts.records->ledger_id());
    return state ? state->text("name") : std::string{};
}

/// Makes the workspace and gives its recovery key.
base::Expected<std::string> Host::Parts::make(const SetupRequest& request, const Passphrase& passphrase) {
    CreateOptions create;
    create.member_name = request.member_name;
    create.device_name = "server";
    create.stretch_memory_kib = options.stretch_memory_kib;
    create.stretch_passes = options.stretch_passes;
    GUVOH_TRY(auto created, Workspace::create(folder, passphrase, create));
    GUVOH_TRY_VOID(take(std::move(created.workspace), passphrase));
    return std::move(created.recovery_key);
}

/// Checks that whoever claims the workspace knows what opened it, and gives one more recovery key.
base::Expected<std::string> Host::Parts::prepare_claim(const Passphrase& passphrase) {
    const auto given = passphrase.bytes(), known = claim->bytes();
    unsigned differs = given.size() == known.size() ? 0 : 1;
    for (std::size_t i = 0; i < std::min(given.size(), known.size()); ++i) differs |= static_cast<unsigned>(given[i] ^ known[i]);
    if (differs != 0) {
        next_try_at = clock() + 1000LL;
        return fail(ErrorKind::BadKey, "this passphrase does not open the workspace");
    }
    return workspace->add_recovery_key("first member");
}

Host::Host() = default;

Host::~Host() {
    if (!parts_) return;
    parts_->records.reset();
    parts_->members.reset();
}

base::Expected<std::unique_ptr<Host>> Host::start(const std::string& folder, const std::optional<Passphrase>& passphrase,
                                                  const HostOptions& options) {
    std::unique_ptr<Host> host(new Host);
    host->parts_ = std::make_unique<Parts>(folder, options);
    Parts& parts = *host->parts_;
    if (!platform::real_file_system().exists(folder + "/vault.json")) return host;
    parts.set_phase(HostPhase::Locked);
    if (passphrase) GUVOH_TRY_VOID(parts.unlock(*passphrase));
    return host;
}

HostPhase Host::phase() const { return parts_->phase_now(); }

base::Expected<SetupDone> Host::setup(const SetupRequest& request, const Passphrase& passphrase, const Origin& origin) {
    const std::lock_guard lock(parts_->opening);
    const HostPhase phase = parts_->phase_now();
    if (phase == HostPhase::Open || phase == HostPhase::Locked) return fail(ErrorKind::Conflict, "this workspace is set up already");
    if (const std::int64_t wait = parts_->next_try_at - parts_->clock(); wait > 0) {
        return base::fail_busy("wait a little", static_cast<std::uint32_t>(wait / 1000 + 1));
    }
    if (request.workspace_name.empty()) return fail(ErrorKind::Invalid, "field workspace_name: the workspace needs a name");
    const auto strength = passphrase_strength(text_of(passphrase), {request.workspace_name, request.member_name, request.login});
    if (!strength.acceptable) return fail(ErrorKind::Invalid, "field passphrase: too easy to guess");
    SetupDone done;
    if (phase == HostPhase::Empty) {
        GUVOH_TRY(done.recovery_key, parts_->make(request, passphrase));
    } else {
        GUVOH_TRY(done.recovery_key, parts_->prepare_claim(passphrase));
    }
    GUVOH_TRY_VOID(parts_->name_workspace(request.workspace_name));
    GUVOH_TRY(done.signed_in, parts_->members->create_first(
        {request.member_name, request.login, request.language, done.recovery_key}, passphrase, origin));
    GUVOH_TRY_VOID(parts_->open_desk());
    return done;
}

base::Expected<std::variant<SignedIn, SecondFactorNeeded>> Host::sign_in(std::string_view login, const Passphrase& passphrase,
                                                                         const Origin& origin) {
    if (phase() != HostPhase::Open) {
        const std::lock_guard lock(parts_->opening);
        const HostPhase phase = parts_->phase_now();
        if (phase == HostPhase::Empty || phase == HostPhase::Unclaimed) return fail(ErrorKind::Conflict, "this workspace is not set up yet");
        if (phase == HostPhase::Locked) GUVOH_TRY_VOID(parts_->unlock(passphrase));
        if (parts_->phase_now() != HostPhase::Open) return fail(ErrorKind::Conflict, "this workspace has no members yet");
    }
    return members()->sign_in(login, passphrase, origin);
}

std::string Host::workspace_name() const {
    const std::shared_lock lock(parts_->mutex);
    return parts_->name;
}

Workspace* Host::workspace() {
    const std::shared_lock lock(parts_->mutex);
    return parts_->phase == HostPhase::Open ? parts_->workspace.get() : nullptr;
}

RecordDesk* Host::records() {
    const std::shared_lock lock(parts_->mutex);
    return parts_->records.get();
}

Members* Host::members() {
    const std::shared_lock lock(parts_->mutex);
    return parts_->members.get();
}

base::Status recover_member(Workspace& workspace, std::string_view recovery_key, std::string_view login, const Passphrase& next) {
    Workspace::Parts& parts = workspace.parts();
    GUVOH_TRY(const auto members, Members::open(*parts.records, parts.database(), parts.clock, {}));
    return members->recover(recovery_key, login, next);
}

}  // namespace guvoh::service

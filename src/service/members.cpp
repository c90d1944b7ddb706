// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/members.h"

#include <algorithm>

#include "access/strength.h"
#include "service/members_parts.h"

namespace guvoh::service {

namespace {

constexpr unsigned kStretchesWaiting = 8;
constexpr std::uint32_t kBusyRetrySeconds = 2;
constexpr std::int64_t kLastSeenEveryMs = 3'600'000;

base::Hash hash_key(const crypto::Key& key) {
    base::Hash hash{};
    std::copy(key.span().begin(), key.span().end(), hash.begin());
    return hash;
}

}  // namespace

PassphraseStrength passphrase_strength(std::string_view typed, const std::vector<std::string>& hints) {
    const access::Strength found = access::strength_of(typed, hints);
    return {found.score, found.acceptable, std::string(found.crack_time), std::string(found.advice)};
}

// ---- parts --------------------------------------------------------------------------------------------------------------

Members::Parts::Parts(registry::Records& r, vault::Database& d, platform::Clock c, MembersOptions o)
    : records(r), database(d), clock(std::move(c)), options(std::move(o)),
      sessions(clock, options.session_idle_ms, options.session_life_ms),
      throttle(clock, hash_key(records.vault().key_for("access throttle"))), gate(options.stretches_at_once, kStretchesWaiting),
      decoy(access::decoy_lock(options.stretch_cost)), secrets_key(records.vault().key_for("access secrets")),
      codes_key(records.vault().key_for("access recovery codes")), challenge_key(crypto::Key::random()),
      directory(std::make_shared<const Directory>()) {}

std::shared_ptr<const Directory> Members::Parts::current() {
    const std::lock_guard lock(mutex);
    return directory;
}

void Members::Parts::replace(Directory next) {
    const std::lock_guard lock(mutex);
    next.version = directory->version + 1;
    directory = std::make_shared<const Directory>(std::move(next));
}

void Members::Parts::forget_pending(const base::Id& member) {
    const std::lock_guard lock(mutex);
    std::erase_if(pending, [&](const auto& item) { return item.second.member == member; });
}

Caller Members::Parts::caller_of(const MemberRecord& member, const Directory& directory, access::Keyring keys) {
    Caller caller;
    caller.member = member.id;
    caller.permissions = directory.permissions_of(member.roles);
    caller.compartments = directory.compartments_of(member.id);
    if (caller.may(Permission::ManageMembers) || caller.may(Permission::ManageRoles)) caller.compartments.emplace(kAccessCompartment);
    caller.keys = std::make_shared<const access::Keyring>(std::move(keys));
    return caller;
}

bool Members::Parts::refresh(access::Session& session, const Directory& directory) {
    if (session.version >= directory.version && session.version != 0) return true;
    const auto found = directory.members.find(session.member);
    if (found == directory.members.end() || !found->second.active()) return false;
    auto keys = session.key ? directory.open_grants(session.member, *session.key) : access::Keyring{};
    session.caller = caller_of(found->second, directory, std::move(keys));
    session.version = directory.version;
    return true;
}

base::Expected<Me> Members::Parts::me(std::string_view token) {
    const auto now = current();
    Me me;
    bool here = false;
    sessions.with(token, [&](access::Session& session) {
        here = refresh(session, *now);
        me = {session.member, session.id, session.address};
    });
    if (here) return me;
    sessions.end(token);
    return fail(ErrorKind::Denied, std::string(kSignedOut));
}

base::Expected<SignedIn> Members::Parts::start_session(const base::Id& member, std::optional<crypto::BoxKey> key, const Origin& origin) {
    {
        GUVOH_TRY(auto reading, database.begin_read());
        GUVOH_TRY(const auto credential, access::find_credential(*reading, member));
        if (!credential) return fail(ErrorKind::BadKey, "the login or the passphrase is wrong");
        if (clock() - credential->last_seen_at > kLastSeenEveryMs) {
            GUVOH_TRY(auto session, database.begin_write());
            GUVOH_TRY_VOID(access::put_last_seen(*session, member, clock()));
            GUVOH_TRY_VOID(session->commit());
        }
    }
    SignedIn signed_in;
    signed_in.session_token = sessions.start(member, std::move(key), origin.address, origin.user_agent);
    GUVOH_TRY(signed_in.info, info_of(signed_in.session_token));
    sessions.with(signed_in.session_token, [&](access::Session& session) { signed_in.caller = session.caller; });
    return signed_in;
}

base::Expected<SessionInfo> Members::Parts::info_of(std::string_view token) {
    GUVOH_TRY(const Me who, me(token));
    const auto now = current();
    const auto found = now->members.find(who.member);
    if (found == now->members.end()) return fail(ErrorKind::Denied, std::string(kSignedOut));
    SessionInfo info;
    info.id = who.session_id;
    info.member_id = who.member.text();
    info.name = found->second.name;
    info.login = found->second.login;
    info.language = found->second.language;
    for (const base::Id& id : found->second.roles) {
        const auto role = now->roles.find(id);
        if (role != now->roles.end()) info.roles.push_back({id.text(), role->second.name});
    }
    sessions.with(token, [&](access::Session& session) {
        info.csrf_token = session.csrf_token;
        info.permissions = session.caller.permissions;
        info.created_at = session.created_at;
        info.expires_at = sessions.ends_at(session);
        for (const std::string& id : session.caller.compartments) {
            const CompartmentRecord* compartment = now->find_compartment(id);
            if (compartment != nullptr) info.compartments.push_back({id, compartment->name, session.caller.keys->holds(id)});
        }
    });
    info.idle_ms = sessions.idle_ms();
    GUVOH_TRY(auto reading, database.begin_read());
    GUVOH_TRY(const auto credential, access::find_credential(*reading, who.member));
    info.totp = credential && !credential->totp_sealed.empty();
    GUVOH_TRY(const auto passkeys, access::passkeys_of(*reading, who.member));
    info.passkeys = static_cast<std::uint32_t>(passkeys.size());
    GUVOH_TRY(info.recovery_codes_left, access::count_recovery_codes(*reading, who.member));
    return info;
}

base::Expected<access::Gate::Place> Members::Parts::stretching_place() {
    auto place = gate.enter(options.stretch_patience_ms);
    if (!place) return base::fail_busy("too many are signing in at once", kBusyRetrySeconds);
    return place;
}

base::Status Members::Parts::begin_attempt(std::string_view login, const std::string& address) {
    const std::uint32_t wait = throttle.begin(login, address);
    if (wait != 0) return base::fail_busy("too many wrong attempts", wait);
    return {};
}

void Members::Parts::attempt_failed(std::string_view login) {
    const auto count = throttle.count_of(login);
    if (count.failures < access::kFreeFailures) return;
    // Kept on a best effort: in memory it counts in any case, and a full disk must not turn guessing into another error.
    auto session = database.begin_write();
    if (session && access::put_count(**session, count)) static_cast<void>((*session)->commit());
}

base::Expected<crypto::BoxKey> Members::Parts::check_passphrase(const Me& me, const Passphrase& passphrase) {
    std::optional<access::Credential> credential;
    {
        GUVOH_TRY(auto reading, database.begin_read());
        GUVOH_TRY(credential, access::find_credential(*reading, me.member));
    }
    if (!credential) return fail(ErrorKind::Denied, std::string(kSignedOut));
    GUVOH_TRY_VOID(begin_attempt(credential->login, me.address));
    auto place = stretching_place();
    if (!place) {
        throttle.withdrawn(credential->login, me.address);
        return fail(std::move(place).error());
    }
    auto key = access::unlock(credential->lock, me.member, passphrase);
    if (!key) {
        attempt_failed(credential->login);
        return key;
    }
    throttle.succeeded(credential->login, me.address);
    return key;
}

base::Status Members::Parts::require_strong(const Passphrase& passphrase, const std::vector<std::string>& hints) const {
    const std::string_view text = base::as_text(passphrase.bytes());
    if (access::strength_of(text, hints).acceptable) return {};
    return fail(ErrorKind::Invalid, "field passphrase: too short or too easy to guess");
}

base::Bytes Members::Parts::seal_secret(base::ByteSpan secret, const base::Id& member) const {
    return crypto::seal(secrets_key, secret, member.span());
}

base::Expected<base::Bytes> Members::Parts::open_secret(base::ByteSpan sealed, const base::Id& member) const {
    auto plain = crypto::open_sealed(secrets_key, sealed, member.span());
    if (!plain) return fail(ErrorKind::Corrupt, "a stored secret does not open");
    return plain;
}

base::Status Members::Parts::put_keyslot(const base::Id& member, const Passphrase& passphrase) {
    GUVOH_TRY(const auto place, stretching_place());
    GUVOH_TRY(const auto slot, records.vault().add_passphrase(passphrase, "member " + member.text()));
    const auto slots = records.vault().keyslots();
    for (const auto& other : slots) {
        if (other.label == slot.label && other.id != slot.id) GUVOH_TRY_VOID(records.vault().remove_keyslot(other.id));
    }
    return {};
}

void Members::Parts::erase_keyslots(const base::Id& member) {
    const auto slots = records.vault().keyslots();
    for (const auto& slot : slots) {
        if (slot.label == "member " + member.text()) static_cast<void>(records.vault().remove_keyslot(slot.id));
    }
}

// ---- Members ------------------------------------------------------------------------------------------------------------

Members::Members(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Members::~Members() = default;

base::Expected<std::unique_ptr<Members>> Members::open(registry::Records& records, vault::Database& database, platform::Clock clock,
                                                       MembersOptions options) {
    GUVOH_TRY_VOID(database.migrate("access", access::access_migrations()));
    std::unique_ptr<Members> members(new Members(std::make_unique<Parts>(records, database, std::move(clock), std::move(options))));
    GUVOH_TRY_VOID(members->reload());
    GUVOH_TRY(auto reading, database.begin_read());
    GUVOH_TRY(const auto counts, access::counts(*reading));
    for (const auto& count : counts) members->parts_->throttle.restore(count);
    return members;
}

bool Members::empty() const {
    const auto reading = parts_->database.begin_read();
    if (!reading) return false;
    const auto any = access::any_credential(**reading);
    return any && !*any;
}

base::Status Members::reload() {
    GUVOH_TRY(auto session, parts_->database.begin_write());
    GUVOH_TRY(Directory next, Directory::load(*session, true));
    GUVOH_TRY_VOID(session->commit());
    parts_->replace(std::move(next));
    return {};
}

void Members::end_all_sessions() {
    parts_->sessions.end_all();
    const std::lock_guard lock(parts_->mutex);
    parts_->pending.clear();
}

// ---- sessions -----------------------------------------------------------------------------------------------------------

base::Expected<SessionView> Members::Parts::view_of(std::string_view token, bool is_life) {
    const auto now = current();
    SessionView view;
    bool here = false;
    const auto see = [&](access::Session& session) {
        here = refresh(session, *now);
        if (here) view = {session.caller, session.id, session.csrf_token, session.member.text(), sessions.ends_at(session)};
    };
    is_life ? sessions.with(token, see) : sessions.look(token, see);
    if (here) return view;
    sessions.end(token);
    return fail(ErrorKind::Denied, std::string(kSignedOut));
}

base::Expected<SessionView> Members::session(std::string_view token) { return parts_->view_of(token, true); }
base::Expected<SessionView> Members::look_at_session(std::string_view token) { return parts_->view_of(token, false); }

base::Expected<SessionInfo> Members::session_info(std::string_view token) { return parts_->info_of(token); }

void Members::sign_out(std::string_view token) { parts_->sessions.end(token); }

base::Expected<std::vector<SessionLine>> Members::sessions(std::string_view token) {
    GUVOH_TRY(const Me me, parts_->me(token));
    std::vector<SessionLine> lines;
    const auto found = parts_->sessions.of(me.member);
    for (const auto& line : found) {
        lines.push_back({line.id, line.id == me.session_id, line.created_at, line.last_seen_at, line.address, line.agent});
    }
    return lines;
}

base::Status Members::revoke(std::string_view token, std::string_view session_id) {
    GUVOH_TRY(const Me me, parts_->me(token));
    if (!parts_->sessions.end_by_id(me.member, session_id)) return fail(ErrorKind::NotFound, "no such session");
    return {};
}

}  // namespace guvoh::service

// SPDX-License-Identifier: AGPL-3.0-or-later
#include "access/credentials.h"

#include <algorithm>

namespace guvoh::access {

using base::ErrorKind;
using base::fail;
using vault::Session;
using vault::Statement;

namespace {

constexpr int kMostCountsKept = 1000;
constexpr std::string_view kCredentialColumns =
    "select member, login, salt, memory_kib, passes, sealed_key, recovery_sealed, totp_sealed, totp_step, last_seen_at from access_credential ";
constexpr std::string_view kPasskeyColumns =
    "select id, member, label, algorithm, public_key, sign_count, created_at, sealed_key from access_passkey ";
constexpr std::string_view kCalendarLinkColumns =
    "select id, member, token_hash, titles, state, created_at, last_used_at from access_calendar_link ";

base::Bytes bytes_of(const Statement& row, int column) {
    const base::ByteSpan bytes = row.blob(column);
    return base::Bytes(bytes.begin(), bytes.end());
}

template <std::size_t N>
base::Status read_fixed(const Statement& row, int column, std::array<base::Byte, N>& out) {
    const base::ByteSpan bytes = row.blob(column);
    if (bytes.size() != N) return fail(ErrorKind::Corrupt, "a stored credential has the wrong length");
    std::copy(bytes.begin(), bytes.end(), out.begin());
    return {};
}

base::Expected<Credential> read_credential(const Statement& row) {
    Credential credential;
    GUVOH_TRY(credential.member, base::Id::from_bytes(row.blob(0)));
    credential.login = row.text(1);
    GUVOH_TRY_VOID(read_fixed(row, 2, credential.lock.salt));
    credential.lock.cost.memory_kib = static_cast<std::uint32_t>(row.integer(3));
    credential.lock.cost.passes = static_cast<std::uint32_t>(row.integer(4));
    credential.lock.sealed = bytes_of(row, 5);
    credential.recovery_sealed = bytes_of(row, 6);
    credential.totp_sealed = bytes_of(row, 7);
    credential.totp_step = row.integer(8);
    credential.last_seen_at = row.integer(9);
    return credential;
}

base::Expected<StoredPasskey> read_passkey(const Statement& row) {
    StoredPasskey stored;
    stored.passkey.credential_id = bytes_of(row, 0);
    GUVOH_TRY(stored.member, base::Id::from_bytes(row.blob(1)));
    stored.label = row.text(2);
    stored.passkey.algorithm = row.integer(3);
    stored.passkey.public_key = bytes_of(row, 4);
    stored.passkey.sign_count = static_cast<std::uint32_t>(row.integer(5));
    stored.created_at = row.integer(6);
    stored.sealed_key = bytes_of(row, 7);
    return stored;
}

base::Expected<Invitation> read_invitation(const Statement& row) {
    Invitation invitation;
    GUVOH_TRY(invitation.member, base::Id::from_bytes(row.blob(0)));
    GUVOH_TRY(invitation.id, base::Id::from_bytes(row.blob(1)));
    GUVOH_TRY_VOID(read_fixed(row, 2, invitation.token_hash));
    GUVOH_TRY_VOID(read_fixed(row, 3, invitation.public_key));
    invitation.expires_at = row.integer(4);
    return invitation;
}

base::Expected<CalendarLink> read_calendar_link(const Statement& row) {
    CalendarLink link;
    GUVOH_TRY(link.id, base::Id::from_bytes(row.blob(0)));
    GUVOH_TRY(link.member, base::Id::from_bytes(row.blob(1)));
    GUVOH_TRY_VOID(read_fixed(row, 2, link.token_hash));
    link.titles = row.integer(3) != 0;
    link.state = row.text(4);
    link.created_at = row.integer(5);
    link.last_used_at = row.integer(6);
    return link;
}

template <class T, class Read>
base::Expected<std::optional<T>> one_of(Statement& select, const Read& read) {
    GUVOH_TRY(const bool found, select.step());
    if (!found) return std::optional<T>{};
    GUVOH_TRY(T item, read(select));
    return std::optional<T>(std::move(item));
}

template <class T, class Read>
base::Expected<std::vector<T>> all_of(Statement& select, const Read& read) {
    std::vector<T> items;
    while (true) {
        GUVOH_TRY(const bool found, select.step());
        if (!found) return items;
        GUVOH_TRY(T item, read(select));
        items.push_back(std::move(item));
    }
}

/// Runs a statement whose only parameter is a member.
base::Status run_for(Session& session, std::string_view sql, const base::Id& member) {
    GUVOH_TRY(auto statement, session.prepare(sql));
    return statement.bind(1, member).run();
}

}  // namespace

const std::vector<std::string>& access_migrations() {
    static const std::vector<std::string> kSteps = {
        // Version 1.
        "create table access_credential(member blob primary key, login text not null unique, salt blob not null,"
        " memory_kib integer not null, passes integer not null, sealed_key blob not null, recovery_sealed blob not null,"
        " totp_sealed blob not null, totp_step integer not null, last_seen_at integer not null) without rowid;"
        "create table access_recovery_code(member blob not null, hash blob not null, primary key(member, hash)) without rowid;"
        "create table access_passkey(id blob primary key, member blob not null, label text not null, algorithm integer not null,"
        " public_key blob not null, sign_count integer not null, created_at integer not null, sealed_key blob not null) without rowid;"
        "create index access_passkey_by_member on access_passkey(member);"
        "create table access_invitation(member blob primary key, id blob not null unique, token_hash blob not null unique,"
        " public_key blob not null, expires_at integer not null) without rowid;"
        "create table access_invitation_key(member blob not null, compartment text not null, generation integer not null,"
        " sealed blob not null, primary key(member, compartment, generation)) without rowid;"
        "create table access_throttle(name blob primary key, failures integer not null, last_at integer not null) without rowid;"
        "create table access_record(record blob primary key) without rowid;",
        // Version 2.
        "create table access_calendar_link(id blob primary key, member blob not null, token_hash blob not null unique,"
        " titles integer not null, state text not null, created_at integer not null, last_used_at integer not null) without rowid;"
        "create index access_calendar_link_by_member on access_calendar_link(member);",
    };
    return kSteps;
}

// ---- credentials --------------------------------------------------------------------------------------------------------

base::Expected<std::optional<Credential>> find_credential(Session& session, std::string_view login) {
    GUVOH_TRY(auto select, session.prepare(std::string(kCredentialColumns) + "where login = ?"));
    select.bind(1, login);
    return one_of<Credential>(select, read_credential);
}

base::Expected<std::optional<Credential>> find_credential(Session& session, const base::Id& member) {
    GUVOH_TRY(auto select, session.prepare(std::string(kCredentialColumns) + "where member = ?"));
    select.bind(1, member);
    return one_of<Credential>(select, read_credential);
}

base::Expected<bool> any_credential(Session& session) {
    GUVOH_TRY(auto select, session.prepare("select 1 from access_credential limit 1"));
    return select.step();
}

base::Status put_credential(Session& session, const Credential& credential) {
    GUVOH_TRY(auto put, session.prepare(
        "insert or replace into access_credential(member, login, salt, memory_kib, passes, sealed_key, recovery_sealed,"
        " totp_sealed, totp_step, last_seen_at) values(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"));
    put.bind(1, credential.member).bind(2, std::string_view(credential.login)).bind(3, base::ByteSpan(credential.lock.salt));
    put.bind(4, std::int64_t{credential.lock.cost.memory_kib}).bind(5, std::int64_t{credential.lock.cost.passes});
    put.bind(6, base::ByteSpan(credential.lock.sealed)).bind(7, base::ByteSpan(credential.recovery_sealed));
    put.bind(8, base::ByteSpan(credential.totp_sealed)).bind(9, credential.totp_step).bind(10, credential.last_seen_at);
    return put.run();
}

base::Status put_totp_step(Session& session, const base::Id& member, std::int64_t step) {
    GUVOH_TRY(auto update, session.prepare("update access_credential set totp_step = ? where member = ?"));
    return update.bind(1, step).bind(2, member).run();
}

base::Status put_last_seen(Session& session, const base::Id& member, std::int64_t at) {
    GUVOH_TRY(auto update, session.prepare("update access_credential set last_seen_at = ? where member = ?"));
    return update.bind(1, at).bind(2, member).run();
}

base::Status erase_second_factors(Session& session, const base::Id& member) {
    GUVOH_TRY_VOID(run_for(session, "update access_credential set totp_sealed = x'', totp_step = 0 where member = ?", member));
    GUVOH_TRY_VOID(run_for(session, "delete from access_recovery_code where member = ?", member));
    return run_for(session, "delete from access_passkey where member = ?", member);
}

base::Status erase_credentials(Session& session, const base::Id& member) {
    GUVOH_TRY_VOID(erase_second_factors(session, member));
    GUVOH_TRY_VOID(erase_invitation(session, member));
    GUVOH_TRY_VOID(erase_calendar_links(session, member));
    return run_for(session, "delete from access_credential where member = ?", member);
}

// ---- recovery codes -----------------------------------------------------------------------------------------------------

base::Status put_recovery_codes(Session& session, const base::Id& member, const std::vector<base::Hash>& hashes) {
    GUVOH_TRY_VOID(run_for(session, "delete from access_recovery_code where member = ?", member));
    GUVOH_TRY(auto insert, session.prepare("insert into access_recovery_code(member, hash) values(?, ?)"));
    for (const base::Hash& hash : hashes) {
        GUVOH_TRY_VOID(insert.bind(1, member).bind(2, base::ByteSpan(hash)).run());
    }
    return {};
}

base::Expected<bool> use_recovery_code(Session& session, const base::Id& member, const base::Hash& hash) {
    GUVOH_TRY(auto erase, session.prepare("delete from access_recovery_code where member = ? and hash = ? returning 1"));
    erase.bind(1, member).bind(2, base::ByteSpan(hash));
    return erase.step();
}

base::Expected<std::uint32_t> count_recovery_codes(Session& session, const base::Id& member) {
    GUVOH_TRY(auto select, session.prepare("select count(*) from access_recovery_code where member = ?"));
    select.bind(1, member);
    GUVOH_TRY_VOID(select.step());
    return static_cast<std::uint32_t>(select.integer(0));
}

// ---- passkeys -----------------------------------------------------------------------------------------------------------

base::Expected<std::optional<StoredPasskey>> find_passkey(Session& session, base::ByteSpan credential_id) {
    GUVOH_TRY(auto select, session.prepare(std::string(kPasskeyColumns) + "where id = ?"));
    select.bind(1, credential_id);
    return one_of<StoredPasskey>(select, read_passkey);
}

base::Expected<std::vector<StoredPasskey>> passkeys_of(Session& session, const base::Id& member) {
    GUVOH_TRY(auto select, session.prepare(std::string(kPasskeyColumns) + "where member = ? order by created_at, id"));
    select.bind(1, member);
    return all_of<StoredPasskey>(select, read_passkey);
}

base::Status add_passkey(Session& session, const StoredPasskey& stored) {
    GUVOH_TRY(const auto known, find_passkey(session, stored.passkey.credential_id));
    if (known) return fail(ErrorKind::Conflict, "this passkey is known already");
    GUVOH_TRY(auto insert, session.prepare(
        "insert into access_passkey(id, member, label, algorithm, public_key, sign_count, created_at, sealed_key)"
        " values(?, ?, ?, ?, ?, ?, ?, ?)"));
    insert.bind(1, base::ByteSpan(stored.passkey.credential_id)).bind(2, stored.member).bind(3, std::string_view(stored.label));
    insert.bind(4, stored.passkey.algorithm).bind(5, base::ByteSpan(stored.passkey.public_key));
    insert.bind(6, std::int64_t{stored.passkey.sign_count}).bind(7, stored.created_at).bind(8, base::ByteSpan(stored.sealed_key));
    return insert.run();
}

base::Status put_sign_count(Session& session, base::ByteSpan credential_id, std::uint32_t count) {
    GUVOH_TRY(auto update, session.prepare("update access_passkey set sign_count = ? where id = ?"));
    return update.bind(1, std::int64_t{count}).bind(2, credential_id).run();
}

base::Status put_passkey_key(Session& session, base::ByteSpan credential_id, base::ByteSpan sealed_key) {
    GUVOH_TRY(auto update, session.prepare("update access_passkey set sealed_key = ? where id = ?"));
    return update.bind(1, sealed_key).bind(2, credential_id).run();
}

base::Expected<bool> erase_passkey(Session& session, const base::Id& member, base::ByteSpan credential_id) {
    GUVOH_TRY(auto erase, session.prepare("delete from access_passkey where member = ? and id = ? returning 1"));
    erase.bind(1, member).bind(2, credential_id);
    return erase.step();
}

// ---- invitations --------------------------------------------------------------------------------------------------------

base::Status put_invitation(Session& session, const Invitation& invitation) {
    GUVOH_TRY(auto put, session.prepare(
        "insert or replace into access_invitation(member, id, token_hash, public_key, expires_at) values(?, ?, ?, ?, ?)"));
    put.bind(1, invitation.member).bind(2, invitation.id).bind(3, base::ByteSpan(invitation.token_hash));
    return put.bind(4, base::ByteSpan(invitation.public_key)).bind(5, invitation.expires_at).run();
}

base::Expected<std::optional<Invitation>> find_invitation(Session& session, const base::Hash& token_hash) {
    GUVOH_TRY(auto select, session.prepare(
        "select member, id, token_hash, public_key, expires_at from access_invitation where token_hash = ?"));
    select.bind(1, base::ByteSpan(token_hash));
    return one_of<Invitation>(select, read_invitation);
}

base::Expected<std::vector<Invitation>> invitations(Session& session) {
    GUVOH_TRY(auto select, session.prepare("select member, id, token_hash, public_key, expires_at from access_invitation order by id"));
    return all_of<Invitation>(select, read_invitation);
}

base::Status erase_invitation(Session& session, const base::Id& member) {
    GUVOH_TRY_VOID(run_for(session, "delete from access_invitation_key where member = ?", member));
    return run_for(session, "delete from access_invitation where member = ?", member);
}

base::Status put_invited_key(Session& session, const InvitedKey& key) {
    GUVOH_TRY(auto put, session.prepare(
        "insert or replace into access_invitation_key(member, compartment, generation, sealed) values(?, ?, ?, ?)"));
    put.bind(1, key.member).bind(2, std::string_view(key.compartment)).bind(3, std::int64_t{key.generation});
    return put.bind(4, base::ByteSpan(key.sealed)).run();
}

base::Expected<std::vector<InvitedKey>> invited_keys(Session& session, const base::Id& member) {
    GUVOH_TRY(auto select, session.prepare(
        "select member, compartment, generation, sealed from access_invitation_key where member = ? order by compartment, generation"));
    select.bind(1, member);
    return all_of<InvitedKey>(select, [](const Statement& row) -> base::Expected<InvitedKey> {
        GUVOH_TRY(const base::Id id, base::Id::from_bytes(row.blob(0)));
        return InvitedKey{id, std::string(row.text(1)), static_cast<std::uint32_t>(row.integer(2)), bytes_of(row, 3)};
    });
}

base::Status erase_invited_keys(Session& session, const base::Id& member, std::string_view compartment) {
    GUVOH_TRY(auto erase, session.prepare("delete from access_invitation_key where member = ? and compartment = ?"));
    return erase.bind(1, member).bind(2, compartment).run();
}

// ---- calendar links -----------------------------------------------------------------------------------------------------

base::Status add_calendar_link(Session& session, const CalendarLink& link) {
    GUVOH_TRY(auto insert, session.prepare(
        "insert into access_calendar_link(id, member, token_hash, titles, state, created_at, last_used_at) values(?, ?, ?, ?, ?, ?, ?)"));
    insert.bind(1, link.id).bind(2, link.member).bind(3, base::ByteSpan(link.token_hash)).bind(4, std::int64_t{link.titles ? 1 : 0});
    return insert.bind(5, std::string_view(link.state)).bind(6, link.created_at).bind(7, link.last_used_at).run();
}

base::Expected<std::optional<CalendarLink>> find_calendar_link(Session& session, const base::Hash& token_hash) {
    GUVOH_TRY(auto select, session.prepare(std::string(kCalendarLinkColumns) + "where token_hash = ?"));
    select.bind(1, base::ByteSpan(token_hash));
    return one_of<CalendarLink>(select, read_calendar_link);
}

base::Expected<std::vector<CalendarLink>> calendar_links_of(Session& session, const base::Id& member) {
    GUVOH_TRY(auto select, session.prepare(std::string(kCalendarLinkColumns) + "where member = ? order by created_at, id"));
    select.bind(1, member);
    return all_of<CalendarLink>(select, read_calendar_link);
}

base::Status put_calendar_link_used(Session& session, const base::Id& id, std::int64_t at) {
    GUVOH_TRY(auto update, session.prepare("update access_calendar_link set last_used_at = ? where id = ?"));
    return update.bind(1, at).bind(2, id).run();
}

base::Expected<bool> erase_calendar_link(Session& session, const base::Id& member, const base::Id& id) {
    GUVOH_TRY(auto erase, session.prepare("delete from access_calendar_link where member = ? and id = ? returning 1"));
    erase.bind(1, member).bind(2, id);
    return erase.step();
}

base::Status erase_calendar_links(Session& session, const base::Id& member) {
    return run_for(session, "delete from access_calendar_link where member = ?", member);
}

// ---- counts and records -------------------------------------------------------------------------------------------------

base::Status put_count(Session& session, const Throttle::Count& count) {
    GUVOH_TRY(auto put, session.prepare("insert or replace into access_throttle(name, failures, last_at) values(?, ?, ?)"));
    GUVOH_TRY_VOID(put.bind(1, base::ByteSpan(count.name)).bind(2, std::int64_t{count.failures}).bind(3, count.last_at).run());
    GUVOH_TRY(auto trim, session.prepare(
        "delete from access_throttle where name in (select name from access_throttle order by last_at desc limit -1 offset ?)"));
    return trim.bind(1, kMostCountsKept).run();
}

base::Expected<std::vector<Throttle::Count>> counts(Session& session) {
    GUVOH_TRY(auto select, session.prepare("select name, failures, last_at from access_throttle"));
    return all_of<Throttle::Count>(select, [](const Statement& row) -> base::Expected<Throttle::Count> {
        Throttle::Count count{{}, static_cast<std::uint32_t>(row.integer(1)), row.integer(2)};
        GUVOH_TRY_VOID(read_fixed(row, 0, count.name));
        return count;
    });
}

base::Status note_record(Session& session, const base::Id& record) {
    GUVOH_TRY(auto insert, session.prepare("insert or ignore into access_record(record) values(?)"));
    return insert.bind(1, record).run();
}

base::Expected<std::vector<base::Id>> noted_records(Session& session) {
    GUVOH_TRY(auto select, session.prepare("select record from access_record"));
    return all_of<base::Id>(select, [](const Statement& row) { return base::Id::from_bytes(row.blob(0)); });
}

}  // namespace guvoh::access

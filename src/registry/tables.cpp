// SPDX-License-Identifier: AGPL-3.0-or-later
#include "registry/tables.h"

namespace guvoh::registry {

using base::ErrorKind;
using base::fail;

const std::vector<std::string>& registry_migrations() {
    static const std::vector<std::string> kSteps = {
        // Version 1. Ledger: the truth.
        "create table registry_meta(name text primary key, value blob not null) without rowid;"
        "create table ledger_device(number integer primary key, id blob not null unique);"
        "create table ledger_entry(row integer primary key, body text not null, signature blob not null, leaf blob not null,"
        " payloads blob not null);"
        "create table ledger_checkpoint(number integer primary key, device blob not null, size integer not null,"
        " record blob not null, nonce blob not null, certificates text not null);"
        // Projections: made anew by rebuild.
        "create table record(id blob primary key, type text not null, state blob not null) without rowid;"
        "create table record_change(record blob not null, entry integer not null, change integer not null,"
        " primary key(record, entry, change)) without rowid;"
        "create table document(number integer primary key autoincrement, record blob not null unique, sha256 blob not null,"
        " kind text not null, file_name text not null, path text not null, size_bytes integer not null,"
        " page_count integer not null, languages text not null, added_at integer not null, day_from integer, day_to integer,"
        " fingerprint integer, fingerprint_words integer not null);"
        "create index document_by_hash on document(sha256);"
        "create table contained(container integer not null, child integer not null, primary key(container, child)) without rowid;"
        "create index contained_by_child on contained(child);"
        "create table passage(record blob primary key, document blob not null) without rowid;"
        "create index passage_by_document on passage(document);"
        // Documents whose words and files are still to be destroyed: filled with the expunging entry, emptied when that is done.
        "create table expunging(number integer primary key, sha256 blob not null);",
        // Version 2. Documents stand in compartments; the same content may stand in several.
        "alter table document add column compartment text not null default 'general';"
        "drop index document_by_hash;"
        "create index document_by_hash on document(sha256, compartment);",
    };
    return kSteps;
}

namespace {

base::Expected<ledger::StoredEntry> read_row(const vault::Statement& row) {
    ledger::StoredEntry entry;
    GUVOH_TRY(entry.device, base::Id::from_bytes(row.blob(1)));
    entry.seq = static_cast<std::uint64_t>(row.integer(0)) & ((1ULL << kSeqBits) - 1);
    entry.signed_entry.body = row.text(2);
    const base::ByteSpan signature = row.blob(3);
    if (signature.size() != entry.signed_entry.signature.size()) return fail(ErrorKind::Corrupt, "a signature of wrong length");
    std::copy(signature.begin(), signature.end(), entry.signed_entry.signature.begin());
    GUVOH_TRY(entry.payloads, ledger::unpack_payloads(row.blob(4)));
    return entry;
}

constexpr std::string_view kEntryColumns =
    "select e.row, d.id, e.body, e.signature, e.payloads from ledger_entry e"
    " join ledger_device d on d.number = e.row >> 40";

/// Says whether each row that `list` gives in one session, a number and a blob, is found by `find` in another.
base::Expected<bool> has_each(vault::Session& ours, std::string_view find, vault::Session& former, std::string_view list) {
    GUVOH_TRY(auto rows, former.prepare(list));
    while (true) {
        GUVOH_TRY(const bool more, rows.step());
        if (!more) return true;
        GUVOH_TRY(auto same, ours.prepare(find));
        same.bind(1, rows.integer(0)).bind(2, rows.blob(1));
        GUVOH_TRY(const bool found, same.step());
        if (!found) return false;
    }
}

}  // namespace

base::Expected<bool> goes_on_from(vault::Session& ours, vault::Session& former) {
    // Each leaf names the one before: whoever has a device's last entry has them all.
    GUVOH_TRY(const bool has_entries, has_each(ours, "select 1 from ledger_entry where row = ? and leaf = ?", former,
                                               "select max(row), leaf from ledger_entry group by row >> 40"));
    if (!has_entries) return false;
    return has_each(ours, "select 1 from ledger_checkpoint where number = ? and record = ?", former,
                    "select number, record from ledger_checkpoint where certificates <> ''");
}

base::Expected<ledger::StoredEntry> load_entry(vault::Session& session, std::int64_t row) {
    GUVOH_TRY(auto statement, session.prepare(std::string(kEntryColumns) + " where e.row = ?"));
    statement.bind(1, row);
    GUVOH_TRY(const bool found, statement.step());
    if (!found) return fail(ErrorKind::NotFound, "no such entry");
    return read_row(statement);
}

base::Status for_each_entry(vault::Session& session,
                            const std::function<base::Expected<bool>(std::int64_t row, ledger::StoredEntry entry)>& visit) {
    GUVOH_TRY(auto statement, session.prepare(std::string(kEntryColumns) + " order by e.row"));
    while (true) {
        GUVOH_TRY(const bool found, statement.step());
        if (!found) return {};
        const std::int64_t row = statement.integer(0);
        GUVOH_TRY(auto entry, read_row(statement));
        GUVOH_TRY(const bool more, visit(row, std::move(entry)));
        if (!more) return {};
    }
}

}  // namespace guvoh::registry

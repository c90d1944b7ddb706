// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/timestamps.h"

#include <set>

#include "crypto/timestamp.h"
#include "ledger/bundle.h"
#include "platform/web_request.h"
#include "registry/tables.h"
#include "service/workspace_parts.h"

namespace guvoh::service {

using base::ErrorKind;
using base::fail;

namespace {

constexpr std::uint64_t kLargestCertificates = 4U << 20;

base::Error no_certificates() { return {ErrorKind::Invalid, "the authority's certificates are needed to check its reply", {}}; }

/// A checkpoint row: the note, its timestamps, the nonce that was asked with and whom to believe.
struct CheckpointRow {
    std::int64_t number = 0;
    ledger::CheckpointRecord record;
    base::Bytes nonce;
    std::string certificates;
};

base::Expected<std::vector<CheckpointRow>> load_rows(vault::Session& session) {
    GUVOH_TRY(auto select, session.prepare("select number, record, nonce, certificates from ledger_checkpoint order by number desc"));
    std::vector<CheckpointRow> rows;
    while (true) {
        GUVOH_TRY(const bool found, select.step());
        if (!found) return rows;
        CheckpointRow row;
        row.number = select.integer(0);
        GUVOH_TRY(row.record, ledger::CheckpointRecord::from_bytes(select.blob(1)));
        const base::ByteSpan nonce = select.blob(2);
        row.nonce.assign(nonce.begin(), nonce.end());
        row.certificates = select.text(3);
        rows.push_back(std::move(row));
    }
}

base::Expected<base::Hash> stamped_hash(const ledger::CheckpointRecord& record) {
    GUVOH_TRY(const std::string bytes, ledger::timestamped_bytes(record.note));
    return crypto::sha256(base::as_bytes(bytes));
}

base::Expected<std::uint64_t> verify_replies(const ledger::CheckpointRecord& record, base::ByteSpan nonce, std::string_view certificates_pem) {
    GUVOH_TRY(const base::Hash hash, stamped_hash(record));
    for (const auto& stamp : record.timestamps) {
        GUVOH_TRY([[maybe_unused]] const auto checked, crypto::verify_timestamp(stamp.reply, hash, nonce, {certificates_pem, {}}));
    }
    return record.timestamps.size();
}

}  // namespace

base::Expected<std::string> read_certificates(const std::string& path) {
    const auto pem = platform::read_file(platform::real_file_system(), path, kLargestCertificates);
    if (!pem) return fail(ErrorKind::Invalid, "the authority's certificates cannot be read: " + pem.error().detail);
    return std::string(base::as_text(*pem));
}

base::Expected<std::uint64_t> verify_timestamps(const ledger::CheckpointRecord& checkpoint, std::string_view certificates_pem) {
    return verify_replies(checkpoint, {}, certificates_pem);
}

base::Status for_each_checkpoint(vault::Session& session, const std::function<base::Status(const ledger::CheckpointRecord&)>& visit) {
    GUVOH_TRY(const auto rows, load_rows(session));
    for (const auto& row : rows) GUVOH_TRY_VOID(visit(row.record));
    return {};
}

base::Expected<std::uint64_t> verify_timestamps(vault::Session& session, const std::string& certificates_path) {
    std::string certificates;
    if (!certificates_path.empty()) {
        GUVOH_TRY(certificates, read_certificates(certificates_path));
    }
    GUVOH_TRY(const auto rows, load_rows(session));
    std::uint64_t good = 0;
    for (const auto& row : rows) {
        GUVOH_TRY(const std::uint64_t of_row, verify_replies(row.record, row.nonce, certificates.empty() ? row.certificates : certificates));
        good += of_row;
    }
    return good;
}

base::Expected<std::string> Workspace::checkpoint() {
    GUVOH_TRY(const auto note, parts_->records->checkpoint());
    return note.write();
}

base::Expected<std::string> Workspace::timestamp_query() {
    GUVOH_TRY(const auto note, parts_->records->checkpoint());
    ledger::CheckpointRecord record{note.write(), {}};
    GUVOH_TRY(const base::Hash hash, stamped_hash(record));
    GUVOH_TRY(const auto query, crypto::make_timestamp_query(hash));
    GUVOH_TRY(const auto parsed, ledger::Checkpoint::parse(note.text));
    const base::Bytes bytes = record.to_bytes();
    GUVOH_TRY(auto session, parts_->database().begin_write());
    GUVOH_TRY(auto insert, session->prepare(
        "insert into ledger_checkpoint(device, size, record, nonce, certificates) values(?, ?, ?, ?, '')"));
    insert.bind(1, parts_->records->device()).bind(2, static_cast<std::int64_t>(parsed.size));
    GUVOH_TRY_VOID(insert.bind(3, base::ByteSpan(bytes)).bind(4, base::ByteSpan(query.nonce)).run());
    GUVOH_TRY_VOID(session->commit());
    return std::string(base::as_text(query.der));
}

base::Expected<std::string> Workspace::store_timestamp(std::string_view reply_der, std::string_view certificates_pem) {
    if (certificates_pem.empty()) return fail(no_certificates());
    GUVOH_TRY(auto session, parts_->database().begin_write());
    GUVOH_TRY(auto rows, load_rows(*session));
    base::Error last{ErrorKind::Invalid, "no query is waiting for a reply", {}};
    for (auto& row : rows) {
        if (!row.record.timestamps.empty()) continue;
        GUVOH_TRY(const base::Hash hash, stamped_hash(row.record));
        const auto stamp = crypto::verify_timestamp(base::as_bytes(reply_der), hash, row.nonce, {certificates_pem, {}});
        if (!stamp) {
            last = stamp.error();
            last.kind = ErrorKind::Invalid;  // the reply is at fault, not the record
            continue;
        }
        const base::ByteSpan reply = base::as_bytes(reply_der);
        row.record.timestamps.push_back({stamp->authority, parts_->clock(), base::Bytes(reply.begin(), reply.end())});
        const base::Bytes bytes = row.record.to_bytes();
        GUVOH_TRY(auto update, session->prepare("update ledger_checkpoint set record = ?, certificates = ? where number = ?"));
        GUVOH_TRY_VOID(update.bind(1, base::ByteSpan(bytes)).bind(2, certificates_pem).bind(3, row.number).run());
        GUVOH_TRY_VOID(session->commit());
        return platform::instant_text(stamp->at_ms);
    }
    return fail(std::move(last));
}

base::Expected<std::string> Workspace::request_timestamp(const std::string& authority_url, std::string_view certificates_pem) {
    if (certificates_pem.empty()) return fail(no_certificates());  // before anything leaves the machine
    GUVOH_TRY(const std::string query, timestamp_query());
    GUVOH_TRY(const base::Bytes reply, platform::post(authority_url, "application/timestamp-query", "application/timestamp-reply",
                                                      base::as_bytes(query)));
    return store_timestamp(base::as_text(reply), certificates_pem);
}

namespace {

/// Hashes of the payloads that are not to be given to others.
base::Expected<std::set<base::Hash>> withheld_payloads(vault::Session& session) {
    std::set<base::Hash> hashes;
    GUVOH_TRY_VOID(registry::for_each_entry(session, [&](std::int64_t, ledger::StoredEntry stored) -> base::Expected<bool> {
        GUVOH_TRY(const ledger::Entry entry, ledger::read_entry(stored.signed_entry.body));
        for (const auto& change : entry.changes) {
            if (change.kind == ledger::ChangeKind::Withhold && change.target) hashes.insert(*change.target);
        }
        return true;
    }));
    return hashes;
}

/// Writes a bundle to an empty file. Gives: how many entries.
base::Expected<std::uint64_t> write_bundle_to(Workspace::Parts& parts, platform::File& out, bool with_payloads) {
    std::uint64_t at = 0, entries = 0;
    ledger::BundleWriter writer([&](std::string_view piece) -> base::Status {
        GUVOH_TRY_VOID(out.write_at(at, base::as_bytes(piece)));
        at += piece.size();
        return {};
    });
    GUVOH_TRY(const auto note, parts.records->checkpoint());
    GUVOH_TRY(auto session, parts.database().begin_read());
    GUVOH_TRY_VOID(writer.begin(parts.records->ledger_id(), parts.clock()));
    GUVOH_TRY_VOID(writer.put_checkpoint({note.write(), {}}));
    GUVOH_TRY_VOID(for_each_checkpoint(*session, [&](const ledger::CheckpointRecord& record) { return writer.put_checkpoint(record); }));
    std::set<base::Hash> withheld;
    if (with_payloads) {
        GUVOH_TRY(withheld, withheld_payloads(*session));
    }
    GUVOH_TRY_VOID(registry::for_each_entry(*session, [&](std::int64_t, ledger::StoredEntry entry) -> base::Expected<bool> {
        for (auto& payload : entry.payloads) {
            if (payload && (!with_payloads || withheld.contains(ledger::payload_hash(*payload)))) payload.reset();
        }
        GUVOH_TRY_VOID(writer.put_entry(entry));
        ++entries;
        return true;
    }));
    GUVOH_TRY_VOID(writer.finish());
    GUVOH_TRY_VOID(out.sync());
    return entries;
}

}  // namespace

base::Expected<std::uint64_t> Workspace::write_bundle(const std::string& to_path, bool with_payloads) {
    auto& files = platform::real_file_system();
    GUVOH_TRY(auto out, files.open(to_path, platform::OpenMode::CreateNew));
    auto entries = write_bundle_to(*parts_, *out, with_payloads);
    if (!entries) {
        out.reset();
        static_cast<void>(files.remove(to_path));  // half a bundle must not stand in the next one's way
    }
    return entries;
}

}  // namespace guvoh::service

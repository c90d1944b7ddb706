// SPDX-License-Identifier: AGPL-3.0-or-later
#include "registry/records.h"

#include <atomic>
#include <mutex>

#include "base/json.h"
#include "registry/projections.h"
#include "registry/tables.h"

namespace guvoh::registry {

using base::ErrorKind;
using base::fail;

namespace {

constexpr std::string_view kFrontierName = "frontier";
constexpr std::uint64_t kFrontierEvery = 1024;  ///< entries between saved frontiers

base::Status put_meta(vault::Session& session, std::string_view name, base::ByteSpan value) {
    GUVOH_TRY(auto statement, session.prepare("insert or replace into registry_meta(name, value) values(?, ?)"));
    return statement.bind(1, name).bind(2, value).run();
}

base::Expected<base::Bytes> load_meta(vault::Session& session, std::string_view name) {
    GUVOH_TRY(auto statement, session.prepare("select value from registry_meta where name = ?"));
    statement.bind(1, name);
    GUVOH_TRY(const bool found, statement.step());
    if (!found) return fail(ErrorKind::NotFound, "the record holds no " + std::string(name));
    const base::ByteSpan value = statement.blob(0);
    return base::Bytes(value.begin(), value.end());
}

base::Expected<crypto::SigningKey> load_key(vault::Session& session, std::string_view name) {
    GUVOH_TRY(const base::Bytes seed, load_meta(session, name));
    if (seed.size() != 32) return fail(ErrorKind::Corrupt, "a stored key has the wrong length");
    return crypto::SigningKey::from_seed(crypto::Key::from(std::span<const base::Byte, 32>(seed.data(), 32)));
}

base::Expected<std::optional<ledger::RecordState>> find_state(vault::Session& session, const base::Id& record) {
    GUVOH_TRY(auto statement, session.prepare("select state from record where id = ?"));
    statement.bind(1, record);
    GUVOH_TRY(const bool found, statement.step());
    if (!found) return std::optional<ledger::RecordState>{};
    GUVOH_TRY(auto state, ledger::RecordState::from_bytes(statement.blob(0)));
    return std::optional(std::move(state));
}

base::Expected<base::Hash> read_leaf(base::ByteSpan bytes) {
    base::Hash hash{};
    if (bytes.size() != hash.size()) return fail(ErrorKind::Corrupt, "a leaf hash has the wrong length");
    std::copy(bytes.begin(), bytes.end(), hash.begin());
    return hash;
}

/// The ledger's log on the vault's tables, inside one transaction.
class TableStore final : public ledger::Log::Store {
public:
    TableStore(vault::WriteTransaction& session, std::int64_t device_number) : session_(session), device_number_(device_number) {}

    base::Expected<ledger::Log::Tail> load_tail(const ledger::DeviceId&) override {
        ledger::Log::Tail tail;
        if (const auto saved = load_meta(session_, kFrontierName)) {
            GUVOH_TRY(tail.frontier, ledger::Frontier::from_bytes(*saved));
        }
        const std::int64_t first = entry_row(device_number_, 0);
        const std::int64_t last = entry_row(device_number_ + 1, 0) - 1;
        GUVOH_TRY(auto leaves, session_.prepare("select leaf from ledger_entry where row between ? and ? order by row"));
        leaves.bind(1, entry_row(device_number_, tail.frontier.size())).bind(2, last);
        while (true) {
            GUVOH_TRY(const bool found, leaves.step());
            if (!found) break;
            GUVOH_TRY(const base::Hash leaf, read_leaf(leaves.blob(0)));
            tail.leaves.push_back(leaf);
        }
        GUVOH_TRY(auto end, session_.prepare("select max(row) from ledger_entry where row between ? and ?"));
        end.bind(1, first).bind(2, last);
        GUVOH_TRY(const bool any, end.step());
        if (any && !end.is_null(0)) {
            GUVOH_TRY(auto entry, load_entry(session_, end.integer(0)));
            tail.last = std::move(entry.signed_entry);
        }
        return tail;
    }

    base::Status put(const ledger::Appended& appended) override {
        GUVOH_TRY(auto insert, session_.prepare(
            "insert into ledger_entry(row, body, signature, leaf, payloads) values(?, ?, ?, ?, ?)"));
        const base::Bytes payloads = ledger::pack_payloads(appended.payloads);
        insert.bind(1, entry_row(device_number_, appended.seq())).bind(2, std::string_view(appended.signed_entry.body));
        insert.bind(3, base::ByteSpan(appended.signed_entry.signature)).bind(4, base::ByteSpan(appended.leaf_hash));
        return insert.bind(5, base::ByteSpan(payloads)).run();
    }

private:
    vault::WriteTransaction& session_;  // the caller's
    std::int64_t device_number_;
};

/// Folds one change into its record's row and the tables made from it.
base::Status fold_change(vault::Session& session, const ledger::Entry& entry, std::size_t index, std::string_view json,
                         std::int64_t row) {
    const ledger::Change& change = entry.changes[index];
    GUVOH_TRY(auto found, find_state(session, change.record));
    ledger::RecordState state = found ? std::move(*found) : ledger::RecordState{};
    std::vector<ledger::Field> fields;
    if (!json.empty()) {
        GUVOH_TRY(fields, ledger::split_fields(json));
    }
    state.apply(change, fields, entry.stamp(index), entry.seen);
    const base::Bytes bytes = state.to_bytes();
    GUVOH_TRY(auto put, session.prepare("insert or replace into record(id, type, state) values(?, ?, ?)"));
    GUVOH_TRY_VOID(put.bind(1, change.record).bind(2, std::string_view(state.type())).bind(3, base::ByteSpan(bytes)).run());
    GUVOH_TRY(auto link, session.prepare("insert or ignore into record_change(record, entry, change) values(?, ?, ?)"));
    GUVOH_TRY_VOID(link.bind(1, change.record).bind(2, row).bind(3, static_cast<std::int64_t>(index)).run());
    return project(session, change.record, state);
}

}  // namespace

// ---- Records ------------------------------------------------------------------------------------------------------------

struct Records::Parts {
    Parts(vault::Vault& v, platform::FileSystem& f, platform::Clock c) : vault(v), files(f), clock(std::move(c)) {}
    vault::Vault& vault;  // the workspace's; outlives this
    platform::FileSystem& files;
    platform::Clock clock;
    std::mutex writing;  // held by the one Writing
    std::mutex saving;   // held while the file head is written
    std::atomic<bool> head_is_due = false;  // something was committed since
    bool head_fits = true;                  // the log held what the file head named when it was opened
    std::unique_ptr<ledger::Log> log;
    base::Id ledger;
    ledger::MemberId member;
    std::int64_t device_number = 1;

    std::string head_path() const { return vault.folder() + "/head"; }
    base::Expected<std::string> load_head() const;
    base::Expected<bool> goes_on_from_head(vault::Session& session) const;
};

/// Says whether the log holds all that the file head names; without such a file it does. Errors: Corrupt (the file), Io.
base::Expected<bool> Records::Parts::goes_on_from_head(vault::Session& session) const {
    GUVOH_TRY(const std::string text, load_head());
    if (text.empty()) return true;
    GUVOH_TRY(const ledger::Note note, ledger::Note::parse(text));
    GUVOH_TRY(const ledger::Checkpoint head, ledger::Checkpoint::parse(note.text));
    if (head.size >= log->size()) return head.size == log->size() && head.root == log->frontier().root();
    // The program ended before it could save the head: rare enough to walk from the beginning.
    GUVOH_TRY(auto leaves, session.prepare("select leaf from ledger_entry where row between ? and ? order by row"));
    leaves.bind(1, entry_row(device_number, 0)).bind(2, entry_row(device_number, head.size) - 1);
    ledger::Frontier frontier;
    while (true) {
        GUVOH_TRY(const bool found, leaves.step());
        if (!found) return frontier.size() == head.size && frontier.root() == head.root;
        GUVOH_TRY(const base::Hash leaf, read_leaf(leaves.blob(0)));
        frontier.append(leaf);
    }
}

base::Expected<std::string> Records::Parts::load_head() const {
    if (!files.exists(head_path())) return std::string{};
    GUVOH_TRY(const base::Bytes sealed, platform::read_file(files, head_path(), ledger::kMaxNoteBytes));
    const auto plain = crypto::open_sealed(vault.key_for("head"), sealed, ledger.span());
    if (!plain) return fail(ErrorKind::Corrupt, "the file `head` is not what was written");
    return std::string(base::as_text(*plain));
}

Records::Records() = default;

Records::~Records() {
    // Best effort: an old head is true, too, but lets more of the end be cut off unseen.
    if (parts_ && parts_->head_is_due) static_cast<void>(save_head());
}

base::Expected<std::unique_ptr<Records>> Records::create(vault::Vault& vault, platform::FileSystem& files, const Names& names,
                                                         platform::Clock clock) {
    GUVOH_TRY_VOID(vault.database().migrate("registry", registry_migrations()));
    auto member_key = crypto::SigningKey::generate();
    auto device_key = crypto::SigningKey::generate();
    const base::Id ledger = vault.id();
    const ledger::DeviceId device = ledger::device_id(device_key.public_key());
    {
        GUVOH_TRY(auto session, vault.database().begin_write());
        GUVOH_TRY_VOID(put_meta(*session, "member_seed", member_key.seed().span()));
        GUVOH_TRY_VOID(put_meta(*session, "device_seed", device_key.seed().span()));
        GUVOH_TRY(auto insert, session->prepare("insert into ledger_device(number, id) values(1, ?)"));
        GUVOH_TRY_VOID(insert.bind(1, device).run());
        TableStore store(*session, 1);
        const auto certificate = ledger::certify(member_key, device_key.public_key(), ledger, clock());
        GUVOH_TRY(auto log, ledger::Log::create(std::move(device_key), certificate, clock(), store, {ledger}));
        log->commit();
        GUVOH_TRY_VOID(session->commit());
    }
    GUVOH_TRY(auto records, open(vault, files, std::move(clock)));
    GUVOH_TRY(auto writing, records->begin("the record was begun"));
    ledger::PayloadWriter payload;
    GUVOH_TRY(std::string member_json, payload.put("name", names.member).finish());
    GUVOH_TRY(std::string device_json, payload.put("name", names.device).finish());
    GUVOH_TRY_VOID(writing->put(records->member(), "Member", std::move(member_json)));
    GUVOH_TRY_VOID(writing->put(device, "Device", std::move(device_json)));
    GUVOH_TRY_VOID(writing->commit());
    writing.reset();
    GUVOH_TRY_VOID(records->save_head());
    return records;
}

base::Expected<std::unique_ptr<Records>> Records::open(vault::Vault& vault, platform::FileSystem& files, platform::Clock clock) {
    GUVOH_TRY_VOID(vault.database().migrate("registry", registry_migrations()));
    std::unique_ptr<Records> records(new Records);
    records->parts_ = std::make_unique<Parts>(vault, files, std::move(clock));
    Parts& parts = *records->parts_;
    GUVOH_TRY(auto session, vault.database().begin_write());
    GUVOH_TRY(auto device_key, load_key(*session, "device_seed"));
    GUVOH_TRY(const auto member_key, load_key(*session, "member_seed"));
    parts.ledger = vault.id();
    parts.member = ledger::member_id(member_key.public_key());
    const ledger::DeviceId device = ledger::device_id(device_key.public_key());
    {
        GUVOH_TRY(auto number, session->prepare("select number from ledger_device where id = ?"));
        number.bind(1, device);
        GUVOH_TRY(const bool found, number.step());
        if (!found) return fail(ErrorKind::Corrupt, "this device's log is missing");
        parts.device_number = number.integer(0);
    }
    TableStore store(*session, parts.device_number);
    GUVOH_TRY(parts.log, ledger::Log::open(std::move(device_key), store, {parts.ledger}));
    parts.head_fits = parts.goes_on_from_head(*session).value_or(false);
    return records;
}


struct Writing::Parts {
    Parts(Records::Parts& r, std::string why, const ledger::MemberId& who)
        : records(r), lock(r.writing), reason(std::move(why)), member(who) {}
    Records::Parts& records;  // outlives every Writing
    std::unique_lock<std::mutex> lock;
    std::string reason;
    ledger::MemberId member;
    std::unique_ptr<vault::WriteTransaction> session;
    std::vector<ledger::DraftChange> pending;
    bool committed = false;

    base::Status append();
    base::Status expunge_payloads(std::int64_t row, const base::Id& record);
    base::Status withhold_payloads(std::int64_t row, const base::Id& record);
    base::Expected<std::vector<std::int64_t>> entries_of(const base::Id& record);
};

base::Expected<std::unique_ptr<Writing>> Records::begin(std::string_view reason, std::optional<ledger::MemberId> member) {
    std::unique_ptr<Writing> writing(new Writing);
    writing->parts_ = std::make_unique<Writing::Parts>(*parts_, std::string(reason), member.value_or(parts_->member));
    GUVOH_TRY(writing->parts_->session, parts_->vault.database().begin_write());
    return writing;
}

base::Expected<ledger::RecordState> Records::load(vault::Session& session, const base::Id& record) {
    GUVOH_TRY(auto state, find_state(session, record));
    if (!state) return fail(ErrorKind::NotFound, "no such record");
    return std::move(*state);
}

base::Expected<base::Id> Records::resolve(vault::Session& session, std::string_view id_or_beginning, std::string_view type) {
    constexpr std::size_t kIdLength = 26;
    if (id_or_beginning.empty() || id_or_beginning.size() > kIdLength) return fail(ErrorKind::Invalid, "not a record id");
    std::string low(id_or_beginning), high(id_or_beginning);
    low.resize(kIdLength, '0');
    high.resize(kIdLength, 'z');
    GUVOH_TRY(const base::Id from, base::Id::parse(low));
    GUVOH_TRY(const base::Id to, base::Id::parse(high));
    GUVOH_TRY(auto select, session.prepare("select id from record where id between ? and ? and (? = '' or type = ?) limit 2"));
    select.bind(1, from).bind(2, to).bind(3, type).bind(4, type);
    GUVOH_TRY(const bool found, select.step());
    if (!found) return fail(ErrorKind::NotFound, "no record has this id");
    GUVOH_TRY(const base::Id id, base::Id::from_bytes(select.blob(0)));
    GUVOH_TRY(const bool several, select.step());
    if (several) return fail(ErrorKind::Invalid, "several records' ids begin so; give more of it");
    return id;
}

base::Expected<ledger::Note> Records::checkpoint() {
    const std::lock_guard lock(parts_->writing);
    return parts_->log->checkpoint();
}

base::Status Records::save_head() {
    const std::lock_guard lock(parts_->saving);
    parts_->head_is_due = false;
    if (!parts_->head_fits) return {};  // an older database was put here: the file stays, so that verification goes on to say so
    GUVOH_TRY(const ledger::Note note, checkpoint());
    const crypto::Key key = parts_->vault.key_for("head");
    const base::Bytes sealed = crypto::seal(key, base::as_bytes(note.write()), parts_->ledger.span());
    return platform::write_file_durably(parts_->files, parts_->head_path(), sealed);
}

base::Expected<std::string> Records::load_head() { return parts_->load_head(); }

base::Id Records::ledger_id() const { return parts_->ledger; }
ledger::DeviceId Records::device() const { return parts_->log->device(); }
ledger::MemberId Records::member() const { return parts_->member; }
vault::Vault& Records::vault() { return parts_->vault; }

// ---- Writing ------------------------------------------------------------------------------------------------------------

Writing::Writing() = default;

Writing::~Writing() {
    if (parts_ && !parts_->committed) parts_->records.log->rollback();
}

vault::WriteTransaction& Writing::session() { return *parts_->session; }

base::Id Writing::new_id() {
    std::array<base::Byte, 10> random{};
    crypto::random_bytes(random);
    return base::Id::make(parts_->records.clock(), random);
}

base::Status Writing::put(const base::Id& record, std::string_view type, std::string json, std::string_view compartment) {
    parts_->pending.push_back({ledger::ChangeKind::Put, record, std::string(type), std::string(compartment), std::move(json), {}});
    return parts_->pending.size() >= ledger::kMaxChanges ? sign() : base::Status{};
}

base::Status Writing::sign() {
    if (parts_->pending.empty()) return {};
    return parts_->append();
}

base::Status Writing::Parts::append() {
    TableStore store(*session, records.device_number);
    ledger::Draft draft{member, reason, std::move(pending)};
    pending.clear();
    GUVOH_TRY(const ledger::Appended appended, records.log->append(draft, records.clock(), store));
    const std::int64_t row = entry_row(records.device_number, appended.seq());
    for (std::size_t i = 0; i < appended.entry.changes.size(); ++i) {
        GUVOH_TRY_VOID(fold_change(*session, appended.entry, i, appended.payloads[i]->json, row));
    }
    if ((appended.seq() + 1) % kFrontierEvery == 0) {
        GUVOH_TRY_VOID(put_meta(*session, kFrontierName, records.log->frontier().to_bytes()));
    }
    return {};
}

/// Drafts an Expunge for each payload that an entry holds of the record, and takes the payloads out of the row.
base::Status Writing::Parts::expunge_payloads(std::int64_t row, const base::Id& record) {
    GUVOH_TRY(auto stored, load_entry(*session, row));
    GUVOH_TRY(const ledger::Entry entry, ledger::read_entry(stored.signed_entry.body));
    for (std::size_t i = 0; i < entry.changes.size(); ++i) {
        const ledger::Change& change = entry.changes[i];
        if (change.record != record || i >= stored.payloads.size() || !stored.payloads[i]) continue;
        ledger::PayloadWriter nulls;
        GUVOH_TRY(const auto fields, ledger::split_fields(stored.payloads[i]->json));
        for (const ledger::Field& field : fields) nulls.put_null(field.name);
        GUVOH_TRY(std::string json, nulls.finish());
        pending.push_back({ledger::ChangeKind::Expunge, record, change.type, change.compartment, std::move(json), change.payload_hash});
        stored.payloads[i].reset();
        if (pending.size() >= ledger::kMaxChanges) GUVOH_TRY_VOID(append());
    }
    const base::Bytes packed = ledger::pack_payloads(stored.payloads);
    GUVOH_TRY(auto update, session->prepare("update ledger_entry set payloads = ? where row = ?"));
    return update.bind(1, base::ByteSpan(packed)).bind(2, row).run();
}

/// Drafts a Withhold for each payload that an entry holds of the record.
base::Status Writing::Parts::withhold_payloads(std::int64_t row, const base::Id& record) {
    GUVOH_TRY(const auto stored, load_entry(*session, row));
    GUVOH_TRY(const ledger::Entry entry, ledger::read_entry(stored.signed_entry.body));
    for (std::size_t i = 0; i < entry.changes.size(); ++i) {
        const ledger::Change& change = entry.changes[i];
        const bool has_content = i < stored.payloads.size() && stored.payloads[i];
        if (change.record != record || change.kind != ledger::ChangeKind::Put || !has_content) continue;
        pending.push_back({ledger::ChangeKind::Withhold, record, change.type, change.compartment, "{}", change.payload_hash});
        if (pending.size() >= ledger::kMaxChanges) GUVOH_TRY_VOID(append());
    }
    return {};
}

base::Expected<std::vector<std::int64_t>> Writing::Parts::entries_of(const base::Id& record) {
    GUVOH_TRY(auto select, session->prepare("select distinct entry from record_change where record = ? order by entry"));
    select.bind(1, record);
    std::vector<std::int64_t> rows;
    while (true) {
        GUVOH_TRY(const bool found, select.step());
        if (!found) break;
        rows.push_back(select.integer(0));
    }
    if (rows.empty()) return fail(ErrorKind::NotFound, "no such record");
    return rows;
}

base::Status Writing::withhold(const base::Id& record) {
    GUVOH_TRY_VOID(sign());
    GUVOH_TRY(const auto rows, parts_->entries_of(record));
    for (const std::int64_t row : rows) GUVOH_TRY_VOID(parts_->withhold_payloads(row, record));
    return sign();
}

base::Status Writing::expunge(const base::Id& record) {
    GUVOH_TRY_VOID(sign());
    GUVOH_TRY(const auto rows, parts_->entries_of(record));
    for (const std::int64_t row : rows) GUVOH_TRY_VOID(parts_->expunge_payloads(row, record));
    return sign();
}

base::Status Writing::commit() {
    GUVOH_TRY_VOID(sign());
    GUVOH_TRY_VOID(parts_->session->commit());
    parts_->records.log->commit();
    parts_->records.head_is_due = true;
    parts_->committed = true;
    return {};
}

}  // namespace guvoh::registry

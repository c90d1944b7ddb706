// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ledger/testing/sample.h"

#include <algorithm>
#include <map>
#include <span>

#include "ledger/bundle.h"
#include "ledger/fold.h"
#include "ledger/identity.h"

namespace guvoh::ledger::testing {

namespace {

constexpr std::string_view kType = "Document";

DraftChange put(const base::Id& record, std::string type, std::string compartment, PayloadWriter& fields) {
    return DraftChange{ChangeKind::Put, record, std::move(type), std::move(compartment), fields.finish().value(), {}};
}

Draft draft(std::string reason, std::vector<DraftChange> changes) { return Draft{{}, std::move(reason), std::move(changes)}; }

Draft title(const base::Id& record, const char* text, const char* reason) {
    PayloadWriter fields;
    fields.put("title", text);
    return draft(reason, {put(record, std::string(kType), "open", fields)});
}

}  // namespace

Sample::Sample() {
    const crypto::SigningKey partner = seeded_key(60);
    cosigner = NoteKey{"example.org/partner-office", NoteKeyKind::Cosignature, partner.public_key()};
    PayloadWriter document_fields;
    document_fields.put("file_name", "visit-03.pdf").put("pages", std::int64_t{12}).put("title", "Visit to a place of detention");
    PayloadWriter person_fields;
    person_fields.put("name", "Асан Үсөнов").put("note", "said: \"I was\nbeaten\" \xF0\x9F\x95\x8A");
    const Appended first = history.append(0, draft("imported from the visit folder", {put(document, std::string(kType), "open", document_fields),
                                                                 put(numbered_id(2), "Person", "sealed", person_fields)}));
    PayloadWriter withheld_fields;
    withheld_fields.put("note", "only for this office");
    history.append(0, draft("note of the interview", {put(numbered_id(3), "Information", "sealed", withheld_fields)}));
    DraftChange expunge{ChangeKind::Expunge, numbered_id(2), "Person", "sealed", "{\"name\":null,\"note\":null}",
                        first.entry.changes[1].payload_hash};
    history.append(0, draft("the person asked to be removed", {expunge}));
    checkpoints.push_back(CheckpointRecord{history.log(0).checkpoint().write(), {}});
    history.tell(1, 0);
    history.append(1, title(document, "Visit to a remand prison, March", "title made clearer"));
    history.append(0, title(document, "Visit to a remand prison", "title corrected"));
    history.tell(0, 1);
    history.tell(1, 0);
    history.append(0, title(document, "Visit to a remand prison, March", "decided between two titles"));
    PayloadWriter place_fields;
    place_fields.put("capacity", std::int64_t{240}).put_canonical("kinds", "[\"remand\",\"women\"]").put_canonical("open", "true");
    history.append(1, draft("place added", {put(numbered_id(4), "PlaceOfDetention", "", place_fields)}));
    history.append(0, title(numbered_id(5), "Reply of the prosecutor", "reply received"));
    PayloadWriter moved;
    moved.put("pages", std::int64_t{13});
    history.append(1, draft("page count corrected", {put(document, std::string(kType), "open", moved)}));
    Note note = history.log(0).checkpoint();
    cosign_note(note, cosigner.name, partner, static_cast<std::uint64_t>(kStartMs / 1000 + 3600));
    checkpoints.push_back(CheckpointRecord{note.write(), {}});
    checkpoints.push_back(CheckpointRecord{history.log(1).checkpoint().write(), {}});
    auto& entries = history.store().entries(history.device(0));
    entries[1].payloads[1].reset();  // expunged
    entries[2].payloads[0].reset();  // withheld from whoever gets the bundle
}

std::string bundle_of(const MemoryStore& store, const std::vector<CheckpointRecord>& checkpoints, const base::Id& ledger) {
    std::string out;
    BundleWriter writer([&](std::string_view piece) {
        out += piece;
        return base::Status();
    });
    GUVOH_CHECK(writer.begin(ledger, kStartMs + 7'200'000).has_value());
    for (const CheckpointRecord& checkpoint : checkpoints) GUVOH_CHECK(writer.put_checkpoint(checkpoint).has_value());
    for (const auto& [device, entries] : store.all()) {
        for (const StoredEntry& entry : entries) GUVOH_CHECK(writer.put_entry(entry).has_value());
    }
    GUVOH_CHECK(writer.finish().has_value());
    return out;
}

std::string Sample::bundle() const { return bundle_of(history.store(), checkpoints, history.ledger()); }

namespace {

base::Json key_vector(const char* name, base::Byte seed) {
    const crypto::SigningKey key = seeded_key(seed);
    base::Json out;
    out["name"] = name;
    out["seed"] = base::to_hex(key.seed().span());
    out["public_key"] = base::to_hex(key.public_key());
    out["as_device"] = device_id(key.public_key()).text();
    out["as_member"] = member_id(key.public_key()).text();
    return out;
}

base::Json hashes(std::span<const base::Hash> all) {
    base::Json out;
    out.make_array();
    for (const base::Hash& hash : all) out.make_array().push_back(base::to_hex(hash));
    return out;
}

base::Json entry_vector(const StoredEntry& entry) {
    base::Json out;
    out["body"] = entry.signed_entry.body;
    out["body_hex"] = base::to_hex(base::as_bytes(entry.signed_entry.body));
    const base::Hash body_hash = crypto::sha256(base::as_bytes(entry.signed_entry.body));
    out["body_sha256"] = base::to_hex(body_hash);
    std::string message = "guvoh-entry-v1\n";
    message += base::as_text(body_hash);
    out["signed_message_hex"] = base::to_hex(base::as_bytes(message));
    out["signature"] = base::to_hex(entry.signed_entry.signature);
    out["leaf_hash"] = base::to_hex(entry_leaf_hash(entry.signed_entry));
    if (!entry.payloads.empty() && entry.payloads[0]) {
        out["payload"] = entry.payloads[0]->json;
        out["payload_key"] = base::to_hex(entry.payloads[0]->key);
        out["payload_hash"] = base::to_hex(payload_hash(*entry.payloads[0]));
    }
    return out;
}

base::Json tree_vectors(const std::vector<base::Hash>& leaves) {
    base::Json out;
    out["leaf_hashes"] = hashes(leaves);
    for (std::size_t size = 0; size <= leaves.size(); ++size) {
        const std::span<const base::Hash> tree(leaves.data(), size);
        out["roots"].make_array().push_back(base::to_hex(tree_root(tree)));
        for (std::size_t i = 0; i < size; ++i) {
            base::Json one;
            one["index"] = static_cast<std::uint64_t>(i);
            one["size"] = static_cast<std::uint64_t>(size);
            one["proof"] = hashes(inclusion_proof(tree, i).value());
            out["inclusion"].make_array().push_back(std::move(one));
        }
        for (std::size_t old_size = 1; old_size < size; ++old_size) {
            base::Json one;
            one["old_size"] = static_cast<std::uint64_t>(old_size);
            one["new_size"] = static_cast<std::uint64_t>(size);
            one["proof"] = hashes(consistency_proof(tree, old_size).value());
            out["consistency"].make_array().push_back(std::move(one));
        }
    }
    return out;
}

/// Folds one record over the first so many entries of each device, and gives its fields.
base::Json fold_vector(const MemoryStore& store, const base::Id& record, const std::map<DeviceId, std::size_t>& counts) {
    RecordState state;
    base::Json out;
    for (const auto& [device, entries] : store.all()) {
        const std::size_t count = std::min(entries.size(), counts.at(device));
        out["entries"][device.text()] = static_cast<std::uint64_t>(count);
        for (const StoredEntry& stored : std::span(entries).first(count)) {
            const Entry entry = read_entry(stored.signed_entry.body).value();
            for (std::size_t i = 0; i < entry.changes.size(); ++i) {
                if (entry.changes[i].record != record || i >= stored.payloads.size() || !stored.payloads[i]) continue;
                const std::vector<Field> fields = split_fields(stored.payloads[i]->json).value();
                state.apply(entry.changes[i], fields, entry.stamp(i), entry.seen);
            }
        }
    }
    out["record"] = record.text();
    for (const auto& [name, field] : state.fields()) {
        base::Json& one = out["fields"][name];
        one["value"] = field.winner.value;
        one["conflict"] = field.in_conflict();
        one["alternatives"].make_array();
        for (const FieldValue& value : field.alternatives) one["alternatives"].make_array().push_back(value.value);
    }
    return out;
}

}  // namespace

base::Json Sample::vectors() const {
    const MemoryStore& store = history.store();
    base::Json out;
    out["ledger"] = history.ledger().text();
    out["keys"].make_array() = {key_vector("device 1", 1), key_vector("device 2", 2), key_vector("member", 100),
                                key_vector("partner office", 60)};
    const auto& entries = store.entries(history.device(0));
    std::vector<base::Hash> leaves;
    for (const StoredEntry& entry : entries) {
        leaves.push_back(entry_leaf_hash(entry.signed_entry));
        out["entries"].make_array().push_back(entry_vector(entry));
    }
    out["tree"] = tree_vectors(leaves);
    for (const CheckpointRecord& checkpoint : checkpoints) out["checkpoints"].make_array().push_back(checkpoint.note);
    for (const std::size_t device : {0U, 1U}) {
        out["checkpoint_keys"].make_array().push_back(history.log(device).note_key().text());
    }
    out["cosigner_key"] = cosigner.text();
    out["fold"].make_array() = {fold_vector(store, document, {{history.device(0), 5}, {history.device(1), 2}}),
                                fold_vector(store, document, {{history.device(0), 7}, {history.device(1), 4}}),
                                fold_vector(store, numbered_id(2), {{history.device(0), 7}, {history.device(1), 4}})};
    return out;
}

namespace {

void replace_entry(StoredEntry& stored, const char* reason, base::Byte key_seed, const base::Hash* previous = nullptr) {
    Entry entry = read_entry(stored.signed_entry.body).value();
    entry.reason = reason;
    if (previous != nullptr) entry.previous = *previous;
    stored.signed_entry.body = write_entry(entry);
    stored.signed_entry.signature = sign_entry(seeded_key(key_seed), stored.signed_entry.body);
}

using Entries = std::vector<StoredEntry>;

struct Spoiling {
    const char* name;
    const char* problem;
    std::uint64_t seq;
    void (*apply)(Entries& entries);
};

const Spoiling kSpoilings[] = {
    {"altered_reason", "signature", 4,
     [](Entries& all) { all[4].signed_entry.body.replace(all[4].signed_entry.body.find("corrected"), 9, "Corrected"); }},
    {"altered_payload", "payload_altered", 4, [](Entries& all) { all[4].payloads[0]->json[11] ^= 1; }},
    {"cut_entry", "missing", 3, [](Entries& all) { all.erase(all.begin() + 3); }},
    {"cut_end", "truncated", 6, [](Entries& all) { all.pop_back(); }},
    {"swapped_entries", "missing", 4, [](Entries& all) { std::swap(all[4], all[5]); }},
    {"exchanged_entries", "wrong_place", 4, [](Entries& all) { std::swap(all[4].signed_entry, all[5].signed_entry); }},
    {"repeated_entry", "repeated", 2, [](Entries& all) { all.insert(all.begin() + 4, all[2]); }},
    {"forged_signature", "signature", 4, [](Entries& all) { replace_entry(all[4], "forged", 77); }},
    {"broken_chain", "chain", 5, [](Entries& all) { replace_entry(all[4], "rewritten", 1); }},
    {"rewritten_end", "checkpoint_root", 6,
     [](Entries& all) {
         for (std::size_t i = 4; i < all.size(); ++i) {
             const base::Hash previous = entry_leaf_hash(all[i - 1].signed_entry);
             replace_entry(all[i], "rewritten", 1, &previous);
         }
     }},
    {"other_certificate", "certificate", 0,
     [](Entries& all) {
         Entry entry = read_entry(all[0].signed_entry.body).value();
         entry.certificate->signature[0] ^= 1;
         all[0].signed_entry.body = write_entry(entry);
         all[0].signed_entry.signature = sign_entry(seeded_key(1), all[0].signed_entry.body);
     }},
};

}  // namespace

std::vector<BrokenBundle> broken_bundles() {
    std::vector<BrokenBundle> out;
    for (const Spoiling& spoiling : kSpoilings) {
        Sample sample;
        spoiling.apply(sample.history.store().entries(sample.history.device(0)));
        out.push_back(BrokenBundle{spoiling.name, sample.bundle(), spoiling.problem, spoiling.seq});
    }
    return out;
}

}  // namespace guvoh::ledger::testing

// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <map>
#include <mutex>
#include <set>

#include "access/sealing.h"
#include "registry/rebuild.h"
#include "service/theme_models.h"
#include "service/workspace_parts.h"

namespace guvoh::service {

using base::ErrorKind;
using base::fail;

std::string name_of(vault::Session& session, const base::Id& id) {
    const auto state = registry::Records::load(session, id);
    const std::string name = state ? state->text("name") : std::string{};
    return name.empty() ? id.text() : name;
}

base::Id disclosures_of(const base::Id& record) {
    base::Bytes bytes(base::as_bytes("guvoh-disclosures-v1\n").begin(), base::as_bytes("guvoh-disclosures-v1\n").end());
    bytes.insert(bytes.end(), record.span().begin(), record.span().end());
    const base::Hash hash = crypto::sha256(bytes);
    return base::Id::from_bytes(base::ByteSpan(hash).first(16)).value();
}

namespace {

/// What a history shows of a value: of a sealed one, that it is sealed.
base::Json shown(const base::Json& value) {
    if (!access::is_sealed(value)) return value;
    base::Json sealed;
    sealed["sealed"] = true;
    return sealed;
}

HistoryItem item_of(vault::Session& session, const registry::Revision& revision) {
    const ledger::Entry& entry = revision.entry;
    HistoryItem item;
    item.at = platform::instant_text(entry.clock.ms);
    item.member = name_of(session, entry.member);
    item.device = name_of(session, entry.device);
    item.reason = entry.reason;
    item.seq = entry.seq;
    item.kind = ledger::change_kind_name(entry.changes[revision.change].kind);
    return item;
}

/// Openings of the record's sealed fields, as items of its history.
base::Status add_disclosures(vault::Session& session, const base::Id& record, std::vector<HistoryItem>& items) {
    const auto openings = registry::history(session, disclosures_of(record));
    if (!openings) return openings.error().kind == ErrorKind::NotFound ? base::Status{} : base::Status(fail(openings.error()));
    for (const auto& opening : *openings) {
        HistoryItem item = item_of(session, opening);
        item.kind = "open";
        if (opening.json) {
            GUVOH_TRY(const base::Json fields, base::Json::parse(*opening.json));
            for (const auto& name : fields["fields"].array()) item.fields.push_back({std::string(name.string_or("")), {}, {}});
        }
        items.push_back(std::move(item));
    }
    std::stable_sort(items.begin(), items.end(), [](const HistoryItem& a, const HistoryItem& b) { return a.at < b.at; });
    return {};
}

}  // namespace

base::Expected<std::vector<HistoryItem>> Workspace::history(const Caller& caller, std::string_view record_id) {
    GUVOH_TRY(Reading reading, begin_reading(parts_->database(), caller));
    GUVOH_TRY(const base::Id record, find_record(reading, record_id, ""));
    GUVOH_TRY(const auto revisions, registry::history(*reading.session, record));
    std::vector<HistoryItem> items;
    std::map<std::string, base::Json> values;
    for (const auto& revision : revisions) {
        HistoryItem item = item_of(*reading.session, revision);
        if (revision.json && item.kind == "put") {
            GUVOH_TRY(const base::Json fields, base::Json::parse(*revision.json));
            for (const auto& [name, value] : fields.object()) {
                item.fields.push_back({name, shown(values[name]), shown(value)});
                values[name] = value;
            }
        }
        items.push_back(std::move(item));
    }
    GUVOH_TRY_VOID(add_disclosures(*reading.session, record, items));
    return items;
}

base::Status Workspace::expunge(const Caller& caller, std::string_view record_id, std::string_view reason) {
    GUVOH_TRY_VOID(caller.require(Permission::Expunge));
    // An ingestion may be about to name a file that this would destroy.
    const std::unique_lock no_ingestion(parts_->ingesting, std::try_to_lock);
    if (!no_ingestion) return fail(ErrorKind::Busy, "documents are being added; expunge when that has ended");
    std::vector<base::Id> records;
    std::vector<ChangedRecord> changed;
    std::optional<registry::DocumentRow> document;
    {
        GUVOH_TRY(Reading reading, begin_reading(parts_->database(), caller));
        GUVOH_TRY(const base::Id record, find_record(reading, record_id, ""));
        GUVOH_TRY(const auto state, registry::Records::load(*reading.session, record));
        if (is_internal_type(state.type())) return fail(ErrorKind::Invalid, "what keeps the workspace's own house cannot be expunged");
        if (state.type() == "Document") {
            GUVOH_TRY(document, registry::load_document(*reading.session, record));
            GUVOH_TRY(records, registry::passages_of(*reading.session, record));  // they repeat its words
        }
        records.push_back(record);
    }
    {
        GUVOH_TRY(auto writing, parts_->records->begin(reason, caller.member));
        for (const base::Id& record : records) {
            GUVOH_TRY(const auto state, registry::Records::load(writing->session(), record));
            changed.push_back({state.type(), record.text(), state.compartment()});
            const bool taught = state.type() == "Recommendation" && state.fields().contains("themes");  // a model may hold its words
            if (taught) GUVOH_TRY_VOID(forget_models_with(*writing, state.compartment()));
            GUVOH_TRY_VOID(writing->expunge(record));
        }
        if (document) {
            documents::TextStore texts;
            GUVOH_TRY_VOID(texts.erase(writing->session(), document->number));
            GUVOH_TRY(auto note, writing->session().prepare("insert into expunging(number, sha256) values(?, ?)"));
            GUVOH_TRY_VOID(note.bind(1, document->number).bind(2, base::ByteSpan(document->sha256)).run());
        }
        GUVOH_TRY_VOID(writing->commit());
    }
    GUVOH_TRY_VOID(parts_->finish_expunging());
    GUVOH_TRY_VOID(erase_forgotten_models(*parts_));
    parts_->tell(changed);
    return parts_->records->save_head();
}

base::Status Workspace::withhold(const Caller& caller, std::string_view record_id, std::string_view reason) {
    GUVOH_TRY_VOID(caller.require(Permission::Expunge));
    base::Id record;
    {
        GUVOH_TRY(Reading reading, begin_reading(parts_->database(), caller));
        GUVOH_TRY(record, find_record(reading, record_id, ""));
    }
    {
        GUVOH_TRY(auto writing, parts_->records->begin(reason, caller.member));
        GUVOH_TRY_VOID(writing->withhold(record));
        GUVOH_TRY_VOID(writing->commit());
    }
    return parts_->records->save_head();
}

base::Status Workspace::Parts::finish_expunging() {
    std::vector<std::pair<std::uint32_t, base::Hash>> waiting;
    std::set<base::Hash> used_elsewhere;  // the same file stands in another compartment
    {
        GUVOH_TRY(auto session, database().begin_read());
        GUVOH_TRY(auto select, session->prepare("select number, sha256 from expunging"));
        while (true) {
            GUVOH_TRY(const bool found, select.step());
            if (!found) break;
            base::Hash sha256{};
            const base::ByteSpan bytes = select.blob(1);
            std::copy_n(bytes.begin(), std::min(bytes.size(), sha256.size()), sha256.begin());
            waiting.emplace_back(static_cast<std::uint32_t>(select.integer(0)), sha256);
            GUVOH_TRY(const std::uint64_t others, registry::count_documents_by_hash(*session, sha256));
            if (others > 0) used_elsewhere.insert(sha256);
        }
    }
    if (waiting.empty()) return {};
    std::vector<std::uint32_t> done;
    for (const auto& [number, sha256] : waiting) {
        GUVOH_TRY_VOID(index->erase_documents({&number, 1}));
        auto erased = used_elsewhere.contains(sha256) ? base::Status{} : vault->blobs().erase(sha256);
        if (!erased && erased.error().kind == ErrorKind::Busy) continue;  // the backup that is under way ends with this
        if (!erased && erased.error().kind != ErrorKind::NotFound) return erased;
        done.push_back(number);
    }
    {
        GUVOH_TRY(auto session, database().begin_write());
        for (const std::uint32_t number : done) {
            GUVOH_TRY(auto forget, session->prepare("delete from expunging where number = ?"));
            GUVOH_TRY_VOID(forget.bind(1, std::int64_t{number}).run());
        }
        GUVOH_TRY_VOID(session->commit());
    }
    if (done.size() < waiting.size()) return {};  // the log, too, when the backup no longer reads it
    return database().checkpoint();               // no former page stays behind in the write-ahead log
}

}  // namespace guvoh::service

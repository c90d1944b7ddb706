// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <map>
#include <mutex>
#include <set>

#include "registry/rebuild.h"
#include "service/workspace_parts.h"

namespace guvoh::service {

using base::ErrorKind;
using base::fail;

namespace {

/// The name a member's or device's own record gives it, else its id.
std::string name_of(vault::Session& session, const base::Id& id) {
    const auto state = registry::Records::load(session, id);
    const std::string name = state ? state->text("name") : std::string{};
    return name.empty() ? id.text() : name;
}

}  // namespace

base::Expected<std::vector<HistoryItem>> Workspace::history(const Caller& caller, std::string_view record_id) {
    GUVOH_TRY(Reading reading, begin_reading(parts_->database(), caller));
    GUVOH_TRY(const base::Id record, find_record(reading, record_id, ""));
    GUVOH_TRY(const auto revisions, registry::history(*reading.session, record));
    std::vector<HistoryItem> items;
    std::map<std::string, base::Json> values;
    for (const auto& revision : revisions) {
        const ledger::Entry& entry = revision.entry;
        HistoryItem item;
        item.at = platform::instant_text(entry.clock.ms);
        item.member = name_of(*reading.session, entry.member);
        item.device = name_of(*reading.session, entry.device);
        item.reason = entry.reason;
        item.seq = entry.seq;
        item.kind = ledger::change_kind_name(entry.changes[revision.change].kind);
        if (revision.json && item.kind == "put") {
            GUVOH_TRY(const base::Json fields, base::Json::parse(*revision.json));
            for (const auto& [name, value] : fields.object()) {
                item.fields.push_back({name, values[name], value});
                values[name] = value;
            }
        }
        items.push_back(std::move(item));
    }
    return items;
}

base::Status Workspace::expunge(const Caller& caller, std::string_view record_id, std::string_view reason) {
    GUVOH_TRY_VOID(caller.require(Permission::Expunge));
    // An ingestion may be about to name a file that this would destroy.
    const std::unique_lock no_ingestion(parts_->ingesting, std::try_to_lock);
    if (!no_ingestion) return fail(ErrorKind::Busy, "documents are being added; expunge when that has ended");
    std::vector<base::Id> records;
    std::optional<registry::DocumentRow> document;
    {
        GUVOH_TRY(Reading reading, begin_reading(parts_->database(), caller));
        GUVOH_TRY(const base::Id record, find_record(reading, record_id, ""));
        GUVOH_TRY(const auto state, registry::Records::load(*reading.session, record));
        if (state.type() != "Document" && state.type() != "Passage") {
            return fail(ErrorKind::Invalid, "only documents and passages can be expunged");
        }
        if (state.type() == "Document") {
            GUVOH_TRY(document, registry::load_document(*reading.session, record));
            GUVOH_TRY(records, registry::passages_of(*reading.session, record));  // they repeat its words
        }
        records.push_back(record);
    }
    {
        GUVOH_TRY(auto writing, parts_->records->begin(reason, caller.member));
        for (const base::Id& record : records) GUVOH_TRY_VOID(writing->expunge(record));
        if (document) {
            documents::TextStore texts;
            GUVOH_TRY_VOID(texts.erase(writing->session(), document->number));
            GUVOH_TRY(auto note, writing->session().prepare("insert into expunging(number, sha256) values(?, ?)"));
            GUVOH_TRY_VOID(note.bind(1, document->number).bind(2, base::ByteSpan(document->sha256)).run());
        }
        GUVOH_TRY_VOID(writing->commit());
    }
    GUVOH_TRY_VOID(parts_->finish_expunging());
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
    for (const auto& [number, sha256] : waiting) {
        GUVOH_TRY_VOID(index->erase_documents({&number, 1}));
        if (used_elsewhere.contains(sha256)) continue;
        if (auto erased = vault->blobs().erase(sha256); !erased && erased.error().kind != ErrorKind::NotFound) return erased;
    }
    {
        GUVOH_TRY(auto session, database().begin_write());
        GUVOH_TRY_VOID(session->execute("delete from expunging"));
        GUVOH_TRY_VOID(session->commit());
    }
    return database().checkpoint();  // no former page stays behind in the write-ahead log
}

}  // namespace guvoh::service

// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/ingest_commit.h"

#include <algorithm>
#include <map>

#include "service/units.h"

namespace guvoh::service {

namespace {

constexpr std::size_t kBatchDocuments = 500;
constexpr std::size_t kBatchBytes = 8U << 20;
constexpr std::int64_t kBatchMs = 600;  ///< so that a document is searchable within a second of being read

base::Json strings(const std::vector<std::string>& items) {
    base::Json::Array array;
    for (const auto& item : items) array.emplace_back(item);
    return array;
}

base::Expected<std::string> payload_of(const ReadyDocument& document, const std::vector<base::Id>& inside) {
    base::Json::Object metadata;
    for (const auto& [name, value] : document.extracted.metadata) metadata.emplace(name, value);
    base::Json::Array contains, left_out;
    for (const base::Id& id : inside) contains.emplace_back(id.text());
    for (const Refused& item : document.left_out) {
        base::Json one;
        one["name"] = item.path;
        one["reason"] = item.reason;
        left_out.push_back(std::move(one));
    }
    ledger::PayloadWriter payload;
    payload.put("sha256", base::to_hex(document.sha256));
    payload.put("size_bytes", static_cast<std::int64_t>(document.size_bytes));
    payload.put("file_name", document.file_name).put("path", document.path);
    payload.put("kind", documents::kind_name(document.extracted.kind)).put("media_type", document.extracted.media_type);
    payload.put("page_count", static_cast<std::int64_t>(document.extracted.pages.size()));
    payload.put_json("languages", strings(document.languages)).put_json("metadata", metadata);
    payload.put("text_sha256", base::to_hex(document.text_sha256));
    if (const auto title = document.extracted.metadata.find("title"); title != document.extracted.metadata.end()) {
        payload.put("title", title->second);
    }
    if (!document.extracted.notes.empty()) payload.put_json("notes", strings(document.extracted.notes));
    if (!contains.empty()) payload.put_json("contains", contains);
    if (!left_out.empty()) payload.put_json("left_out", left_out);
    if (document.fingerprint.words > 0) {
        base::Bytes bits;
        base::put_u64(bits, document.fingerprint.bits);
        payload.put("fingerprint", base::to_hex(bits)).put("fingerprint_words", static_cast<std::int64_t>(document.fingerprint.words));
    }
    return payload.finish();
}

}  // namespace

base::Hash text_sha256(const documents::Extracted& extracted) {
    crypto::Sha256 sha256;
    for (const auto& page : extracted.pages) {
        sha256.add(base::as_bytes(page.text));
        sha256.add(base::as_bytes("\f"));
    }
    return sha256.finish();
}

base::Expected<std::string> text_payload(const documents::Extracted& extracted, const std::vector<std::string>& languages) {
    ledger::PayloadWriter payload;
    payload.put("page_count", static_cast<std::int64_t>(extracted.pages.size())).put_json("languages", strings(languages));
    payload.put("text_sha256", base::to_hex(text_sha256(extracted)));
    return payload.finish();
}

base::Status IngestCommitter::add(ReadyDocument document) {
    if (batch_.empty()) batch_since_ms_ = parts_.clock();
    batch_bytes_ += document.weight_bytes();
    batch_.push_back(std::move(document));
    return batch_.size() >= kBatchDocuments || batch_bytes_ >= kBatchBytes ? commit() : commit_if_due();
}

base::Status IngestCommitter::commit_if_due() {
    return !batch_.empty() && parts_.clock() - batch_since_ms_ >= kBatchMs ? commit() : base::Status{};
}

base::Status IngestCommitter::commit() {
    if (batch_.empty()) return {};
    GUVOH_TRY_VOID(parts_.vault->blobs().sync());
    std::vector<Placed> placed;
    {
        GUVOH_TRY(auto writing, parts_.records->begin(reason_, member_));
        GUVOH_TRY(placed, write(*writing));
        GUVOH_TRY_VOID(writing->commit());
    }
    for (const Placed& item : placed) shared_.count_added(batch_[item.index]);
    shared_.count_already_there(batch_.size() - placed.size());
    GUVOH_TRY_VOID(index(placed));
    std::vector<ChangedRecord> changed;
    if (parts_.on_changed) {
        for (const Placed& item : placed) changed.push_back({"Document", item.record.text(), compartment_});
    }
    parts_.tell(changed);
    batch_.clear();
    batch_bytes_ = 0;
    return {};
}

base::Expected<std::vector<IngestCommitter::Placed>> IngestCommitter::write(registry::Writing& writing) {
    std::vector<Placed> placed;
    std::map<base::Hash, base::Id> batch_ids;
    const auto id_of = [&](const base::Hash& hash) -> std::optional<base::Id> {
        if (const auto found = batch_ids.find(hash); found != batch_ids.end()) return found->second;
        const auto row = registry::find_document_by_hash(writing.session(), hash, compartment_);
        return row ? std::optional(row->record) : std::nullopt;
    };
    for (std::size_t i = 0; i < batch_.size(); ++i) {
        const ReadyDocument& document = batch_[i];
        if (id_of(document.sha256)) continue;  // two lanes read the same content at once
        std::vector<base::Id> inside;
        for (const base::Hash& hash : document.inside) {
            if (const auto id = id_of(hash); id && std::find(inside.begin(), inside.end(), *id) == inside.end()) inside.push_back(*id);
        }
        const base::Id record = writing.new_id();
        GUVOH_TRY(std::string json, payload_of(document, inside));
        GUVOH_TRY_VOID(writing.put(record, "Document", std::move(json), compartment_));
        batch_ids.emplace(document.sha256, record);
        placed.push_back({record, 0, i});
    }
    GUVOH_TRY_VOID(writing.sign());
    for (Placed& item : placed) {
        GUVOH_TRY(const auto row, registry::load_document(writing.session(), item.record));
        item.number = row.number;
        const ReadyDocument& document = batch_[item.index];
        GUVOH_TRY_VOID(texts_.put(writing.session(), item.number, document.extracted, document.paragraphs));
    }
    return placed;
}

base::Status IngestCommitter::index(const std::vector<Placed>& placed) {
    for (const Placed& item : placed) {
        parts_.document_numbers.put(item.number, item.record, compartment_);
        const ReadyDocument& document = batch_[item.index];
        std::vector<UnitPage> pages;
        for (const auto& page : document.extracted.pages) pages.push_back({page.text, page.width_pt > 0});
        GUVOH_TRY_VOID(parts_.index->add_document(static_cast<std::uint32_t>(item.number), make_units(pages, document.paragraphs)));
    }
    return parts_.index->flush();
}

}  // namespace guvoh::service

// SPDX-License-Identifier: AGPL-3.0-or-later
#include "registry/projections.h"

#include "base/edtf.h"
#include "base/json.h"

namespace guvoh::registry {

using base::ErrorKind;
using base::fail;

namespace {

constexpr std::string_view kColumns =
    "select number, record, sha256, kind, file_name, path, languages, size_bytes, page_count, added_at,"
    " compartment from document ";

base::Expected<DocumentRow> read_row(const vault::Statement& row) {
    DocumentRow document;
    document.number = row.integer(0);
    GUVOH_TRY(document.record, base::Id::from_bytes(row.blob(1)));
    const base::ByteSpan hash = row.blob(2);
    if (hash.size() != document.sha256.size()) return fail(ErrorKind::Corrupt, "a document's hash has the wrong length");
    std::copy(hash.begin(), hash.end(), document.sha256.begin());
    document.kind = row.text(3);
    document.file_name = row.text(4);
    document.path = row.text(5);
    document.languages = row.text(6);
    document.size_bytes = static_cast<std::uint64_t>(row.integer(7));
    document.page_count = static_cast<std::uint32_t>(row.integer(8));
    document.added_at = row.integer(9);
    document.compartment = row.text(10);
    return document;
}

/// The interval of civil days a document speaks of itself as being from: sent, created, or last modified.
std::optional<base::DayInterval> day_interval(const ledger::RecordState& state) {
    const auto metadata = base::Json::parse(state.value("metadata"));
    if (!metadata) return std::nullopt;
    for (const char* name : {"sent_at", "created_on", "modified_on"}) {
        const std::string_view text = (*metadata)[name].string_or("");
        const auto date = base::Edtf::parse(text.substr(0, std::min<std::size_t>(text.size(), 10)));
        if (date) return date->days();
    }
    return std::nullopt;
}

/// The languages field ["ru","kk"] as "ru kk".
std::string joined(std::string_view json) {
    std::string text;
    if (const auto list = base::Json::parse(json)) {
        for (const auto& item : list->array()) text += (text.empty() ? "" : " ") + std::string(item.string_or(""));
    }
    return text;
}

base::Status forget_document(vault::Session& session, const base::Id& record) {
    GUVOH_TRY(auto contained, session.prepare("delete from contained where container = (select number from document where record = ?1)"
                                              " or child = (select number from document where record = ?1)"));
    GUVOH_TRY_VOID(contained.bind(1, record).run());
    GUVOH_TRY(auto erase, session.prepare("delete from document where record = ?"));
    return erase.bind(1, record).run();
}

base::Status link_contained(vault::Session& session, const base::Id& record, std::string_view contains) {
    if (contains == "null" || contains == "[]") return {};
    GUVOH_TRY(const base::Json list, base::Json::parse(contains));
    GUVOH_TRY(auto insert, session.prepare("insert or ignore into contained(container, child) select a.number, b.number"
                                           " from document a, document b where a.record = ? and b.record = ?"));
    for (const auto& item : list.array()) {
        const auto child = base::Id::parse(item.string_or(""));
        if (!child) continue;
        insert.bind(1, record).bind(2, *child);
        GUVOH_TRY_VOID(insert.run());
    }
    return {};
}

base::Status project_document(vault::Session& session, const base::Id& record, const ledger::RecordState& state) {
    const auto hash = base::hash_from_hex(state.text("sha256"));
    if (!hash) return forget_document(session, record);  // expunged
    GUVOH_TRY(auto upsert, session.prepare(
        "insert into document(record, sha256, kind, file_name, path, size_bytes, page_count, languages, added_at,"
        " day_from, day_to, fingerprint, fingerprint_words, compartment)"
        " values(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " on conflict(record) do update set sha256 = excluded.sha256, kind = excluded.kind, file_name = excluded.file_name,"
        " path = excluded.path, size_bytes = excluded.size_bytes, page_count = excluded.page_count,"
        " languages = excluded.languages, added_at = excluded.added_at, day_from = excluded.day_from,"
        " day_to = excluded.day_to, fingerprint = excluded.fingerprint, fingerprint_words = excluded.fingerprint_words,"
        " compartment = excluded.compartment"));
    const std::string kind = state.text("kind"), file_name = state.text("file_name"), path = state.text("path");
    const std::string languages = joined(state.value("languages"));
    upsert.bind(1, record).bind(2, base::ByteSpan(*hash)).bind(3, kind).bind(4, file_name).bind(5, path);
    upsert.bind(6, state.integer("size_bytes")).bind(7, state.integer("page_count")).bind(8, languages);
    upsert.bind(9, state.first().clock.ms);
    if (const auto days = day_interval(state)) {
        upsert.bind(10, days->first_day).bind(11, days->last_day);
    } else {
        upsert.bind_null(10).bind_null(11);
    }
    const std::string fingerprint = state.text("fingerprint");  // 16 hexadecimal digits, or none
    const std::int64_t words = state.integer("fingerprint_words");
    if (const auto bytes = base::from_hex(fingerprint); bytes && bytes->size() == 8) {
        upsert.bind(12, static_cast<std::int64_t>(base::ByteReader(*bytes).u64())).bind(13, words);
    } else {
        upsert.bind_null(12).bind(13, 0);
    }
    GUVOH_TRY_VOID(upsert.bind(14, std::string_view(state.compartment())).run());
    return link_contained(session, record, state.value("contains"));
}

base::Status project_passage(vault::Session& session, const base::Id& record, const ledger::RecordState& state) {
    const auto document = base::Id::parse(state.text("document"));
    if (!document) {
        GUVOH_TRY(auto erase, session.prepare("delete from passage where record = ?"));
        return erase.bind(1, record).run();
    }
    GUVOH_TRY(auto insert, session.prepare("insert or replace into passage(record, document) values(?, ?)"));
    return insert.bind(1, record).bind(2, *document).run();
}

base::Expected<std::vector<std::int64_t>> numbers(vault::Session& session, std::string_view sql, std::int64_t number) {
    GUVOH_TRY(auto select, session.prepare(sql));
    select.bind(1, number);
    std::vector<std::int64_t> found;
    while (true) {
        GUVOH_TRY(const bool more, select.step());
        if (!more) return found;
        found.push_back(select.integer(0));
    }
}

}  // namespace

base::Status project(vault::Session& session, const base::Id& record, const ledger::RecordState& state) {
    if (state.type() == "Document") return project_document(session, record, state);
    if (state.type() == "Passage") return project_passage(session, record, state);
    return {};
}

base::Expected<std::uint64_t> count_documents_by_hash(vault::Session& session, const base::Hash& sha256) {
    GUVOH_TRY(auto select, session.prepare("select count(*) from document where sha256 = ?"));
    select.bind(1, base::ByteSpan(sha256));
    GUVOH_TRY_VOID(select.step());
    return static_cast<std::uint64_t>(select.integer(0));
}

std::optional<DocumentRow> find_document_by_hash(vault::Session& session, const base::Hash& sha256, std::string_view compartment) {
    auto select = session.prepare(std::string(kColumns) + "where sha256 = ? and compartment = ? order by number limit 1");
    if (!select) return std::nullopt;
    select->bind(1, base::ByteSpan(sha256)).bind(2, compartment);
    const auto found = select->step();
    if (!found || !*found) return std::nullopt;
    auto row = read_row(*select);
    return row ? std::optional(std::move(*row)) : std::nullopt;
}

base::Expected<DocumentRow> load_document(vault::Session& session, const base::Id& record) {
    GUVOH_TRY(auto select, session.prepare(std::string(kColumns) + "where record = ?"));
    select.bind(1, record);
    GUVOH_TRY(const bool found, select.step());
    if (!found) return fail(ErrorKind::NotFound, "no such document");
    return read_row(select);
}

base::Expected<DocumentRow> load_document(vault::Session& session, std::int64_t number) {
    GUVOH_TRY(auto select, session.prepare(std::string(kColumns) + "where number = ?"));
    select.bind(1, number);
    GUVOH_TRY(const bool found, select.step());
    if (!found) return fail(ErrorKind::NotFound, "no such document");
    return read_row(select);
}

base::Expected<std::vector<std::int64_t>> documents_after(vault::Session& session, std::int64_t number) {
    return numbers(session, "select number from document where number > ? order by number", number);
}

base::Expected<std::vector<std::int64_t>> documents_inside(vault::Session& session, std::int64_t number) {
    return numbers(session, "select child from contained where container = ? order by child", number);
}

base::Expected<std::vector<std::int64_t>> documents_around(vault::Session& session, std::int64_t number) {
    return numbers(session, "select container from contained where child = ? order by container", number);
}

base::Expected<std::vector<base::Id>> passages_of(vault::Session& session, const base::Id& document) {
    GUVOH_TRY(auto select, session.prepare("select record from passage where document = ? order by record"));
    select.bind(1, document);
    std::vector<base::Id> found;
    while (true) {
        GUVOH_TRY(const bool more, select.step());
        if (!more) return found;
        GUVOH_TRY(const base::Id id, base::Id::from_bytes(select.blob(0)));
        found.push_back(id);
    }
}

}  // namespace guvoh::registry

// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <filesystem>
#include <fstream>

#include "documents/fingerprint.h"
#include "documents/render.h"
#include "registry/rebuild.h"
#include "service/memory_file.h"
#include "service/workspace_parts.h"

namespace guvoh::service {

using base::ErrorKind;
using base::fail;

namespace {

base::Expected<std::vector<std::string>> ids_of(Reading& reading, const std::vector<std::int64_t>& numbers) {
    GUVOH_TRY(const auto rows, load_visible(reading, numbers));
    std::vector<std::string> ids;
    for (const auto& row : rows) ids.push_back(row.record.text());
    return ids;
}

base::Expected<std::vector<std::string>> near_duplicates_of(Reading& reading, std::int64_t number) {
    vault::Session& session = *reading.session;
    GUVOH_TRY(auto own, session.prepare("select fingerprint, fingerprint_words from document where number = ? and fingerprint is not null"));
    own.bind(1, number);
    GUVOH_TRY(const bool has, own.step());
    std::vector<std::string> ids;
    if (!has) return ids;
    const documents::Fingerprint mine{static_cast<std::uint64_t>(own.integer(0)), static_cast<std::uint32_t>(own.integer(1))};
    GUVOH_TRY(auto all, session.prepare("select compartment, record, fingerprint, fingerprint_words from document"
                                        " where fingerprint is not null and number <> ?"));
    all.bind(1, number);
    while (true) {
        GUVOH_TRY(const bool more, all.step());
        if (!more) return ids;
        const documents::Fingerprint other{static_cast<std::uint64_t>(all.integer(2)), static_cast<std::uint32_t>(all.integer(3))};
        if (documents::distance(mine, other) > documents::kNearDuplicateBits || !reading.caller.sees(all.text(0))) continue;
        GUVOH_TRY(const base::Id id, base::Id::from_bytes(all.blob(1)));
        ids.push_back(id.text());
    }
}

std::vector<std::string> strings_of(const base::Json& list) {
    std::vector<std::string> items;
    for (const auto& item : list.array()) items.emplace_back(item.string_or(""));
    return items;
}

base::Expected<DocumentInfo> describe(vault::Session& session, const registry::DocumentRow& row) {
    GUVOH_TRY(const auto state, registry::Records::load(session, row.record));
    DocumentInfo info;
    info.id = row.record.text();
    info.file_name = row.file_name;
    info.path = row.path;
    info.kind = row.kind;
    info.media_type = state.text("media_type");
    info.sha256 = base::to_hex(row.sha256);
    info.added_at = platform::instant_text(row.added_at);
    info.title = state.text("title");
    info.compartment = row.compartment;
    info.size_bytes = row.size_bytes;
    info.page_count = row.page_count;
    info.languages = strings_of(field_json(state, "languages"));
    info.notes = strings_of(field_json(state, "notes"));
    const base::Json left_out = field_json(state, "left_out");
    for (const auto& item : left_out.array()) {
        info.notes.push_back("left out: " + std::string(item["name"].string_or("")) + ": " + std::string(item["reason"].string_or("")));
    }
    const base::Json metadata = field_json(state, "metadata");
    for (const auto& [name, value] : metadata.object()) info.metadata[name] = value.string_or("");
    return info;
}

}  // namespace

base::Expected<DocumentInfo> Workspace::document(const Caller& caller, std::string_view id) {
    GUVOH_TRY(Reading reading, begin_reading(parts_->database(), caller));
    GUVOH_TRY(const auto row, find_document(reading, id));
    GUVOH_TRY(DocumentInfo info, describe(*reading.session, row));
    GUVOH_TRY(const auto inside, registry::documents_inside(*reading.session, row.number));
    GUVOH_TRY(info.contains, ids_of(reading, inside));
    GUVOH_TRY(const auto around, registry::documents_around(*reading.session, row.number));
    GUVOH_TRY(info.found_in, ids_of(reading, around));
    GUVOH_TRY(info.near_duplicates, near_duplicates_of(reading, row.number));
    return info;
}

base::Expected<Workspace::DocumentList> Workspace::documents(const Caller& caller, std::uint32_t limit, std::uint32_t offset) {
    GUVOH_TRY(Reading reading, begin_reading(parts_->database(), caller));
    DocumentList list;
    GUVOH_TRY(auto select, reading.session->prepare("select number, compartment from document order by number desc"));
    while (true) {
        GUVOH_TRY(const bool found, select.step());
        if (!found) return list;
        if (!caller.sees(select.text(1))) continue;
        ++list.total;
        if (list.total <= offset || list.documents.size() >= limit) continue;
        GUVOH_TRY(const auto row, registry::load_document(*reading.session, select.integer(0)));
        GUVOH_TRY(DocumentInfo info, describe(*reading.session, row));
        list.documents.push_back(std::move(info));
    }
}

base::Expected<PageView> Workspace::page(const Caller& caller, std::string_view id, std::uint32_t page) {
    GUVOH_TRY(Reading reading, begin_reading(parts_->database(), caller));
    GUVOH_TRY(const auto row, find_document(reading, id));
    GUVOH_TRY(const auto infos, reading.texts.pages(*reading.session, row.number));
    if (page == 0 || page > infos.size()) {
        return fail(ErrorKind::NotFound, "the document has " + std::to_string(infos.size()) + " pages");
    }
    const documents::PageInfo& info = infos[page - 1];
    PageView view;
    view.document = row.record.text();
    view.page = page;
    view.width_pt = info.width_pt;
    view.height_pt = info.height_pt;
    view.from_ocr = info.from_ocr;
    view.ocr_confidence = info.ocr_confidence;
    GUVOH_TRY(view.text, reading.texts.page_text(*reading.session, row.number, page - 1));
    GUVOH_TRY(const auto words, reading.texts.words(*reading.session, row.number, page - 1));
    for (const auto& word : words) view.words.push_back({word.begin, word.end, page_box(word.box)});
    GUVOH_TRY(const auto paragraphs, reading.texts.paragraphs(*reading.session, row.number));
    for (const auto& paragraph : paragraphs) {
        if (paragraph.page + 1 == page) view.paragraphs.push_back({paragraph.begin, paragraph.end, paragraph.language, paragraph.script});
    }
    return view;
}

base::Expected<std::string> Workspace::page_image_png(const Caller& caller, std::string_view id, std::uint32_t page, unsigned dpi) {
    GUVOH_TRY(Reading reading, begin_reading(parts_->database(), caller));
    GUVOH_TRY(const auto row, find_document(reading, id));
    GUVOH_TRY(MemoryFile file, MemoryFile::create());
    GUVOH_TRY_VOID(parts_->vault->blobs().get(row.sha256, [&](base::ByteSpan data) { return file.append(data); }));
    GUVOH_TRY(auto extractor, documents::Extractor::start());
    GUVOH_TRY(const base::Bytes png, extractor->render_page_png(file.descriptor(), page == 0 ? 0 : page - 1, dpi));
    return std::string(base::as_text(png));
}

base::Status Workspace::write_original(const Caller& caller, std::string_view id, const std::string& to_path) {
    GUVOH_TRY(Reading reading, begin_reading(parts_->database(), caller));
    GUVOH_TRY(const auto row, find_document(reading, id));
    auto& files = platform::real_file_system();
    GUVOH_TRY(auto out, files.open(to_path, platform::OpenMode::CreateNew));
    std::uint64_t at = 0;
    const auto status = parts_->vault->blobs().get(row.sha256, [&](base::ByteSpan data) -> base::Status {
        GUVOH_TRY_VOID(out->write_at(at, data));
        at += data.size();
        return {};
    });
    if (!status) {
        out.reset();
        static_cast<void>(files.remove(to_path));  // half a file must not pass for the whole
        return status;
    }
    return out->sync();
}

base::Expected<base::Bytes> Workspace::original_part(const Caller& caller, std::string_view id, std::uint64_t offset, std::size_t size_bytes) {
    GUVOH_TRY(Reading reading, begin_reading(parts_->database(), caller));
    GUVOH_TRY(const auto row, find_document(reading, id));
    return parts_->vault->blobs().get_range(row.sha256, offset, size_bytes);
}

}  // namespace guvoh::service

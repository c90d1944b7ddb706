// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/ingest_lane.h"

#include <filesystem>

#include "service/ingest_commit.h"
#include "service/units.h"

namespace guvoh::service {

using base::ErrorKind;

namespace {

constexpr std::uint64_t kReadWholeBytes = 16ULL << 20;  ///< smaller files are read once into memory
constexpr unsigned kDeepest = 8;                        ///< containers within containers
constexpr std::uint64_t kLargestChild = 128ULL << 20;

/// Failures that are the vault's or the machine's, not the file's: they end the run.
bool is_fatal(const base::Error& error) {
    return error.kind == ErrorKind::Full || error.kind == ErrorKind::Io || error.kind == ErrorKind::Corrupt ||
           error.kind == ErrorKind::Locked;
}

ReadyDocument describe(const std::string& path, const base::Hash& sha256, std::uint64_t size_bytes, documents::Extracted extracted) {
    ReadyDocument document;
    document.path = path;
    document.file_name = std::filesystem::path(path).filename().string();
    document.sha256 = sha256;
    document.size_bytes = size_bytes;
    document.extracted = std::move(extracted);
    document.paragraphs = identify_paragraphs(document.extracted.pages);
    document.languages = document_languages(document.paragraphs);
    documents::FingerprintBuilder fingerprint;
    for (const auto& page : document.extracted.pages) fingerprint.add_text(page.text);
    document.fingerprint = fingerprint.finish();
    document.text_sha256 = text_sha256(document.extracted);
    return document;
}

documents::Extracted unread(std::string reason) {
    documents::Extracted extracted;
    extracted.media_type = "application/octet-stream";
    extracted.notes.push_back(std::move(reason));
    return extracted;
}

}  // namespace

base::Expected<std::unique_ptr<IngestLane>> IngestLane::start(Workspace::Parts& parts, IngestShared& shared,
                                                              const IngestOptions& options) {
    std::unique_ptr<IngestLane> lane(new IngestLane(parts, shared, options));
    documents::ExtractorOptions extractor_options;
    extractor_options.ocr = options.ocr;
    extractor_options.ocr_languages = options.ocr_languages;
    GUVOH_TRY(lane->extractor_, documents::Extractor::start(extractor_options));
    return lane;
}

void IngestLane::take(const FoundFile& file) {
    if (file.refusal.empty()) {
        take_file(file);
    } else {
        refuse(readable_path(file.path), file.refusal);
    }
    shared_.count_file_done(file.size_bytes);
}

IngestLane::Outcome IngestLane::refuse(const std::string& path, std::string reason) {
    shared_.count_refused(path, reason);
    return {false, {}, std::move(reason)};
}

IngestLane::Outcome IngestLane::take_file(const FoundFile& found) {
    const std::string path = readable_path(found.path);
    auto file = found.descriptor >= 0 ? InputFile::over(found.descriptor) : InputFile::open(found.path);
    if (!file) return refuse(path, file.error().detail);
    const Budget budget{0, options_.unpacked_limit_bytes};
    if (file->size_bytes() <= kReadWholeBytes) {
        const auto bytes = file->read_all();
        if (!bytes) return refuse(path, bytes.error().detail);
        return take_content(path, crypto::sha256(*bytes), {nullptr, *bytes, bytes->size()}, budget);
    }
    const auto sha256 = file->hash();
    if (!sha256) return refuse(path, sha256.error().detail);
    return take_content(path, *sha256, {&*file, {}, file->size_bytes()}, budget);
}

IngestLane::Outcome IngestLane::take_content(const std::string& path, const base::Hash& sha256, const Content& content, Budget budget) {
    const auto known = count_if_known(path, sha256);
    if (!known) {
        shared_.fail(known.error());
        return {};
    }
    if (*known) return {true, sha256, {}};

    std::vector<Spooled> spooled;
    std::uint64_t spooled_bytes = 0;
    auto extracted = extract(path, content, budget, spooled, spooled_bytes);
    if (!extracted) {
        if (!spooled.empty()) shared_.note_leftovers();
        if (is_fatal(extracted.error())) {
            shared_.fail(extracted.error());
            return {};
        }
        if (!options_.keep_unreadable) return refuse(path, extracted.error().detail);
        extracted = unread(extracted.error().detail);
        spooled.clear();
    }
    ReadyDocument document = describe(path, sha256, content.size_bytes, std::move(*extracted));
    for (const auto& refused : document.extracted.refused) {
        refuse(path + "!/" + refused.name, refused.reason);
        document.left_out.push_back({refused.name, refused.reason});
    }
    budget.unpacked_left -= std::min(budget.unpacked_left, spooled_bytes);
    take_children(path, spooled, budget, document);
    if (shared_.stopped()) return {};

    if (const auto status = preserve(sha256, content); !status) {
        if (status.error().kind == ErrorKind::Conflict) return refuse(path, "it changed while it was being read");
        shared_.fail(status.error());
        return {};
    }
    for (const auto& note : document.extracted.notes) shared_.count_note(path, note);
    shared_.push(std::move(document));
    return {true, sha256, {}};
}

base::Expected<documents::Extracted> IngestLane::extract(const std::string& path, const Content& content, const Budget& budget,
                                                         std::vector<Spooled>& spooled, std::uint64_t& spooled_bytes) {
    documents::Limits limits;
    limits.wall_ms = options_.time_limit_s * 1000;
    limits.cpu_seconds = options_.time_limit_s;
    limits.max_total_unpacked = budget.unpacked_left;
    limits.max_child_bytes = kLargestChild;
    if (budget.depth >= kDeepest) limits.max_children = 0;
    const auto sink = [&](documents::Embedded&& child) { return spool(std::move(child), spooled, spooled_bytes); };
    return content.file != nullptr ? extractor_->extract(content.file->descriptor(), path, limits, sink)
                                   : extractor_->extract(content.bytes, path, limits, sink);
}

/// A file found inside waits, sealed, in the vault until its container has been read to the end.
base::Status IngestLane::spool(documents::Embedded&& child, std::vector<Spooled>& spooled, std::uint64_t& spooled_bytes) {
    const base::Hash sha256 = crypto::sha256(child.content);
    GUVOH_TRY_VOID(parts_.vault->blobs().put_bytes(sha256, child.content));
    spooled_bytes += child.content.size();
    spooled.push_back({std::move(child.name), sha256});
    return {};
}

void IngestLane::take_children(const std::string& path, const std::vector<Spooled>& spooled, Budget budget, ReadyDocument& container) {
    ++budget.depth;
    for (const Spooled& child : spooled) {
        if (shared_.stopped()) {
            shared_.note_leftovers();
            return;
        }
        const auto bytes = parts_.vault->blobs().get_bytes(child.sha256, kLargestChild);
        if (!bytes) {
            shared_.fail(bytes.error());
            return;
        }
        const Outcome outcome = take_content(path + "!/" + child.name, child.sha256, {nullptr, *bytes, bytes->size()}, budget);
        if (outcome.taken) {
            container.inside.push_back(child.sha256);
        } else {
            shared_.note_leftovers();
            container.left_out.push_back({child.name, outcome.refusal});
        }
    }
}

base::Status IngestLane::preserve(const base::Hash& sha256, const Content& content) {
    if (content.file == nullptr) return parts_.vault->blobs().put_bytes(sha256, content.bytes);
    std::uint64_t at = 0;
    return parts_.vault->blobs().put(sha256, content.size_bytes, [&](std::span<base::Byte> out) -> base::Expected<std::size_t> {
        GUVOH_TRY(const std::size_t got, content.file->read_at(at, out));
        at += got;
        return got;
    });
}

base::Expected<bool> IngestLane::count_if_known(const std::string& path, const base::Hash& sha256) {
    GUVOH_TRY(auto session, parts_.database().begin_read());
    const auto row = registry::find_document_by_hash(*session, sha256, options_.compartment);
    if (!row) return false;
    shared_.count_already_there(1);
    // What was found inside then is seen again now, without unpacking.
    GUVOH_TRY(const auto state, registry::Records::load(*session, row->record));
    const base::Json left_out = field_json(state, "left_out");
    for (const auto& item : left_out.array()) {
        shared_.count_refused(path + "!/" + std::string(item["name"].string_or("")), std::string(item["reason"].string_or("")));
    }
    GUVOH_TRY(const auto inside, registry::documents_inside(*session, row->number));
    session.reset();
    for (const std::int64_t number : inside) {
        GUVOH_TRY(auto child_session, parts_.database().begin_read());
        GUVOH_TRY(const auto child, registry::load_document(*child_session, number));
        child_session.reset();
        GUVOH_TRY(const bool counted, count_if_known(path + "!/" + child.file_name, child.sha256));
        static_cast<void>(counted);
    }
    return true;
}

}  // namespace guvoh::service

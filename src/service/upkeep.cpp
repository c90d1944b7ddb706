// SPDX-License-Identifier: AGPL-3.0-or-later
#include "documents/extractor.h"
#include "registry/rebuild.h"
#include "registry/tables.h"
#include "service/ingest_commit.h"
#include "service/memory_file.h"
#include "service/theme_models.h"
#include "service/units.h"
#include "service/workspace_parts.h"

namespace guvoh::service {

using base::ErrorKind;
using base::fail;

namespace {

constexpr std::uint64_t kLargestHead = 1U << 20;

/// The bytes of the file head; none when there is none.
base::Expected<base::Bytes> read_head(platform::FileSystem& files, const std::string& folder) {
    if (!files.exists(folder + "/head")) return base::Bytes{};
    return platform::read_file(files, folder + "/head", kLargestHead);
}

base::Status write_head(platform::FileSystem& files, const std::string& folder, const base::Bytes& head) {
    return head.empty() ? base::Status{} : platform::write_file_durably(files, folder + "/head", head);
}

/// Reads one preserved file again and replaces its stored text. A file that cannot be read keeps the text it has.
base::Status extract_again(Workspace::Parts& parts, documents::Extractor& extractor, std::int64_t number) {
    registry::DocumentRow row;
    {
        GUVOH_TRY(auto session, parts.database().begin_read());
        GUVOH_TRY(row, registry::load_document(*session, number));
    }
    GUVOH_TRY(MemoryFile file, MemoryFile::create());
    GUVOH_TRY_VOID(parts.vault->blobs().get(row.sha256, [&](base::ByteSpan data) { return file.append(data); }));
    const auto no_children = [](documents::Embedded&&) { return base::Status{}; };  // they are documents already
    auto extracted = extractor.extract(file.descriptor(), row.file_name, {}, no_children);
    if (!extracted) return extracted.error().kind == ErrorKind::Io ? base::Status(fail(extracted.error())) : base::Status{};
    const auto paragraphs = identify_paragraphs(extracted->pages);
    GUVOH_TRY(auto writing, parts.records->begin("read again from the preserved file"));
    GUVOH_TRY(const auto state, registry::Records::load(writing->session(), row.record));
    GUVOH_TRY(std::string json, text_payload(*extracted, document_languages(paragraphs)));
    documents::TextStore texts;
    GUVOH_TRY_VOID(texts.put(writing->session(), number, *extracted, paragraphs));
    if (state.text("text_sha256") != base::to_hex(text_sha256(*extracted))) {
        GUVOH_TRY_VOID(writing->put(row.record, "Document", std::move(json)));
    }
    return writing->commit();
}

}  // namespace

base::Status Workspace::Parts::erase_what_waits() {
    const std::unique_lock no_ingestion(ingesting, std::try_to_lock);
    if (!no_ingestion) return {};  // it may be about to name such a file
    GUVOH_TRY_VOID(finish_expunging());
    return erase_forgotten_models(*this);
}

base::Expected<BackupReport> Workspace::backup(const std::string& to_folder, const Watcher& watcher, bool read_all) {
    GUVOH_TRY_VOID(parts_->records->save_head());
    GUVOH_TRY(const base::Bytes head, read_head(parts_->files, parts_->vault->folder()));  // before the database: never ahead of it
    const auto progress = [&watcher](std::uint64_t done, std::uint64_t total) { return !watcher || watcher("copying bytes", done, total); };
    vault::BackupRules rules;
    rules.read_all = read_all;
    rules.holds_all_of = [this](vault::Session& former) -> base::Expected<bool> {
        GUVOH_TRY(auto session, parts_->database().begin_read());
        return registry::goes_on_from(*session, former);
    };
    const auto copied = parts_->vault->backup(to_folder, progress, rules);
    auto erased = parts_->erase_what_waits();
    if (!copied) return fail(copied.error());
    GUVOH_TRY_VOID(write_head(parts_->files, to_folder, head));
    GUVOH_TRY_VOID(std::move(erased));
    if (!copied->damaged.empty()) {
        return fail(ErrorKind::Corrupt, std::to_string(copied->damaged.size()) +
                                            " preserved files are damaged here and were not copied; the rest was. Run guvoh verify");
    }
    return BackupReport{copied->blobs_seen, copied->blobs_copied, copied->blobs_already_there, copied->bytes_copied};
}

base::Expected<VerifyReport> restore(const std::string& backup_folder, const std::string& to_folder, const Passphrase& passphrase) {
    GUVOH_TRY(const auto copied, vault::restore(backup_folder, to_folder, passphrase));
    GUVOH_TRY(const base::Bytes head, read_head(platform::real_file_system(), backup_folder));
    GUVOH_TRY_VOID(write_head(platform::real_file_system(), to_folder, head));
    GUVOH_TRY(auto report, verify_vault(to_folder, passphrase));
    if (!copied.damaged.empty() && report.problem) {
        report.problem->meaning = std::to_string(copied.damaged.size()) + " preserved files are damaged in the backup and were left out; " +
                                  "all else was restored. Another backup may hold them";
    }
    return report;
}

base::Expected<RebuildReport> Workspace::rebuild(bool extract_again_too, const Watcher& watcher) {
    RebuildReport report;
    GUVOH_TRY(const auto counts, registry::rebuild(*parts_->records, [&](std::uint64_t done, std::uint64_t total) {
        return !watcher || watcher("folding entries", done, total);
    }));
    report.entries = counts.entries;
    report.records = counts.records;
    std::vector<std::int64_t> numbers;
    {
        GUVOH_TRY(auto session, parts_->database().begin_read());
        GUVOH_TRY(numbers, registry::documents_after(*session, 0));
    }
    report.documents = numbers.size();
    if (extract_again_too) {
        GUVOH_TRY(auto extractor, documents::Extractor::start());
        std::uint64_t done = 0;
        for (const std::int64_t number : numbers) {
            GUVOH_TRY_VOID(extract_again(*parts_, *extractor, number));
            if (watcher && !watcher("reading files again", ++done, numbers.size())) return fail(ErrorKind::Cancelled, "stopped; run it again");
        }
    }
    GUVOH_TRY_VOID(parts_->index->clear());
    GUVOH_TRY_VOID(parts_->feed_index(watcher));
    report.indexed = numbers.size();
    GUVOH_TRY_VOID(parts_->records->save_head());
    return report;
}

}  // namespace guvoh::service

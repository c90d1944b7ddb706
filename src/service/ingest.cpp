// SPDX-License-Identifier: AGPL-3.0-or-later
#include <atomic>
#include <chrono>
#include <sys/stat.h>
#include <thread>

#include "service/ingest_commit.h"
#include "service/ingest_lane.h"
#include "service/theme_models.h"

namespace guvoh::service {

namespace {

/// Counts files and bytes ahead of the lanes, so that the progress line knows how much is left.
void count_ahead(const IngestOptions& options, const std::string& vault_folder, IngestShared& shared, const std::atomic<bool>& done) {
    Walk walk(options.paths, vault_folder);
    std::uint64_t files = 0, bytes = 0;
    while (const auto file = walk.next()) {
        ++files;
        bytes += file->size_bytes;
        if (files % 256 == 0) shared.set_total(files, bytes, true);
        if (done || shared.stopped()) return;
    }
    shared.set_total(files, bytes, false);
}

/// The last part of a name that somebody sent, without what a terminal or a list would stumble over.
std::string plain_name(std::string_view sent) {
    if (const auto cut = sent.find_last_of("/\\"); cut != std::string_view::npos) sent.remove_prefix(cut + 1);
    std::string name;
    for (const char c : sent) {
        if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f) name.push_back(c);
    }
    return name.empty() || name == "." || name == ".." ? "upload" : name;
}

FoundFile found_upload(const Upload& upload) {
    FoundFile file;
    file.path = plain_name(upload.name);
    file.descriptor = upload.descriptor;
    struct stat facts{};
    if (::fstat(upload.descriptor, &facts) == 0) file.size_bytes = static_cast<std::uint64_t>(facts.st_size);
    return file;
}

/// The lanes of one run: threads that take files from the walk until there are none.
class Lanes {
public:
    Lanes(Workspace::Parts& parts, IngestShared& shared, const IngestOptions& options)
        : parts_(parts), shared_(shared), options_(options), walk_(options.paths, parts.vault->folder()) {
        const unsigned count = options.lanes != 0 ? options.lanes : std::max(1U, std::thread::hardware_concurrency());
        running_ = count;
        for (unsigned i = 0; i < count; ++i) threads_.emplace_back([this] { run(); });
    }
    bool finished() const { return running_ == 0; }

private:
    void run() {
        auto lane = IngestLane::start(parts_, shared_, options_);
        if (!lane) {
            shared_.fail(lane.error());
        } else {
            while (!shared_.stopped()) {
                const auto file = next();
                if (!file) break;
                (*lane)->take(*file);
            }
        }
        --running_;
    }
    std::optional<FoundFile> next() {
        const std::lock_guard lock(mutex_);
        if (upload_at_ < options_.uploads.size()) return found_upload(options_.uploads[upload_at_++]);
        return walk_.next();
    }

    Workspace::Parts& parts_;
    IngestShared& shared_;
    const IngestOptions& options_;
    std::mutex mutex_;  // guards what follows
    std::size_t upload_at_ = 0;
    Walk walk_;
    std::atomic<unsigned> running_ = 0;
    std::vector<std::jthread> threads_;
};

/// Removes sealed files that no record names: left by refused archives and interrupted runs.
base::Status remove_leftovers(Workspace::Parts& parts) {
    GUVOH_TRY(auto session, parts.database().begin_read());
    GUVOH_TRY(auto select, session->prepare("select sha256 from document union all select sha256 from expunging"));
    std::vector<std::string> wanted;
    while (true) {
        GUVOH_TRY(const bool found, select.step());
        if (!found) break;
        base::Hash hash{};
        const base::ByteSpan bytes = select.blob(0);
        std::copy_n(bytes.begin(), std::min(bytes.size(), hash.size()), hash.begin());
        wanted.push_back(parts.vault->blobs().keyed_name(hash));
    }
    GUVOH_TRY(const auto models, stored_models(*session));
    for (const StoredModel& model : models) wanted.push_back(parts.vault->blobs().keyed_name(model.hash));
    std::sort(wanted.begin(), wanted.end());
    const auto is_wanted = [&](const std::string& name) { return std::binary_search(wanted.begin(), wanted.end(), name); };
    GUVOH_TRY(const std::uint64_t removed, parts.vault->blobs().erase_unclaimed(is_wanted));
    static_cast<void>(removed);
    return {};
}

/// Notes that an ingestion runs, or has ended. Gives whether one was noted before: it was killed, and may have left files.
base::Expected<bool> note_running(Workspace::Parts& parts, bool running) {
    GUVOH_TRY(auto session, parts.database().begin_write());
    bool before = false;
    {
        GUVOH_TRY(auto select, session->prepare("select 1 from registry_meta where name = 'ingesting'"));
        GUVOH_TRY(before, select.step());
    }
    if (before != running) {
        GUVOH_TRY_VOID(session->execute(running ? "insert into registry_meta(name, value) values('ingesting', x'01')"
                                                : "delete from registry_meta where name = 'ingesting'"));
        GUVOH_TRY_VOID(session->commit());
    }
    return before;
}

/// Sweeps what an ingestion left and notes that it has ended. While a backup holds all files the note stays: the next one sweeps.
base::Status note_ended(Workspace::Parts& parts, bool has_leftovers) {
    auto swept = has_leftovers ? remove_leftovers(parts) : base::Status{};
    if (!swept && swept.error().kind == base::ErrorKind::Busy) return {};
    GUVOH_TRY_VOID(std::move(swept));
    GUVOH_TRY(const bool noted, note_running(parts, false));
    static_cast<void>(noted);
    return {};
}

/// Counts the documents added since `after_number` that are nearly the same as one that was there before them.
base::Expected<std::uint64_t> count_near_duplicates(Workspace::Parts& parts, std::int64_t after_number) {
    GUVOH_TRY(auto session, parts.database().begin_read());
    GUVOH_TRY(auto select, session->prepare("select number, fingerprint, fingerprint_words from document"
                                            " where fingerprint is not null order by number"));
    documents::NearDuplicates known;
    std::uint64_t count = 0;
    while (true) {
        GUVOH_TRY(const bool found, select.step());
        if (!found) return count;
        const documents::Fingerprint fingerprint{static_cast<std::uint64_t>(select.integer(1)),
                                                 static_cast<std::uint32_t>(select.integer(2))};
        if (select.integer(0) > after_number && !known.find(fingerprint, 1).empty()) ++count;
        known.add(select.integer(0), fingerprint);
    }
}

base::Expected<std::int64_t> last_number(Workspace::Parts& parts) {
    GUVOH_TRY(auto session, parts.database().begin_read());
    GUVOH_TRY(auto select, session->prepare("select coalesce(max(number), 0) from document"));
    GUVOH_TRY(const bool found, select.step());
    return found ? select.integer(0) : 0;
}

/// Pumps documents from the queue to the committer until the lanes are done or the run is stopped.
base::Status pump(IngestShared& shared, Lanes& lanes, IngestCommitter& committer, const IngestWatcher& watcher) {
    const auto start = std::chrono::steady_clock::now();
    auto told = start;
    while (true) {
        const bool finished = lanes.finished();  // asked before the queue: nothing can slip between
        if (auto document = shared.pop()) {
            GUVOH_TRY_VOID(committer.add(std::move(*document)));
        } else if (finished) {
            break;
        } else {
            GUVOH_TRY_VOID(committer.commit_if_due());
        }
        const auto now = std::chrono::steady_clock::now();
        if (watcher && now - told > std::chrono::milliseconds(200)) {
            told = now;
            IngestProgress progress = shared.progress();
            progress.seconds = std::chrono::duration<double>(now - start).count();
            if (!watcher(progress)) shared.stop();
        }
    }
    return committer.commit();
}

}  // namespace

base::Expected<IngestReport> Workspace::ingest(const Caller& caller, const IngestOptions& options, const IngestWatcher& watcher) {
    GUVOH_TRY_VOID(caller.require(Permission::Ingest));
    Parts& parts = *parts_;
    GUVOH_TRY_VOID(check_compartment(parts.database(), caller, options.compartment));
    const std::lock_guard one_at_a_time(parts.ingesting);
    GUVOH_TRY(const std::int64_t before, last_number(parts));
    IngestShared shared;
    GUVOH_TRY(const bool killed_before, note_running(parts, true));
    if (killed_before) shared.note_leftovers();
    IngestCommitter committer(parts, shared, caller, options);
    base::Status status;
    {
        std::atomic<bool> done = false;
        std::jthread counter([&] { count_ahead(options, parts.vault->folder(), shared, done); });
        Lanes lanes(parts, shared, options);
        status = pump(shared, lanes, committer, watcher);
        if (!status) shared.stop();
        done = true;
    }
    if (const auto failure = shared.failure()) return base::fail(*failure);
    GUVOH_TRY_VOID(std::move(status));
    GUVOH_TRY_VOID(parts.index->commit());
    GUVOH_TRY_VOID(note_ended(parts, shared.has_leftovers() || shared.stopped()));
    GUVOH_TRY_VOID(parts.records->save_head());
    IngestReport report = shared.take_report();
    report.interrupted = shared.stopped();
    GUVOH_TRY(report.near_duplicates, count_near_duplicates(parts, before));
    return report;
}

}  // namespace guvoh::service

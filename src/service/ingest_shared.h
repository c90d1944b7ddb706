// SPDX-License-Identifier: AGPL-3.0-or-later
//
// What the lanes and the committer of one ingestion share: the queue of documents that are ready, the tally, and the wish to
// stop. The queue is bounded by bytes, so that memory stays flat however many files there are.
//
// Threads: all members of IngestShared may be called from any thread.
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>

#include "documents/extracted.h"
#include "documents/fingerprint.h"
#include "documents/text_store.h"
#include "service/workspace.h"

namespace guvoh::service {

/// A document that has been read and whose blob is stored, waiting to be committed.
struct ReadyDocument {
    std::string path, file_name;
    base::Hash sha256{};
    std::uint64_t size_bytes = 0;
    documents::Extracted extracted;  ///< without children
    std::vector<documents::Paragraph> paragraphs;
    std::vector<std::string> languages;
    documents::Fingerprint fingerprint;
    base::Hash text_sha256{};
    std::vector<base::Hash> inside;   ///< documents found inside, all committed or queued before
    std::vector<Refused> left_out;    ///< files inside that could not be taken, and why
    std::size_t weight_bytes() const;
};

class IngestShared {
public:
    /// Waits while the queue is full. False when the run is to stop.
    bool push(ReadyDocument document);
    /// Waits a moment for a document; none when there is none yet.
    std::optional<ReadyDocument> pop();
    bool queue_is_empty();

    void stop();
    bool stopped() const { return stopped_; }
    /// Stops the run with an error that is not one file's fault.
    void fail(base::Error error);
    std::optional<base::Error> failure();

    void count_refused(std::string path, std::string reason);
    void count_already_there(std::uint64_t files);
    void count_added(const ReadyDocument& document);
    void count_note(std::string path, std::string note);
    void count_file_done(std::uint64_t bytes);
    void set_total(std::uint64_t files, std::uint64_t bytes, bool counting);
    /// Spooled files of archives may have been left behind.
    void note_leftovers() { leftovers_ = true; }
    bool has_leftovers() const { return leftovers_; }

    IngestProgress progress();
    IngestReport take_report();

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<ReadyDocument> queue_;
    std::size_t queued_bytes_ = 0;
    IngestReport report_;
    IngestProgress progress_;
    std::optional<base::Error> failure_;
    std::atomic<bool> stopped_ = false;
    std::atomic<bool> leftovers_ = false;
};

}  // namespace guvoh::service

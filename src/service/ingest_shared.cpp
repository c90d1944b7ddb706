// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/ingest_shared.h"

#include <algorithm>
#include <chrono>

namespace guvoh::service {

namespace {
constexpr std::size_t kQueueBytes = 24U << 20;
constexpr auto kMoment = std::chrono::milliseconds(100);
}  // namespace

std::size_t ReadyDocument::weight_bytes() const {
    std::size_t bytes = 512 + path.size() + file_name.size() + inside.size() * 32;
    for (const auto& page : extracted.pages) bytes += page.text.size() + page.words.size() * sizeof(documents::Word) + 64;
    return bytes + paragraphs.size() * sizeof(documents::Paragraph);
}

bool IngestShared::push(ReadyDocument document) {
    const std::size_t weight = document.weight_bytes();
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return stopped_ || queue_.empty() || queued_bytes_ + weight <= kQueueBytes; });
    if (stopped_) return false;
    queued_bytes_ += weight;
    queue_.push_back(std::move(document));
    changed_.notify_all();
    return true;
}

std::optional<ReadyDocument> IngestShared::pop() {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, kMoment, [&] { return !queue_.empty(); });
    if (queue_.empty()) return std::nullopt;
    ReadyDocument document = std::move(queue_.front());
    queue_.pop_front();
    queued_bytes_ -= document.weight_bytes();
    changed_.notify_all();
    return document;
}

bool IngestShared::queue_is_empty() {
    const std::lock_guard lock(mutex_);
    return queue_.empty();
}

void IngestShared::stop() {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
    changed_.notify_all();
}

void IngestShared::fail(base::Error error) {
    const std::lock_guard lock(mutex_);
    if (!failure_) failure_ = std::move(error);
    stopped_ = true;
    changed_.notify_all();
}

std::optional<base::Error> IngestShared::failure() {
    const std::lock_guard lock(mutex_);
    return failure_;
}

void IngestShared::count_refused(std::string path, std::string reason) {
    const std::lock_guard lock(mutex_);
    ++report_.seen;
    ++progress_.refused;
    report_.refused.push_back({std::move(path), std::move(reason)});
}

void IngestShared::count_already_there(std::uint64_t files) {
    const std::lock_guard lock(mutex_);
    report_.seen += files;
    report_.already_there += files;
    progress_.already_there += files;
}

void IngestShared::count_added(const ReadyDocument& document) {
    const std::lock_guard lock(mutex_);
    ++report_.seen;
    ++report_.added;
    ++progress_.added;
    report_.bytes += document.size_bytes;
    report_.pages += document.extracted.pages.size();
    const std::string kind(documents::kind_name(document.extracted.kind));
    ++report_.kinds[kind];
    ++progress_.kinds[kind];
}

void IngestShared::count_note(std::string path, std::string note) {
    const std::lock_guard lock(mutex_);
    report_.notes.push_back({std::move(path), std::move(note)});
}

void IngestShared::count_file_done(std::uint64_t bytes) {
    const std::lock_guard lock(mutex_);
    ++progress_.files_done;
    progress_.bytes_done += bytes;
}

void IngestShared::set_total(std::uint64_t files, std::uint64_t bytes, bool counting) {
    const std::lock_guard lock(mutex_);
    progress_.files_total = files;
    progress_.bytes_total = bytes;
    progress_.counting = counting;
}

IngestProgress IngestShared::progress() {
    const std::lock_guard lock(mutex_);
    return progress_;
}

IngestReport IngestShared::take_report() {
    const std::lock_guard lock(mutex_);
    const auto by_path = [](const Refused& a, const Refused& b) { return a.path < b.path; };
    std::stable_sort(report_.refused.begin(), report_.refused.end(), by_path);  // lanes finish in any order
    std::stable_sort(report_.notes.begin(), report_.notes.end(), by_path);
    return std::move(report_);
}

}  // namespace guvoh::service

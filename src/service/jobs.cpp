// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/jobs.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <deque>
#include <list>
#include <mutex>
#include <thread>

#include "service/workspace_parts.h"

namespace guvoh::service {

using base::ErrorKind;
using base::fail;

namespace {

constexpr std::size_t kMaxWaitingFiles = 10000, kMaxBatchFiles = 32, kMaxKeptJobs = 256, kMaxFilesShown = 500;

/// A file that waits or is being read.
struct WaitingFile {
    std::size_t number = 0;  // in the job's view
    UploadedFile upload;
};

struct Job {
    std::string owner;
    Caller caller;
    Workspace* workspace = nullptr;  // outlives the job, see add_file()
    std::string compartment;
    JobView view;
    std::deque<WaitingFile> waiting;
    VerifyOptions verify;
    std::atomic<bool> cancelled{false};
};

bool is_over(const JobView& view) { return view.phase == "done" || view.phase == "failed" || view.phase == "cancelled"; }

}  // namespace

struct Jobs::Parts {
    Told told;
    Released released;
    mutable std::mutex mutex;
    std::condition_variable changed;
    std::list<Job> jobs;  // guarded by mutex; a job's address stays; what a thread works on is not removed
    std::size_t waiting_files = 0;
    std::optional<LastVerification> last;
    std::atomic<bool> ending{false};
    std::thread ingester, verifier;

    Job* find(const std::string& owner, std::string_view id) {
        const auto found = std::find_if(jobs.begin(), jobs.end(), [&](const Job& job) { return job.owner == owner && job.view.id == id; });
        return found == jobs.end() ? nullptr : &*found;
    }
    Job& add(const Caller& caller, Workspace& workspace, std::string_view id, std::string_view kind);
    void forget_old();
    Job* next(std::string_view kind);
    void run(std::string_view kind);
    void ingest(Job& job, std::unique_lock<std::mutex>& lock);
    void settle(Job& job, const std::vector<WaitingFile>& batch, const std::vector<std::optional<std::string>>& before);
    void verify(Job& job, std::unique_lock<std::mutex>& lock);
    void tell(const Job& job, std::unique_lock<std::mutex>& lock) const;
    void drop_waiting(Job& job);
    void cancel(Job& job);
};

namespace {

/// The record that preserves these bytes in the compartment, if there is one.
std::optional<std::string> document_of(Workspace& workspace, const UploadedFile& upload, const std::string& compartment) {
    auto session = workspace.parts().database().begin_read();
    if (!session) return std::nullopt;
    const auto row = registry::find_document_by_hash(**session, upload.sha256, compartment);
    return row ? std::optional(row->record.text()) : std::nullopt;
}

}  // namespace

Job& Jobs::Parts::add(const Caller& caller, Workspace& workspace, std::string_view id, std::string_view kind) {
    forget_old();
    Job& job = jobs.emplace_back();
    job.owner = owner_of(caller);
    job.caller = caller;
    job.workspace = &workspace;
    job.view.id = id;
    job.view.kind = kind;
    job.view.phase = "waiting";
    return job;
}

void Jobs::Parts::forget_old() {
    while (jobs.size() >= kMaxKeptJobs) {
        const auto oldest = std::find_if(jobs.begin(), jobs.end(), [](const Job& job) { return is_over(job.view); });
        if (oldest == jobs.end()) return;
        jobs.erase(oldest);
    }
}

Job* Jobs::Parts::next(std::string_view kind) {
    for (Job& job : jobs) {
        if (job.view.kind == kind && !is_over(job.view) && (kind == "verify" || !job.waiting.empty())) return &job;
    }
    return nullptr;
}

void Jobs::Parts::tell(const Job& job, std::unique_lock<std::mutex>& lock) const {
    const JobView view = job.view;
    const std::string owner = job.owner;
    lock.unlock();
    if (told) told(owner, view);
    lock.lock();
}

void Jobs::Parts::drop_waiting(Job& job) {
    for (const WaitingFile& file : job.waiting) {
        if (released) released(file.upload.size_bytes);
        if (file.number < job.view.files.size()) job.view.files[file.number].stage = "refused";
    }
    waiting_files -= job.waiting.size();
    job.waiting.clear();
}

void Jobs::Parts::cancel(Job& job) {
    job.cancelled = true;
    if (job.view.phase != "waiting") return;  // its thread sees it
    drop_waiting(job);
    job.view.phase = "cancelled";
}

void Jobs::Parts::run(std::string_view kind) {
    std::unique_lock lock(mutex);
    while (true) {
        Job* job = nullptr;
        changed.wait(lock, [&] { return ending || (job = next(kind)) != nullptr; });
        if (ending) return;
        job->view.phase = "running";
        if (kind == "verify") {
            verify(*job, lock);
        } else {
            ingest(*job, lock);
        }
        tell(*job, lock);
    }
}

void Jobs::Parts::ingest(Job& job, std::unique_lock<std::mutex>& lock) {
    std::vector<WaitingFile> batch;
    const bool keep_unreadable = job.waiting.front().upload.keep_unreadable;  // a batch is of one mind
    while (!job.waiting.empty() && batch.size() < kMaxBatchFiles && job.waiting.front().upload.keep_unreadable == keep_unreadable) {
        batch.push_back(std::move(job.waiting.front()));
        job.waiting.pop_front();
        if (batch.back().number < job.view.files.size()) job.view.files[batch.back().number].stage = "reading";
    }
    waiting_files -= batch.size();
    tell(job, lock);
    lock.unlock();

    IngestOptions options;
    options.compartment = job.compartment;
    options.reason = "uploaded";
    options.keep_unreadable = keep_unreadable;
    std::vector<std::optional<std::string>> before;
    for (const WaitingFile& file : batch) {
        options.uploads.push_back({file.upload.name, file.upload.file.descriptor()});
        before.push_back(document_of(*job.workspace, file.upload, job.compartment));
    }
    const auto report = job.workspace->ingest(job.caller, options, [&](const IngestProgress&) { return !job.cancelled && !ending; });

    lock.lock();
    if (report) {
        job.view.seen += report->seen;
        job.view.added += report->added;
        job.view.already_there += report->already_there;
        job.view.refused.insert(job.view.refused.end(), report->refused.begin(), report->refused.end());
        job.view.notes.insert(job.view.notes.end(), report->notes.begin(), report->notes.end());
    } else {
        job.view.error = report.error().kind;
    }
    settle(job, batch, before);
    if (job.cancelled) {
        drop_waiting(job);
        job.view.phase = "cancelled";
    } else if (!report) {
        drop_waiting(job);
        job.view.phase = "failed";
    } else {
        job.view.phase = job.waiting.empty() ? "done" : "running";
    }
}

/// Says of each file of a batch what became of it, and lets its bytes go.
void Jobs::Parts::settle(Job& job, const std::vector<WaitingFile>& batch, const std::vector<std::optional<std::string>>& before) {
    for (std::size_t i = 0; i < batch.size(); ++i) {
        const UploadedFile& upload = batch[i].upload;
        ++job.view.done;
        if (released) released(upload.size_bytes);
        if (batch[i].number >= job.view.files.size()) continue;
        JobFile& file = job.view.files[batch[i].number];
        const auto document = document_of(*job.workspace, upload, job.compartment);
        file.stage = before[i] ? "already_there" : document ? "added" : "refused";
        if (!document) continue;
        file.documents = {*document};
        const auto info = job.workspace->document(job.caller, *document);
        if (info) file.pages = info->page_count;
    }
}

void Jobs::Parts::verify(Job& job, std::unique_lock<std::mutex>& lock) {
    tell(job, lock);
    lock.unlock();
    std::int64_t told_at = 0;
    const auto report = job.workspace->verify(job.verify, [&](std::string_view step, std::uint64_t done, std::uint64_t total) {
        const std::int64_t now = platform::system_clock()();
        if (now - told_at >= 300) {
            told_at = now;
            std::unique_lock inner(mutex);
            job.view.step = step;
            job.view.done = done;
            job.view.total = total;
            tell(job, inner);
        }
        return !job.cancelled && !ending;
    });
    lock.lock();
    if (report) {
        job.view.verified = *report;
        job.view.done = job.view.total;
        last = LastVerification{platform::system_clock()(), *report};
    } else {
        job.view.error = report.error().kind;
    }
    job.view.phase = report ? "done" : job.cancelled || report.error().kind == ErrorKind::Cancelled ? "cancelled" : "failed";
}

Jobs::Jobs(Told told, Released released) : parts_(std::make_unique<Parts>()) {
    parts_->told = std::move(told);
    parts_->released = std::move(released);
    parts_->ingester = std::thread([this] { parts_->run("ingest"); });
    parts_->verifier = std::thread([this] { parts_->run("verify"); });
}

Jobs::~Jobs() {
    {
        const std::lock_guard lock(parts_->mutex);
        parts_->ending = true;
        for (Job& job : parts_->jobs) job.cancelled = true;
    }
    parts_->changed.notify_all();
    parts_->ingester.join();
    parts_->verifier.join();
}

std::string Jobs::owner_of(const Caller& caller) { return caller.member ? caller.member->text() : std::string("owner"); }

base::Expected<JobView> Jobs::add_file(Workspace& workspace, const Caller& caller, std::string_view id, std::string_view compartment,
                                       UploadedFile file) {
    GUVOH_TRY_VOID(caller.require(Permission::Ingest));
    if (!caller.sees(compartment)) return fail(ErrorKind::NotFound, "no such compartment");
    JobView view;
    {
        const std::lock_guard lock(parts_->mutex);
        if (parts_->waiting_files >= kMaxWaitingFiles) return base::fail_busy("too many files wait", 5);
        Job* job = parts_->find(owner_of(caller), id);
        if (job == nullptr) {
            job = &parts_->add(caller, workspace, id, "ingest");
            job->compartment = compartment;
        }
        if (job->view.kind != "ingest" || job->cancelled) return fail(ErrorKind::Conflict, "this job takes no more files");
        if (job->compartment != compartment) return fail(ErrorKind::Conflict, "the files of one job go to one compartment");
        ++parts_->waiting_files;
        ++job->view.total;
        if (is_over(job->view)) job->view.phase = "waiting";
        job->waiting.push_back({job->view.files.size(), std::move(file)});
        if (job->view.files.size() < kMaxFilesShown) job->view.files.push_back({job->waiting.back().upload.name, "waiting", {}, 0});
        view = job->view;
    }
    parts_->changed.notify_all();
    return view;
}

base::Expected<JobView> Jobs::verify(Workspace& workspace, const Caller& caller, bool quick) {
    GUVOH_TRY_VOID(caller.require(Permission::Verify));
    JobView view;
    {
        const std::lock_guard lock(parts_->mutex);
        for (const Job& job : parts_->jobs) {
            if (job.view.kind != "verify" || is_over(job.view)) continue;
            if (job.owner == owner_of(caller)) return job.view;
            return base::fail_busy("another member is verifying already", 30);
        }
        std::array<base::Byte, 10> random{};
        crypto::random_bytes(random);
        Job& job = parts_->add(caller, workspace, base::Id::make(platform::system_clock()(), random).text(), "verify");
        job.verify.quick = quick;
        view = job.view;
    }
    parts_->changed.notify_all();
    return view;
}

base::Expected<JobView> Jobs::load(const Caller& caller, std::string_view id) const {
    const std::lock_guard lock(parts_->mutex);
    const Job* job = parts_->find(owner_of(caller), id);
    if (job == nullptr) return fail(ErrorKind::NotFound, "no such job");
    return job->view;
}

base::Expected<JobView> Jobs::cancel(const Caller& caller, std::string_view id) {
    const std::lock_guard lock(parts_->mutex);
    Job* job = parts_->find(owner_of(caller), id);
    if (job == nullptr) return fail(ErrorKind::NotFound, "no such job");
    if (!is_over(job->view)) parts_->cancel(*job);
    return job->view;
}

void Jobs::end_of(std::string_view member) {
    const std::lock_guard lock(parts_->mutex);
    for (Job& job : parts_->jobs) {
        if (job.owner == member && !is_over(job.view)) parts_->cancel(job);
    }
}

std::size_t Jobs::active_count() const {
    const std::lock_guard lock(parts_->mutex);
    return static_cast<std::size_t>(std::count_if(parts_->jobs.begin(), parts_->jobs.end(), [](const Job& job) { return !is_over(job.view); }));
}

bool Jobs::verifying() const {
    const std::lock_guard lock(parts_->mutex);
    return std::any_of(parts_->jobs.begin(), parts_->jobs.end(), [](const Job& job) { return job.view.kind == "verify" && !is_over(job.view); });
}

std::optional<LastVerification> Jobs::last_verification() const {
    const std::lock_guard lock(parts_->mutex);
    return parts_->last;
}

}  // namespace guvoh::service

// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The stream: entries are gathered in batches, checked alone on worker threads, and taken in order on the caller's thread.
#include "ledger/verify.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <thread>

#include "ledger/identity.h"
#include "ledger/verify_record.h"

namespace guvoh::ledger {

namespace {

constexpr std::size_t kBatchEntries = 64;
constexpr std::size_t kBatchBytes = 256u << 10;

struct Batch {
    std::vector<EntryCheck> checks;
    std::size_t bytes = 0;
    bool done = false;  // guarded by Pool::mutex_
};

/// Worker threads that take batches in order and mark them done.
class Pool {
public:
    explicit Pool(unsigned threads) {
        for (unsigned i = 0; i < threads; ++i) workers_.emplace_back([this] { work(); });
    }
    ~Pool() {
        {
            const std::lock_guard<std::mutex> hold(mutex_);
            stop_ = true;
        }
        work_there_.notify_all();
        for (std::thread& worker : workers_) worker.join();
    }
    Pool(const Pool&) = delete;
    Pool& operator=(const Pool&) = delete;

    void give(Batch* batch) {
        {
            const std::lock_guard<std::mutex> hold(mutex_);
            waiting_.push_back(batch);
        }
        work_there_.notify_one();
    }
    void wait_for(const Batch& batch) {
        std::unique_lock<std::mutex> hold(mutex_);
        work_done_.wait(hold, [&] { return batch.done; });
    }

private:
    void work() {
        std::unique_lock<std::mutex> hold(mutex_);
        while (true) {
            work_there_.wait(hold, [this] { return stop_ || !waiting_.empty(); });
            if (stop_) return;
            Batch* batch = waiting_.front();
            waiting_.pop_front();
            hold.unlock();
            for (EntryCheck& check : batch->checks) check_alone(check);
            hold.lock();
            batch->done = true;
            work_done_.notify_all();
        }
    }

    std::mutex mutex_;
    std::condition_variable work_there_;
    std::condition_variable work_done_;
    std::deque<Batch*> waiting_;
    bool stop_ = false;
    std::vector<std::thread> workers_;
};

unsigned thread_count(unsigned wanted) { return wanted != 0 ? wanted : std::max(1U, std::thread::hardware_concurrency()); }

std::size_t size_of(const StoredEntry& entry) {
    std::size_t size = entry.signed_entry.body.size() + 128;
    for (const auto& slot : entry.payloads) size += slot ? slot->json.size() : 0;
    return size;
}

}  // namespace

struct Verifier::Parts {
    explicit Parts(VerifyOptions given)
        : options(std::move(given)), record(options), most_in_work(4 * thread_count(options.threads)), pool(thread_count(options.threads)) {}

    /// The key under which a device's entries are to be checked: from its entry 0, which is read at once.
    std::optional<crypto::PublicKey> key_for(const StoredEntry& entry) {
        const auto [found, is_new] = keys.try_emplace(entry.device);
        if (is_new) {
            const auto first = read_entry(entry.signed_entry.body);
            if (first && first->certificate && device_id(first->certificate->device_key) == entry.device) {
                found->second = first->certificate->device_key;
            }
        }
        return found->second;
    }

    void send() {
        if (current == nullptr) return;
        pool.give(current.get());
        in_work.push_back(std::move(current));
        while (in_work.size() > most_in_work) take_next();
    }

    void take_next() {
        pool.wait_for(*in_work.front());
        for (const EntryCheck& check : in_work.front()->checks) record.add_entry(check);
        in_work.pop_front();
    }

    VerifyOptions options;
    RecordCheck record;
    std::map<DeviceId, std::optional<crypto::PublicKey>> keys;
    std::size_t most_in_work;
    std::unique_ptr<Batch> current;
    std::deque<std::unique_ptr<Batch>> in_work;
    Pool pool;  // last: its threads end before the batches go
};

Verifier::Verifier(VerifyOptions options) : parts_(std::make_unique<Parts>(std::move(options))) {}
Verifier::~Verifier() = default;

void Verifier::add_checkpoint(std::string_view note, std::uint64_t line) { parts_->record.add_checkpoint(note, line); }

bool Verifier::add(StoredEntry entry) {
    Parts& parts = *parts_;
    if (parts.record.has_problem()) return false;
    if (parts.current == nullptr) parts.current = std::make_unique<Batch>();
    EntryCheck check;
    check.device_key = parts.key_for(entry);
    parts.current->bytes += size_of(entry);
    check.stored = std::move(entry);
    parts.current->checks.push_back(std::move(check));
    if (parts.current->checks.size() >= kBatchEntries || parts.current->bytes >= kBatchBytes) parts.send();
    return !parts.record.has_problem();
}

void Verifier::add_problem(Problem problem) {
    Parts& parts = *parts_;
    parts.send();  // what came before may have a problem of its own, which is then the first
    while (!parts.in_work.empty()) parts.take_next();
    parts.record.add_problem(std::move(problem));
}

VerifyReport Verifier::finish() {
    Parts& parts = *parts_;
    parts.send();
    while (!parts.in_work.empty()) parts.take_next();
    return parts.record.finish();
}

}  // namespace guvoh::ledger

// SPDX-License-Identifier: AGPL-3.0-or-later
#include "http/workers.h"

#include <algorithm>
#include <utility>

namespace guvoh::http {

Workers::Workers(unsigned threads, std::size_t queue_limit) : queue_limit_(queue_limit) {
    for (unsigned i = 0; i < std::max(threads, 1U); ++i) threads_.emplace_back([this] { run(); });
}

Workers::~Workers() { finish(); }

bool Workers::submit(std::function<void()> work) {
    {
        const std::lock_guard lock(mutex_);
        if (ending_ || queue_.size() >= queue_limit_) return false;
        queue_.push_back(std::move(work));
    }
    changed_.notify_one();
    return true;
}

void Workers::finish() {
    {
        const std::lock_guard lock(mutex_);
        ending_ = true;
    }
    changed_.notify_all();
    for (std::thread& thread : threads_) {
        if (thread.joinable()) thread.join();
    }
}

void Workers::run() {
    std::unique_lock lock(mutex_);
    while (true) {
        changed_.wait(lock, [this] { return ending_ || !queue_.empty(); });
        if (queue_.empty()) return;
        const auto work = std::exchange(queue_.front(), {});
        queue_.pop_front();
        lock.unlock();
        work();
        lock.lock();
    }
}

}  // namespace guvoh::http

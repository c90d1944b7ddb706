// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The threads that run handlers, apart from those that move bytes: service calls block, and a slow one must not hold up the
// connections of others. The queue is bounded; when it is full the request is told to come again.
//
// Threads: any.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace guvoh::http {

class Workers {
public:
    Workers(unsigned threads, std::size_t queue_limit);
    /// Finishes what was taken on.
    ~Workers();
    Workers(const Workers&) = delete;
    Workers& operator=(const Workers&) = delete;

    /// Takes on a piece of work; false when too much waits or the end has come.
    bool submit(std::function<void()> work);
    /// Takes no more, finishes what waits, ends the threads.
    void finish();

private:
    void run();
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<std::function<void()>> queue_;  // guarded by mutex_
    bool ending_ = false;                      // guarded by mutex_
    const std::size_t queue_limit_;
    std::vector<std::thread> threads_;
};

}  // namespace guvoh::http

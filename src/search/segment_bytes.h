// SPDX-License-Identifier: AGPL-3.0-or-later
//
// A segment as one run of memory: either bytes that are in memory anyway, or a sealed page file whose pages are opened on first
// use into a reserved address range. What is opened stays until the cache is over its budget and no search is running; so a
// search reads plain memory, and only ensure() can fail.
//
// Threads: any number may call ensure() and read. A search holds a CacheUse; relieve() gives memory back only while none does.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <vector>

#include "base/bytes.h"
#include "base/error.h"
#include "vault/sealed_pages.h"

namespace guvoh::search {

class SegmentBytes;

/// Counts the opened pages of all segments and gives memory back.
class PageCache {
public:
    explicit PageCache(std::size_t budget_bytes) : budget_bytes_(budget_bytes) {}

    /// Held while pointers into segments are in use.
    class Use {
    public:
        explicit Use(PageCache& cache) : lock_(cache.in_use_) {}

    private:
        std::shared_lock<std::shared_mutex> lock_;
    };

    /// Drops pages not used lately when over the budget. Call it holding no Use; never waits unless far over the budget.
    void relieve();
    std::size_t opened_bytes() const { return opened_bytes_.load(std::memory_order_relaxed); }

private:
    friend class SegmentBytes;
    void drop_until(std::size_t target_bytes);

    const std::size_t budget_bytes_;
    std::atomic<std::size_t> opened_bytes_{0};
    std::shared_mutex in_use_;
    std::mutex list_mutex_;
    std::vector<SegmentBytes*> segments_;  // each takes itself out when it ends
};

class SegmentBytes {
public:
    /// Bytes that are in memory anyway.
    static std::shared_ptr<SegmentBytes> from_memory(base::Bytes bytes);
    /// A page file. `cache` may be null: then pages stay until forget() or the end.
    static base::Expected<std::shared_ptr<SegmentBytes>> from_file(std::unique_ptr<vault::PageFile> file, PageCache* cache);
    ~SegmentBytes();
    SegmentBytes(const SegmentBytes&) = delete;
    SegmentBytes& operator=(const SegmentBytes&) = delete;

    std::uint64_t size() const { return size_; }
    bool in_memory() const { return file_ == nullptr; }
    /// Makes a range readable. Errors: Corrupt when it is outside or a page fails authentication; Io.
    base::Status ensure(std::uint64_t offset, std::uint64_t length) const;
    /// The bytes from an offset on; only what ensure() was asked for may be read.
    const base::Byte* at(std::uint64_t offset) const { return base_ + offset; }
    /// Gives back the pages wholly inside a range; what is asked for again is read again. For a reader without a cache that has the
    /// segment to itself. Gives where the first page begins that was not given back, to go on from.
    std::uint64_t forget(std::uint64_t begin, std::uint64_t end);

private:
    friend class PageCache;
    SegmentBytes() = default;
    base::Status open_page(std::uint64_t page) const;
    void drop_page(std::uint64_t page);

    enum State : std::uint8_t { kAbsent = 0, kOpened = 1, kUsed = 2 };
    base::Bytes bytes_;
    std::unique_ptr<vault::PageFile> file_;
    PageCache* cache_ = nullptr;  // borrowed from the index, which outlives its segments
    base::Byte* base_ = nullptr;
    std::uint64_t size_ = 0;
    std::unique_ptr<std::atomic<std::uint8_t>[]> states_;
    mutable std::mutex opening_;
    std::uint64_t sweep_at_ = 0;
};

}  // namespace guvoh::search

// SPDX-License-Identifier: AGPL-3.0-or-later
#include "search/segment_bytes.h"

#include <sys/mman.h>

#include <algorithm>

namespace guvoh::search {

namespace {
constexpr std::uint64_t kPage = vault::kPagePayloadBytes;
}

std::shared_ptr<SegmentBytes> SegmentBytes::from_memory(base::Bytes bytes) {
    std::shared_ptr<SegmentBytes> made(new SegmentBytes());
    made->bytes_ = std::move(bytes);
    made->base_ = made->bytes_.data();
    made->size_ = made->bytes_.size();
    return made;
}

base::Expected<std::shared_ptr<SegmentBytes>> SegmentBytes::from_file(std::unique_ptr<vault::PageFile> file, PageCache* cache) {
    const std::uint64_t pages = file->page_count();
    if (pages == 0 || pages > (std::uint64_t{1} << 32)) {
        return base::fail(base::ErrorKind::Corrupt, "a search segment has no pages");
    }
    std::shared_ptr<SegmentBytes> made(new SegmentBytes());
    void* range = ::mmap(nullptr, pages * kPage, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (range == MAP_FAILED) { return base::fail(base::ErrorKind::Full, "no address space for a search segment"); }
    ::madvise(range, pages * kPage, MADV_DONTDUMP);  // plain text must not reach a core file
    made->base_ = static_cast<base::Byte*>(range);
    made->size_ = pages * kPage;
    made->states_ = std::make_unique<std::atomic<std::uint8_t>[]>(pages);
    made->file_ = std::move(file);
    made->cache_ = cache;
    if (cache != nullptr) {
        const std::lock_guard lock(cache->list_mutex_);
        cache->segments_.push_back(made.get());
    }
    return made;
}

SegmentBytes::~SegmentBytes() {
    if (file_ == nullptr) { return; }
    if (cache_ != nullptr) {
        const std::lock_guard lock(cache_->list_mutex_);
        std::erase(cache_->segments_, this);
        std::size_t opened = 0;
        for (std::uint64_t page = 0; page < size_ / kPage; ++page) { opened += states_[page].load() != kAbsent ? 1U : 0U; }
        cache_->opened_bytes_ -= opened * kPage;
    }
    ::munmap(base_, size_);
}

base::Status SegmentBytes::ensure(std::uint64_t offset, std::uint64_t length) const {
    if (offset > size_ || length > size_ - offset) {
        return base::fail(base::ErrorKind::Corrupt, "a search segment points outside itself");
    }
    if (file_ == nullptr || length == 0) { return {}; }
    for (std::uint64_t page = offset / kPage; page <= (offset + length - 1) / kPage; ++page) {
        const std::uint8_t state = states_[page].load(std::memory_order_acquire);
        if (state == kUsed) { continue; }
        if (state == kAbsent) { GUVOH_TRY_VOID(open_page(page)); }
        states_[page].store(kUsed, std::memory_order_release);
    }
    return {};
}

base::Status SegmentBytes::open_page(std::uint64_t page) const {
    const std::lock_guard lock(opening_);
    if (states_[page].load(std::memory_order_acquire) != kAbsent) { return {}; }
    GUVOH_TRY_VOID(file_->read_page(page, std::span<base::Byte>(base_ + page * kPage, kPage)));
    if (cache_ != nullptr) { cache_->opened_bytes_ += kPage; }
    states_[page].store(kOpened, std::memory_order_release);
    return {};
}

void SegmentBytes::drop_page(std::uint64_t page) {
    states_[page].store(kAbsent, std::memory_order_release);
    ::madvise(base_ + page * kPage, kPage, MADV_DONTNEED);
}

std::uint64_t SegmentBytes::forget(std::uint64_t begin, std::uint64_t end) {
    if (file_ == nullptr) { return end; }
    std::uint64_t page = (begin + kPage - 1) / kPage;
    for (; (page + 1) * kPage <= std::min(end, size_); ++page) {
        if (states_[page].load() != kAbsent) { drop_page(page); }
    }
    return std::min(page * kPage, end);
}

void PageCache::relieve() {
    const std::size_t opened = opened_bytes();
    if (opened <= budget_bytes_) { return; }
    std::unique_lock lock(in_use_, std::defer_lock);
    if (opened > budget_bytes_ + budget_bytes_ / 4) {
        lock.lock();
    } else if (!lock.try_lock()) {
        return;
    }
    drop_until(budget_bytes_ - budget_bytes_ / 8);
}

/// The clock: a page used since the hand last passed is spared once.
void PageCache::drop_until(std::size_t target_bytes) {
    const std::lock_guard lock(list_mutex_);
    for (int round = 0; round < 3; ++round) {
        for (SegmentBytes* segment : segments_) {
            const std::uint64_t pages = segment->size_ / kPage;
            for (std::uint64_t step = 0; step < pages && opened_bytes() > target_bytes; ++step) {
                segment->sweep_at_ = (segment->sweep_at_ + 1) % pages;
                std::atomic<std::uint8_t>& state = segment->states_[segment->sweep_at_];
                if (state.load() == SegmentBytes::kUsed) {
                    state.store(SegmentBytes::kOpened);
                } else if (state.load() == SegmentBytes::kOpened) {
                    segment->drop_page(segment->sweep_at_);
                    opened_bytes_ -= kPage;
                }
            }
        }
    }
}

}  // namespace guvoh::search

// SPDX-License-Identifier: AGPL-3.0-or-later
#include "search/pair_sorter.h"

#include <algorithm>
#include <cstring>
#include <functional>

namespace guvoh::search {

namespace {
constexpr std::size_t kPairsInRun = 64 * 1024;
constexpr std::size_t kPairsInPage = vault::kPagePayloadBytes / sizeof(std::uint64_t);
}  // namespace

base::Status PairSorter::add(std::uint32_t first, std::uint32_t second) {
    open_.push_back(Pair{first} << 32 | second);
    ++count_;
    return pages_ != nullptr && open_.size() == kPairsInRun ? set_run_aside() : base::Status{};
}

base::Status PairSorter::set_run_aside() {
    if (scratch_ == nullptr) { GUVOH_TRY(scratch_, pages_->scratch()); }
    std::sort(open_.begin(), open_.end());
    Run run;
    run.page = page_count_;
    run.left = open_.size();
    base::Bytes page(vault::kPagePayloadBytes);
    for (std::size_t at = 0; at < open_.size(); at += kPairsInPage) {
        std::memcpy(page.data(), open_.data() + at, std::min(kPairsInPage, open_.size() - at) * sizeof(Pair));
        GUVOH_TRY_VOID(scratch_->append(page));
        ++page_count_;
    }
    open_.clear();
    runs_.push_back(std::move(run));
    return {};
}

base::Status PairSorter::sort() {
    if (!runs_.empty() && !open_.empty()) { GUVOH_TRY_VOID(set_run_aside()); }
    if (runs_.empty()) {
        std::sort(open_.begin(), open_.end());
        runs_.emplace_back().held = std::move(open_);
    }
    open_ = {};
    for (std::uint32_t run = 0; run < runs_.size(); ++run) { GUVOH_TRY_VOID(step(run)); }
    return {};
}

/// Puts a run's next pair on the heap; reads its next page when it must.
base::Status PairSorter::step(std::uint32_t number) {
    Run& run = runs_[number];
    if (run.at == run.held.size()) {
        base::Bytes page(vault::kPagePayloadBytes);
        run.at = 0;
        run.held.resize(std::min<std::uint64_t>(run.left, kPairsInPage));
        if (run.held.empty()) { return {}; }
        GUVOH_TRY_VOID(scratch_->read_page(run.page++, page));
        std::memcpy(run.held.data(), page.data(), run.held.size() * sizeof(Pair));
        run.left -= run.held.size();
    }
    heap_.emplace_back(run.held[run.at++], number);
    std::push_heap(heap_.begin(), heap_.end(), std::greater<>());
    return {};
}

base::Status PairSorter::next() {
    std::pop_heap(heap_.begin(), heap_.end(), std::greater<>());
    const std::uint32_t run = heap_.back().second;
    heap_.pop_back();
    return step(run);
}

}  // namespace guvoh::search

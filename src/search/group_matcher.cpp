// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>

#include "search/matchers.h"

namespace guvoh::search {

base::Expected<std::unique_ptr<GroupMatcher>> GroupMatcher::make(const Segment& segment, const std::vector<GroupList>& lists,
                                                                 float weight, const ScoreTables& tables) {
    std::unique_ptr<GroupMatcher> made(new GroupMatcher(weight, tables));
    for (const GroupList& list : lists) {
        GUVOH_TRY(ListCursor cursor, segment.cursor(list.list));
        made->cost_ += list.list.unit_count;
        if (list.list.unit_count < kBlockSize) {
            made->gather_rare(cursor, list.weight);
        } else {
            made->parts_.push_back({std::move(cursor), list.weight});
        }
    }
    made->merge_rare();
    return made;
}

void GroupMatcher::gather_rare(ListCursor& cursor, Tenths weight) {
    for (auto run = cursor.run_below(kNoUnit); !run.empty(); run = cursor.run_below(kNoUnit)) {
        const std::uint32_t* counts = cursor.run_counts();
        for (std::size_t i = 0; i < run.size(); ++i) { rare_.push_back({run[i], counts[i] * weight}); }
        cursor.skip(run.size());
    }
}

void GroupMatcher::merge_rare() {
    if (rare_.empty()) { return; }
    std::sort(rare_.begin(), rare_.end(), [](const Rare& a, const Rare& b) { return a.unit < b.unit; });
    std::size_t kept = 0;
    for (std::size_t i = 1; i < rare_.size(); ++i) {
        if (rare_[i].unit == rare_[kept].unit) {
            rare_[kept].tenths += rare_[i].tenths;
        } else {
            rare_[++kept] = rare_[i];
        }
    }
    rare_.resize(kept + 1);
}

std::optional<std::uint64_t> GroupMatcher::known_count() const {
    if (parts_.size() + (rare_.empty() ? 0 : 1) != 1) { return std::nullopt; }
    return parts_.empty() ? rare_.size() : cost_;
}

std::uint32_t GroupMatcher::next_from(std::uint32_t unit) {
    std::uint32_t next = kNoUnit;
    for (Part& part : parts_) {
        part.cursor.seek(unit);
        next = std::min(next, part.cursor.unit());
    }
    while (rare_at_ < rare_.size() && rare_[rare_at_].unit < unit) { ++rare_at_; }
    return rare_at_ < rare_.size() ? std::min(next, rare_[rare_at_].unit) : next;
}

void GroupMatcher::fill_first(Part& part, const Window& window) {
    for (auto run = part.cursor.run_below(window.end); !run.empty(); run = part.cursor.run_below(window.end)) {
        const std::uint32_t* counts = part.cursor.run_counts();
        for (std::size_t i = 0; i < run.size(); ++i) {
            const std::uint32_t unit = run[i] - window.begin;
            tenths_[unit] = counts[i] * part.weight;
            bits_[unit / 64] |= std::uint64_t{1} << (unit % 64);
        }
        part.cursor.skip(run.size());
    }
}

void GroupMatcher::fill_more(Part& part, const Window& window) {
    for (auto run = part.cursor.run_below(window.end); !run.empty(); run = part.cursor.run_below(window.end)) {
        const std::uint32_t* counts = part.cursor.run_counts();
        for (std::size_t i = 0; i < run.size(); ++i) {
            const std::uint32_t unit = run[i] - window.begin;
            const std::uint64_t bit = std::uint64_t{1} << (unit % 64);
            const Tenths before = (bits_[unit / 64] & bit) != 0 ? tenths_[unit] : 0;
            tenths_[unit] = before + counts[i] * part.weight;
            bits_[unit / 64] |= bit;
        }
        part.cursor.skip(run.size());
    }
}

void GroupMatcher::fill_rare(const Window& window) {
    while (rare_at_ < rare_.size() && rare_[rare_at_].unit < window.begin) { ++rare_at_; }
    for (; rare_at_ < rare_.size() && rare_[rare_at_].unit < window.end; ++rare_at_) {
        const std::uint32_t unit = rare_[rare_at_].unit - window.begin;
        const std::uint64_t bit = std::uint64_t{1} << (unit % 64);
        const Tenths before = (bits_[unit / 64] & bit) != 0 ? tenths_[unit] : 0;
        tenths_[unit] = before + rare_[rare_at_].tenths;
        bits_[unit / 64] |= bit;
    }
}

void GroupMatcher::match(const Window& window, const WindowBits& candidates, WindowBits& out) {
    bits_ = {};
    bool first = true;
    for (Part& part : parts_) {
        part.cursor.seek(window.begin);
        if (part.cursor.unit() >= window.end) { continue; }
        if (first) {
            fill_first(part, window);
        } else {
            fill_more(part, window);
        }
        first = false;
    }
    fill_rare(window);
    for (std::size_t i = 0; i < bits_.size(); ++i) { out[i] = bits_[i] & candidates[i]; }
}

float GroupMatcher::bound(const Window& window) {
    float sum = 0;
    for (const Part& part : parts_) { sum += static_cast<float>(part.cursor.impact_below(window.end)); }
    float best = std::min(1.0F, sum / 255.0F * tables_.correction);
    std::size_t at = rare_at_;
    while (at < rare_.size() && rare_[at].unit < window.begin) { ++at; }
    if (at < rare_.size() && rare_[at].unit < window.end) { best = 1; }
    return best * weight_;
}

void GroupMatcher::score(const Window& window, const WindowBits& chosen, float* scores) {
    const std::uint8_t* codes = tables_.length_codes + window.begin;
    for (std::uint32_t word = 0; word < bits_.size(); ++word) {
        for (std::uint64_t rest = bits_[word] & chosen[word]; rest != 0; rest &= rest - 1) {
            const std::uint32_t unit = word * 64 + static_cast<std::uint32_t>(std::countr_zero(rest));
            const auto count = static_cast<float>(tenths_[unit]);
            scores[unit] += weight_ * count / (count + tables_.tenths[codes[unit]]);
        }
    }
}

}  // namespace guvoh::search

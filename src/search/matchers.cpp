// SPDX-License-Identifier: AGPL-3.0-or-later
#include "search/matchers.h"

#include <algorithm>

namespace guvoh::search {

bool any_bit(const WindowBits& bits) {
    std::uint64_t all = 0;
    for (const std::uint64_t word : bits) { all |= word; }
    return all != 0;
}

std::uint32_t count_bits(const WindowBits& bits) {
    std::uint64_t sum = 0;
    for (std::uint64_t word : bits) {  // without a popcount instruction, four at a time by the compiler
        word -= (word >> 1) & 0x5555555555555555ULL;
        word = (word & 0x3333333333333333ULL) + ((word >> 2) & 0x3333333333333333ULL);
        word = (word + (word >> 4)) & 0x0F0F0F0F0F0F0F0FULL;
        word += word >> 8;
        word += word >> 16;
        word += word >> 32;
        sum += word & 0x7FU;
    }
    return static_cast<std::uint32_t>(sum);
}

AndMatcher::AndMatcher(std::vector<MatcherPtr> children) : children_(std::move(children)) {
    for (const MatcherPtr& child : children_) { order_.push_back(child.get()); }
    std::stable_sort(order_.begin(), order_.end(), [](const Matcher* a, const Matcher* b) { return a->cost() < b->cost(); });
}

std::uint32_t AndMatcher::next_from(std::uint32_t unit) {
    for (Matcher* child : order_) {
        unit = std::max(unit, child->next_from(unit));
        if (unit == kNoUnit) { break; }
    }
    return unit;
}

void AndMatcher::match(const Window& window, const WindowBits& candidates, WindowBits& out) {
    bits_ = candidates;
    for (Matcher* child : order_) {
        WindowBits matched;
        child->match(window, bits_, matched);
        bits_ = matched;
        if (!any_bit(bits_)) { break; }
    }
    out = bits_;
}

float AndMatcher::bound(const Window& window) {
    float sum = 0;
    for (const MatcherPtr& child : children_) { sum += child->bound(window); }
    return sum;
}

void AndMatcher::score(const Window& window, const WindowBits& chosen, float* scores) {
    WindowBits both;
    for (std::size_t i = 0; i < both.size(); ++i) { both[i] = bits_[i] & chosen[i]; }
    if (!any_bit(both)) { return; }  // a child may not have been asked about this window
    for (const MatcherPtr& child : children_) { child->score(window, both, scores); }
}

std::uint32_t OrMatcher::next_from(std::uint32_t unit) {
    std::uint32_t next = kNoUnit;
    for (const MatcherPtr& child : children_) { next = std::min(next, child->next_from(unit)); }
    return next;
}

void OrMatcher::match(const Window& window, const WindowBits& candidates, WindowBits& out) {
    out = {};
    matched_.resize(children_.size());
    for (std::size_t child = 0; child < children_.size(); ++child) {
        children_[child]->match(window, candidates, matched_[child]);
        for (std::size_t i = 0; i < out.size(); ++i) { out[i] |= matched_[child][i]; }
    }
}

float OrMatcher::bound(const Window& window) {
    float sum = 0;
    bounds_.clear();
    for (const MatcherPtr& child : children_) {
        bounds_.push_back(child->bound(window));
        sum += bounds_.back();
    }
    return sum;
}

/// A unit with one child whose bound is too low needs a second child, or a third: as many as the best of them must be.
void OrMatcher::narrow(float threshold, WindowBits& chosen) {
    if (bounds_.size() != children_.size()) { return; }
    std::vector<float> best = bounds_;
    std::sort(best.rbegin(), best.rend());
    std::size_t least = 0;  // how many children a unit needs
    for (float sum = 0; least < best.size() && sum <= threshold; ++least) { sum += best[least]; }
    const std::size_t several = std::max<std::size_t>(least, 2);
    if (several > 4) { return; }
    for (std::size_t i = 0; i < chosen.size(); ++i) {
        std::uint64_t at_least[5] = {~std::uint64_t{0}, 0, 0, 0, 0};
        std::uint64_t alone = 0;  // one child is enough
        for (std::size_t child = 0; child < matched_.size(); ++child) {
            const std::uint64_t bits = matched_[child][i];
            if (bounds_[child] > threshold) { alone |= bits; }
            for (std::size_t count = several; count > 0; --count) { at_least[count] |= at_least[count - 1] & bits; }
        }
        chosen[i] &= alone | at_least[several];
    }
}

void OrMatcher::score(const Window& window, const WindowBits& chosen, float* scores) {
    for (const MatcherPtr& child : children_) { child->score(window, chosen, scores); }
}

std::uint64_t OrMatcher::cost() const {
    std::uint64_t sum = 0;
    for (const MatcherPtr& child : children_) { sum += child->cost(); }
    return sum;
}

void NotMatcher::match(const Window& window, const WindowBits& candidates, WindowBits& out) {
    WindowBits matched;
    child_->match(window, candidates, matched);
    for (std::size_t i = 0; i < out.size(); ++i) { out[i] = candidates[i] & ~matched[i]; }
}

void DocumentMatcher::match(const Window& window, const WindowBits& candidates, WindowBits& out) {
    out = {};
    std::uint32_t run = 0;
    std::uint32_t run_begin = 0;
    std::uint32_t run_end = 0;  // within the segment; nothing known yet
    for_each_bit(candidates, [&](std::uint32_t bit) {
        const std::uint32_t unit = window.begin + bit;
        if (unit >= run_end || unit < run_begin) {
            run = run_end == 0 ? units_.run_of(unit) : run + 1;
            while (run + 1 < units_.run_count() && units_.run(run + 1).first_unit <= unit) { ++run; }
            run_begin = units_.run(run).first_unit;
            run_end = run + 1 < units_.run_count() ? units_.run(run + 1).first_unit : units_.unit_count();
        }
        if (known_[run] == kUnknown) { known_[run] = accepts_(units_.run(run).document_number) ? kYes : kNo; }
        if (known_[run] == kYes) { out[bit / 64] |= std::uint64_t{1} << (bit % 64); }
    });
}

LanguageMatcher::LanguageMatcher(const Segment& segment, const std::vector<LanguageCode>& languages)
    : languages_(segment.units().languages()) {
    for (const LanguageCode language : languages) { wanted_[language] = true; }
}

void LanguageMatcher::match(const Window& window, const WindowBits& candidates, WindowBits& out) {
    out = {};
    for_each_bit(candidates, [&](std::uint32_t bit) {
        if (wanted_[languages_[window.begin + bit]]) { out[bit / 64] |= std::uint64_t{1} << (bit % 64); }
    });
}

}  // namespace guvoh::search

// SPDX-License-Identifier: AGPL-3.0-or-later
#include "search/evaluate.h"

#include <algorithm>
#include <limits>

namespace guvoh::search {

namespace {

struct Found {
    float score = 0;
    std::uint32_t segment = 0, unit = 0;
    /// Better first: the higher score, then what was added first.
    friend bool operator<(const Found& a, const Found& b) {
        if (a.score != b.score) { return a.score > b.score; }
        return a.segment != b.segment ? a.segment < b.segment : a.unit < b.unit;
    }
};

/// Keeps the best few; its front is the worst of them.
class Best {
public:
    explicit Best(std::size_t most) : most_(most) {}
    /// A score must be above this to get in; what comes later loses a tie.
    float threshold() const {
        if (most_ == 0) { return std::numeric_limits<float>::infinity(); }
        return heap_.size() < most_ ? -1.0F : heap_.front().score;
    }
    void add(const Found& found) {
        if (heap_.size() == most_) {
            std::pop_heap(heap_.begin(), heap_.end());
            heap_.back() = found;
        } else {
            heap_.push_back(found);
        }
        std::push_heap(heap_.begin(), heap_.end());
    }
    std::vector<Found> sorted() {
        std::sort(heap_.begin(), heap_.end());
        return std::move(heap_);
    }

private:
    std::size_t most_;
    std::vector<Found> heap_;
};

constexpr float kRoundingRoom = 1.0001F;  // bounds are sums in another order than scores

/// One segment's part of a search.
class SegmentSearch {
public:
    SegmentSearch(std::uint32_t segment, std::uint32_t unit_count, Best& best)
        : segment_(segment), unit_count_(unit_count), best_(best) {}

    std::uint64_t run(Matcher& matcher, const std::vector<MatcherPtr>& filters) {
        const std::optional<std::uint64_t> known = filters.empty() ? matcher.known_count() : std::nullopt;
        std::uint64_t total = 0;
        for (std::uint32_t unit = matcher.next_from(0); unit < unit_count_;) {
            Window window;
            window.begin = unit - unit % kWindowUnits;
            window.end = std::min(window.begin + kWindowUnits, unit_count_);
            const float threshold = best_.threshold();
            const bool worth_scoring = threshold < 0 || matcher.bound(window) * kRoundingRoom > threshold;
            if (worth_scoring || !known) { total += run_window(matcher, filters, window, worth_scoring); }
            if (window.end == unit_count_) { break; }
            unit = matcher.next_from(window.end);
        }
        return known ? *known : total;
    }

private:
    std::uint64_t run_window(Matcher& matcher, const std::vector<MatcherPtr>& filters, const Window& window, bool worth_scoring) {
        WindowBits bits;
        matcher.match(window, all_of(window), bits);
        for (const MatcherPtr& filter : filters) {
            if (!any_bit(bits)) { return 0; }
            WindowBits kept;
            filter->match(window, bits, kept);
            bits = kept;
        }
        const std::uint32_t count = count_bits(bits);
        if (count > 0 && worth_scoring) {
            const float threshold = best_.threshold();
            if (threshold > 0) { matcher.narrow(threshold / kRoundingRoom, bits); }
            keep_best(matcher, window, bits);
        }
        return count;
    }

    void keep_best(Matcher& matcher, const Window& window, const WindowBits& bits) {
        for (std::size_t word = 0; word < bits.size(); ++word) {
            if (bits[word] == 0) { continue; }
            std::fill_n(scores_.begin() + static_cast<std::ptrdiff_t>(word * 64), 64, 0.0F);
        }
        matcher.score(window, bits, scores_.data());
        float threshold = best_.threshold();
        for_each_bit(bits, [&](std::uint32_t bit) {
            if (scores_[bit] <= threshold) { return; }
            best_.add({scores_[bit], segment_, window.begin + bit});
            threshold = best_.threshold();
        });
    }

    static WindowBits all_of(const Window& window) {
        WindowBits bits;
        bits.fill(~std::uint64_t{0});
        const std::uint32_t size = window.end - window.begin;
        for (std::uint32_t word = size / 64; word < bits.size(); ++word) {
            bits[word] = word * 64 < size ? (std::uint64_t{1} << (size % 64)) - 1 : 0;
        }
        return bits;
    }

    std::uint32_t segment_, unit_count_;
    Best& best_;
    std::array<float, kWindowUnits> scores_;
};

base::Expected<std::vector<MatcherPtr>> make_filters(const Segment& segment, const SearchFilter& filter) {
    std::vector<MatcherPtr> filters;
    if (!filter.languages.empty()) { filters.push_back(std::make_unique<LanguageMatcher>(segment, filter.languages)); }
    if (filter.allow) { filters.push_back(std::make_unique<DocumentMatcher>(segment, filter.allow)); }
    return filters;
}

}  // namespace

base::Expected<SearchResult> evaluate(const SegmentList& list, const Plan& plan, const SearchFilter& filter,
                                      std::uint32_t limit, std::uint32_t offset) {
    SearchResult result;
    const float average = list.average_length();
    ScoreTables tables;
    tables.tenths = length_table(average);
    for (float& value : tables.tenths) { value *= static_cast<float>(kWhole); }
    const std::size_t wanted = limit == 0 ? 0 : std::size_t{limit} + offset;
    Best best(wanted);
    for (std::uint32_t i = 0; i < list.segments.size(); ++i) {
        const Segment& segment = *list.segments[i];
        if (segment.units().unit_count() == 0) { continue; }
        GUVOH_TRY_VOID(segment.units().ensure());
        tables.length_codes = segment.units().length_codes();
        tables.correction = std::max(1.0F, average / segment.average_length());
        GUVOH_TRY(const MatcherPtr matcher, make_matcher(*plan.root, filter, list, i, tables));
        GUVOH_TRY(const std::vector<MatcherPtr> filters, make_filters(segment, filter));
        const auto search = std::make_unique<SegmentSearch>(i, segment.units().unit_count(), best);
        result.total += search->run(*matcher, filters);
    }
    const std::vector<Found> found = best.sorted();
    for (std::size_t i = offset; i < found.size(); ++i) {
        GUVOH_TRY(const UnitKey key, list.segments[found[i].segment]->units().key(found[i].unit));
        result.hits.push_back({key, found[i].score});
    }
    result.matched_words = plan.matched_words;
    return result;
}

}  // namespace guvoh::search

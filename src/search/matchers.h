// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Evaluates a query over one segment, window by window of 4,096 units: each part of the query says which units of the window
// match (a bit each), then those that are left at the top are scored. Everything a window needs lies in the first-level cache.
//
// Threads: a tree of matchers belongs to one search; the segment's bytes it uses were made readable when it was built.
// Implements: docs/formats/search-index.md, "How a query runs"
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "search/expand.h"
#include "search/postings.h"
#include "search/segment.h"
#include "search/unit.h"

namespace guvoh::search {

inline constexpr std::uint32_t kWindowUnits = 4096;
using WindowBits = std::array<std::uint64_t, kWindowUnits / 64>;

/// Units begin..end of a segment; begin is a multiple of kWindowUnits.
struct Window {
    std::uint32_t begin = 0, end = 0;
};

/// Calls f(unit within the window) for each bit set.
template <class F>
void for_each_bit(const WindowBits& bits, F&& f) {
    for (std::uint32_t word = 0; word < bits.size(); ++word) {
        for (std::uint64_t rest = bits[word]; rest != 0; rest &= rest - 1) {
            f(word * 64 + static_cast<std::uint32_t>(std::countr_zero(rest)));
        }
    }
}

/// Says whether any bit is set.
bool any_bit(const WindowBits& bits);
/// Counts the bits set.
std::uint32_t count_bits(const WindowBits& bits);

/// What all matchers of a segment need to score.
struct ScoreTables {
    std::array<float, 256> tenths{};            ///< BM25's length part for each length byte, in tenths of a word
    const std::uint8_t* length_codes = nullptr;  ///< by unit
    float correction = 1;                       ///< makes block impacts bounds under the present average length
};

/// One part of the query over one segment. Windows come in rising order; some may be left out.
class Matcher {
public:
    virtual ~Matcher() = default;
    /// Gives a unit at or above `unit` such that none between them matches.
    virtual std::uint32_t next_from(std::uint32_t unit) = 0;
    /// Gives the units of the window that match, among the candidates.
    virtual void match(const Window& window, const WindowBits& candidates, WindowBits& out) = 0;
    /// Gives a number that no unit's score in the window is above. Call it before match.
    virtual float bound(const Window& window) = 0;
    /// Takes units out of `chosen` whose score cannot be above `threshold`. Call it after bound and match.
    virtual void narrow(float, WindowBits&) {}
    /// Adds this part's score to the units of `chosen` that it matched. Call it after match.
    virtual void score(const Window& window, const WindowBits& chosen, float* scores) = 0;
    /// An upper bound of how many units match; for choosing an order.
    virtual std::uint64_t cost() const = 0;
    /// The exact number of matches where it is known beforehand.
    virtual std::optional<std::uint64_t> known_count() const { return std::nullopt; }
};

using MatcherPtr = std::unique_ptr<Matcher>;

/// The lists of one group in one segment.
class GroupMatcher final : public Matcher {
public:
    /// `tables` outlives the matcher.
    static base::Expected<std::unique_ptr<GroupMatcher>> make(const Segment& segment, const std::vector<GroupList>& lists,
                                                              float weight, const ScoreTables& tables);
    std::uint32_t next_from(std::uint32_t unit) override;
    void match(const Window& window, const WindowBits& candidates, WindowBits& out) override;
    float bound(const Window& window) override;
    void score(const Window& window, const WindowBits& chosen, float* scores) override;
    std::uint64_t cost() const override { return cost_; }
    std::optional<std::uint64_t> known_count() const override;

private:
    struct Part {
        ListCursor cursor;
        Tenths weight;
    };
    struct Rare {
        std::uint32_t unit;
        Tenths tenths;
    };
    GroupMatcher(float weight, const ScoreTables& tables) : weight_(weight), tables_(tables) {}
    void gather_rare(ListCursor& cursor, Tenths weight);
    void merge_rare();
    void fill_first(Part& part, const Window& window);
    void fill_more(Part& part, const Window& window);
    void fill_rare(const Window& window);

    std::vector<Part> parts_;  // lists of several blocks
    std::vector<Rare> rare_;   // all short lists as one
    std::size_t rare_at_ = 0;
    std::uint64_t cost_ = 0;
    float weight_;
    const ScoreTables& tables_;
    WindowBits bits_;
    std::array<Tenths, kWindowUnits> tenths_;  // occurrences; right only where a bit is set
};

/// Units where words stand one after another.
class PhraseMatcher final : public Matcher {
public:
    /// `groups` holds the lists of each word, in order.
    static base::Expected<MatcherPtr> make(const Segment& segment, const std::vector<const std::vector<GroupList>*>& groups,
                                           float weight, const ScoreTables& tables);
    std::uint32_t next_from(std::uint32_t unit) override { return all_->next_from(unit); }
    void match(const Window& window, const WindowBits& candidates, WindowBits& out) override;
    float bound(const Window& window) override;
    void score(const Window& window, const WindowBits& chosen, float* scores) override;
    std::uint64_t cost() const override { return all_->cost(); }

private:
    PhraseMatcher(float weight, const ScoreTables& tables) : weight_(weight), tables_(tables) {}
    std::uint32_t occurrences(std::uint32_t unit);

    MatcherPtr all_;                               // And of the words
    std::vector<std::vector<ListCursor>> words_;  // for positions
    std::vector<std::vector<std::uint32_t>> places_;
    float weight_;
    const ScoreTables& tables_;
    WindowBits bits_{};
    std::array<std::uint32_t, kWindowUnits> counts_;
};

/// All, any, or none of several parts.
class AndMatcher final : public Matcher {
public:
    explicit AndMatcher(std::vector<MatcherPtr> children);
    std::uint32_t next_from(std::uint32_t unit) override;
    void match(const Window& window, const WindowBits& candidates, WindowBits& out) override;
    float bound(const Window& window) override;
    void score(const Window& window, const WindowBits& chosen, float* scores) override;
    std::uint64_t cost() const override { return order_.front()->cost(); }

private:
    std::vector<MatcherPtr> children_;
    std::vector<Matcher*> order_;  // cheapest first; owned by children_
    WindowBits bits_{};
};

class OrMatcher final : public Matcher {
public:
    explicit OrMatcher(std::vector<MatcherPtr> children) : children_(std::move(children)) {}
    std::uint32_t next_from(std::uint32_t unit) override;
    void match(const Window& window, const WindowBits& candidates, WindowBits& out) override;
    float bound(const Window& window) override;
    void score(const Window& window, const WindowBits& chosen, float* scores) override;
    void narrow(float threshold, WindowBits& chosen) override;
    std::uint64_t cost() const override;

private:
    std::vector<MatcherPtr> children_;
    std::vector<WindowBits> matched_;  // of each child
    std::vector<float> bounds_;
};

class NotMatcher final : public Matcher {
public:
    explicit NotMatcher(MatcherPtr child) : child_(std::move(child)) {}
    std::uint32_t next_from(std::uint32_t unit) override { return unit; }
    void match(const Window& window, const WindowBits& candidates, WindowBits& out) override;
    float bound(const Window&) override { return 0; }
    void score(const Window&, const WindowBits&, float*) override {}
    std::uint64_t cost() const override { return std::uint64_t{1} << 40; }

private:
    MatcherPtr child_;
};

class AllMatcher final : public Matcher {
public:
    std::uint32_t next_from(std::uint32_t unit) override { return unit; }
    void match(const Window&, const WindowBits& candidates, WindowBits& out) override { out = candidates; }
    float bound(const Window&) override { return 0; }
    void score(const Window&, const WindowBits&, float*) override {}
    std::uint64_t cost() const override { return std::uint64_t{1} << 33; }
};

class NoneMatcher final : public Matcher {
public:
    std::uint32_t next_from(std::uint32_t) override { return kNoUnit; }
    void match(const Window&, const WindowBits&, WindowBits& out) override { out = {}; }
    float bound(const Window&) override { return 0; }
    void score(const Window&, const WindowBits&, float*) override {}
    std::uint64_t cost() const override { return 0; }
    std::optional<std::uint64_t> known_count() const override { return 0; }
};

/// Units of documents that a predicate accepts; each document is asked about once, and only when a unit of it is a candidate.
class DocumentMatcher final : public Matcher {
public:
    DocumentMatcher(const Segment& segment, std::function<bool(std::uint32_t)> accepts)
        : units_(segment.units()), accepts_(std::move(accepts)), known_(units_.run_count(), kUnknown) {}
    std::uint32_t next_from(std::uint32_t unit) override { return unit; }
    void match(const Window& window, const WindowBits& candidates, WindowBits& out) override;
    float bound(const Window&) override { return 0; }
    void score(const Window&, const WindowBits&, float*) override {}
    std::uint64_t cost() const override { return std::uint64_t{1} << 34; }

private:
    enum Known : std::uint8_t { kUnknown, kNo, kYes };
    const UnitReader& units_;  // the segment's, which outlives the search
    std::function<bool(std::uint32_t)> accepts_;
    std::vector<std::uint8_t> known_;
};

/// Units in some languages.
class LanguageMatcher final : public Matcher {
public:
    LanguageMatcher(const Segment& segment, const std::vector<LanguageCode>& languages);
    std::uint32_t next_from(std::uint32_t unit) override { return unit; }
    void match(const Window& window, const WindowBits& candidates, WindowBits& out) override;
    float bound(const Window&) override { return 0; }
    void score(const Window&, const WindowBits&, float*) override {}
    std::uint64_t cost() const override { return std::uint64_t{1} << 32; }

private:
    const LanguageCode* languages_;  // the segment's column
    std::array<bool, 256> wanted_{};
};

}  // namespace guvoh::search

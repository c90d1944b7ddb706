// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Finds names, or single words, that resemble a query, among a million and more, in any script. Names within one edit
// (insert, delete, substitute, swap of neighbours; a space is a letter too) of the query are always found; then, while fewer
// than `limit` are found, names with the words in another order, names sharing rare words, and names within two edits, as
// far as a budget of comparisons goes. Held in memory, about 115 bytes a name; nothing is written to disk.
//
// Threads: `find` from many threads while nobody adds; one thread adds.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

namespace guvoh::language {

/// One name found.
struct NameHit {
    std::uint64_t id = 0;
    float score = 0;          ///< 0 to 1, best first
    std::uint8_t edits = 0;   ///< edits between query and name in the closer of the two spellings compared; 255 beyond two
    bool same_script = true;  ///< the name is written in the query's script
};

/// The names and their index.
class NameIndex {
public:
    NameIndex();
    ~NameIndex();
    NameIndex(NameIndex&&) noexcept;
    NameIndex& operator=(NameIndex&&) noexcept;

    /// Takes in many names at once; cheaper than one by one.
    void build(const std::vector<std::pair<std::uint64_t, std::string_view>>& names);
    /// Adds one name; it is found by the next call. The same id may have several names.
    void add(std::uint64_t id, std::string_view name);
    /// Gives at most `limit` names that resemble the query, best first, each id once.
    std::vector<NameHit> find(std::string_view query, std::size_t limit) const;
    /// Gives every name within `edits` (0, 1 or 2) of the query, in no order, at most `limit`: for fuzzy words of a query.
    std::vector<NameHit> within(std::string_view query, unsigned edits, std::size_t limit) const;

    /// Names taken in so far.
    std::size_t size() const;
    /// Memory held, roughly.
    std::size_t memory_bytes() const;

private:
    class Core;
    std::unique_ptr<Core> core_;
};

}  // namespace guvoh::language

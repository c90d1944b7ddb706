// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Texts one after another in one piece of memory, and the numbering of distinct texts on top of it: what columns of codes and
// sort keys are made of. Numbers are given in order of first appearance and never change.
//
// Threads: const functions from any thread, changes from one.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace guvoh::lists {

/// Texts by their number from 0; at most 4 GB together.
class TextPool {
public:
    void add(std::string_view text);
    std::string_view operator[](std::size_t number) const {
        const std::size_t begin = number == 0 ? 0 : ends_[number - 1];
        return {bytes_.data() + begin, ends_[number] - begin};
    }
    std::size_t size() const { return ends_.size(); }
    void shrink();
    std::size_t memory_bytes() const { return bytes_.capacity() + ends_.capacity() * sizeof(std::uint32_t); }

private:
    std::vector<char> bytes_;
    std::vector<std::uint32_t> ends_;
};

/// Distinct texts, numbered.
class Dictionary {
public:
    /// The number of a text, given to it now if it has none.
    std::uint32_t number_of(std::string_view text);
    std::optional<std::uint32_t> find(std::string_view text) const;
    std::string_view operator[](std::size_t number) const { return texts_[number]; }
    std::size_t size() const { return texts_.size(); }
    void shrink() { texts_.shrink(); }
    std::size_t memory_bytes() const { return texts_.memory_bytes() + table_.capacity() * sizeof(std::uint32_t); }

private:
    std::size_t place_of(std::string_view text) const;
    void grow();

    TextPool texts_;
    std::vector<std::uint32_t> table_;  // number + 1, or 0; a power of two, at most two thirds full
};

}  // namespace guvoh::lists

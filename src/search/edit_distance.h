// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Edit distance from one word to each word of a sorted list: rows for the part a word shares with the one before it are kept,
// and a start that is too far away already settles every word that shares it.
//
// Threads: one.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace guvoh::search {

class EditDistance {
public:
    /// Takes: a UTF-8 word; at most `edits` (0 to 2) are of interest.
    EditDistance(std::string_view word, int edits);
    /// Starts with another list.
    void start();
    /// Gives the distance (insert, delete, replace, swap of neighbours) to the next word of the list, or more than `edits`.
    ///
    /// Takes: shared, the bytes it shares with the word given before.
    int next(std::string_view word, std::size_t shared);

private:
    struct Row {
        std::size_t byte_end = 0;  // bytes of the list's word up to here
        char32_t letter = 0;
        std::vector<int> cells;
        int least = 0;
    };
    void add_row(char32_t letter, std::size_t byte_end);

    std::u32string word_;
    int edits_;
    std::vector<Row> rows_;
    std::size_t depth_ = 1;         // rows in use; row 0 is the empty start
    std::size_t too_far_bytes_ = 0;  // the last word's first bytes that are too far; 0: none
};

}  // namespace guvoh::search

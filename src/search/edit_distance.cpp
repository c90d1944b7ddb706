// SPDX-License-Identifier: AGPL-3.0-or-later
#include "search/edit_distance.h"

#include <algorithm>

#include "base/text.h"

namespace guvoh::search {

namespace {

char32_t decode(std::string_view text, std::size_t length) {
    const auto byte = [&](std::size_t i) { return static_cast<char32_t>(static_cast<unsigned char>(text[i])); };
    if (length <= 1) { return byte(0); }
    char32_t letter = byte(0) & (0xFFU >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) { letter = letter << 6 | (byte(i) & 0x3FU); }
    return letter;
}

}  // namespace

EditDistance::EditDistance(std::string_view word, int edits) : edits_(edits) {
    while (!word.empty()) {
        const std::size_t length = std::max<std::size_t>(1, base::utf8_sequence_length(word));
        word_.push_back(decode(word, length));
        word.remove_prefix(length);
    }
    rows_.resize(1);
    for (std::size_t i = 0; i <= word_.size(); ++i) { rows_[0].cells.push_back(static_cast<int>(i)); }
}

void EditDistance::start() {
    depth_ = 1;
    too_far_bytes_ = 0;
}

void EditDistance::add_row(char32_t letter, std::size_t byte_end) {
    if (rows_.size() == depth_) { rows_.emplace_back(); }
    Row& row = rows_[depth_];
    const Row& before = rows_[depth_ - 1];
    row.byte_end = byte_end;
    row.letter = letter;
    row.cells.resize(word_.size() + 1);
    row.cells[0] = before.cells[0] + 1;
    row.least = row.cells[0];
    for (std::size_t i = 1; i <= word_.size(); ++i) {
        int best = before.cells[i - 1] + (word_[i - 1] == letter ? 0 : 1);
        best = std::min({best, before.cells[i] + 1, row.cells[i - 1] + 1});
        if (i > 1 && depth_ > 1 && word_[i - 1] == before.letter && word_[i - 2] == letter) {
            best = std::min(best, rows_[depth_ - 2].cells[i - 2] + 1);
        }
        row.cells[i] = best;
        row.least = std::min(row.least, best);
    }
    ++depth_;
}

int EditDistance::next(std::string_view word, std::size_t shared) {
    if (too_far_bytes_ != 0 && shared >= too_far_bytes_) { return edits_ + 1; }
    too_far_bytes_ = 0;
    while (depth_ > 1 && rows_[depth_ - 1].byte_end > shared) { --depth_; }
    std::size_t at = rows_[depth_ - 1].byte_end;
    while (at < word.size()) {
        const std::size_t length = std::max<std::size_t>(1, base::utf8_sequence_length(word.substr(at)));
        const char32_t letter = decode(word.substr(at), length);
        at += length;
        add_row(letter, at);
        // A swap may still repair one edit, so a start is hopeless only when this row and the one before are.
        if (rows_[depth_ - 1].least > edits_ && rows_[depth_ - 2].least > edits_) {
            too_far_bytes_ = at;
            return edits_ + 1;
        }
    }
    return rows_[depth_ - 1].cells.back();
}

}  // namespace guvoh::search

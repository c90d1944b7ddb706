// SPDX-License-Identifier: AGPL-3.0-or-later
#include "language/segment_index.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace guvoh::language {
namespace {

constexpr std::size_t kUnsettled = 2048;  // this many strings are compared one by one before they are indexed
constexpr std::size_t kPieces = 5;        // two halves and three thirds

/// Which piece of a string: its number (0, 1: halves; 2, 3, 4: thirds), place and length.
struct Piece {
    unsigned number;
    std::size_t begin;
    std::size_t length;
};

std::array<Piece, kPieces> pieces_of(std::size_t length) {
    const std::size_t half = length / 2;
    const std::size_t third = length / 3;
    const std::size_t middle = (length - third) / 2;
    return {{{0, 0, half},
             {1, half, length - half},
             {2, 0, third},
             {3, third, middle},
             {4, third + middle, length - third - middle}}};
}

/// Hashes a piece together with its number and the length of the string it is a piece of.
std::uint64_t hash_piece(unsigned number, std::size_t total, std::string_view content) {
    std::uint64_t value = mix_hash(std::size_t{number} * 67U + total + 1);
    while (content.size() >= 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, content.data(), 8);
        value = mix_hash(value ^ word);
        content.remove_prefix(8);
    }
    std::uint64_t word = 0;
    std::memcpy(&word, content.data(), content.size());
    return mix_hash(value ^ word) * 0x9E3779B97F4A7C15ULL;
}

}  // namespace

void SegmentIndex::add(std::string_view text) {
    bytes_.append(text.substr(0, kMaxPattern));
    offsets_.push_back(static_cast<std::uint32_t>(bytes_.size()));
    if (size() - shards_.settled() >= kUnsettled && settles_itself_) {
        settle();
    }
}

void SegmentIndex::settle() {
    settles_itself_ = true;
    if (bytes_.capacity() > bytes_.size() + bytes_.size() / 4) {
        bytes_.shrink_to_fit();
    }
    shards_.settle(static_cast<Ordinal>(size()), [this](Ordinal ordinal, auto visit) {
        const std::string_view string = text(ordinal);
        for (const Piece& piece : pieces_of(string.size())) {
            visit(hash_piece(piece.number, string.size(), string.substr(piece.begin, piece.length)));
        }
    });
}

void SegmentIndex::probe(std::uint64_t hash, Search& search) const {
    shards_.probe(hash, [&](Ordinal ordinal) {
        if (search.budget == 0) {
            return;
        }
        --search.budget;
        const unsigned distance = search.pattern.distance(text(ordinal), search.edits);
        if (distance <= search.edits) {
            search.out.push_back({ordinal, distance});
        }
    });
}

void SegmentIndex::find_in_halves(Search& search) const {
    const std::string_view query = search.query;
    const std::size_t size = query.size();
    const std::size_t spread = std::min(search.edits, 1U);
    for (std::size_t length = size > spread ? size - spread : 0; length <= size + spread; ++length) {
        const auto pieces = pieces_of(length);
        if (pieces[0].length <= size) {
            probe(hash_piece(0, length, query.substr(0, pieces[0].length)), search);
        }
        if (spread > 0 && pieces[1].length <= size) {
            probe(hash_piece(1, length, query.substr(size - pieces[1].length)), search);
        }
    }
    // A swap across the cut touches both halves: swap it back, and the first half is intact.
    const std::size_t half = size / 2;
    if (spread == 0 || half == 0 || half >= size) {
        return;
    }
    std::string swapped(query);
    std::swap(swapped[half - 1], swapped[half]);
    probe(hash_piece(0, size, std::string_view(swapped).substr(0, half)), search);
}

void SegmentIndex::find_in_thirds(Search& search) const {
    const std::string_view query = search.query;
    const auto size = static_cast<std::ptrdiff_t>(query.size());
    for (std::ptrdiff_t length = std::max<std::ptrdiff_t>(0, size - 2); length <= size + 2; ++length) {
        const auto total = static_cast<std::size_t>(length);
        const auto pieces = pieces_of(total);
        if (pieces[2].length <= query.size()) {
            probe(hash_piece(2, total, query.substr(0, pieces[2].length)), search);
        }
        if (pieces[4].length <= query.size()) {
            probe(hash_piece(4, total, query.substr(query.size() - pieces[4].length)), search);
        }
        // The middle is alone intact only with one edit on each side of it.
        for (std::ptrdiff_t shift = -1; shift <= 1; ++shift) {
            const std::ptrdiff_t right_shift = size - length - shift;
            const std::ptrdiff_t begin = static_cast<std::ptrdiff_t>(pieces[3].begin) + shift;
            if (right_shift < -1 || right_shift > 1 || begin < 0) {
                continue;
            }
            if (begin + static_cast<std::ptrdiff_t>(pieces[3].length) > size) {
                continue;
            }
            probe(hash_piece(3, total, query.substr(static_cast<std::size_t>(begin), pieces[3].length)), search);
        }
    }
}

void SegmentIndex::find(std::string_view query, unsigned edits, std::vector<Hit>& out, std::size_t budget) const {
    query = query.substr(0, kMaxPattern);
    Search search{query, EditPattern(query), edits, out, budget};
    for (auto ordinal = shards_.settled(); ordinal < size(); ++ordinal) {
        const unsigned distance = search.pattern.distance(text(ordinal), edits);
        if (distance <= edits) {
            out.push_back({ordinal, distance});
        }
    }
    if (edits >= 2) {
        find_in_thirds(search);
    } else {
        find_in_halves(search);
    }
}

std::size_t SegmentIndex::memory_bytes() const {
    return bytes_.capacity() + offsets_.capacity() * sizeof(std::uint32_t) + shards_.memory_bytes();
}

}  // namespace guvoh::language

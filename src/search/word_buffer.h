// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Inverts fresh units in memory: a hash table of words, and for each word a growing string of bytes that says where it stands.
// Words and their keys are remembered from one segment to the next, so that keys are computed once; of more than a few
// megabytes, only those that come often.
//
// Threads: one.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "language/words.h"
#include "search/segment.h"
#include "search/unit_columns.h"

namespace guvoh::search {

class WordBuffer {
public:
    WordBuffer();
    void begin_document(std::uint32_t document_number) { units_.begin_document(document_number); }
    /// Breaks a unit into words and takes them in.
    void add_unit(const UnitText& unit);

    bool empty() const { return units_.empty(); }
    /// Bytes held for what is fresh; the remembered words are not counted.
    std::size_t memory_bytes() const;
    /// Gives everything as a segment, and is empty afterwards.
    base::Expected<base::Bytes> write();
    /// Forgets what is fresh.
    void clear();

private:
    struct Entry {
        std::uint32_t text_at = 0;
        std::uint32_t hash = 0;
        std::uint8_t text_size = 0, level = 0, key_count = 0;
        bool has_keys = false;
        std::uint32_t often = 0;  // units it came in since rare words were last forgotten, this segment's not counted
        std::uint32_t keys_at = 0;
        std::uint32_t unit_count = 0;  // 0: not in this segment
        std::uint32_t last_unit = 0, last_position = 0;
        std::uint32_t head = 0, at = 0, end = 0;  // in slices_
    };
    Entry& entry_of(std::string_view word);
    void fill_table(std::size_t slots);
    void put(Entry& entry, std::uint32_t value);
    void put_byte(Entry& entry, base::Byte byte);
    std::string_view text(const Entry& entry) const { return {texts_.data() + entry.text_at, entry.text_size}; }
    void write_list(const Entry& entry, ListWriter& list);
    void keys_of(Entry& entry, std::vector<std::uint32_t>& keys);
    static std::size_t remembered_bytes(const Entry& entry);
    void forget_rare();
    void keep(std::uint32_t least_often);

    language::WordBreaker breaker_{std::string_view{}};
    UnitWriter units_;
    std::vector<char> texts_;
    std::vector<Entry> entries_;
    std::vector<std::uint32_t> table_;  // entry number + 1, 0 = free; a power of two
    std::vector<std::uint32_t> fresh_;  // entries in this segment
    std::vector<std::uint32_t> keys_;
    std::vector<base::Byte> slices_;
    std::vector<std::uint32_t> positions_;  // of one unit, while writing
};

}  // namespace guvoh::search

// SPDX-License-Identifier: AGPL-3.0-or-later
//
// A segment: posting lists, dictionary and units of some documents, written once and never changed. In memory while fresh, in a
// sealed page file afterwards; the bytes are the same.
//
// Threads: a builder belongs to one thread; a Segment may be read from many.
// Implements: docs/formats/search-index.md, "Segment"
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/error.h"
#include "search/dictionary.h"
#include "search/length_code.h"
#include "search/postings.h"
#include "search/segment_bytes.h"
#include "search/unit_columns.h"
#include "vault/sealed_pages.h"

namespace guvoh::search {

/// An opened segment.
class Segment {
public:
    /// Reads the footer. `name` is the file's, empty for a segment in memory. Errors: Corrupt, Unsupported.
    static base::Expected<std::shared_ptr<const Segment>> open(std::shared_ptr<SegmentBytes> bytes, std::string name);

    const std::string& name() const { return name_; }
    const SegmentBytes& bytes() const { return *bytes_; }
    SegmentBytes& bytes_once() const { return *bytes_; }  ///< for the one reader of a merge
    const Dictionary& dictionary() const { return *dictionary_; }
    const UnitReader& units() const { return *units_; }
    std::uint64_t word_count() const { return word_count_; }
    /// The average length of a unit that block impacts were computed with.
    float average_length() const { return average_length_; }
    /// Says whether it holds a document.
    base::Expected<bool> has_document(std::uint32_t document_number) const;
    /// Makes a list readable and gives a cursor at its first unit.
    base::Expected<ListCursor> cursor(const ListRef& list) const;

private:
    Segment() = default;
    std::string name_;
    std::shared_ptr<SegmentBytes> bytes_;
    std::unique_ptr<Dictionary> dictionary_;
    std::unique_ptr<UnitReader> units_;
    std::uint64_t word_count_ = 0;
    float average_length_ = 1;
};

/// Reads all of a segment that no search uses. Errors: Corrupt.
base::Status check_segment(const Segment& segment);

/// Writes a segment from front to back, to memory or to a page file.
class SegmentBuilder {
public:
    /// Takes all units, the file to write to, and where pages are set aside meanwhile (borrowed, outlives the builder). Null writes
    /// to memory; null keeps all in memory.
    SegmentBuilder(UnitWriter units, std::unique_ptr<vault::PageWriter> file, vault::SealedPages* pages);

    /// The list of the next word: add units to it, then finish_word.
    ListWriter& list() { return list_; }
    /// Ends the list as that of a word, rising in byte order. Does nothing when the list is empty.
    base::Status finish_word(std::string_view word, const std::vector<std::uint32_t>& keys);
    /// Writes dictionary, units and footer; a file then has its name and survives a power cut. Gives the bytes when in memory.
    base::Expected<base::Bytes> finish();

private:
    UnitWriter units_;
    SegmentOutput out_;
    float average_length_;
    std::array<float, 256> length_table_;
    ListWriter list_;
    DictionaryWriter dictionary_;
};

}  // namespace guvoh::search

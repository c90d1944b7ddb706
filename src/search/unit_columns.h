// SPDX-License-Identifier: AGPL-3.0-or-later
//
// What a segment knows of its units, column by column: which document, page, range, language, and how many words. Units of one
// document stand together; unit numbers count from 0 within a segment.
//
// Threads: plain values; a UnitReader may be used from many.
// Implements: docs/formats/search-index.md, "Units"
#pragma once

#include <cstdint>
#include <vector>

#include "base/bytes.h"
#include "base/error.h"
#include "search/segment_bytes.h"
#include "search/unit.h"

namespace guvoh::search {

/// The units of one document from `first_unit` to where the next run begins.
struct DocumentRun {
    std::uint32_t document_number = 0;
    std::uint32_t first_unit = 0;
};

/// Units in memory, while a segment is built.
struct UnitColumns {
    std::vector<DocumentRun> runs;
    std::vector<std::uint32_t> page, begin, length;
    std::vector<LanguageCode> language;
    std::vector<std::uint8_t> length_code;
    std::uint64_t word_count = 0;  ///< sum of the coded lengths, so that joining and erasing give what building anew would

    std::uint32_t size() const { return static_cast<std::uint32_t>(page.size()); }
    void begin_document(std::uint32_t document_number) { runs.push_back({document_number, size()}); }
    void add(const UnitText& unit, std::uint32_t words);
    std::size_t memory_bytes() const { return page.size() * 14 + runs.size() * 8; }
};

/// Where the columns lie in a segment; part of its footer.
struct UnitPlaces {
    std::uint64_t runs = 0, length_codes = 0, languages = 0, rows = 0, row_index = 0;
    std::uint32_t run_count = 0, unit_count = 0;
};

/// Appends the columns to `out`, which will lie at `offset` of the segment.
UnitPlaces write_units(const UnitColumns& units, std::uint64_t offset, base::Bytes& out);

/// Reads columns of a segment.
class UnitReader {
public:
    UnitReader(const SegmentBytes& bytes, const UnitPlaces& places) : bytes_(&bytes), places_(places) {}
    std::uint32_t unit_count() const { return places_.unit_count; }
    std::uint32_t run_count() const { return places_.run_count; }
    /// Makes runs, lengths and languages readable; call before the three below.
    base::Status ensure() const;
    DocumentRun run(std::uint32_t index) const;
    const std::uint8_t* length_codes() const { return bytes_->at(places_.length_codes); }
    const LanguageCode* languages() const { return bytes_->at(places_.languages); }
    /// The run that holds a unit.
    std::uint32_t run_of(std::uint32_t unit) const;
    base::Expected<UnitKey> key(std::uint32_t unit) const;
    /// Reads everything back, for merging.
    base::Expected<UnitColumns> columns() const;

private:
    static constexpr std::size_t kColumns = 3;
    base::Status read_rows(std::uint32_t block, std::uint32_t (&out)[kColumns][128]) const;

    const SegmentBytes* bytes_;  // borrowed from the segment this is part of
    UnitPlaces places_;
};

}  // namespace guvoh::search

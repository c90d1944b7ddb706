// SPDX-License-Identifier: AGPL-3.0-or-later
//
// What a segment knows of its units, column by column: which document, page, range, language, and how many words. Units of one
// document stand together; unit numbers count from 0 within a segment.
//
// Threads: plain values; a UnitReader may be used from many.
// Implements: docs/formats/search-index.md, "Units"
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/bytes.h"
#include "base/error.h"
#include "search/segment_bytes.h"
#include "search/spool.h"
#include "search/unit.h"

namespace guvoh::search {

/// The units of one document from `first_unit` to where the next run begins.
struct DocumentRun {
    std::uint32_t document_number = 0;
    std::uint32_t first_unit = 0;
};

/// What is kept of a unit beside its document.
struct UnitRow {
    std::uint32_t page = 0, begin = 0, length = 0;
    LanguageCode language = 0;
    std::uint8_t length_code = 0;
};

/// Where the columns lie in a segment; part of its footer.
struct UnitPlaces {
    std::uint64_t runs = 0, length_codes = 0, languages = 0, rows = 0, row_index = 0;
    std::uint32_t run_count = 0, unit_count = 0;
};

/// Writes the columns while units arrive in their order. Only a byte for each unit stays in memory when it may set pages aside.
class UnitWriter {
public:
    /// Takes where pages are set aside (borrowed, outlives the writer); null keeps all in memory.
    explicit UnitWriter(vault::SealedPages* pages = nullptr);
    void begin_document(std::uint32_t document_number);
    /// Adds a unit of the document begun last.
    void add(const UnitRow& row);
    std::uint32_t size() const { return static_cast<std::uint32_t>(length_codes_.size()); }
    bool empty() const { return run_count_ == 0; }
    /// The length byte of each unit, which lists need.
    std::span<const std::uint8_t> length_codes() const { return length_codes_; }
    /// The sum of the coded lengths, so that joining and erasing give what building anew would.
    std::uint64_t word_count() const { return word_count_; }
    std::size_t memory_bytes() const;
    /// Sets aside what is too much to hold; call it now and then.
    base::Status make_room();
    /// Appends the columns. Nothing can be added afterwards.
    base::Expected<UnitPlaces> finish(SegmentOutput& out);

private:
    void close_block();

    std::uint32_t run_count_ = 0;
    std::uint64_t word_count_ = 0;
    std::vector<std::uint8_t> length_codes_;
    std::vector<UnitRow> open_;  // of a block that is not full
    Spool runs_, languages_, rows_, row_index_;
};

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

    /// Goes through all units once from front to back, for merging.
    class Walker {
    public:
        /// `bytes` are the segment's; what lies behind is given back to the machine now and then.
        Walker(const UnitReader& units, SegmentBytes& bytes) : units_(units), bytes_(bytes) {}
        /// Reads a document's run and where it ends. Errors: Corrupt.
        base::Expected<DocumentRun> run(std::uint32_t index, std::uint32_t& end_unit);
        /// Reads a unit; numbers rise.
        base::Expected<UnitRow> row(std::uint32_t unit);
        /// Gives all that was read back to the machine.
        void forget() { bytes_.forget(units_.places_.runs, bytes_.size()); }

    private:
        const UnitReader& units_;  // borrowed; outlives the walker
        SegmentBytes& bytes_;
        std::uint32_t block_ = 0xFFFFFFFF;
        std::uint32_t rows_[3][128];
    };

private:
    static constexpr std::size_t kColumns = 3;
    base::Status read_rows(std::uint32_t block, std::uint32_t (&out)[kColumns][128]) const;

    const SegmentBytes* bytes_;  // borrowed from the segment this is part of
    UnitPlaces places_;
};

}  // namespace guvoh::search

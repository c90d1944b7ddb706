// SPDX-License-Identifier: AGPL-3.0-or-later
#include "search/merge.h"

#include <algorithm>

namespace guvoh::search {

namespace {

/// One segment being read from front to back.
struct Input {
    explicit Input(const std::shared_ptr<const Segment>& from) : segment(from), walker(from->dictionary()) {}
    std::shared_ptr<const Segment> segment;
    Dictionary::Walker walker;
    std::vector<std::uint32_t> new_units;  // kNoUnit: dropped
    std::vector<std::uint32_t> key_begins, keys;

    base::Status copy_list(ListWriter& out, std::vector<std::uint32_t>& positions) {
        GUVOH_TRY(ListCursor cursor, segment->cursor(walker.entry().list));
        for (; cursor.unit() != kNoUnit; cursor.skip(1)) {
            if (cursor.unit() >= new_units.size()) { return base::fail(base::ErrorKind::Corrupt, "a posting names no unit"); }
            const std::uint32_t unit = new_units[cursor.unit()];
            if (unit == kNoUnit) { continue; }
            positions.clear();
            cursor.positions(positions);
            out.add(unit, positions);
        }
        return {};
    }
};

/// Appends an input's units to the output's and notes their new numbers.
void take_units(const UnitColumns& from, std::span<const std::uint32_t> dropped, UnitColumns& to,
                std::vector<std::uint32_t>& new_units) {
    new_units.assign(from.size(), kNoUnit);
    for (std::size_t run = 0; run < from.runs.size(); ++run) {
        const std::uint32_t document = from.runs[run].document_number;
        if (std::binary_search(dropped.begin(), dropped.end(), document)) { continue; }
        to.begin_document(document);
        const std::uint32_t end = run + 1 < from.runs.size() ? from.runs[run + 1].first_unit : from.size();
        for (std::uint32_t unit = from.runs[run].first_unit; unit < end; ++unit) {
            new_units[unit] = to.size();
            to.page.push_back(from.page[unit]);
            to.begin.push_back(from.begin[unit]);
            to.length.push_back(from.length[unit]);
            to.language.push_back(from.language[unit]);
            to.length_code.push_back(from.length_code[unit]);
            to.word_count += coded_length(from.length_code[unit]);
        }
    }
}

}  // namespace

base::Expected<base::Bytes> merge_segments(std::span<const std::shared_ptr<const Segment>> inputs,
                                           std::span<const std::uint32_t> dropped, std::unique_ptr<vault::PageWriter> file) {
    UnitColumns units;
    std::vector<std::unique_ptr<Input>> open;
    for (const auto& segment : inputs) {
        auto input = std::make_unique<Input>(segment);
        GUVOH_TRY(const UnitColumns columns, segment->units().columns());
        take_units(columns, dropped, units, input->new_units);
        GUVOH_TRY_VOID(segment->dictionary().all_keys(input->key_begins, input->keys));
        GUVOH_TRY_VOID(input->walker.start({}));
        open.push_back(std::move(input));
    }
    SegmentBuilder builder(std::move(units), std::move(file));
    std::vector<std::uint32_t> positions, keys;
    std::string word;
    for (;;) {
        const Input* least = nullptr;
        for (const auto& input : open) {
            if (!input->walker.at_end() && (least == nullptr || input->walker.word() < least->walker.word())) { least = input.get(); }
        }
        if (least == nullptr) { break; }
        word = least->walker.word();
        const std::uint32_t ordinal = least->walker.entry().ordinal;
        keys.assign(least->keys.begin() + least->key_begins[ordinal], least->keys.begin() + least->key_begins[ordinal + 1]);
        for (const auto& input : open) {
            if (input->walker.at_end() || input->walker.word() != word) { continue; }
            GUVOH_TRY_VOID(input->copy_list(builder.list(), positions));
            input->segment->bytes_once().forget_before(input->walker.entry().list.offset);
            GUVOH_TRY_VOID(input->walker.next());
        }
        GUVOH_TRY_VOID(builder.finish_word(word, keys));
    }
    return builder.finish();
}

}  // namespace guvoh::search

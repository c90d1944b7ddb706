// SPDX-License-Identifier: AGPL-3.0-or-later
#include "search/merge.h"

#include <algorithm>

namespace guvoh::search {

namespace {

constexpr std::uint64_t kForgetBytes = 16 * vault::kPagePayloadBytes;

/// One segment being read from front to back.
class Input {
public:
    Input(const std::shared_ptr<const Segment>& segment, vault::SealedPages* pages)
        : segment_(segment), walker_(segment->dictionary()), keys_(pages) {}

    /// Appends its units to the output's and notes their new numbers.
    base::Status take_units(std::span<const std::uint32_t> dropped, UnitWriter& to);
    /// Stands on the first word.
    base::Status start() {
        GUVOH_TRY_VOID(segment_->dictionary().all_keys(keys_, segment_->bytes_once()));
        GUVOH_TRY_VOID(keys_.sort());
        return walker_.start({});
    }
    bool at_end() const { return walker_.at_end(); }
    std::string_view word() const { return walker_.word(); }
    /// Reads the keys of the word it stands on, once.
    base::Status read_keys(std::vector<std::uint32_t>& keys);
    base::Status copy_list(ListWriter& out);
    /// Goes to the next word and gives what lies behind back to the machine.
    base::Status next();

private:
    /// Units that stay: numbers from `first` to before `end` become those from `now` on.
    struct Kept {
        std::uint32_t first, end, now;
    };
    void keep(std::uint32_t first, std::uint32_t end, std::uint32_t now);

    std::shared_ptr<const Segment> segment_;
    Dictionary::Walker walker_;
    PairSorter keys_;         // ordinal, hash
    std::vector<Kept> kept_;  // rising; one unless documents are dropped
    std::uint64_t kept_from_ = 0;  // lists before are given back
    std::vector<std::uint32_t> positions_;
};

void Input::keep(std::uint32_t first, std::uint32_t end, std::uint32_t now) {
    if (!kept_.empty() && kept_.back().end == first) {
        kept_.back().end = end;
    } else if (first < end) {
        kept_.push_back({first, end, now});
    }
}

base::Status Input::take_units(std::span<const std::uint32_t> dropped, UnitWriter& to) {
    const UnitReader& from = segment_->units();
    UnitReader::Walker walker(from, segment_->bytes_once());
    for (std::uint32_t index = 0; index < from.run_count(); ++index) {
        std::uint32_t end = 0;
        GUVOH_TRY(const DocumentRun run, walker.run(index, end));
        if (std::binary_search(dropped.begin(), dropped.end(), run.document_number)) { continue; }
        keep(run.first_unit, end, to.size());
        to.begin_document(run.document_number);
        for (std::uint32_t unit = run.first_unit; unit < end; ++unit) {
            GUVOH_TRY(const UnitRow row, walker.row(unit));
            to.add(row);
        }
        GUVOH_TRY_VOID(to.make_room());
    }
    walker.forget();
    return {};
}

base::Status Input::read_keys(std::vector<std::uint32_t>& keys) {
    keys.clear();
    const std::uint32_t ordinal = walker_.entry().ordinal;
    while (!keys_.at_end() && keys_.first() <= ordinal) {
        if (keys_.first() == ordinal) { keys.push_back(keys_.second()); }
        GUVOH_TRY_VOID(keys_.next());
    }
    return {};
}

base::Status Input::copy_list(ListWriter& out) {
    GUVOH_TRY(ListCursor cursor, segment_->cursor(walker_.entry().list));
    auto kept = kept_.begin();
    for (std::uint32_t count = 1; cursor.unit() != kNoUnit; cursor.skip(1), ++count) {
        const std::uint32_t unit = cursor.unit();
        if (unit >= segment_->units().unit_count()) { return base::fail(base::ErrorKind::Corrupt, "a posting names no unit"); }
        if (kept != kept_.end() && unit >= kept->end) {
            kept = std::upper_bound(kept, kept_.end(), unit, [](std::uint32_t at, const Kept& some) { return at < some.end; });
        }
        if (kept == kept_.end()) { break; }
        if (unit < kept->first) { continue; }
        positions_.clear();
        cursor.positions(positions_);
        out.add(unit - kept->first + kept->now, positions_);
        if (count % 1024 == 0) { GUVOH_TRY_VOID(out.make_room()); }
    }
    return {};
}

base::Status Input::next() {
    const ListRef& list = walker_.entry().list;
    const std::uint64_t list_end = list.offset + list.length;
    if (list_end >= kept_from_ + kForgetBytes) { kept_from_ = segment_->bytes_once().forget(kept_from_, list_end); }
    GUVOH_TRY_VOID(walker_.next());
    walker_.forget_behind(segment_->bytes_once());
    return {};
}

}  // namespace

base::Expected<base::Bytes> merge_segments(std::span<const std::shared_ptr<const Segment>> inputs,
                                           std::span<const std::uint32_t> dropped, MergeOutput output) {
    UnitWriter units(output.pages);
    std::vector<std::unique_ptr<Input>> open;
    for (const auto& segment : inputs) {
        open.push_back(std::make_unique<Input>(segment, output.pages));
        GUVOH_TRY_VOID(open.back()->take_units(dropped, units));
        GUVOH_TRY_VOID(open.back()->start());
    }
    SegmentBuilder builder(std::move(units), std::move(output.file), output.pages);
    std::vector<std::uint32_t> keys;
    std::string word;
    for (;;) {
        const Input* least = nullptr;
        for (const auto& input : open) {
            if (!input->at_end() && (least == nullptr || input->word() < least->word())) { least = input.get(); }
        }
        if (least == nullptr) { break; }
        word = least->word();
        for (const auto& input : open) {
            if (input->at_end() || input->word() != word) { continue; }
            GUVOH_TRY_VOID(input->copy_list(builder.list()));
            if (input.get() == least) { GUVOH_TRY_VOID(input->read_keys(keys)); }
            GUVOH_TRY_VOID(input->next());
        }
        GUVOH_TRY_VOID(builder.finish_word(word, keys));
    }
    return builder.finish();
}

}  // namespace guvoh::search

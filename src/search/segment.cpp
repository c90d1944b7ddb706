// SPDX-License-Identifier: AGPL-3.0-or-later
#include "search/segment.h"

#include <bit>

namespace guvoh::search {

namespace {

constexpr std::uint32_t kMagic = 0x31535647;  // "GVS1": frozen
constexpr std::size_t kPage = vault::kPagePayloadBytes;
constexpr std::size_t kFooterBytes = 4 + 8 + 4 + 9 * 8 + 5 * 4;

float average_of(const UnitWriter& units) {
    if (units.size() == 0 || units.word_count() == 0) { return 1; }
    return static_cast<float>(static_cast<double>(units.word_count()) / units.size());
}

void put_footer(const DictionaryPlaces& words, const UnitPlaces& units, std::uint64_t word_count, float average,
                base::Bytes& out) {
    base::put_u32(out, kMagic);
    base::put_u64(out, word_count);
    base::put_u32(out, std::bit_cast<std::uint32_t>(average));
    for (const std::uint64_t at : {words.blocks, words.block_index, words.key_hashes, words.key_words, units.runs,
                                   units.length_codes, units.languages, units.rows, units.row_index}) {
        base::put_u64(out, at);
    }
    for (const std::uint32_t count : {words.word_count, words.block_count, words.key_count, units.run_count, units.unit_count}) {
        base::put_u32(out, count);
    }
}

struct Footer {
    DictionaryPlaces words;
    UnitPlaces units;
    std::uint64_t word_count = 0;
    float average = 1;
};

base::Expected<Footer> read_footer(const SegmentBytes& bytes) {
    if (bytes.size() < kFooterBytes) { return base::fail(base::ErrorKind::Corrupt, "a search segment is cut short"); }
    const std::uint64_t at = bytes.in_memory() ? bytes.size() - kFooterBytes : bytes.size() - kPage;
    GUVOH_TRY_VOID(bytes.ensure(at, kFooterBytes));
    base::ByteReader in(base::ByteSpan(bytes.at(at), kFooterBytes));
    const std::uint32_t magic = in.u32();
    if (magic != kMagic) {
        const bool is_ours = (magic & 0xFFFFFFU) == (kMagic & 0xFFFFFFU);
        return base::fail(is_ours ? base::ErrorKind::Unsupported : base::ErrorKind::Corrupt, "a search segment has another format");
    }
    Footer footer;
    footer.word_count = in.u64();
    footer.average = std::bit_cast<float>(in.u32());
    for (std::uint64_t* place : {&footer.words.blocks, &footer.words.block_index, &footer.words.key_hashes,
                                 &footer.words.key_words, &footer.units.runs, &footer.units.length_codes,
                                 &footer.units.languages, &footer.units.rows, &footer.units.row_index}) {
        *place = in.u64();
        if (*place > bytes.size()) { return base::fail(base::ErrorKind::Corrupt, "a search segment points outside itself"); }
    }
    for (std::uint32_t* count : {&footer.words.word_count, &footer.words.block_count, &footer.words.key_count,
                                 &footer.units.run_count, &footer.units.unit_count}) {
        *count = in.u32();
    }
    return footer;
}

}  // namespace

base::Expected<std::shared_ptr<const Segment>> Segment::open(std::shared_ptr<SegmentBytes> bytes, std::string name) {
    GUVOH_TRY(const Footer footer, read_footer(*bytes));
    std::shared_ptr<Segment> made(new Segment());
    made->name_ = std::move(name);
    made->bytes_ = std::move(bytes);
    made->dictionary_ = std::make_unique<Dictionary>(*made->bytes_, footer.words);
    made->units_ = std::make_unique<UnitReader>(*made->bytes_, footer.units);
    made->word_count_ = footer.word_count;
    made->average_length_ = footer.average;
    return std::shared_ptr<const Segment>(std::move(made));
}

base::Expected<bool> Segment::has_document(std::uint32_t document_number) const {
    GUVOH_TRY_VOID(units_->ensure());
    for (std::uint32_t i = 0; i < units_->run_count(); ++i) {
        if (units_->run(i).document_number == document_number) { return true; }
    }
    return false;
}

base::Expected<ListCursor> Segment::cursor(const ListRef& list) const {
    GUVOH_TRY_VOID(bytes_->ensure(list.offset, list.length));
    return ListCursor(bytes_->at(list.offset), list.length, list.unit_count);
}

base::Status check_segment(const Segment& segment) {
    const SegmentBytes& bytes = segment.bytes();
    Dictionary::Walker walker(segment.dictionary());
    std::string before;
    std::uint64_t list_end = 0;
    GUVOH_TRY_VOID(walker.start({}));
    while (!walker.at_end()) {
        const ListRef& list = walker.entry().list;
        if (walker.word() <= before || list.offset != list_end || list.unit_count == 0) {
            return base::fail(base::ErrorKind::Corrupt, "the dictionary is out of order");
        }
        list_end = list.offset + list.length;
        before = walker.word();
        GUVOH_TRY_VOID(walker.next());
    }
    for (std::uint64_t at = 0; at < bytes.size(); at += kPage) {
        GUVOH_TRY_VOID(bytes.ensure(at, std::min<std::uint64_t>(kPage, bytes.size() - at)));
        segment.bytes_once().forget(at, at + kPage);
    }
    return {};
}

SegmentBuilder::SegmentBuilder(UnitWriter units, std::unique_ptr<vault::PageWriter> file, vault::SealedPages* pages)
    : units_(std::move(units)),
      out_(std::move(file)),
      average_length_(average_of(units_)),
      length_table_(length_table(average_length_)),
      list_({units_.length_codes(), length_table_}, out_, pages),
      dictionary_(pages) {}

base::Status SegmentBuilder::finish_word(std::string_view word, const std::vector<std::uint32_t>& keys) {
    const std::uint32_t unit_count = list_.unit_count();
    if (unit_count == 0) { return {}; }
    GUVOH_TRY(const std::uint32_t length, list_.finish());
    return dictionary_.add(word, unit_count, length, keys);
}

base::Expected<base::Bytes> SegmentBuilder::finish() {
    GUVOH_TRY(const DictionaryPlaces words, dictionary_.finish(out_));
    GUVOH_TRY(const UnitPlaces units, units_.finish(out_));
    base::Bytes footer;
    put_footer(words, units, units_.word_count(), average_length_, footer);
    return out_.finish(footer);
}

}  // namespace guvoh::search

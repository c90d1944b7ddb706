// SPDX-License-Identifier: AGPL-3.0-or-later
#include "documents/layout_codec.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace guvoh::documents {

using base::ByteReader;
using base::Bytes;
using base::ByteSpan;

namespace {

constexpr std::uint64_t kSameSize = 1, kFromOcr = 2;
constexpr float kSizeUnits = 8, kConfidenceUnits = 10;

auto corrupt(const char* what) { return base::fail(base::ErrorKind::Corrupt, std::string("text store: ") + what); }

std::uint64_t to_units(float value, float units) { return value <= 0 ? 0 : static_cast<std::uint64_t>(std::lround(value * units)); }

void put_text(Bytes& out, std::string_view text) { base::put_sized(out, base::as_bytes(text)); }

std::uint64_t zigzag(std::int64_t value) { return (static_cast<std::uint64_t>(value) << 1U) ^ static_cast<std::uint64_t>(value >> 63); }
std::int64_t unzigzag(std::uint64_t value) { return static_cast<std::int64_t>(value >> 1U) ^ -static_cast<std::int64_t>(value & 1U); }

}  // namespace

Bytes encode_pages(const std::vector<Page>& pages) {
    Bytes out;
    out.reserve(pages.size() * 4 + 8);
    base::put_varint(out, pages.size());
    std::uint64_t width = 0, height = 0;
    for (const Page& page : pages) {
        const std::uint64_t wide = to_units(page.width_pt, kSizeUnits), high = to_units(page.height_pt, kSizeUnits);
        const bool same = wide == width && high == height;
        base::put_varint(out, (static_cast<std::uint64_t>(page.text.size()) << 2U) | (same ? kSameSize : 0) | (page.from_ocr ? kFromOcr : 0));
        if (!same) {
            base::put_varint(out, wide);
            base::put_varint(out, high);
        }
        if (page.from_ocr) {
            base::put_varint(out, to_units(page.ocr_confidence, kConfidenceUnits));
            put_text(out, page.ocr_languages);
        }
        width = wide;
        height = high;
    }
    return out;
}

base::Expected<std::vector<PageInfo>> decode_pages(ByteSpan bytes) {
    ByteReader in(bytes);
    const std::uint64_t count = in.varint();
    if (count > bytes.size()) return corrupt("page list");
    std::vector<PageInfo> pages(static_cast<std::size_t>(count));
    float width = 0, height = 0;
    for (PageInfo& page : pages) {
        const std::uint64_t head = in.varint();
        page.length = static_cast<std::uint32_t>(head >> 2U);
        if ((head & kSameSize) == 0) {
            width = static_cast<float>(in.varint()) / kSizeUnits;
            height = static_cast<float>(in.varint()) / kSizeUnits;
        }
        page.width_pt = width;
        page.height_pt = height;
        page.from_ocr = (head & kFromOcr) != 0;
        if (page.from_ocr) {
            page.ocr_confidence = static_cast<float>(in.varint()) / kConfidenceUnits;
            page.ocr_languages = std::string(in.sized_text());
        }
    }
    if (!in.ok() || !in.at_end()) return corrupt("page list");
    return pages;
}

Bytes encode_paragraphs(std::span<const Paragraph> paragraphs) {
    std::vector<std::pair<std::string_view, std::string_view>> names;
    Bytes body;
    std::uint32_t page = 0, end = 0;
    for (const Paragraph& one : paragraphs) {
        const std::pair<std::string_view, std::string_view> name{one.language, one.script};
        auto at = std::find(names.begin(), names.end(), name);
        if (at == names.end()) at = names.insert(names.end(), name);
        if (one.page != page) end = 0;
        base::put_varint(body, one.page - page);
        base::put_varint(body, one.begin - end);
        base::put_varint(body, one.end - one.begin);
        base::put_varint(body, static_cast<std::uint64_t>(at - names.begin()));
        page = one.page;
        end = one.end;
    }
    Bytes out;
    base::put_varint(out, names.size());
    for (const auto& [language, script] : names) {
        put_text(out, language.substr(0, 15));
        put_text(out, script.substr(0, 15));
    }
    base::put_varint(out, paragraphs.size());
    base::put_bytes(out, body);
    return out;
}

base::Expected<std::vector<Paragraph>> decode_paragraphs(ByteSpan bytes) {
    ByteReader in(bytes);
    std::vector<std::pair<std::string, std::string>> names;
    const std::uint64_t name_count = in.varint();
    for (std::uint64_t i = 0; i < name_count && in.ok(); ++i) {
        std::string language(in.sized_text());
        names.emplace_back(std::move(language), std::string(in.sized_text()));
    }
    const std::uint64_t count = in.varint();
    if (!in.ok() || count > in.remaining() / 4 + 1) return corrupt("paragraphs");
    std::vector<Paragraph> paragraphs;
    paragraphs.reserve(static_cast<std::size_t>(count));
    std::uint32_t page = 0, end = 0;
    for (std::uint64_t i = 0; i < count; ++i) {
        const auto forward = static_cast<std::uint32_t>(in.varint());
        if (forward != 0) end = 0;
        page += forward;
        const std::uint32_t begin = end + static_cast<std::uint32_t>(in.varint());
        end = begin + static_cast<std::uint32_t>(in.varint());
        const std::uint64_t name = in.varint();
        if (!in.ok() || name >= names.size() || end < begin) return corrupt("paragraphs");
        paragraphs.push_back({page, begin, end, names[static_cast<std::size_t>(name)].first, names[static_cast<std::size_t>(name)].second});
    }
    if (!in.at_end()) return corrupt("paragraphs");
    return paragraphs;
}

Bytes encode_words(const std::vector<Word>& words) {
    Bytes columns[6];
    for (Bytes& column : columns) column.reserve(words.size() * 2);
    std::uint32_t end = 0;
    Box last;
    for (const Word& word : words) {
        const Box& box = word.box;
        base::put_varint(columns[0], word.begin - end);
        base::put_varint(columns[1], word.end - word.begin);
        base::put_varint(columns[2], zigzag(std::int64_t{box.x0} - last.x1));
        base::put_varint(columns[3], zigzag(std::int64_t{box.x1} - box.x0));
        base::put_varint(columns[4], zigzag(std::int64_t{box.y0} - last.y0));
        base::put_varint(columns[5], zigzag(std::int64_t{box.y1} - last.y1));
        end = word.end;
        last = box;
    }
    Bytes out;
    out.reserve(words.size() * 9 + 32);
    base::put_varint(out, words.size());
    for (const Bytes& column : columns) base::put_sized(out, column);
    return out;
}

base::Expected<std::vector<Word>> decode_words(ByteSpan bytes) {
    ByteReader in(bytes);
    const std::uint64_t count = in.varint();
    if (count > bytes.size()) return corrupt("words");
    std::array<ByteReader, 6> columns = {ByteReader(in.sized()), ByteReader(in.sized()), ByteReader(in.sized()),
                                         ByteReader(in.sized()), ByteReader(in.sized()), ByteReader(in.sized())};
    if (!in.ok() || !in.at_end()) return corrupt("words");
    std::vector<Word> words(static_cast<std::size_t>(count));
    std::uint32_t end = 0;
    Box last;
    const auto moved = [&columns](std::size_t column, std::uint16_t from) {
        return static_cast<std::uint16_t>(from + unzigzag(columns[column].varint()));
    };
    for (Word& word : words) {
        word.begin = end + static_cast<std::uint32_t>(columns[0].varint());
        word.end = word.begin + static_cast<std::uint32_t>(columns[1].varint());
        word.box.x0 = moved(2, last.x1);
        word.box.x1 = moved(3, word.box.x0);
        word.box.y0 = moved(4, last.y0);
        word.box.y1 = moved(5, last.y1);
        end = word.end;
        last = word.box;
    }
    for (const ByteReader& column : columns) {
        if (!column.ok() || !column.at_end()) return corrupt("words");
    }
    return words;
}

}  // namespace guvoh::documents

// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Word keeps its text in pieces, each of one or two bytes a character; what a character is (the end of a table row, deleted) is told
// by properties that are found by where the character stands in the stream.
#include "documents/doc.h"

#include <algorithm>
#include <array>
#include <vector>

#include "documents/charset.h"
#include "documents/office.h"
#include "documents/ole.h"
#include "documents/parsers.h"
#include "documents/utf8.h"

namespace guvoh::documents {

using base::ErrorKind;
using base::fail;

namespace {

constexpr std::uint16_t kWordMark = 0xA5EC;
constexpr std::uint16_t kWord97 = 106;  // nFib; smaller ones are of Word 95 and before
constexpr std::uint16_t kEncrypted = 0x0100, kObfuscated = 0x8000, kSecondTable = 0x0200;
constexpr std::size_t kVersionAt = 0x02, kFlagsAt = 0x0A, kCountsAt = 0x4C, kCharacterRunsAt = 0xFA, kParagraphsAt = 0x102, kPiecesAt = 0x1A2;
constexpr std::size_t kFibBytes = 0x1AA;
constexpr std::size_t kPageBytes = 512;  // of formatted disk pages
constexpr std::uint16_t kSprmInTable = 0x2416, kSprmRowEnd = 0x2417, kSprmDeleted = 0x0800, kSprmTableDefinition = 0xD608;
constexpr std::size_t kMaxFields = 100;  // one in another

/// Reads numbers at places that the file names, and may name wrongly: beyond the end all are 0.
class Bytes {
public:
    explicit Bytes(base::ByteSpan bytes) : bytes_(bytes) {}
    std::uint8_t u8(std::size_t at) const { return at < bytes_.size() ? bytes_[at] : 0; }
    std::uint16_t u16(std::size_t at) const { return static_cast<std::uint16_t>(u8(at) | u8(at + 1) << 8U); }
    std::uint32_t u32(std::size_t at) const { return static_cast<std::uint32_t>(u16(at)) | static_cast<std::uint32_t>(u16(at + 2)) << 16U; }
    std::size_t size() const { return bytes_.size(); }
    /// As much of it as there is.
    Bytes part(std::size_t at, std::size_t count) const {
        const std::size_t begin = std::min(at, bytes_.size());
        return Bytes(bytes_.subspan(begin, std::min(count, bytes_.size() - begin)));
    }

private:
    base::ByteSpan bytes_;
};

/// Bytes [begin, end) of the main stream.
struct Stretch {
    std::uint32_t begin, end;
};

bool covers(const std::vector<Stretch>& sorted, std::uint32_t at) {
    const auto after = std::upper_bound(sorted.begin(), sorted.end(), at, [](std::uint32_t value, const Stretch& one) { return value < one.begin; });
    return after != sorted.begin() && at < std::prev(after)->end;
}

/// Says whether a list of property changes switches one on.
bool switches_on(const Bytes& changes, std::uint16_t wanted) {
    constexpr std::array<std::size_t, 8> kOperandBytes = {1, 1, 2, 4, 2, 2, 0, 3};  // by the change's top three bits; 0: counted
    for (std::size_t at = 0; at + 2 < changes.size();) {
        const std::uint16_t change = changes.u16(at);
        at += 2;
        if (change == wanted) return changes.u8(at) == 1;
        std::size_t count = kOperandBytes.at(change >> 13U);
        if (count == 0) count = change == kSprmTableDefinition ? changes.u16(at) + std::size_t{1} : changes.u8(at) + std::size_t{1};
        at += count;
    }
    return false;
}

/// The changes that a page of formatting holds for one run of characters, or one paragraph.
Bytes changes_of(const Bytes& page, std::size_t runs, std::size_t run, bool paragraphs) {
    const std::size_t entries = (runs + 1) * 4;
    const std::size_t at = std::size_t{page.u8(entries + run * (paragraphs ? 13 : 1))} * 2;
    if (at == 0) return page.part(0, 0);
    if (!paragraphs) return page.part(at + 1, page.u8(at));
    constexpr std::size_t kStyleBytes = 2;
    const std::size_t halves = page.u8(at);
    const std::size_t begin = halves == 0 ? at + 2 : at + 1;
    const std::size_t count = halves == 0 ? std::size_t{page.u8(at + 1)} * 2 : halves * 2 - 1;
    return page.part(begin + kStyleBytes, count < kStyleBytes ? 0 : count - kStyleBytes);
}

/// Where in the main stream a property is on.
std::vector<Stretch> find_stretches(const Bytes& main, const Bytes& table, std::size_t list_at, std::uint16_t property) {
    const bool paragraphs = list_at == kParagraphsAt;
    const Bytes list = table.part(main.u32(list_at), main.u32(list_at + 4));
    const std::size_t pages = list.size() < 4 ? 0 : (list.size() - 4) / 8;
    std::vector<Stretch> found;
    for (std::size_t i = 0; i < pages; ++i) {
        const std::size_t number = list.u32((pages + 1) * 4 + i * 4) & 0x3FFFFFU;
        const Bytes page = main.part(number * kPageBytes, kPageBytes);
        const std::size_t runs = page.u8(kPageBytes - 1);
        for (std::size_t run = 0; run < runs; ++run) {
            const Stretch stretch{page.u32(run * 4), page.u32(run * 4 + 4)};
            if (stretch.begin < stretch.end && switches_on(changes_of(page, runs, run, paragraphs), property)) found.push_back(stretch);
        }
    }
    std::sort(found.begin(), found.end(), [](const Stretch& a, const Stretch& b) { return a.begin < b.begin; });
    return found;
}

/// A run of characters and where they stand.
struct Piece {
    std::uint32_t count;  // of characters
    std::uint32_t at;     // in the main stream
    bool wide;            // UTF-16; else a byte each, of windows-1252
};

base::Expected<std::vector<Piece>> read_pieces(const Bytes& main, const Bytes& table) {
    Bytes list = table.part(main.u32(kPiecesAt), main.u32(kPiecesAt + 4));
    while (list.u8(0) == 1 && list.size() > 3) list = list.part(std::size_t{3} + list.u16(1), list.size());  // changes that pieces refer to
    if (list.u8(0) != 2) return fail(ErrorKind::Invalid, "damaged Word document: the list of its text is missing");
    list = list.part(5, list.u32(1));
    const std::size_t count = list.size() < 4 ? 0 : (list.size() - 4) / 12;
    std::vector<Piece> pieces;
    std::uint64_t bytes = 0;  // all pieces': none stands for the same text as another
    for (std::size_t i = 0; i < count; ++i) {
        constexpr std::uint32_t kNarrow = 0x40000000;
        const std::uint32_t begin = list.u32(i * 4), end = list.u32(i * 4 + 4), where = list.u32((count + 1) * 4 + i * 8 + 2);
        Piece piece{0, (where & ~kNarrow & 0x7FFFFFFFU), (where & kNarrow) == 0};
        if (!piece.wide) piece.at /= 2;
        const std::size_t there = piece.at < main.size() ? (main.size() - piece.at) / (piece.wide ? 2 : 1) : 0;
        if (end < begin || end - begin > there) return fail(ErrorKind::Invalid, "damaged Word document: its text is cut short");
        piece.count = end - begin;
        bytes += std::uint64_t{piece.count} * (piece.wide ? 2 : 1);
        if (bytes > main.size()) return fail(ErrorKind::Invalid, "damaged Word document: its text overlaps");
        pieces.push_back(piece);
    }
    return pieces;
}

/// The code points of windows-1252. Source: [MS-DOC] 2.9.73
std::uint32_t narrow_character(std::uint8_t byte) {
    static const auto kAll = [] {
        std::array<std::uint32_t, 256> all{};
        for (std::size_t i = 0; i < all.size(); ++i) {
            const auto one = static_cast<base::Byte>(i);
            const std::string text = to_utf8(base::ByteSpan(&one, 1), "windows-1252");
            std::size_t at = 0;
            all[i] = i < 0x80 || text.empty() ? static_cast<std::uint32_t>(i) : next_utf8(text, at);
        }
        return all;
    }();
    return kAll.at(byte);
}

class TextReader {
public:
    TextReader(const Bytes& main, const Bytes& table)
        : main_(main), in_table_(find_stretches(main, table, kParagraphsAt, kSprmInTable)),
          row_ends_(find_stretches(main, table, kParagraphsAt, kSprmRowEnd)), deleted_(find_stretches(main, table, kCharacterRunsAt, kSprmDeleted)) {
        constexpr std::size_t kParts = 8;  // body, footnotes, headers, macros, comments, endnotes, text boxes, those of headers
        std::uint64_t end = 0;
        for (std::size_t part = 0; part < kParts; ++part) part_ends_.push_back(end += main.u32(kCountsAt + part * 4));
    }

    std::string read(const std::vector<Piece>& pieces) {
        skip_ended_parts();
        for (const Piece& piece : pieces) {
            for (std::uint32_t i = 0; i < piece.count && part_ < part_ends_.size(); ++i) {
                const std::uint32_t at = piece.at + i * (piece.wide ? 2 : 1);
                if (deleted_.empty() || !covers(deleted_, at)) take(piece.wide ? main_.u16(at) : narrow_character(main_.u8(at)), at);
                if (++position_ >= part_ends_[part_]) end_part();
            }
        }
        return std::move(text_);
    }

private:
    void skip_ended_parts() {
        while (part_ < part_ends_.size() && part_ends_[part_] <= position_) ++part_;
    }

    void end_part() {
        skip_ended_parts();
        fields_.clear();  // a broken one ends here
        text_ += "\n\n";
    }

    bool in_instruction() const { return std::find(fields_.begin(), fields_.end(), false) != fields_.end(); }

    void take(std::uint32_t unit, std::uint32_t at) {
        switch (unit) {
            case 0x13:  // a field: its instruction, 0x14, its result, 0x15
                if (fields_.size() < kMaxFields) fields_.push_back(false);
                return;
            case 0x14:
                if (!fields_.empty()) fields_.back() = true;
                return;
            case 0x15:
                if (!fields_.empty()) fields_.pop_back();
                return;
            default: break;
        }
        if (in_instruction()) return;
        switch (unit) {
            case 0x07: end_cell(at); break;
            case 0x09: text_ += '\t'; break;
            case 0x0B: text_ += '\n'; break;
            case 0x0D: end_paragraph(at); break;
            case 0x0C:
            case 0x0E: text_ += "\n\n"; break;
            case 0x1E: text_ += '-'; break;
            default: put(unit);
        }
    }

    void end_paragraph(std::uint32_t at) {
        const bool in_cell = covers(in_table_, at);
        text_ += in_cell ? "\n" : "\n\n";
        if (!in_cell) cell_begin_ = text_.size();
    }

    void end_cell(std::uint32_t at) {
        drop_line_ends(text_, cell_begin_);
        if (covers(row_ends_, at)) {
            while (text_.ends_with('\t')) text_.pop_back();
            text_ += "\n\n";
        } else {
            text_ += '\t';
        }
        cell_begin_ = text_.size();
    }

    void put(std::uint32_t unit) {
        if ((unit & 0xFC00U) == 0xD800U) {
            high_half_ = unit;
            return;
        }
        const std::uint32_t high = std::exchange(high_half_, 0);
        if ((unit & 0xFC00U) == 0xDC00U) {
            if (high != 0) put_utf8(text_, 0x10000U + ((high & 0x3FFU) << 10U) + (unit & 0x3FFU));
        } else if (unit >= 0x20 && unit != 0xFFFE && unit != 0xFFFF) {  // below are marks of pictures, notes and the like
            put_utf8(text_, unit);
        }
    }

    Bytes main_;
    std::vector<Stretch> in_table_, row_ends_, deleted_;
    std::vector<std::uint64_t> part_ends_;
    std::size_t part_ = 0;
    std::uint64_t position_ = 0;
    std::vector<bool> fields_;  // those we are in: whether their result has begun
    std::uint32_t high_half_ = 0;
    std::size_t cell_begin_ = 0;  // of text_; what stands before is not of this cell
    std::string text_;
};

/// Hands over the pictures of a stream: records of drawings with a PNG or JPEG inside. Source: [MS-ODRAW] 2.2.23
base::Status hand_over_pictures(base::ByteSpan stream, Output& out) {
    struct Form {
        std::uint16_t record;
        std::string_view begin;
        const char* extension;
    };
    constexpr std::array<Form, 3> kForms = {{{0xF01D, "\xFF\xD8\xFF", ".jpg"}, {0xF02A, "\xFF\xD8\xFF", ".jpg"}, {0xF01E, "\x89PNG", ".png"}}};
    const Bytes bytes(stream);
    std::size_t number = 0;
    for (std::size_t at = 0; at + 8 < stream.size(); ++at) {
        if (stream[at + 3] != 0xF0) continue;
        const auto* const form = std::find_if(kForms.begin(), kForms.end(), [&](const Form& one) { return one.record == bytes.u16(at + 2); });
        const std::size_t count = bytes.u32(at + 4);
        if (form == kForms.end() || count > stream.size() - at - 8) continue;
        for (const std::size_t ids : {17U, 33U}) {  // one or two of 16 bytes, and a mark
            if (count <= ids || !base::as_text(stream.subspan(at + 8 + ids)).starts_with(form->begin)) continue;
            const std::string name = "picture-" + std::to_string(++number) + form->extension;
            GUVOH_TRY(const bool admitted, out.admit_child(name, count - ids, count - ids));
            if (admitted) out.child(name, "", stream.subspan(at + 8 + ids, count - ids));
            at += 7 + count;
            break;
        }
    }
    return {};
}

}  // namespace

const char* doc_table_name(base::ByteSpan main) { return (Bytes(main).u16(kFlagsAt) & kSecondTable) != 0 ? "1Table" : "0Table"; }

base::Expected<std::string> doc_text(base::ByteSpan main, base::ByteSpan table) {
    const Bytes stream(main);
    if (stream.u16(0) != kWordMark || stream.u16(kVersionAt) < kWord97) {
        return fail(ErrorKind::Unsupported, "Word document of Word 95 or older: save it as DOCX");
    }
    if (main.size() < kFibBytes) return fail(ErrorKind::Invalid, "damaged Word document: its text is cut short");
    if ((stream.u16(kFlagsAt) & (kEncrypted | kObfuscated)) != 0) {
        return fail(ErrorKind::Unsupported, "encrypted Office document (a password is needed)");
    }
    GUVOH_TRY(const std::vector<Piece> pieces, read_pieces(stream, Bytes(table)));
    return settle_lines(TextReader(stream, Bytes(table)).read(pieces));
}

base::Status parse_doc(const Source& source, Output& out) {
    GUVOH_TRY(const OleFolder file, OleFolder::open(source.bytes));
    GUVOH_TRY(const base::Bytes main, file.stream("WordDocument"));
    const auto table = file.stream(doc_table_name(main));
    GUVOH_TRY(std::string text, doc_text(main, table.value_or(base::Bytes{})));
    file.read_properties(out);
    const bool few = text.size() < kFewWordsBytes;
    if (!text.empty()) out.text(std::move(text));
    if (!few) return {};
    if (const auto data = file.stream("Data")) GUVOH_TRY_VOID(hand_over_pictures(*data, out));
    return hand_over_pictures(main, out);
}

}  // namespace guvoh::documents

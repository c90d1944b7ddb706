// SPDX-License-Identifier: AGPL-3.0-or-later
#include "documents/right_to_left.h"

#include <unicode/normalizer2.h>
#include <unicode/ubidi.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>

#include "documents/utf8.h"

namespace guvoh::documents {

namespace {

constexpr float kLineShift = 0.6F;  // as shares of the size, like page_builder.cpp's
constexpr float kSpaceGap = 0.15F;
constexpr float kSameGlyph = 0.15F;

std::uint32_t first_code_point(std::string_view text) {
    std::size_t at = 0;
    return text.empty() ? ' ' : next_utf8(text, at);
}

bool is_mark(std::string_view text) {
    const auto type = u_charType(static_cast<UChar32>(first_code_point(text)));
    return type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK;
}

using Row = std::vector<DrawnGlyph>;

/// Glyphs drawn one after another on one baseline are a row.
std::vector<Row> rows_of(std::vector<DrawnGlyph> glyphs) {
    std::vector<Row> rows;
    for (DrawnGlyph& glyph : glyphs) {
        if (rows.empty() || std::fabs(glyph.y - rows.back().front().y) > kLineShift * std::max(glyph.size, rows.back().front().size)) {
            if (glyph.text == " ") continue;
            rows.emplace_back();
        }
        rows.back().push_back(std::move(glyph));
    }
    return rows;
}

/// A blank over which the next glyph is drawn holds letters apart and ends no word: browsers print the zero-width non-joiner so.
void find_non_joiners(Row& row) {
    for (std::size_t i = 0; i + 1 < row.size(); ++i) {
        DrawnGlyph& blank = row[i];
        const DrawnGlyph& next = row[i + 1];
        if (blank.text != " " || next.text == " " || std::fabs(next.x - blank.x) > kSameGlyph * blank.size) continue;
        blank.text = "\xE2\x80\x8C";
        blank.x = next.x;
        blank.advance = 0;
    }
}

/// Puts each vowel sign onto the letter under it, after that letter's own text, wherever it was drawn.
void join_marks(Row& row) {
    Row letters, marks;
    for (DrawnGlyph& glyph : row) (is_mark(glyph.text) ? marks : letters).push_back(std::move(glyph));
    for (const DrawnGlyph& mark : marks) {
        DrawnGlyph* nearest = nullptr;
        float least = std::numeric_limits<float>::max();
        const float middle = mark.x + mark.advance / 2;
        for (DrawnGlyph& letter : letters) {
            if (letter.text == " ") continue;
            const float away = std::fabs(letter.x + letter.advance / 2 - middle);
            if (away < least) {
                least = away;
                nearest = &letter;
            }
        }
        if (nearest != nullptr) nearest->text += mark.text;
    }
    row = std::move(letters);
}

/// From left to right as on the page, each glyph once; blanks where words end, and nowhere else.
Row in_visual_order(Row row) {
    find_non_joiners(row);
    join_marks(row);
    std::stable_sort(row.begin(), row.end(), [](const DrawnGlyph& a, const DrawnGlyph& b) { return a.x < b.x; });
    Row out;
    for (DrawnGlyph& glyph : row) {
        if (!out.empty() && out.back().text == glyph.text && std::fabs(out.back().x - glyph.x) < kSameGlyph * glyph.size) continue;
        if (!out.empty() && glyph.text != " " && out.back().text != " ") {
            const float end = out.back().x + out.back().advance;
            if (glyph.x - end > kSpaceGap * glyph.size) out.push_back(DrawnGlyph{end, glyph.y, 0, glyph.size, 0.9F, 0.25F, " "});
        }
        out.push_back(std::move(glyph));
    }
    return out;
}

/// One UTF-16 unit for each glyph, which is all that the bidirectional algorithm looks at.
std::u16string stand_ins(const Row& row) {
    std::u16string out;
    for (const DrawnGlyph& glyph : row) {
        const std::uint32_t c = first_code_point(glyph.text);
        out.push_back(c < 0x10000 ? static_cast<char16_t>(c) : u'a');
    }
    return out;
}

/// The order in which a row is read. With a base direction from right to left the row is turned, and what runs from left to right in
/// it (words in other scripts, numbers) is turned back.
Row in_reading_order(Row row, bool right_to_left) {
    if (right_to_left) std::reverse(row.begin(), row.end());
    const std::u16string text = stand_ins(row);
    UErrorCode error = U_ZERO_ERROR;
    const std::unique_ptr<UBiDi, decltype(&ubidi_close)> bidi(ubidi_open(), ubidi_close);
    const auto size = static_cast<std::int32_t>(text.size());
    ubidi_setPara(bidi.get(), text.data(), size, right_to_left ? 1 : 0, nullptr, &error);
    const UBiDiLevel* const levels = ubidi_getLevels(bidi.get(), &error);
    if (U_FAILURE(error) || levels == nullptr) return row;
    const int base = right_to_left ? 1 : 0;
    int highest = 0;
    for (std::int32_t i = 0; i < size; ++i) highest = std::max<int>(highest, levels[i]);
    for (int level = highest; level > base; --level) {
        for (std::int32_t begin = 0; begin < size; ++begin) {
            if (levels[begin] < level) continue;
            std::int32_t end = begin;
            while (end < size && levels[end] >= level) ++end;
            std::reverse(row.begin() + begin, row.begin() + end);
            begin = end;
        }
    }
    return row;
}

/// Producers disagree whether a bracket's text is what is drawn or what was typed: the line that closes before it opens is turned.
void mend_brackets(std::vector<ReadWord>& words) {
    int open = 0;
    bool wrong = false;
    for (const ReadWord& word : words) {
        for (const char c : word.text) {
            open += c == '(' || c == '[' ? 1 : c == ')' || c == ']' ? -1 : 0;
            wrong = wrong || open < 0;
        }
    }
    if (!wrong) return;
    constexpr std::string_view kFrom = "()[]", kTo = ")(][";
    for (ReadWord& word : words) {
        for (char& c : word.text) {
            if (const auto at = kFrom.find(c); at != std::string_view::npos) c = kTo[at];
        }
    }
}

std::string plain_letters(const std::string& text) {
    if (text.find('\xEF') == std::string::npos) return text;
    UErrorCode error = U_ZERO_ERROR;
    const icu::Normalizer2* const nfkc = icu::Normalizer2::getNFKCInstance(error);
    if (U_FAILURE(error)) return text;
    std::string out;
    nfkc->normalize(icu::UnicodeString::fromUTF8(text), error).toUTF8String(out);
    return U_FAILURE(error) ? text : out;
}

ReadLine line_of(const Row& row, bool right_to_left) {
    ReadLine line;
    line.right_to_left = right_to_left;
    if (row.empty()) return line;
    line.y = row.front().y;
    bool in_word = false;
    for (const DrawnGlyph& glyph : row) {
        if (glyph.text == " ") {
            in_word = false;
            continue;
        }
        const float y0 = glyph.y - glyph.ascent * glyph.size, y1 = glyph.y + glyph.descent * glyph.size;
        if (!in_word) line.words.push_back({{}, glyph.x, y0, glyph.x + glyph.advance, y1});
        in_word = true;
        ReadWord& word = line.words.back();
        word.text += glyph.text;
        word.x0 = std::min(word.x0, glyph.x);
        word.x1 = std::max(word.x1, glyph.x + glyph.advance);
        word.y0 = std::min(word.y0, y0);
        word.y1 = std::max(word.y1, y1);
        line.size = std::max(line.size, glyph.size);
    }
    for (ReadWord& word : line.words) word.text = plain_letters(word.text);
    if (right_to_left) mend_brackets(line.words);
    if (line.words.empty()) return line;
    const auto by_left = [](const ReadWord& a, const ReadWord& b) { return a.x0 < b.x0; };
    const auto by_right = [](const ReadWord& a, const ReadWord& b) { return a.x1 < b.x1; };
    line.x0 = std::min_element(line.words.begin(), line.words.end(), by_left)->x0;
    line.x1 = std::max_element(line.words.begin(), line.words.end(), by_right)->x1;
    return line;
}

bool has_letters_from_right(const Row& row) {
    return std::any_of(row.begin(), row.end(), [](const DrawnGlyph& glyph) { return runs_right_to_left(glyph.text); });
}

bool mostly_from_right(const std::vector<DrawnGlyph>& glyphs) {
    std::ptrdiff_t balance = 0;
    for (const DrawnGlyph& glyph : glyphs) {
        const UCharDirection direction = u_charDirection(static_cast<UChar32>(first_code_point(glyph.text)));
        balance += direction == U_RIGHT_TO_LEFT || direction == U_RIGHT_TO_LEFT_ARABIC ? 1 : direction == U_LEFT_TO_RIGHT ? -1 : 0;
    }
    return balance > 0;
}

}  // namespace

std::vector<ReadLine> read_right_to_left(std::vector<DrawnGlyph> glyphs) {
    const bool page_from_right = mostly_from_right(glyphs);
    std::vector<ReadLine> lines;
    for (Row& row : rows_of(std::move(glyphs))) {
        const bool from_right = page_from_right && has_letters_from_right(row);
        ReadLine line = line_of(in_reading_order(in_visual_order(std::move(row)), from_right), from_right);
        if (!line.words.empty()) lines.push_back(std::move(line));
    }
    return lines;
}

}  // namespace guvoh::documents

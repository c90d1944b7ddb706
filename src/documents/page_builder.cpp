// SPDX-License-Identifier: AGPL-3.0-or-later
#include "documents/page_builder.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "documents/utf8.h"

namespace guvoh::documents {

namespace {

// Shares of the font size, found by comparing with other extractors on real reports.
constexpr float kSpaceGap = 0.15F;     // wider than this between two glyphs: a word ends
constexpr float kColumnGap = 1.2F;     // wider than this between two words of a line: a tab
constexpr float kLineShift = 0.6F;     // farther off the baseline: another line
constexpr float kBackStep = 0.5F;      // farther back than this: another line
constexpr float kUsualPitch = 1.25F;   // of line to line, when a page has too few lines to tell
constexpr std::uint32_t kSpaceGlyph = 1;

std::uint32_t glyph_hash(std::string_view utf8) {
    std::uint32_t hash = 2166136261U;
    for (const char c : utf8) hash = (hash ^ static_cast<std::uint8_t>(c)) * 16777619U;
    return hash;
}

std::uint16_t box_unit(float points) {
    const float units = points * kBoxUnitsPerPoint + 0.5F;
    return units <= 0 ? std::uint16_t{0} : units >= 65535.0F ? std::uint16_t{65535} : static_cast<std::uint16_t>(units);
}

bool is_lower(std::uint32_t c) {
    return (c >= 'a' && c <= 'z') || (c >= 0xDF && c <= 0xFF) || (c >= 0x430 && c <= 0x45F) ||
           (c >= 0x100 && c <= 0x24F && (c & 1U) != 0) || (c >= 0x460 && c <= 0x52F && (c & 1U) != 0);
}

// Length in bytes of the hyphen that a word ends with, 0 when none.
std::size_t hyphen_at_end(std::string_view word, bool& soft) {
    soft = word.ends_with("\xC2\xAD");
    if (soft) return 2;
    if (word.ends_with("\xE2\x80\x90")) return 3;
    return word.ends_with('-') ? 1 : 0;
}

bool ends_sentence(std::string_view word) {
    while (!word.empty() && (word.ends_with(')') || word.ends_with('"') || word.ends_with("\xE2\x80\x9D") || word.ends_with("\xC2\xBB"))) {
        word.remove_suffix(word.ends_with("\xE2\x80\x9D") ? 3 : word.ends_with("\xC2\xBB") ? 2 : 1);
    }
    if (word.empty()) return true;
    constexpr std::string_view kEnds = ".!?:;";
    return kEnds.find(word.back()) != std::string_view::npos || word.ends_with("\xE2\x80\xA6") || word.ends_with("\xE3\x80\x82") ||
           word.ends_with("\xDB\x94") || word.ends_with("\xD8\x9F");
}

bool is_blank(std::string_view utf8) {
    return utf8 == " " || utf8 == "\xC2\xA0" || utf8 == "\t" || (utf8.size() == 1 && static_cast<std::uint8_t>(utf8[0]) < 0x20) ||
           (utf8.size() == 3 && utf8[0] == '\xE2' && utf8[1] == '\x80' && static_cast<std::uint8_t>(utf8[2]) >= 0x80 &&
            static_cast<std::uint8_t>(utf8[2]) <= 0x8B);
}

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<std::uint8_t>(c) >= 0xC3;
}

std::string_view core(std::string_view word) {
    const auto plain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (static_cast<std::uint8_t>(c) >= 0x80) || (c >= '0' && c <= '9');
    };
    while (!word.empty() && !plain(word.front())) word.remove_prefix(1);
    while (!word.empty() && !plain(word.back())) word.remove_suffix(1);
    return word;
}

}  // namespace

std::uint64_t SeenWords::hash(std::string_view word) {
    std::uint64_t hash = 0xCBF29CE484222325ULL;
    for (const char c : word) {
        const char low = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
        hash = (hash ^ static_cast<std::uint8_t>(low)) * 0x100000001B3ULL;
    }
    return hash | 1U;  // 0 is a free slot
}

void SeenWords::add(std::string_view word) {
    word = core(word);
    if (word.size() < 2) return;
    if (used_ * 2 > slots_.size()) grow();
    const std::uint64_t key = hash(word);
    for (std::size_t slot = (key >> 7U) & (slots_.size() - 1);; slot = (slot + 1) & (slots_.size() - 1)) {
        if (slots_[slot] == key) return;
        if (slots_[slot] == 0) {
            slots_[slot] = key;
            ++used_;
            return;
        }
    }
}

bool SeenWords::contains(std::string_view word) const {
    const std::uint64_t key = hash(core(word));
    for (std::size_t slot = (key >> 7U) & (slots_.size() - 1); slots_[slot] != 0; slot = (slot + 1) & (slots_.size() - 1)) {
        if (slots_[slot] == key) return true;
    }
    return false;
}

void SeenWords::grow() {
    std::vector<std::uint64_t> old(slots_.size() * 2);
    old.swap(slots_);
    for (const std::uint64_t key : old) {
        if (key == 0) continue;
        std::size_t slot = (key >> 7U) & (slots_.size() - 1);
        while (slots_[slot] != 0) slot = (slot + 1) & (slots_.size() - 1);
        slots_[slot] = key;
    }
}

void PageBuilder::start(float width_pt, float height_pt, bool keep_glyphs) {
    width_ = width_pt;
    height_ = height_pt;
    raw_.clear();
    words_.clear();
    lines_.clear();
    in_line_ = in_word_ = raised_ = false;
    glyphs_ = unknown_ = 0;
    from_right_ = false;
    keep_glyphs_ = keep_glyphs;
    kept_.clear();
}

PageBuilder::RawBox PageBuilder::box_of(float x, float y, float advance) const {
    const float up = shape_.ascent * shape_.size, down = shape_.descent * shape_.size;
    if (shape_.dir_y == 0 && shape_.dir_x > 0 && advance >= 0) return {x, y - up, x + advance, y + down};
    const float end_x = x + shape_.dir_x * advance, end_y = y + shape_.dir_y * advance;
    const float up_x = shape_.dir_y, up_y = -shape_.dir_x;
    const auto [x0, x1] = std::minmax({x + up_x * up, x - up_x * down, end_x + up_x * up, end_x - up_x * down});
    const auto [y0, y1] = std::minmax({y + up_y * up, y - up_y * down, end_y + up_y * up, end_y - up_y * down});
    return {x0, y0, x1, y1};
}

void PageBuilder::open_line(float x, float y) {
    close_line();
    Line line{};
    line.begin = static_cast<std::uint32_t>(raw_.size());
    line.first_word = static_cast<std::uint32_t>(words_.size());
    line.x = x;
    line.y = y;
    line.size = shape_.size;
    line.dir_x = shape_.dir_x;
    line.dir_y = shape_.dir_y;
    lines_.push_back(line);
    in_line_ = true;
    raised_ = false;
}

void PageBuilder::close_word() {
    if (!in_word_) return;
    words_.back().end = static_cast<std::uint32_t>(raw_.size());
    in_word_ = false;
}

void PageBuilder::close_line() {
    close_word();
    if (!in_line_) return;
    in_line_ = false;
    Line& line = lines_.back();
    line.end = static_cast<std::uint32_t>(raw_.size());
    line.last_word = static_cast<std::uint32_t>(words_.size());
    line.end_x = (pen_x_ - line.x) * line.dir_x + (pen_y_ - line.y) * line.dir_y;
    if (line.first_word == line.last_word) lines_.pop_back();
}

bool PageBuilder::starts_new_line(float x, float y, bool letter, std::uint32_t hash, bool& skip) {
    Line& line = lines_.back();
    const float size = std::max(shape_.size, line.size);
    if (line.dir_x * shape_.dir_x + line.dir_y * shape_.dir_y < 0.99F) return true;
    const float shift = -(x - line.x) * line.dir_y + (y - line.y) * line.dir_x;
    if (std::fabs(shift) > kLineShift * size) return true;
    const float gap = (x - pen_x_) * line.dir_x + (y - pen_y_) * line.dir_y;
    if (hash == last_glyph_ && hash != kSpaceGlyph && std::fabs(x - last_x_) + std::fabs(y - last_y_) < 0.15F * shape_.size) {
        skip = true;  // the same glyph again: drawn twice to look bold
        return false;
    }
    if (gap < -kBackStep * size) return true;
    // A raised digit is a footnote mark and no part of the word; a raised letter is ("12th").
    const bool raised = shape_.size < 0.85F * line.size && shift < -0.12F * line.size && (!letter || raised_);
    if (gap > kSpaceGap * shape_.size || raised != raised_) close_word();
    raised_ = raised;
    line.size = std::max(line.size, shape_.size);
    return false;
}

void PageBuilder::glyph(float x, float y, float advance, std::string_view utf8) {
    ++glyphs_;
    if (keep_glyphs_ && shape_.dir_y == 0 && shape_.dir_x > 0) return keep_glyph(x, y, advance, utf8);
    if (is_blank(utf8)) {
        close_word();
        pen_x_ = x + shape_.dir_x * advance;
        pen_y_ = y + shape_.dir_y * advance;
        last_glyph_ = kSpaceGlyph;
        return;
    }
    if (utf8.empty()) {
        ++unknown_;
        utf8 = "\xEF\xBF\xBD";
    }
    from_right_ = from_right_ || runs_right_to_left(utf8);
    const std::uint32_t hash = glyph_hash(utf8);
    bool skip = false;
    if (!in_line_ || starts_new_line(x, y, is_letter(utf8[0]), hash, skip)) open_line(x, y);
    if (skip) return;
    const RawBox box = box_of(x, y, advance);
    if (!in_word_) {
        words_.push_back({static_cast<std::uint32_t>(raw_.size()), 0, box});
        in_word_ = true;
    } else {
        RawBox& word = words_.back().box;
        word.x0 = std::min(word.x0, box.x0);
        word.y0 = std::min(word.y0, box.y0);
        word.x1 = std::max(word.x1, box.x1);
        word.y1 = std::max(word.y1, box.y1);
    }
    raw_ += utf8;
    pen_x_ = x + shape_.dir_x * advance;
    pen_y_ = y + shape_.dir_y * advance;
    last_x_ = x;
    last_y_ = y;
    last_glyph_ = hash;
}

void PageBuilder::keep_glyph(float x, float y, float advance, std::string_view utf8) {
    if (utf8.empty()) ++unknown_;
    const std::string_view text = is_blank(utf8) ? " " : utf8.empty() ? "\xEF\xBF\xBD" : utf8;
    kept_.push_back({x, y, advance, shape_.size, shape_.ascent, shape_.descent, std::string(text)});
}

/// Makes lines of kept glyphs. A line from the right is measured from its right edge, as if the page were seen in a mirror, so that the
/// rules of paragraphs hold for it too.
void PageBuilder::take_read_lines() {
    for (const ReadLine& read : read_right_to_left(std::move(kept_))) {
        Line line{};
        line.begin = static_cast<std::uint32_t>(raw_.size());
        line.first_word = static_cast<std::uint32_t>(words_.size());
        for (const ReadWord& word : read.words) {
            const auto begin = static_cast<std::uint32_t>(raw_.size());
            raw_ += word.text;
            words_.push_back({begin, static_cast<std::uint32_t>(raw_.size()), {word.x0, word.y0, word.x1, word.y1}});
        }
        line.end = static_cast<std::uint32_t>(raw_.size());
        line.last_word = static_cast<std::uint32_t>(words_.size());
        line.x = read.right_to_left ? width_ - read.x1 : read.x0;
        line.y = read.y;
        line.size = read.size;
        line.dir_x = 1;
        line.end_x = read.x1 - read.x0;
        lines_.push_back(line);
    }
    kept_.clear();
}

float PageBuilder::usual_pitch() const {
    std::vector<float> pitches;
    pitches.reserve(lines_.size());
    for (std::size_t i = 1; i < lines_.size(); ++i) {
        const Line &a = lines_[i - 1], &b = lines_[i];
        const float size = std::max(a.size, b.size);
        const float down = -(b.x - a.x) * a.dir_y + (b.y - a.y) * a.dir_x;
        if (down > 0.6F * size && down < 3 * size) pitches.push_back(down / size);
    }
    if (pitches.size() < 4) return kUsualPitch;
    const auto middle = pitches.begin() + static_cast<std::ptrdiff_t>(pitches.size() * 2 / 5);
    std::nth_element(pitches.begin(), middle, pitches.end());
    return *middle;
}

PageBuilder::Break PageBuilder::break_between(const Line& a, const Line& b, float pitch) const {
    const float size = std::max(a.size, b.size);
    if (a.dir_x * b.dir_x + a.dir_y * b.dir_y < 0.99F) return Break::Paragraph;
    const float down = -(b.x - a.x) * a.dir_y + (b.y - a.y) * a.dir_x;
    const float across = (b.x - a.x) * a.dir_x + (b.y - a.y) * a.dir_y;
    if (std::fabs(down) <= kLineShift * size) return Break::Line;
    if (size > 1.2F * std::min(a.size, b.size) || down > 1.3F * pitch * size) return Break::Paragraph;
    const bool sentence = ends_sentence(text_of(words_[a.last_word - 1]));
    if (down < 0) {  // the next column
        std::size_t at = 0;
        return sentence || !is_lower(next_utf8(text_of(words_[b.first_word]), at)) ? Break::Paragraph : Break::Line;
    }
    const bool shorter = a.end_x < 0.8F * (b.end_x + across);
    return sentence && (std::fabs(across) > 0.8F * size || shorter) ? Break::Paragraph : Break::Line;
}

bool PageBuilder::joins_over_hyphen(const Line& a, const Line& b, const SeenWords& seen, bool& keep_hyphen) const {
    const std::string_view head = text_of(words_[a.last_word - 1]), tail = text_of(words_[b.first_word]);
    bool soft = false;
    const std::size_t hyphen = hyphen_at_end(head, soft);
    std::size_t at = 0;
    if (hyphen == 0 || head.size() < hyphen + 2 || !is_lower(next_utf8(tail, at))) return false;
    const std::string_view stem = head.substr(0, head.size() - hyphen);
    const char last = stem.back();
    if (static_cast<std::uint8_t>(last) < 0x80 && !((last >= 'a' && last <= 'z') || (last >= 'A' && last <= 'Z'))) return false;
    const std::string_view end = core(tail);
    std::string joined(stem);
    joined += end;
    std::string hyphenated(stem);
    (hyphenated += '-') += end;
    keep_hyphen = !soft && (seen.contains(hyphenated) || (!seen.contains(joined) && seen.contains(stem) && seen.contains(end)));
    return true;
}

void PageBuilder::learn_words(SeenWords& seen) const {
    for (std::size_t i = 0; i < lines_.size(); ++i) {
        for (std::uint32_t word = lines_[i].first_word; word < lines_[i].last_word; ++word) {
            bool soft = false;
            const bool last = word + 1 == lines_[i].last_word;
            const bool continued = word == lines_[i].first_word && i > 0 &&
                                   hyphen_at_end(text_of(words_[lines_[i - 1].last_word - 1]), soft) != 0;
            if (continued || (last && hyphen_at_end(text_of(words_[word]), soft) != 0)) continue;
            seen.add(text_of(words_[word]));
        }
    }
}

void PageBuilder::append_line(const Line& line, bool cut_hyphen, Page& page) const {
    for (std::uint32_t i = line.first_word; i < line.last_word; ++i) {
        const RawWord& word = words_[i];
        if (i > line.first_word) {
            const RawBox &a = words_[i - 1].box, &b = word.box;
            const bool column = std::max({b.x0 - a.x1, a.x0 - b.x1, b.y0 - a.y1, a.y0 - b.y1}) > kColumnGap * line.size;
            page.text.push_back(column ? '\t' : ' ');
        }
        std::string_view text = text_of(word);
        bool soft = false;
        if (cut_hyphen && i + 1 == line.last_word) text.remove_suffix(hyphen_at_end(text, soft));
        const auto begin = static_cast<std::uint32_t>(page.text.size());
        page.text += text;
        const auto end = static_cast<std::uint32_t>(page.text.size());
        if (end > begin) {
            page.words.push_back({begin, end, {box_unit(word.box.x0), box_unit(word.box.y0), box_unit(word.box.x1), box_unit(word.box.y1)}});
        }
    }
}

Page PageBuilder::finish(SeenWords& seen) {
    close_line();
    take_read_lines();
    Page page;
    page.width_pt = width_;
    page.height_pt = height_;
    page.text.reserve(raw_.size() + words_.size() + lines_.size());
    page.words.reserve(words_.size());
    learn_words(seen);
    const float pitch = usual_pitch();
    for (std::size_t i = 0; i < lines_.size(); ++i) {
        Break after = Break::Paragraph;
        bool joins = false, keep_hyphen = true;
        if (i + 1 < lines_.size()) {
            after = break_between(lines_[i], lines_[i + 1], pitch);
            joins = after == Break::Line && joins_over_hyphen(lines_[i], lines_[i + 1], seen, keep_hyphen);
        }
        append_line(lines_[i], joins && !keep_hyphen, page);
        if (i + 1 < lines_.size() && !joins) page.text += after == Break::Line ? "\n" : "\n\n";
    }
    return page;
}

}  // namespace guvoh::documents

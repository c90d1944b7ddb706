// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Turns glyphs in the order a PDF draws them into a page of text: words with boxes, lines, paragraphs, words joined over
// hyphens. Knows nothing of PDF; made for speed, one pass per glyph. A page with letters that run from right to left is read once
// more, all glyphs kept, because such text is not drawn in the order of reading (right_to_left.h).
//
// Threads: plain object.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "documents/extracted.h"
#include "documents/right_to_left.h"

namespace guvoh::documents {

/// The words of a document so far, to decide whether a hyphen at a line end belongs to the word ("follow-" + "up").
class SeenWords {
public:
    void add(std::string_view word);
    bool contains(std::string_view word) const;

private:
    static std::uint64_t hash(std::string_view word);
    void grow();
    std::vector<std::uint64_t> slots_ = std::vector<std::uint64_t>(4096);
    std::size_t used_ = 0;
};

/// How a run of glyphs lies on the page: unit vectors along the baseline, the size, and how far boxes reach.
struct RunShape {
    float dir_x = 1, dir_y = 0;  ///< baseline direction in page space (y grows downwards)
    float size = 1;              ///< font size in points on the page
    float ascent = 0.9F, descent = 0.25F;  ///< as shares of the size, both positive
};

class PageBuilder {
public:
    /// Starts an empty page; `keep_glyphs` when it is known to have letters that run from right to left.
    void start(float width_pt, float height_pt, bool keep_glyphs = false);
    /// True when such letters came and glyphs are not kept: start the page again.
    bool must_keep_glyphs() const { return from_right_ && !keep_glyphs_; }
    void set_shape(const RunShape& shape) { shape_ = shape; }
    /// Adds a glyph: its origin on the page, how far it advances along the baseline, and its text ("" = unknown).
    void glyph(float x, float y, float advance, std::string_view utf8);
    /// Ends the page: joins lines into paragraphs. `seen` learns the page's words.
    Page finish(SeenWords& seen);

    std::uint32_t glyphs() const { return glyphs_; }
    std::uint32_t unknown() const { return unknown_; }  ///< glyphs whose text the PDF does not tell

private:
    struct RawBox {
        float x0, y0, x1, y1;
    };
    struct RawWord {
        std::uint32_t begin, end;  // of raw_
        RawBox box;
    };
    struct Line {
        std::uint32_t begin, end;              // of raw_
        std::uint32_t first_word, last_word;   // of words_, half open
        float x, y, size, dir_x, dir_y;        // start of the baseline
        float end_x;                           // reached along the direction, from the start
        RawBox box;
    };
    enum class Break : std::uint8_t { Line, Paragraph };

    void open_line(float x, float y);
    void open_word(const RawBox& box);
    void close_word();
    void close_line();
    RawBox box_of(float x, float y, float advance) const;
    Break break_between(const Line& a, const Line& b, float pitch) const;
    float usual_pitch() const;
    bool joins_over_hyphen(const Line& a, const Line& b, const SeenWords& seen, bool& keep_hyphen) const;
    bool starts_new_line(float x, float y, bool letter, std::uint32_t glyph_hash, bool& skip);
    void learn_words(SeenWords& seen) const;
    std::string_view text_of(const RawWord& word) const { return std::string_view(raw_).substr(word.begin, word.end - word.begin); }
    void append_line(const Line& line, bool cut_hyphen, Page& page) const;
    void keep_glyph(float x, float y, float advance, std::string_view utf8);
    void take_read_lines();

    RunShape shape_;
    float width_ = 0, height_ = 0;
    std::string raw_;
    std::vector<RawWord> words_;
    std::vector<Line> lines_;
    bool in_line_ = false, in_word_ = false;
    float pen_x_ = 0, pen_y_ = 0;                // where the next glyph of the line is expected
    float last_x_ = 0, last_y_ = 0;
    std::uint32_t last_glyph_ = 0;               // hash of the last glyph's text, to drop fake bold
    bool raised_ = false;                        // in a footnote mark
    std::uint32_t glyphs_ = 0, unknown_ = 0;
    bool from_right_ = false, keep_glyphs_ = false;
    std::vector<DrawnGlyph> kept_;
};

}  // namespace guvoh::documents

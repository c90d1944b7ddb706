// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Reports as documents that people go on writing in: a plain model of headings, paragraphs, lists and tables, and a writer that
// makes a DOCX of it. The file is made as it is written: no temporary file, because names must not lie about on a disk in plain text.
//
// Promises: the same Paper gives the same bytes; the file names no author, machine or program, and no time but `made_at_ms`; what
// cannot be written is refused before the first byte. Text is written as it is, but for characters that XML cannot hold,
// which are left out; it never becomes markup, a field or a formula. It does not lay out pages: the word processor does.
//
// Threads: plain values; write_docx may run on any.
// Implements: docs/formats/papers.md (ECMA-376, transitional)
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/error.h"
#include "office/zip_stream.h"

namespace guvoh::papers {

/// A stretch of text that looks the same throughout. In `text`, "\n" (also "\r\n", "\r") is a line break and "\t" a tab.
struct Run {
    std::string text = {};  ///< UTF-8
    bool bold = false;
    bool italic = false;
    std::string link = {};           ///< empty, or an address that can_link() allows
    std::vector<Run> footnote = {};  ///< of a note whose number stands after the text; without footnotes of its own
};
using Runs = std::vector<Run>;

/// One run without a look of its own.
Runs plain(std::string text);

/// A title within the text; the word processor lists it in its outline.
struct Heading {
    std::uint8_t level = 1;  ///< 1 to 3
    Runs runs;
};

/// Running text.
struct Paragraph {
    Runs runs;
};

/// One point of a list.
struct ListItem {
    Runs runs;
    std::uint8_t level = 0;  ///< 0 to 2: how deep it is set
};

/// Points with bullets, or with numbers that begin at 1 in each list.
struct List {
    bool numbered = false;
    std::vector<ListItem> items;
};

/// What a row is for, which decides its shading and weight.
enum class RowKind : std::uint8_t {
    Plain,
    Header,  ///< bold on grey-blue; those at the table's beginning repeat on each page
    Group,   ///< a title above rows, kept on a page with the next
    Total,   ///< bold, shaded
    Marked,  ///< shaded to be looked at
};

/// One row. When it has fewer cells than the table has columns, the last cell spans the rest.
struct Row {
    RowKind kind = RowKind::Plain;
    std::vector<Runs> cells;  ///< from 1 to the number of columns
};

/// A table as wide as the text.
struct Table {
    std::vector<std::uint32_t> column_shares;  ///< of the width: {1, 3} gives a quarter and the rest; 1 to 63 columns, 1 to 10,000 each
    std::vector<Row> rows;
};

/// What follows begins on a new page.
struct PageBreak {};

using Block = std::variant<Heading, Paragraph, List, Table, PageBreak>;

/// Which way the text runs.
enum class Direction : std::uint8_t { LeftToRight, RightToLeft };
/// How the sheet (A4) lies.
enum class Orientation : std::uint8_t { Portrait, Landscape };

/// One document.
struct Paper {
    std::string title;     ///< above the text, and in the file's properties; may be empty
    std::string subtitle;  ///< may be empty
    std::string footer;    ///< at the foot of each page, beside its number; may be empty
    std::string language = "en";  ///< BCP 47: "ru", "uz-Cyrl", "pt-BR"; for spelling and hyphenation
    Direction direction = Direction::LeftToRight;
    Orientation orientation = Orientation::Portrait;
    std::int64_t made_at_ms = 0;  ///< UTC milliseconds since 1970, in the file's properties; years 1970 to 9999
    std::vector<Block> blocks;
};

/// The registered media type of DOCX, for a reply's header.
std::string_view docx_media_type();

/// Says whether an address can be the target of a link: absolute; http, https or mailto; at most 2,083 bytes; no blanks or control
/// characters in front of its path.
bool can_link(std::string_view address);

/// Writes a paper as DOCX.
///
/// Takes:   sink, which gets the file in order, in pieces of any size.
/// Errors:  Invalid before the first byte, saying which block (from 1): text not UTF-8, a level, a table's form, a link, a footnote in a
///          footnote, the language or the date; Invalid beyond 4 GB; the sink's.
/// Cost:    one pass to check and one to write; memory for the footnotes and one row of a table.
base::Status write_docx(const Paper& paper, const office::Sink& sink);

}  // namespace guvoh::papers

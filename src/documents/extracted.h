// SPDX-License-Identifier: AGPL-3.0-or-later
//
// What extraction finds in one file: its kind, metadata, pages of text with words and boxes, and the files inside it.
//
// Text is UTF-8 (invalid bytes never pass), NFC is not applied; lines end with '\n' and paragraphs with "\n\n". A format without pages gives one page
// (a spreadsheet: one a sheet) without size or boxes.
// The same types cross the pipe from the sandboxed worker as frames; the parent treats those bytes as hostile.
//
// Threads: plain values.
// Implements: docs/formats/extraction.md
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/error.h"

namespace guvoh::documents {

/// What sort of document a file is; decided by its content first, its name second. Frozen: stored in records.
enum class Kind : std::uint8_t {
    Other = 0,  ///< preserved, no text is known to be in it
    Pdf = 1,
    Docx = 2,
    Odt = 3,
    Rtf = 4,
    Html = 5,
    Warc = 6,
    Text = 7,
    Markdown = 8,
    Email = 9,
    Mailbox = 10,
    Image = 11,
    Spreadsheet = 12,
    Csv = 13,
    Archive = 14,
    Doc = 15,  ///< Word 97 to 2003
    Presentation = 16,
};
inline constexpr std::size_t kKindCount = 17;

/// Gives the stable name: "other", "pdf", "docx", "odt", "rtf", "html", "warc", "text", "markdown", "email", "mailbox",
/// "image", "spreadsheet", "csv", "archive", "doc", "presentation".
std::string_view kind_name(Kind kind);
/// Finds the kind of a stable name. Errors: NotFound.
base::Expected<Kind> kind_from_name(std::string_view name);

/// A rectangle on a page in eighths of a point from the page's top left corner (0 to 8,191 points; beyond is clamped).
struct Box {
    std::uint16_t x0 = 0, y0 = 0, x1 = 0, y1 = 0;
    friend bool operator==(const Box&, const Box&) = default;
};
inline constexpr float kBoxUnitsPerPoint = 8.0F;

/// One word as it stands on the page: a byte range of Page::text, and where it is. A word hyphenated over a line end is
/// two consecutive Words that touch (`end` of the first = `begin` of the second).
struct Word {
    std::uint32_t begin = 0, end = 0;
    Box box;
    friend bool operator==(const Word&, const Word&) = default;
};

/// One page: its text, its size, and where its words stand.
struct Page {
    std::string text;
    float width_pt = 0, height_pt = 0;  ///< 0 when the format has no pages
    std::vector<Word> words;            ///< in text order, not overlapping; empty when the format has no pages
    bool from_ocr = false;
    float ocr_confidence = 0;  ///< 0 to 100, mean over the words; 0 unless from_ocr
    std::string ocr_languages;  ///< Tesseract's names joined by '+', "" unless from_ocr
};

/// A file found inside another: attachment, archive member, saved page.
struct Embedded {
    std::string name;        ///< as the container names it, cleaned: relative, '/' separators, no ".." and no control characters
    std::string media_type;  ///< as the container says, or ""
    base::Bytes content;
};

/// A file inside another that was not taken out, and why, in words for people.
struct RefusedChild {
    std::string name;
    std::string reason;
};

struct Extracted {
    Kind kind = Kind::Other;
    std::string media_type;  ///< "application/pdf", ...
    /// Known keys: title author subject keywords created_on modified_on (ISO 8601 dates) producer language charset from to cc
    /// sent_at message_id in_reply_to url width height page_count.
    std::map<std::string, std::string> metadata;
    std::vector<Page> pages;
    std::vector<Embedded> children;  ///< empty when a ChildSink took them
    std::vector<RefusedChild> refused;
    std::vector<std::string> notes;  ///< remarks for people: "3 pages have no text and OCR is not installed"
};

/// Frames of the pipe: one byte of type, four bytes of length, then the payload.
enum class FrameType : std::uint8_t { Head = 1, Page = 2, Child = 3, Refused = 4, Note = 5, Failure = 6, End = 7, NeedsOcr = 8, Blob = 9 };

/// Makes payloads of frames. Head carries kind, media type and metadata.
base::Bytes serialise_head(const Extracted& extracted);
void serialise_page(const Page& page, base::Bytes& out);
base::Bytes serialise_child(std::string_view name, std::string_view media_type, base::ByteSpan content);
base::Bytes serialise_refused(const RefusedChild& refused);
base::Bytes serialise_failure(base::ErrorKind kind, std::string_view detail);

/// Reads payloads that may be hostile. Errors: Invalid on anything that breaks a promise of the types above (text not UTF-8,
/// words out of order or past the text, unknown kind, bytes left over).
base::Status parse_head(base::ByteSpan payload, Extracted& out);
base::Expected<Page> parse_page(base::ByteSpan payload);
base::Expected<Embedded> parse_child(base::ByteSpan payload);
base::Expected<RefusedChild> parse_refused(base::ByteSpan payload);
/// The failure that the worker reports, as an Error value.
base::Expected<base::Error> parse_failure(base::ByteSpan payload);

/// Serialises a whole result as a sequence of frames, and reads it back (tests, fuzzing).
base::Bytes serialise(const Extracted& extracted);
base::Expected<Extracted> parse_extracted(base::ByteSpan frames);

}  // namespace guvoh::documents

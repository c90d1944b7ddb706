// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The parsers, as they run inside the sandbox: each reads a whole document from memory (a mapping of the file) and hands what
// it finds to an Output. Not for other modules.
//
// A parser gives an error only when nothing can be made of the file; damage beside good content is a note.
// Threads: single-threaded; they run in the worker process only.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/error.h"
#include "documents/extracted.h"
#include "documents/extractor.h"

namespace guvoh::documents {

/// One document to parse; all borrowed from the caller.
struct Source {
    base::ByteSpan bytes;
    std::string_view name;
    const Limits& limits;
    Kind kind = Kind::Other;
    std::string media_type;
};

/// Takes what a parser finds and counts it against the limits.
class Output {
public:
    explicit Output(const Limits& limits) : limits_(limits) {}
    virtual ~Output() = default;

    /// Hands over a page. Text beyond max_text_bytes and pages beyond kMaxPages are left out, with a note; false from then on.
    bool page(Page&& page);
    /// Hands over a text without pages, already settled; cut likewise.
    bool text(std::string text);
    /// May a child of this size be taken? Otherwise it is refused, with a reason, or the whole is a bomb (Cancelled).
    base::Expected<bool> admit_child(std::string_view name, std::uint64_t unpacked, std::uint64_t packed);
    /// Hands over an inner file that admit_child let in.
    void child(std::string_view name, std::string_view media_type, base::ByteSpan content);
    void refuse(std::string_view name, std::string_view reason);
    void note(std::string_view note);
    /// Sets metadata when the value (squeezed) is not empty; the first value of a key stands.
    void metadata(const std::string& key, std::string_view value);
    void needs_ocr(std::uint32_t page_index) { ocr_pages_.push_back(page_index); }

    bool text_full() const { return text_bytes_ >= limits_.max_text_bytes; }
    Extracted& head() { return head_; }  ///< kind, media type and metadata; the rest of it stays empty
    const std::vector<std::uint32_t>& ocr_pages() const { return ocr_pages_; }

protected:
    virtual void take_page(const Page& page) = 0;
    virtual void take_child(std::string_view name, std::string_view media_type, base::ByteSpan content) = 0;
    virtual void take_refused(const RefusedChild& refused) = 0;
    virtual void take_note(std::string_view note) = 0;

private:
    const Limits& limits_;
    Extracted head_;
    std::vector<std::uint32_t> ocr_pages_;
    std::uint64_t text_bytes_ = 0, unpacked_bytes_ = 0, packed_bytes_ = 0;
    std::uint32_t pages_ = 0, children_ = 0, refused_ = 0, notes_ = 0;
};

/// Finds what a document is: kind and media type, by content first. Cheap checks of our own, libmagic for the rest.
void identify(Source& source);
/// True when the bytes are plain UTF-8 text that no other parser wants: such a file needs no process of its own.
bool is_simple_text(const Source& source);
/// Loads what identify() needs (libmagic's database) before lockdown.
void identify_warm_up();

/// The media type of a message that Outlook saved.
inline constexpr std::string_view kOutlookType = "application/vnd.ms-outlook";

/// Parses by kind.
base::Status parse_document(const Source& source, Output& out);

base::Status parse_pdf(const Source& source, Output& out);
base::Status parse_text(const Source& source, Output& out);
base::Status parse_doc(const Source& source, Output& out);
base::Status parse_docx(const Source& source, Output& out);
base::Status parse_odt(const Source& source, Output& out);
base::Status parse_rtf(const Source& source, Output& out);
base::Status parse_html(const Source& source, Output& out);
base::Status parse_warc(const Source& source, Output& out);
base::Status parse_email(const Source& source, Output& out);
base::Status parse_outlook(const Source& source, Output& out);
base::Status parse_mailbox(const Source& source, Output& out);
base::Status parse_image(const Source& source, Output& out);
base::Status parse_spreadsheet(const Source& source, Output& out);
base::Status parse_presentation(const Source& source, Output& out);
base::Status parse_archive(const Source& source, Output& out);
base::Status parse_packed(const Source& source, Output& out);

/// Loads the locale that names of packed files need.
void packed_warm_up();
/// Prepares libraries before lockdown and fork: MuPDF's context, character sets, mail.
void parsers_warm_up();

}  // namespace guvoh::documents

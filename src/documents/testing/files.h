// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Makes small documents of every kind for tests, about invented people and places, and parses them without a worker.
//
// Threads: one.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "documents/parsers.h"

namespace guvoh::documents::testing {

/// Keeps all that a parser finds.
class MemoryOutput : public Output {
public:
    explicit MemoryOutput(const Limits& limits) : Output(limits) {}
    Extracted found;

protected:
    void take_page(const Page& page) override { found.pages.push_back(page); }
    void take_child(std::string_view name, std::string_view media_type, base::ByteSpan content) override {
        found.children.push_back({std::string(name), std::string(media_type), base::Bytes(content.begin(), content.end())});
    }
    void take_refused(const RefusedChild& refused) override { found.refused.push_back(refused); }
    void take_note(std::string_view note) override { found.notes.emplace_back(note); }
};

/// Identifies and parses in this process; metadata and kind are filled in, `ocr_pages` when wanted.
base::Expected<Extracted> parse_here(std::string_view bytes, std::string_view name, const Limits& limits = {},
                                     std::vector<std::uint32_t>* ocr_pages = nullptr);

/// All pages' texts, one after another with "\f" between.
std::string all_text(const Extracted& extracted);

using Entries = std::vector<std::pair<std::string, std::string>>;
/// A ZIP of names and contents (deflated), in order.
std::string make_zip(const Entries& entries);
/// The same, encrypted with a password.
std::string make_encrypted_zip(const Entries& entries);

/// A PDF whose pages have these content streams and Helvetica as /F1; `extra` goes into the trailer.
std::string make_pdf(const std::vector<std::string>& pages, std::string_view extra = {});
/// A content stream that shows lines of text from the top of the page, 14 points apart.
std::string text_stream(const std::vector<std::string>& lines, int size = 12);
/// A PDF of one page that is one grey picture.
std::string make_scan_pdf(std::uint32_t width, std::uint32_t height, std::string_view grey_pixels);

std::string make_docx(std::string_view body_xml, const Entries& more = {});
std::string make_odt(std::string_view body_xml, const Entries& more = {});

std::string gzip(std::string_view plain);

/// A compound file (OLE) of streams; "folder/name" puts one into a folder.
std::string make_ole(const Entries& streams);

}  // namespace guvoh::documents::testing

// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The extracted text of every document, inside the vault: page texts in compressed chunks, words with boxes per page, and
// the paragraphs with their language. A projection: it can be made again from the preserved files.
//
// All calls take the caller's transaction, so text is committed together with the record that names it.
// Threads: a TextStore keeps zstd contexts and belongs to one thread at a time; have one per thread. The tables are shared.
// Implements: docs/formats/extraction.md, "Text store"
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/error.h"
#include "documents/extracted.h"
#include "vault/database.h"

namespace guvoh::documents {

/// A paragraph: a byte range of one page's text with its language and script ("" = not known).
struct Paragraph {
    std::uint32_t page = 0;  ///< from 0
    std::uint32_t begin = 0, end = 0;
    std::string language;  ///< at most 15 bytes, such as "ru", "uz"
    std::string script;    ///< ISO 15924, such as "Cyrl"
    friend bool operator==(const Paragraph&, const Paragraph&) = default;
};

/// What is known of a page without reading its text.
struct PageInfo {
    std::uint32_t length = 0;  ///< bytes of text
    float width_pt = 0, height_pt = 0;
    bool from_ocr = false;
    float ocr_confidence = 0;
    std::string ocr_languages;
};

/// SQL steps for Database::migrate("documents", ...): step i brings version i to i + 1. Only ever appended to.
const std::vector<std::string>& text_store_migrations();

/// Where the byte after each paragraph break stands: splits a page's text at "\n\n". Gives ranges without the breaks, each
/// not empty; `page` is filled in, language and script are not.
std::vector<Paragraph> split_paragraphs(const Page& page, std::uint32_t page_index);

class TextStore {
public:
    TextStore();
    ~TextStore();
    TextStore(TextStore&&) noexcept;
    TextStore& operator=(TextStore&&) noexcept;

    /// Stores (or replaces) all text of a document. Numbers are 1 to 2^40.
    base::Status put(vault::Session& session, std::int64_t document_number, const Extracted& extracted,
                     std::span<const Paragraph> paragraphs);
    base::Status erase(vault::Session& session, std::int64_t document_number);

    /// Errors of all below: NotFound (no such document or page), Corrupt (stored bytes do not decode).
    base::Expected<std::vector<PageInfo>> pages(vault::Session& session, std::int64_t document_number);
    base::Expected<std::string> page_text(vault::Session& session, std::int64_t document_number, std::uint32_t page);
    /// A byte range of a page's text, cut at the page's end; costs one or two chunks whatever the page's length.
    base::Expected<std::string> text_range(vault::Session& session, std::int64_t document_number, std::uint32_t page,
                                           std::uint32_t begin, std::uint32_t end);
    /// The words that touch a byte range of a page's text, with their boxes; none when the format has no pages.
    base::Expected<std::vector<Word>> words(vault::Session& session, std::int64_t document_number, std::uint32_t page,
                                            std::uint32_t begin = 0, std::uint32_t end = UINT32_MAX);
    base::Expected<std::vector<Paragraph>> paragraphs(vault::Session& session, std::int64_t document_number);

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace guvoh::documents

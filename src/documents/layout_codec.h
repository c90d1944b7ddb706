// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The compact forms in which the text store keeps pages, paragraphs and words. Frozen: written in vaults.
//
// Threads: pure functions.
// Implements: docs/formats/extraction.md, "Text store"
#pragma once

#include <span>
#include <vector>

#include "base/bytes.h"
#include "base/error.h"
#include "documents/text_store.h"

namespace guvoh::documents {

base::Bytes encode_pages(const std::vector<Page>& pages);
base::Expected<std::vector<PageInfo>> decode_pages(base::ByteSpan bytes);

base::Bytes encode_paragraphs(std::span<const Paragraph> paragraphs);
base::Expected<std::vector<Paragraph>> decode_paragraphs(base::ByteSpan bytes);

/// Words by columns (gaps, lengths, then the four differences of boxes), which compresses well.
base::Bytes encode_words(const std::vector<Word>& words);
base::Expected<std::vector<Word>> decode_words(base::ByteSpan bytes);

}  // namespace guvoh::documents

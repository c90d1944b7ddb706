// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Reads page images with Tesseract, inside a worker that loaded the languages before it was locked down.
//
// The script is found first (a strip of the page read with one Cyrillic and one Latin model), then the language within it; a
// page is read with the language whose words Tesseract is surest of.
// Threads: one (Tesseract is told to use no more).
#pragma once

#include <string>
#include <string_view>

#include "base/error.h"
#include "documents/extracted.h"
#include "documents/parsers.h"

namespace guvoh::documents {

/// Loads the languages ("rus+eng+kaz"). Errors: Unsupported when none can be loaded.
base::Status ocr_warm_up(std::string_view languages);

/// Reads one page of a PDF or image. `likely` are the languages of the page before, tried first.
///
/// Errors: Invalid (damaged), NotFound (no such page), Unsupported (nothing is loaded, not drawable).
base::Expected<Page> ocr_page(Source& source, std::uint32_t page_index, const std::string& likely);

}  // namespace guvoh::documents

// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Real documents for tests, where the folder of shared data is at hand ($GUVOH_SHARED, else ../shared beside the sources).
//
// Threads: one.
#pragma once

#include <string>
#include <vector>

#include "base/json.h"
#include "documents/extracted.h"

namespace guvoh::reviews::testing {

/// The path of a file or folder of the shared data; "" when it is not here: the test then skips, and says so.
std::string shared(const std::string& path);

/// The bytes of a file; none when it cannot be read.
std::string bytes_of(const std::string& path);

/// The pages of documents as extraction gives them, without OCR; a document that cannot be read has none.
std::vector<std::vector<documents::Page>> extract(const std::vector<std::string>& paths);

/// The values of a file of one JSON a line.
std::vector<base::Json> json_lines(const std::string& path);

/// Pages of these texts, of the size of A4 and without boxes.
std::vector<documents::Page> pages(const std::vector<std::string>& texts);

}  // namespace guvoh::reviews::testing

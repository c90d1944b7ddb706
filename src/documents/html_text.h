// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The readable text of an HTML page, with its structure as paragraphs and lines. Used for HTML files, mail and WARC.
//
// Threads: pure functions.
#pragma once

#include <string>
#include <string_view>

#include "base/bytes.h"

namespace guvoh::documents {

struct HtmlText {
    std::string text;  ///< settled
    std::string charset, title, language, author, description, keywords, published, url;
};

/// Reads a page. `charset` (of an HTTP or mail header) outranks what the page says of itself; "" when there is none.
HtmlText html_text(base::ByteSpan bytes, std::string_view charset = {});

}  // namespace guvoh::documents

// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <utility>

#include "documents/dates.h"
#include "documents/html_text.h"
#include "documents/parsers.h"

namespace guvoh::documents {

base::Status parse_html(const Source& source, Output& out) {
    const std::uint64_t most = source.limits.max_text_bytes * 2;
    HtmlText page = html_text(source.bytes.first(static_cast<std::size_t>(std::min<std::uint64_t>(source.bytes.size(), most))));
    if (source.bytes.size() > most) out.note("only the first part of this very long page was read; the file is preserved whole");
    out.metadata("charset", page.charset);
    out.metadata("title", page.title);
    out.metadata("language", page.language);
    out.metadata("author", page.author);
    out.metadata("subject", page.description);
    out.metadata("keywords", page.keywords);
    out.metadata("url", page.url);
    if (looks_iso(page.published)) out.metadata("created_on", page.published);
    if (!page.text.empty()) out.text(std::move(page.text));
    return {};
}

}  // namespace guvoh::documents

// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Plain text, Markdown and CSV in any character set.
#include <algorithm>

#include "documents/charset.h"
#include "documents/parsers.h"
#include "documents/utf8.h"

namespace guvoh::documents {

base::Status parse_text(const Source& source, Output& out) {
    out.head().kind = source.kind;
    out.head().media_type = source.media_type;
    if (source.bytes.empty()) {
        out.note("the file is empty");
        return {};
    }
    // UTF-16 takes two bytes a letter; a little more than the limit is read, so that the cut is noticed.
    const std::uint64_t most = source.limits.max_text_bytes * 2 + 16;
    const base::ByteSpan bytes = source.bytes.first(static_cast<std::size_t>(std::min<std::uint64_t>(source.bytes.size(), most)));
    const std::string charset = detect_charset(bytes);
    out.metadata("charset", charset);
    std::string text = settle_lines(to_utf8(bytes, charset));
    if (!text.empty()) out.text(std::move(text));
    return {};
}

}  // namespace guvoh::documents

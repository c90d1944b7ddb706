// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Plain text, Markdown and CSV in any character set.
#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "documents/charset.h"
#include "documents/parsers.h"
#include "documents/utf8.h"

namespace guvoh::documents {

namespace {

bool ends_a_thought(std::string_view line) {
    constexpr std::string_view kEnds = ".!?:;\"";
    return line.empty() || kEnds.find(line.back()) != std::string_view::npos || line.ends_with("\xE2\x80\x9D") || line.ends_with("\xC2\xBB");
}

struct LineLook {
    std::size_t lines = 0, open = 0, longest = 0;
    std::size_t together = 0;  // without a blank line after them
};

LineLook look_at_lines(std::string_view text) {
    LineLook look;
    for (std::size_t at = 0; at < text.size() && look.lines < 2000;) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        const std::string_view line = text.substr(at, end - at);
        ++look.lines;
        look.open += ends_a_thought(line) ? 0U : 1U;
        look.longest = std::max(look.longest, line.size());
        const bool apart = end + 1 >= text.size() || text[end + 1] == '\n';
        look.together += apart ? 0U : 1U;
        at = end + (apart ? 2 : 1);
    }
    return look;
}

// Text saved from a web page or a PDF often has a blank line after every line. There a line that is long and ends in the
// middle of a sentence goes on in the next: one line end takes the place of two.
std::string join_lines_set_apart(std::string text) {
    constexpr std::size_t kFewLines = 6, kLongestLine = 160;
    const LineLook look = look_at_lines(text);
    if (look.together * 5 > look.lines || look.lines < kFewLines || look.longest > kLongestLine || look.open * 3 < look.lines) return text;
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        const std::string_view line = std::string_view(text).substr(at, end - at);
        out += line;
        const bool apart = end + 1 < text.size() && text[end + 1] == '\n';
        if (end < text.size()) out += !apart || (!ends_a_thought(line) && line.size() * 10 >= look.longest * 6) ? "\n" : "\n\n";
        at = end;
        while (at < text.size() && text[at] == '\n') ++at;
    }
    return out;
}

}  // namespace

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
    if (source.kind == Kind::Text) text = join_lines_set_apart(std::move(text));
    if (!text.empty()) out.text(std::move(text));
    return {};
}

}  // namespace guvoh::documents

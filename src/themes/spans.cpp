// SPDX-License-Identifier: AGPL-3.0-or-later
#include "themes/spans.h"

#include <algorithm>

namespace guvoh::themes {

namespace {

bool touches(std::string_view text, const Span& left, const Span& right) {
    if (right.begin <= left.end) return true;
    return right.begin == left.end + 1 && (text[left.end] == ' ' || text[left.end] == '-');
}

}  // namespace

std::vector<Span> merged(std::string_view text, std::vector<Span> spans) {
    std::sort(spans.begin(), spans.end());
    std::vector<Span> out;
    for (const Span& span : spans) {
        if (!out.empty() && touches(text, out.back(), span)) {
            out.back().end = std::max(out.back().end, span.end);
        } else {
            out.push_back(span);
        }
    }
    return out;
}

}  // namespace guvoh::themes

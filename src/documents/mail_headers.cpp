// SPDX-License-Identifier: AGPL-3.0-or-later
#include "documents/mail_headers.h"

#include <algorithm>
#include <array>
#include <string>

namespace guvoh::documents {

namespace {

constexpr std::array<std::string_view, 16> kMailHeaders = {
    "from", "to", "cc", "subject", "date", "message-id", "received", "return-path", "mime-version", "content-type",
    "reply-to", "delivered-to", "x-mailer", "in-reply-to", "dkim-signature", "content-transfer-encoding"};

std::string_view take_line(std::string_view& text) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
}

// The header's name in lower case, "" when the line is no header.
std::string header_name(std::string_view line) {
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || colon == 0 || colon > 60) return {};
    std::string name;
    for (const char c : line.substr(0, colon)) {
        if (c <= ' ' || c > '~') return {};
        name.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c);
    }
    return name;
}

int count_headers(std::string_view head) {
    int known = 0;
    for (int lines = 0; lines < 60 && !head.empty(); ++lines) {
        const std::string_view line = take_line(head);
        if (line.empty()) break;
        if (line.front() == ' ' || line.front() == '\t') {
            if (lines == 0) return 0;
            continue;
        }
        const std::string name = header_name(line);
        if (name.empty()) return 0;
        if (std::find(kMailHeaders.begin(), kMailHeaders.end(), name) != kMailHeaders.end()) ++known;
    }
    return known;
}

}  // namespace

bool looks_email(std::string_view head, bool named_so) { return count_headers(head) >= (named_so ? 1 : 4); }

bool looks_mailbox(std::string_view head) {
    if (!head.starts_with("From ")) return false;
    const std::string_view line = take_line(head);
    const bool dated = std::count(line.begin(), line.end(), ':') >= 1 && line.size() > 20;
    return dated && count_headers(head) >= 2;
}

}  // namespace guvoh::documents

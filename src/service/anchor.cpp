// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/anchor.h"

#include <algorithm>
#include <cstdlib>
#include <vector>

#include "language/words.h"

namespace guvoh::service {

namespace {

bool continues(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }
bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'; }

/// Text with every run of white space as one blank, and where each byte came from.
struct Collapsed {
    std::string text;
    std::vector<std::uint32_t> origin;

    explicit Collapsed(std::string_view from) {
        for (std::size_t i = 0; i < from.size(); ++i) {
            if (is_blank(from[i])) {
                if (text.empty() || text.back() == ' ') continue;
                text.push_back(' ');
            } else {
                text.push_back(from[i]);
            }
            origin.push_back(static_cast<std::uint32_t>(i));
        }
        while (!text.empty() && text.back() == ' ') {
            text.pop_back();
            origin.pop_back();
        }
    }
};

std::uint32_t distance(std::uint32_t a, std::uint32_t b) { return a > b ? a - b : b - a; }

void keep_nearest(std::optional<TextRange>& best, TextRange found, std::uint32_t near_byte) {
    if (!best || distance(found.begin, near_byte) < distance(best->begin, near_byte)) best = found;
}

std::optional<TextRange> find_as_written(std::string_view text, std::string_view quotation, std::uint32_t near_byte) {
    const Collapsed haystack(text), needle(quotation);
    if (needle.text.empty()) return std::nullopt;
    std::optional<TextRange> best;
    for (std::size_t at = haystack.text.find(needle.text); at != std::string::npos; at = haystack.text.find(needle.text, at + 1)) {
        const TextRange found{haystack.origin[at], haystack.origin[at + needle.text.size() - 1] + 1};
        keep_nearest(best, found, near_byte);
    }
    return best;
}

std::optional<TextRange> find_by_words(std::string_view text, std::string_view quotation, std::uint32_t near_byte) {
    const auto haystack = language::words_of(text);
    const auto needle = language::words_of(quotation);
    if (needle.empty() || haystack.size() < needle.size()) return std::nullopt;
    std::optional<TextRange> best;
    const auto same = [](const language::OwnedWord& a, const language::OwnedWord& b) { return a.folded == b.folded; };
    for (std::size_t i = 0; i + needle.size() <= haystack.size(); ++i) {
        const auto first = haystack.begin() + static_cast<std::ptrdiff_t>(i);
        if (!std::equal(needle.begin(), needle.end(), first, same)) continue;
        keep_nearest(best, {haystack[i].span.begin, haystack[i + needle.size() - 1].span.end}, near_byte);
    }
    return best;
}

}  // namespace

std::uint32_t character_count(std::string_view text) {
    return static_cast<std::uint32_t>(std::count_if(text.begin(), text.end(), [](char c) { return !continues(c); }));
}

base::Expected<TextRange> bytes_of_characters(std::string_view text, TextRange characters) {
    const std::uint32_t count = character_count(text);
    if (characters.begin >= characters.end || characters.end > count) {
        return base::fail(base::ErrorKind::Invalid, "the page has characters 0 to " + std::to_string(count) + "; give a range inside");
    }
    TextRange bytes{0, static_cast<std::uint32_t>(text.size())};
    std::uint32_t at = 0;
    for (std::uint32_t i = 0; i < text.size(); ++i) {
        if (continues(text[i])) continue;
        if (at == characters.begin) bytes.begin = i;
        if (at == characters.end) {
            bytes.end = i;
            break;
        }
        ++at;
    }
    return bytes;
}

TextRange characters_of_bytes(std::string_view text, TextRange bytes) {
    const std::uint32_t begin = character_count(text.substr(0, bytes.begin));
    return {begin, begin + character_count(text.substr(bytes.begin, bytes.end - bytes.begin))};
}

std::optional<TextRange> find_quotation(std::string_view text, std::string_view quotation, std::uint32_t near_byte) {
    if (auto found = find_as_written(text, quotation, near_byte)) return found;
    return find_by_words(text, quotation, near_byte);
}

std::string text_before(std::string_view text, std::uint32_t at, std::uint32_t bytes) {
    std::size_t begin = at > bytes ? at - bytes : 0;
    while (begin < at && continues(text[begin])) ++begin;
    return std::string(text.substr(begin, at - begin));
}

std::string text_after(std::string_view text, std::uint32_t at, std::uint32_t bytes) {
    std::size_t end = std::min<std::size_t>(text.size(), std::size_t{at} + bytes);
    while (end < text.size() && end > at && continues(text[end])) --end;
    return std::string(text.substr(at, end - at));
}

}  // namespace guvoh::service

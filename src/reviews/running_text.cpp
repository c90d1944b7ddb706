// SPDX-License-Identifier: AGPL-3.0-or-later
#include "reviews/running_text.h"

#include <algorithm>
#include <cctype>
#include <map>

namespace guvoh::reviews {

using documents::Box;
using documents::Page;

namespace {

constexpr std::size_t kEdgeLines = 4;          // heads and feet stand within so many lines of the page's ends
constexpr double kSmallPrint = 0.93;           // a footnote's letters are smaller than this share of the body's
constexpr std::size_t kFewestRepeats = 4;      // a head that is on fewer pages is taken for text

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' || c == '\v'; }

/// One line before furniture is taken away.
struct RawLine {
    TextLine line;
    std::uint32_t height = 0;  ///< of most words, 0 when unknown
    bool drop = false;
};

/// Length of a white-space sequence at `at`: ASCII, or the no-break and thin spaces of UTF-8; 0 when it is none.
std::size_t space_length(std::string_view text, std::size_t at) {
    if (is_space(text[at])) return 1;
    const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
    if (byte(at) == 0xC2 && byte(at + 1) == 0xA0) return 2;
    if (byte(at) == 0xE2 && byte(at + 1) == 0x80 && ((byte(at + 2) >= 0x80 && byte(at + 2) <= 0x8B) || byte(at + 2) == 0xAF)) return 3;
    return 0;
}

std::string squeeze(std::string_view text) {
    std::string out;
    char pending = '\0';
    for (std::size_t at = 0; at < text.size();) {
        if (const std::size_t length = space_length(text, at); length > 0) {
            if (text[at] == '\t') pending = '\t';
            if (pending == '\0') pending = ' ';
            at += length;
            continue;
        }
        if (pending != '\0' && !out.empty()) out += pending;
        pending = '\0';
        out += text[at++];
    }
    return out;
}

/// Puts the words of a byte range into a box; gives the height that its middle word has.
std::uint32_t measure(const Page& page, TextLine& line) {
    const auto first = std::lower_bound(page.words.begin(), page.words.end(), line.begin,
                                        [](const documents::Word& word, std::uint32_t at) { return word.end <= at; });
    std::vector<int> heights;
    bool any = false;
    for (auto word = first; word != page.words.end() && word->begin < line.end; ++word) {
        const Box& box = word->box;
        line.box = any ? Box{std::min(line.box.x0, box.x0), std::min(line.box.y0, box.y0), std::max(line.box.x1, box.x1),
                             std::max(line.box.y1, box.y1)}
                       : box;
        any = true;
        heights.push_back(std::max(0, box.y1 - box.y0));
    }
    if (heights.empty()) return 0;
    const auto middle = heights.begin() + static_cast<std::ptrdiff_t>(heights.size() / 2);
    std::nth_element(heights.begin(), middle, heights.end());
    return static_cast<std::uint32_t>(*middle);
}

std::vector<RawLine> lines_of(const Page& page, std::uint32_t index) {
    std::vector<RawLine> lines;
    bool gap = true;
    for (std::size_t begin = 0; begin < page.text.size();) {
        const std::size_t end = std::min(page.text.find('\n', begin), page.text.size());
        RawLine raw;
        raw.line.text = squeeze(std::string_view(page.text).substr(begin, end - begin));
        raw.line.page = index;
        raw.line.begin = static_cast<std::uint32_t>(begin);
        raw.line.end = static_cast<std::uint32_t>(end);
        begin = end + 1;
        if (raw.line.text.empty()) {
            gap = true;
            continue;
        }
        raw.line.after_gap = gap;
        gap = false;
        raw.height = measure(page, raw.line);
        lines.push_back(std::move(raw));
    }
    return lines;
}

/// A document symbol such as "A/HRC/15/2" or "CAT/C/TJK/CO/3/Add.1" and nothing else.
bool is_symbol(std::string_view text) {
    const std::size_t slashes = static_cast<std::size_t>(std::count(text.begin(), text.end(), '/'));
    if (slashes < 2 || text.size() > 40 || text.empty() || std::isupper(static_cast<unsigned char>(text.front())) == 0) return false;
    return std::all_of(text.begin(), text.end(), [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '/' || c == '.' || c == '-' || c == '*';
    });
}

/// "GE.12-14978" or "GE.14-11111 (E)".
bool is_job_number(std::string_view text) { return text.starts_with("GE.") && text.size() > 5 && is_digit(text[3]); }

/// Says whether a line at a page's edge is a head or foot by its words alone.
bool is_page_furniture(std::string_view text) {
    for (std::size_t begin = 0; begin <= text.size();) {  // every column of it
        const std::size_t end = std::min(text.find_first_of("\t ", begin), text.size());
        const std::string_view part = text.substr(begin, end - begin);
        const bool number = part.size() <= 4 && !part.empty() && std::all_of(part.begin(), part.end(), is_digit);
        if (!number && part != "Page" && part != "page" && !is_symbol(part) && !is_job_number(part) && part != "(E)" && part != "-") return false;
        begin = end + 1;
    }
    return true;
}

std::string without_digits(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (!is_digit(c)) out += c;
    }
    return out;
}

using Repeats = std::map<std::string, std::size_t, std::less<>>;

/// Counts, over the pages, the lines at their edges.
Repeats count_edges(const std::vector<std::vector<RawLine>>& pages) {
    Repeats repeats;
    for (const auto& lines : pages) {
        for (std::size_t at = 0; at < lines.size(); ++at) {
            if (at == 0 || at + 1 == lines.size()) ++repeats[without_digits(lines[at].line.text)];
        }
    }
    return repeats;
}

void drop_edges(std::vector<RawLine>& lines, const Repeats& repeats, std::size_t page_count) {
    const auto is_furniture = [&](const RawLine& raw) {
        if (is_page_furniture(raw.line.text)) return true;
        const auto found = repeats.find(without_digits(raw.line.text));
        return found != repeats.end() && found->second >= kFewestRepeats && found->second * 3 > page_count && raw.line.text.size() > 3;
    };
    for (std::size_t at = 0; at < std::min(lines.size(), kEdgeLines) && is_furniture(lines[at]); ++at) lines[at].drop = true;
    for (std::size_t back = 0; back < std::min(lines.size(), kEdgeLines); ++back) {
        RawLine& raw = lines[lines.size() - 1 - back];
        if (!is_furniture(raw)) break;
        raw.drop = true;
    }
}

/// "*", "**", "1 See ...", "a The ...": what a footnote begins with.
bool starts_footnote(std::string_view text) {
    if (text.starts_with("*") || text.starts_with("\xE2\x88\x97")) return true;
    std::size_t digits = 0;
    while (digits < text.size() && is_digit(text[digits])) ++digits;
    if (digits > 0 && digits <= 3) return digits < text.size() && text[digits] != '.' && text[digits] != ')';
    return text.size() > 2 && std::islower(static_cast<unsigned char>(text[0])) != 0 && (text[1] == ' ' || text[1] == '\t');
}

/// The last paragraph of a page, when a star begins it: such footnotes are not always smaller. Else the number of lines.
std::size_t starred_foot(const std::vector<RawLine>& lines) {
    std::size_t at = lines.size();
    while (at > 0 && lines[at - 1].drop) --at;
    while (at > 0 && !lines[at - 1].line.after_gap) --at;
    if (at == 0 || lines[at - 1].drop || !starts_footnote(lines[at - 1].line.text)) return lines.size();
    return lines[at - 1].line.text.starts_with("*") || lines[at - 1].line.text.starts_with("\xE2\x88\x97") ? at - 1 : lines.size();
}

/// Leaves out the small print at the foot of a page, from the first line of it that begins a footnote.
void drop_footnotes(std::vector<RawLine>& lines, double body_height) {
    std::size_t first = lines.size();
    while (first > 0) {
        const RawLine& raw = lines[first - 1];
        if (!raw.drop && (raw.height == 0 || raw.height >= body_height * kSmallPrint)) break;
        --first;
    }
    while (first < lines.size() && !(starts_footnote(lines[first].line.text) && !lines[first].drop)) ++first;
    if (first == lines.size()) first = starred_foot(lines);
    for (; first < lines.size(); ++first) lines[first].drop = true;
}

/// The height that most of the text has.
double usual_height(const std::vector<std::vector<RawLine>>& pages) {
    std::map<std::uint32_t, std::size_t> bytes;
    for (const auto& lines : pages) {
        for (const RawLine& raw : lines) bytes[raw.height] += raw.line.text.size();
    }
    std::uint32_t best = 0;
    for (const auto& [height, count] : bytes) {
        if (height > 0 && (best == 0 || count > bytes[best])) best = height;
    }
    return best;
}

}  // namespace

std::vector<TextLine> body_lines(const std::vector<Page>& pages) {
    std::vector<std::vector<RawLine>> raw;
    for (const Page& page : pages) raw.push_back(lines_of(page, static_cast<std::uint32_t>(raw.size())));
    const bool paged = std::any_of(pages.begin(), pages.end(), [](const Page& page) { return page.height_pt > 0; });
    if (paged) {
        const Repeats repeats = count_edges(raw);
        const double height = usual_height(raw);
        for (auto& lines : raw) {
            drop_edges(lines, repeats, raw.size());
            drop_footnotes(lines, height);
        }
    }
    std::vector<TextLine> body;
    for (auto& lines : raw) {
        bool gap = true;
        for (RawLine& one : lines) {
            if (one.drop) {
                gap = true;
                continue;
            }
            one.line.after_gap = one.line.after_gap || gap;
            gap = false;
            body.push_back(std::move(one.line));
        }
    }
    return body;
}

void append_line(std::string& text, std::string_view line) {
    const bool hyphen = text.size() >= 2 && text.back() == '-' && std::isalpha(static_cast<unsigned char>(text[text.size() - 2])) != 0;
    if (!text.empty() && !hyphen) text += ' ';
    text += line;
}

std::string plain_lower(std::string_view text) {
    std::string out;
    for (const char c : squeeze(text)) out += c == '\t' ? ' ' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return out;
}

}  // namespace guvoh::reviews

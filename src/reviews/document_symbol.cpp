// SPDX-License-Identifier: AGPL-3.0-or-later
#include "reviews/document_symbol.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "reviews/running_text.h"

namespace guvoh::reviews {

namespace {

constexpr std::size_t kLongestSymbol = 48;
constexpr std::size_t kMostBefore = 600;  // bytes before a symbol in running text that may still be the document's own
constexpr std::size_t kWordsBefore = 48;  // bytes in which "issued under document symbol" would stand
constexpr std::array<std::string_view, 11> kSeries = {"A/", "E/", "S/", "CAT/", "CCPR/", "CEDAW/", "CERD/", "CMW/", "CRC/", "CRPD/", "CED/"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_symbol_char(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '/' || c == '.' || c == '-'; }

/// The symbol that begins at `at`, as far as it goes; "" when none does.
std::string_view symbol_at(std::string_view text, std::size_t at) {
    const std::string_view rest = text.substr(at, kLongestSymbol);
    if (std::none_of(kSeries.begin(), kSeries.end(), [&](std::string_view series) { return rest.starts_with(series); })) return {};
    if (at > 0 && is_symbol_char(text[at - 1])) return {};
    std::size_t end = 0;
    while (end < rest.size() && is_symbol_char(rest[end])) ++end;
    while (end > 0 && std::isalnum(static_cast<unsigned char>(rest[end - 1])) == 0) --end;
    const std::string_view symbol = rest.substr(0, end);
    const bool numbered = std::any_of(symbol.begin(), symbol.end(), is_digit);
    return numbered && std::count(symbol.begin(), symbol.end(), '/') >= 2 ? symbol : std::string_view{};
}

/// Says whether the words before a symbol tell that it is another document's, or an earlier one of the same.
bool names_another(std::string_view before) {
    const std::string words = plain_lower(before.substr(before.size() - std::min(before.size(), kWordsBefore)));
    constexpr std::array<std::string_view, 6> kWords = {"document", "symbol", "issued", "see ", "contained in", "("};
    return std::any_of(kWords.begin(), kWords.end(), [&](std::string_view word) { return words.find(word) != std::string::npos; });
}

/// The first cell that is a symbol and nothing else.
std::string lone_symbol(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find_first_of("\t\n", at), text.size());
        std::string found = symbol_in(text.substr(at, end - at));
        if (!found.empty()) return found;
        at = end + 1;
    }
    return {};
}

std::string mentioned_symbol(std::string_view text) {
    for (std::size_t slash = text.find('/'); slash < kMostBefore; slash = text.find('/', slash + 1)) {
        std::size_t begin = slash;
        while (begin > 0 && slash - begin < 5 && std::isupper(static_cast<unsigned char>(text[begin - 1])) != 0) --begin;
        const std::string_view symbol = symbol_at(text, begin);
        if (!symbol.empty() && !names_another(text.substr(0, begin))) return std::string(symbol);
    }
    return {};
}

int number_of(std::string_view digits) {
    int value = 0;
    for (std::size_t at = 0; at < digits.size() && at < 4 && is_digit(digits[at]); ++at) value = value * 10 + (digits[at] - '0');
    return value;
}

/// Which session of the Working Group made the reports that a session of the Human Rights Council adopted. The Council's first,
/// the eighth, adopted those of two: up to A/HRC/8/34 of the first.
int upr_session_of_council(int council, int number) {
    struct Span {
        int first, last, less;
    };
    constexpr std::array<Span, 5> kSpans = {{{10, 19, 7}, {21, 34, 8}, {36, 44, 9}, {46, 50, 10}, {52, 61, 11}}};
    constexpr int kLastOfTheFirst = 34;
    if (council == 8) return number <= kLastOfTheFirst ? 1 : 2;
    for (const Span& span : kSpans) {
        if (council >= span.first && council <= span.last) return council - span.less;
    }
    return 0;
}

}  // namespace

std::string symbol_in(std::string_view cell) {
    const std::size_t begin = cell.find_first_not_of(" \r");
    if (begin == std::string_view::npos) return {};
    const std::string_view symbol = symbol_at(cell, begin);
    if (symbol.empty()) return {};
    const std::string_view rest = cell.substr(begin + symbol.size());
    return rest.find_first_not_of(" \r*.\xE2\x88\x97") == std::string_view::npos ? std::string(symbol) : std::string();
}

std::string own_symbol(const std::vector<std::string_view>& page_texts) {
    for (const std::string_view text : page_texts) {
        std::string found = lone_symbol(text);
        if (!found.empty()) return found;
    }
    return page_texts.empty() ? std::string() : mentioned_symbol(page_texts.front());
}

std::vector<std::string_view> symbol_parts(std::string_view symbol) {
    std::vector<std::string_view> parts;
    for (std::size_t at = 0; at <= symbol.size();) {
        const std::size_t end = std::min(symbol.find('/', at), symbol.size());
        parts.push_back(symbol.substr(at, end - at));
        at = end + 1;
    }
    return parts;
}

std::string symbol_body(std::string_view symbol) {
    if (symbol.starts_with("A/HRC/WG.6/")) return "UPR";
    if (symbol.starts_with("E/C.12/")) return "CESCR";
    if (symbol.starts_with("CAT/OP/")) return "SPT";
    for (const std::string_view body : {"CAT", "CCPR", "CEDAW", "CERD", "CMW", "CRC", "CRPD", "CED"}) {
        if (symbol.starts_with(body) && symbol.substr(body.size()).starts_with("/")) return std::string(body);
    }
    return {};
}

const State* symbol_state(std::string_view symbol) {
    const std::vector<std::string_view> parts = symbol_parts(symbol);
    for (std::size_t at = 1; at < parts.size(); ++at) {
        if (parts[at] == "ROM") return find_state_by_code("ROU");  // Romania's code until 2002, and in symbols longer
        if (const State* state = find_state_by_code(parts[at])) return state;
    }
    return nullptr;
}

int symbol_upr_session(std::string_view symbol) {
    const std::vector<std::string_view> parts = symbol_parts(symbol);
    if (parts.size() < 4 || parts[0] != "A" || parts[1] != "HRC") return 0;
    if (parts[2] == "WG.6") return number_of(parts[3]);
    return upr_session_of_council(number_of(parts[2]), number_of(parts[3]));
}

int symbol_round(std::string_view symbol) {
    const std::vector<std::string_view> parts = symbol_parts(symbol);
    for (std::size_t at = 2; at < parts.size(); ++at) {
        const bool after_state = parts[at - 1] == "CO" || find_state_by_code(parts[at - 1]) != nullptr;
        if (!after_state || parts[at].empty() || !is_digit(parts[at][0])) continue;
        const std::size_t dash = parts[at].rfind('-');
        return number_of(dash == std::string_view::npos ? parts[at] : parts[at].substr(dash + 1));
    }
    return 0;
}

}  // namespace guvoh::reviews

// SPDX-License-Identifier: AGPL-3.0-or-later
#include "reviews/printed_date.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdio>
#include <string>
#include <vector>

#include "reviews/observations.h"

namespace guvoh::reviews {

namespace {

constexpr std::array<std::string_view, 12> kEnglish = {"january", "february", "march",     "april",   "may",      "june",
                                                       "july",    "august",   "september", "october", "november", "december"};
// The genitive in which dates stand, without its last letter; a prefix is enough.
constexpr std::array<std::string_view, 12> kRussian = {"январ", "феврал", "март", "апрел", "ма", "июн", "июл", "август", "сентябр", "октябр", "ноябр", "декабр"};
constexpr int kFirstYear = 1945;
constexpr int kLastYear = 2100;
constexpr std::size_t kMostWords = 2000;

/// 1 to 12, or 0 when the word is no month.
int month_of(std::string_view word) {
    for (std::size_t at = 0; at < kEnglish.size(); ++at) {
        if (word == kEnglish[at]) return static_cast<int>(at) + 1;
        const std::size_t letters = kRussian[at].size();
        if (word.starts_with(kRussian[at]) && word.size() <= letters + 2 && (at != 4 || word == "мая" || word == "май")) return static_cast<int>(at) + 1;
    }
    return 0;
}

/// Bytes of a dash or a no-break space at the front of a text, which part words; 0 when there is none.
std::size_t gap_length(std::string_view text) {
    if (text.starts_with("\xC2\xA0")) return 2;
    return text.starts_with("\xE2\x80\x91") || text.starts_with("\xE2\x80\x93") || text.starts_with("\xE2\x80\x94") ? 3 : 0;
}

/// Words in lower case; a digit behind a letter begins a word too ("5 July2013").
std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words(1);
    for (std::size_t at = 0; at < text.size(); ++at) {
        const std::size_t gap = gap_length(text.substr(at, 3));
        const char c = gap > 0 ? ' ' : text[at];
        if (gap > 0) at += gap - 1;
        if (c >= '0' && c <= '9' && !words.back().empty() && std::isdigit(static_cast<unsigned char>(words.back().back())) == 0) words.emplace_back();
        const auto byte = static_cast<unsigned char>(c);
        const bool inside = std::isalnum(byte) != 0 || byte >= 0x80;
        if (!inside && !words.back().empty()) {
            words.emplace_back();
            if (words.size() > kMostWords) break;
        }
        if (inside) words.back() += static_cast<char>(byte < 0x80 ? std::tolower(byte) : byte);
    }
    return words;
}

int number_of(const std::string& word) {
    if (word.empty() || word.size() > 4) return 0;
    int value = 0;
    for (const char c : word) {
        if (c < '0' || c > '9') return 0;
        value = value * 10 + (c - '0');
    }
    return value;
}

bool is_day(int number) { return number >= 1 && number <= 31; }
bool is_year(int number) { return number >= kFirstYear && number <= kLastYear; }

/// ISO 8601 of what is known: a year, with a month, with a day.
std::string iso(int year, int month, int day) {
    std::array<char, 16> printed{};
    if (month == 0) {
        std::snprintf(printed.data(), printed.size(), "%04d", year);
    } else if (day == 0) {
        std::snprintf(printed.data(), printed.size(), "%04d-%02d", year, month);
    } else {
        std::snprintf(printed.data(), printed.size(), "%04d-%02d-%02d", year, month, day);
    }
    return printed.data();
}

/// Words that may stand within a span of days.
bool joins_days(std::string_view word) {
    constexpr std::array<std::string_view, 7> kWords = {"from", "to", "and", "on", "held", "the", "of"};
    return std::find(kWords.begin(), kWords.end(), word) != kWords.end();
}

/// A month's number by its first three letters or more: "feb", "sept", "february".
int short_month_of(std::string_view word) {
    for (std::size_t at = 0; at < kEnglish.size(); ++at) {
        if (word.size() >= 3 && (kEnglish[at].starts_with(word) || (word == "sept" && at == 8))) return static_cast<int>(at) + 1;
    }
    return month_of(word);
}

/// ISO 8601 of three numbers in either order of year and day; "" when they are no date.
std::string date_of_numbers(const std::vector<std::string>& words) {
    const int first = number_of(words[0]), month = number_of(words[1]), last = number_of(words[2]);
    if (month < 1 || month > 12) return {};
    if (is_year(first) && is_day(last)) return iso(first, month, last);
    return is_year(last) && is_day(first) ? iso(last, month, first) : std::string();
}

}  // namespace

std::string first_day(std::string_view text) {
    int day = 0, month = 0;
    for (const std::string& word : words_of(text)) {
        const int number = number_of(word);
        if (const int named = month_of(word); named != 0) {
            if (month == 0) month = named;
        } else if (is_year(number) && month != 0) {
            return iso(number, month, day);
        } else if (is_day(number)) {
            if (day == 0 && month == 0) day = number;
        } else if (!joins_days(word)) {
            day = month = 0;
        }
    }
    return {};
}

std::string cell_date(std::string_view text) {
    std::vector<std::string> words = words_of(text);
    while (!words.empty() && words.back().empty()) words.pop_back();
    if (words.size() == 1 && is_year(number_of(words[0]))) return iso(number_of(words[0]), 0, 0);
    if (words.size() == 2 && short_month_of(words[0]) != 0 && is_year(number_of(words[1]))) return iso(number_of(words[1]), short_month_of(words[0]), 0);
    if (words.size() != 3) return {};
    const int named = short_month_of(words[1]);
    const bool day_first = named != 0 && is_day(number_of(words[0])) && is_year(number_of(words[2]));
    return day_first ? iso(number_of(words[2]), named, number_of(words[0])) : date_of_numbers(words);
}

std::string first_date(std::string_view text) {
    const std::vector<std::string> words = words_of(text);
    for (std::size_t at = 0; at + 1 < words.size(); ++at) {
        const int month = month_of(words[at]);
        const int year = number_of(words[at + 1]);
        if (month == 0 || !is_year(year)) continue;
        const int day = at > 0 ? number_of(words[at - 1]) : 0;
        return iso(year, month, is_day(day) ? day : 0);
    }
    return {};
}

}  // namespace guvoh::reviews

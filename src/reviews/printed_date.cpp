// SPDX-License-Identifier: AGPL-3.0-or-later
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

std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words(1);
    for (const char c : text) {
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

}  // namespace

std::string first_date(std::string_view text) {
    const std::vector<std::string> words = words_of(text);
    for (std::size_t at = 0; at + 1 < words.size(); ++at) {
        const int month = month_of(words[at]);
        const int year = number_of(words[at + 1]);
        if (month == 0 || year < kFirstYear || year > kLastYear) continue;
        const int day = at > 0 ? number_of(words[at - 1]) : 0;
        std::array<char, 16> printed{};
        if (day >= 1 && day <= 31) {
            std::snprintf(printed.data(), printed.size(), "%04d-%02d-%02d", year, month, day);
        } else {
            std::snprintf(printed.data(), printed.size(), "%04d-%02d", year, month);
        }
        return printed.data();
    }
    return {};
}

}  // namespace guvoh::reviews

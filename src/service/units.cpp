// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/units.h"

#include <algorithm>
#include <array>
#include <map>

#include "language/identify.h"

namespace guvoh::service {

namespace {

// Frozen: the position in this list is written in search indexes (v1). Only ever appended to.
constexpr std::array<std::string_view, 17> kLanguages = {"",   "en", "ru", "kk", "ky", "tg",  "uz", "tk", "tr",
                                                          "ar", "fa", "tt", "ug", "kaa", "az", "uk", "und"};

constexpr std::size_t kTooShortToTell = 24;   ///< bytes; about three words
constexpr std::size_t kUnitBytes = 2000;      ///< about 300 words
constexpr std::size_t kLongestUnitBytes = 4000;
constexpr double kWeakConfidence = 0.5;

/// Where to cut a text that has no paragraph breaks: after the last line or word that ends before `most` bytes.
std::size_t cut_before(std::string_view text, std::size_t most) {
    if (text.size() <= most) return text.size();
    for (const char* breaks : {"\n", " \t"}) {
        const std::size_t at = text.find_last_of(breaks, most - 1);
        if (at != std::string_view::npos && at > most / 2) return at + 1;
    }
    std::size_t at = most;
    while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) --at;
    return at == 0 ? most : at;
}

/// Adds up bytes of text by language within a unit and names the most frequent.
class LanguageTally {
public:
    void add(std::string_view language, std::size_t bytes) { bytes_[search_code(language)] += bytes; }
    search::LanguageCode most() const {
        const auto best = std::max_element(bytes_.begin(), bytes_.end());
        return *best == 0 ? search::LanguageCode{0} : static_cast<search::LanguageCode>(best - bytes_.begin());
    }

private:
    std::array<std::size_t, kLanguages.size()> bytes_{};
};

void push_unit(std::vector<search::UnitText>& units, std::string_view text, std::uint32_t page, std::size_t begin, std::size_t end,
               search::LanguageCode language) {
    if (begin >= end) return;
    units.push_back({page, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end), language,
                     text.substr(begin, end - begin)});
}

void cut_long(std::vector<search::UnitText>& units, std::string_view text, std::uint32_t page, std::size_t begin, std::size_t end,
              search::LanguageCode language) {
    while (end - begin > kLongestUnitBytes) {
        const std::size_t length = cut_before(text.substr(begin, end - begin), kUnitBytes);
        push_unit(units, text, page, begin, begin + length, language);
        begin += length;
    }
    push_unit(units, text, page, begin, end, language);
}

}  // namespace

search::LanguageCode search_code(std::string_view language) {
    const auto at = std::find(kLanguages.begin(), kLanguages.end(), language);
    return at == kLanguages.end() ? search::LanguageCode{0} : static_cast<search::LanguageCode>(at - kLanguages.begin());
}

std::string_view language_of(search::LanguageCode code) { return code < kLanguages.size() ? kLanguages[code] : ""; }

std::vector<documents::Paragraph> identify_paragraphs(std::span<const documents::Page> pages) {
    std::vector<documents::Paragraph> all;
    std::map<std::string, std::string, std::less<>> last_of_script;
    for (std::uint32_t i = 0; i < pages.size(); ++i) {
        auto paragraphs = documents::split_paragraphs(pages[i], i);
        for (auto& paragraph : paragraphs) {
            const std::string_view text = std::string_view(pages[i].text).substr(paragraph.begin, paragraph.end - paragraph.begin);
            if (text.size() < kTooShortToTell) {
                paragraph.script = language::script_code(language::script_of(text));
                const auto before = last_of_script.find(paragraph.script);
                paragraph.language = before == last_of_script.end() ? "und" : before->second;
                continue;
            }
            const auto found = language::identify(text);
            paragraph.script = language::script_code(found.script);
            paragraph.language = found.code();
            auto& last = last_of_script[paragraph.script];
            if (found.confidence >= kWeakConfidence && paragraph.language != "und") {
                last = paragraph.language;
            } else if (!last.empty()) {
                paragraph.language = last;
            }
        }
        all.insert(all.end(), std::make_move_iterator(paragraphs.begin()), std::make_move_iterator(paragraphs.end()));
    }
    return all;
}

std::vector<std::string> document_languages(std::span<const documents::Paragraph> paragraphs) {
    std::map<std::string_view, std::size_t> bytes;
    std::size_t total = 0;
    for (const auto& paragraph : paragraphs) {
        if (paragraph.language == "und" || paragraph.language.empty()) continue;
        bytes[paragraph.language] += paragraph.end - paragraph.begin;
        total += paragraph.end - paragraph.begin;
    }
    std::vector<std::pair<std::size_t, std::string_view>> order;
    for (const auto& [language, count] : bytes) {
        if (count * 20 >= total) order.emplace_back(count, language);
    }
    std::sort(order.rbegin(), order.rend());
    std::vector<std::string> languages;
    for (const auto& item : order) languages.emplace_back(item.second);
    return languages;
}

std::vector<search::UnitText> make_units(std::span<const UnitPage> pages, std::span<const documents::Paragraph> paragraphs) {
    std::vector<search::UnitText> units;
    std::size_t next = 0;
    for (std::uint32_t i = 0; i < pages.size(); ++i) {
        const std::string_view text = pages[i].text;
        LanguageTally tally;
        std::size_t begin = 0, end = 0;
        for (; next < paragraphs.size() && paragraphs[next].page == i; ++next) {
            const auto& paragraph = paragraphs[next];
            const std::size_t stop = std::min<std::size_t>(paragraph.end, text.size());
            if (!pages[i].has_layout && end > begin && stop - begin > kUnitBytes) {
                cut_long(units, text, i, begin, end, tally.most());
                begin = paragraph.begin;
                tally = LanguageTally{};
            }
            if (end <= begin) begin = std::min<std::size_t>(paragraph.begin, text.size());
            end = stop;
            tally.add(paragraph.language, paragraph.end - paragraph.begin);
        }
        if (pages[i].has_layout) {
            push_unit(units, text, i, begin, end, tally.most());
        } else {
            cut_long(units, text, i, begin, end, tally.most());
        }
    }
    return units;
}

}  // namespace guvoh::service

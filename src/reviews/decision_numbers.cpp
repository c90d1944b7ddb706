// SPDX-License-Identifier: AGPL-3.0-or-later
#include <cctype>
#include <optional>

#include "reviews/decision.h"
#include "reviews/running_text.h"

namespace guvoh::reviews {

namespace {

constexpr unsigned kLongestRange = 300;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// "8" or "84.5".
struct Number {
    unsigned chapter = 0, item = 0;
    bool dotted = false;
    std::string text() const { return dotted ? std::to_string(chapter) + "." + std::to_string(item) : std::to_string(item); }
};

/// Reads a list of numbers and ranges.
class NumberList {
public:
    NumberList(std::string_view text, std::size_t at) : text_(text), at_(at) {}

    std::vector<std::string> read() {
        std::vector<std::string> numbers;
        for (std::optional<Number> last; ;) {
            skip_words({",", ";", " ", ":", "and", "&", "(", ")", "nos.", "no.", "numbers", "number", "paragraphs", "paragraph", "recommendations", "recommendation"});
            const bool range = last && (skip_words({"-", "\xE2\x80\x93", "to ", "through ", " "}));
            std::optional<Number> next = number();
            if (!next) return numbers;
            if (range && last->dotted && !next->dotted) next = Number{last->chapter, next->item, true};  // "122.17-18"
            if (range && next->item > last->item && next->item - last->item < kLongestRange && next->dotted == last->dotted) {
                for (Number between = *last; between.item + 1 < next->item;) {
                    ++between.item;
                    numbers.push_back(between.text());
                }
            }
            numbers.push_back(next->text());
            last = next;
            while (at_ < text_.size() && text_[at_] == ' ') ++at_;
        }
    }

private:
    /// Skips any of the words, in any order; says whether it skipped one.
    bool skip_words(std::initializer_list<std::string_view> words) {
        bool any = false;
        for (bool again = true; again;) {
            again = false;
            for (const std::string_view word : words) {
                if (!text_.substr(at_).starts_with(word)) continue;
                at_ += word.size();
                any = again = true;
            }
        }
        return any;
    }

    std::optional<unsigned> digits() {
        unsigned value = 0;
        std::size_t count = 0;
        while (at_ + count < text_.size() && is_digit(text_[at_ + count]) && count < 4) value = value * 10 + static_cast<unsigned>(text_[at_ + count++] - '0');
        if (count == 0 || count > 3) return std::nullopt;
        at_ += count;
        return value;
    }

    std::optional<Number> number() {
        const auto first = digits();
        if (!first) return std::nullopt;
        Number found{0, *first, false};
        if (at_ + 1 < text_.size() && text_[at_] == '.' && is_digit(text_[at_ + 1])) {
            ++at_;
            const auto second = digits();
            if (!second) return std::nullopt;
            found = {*first, *second, true};
        }
        return found;
    }

    std::string_view text_;
    std::size_t at_;
};

}  // namespace

std::vector<std::string> named_numbers(std::string_view paragraph) {
    const std::string text = plain_lower(paragraph);
    for (const std::string_view lead : {"nos. ", "no. ", "nos ", "numbers ", "number ", "recommendations "}) {
        for (std::size_t at = text.find(lead); at != std::string::npos; at = text.find(lead, at + 1)) {
            auto numbers = NumberList(text, at + lead.size()).read();
            if (!numbers.empty()) return numbers;
        }
    }
    return {};
}

}  // namespace guvoh::reviews

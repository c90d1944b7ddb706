// SPDX-License-Identifier: AGPL-3.0-or-later
#include "language/words.h"

#include <algorithm>
#include <array>

#include "language/fold_table.h"
#include "language/utf8.h"

namespace guvoh::language {
namespace {

/// For each byte under 0x80: the folded letter or digit, or 0; bytes above give 0 too.
constexpr std::array<char, 256> make_ascii_fold() {
    std::array<char, 256> fold{};
    for (std::size_t c = 'a'; c <= 'z'; ++c) {
        fold[c] = static_cast<char>(c);
    }
    for (std::size_t c = 'A'; c <= 'Z'; ++c) {
        fold[c] = static_cast<char>(c - 'A' + 'a');
    }
    for (std::size_t c = '0'; c <= '9'; ++c) {
        fold[c] = static_cast<char>(c);
    }
    return fold;
}
constexpr std::array<char, 256> kAsciiFold = make_ascii_fold();

bool is_ascii_digit(std::string_view text, std::size_t at) { return at < text.size() && text[at] >= '0' && text[at] <= '9'; }

/// True when exactly three digits stand at `at`.
bool is_digit_group(std::string_view text, std::size_t at) {
    return is_ascii_digit(text, at) && is_ascii_digit(text, at + 1) && is_ascii_digit(text, at + 2) &&
           !is_ascii_digit(text, at + 3);
}

/// Reads one word; lives for one call of WordBreaker::next.
class WordReader {
public:
    WordReader(std::string_view text, std::size_t begin, char* buffer)
        : text_(text),
          start_(begin),
          at_(begin),
          end_(begin),
          begin_(buffer),
          out_(buffer),
          limit_(buffer + kMaxFoldedBytes) {}

    /// Reads from a letter or digit to the end of its word; false when nothing remains of it after folding.
    bool read() {
        while (at_ < text_.size()) {
            const char folded = kAsciiFold[byte_at(text_, at_)];
            if (folded != 0) {
                put_ascii(folded);
            } else if (byte_at(text_, at_) < 0x80 ? !read_joiner() : !read_wide()) {
                break;
            }
        }
        return out_ != begin_;
    }

    std::size_t end() const { return end_; }
    std::string_view folded() const {
        const std::string_view all{begin_, static_cast<std::size_t>(out_ - begin_)};
        return all.ends_with('\'') ? all.substr(0, all.size() - 1) : all;
    }

private:
    void put_ascii(char folded) {
        flush_apostrophe();
        if (out_ < limit_) {
            *out_++ = folded;
        }
        only_digits_ = only_digits_ && folded <= '9';
        last_letter_ = out_ < limit_ ? static_cast<char32_t>(static_cast<unsigned char>(folded)) : 0;
        end_ = ++at_;
    }

    void put(char32_t letter) {
        flush_apostrophe();
        only_digits_ = false;
        last_letter_ = letter;
        if (out_ + 4 <= limit_) {
            last_start_ = out_;
            out_ = encode_utf8(letter, out_);
        } else {
            limit_ = out_;  // the word is full: nothing shorter may slip in after what was left out
            last_letter_ = 0;
        }
    }

    void put_text(std::string_view bytes) {
        flush_apostrophe();
        if (bytes.size() <= static_cast<std::size_t>(limit_ - out_)) {
            out_ = std::copy(bytes.begin(), bytes.end(), out_);
        } else {
            limit_ = out_;
        }
        only_digits_ = false;
        last_letter_ = 0;
    }

    void flush_apostrophe() {
        if (!apostrophe_) {
            return;
        }
        apostrophe_ = false;
        if (out_ + 8 <= limit_ && out_ != begin_) {
            *out_++ = '\'';
        } else {
            limit_ = out_;
        }
    }

    /// Handles ASCII that is no letter: an apostrophe, or a point or comma inside a number; false ends the word.
    bool read_joiner() {
        const char c = text_[at_];
        if (c == '\'' || c == '`') {
            return take_apostrophe(1);
        }
        if (!only_digits_ || at_ != end_ || !is_ascii_digit(text_, at_ + 1)) {
            return false;
        }
        if (c == ',' && digit_count() <= 3 + group_digits_ && is_digit_group(text_, at_ + 1) && !decimal_) {
            group_digits_ = digit_count() + 3;
            ++at_;
            return true;
        }
        if (c == '.' && !decimal_ && is_single_fraction()) {
            decimal_ = true;
            if (out_ < limit_) {
                *out_++ = '.';
            }
            ++at_;
            return true;
        }
        return false;
    }

    std::size_t digit_count() const { return static_cast<std::size_t>(out_ - begin_); }

    /// False for dates and section numbers ("12.03.2010"): those are several words.
    bool is_single_fraction() const {
        if (start_ >= 2 && text_[start_ - 1] == '.' && is_ascii_digit(text_, start_ - 2)) {
            return false;
        }
        std::size_t after = at_ + 1;
        while (is_ascii_digit(text_, after)) {
            ++after;
        }
        return after >= text_.size() || text_[after] != '.' || !is_ascii_digit(text_, after + 1);
    }

    /// Keeps an apostrophe when a letter stands before it; it is written once a letter follows.
    bool take_apostrophe(std::uint32_t length) {
        if (apostrophe_ || only_digits_ || out_ == begin_) {
            return false;
        }
        apostrophe_ = true;
        at_ += length;
        return true;
    }

    /// Handles everything beyond ASCII; false ends the word.
    bool read_wide() {
        const Decoded step = decode_utf8(text_, at_);
        if (step.code_point == kNotUtf8) {
            return false;
        }
        if (step.code_point >= 0x10000) {
            return read_supplementary(step);
        }
        const FoldTable& table = fold_table_;
        const char32_t folded = table.fold[step.code_point];
        switch (table.kind[step.code_point]) {
            case CharKind::Letter: put(folded); break;
            case CharKind::Digit: put_digit(folded); break;
            case CharKind::Mark: add_mark(step.code_point); break;
            case CharKind::Ignorable: at_ += step.length; return true;
            case CharKind::Apostrophe: return take_apostrophe(step.length);
            case CharKind::Expand: put_text(table.expansions[folded]); break;
            case CharKind::Single:
            case CharKind::Break: return false;
        }
        at_ += step.length;
        end_ = at_;
        return true;
    }

    void put_digit(char32_t digit) {
        flush_apostrophe();
        if (out_ < limit_) {
            *out_++ = static_cast<char>(digit);
        }
        last_letter_ = digit;
    }

    void add_mark(char32_t mark) {
        const char32_t composed = apostrophe_ ? 0 : compose_mark(last_letter_, mark);
        if (composed == 0) {
            return;
        }
        if (last_letter_ < 0x80) {  // put_ascii does not note where it wrote
            if (out_ == begin_ || out_ + 1 > limit_) {
                return;
            }
            last_start_ = out_ - 1;
        }
        if (last_start_ == nullptr || last_start_ + 4 > limit_) {
            return;
        }
        out_ = encode_utf8(composed, last_start_);
        last_letter_ = composed;
        only_digits_ = false;
    }

    bool read_supplementary(const Decoded& step) {
        std::string folded;
        const CharKind kind = fold_supplementary(step.code_point, folded);
        if (kind == CharKind::Break || kind == CharKind::Single) {
            return false;
        }
        put_text(folded);
        at_ += step.length;
        end_ = at_;
        return true;
    }

    const FoldTable& fold_table_ = fold_table();
    std::string_view text_;
    std::size_t start_;
    std::size_t at_;
    std::size_t end_;
    char* begin_;
    char* out_;
    char* limit_;
    char* last_start_ = nullptr;
    char32_t last_letter_ = 0;
    std::size_t group_digits_ = 0;
    bool only_digits_ = true;
    bool apostrophe_ = false;
    bool decimal_ = false;
};

/// What may begin a word at `at`; Single and Break are told apart for the caller.
CharKind start_kind(const FoldTable& table, const Decoded& step) {
    if (step.code_point == kNotUtf8) {
        return CharKind::Break;
    }
    if (step.code_point < 0x10000) {
        return table.kind[step.code_point];
    }
    std::string folded;
    return fold_supplementary(step.code_point, folded);
}

bool starts_word(CharKind kind) { return kind == CharKind::Letter || kind == CharKind::Digit || kind == CharKind::Expand; }

}  // namespace

WordBreaker::WordBreaker(std::string_view text) : text_(text) {}

void WordBreaker::reset(std::string_view text) {
    text_ = text;
    at_ = 0;
    position_ = 0;
}

bool WordBreaker::next(Word& word) {
    const FoldTable& table = fold_table();
    while (at_ < text_.size()) {
        const std::size_t begin = at_;
        const std::uint8_t byte = byte_at(text_, begin);
        word.capitalised = byte >= 'A' && byte <= 'Z';
        if (byte >= 0x80) {
            const Decoded step = decode_utf8(text_, begin);
            const CharKind kind = start_kind(table, step);
            if (kind == CharKind::Single) {
                at_ += step.length;
                word.folded = {
                    buffer_,
                    static_cast<std::size_t>(
                        encode_utf8(step.code_point < 0x10000 ? table.fold[step.code_point] : step.code_point, buffer_) -
                        buffer_)};
                word.span = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at_)};
                word.position = position_++;
                return true;
            }
            if (!starts_word(kind)) {
                at_ += step.length;
                continue;
            }
            word.capitalised = table.is_upper(step.code_point);
        } else if (kAsciiFold[byte] == 0) {
            ++at_;
            continue;
        }
        WordReader reader(text_, begin, buffer_);
        const bool kept = reader.read();
        at_ = reader.end() > begin ? reader.end() : begin + 1;
        if (!kept) {
            continue;
        }
        word.span = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at_)};
        word.folded = reader.folded();
        word.position = position_++;
        return true;
    }
    return false;
}

std::vector<OwnedWord> words_of(std::string_view text) {
    std::vector<OwnedWord> out;
    WordBreaker breaker(text);
    Word word;
    while (breaker.next(word)) {
        out.push_back({word.span, std::string(word.folded), word.capitalised});
    }
    return out;
}

std::string fold(std::string_view text) {
    std::string out;
    WordBreaker breaker(text);
    Word word;
    while (breaker.next(word)) {
        if (!out.empty()) {
            out += ' ';
        }
        out += word.folded;
    }
    return out;
}

}  // namespace guvoh::language

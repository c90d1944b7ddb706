// SPDX-License-Identifier: AGPL-3.0-or-later
#include "reviews/labels.h"

#include <optional>

namespace guvoh::reviews {

namespace {

constexpr std::size_t kMostDigits = 3;

/// Walks over a line, taking what fits.
class Reader {
public:
    explicit Reader(std::string_view text) : text_(text) {}

    char front() const { return at_ < text_.size() ? text_[at_] : '\0'; }
    std::size_t at() const { return at_; }
    void back_to(std::size_t at) { at_ = at; }
    bool take(char wanted) {
        if (front() != wanted || wanted == '\0') return false;
        ++at_;
        return true;
    }
    std::optional<unsigned> number() {
        const std::size_t begin = at_;
        unsigned value = 0;
        while (front() >= '0' && front() <= '9') {
            value = value * 10 + static_cast<unsigned>(front() - '0');
            if (++at_ - begin > kMostDigits) break;
        }
        if (at_ == begin || at_ - begin > kMostDigits) {
            at_ = begin;
            return std::nullopt;
        }
        return value;
    }
    bool spaces() {
        const std::size_t begin = at_;
        while (front() == ' ' || front() == '\t') ++at_;
        return at_ > begin;
    }

private:
    std::string_view text_;
    std::size_t at_ = 0;
};

/// Ends a label: white space or the line's end must follow.
Label finish(Label label, Reader& reader) {
    label.before_tab = reader.front() == '\t';
    if (!reader.spaces() && reader.front() != '\0') return {};
    label.length = reader.at();
    return label;
}

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }

/// "76.12", "76.12.", "76. 12", "76.12.1", "76.12Text".
Label read_numbers(Reader reader) {
    Label label;
    label.chapter = *reader.number();
    label.kind = LabelKind::Plain;
    if (reader.front() == ')') {
        reader.take(')');
        label.kind = LabelKind::Bracketed;
        label.item = label.chapter;
        return finish(label, reader);
    }
    if (!reader.take('.')) {
        label.item = label.chapter;
        const Label done = finish(label, reader);
        return done.before_tab ? done : Label{};
    }
    const std::size_t behind_dot = reader.at();
    reader.take(' ');
    const std::optional<unsigned> second = reader.number();
    if (!second) {
        reader.back_to(behind_dot);
        label.item = label.chapter;
        if (is_upper(reader.front())) {  // "12.Text"
            label.length = reader.at();
            return label;
        }
        return finish(label, reader);
    }
    label.kind = LabelKind::Dotted;
    label.item = *second;
    if (reader.take('.')) {
        const std::size_t before = reader.at();
        if (const std::optional<unsigned> third = reader.number(); third && (reader.front() == ' ' || reader.front() == '\t' || reader.front() == '.')) {
            label.sub = *third;
            reader.take('.');
        } else {
            reader.back_to(before);
        }
    }
    if (is_upper(reader.front())) {
        label.length = reader.at();
        return label;
    }
    return finish(label, reader);
}

Label read_bracketed(Reader reader) {
    const char close = reader.front() == '(' ? ')' : ']';
    reader.take(reader.front());
    Label label;
    if (const auto number = reader.number()) {
        label.kind = LabelKind::Bracketed;
        label.chapter = label.item = *number;
    } else if (reader.front() >= 'a' && reader.front() <= 'z') {
        label.kind = LabelKind::Letter;
        label.item = static_cast<unsigned>(reader.front() - 'a') + 1;
        reader.take(reader.front());
    }
    if (label.kind == LabelKind::None || !reader.take(close)) return {};
    return finish(label, reader);
}

}  // namespace

Label read_label(std::string_view line) {
    Reader reader(line);
    const char first = reader.front();
    if (first >= '0' && first <= '9') {
        Reader probe = reader;
        return probe.number() ? read_numbers(reader) : Label{};
    }
    if (first == '(' || first == '[') return read_bracketed(reader);
    if (first >= 'a' && first <= 'z' && line.size() > 1 && line[1] == ')') {
        reader.back_to(2);
        Label label;
        label.kind = LabelKind::Letter;
        label.item = static_cast<unsigned>(first - 'a') + 1;
        return finish(label, reader);
    }
    return {};
}

std::string letter_label(unsigned letter) { return std::string("(") + static_cast<char>('a' + (letter - 1) % 26) + ")"; }

}  // namespace guvoh::reviews

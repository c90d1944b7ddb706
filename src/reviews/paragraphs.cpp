// SPDX-License-Identifier: AGPL-3.0-or-later
#include "reviews/paragraphs.h"

#include <algorithm>
#include <cctype>
#include <optional>

#include "reviews/decision.h"

namespace guvoh::reviews {

namespace {

constexpr std::size_t kPreviewLines = 5;     // enough of a paragraph to know a heading
constexpr std::size_t kLongestTitle = 90;    // of a section
constexpr unsigned kChapterSlack = 3;        // misprinted numbers are near the right one
constexpr unsigned kItemSlack = 6;           // items left out or numbered wrongly

bool is_roman(std::string_view text) {
    return !text.empty() && text.size() <= 4 && text.find_first_not_of("IVX") == std::string_view::npos;
}

/// The title behind a section's roman number, in lower case; nothing when the line is no such title.
std::optional<std::string> section_title(std::string_view line) {
    if (line.size() > kLongestTitle) return std::nullopt;
    const std::size_t end = line.find_first_of(". \t");
    if (end == std::string_view::npos || !is_roman(line.substr(0, end))) return std::nullopt;
    const std::size_t title = line.find_first_not_of(". \t", end);
    if (title == std::string_view::npos) return std::nullopt;
    return plain_lower(line.substr(title));
}

bool is_conclusions_title(std::string_view title) {
    if (title.find("...") != std::string_view::npos) return false;  // the table of contents
    if (title.starts_with("Выводы и") || title.starts_with("ВЫВОДЫ И")) return title.size() < 120 && (title.find("рекомендаци") != std::string_view::npos || title.find("РЕКОМЕНДАЦИ") != std::string_view::npos);
    const bool conclusions = title.starts_with("conclusion") || title.starts_with("recommendations and conclusion");
    return conclusions && title.find("recommendation") != std::string_view::npos && title.size() < 60 && (title.back() < '0' || title.back() > '9');
}

/// Says whether the section of conclusions ends before this line.
bool ends_section(const TextLine& line) {
    const std::string text = plain_lower(line.text);
    if (text.find("all conclusions and") != std::string::npos || text.starts_with("Все выводы и") || text.find(" Все выводы и") != std::string::npos) return true;
    if (!line.after_gap) return false;
    if (text.starts_with("Приложение")) return text.size() < 80;
    if (text == "annex" || text.starts_with("annex ") || text.starts_with("annexes")) return text.size() < 40;
    const auto title = section_title(line.text);
    return title && title->size() > 8 && !is_conclusions_title(*title);
}

/// The lines of the section.
struct Section {
    std::size_t begin = 0, end = 0;
};

Section find_section(const std::vector<TextLine>& lines) {
    Section section{lines.size(), lines.size()};
    for (std::size_t at = lines.size(); at-- > 0;) {
        auto title = section_title(lines[at].text);
        if (!title && lines[at].text.size() < kLongestTitle && lines[at].after_gap) title = plain_lower(lines[at].text);
        if (!title || !is_conclusions_title(*title)) continue;
        section.begin = at + 1;
        break;
    }
    for (std::size_t at = section.begin; at < lines.size(); ++at) {
        if (!ends_section(lines[at])) continue;
        section.end = at;
        break;
    }
    return section;
}

/// Decides, line by line, where paragraphs begin.
class Builder {
public:
    Builder(const std::vector<TextLine>& lines, Section section) : lines_(lines), section_(section) {}

    std::vector<Paragraph> build() {
        for (std::size_t at = section_.begin; at < section_.end; ++at) take(at);
        return std::move(paragraphs_);
    }

private:
    void take(std::size_t at) {
        const Label label = read_label(lines_[at].text);
        switch (label.kind) {
            case LabelKind::Dotted:
                if (begins_dotted(label, at)) return begin(Role::Item, label, at);
                break;
            case LabelKind::Plain:
                if (begins_heading(label, at)) return begin(Role::Heading, label, at);
                if (begins_plain(label, at)) return begin(Role::Item, label, at);
                break;
            case LabelKind::Bracketed:
                if (begins_plain(label, at)) return begin(Role::Item, label, at);
                break;
            case LabelKind::Letter:
                if (begins_letter(label)) return begin(Role::Item, label, at);
                break;
            case LabelKind::None:
                if (begins_unnumbered_heading(at)) return begin(Role::Heading, label, at);
                break;
        }
        append(at, 0);
    }

    void begin(Role role, const Label& label, std::size_t at) {
        Paragraph paragraph;
        paragraph.role = role;
        paragraph.label = label;
        if (role == Role::Heading) {
            if (label.kind != LabelKind::None) {  // else the items go on counting
                chapter_ = label.chapter;
                style_ = LabelKind::None;
                item_ = 0;
            }
        } else {
            // A first item may stand for a heading that was missed; any other strange number is a misprint.
            if (label.kind == LabelKind::Dotted && label.item == 1 && label.chapter > chapter_ && label.chapter <= chapter_ + kChapterSlack) chapter_ = label.chapter;
            style_ = label.kind;
            item_ = label.item;
        }
        paragraphs_.push_back(std::move(paragraph));
        append(at, label.length);
    }

    void append(std::size_t at, std::size_t from) {
        if (paragraphs_.empty()) return;
        Paragraph& paragraph = paragraphs_.back();
        const std::string_view rest = std::string_view(lines_[at].text).substr(from);
        append_line(paragraph.text, rest);
        paragraph.lines.push_back({paragraph.text.size() - rest.size(), at});
    }

    /// The text from a line on, as far as is needed to know it.
    std::string preview(std::size_t at, std::size_t from) const {
        std::string text(lines_[at].text.substr(from));
        for (std::size_t next = at + 1; next < std::min(at + kPreviewLines, section_.end) && !lines_[next].after_gap; ++next) {
            append_line(text, lines_[next].text);
        }
        return text;
    }

    bool begins_dotted(const Label& label, std::size_t at) const {
        if (label.item == 0 || paragraphs_.empty()) return false;
        if (label.chapter == chapter_) return label.before_tab || lines_[at].after_gap || label.item == item_ + 1 || is_upper_next(label, at);
        const bool near = label.chapter <= chapter_ + kChapterSlack && label.chapter + kChapterSlack >= chapter_;
        return (near && (label.item == 1 || label.item == item_ + 1)) || (lines_[at].after_gap && label.item == item_ + 1 && style_ == LabelKind::Dotted);
    }

    bool is_upper_next(const Label& label, std::size_t at) const {
        const std::string& text = lines_[at].text;
        return label.length < text.size() && std::isupper(static_cast<unsigned char>(text[label.length])) != 0;
    }

    bool begins_heading(const Label& label, std::size_t at) const {
        const unsigned number = label.chapter;
        if (paragraphs_.empty() || chapter_ == 0) return number > 0;
        if (number == chapter_ + 1 && (style_ == LabelKind::Dotted || style_ == LabelKind::Letter)) return true;
        const bool near = number > chapter_ && number <= chapter_ + kChapterSlack;
        if (!near) return false;
        if (is_heading(preview(at, label.length))) return true;
        return number == chapter_ + 1 && number != item_ + 1 && lines_[at].after_gap;
    }

    bool begins_plain(const Label& label, std::size_t at) const {
        if (paragraphs_.empty() || style_ == LabelKind::Dotted) return false;
        if (label.kind == LabelKind::Bracketed && style_ == LabelKind::Plain) return false;
        if (label.item == item_ + 1) return label.before_tab || lines_[at].after_gap || is_upper_next(label, at);
        if (!lines_[at].after_gap) return false;
        if (label.item == 1) return true;
        return item_ > 0 && label.item > item_ && label.item <= item_ + kItemSlack;
    }

    bool begins_letter(const Label& label) const {
        if (paragraphs_.empty()) return false;
        if (style_ == LabelKind::None) return label.item == 1;
        return style_ == LabelKind::Letter && (label.item == item_ + 1 || label.item == item_ + 2);
    }

    bool begins_unnumbered_heading(std::size_t at) const {
        if (paragraphs_.empty() || !lines_[at].after_gap || paragraphs_.back().role == Role::Heading) return false;
        const char last = paragraphs_.back().text.empty() ? '.' : paragraphs_.back().text.back();
        if (last != '.' && last != ';' && last != ')' && last != ':') return false;
        const std::string text = preview(at, 0);
        return is_heading(text) && read_decision(text) != Decision::Other;
    }

    const std::vector<TextLine>& lines_;
    Section section_;
    std::vector<Paragraph> paragraphs_;
    unsigned chapter_ = 0;
    unsigned item_ = 0;
    LabelKind style_ = LabelKind::None;
};

}  // namespace

std::vector<Paragraph> conclusion_paragraphs(const std::vector<TextLine>& lines) {
    return Builder(lines, find_section(lines)).build();
}

}  // namespace guvoh::reviews

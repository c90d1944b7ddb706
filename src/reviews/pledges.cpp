// SPDX-License-Identifier: AGPL-3.0-or-later
#include "reviews/pledges.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "reviews/front_page.h"
#include "reviews/labels.h"

namespace guvoh::reviews {

namespace {

constexpr std::size_t kLongestTitle = 160;
constexpr std::size_t kLongestReferral = 320;  // a paragraph that only says where the pledges are
constexpr std::size_t kLongestEnd = 80;        // of a title such as "Annex"
constexpr std::size_t kShortestPledge = 15;
constexpr std::size_t kLongestSubject = 90;    // of a sentence, up to its verb

using Phrases = std::vector<std::string_view>;

constexpr std::size_t kFewest = 3;  // letters before a full stop that ends a sentence: less is an initial or "No."

/// Where one line's text begins in a block's.
struct LineAt {
    std::size_t offset = 0, line = 0;
};

/// Lines that belong together: a paragraph, an item or a title.
struct Block {
    Label label;
    bool bullet = false;
    std::string text;  ///< without label and bullet
    std::vector<LineAt> lines;
};

/// How high a title stands: a section ends at the next title that is as high.
enum class Level { Roman, Letter, Number, Bare };

/// What stands under a title.
enum class Kind { Pledges, Reporting, Other };

bool has_any(std::string_view text, const Phrases& phrases) {
    return std::any_of(phrases.begin(), phrases.end(), [&](std::string_view phrase) { return text.find(phrase) != std::string_view::npos; });
}

/// plain_lower() for Russian too.
std::string lower(std::string_view text) {
    std::string out = plain_lower(text);
    for (std::size_t at = 0; at + 1 < out.size(); ++at) {
        if (out[at] != '\xD0') continue;
        const auto next = static_cast<unsigned char>(out[at + 1]);
        if (next >= 0x90 && next <= 0x9F) out[at + 1] = static_cast<char>(next + 0x20);
        if (next >= 0xA0 && next <= 0xAF) {
            out[at] = '\xD1';
            out[at + 1] = static_cast<char>(next - 0x20);
        }
        if (next == 0x81) {
            out[at] = '\xD1';
            out[at + 1] = '\x91';
        }
        ++at;
    }
    return out;
}

/// Bytes of a bullet and the space behind it at the front of a line; 0 when there is none.
std::size_t bullet_length(std::string_view line) {
    static const Phrases bullets = {"\xE2\x80\xA2", "\xE2\x80\x93", "\xE2\x80\x94", "\xE2\x96\xAA", "\xE2\x97\x8F", "\xEF\x82\xB7", "\xC2\xB7", "-", "*"};
    for (const std::string_view bullet : bullets) {
        if (!line.starts_with(bullet)) continue;
        const std::size_t text = line.find_first_not_of(" \t", bullet.size());
        return text == std::string_view::npos || text == bullet.size() ? 0 : text;
    }
    return 0;
}

bool ends_sentence(std::string_view text) { return !text.empty() && std::string_view(".;:!?").find(text.back()) != std::string_view::npos; }

/// A title behind which nothing is a pledge any more. It may have no gap behind it.
bool ends_all(std::string_view text) {
    static const Phrases last = {"annex", "appendi", "notes", "endnotes", "composition of the delegation", "приложени", "примечани", "состав делегации"};
    if (text.size() > kLongestEnd || ends_sentence(text)) return false;
    const std::string folded = lower(text);
    return std::any_of(last.begin(), last.end(), [&](std::string_view word) { return folded.starts_with(word); });
}

/// Begins a block at a line that has a label or bullet, or stands after a gap, unless it goes on with a sentence that a page cut.
class Blocks {
public:
    explicit Blocks(const std::vector<TextLine>& lines) : lines_(lines) {}

    std::vector<Block> build() {
        for (std::size_t at = 0; at < lines_.size(); ++at) take(at);
        return std::move(blocks_);
    }

private:
    void take(std::size_t at) {
        const TextLine& line = lines_[at];
        const Label label = read_label(line.text);
        const std::size_t bullet = label.kind == LabelKind::None ? bullet_length(line.text) : 0;
        const bool labelled = label.kind != LabelKind::None && (line.after_gap || label.before_tab || (label.kind == LabelKind::Plain && label.item == last_ + 1));
        const bool cut = line.after_gap && at > 0 && lines_[at - 1].page != line.page && !blocks_.empty() && !ends_sentence(blocks_.back().text) &&
                         !line.text.empty() && (std::islower(static_cast<unsigned char>(line.text[0])) != 0 || line.text[0] == '\xD0' || line.text[0] == '\xD1');
        const bool begins = blocks_.empty() || labelled || bullet > 0 || (line.after_gap && !cut) || ends_all(blocks_.back().text);
        if (begins) {
            blocks_.emplace_back();
            if (labelled) blocks_.back().label = label;
            blocks_.back().bullet = bullet > 0;
            if (labelled && label.kind != LabelKind::Letter) last_ = label.item;
        }
        const std::string_view rest = std::string_view(line.text).substr(!begins ? 0 : labelled ? label.length : bullet);
        Block& block = blocks_.back();
        append_line(block.text, rest);
        block.lines.push_back({block.text.size() - rest.size(), at});
    }

    const std::vector<TextLine>& lines_;
    std::vector<Block> blocks_;
    unsigned last_ = 0;
};

/// A section's title.
struct Title {
    Level level = Level::Bare;
    std::string text;  ///< as printed, without its label
    std::string folded;
};

bool says_voluntary(std::string_view folded) {
    static const Phrases what = {"pledge", "commitment", "undertaking", "engagement", "promise"};
    if (folded.starts_with("pledges and") || folded == "pledges") return true;
    if (folded.find("voluntary") != std::string_view::npos) return has_any(folded, what);
    return folded.find("добровольн") != std::string_view::npos && folded.find("обязательств") != std::string_view::npos;
}

/// The title that a block is: short, alone, without a full stop; nothing when it is none.
bool read_title(const Block& block, Title& title) {
    const std::string& text = block.text;
    if (text.empty() || text.size() > kLongestTitle || block.bullet || ends_sentence(text) || text.back() == ',') return false;
    if (block.label.kind == LabelKind::Letter || block.label.kind == LabelKind::Dotted) return false;
    if (text.find("...") != std::string::npos) return false;  // the table of contents
    if (const std::size_t tab = text.rfind('\t'); tab != std::string::npos && tab + 1 < text.size() && std::isdigit(static_cast<unsigned char>(text[tab + 1])) != 0) return false;
    title = {Level::Bare, text, {}};
    const std::size_t end = text.find_first_of(". \t");
    const std::string_view first = std::string_view(text).substr(0, end == std::string::npos ? 0 : end);
    const bool roman = !first.empty() && first.size() <= 5 && first.find_first_not_of("IVX") == std::string_view::npos;
    const bool letter = first.size() == 1 && std::isupper(static_cast<unsigned char>(first[0])) != 0 && text[end] == '.';
    if (roman || letter) {
        const std::size_t words = text.find_first_not_of(". \t", end);
        if (words == std::string::npos) return false;
        title.level = roman ? Level::Roman : Level::Letter;
        title.text = text.substr(words);
    } else if (block.label.kind != LabelKind::None) {
        title.level = Level::Number;
    }
    title.folded = lower(title.text);
    return title.level != Level::Bare || std::islower(static_cast<unsigned char>(text[0])) == 0;
}

Kind kind_of(const Title& title) {
    static const Phrases reporting = {"implement", "follow-up", "follow up", "progress", "fulfil", "achiev", "status of", "previous", "membership", "candida",
                                      "elect", "осуществлени", "выполнени", "реализаци", "членств", "кандидат", "ход "};
    static const Phrases none = {"views on", "replies", "мнения", "ответы"};
    if (!says_voluntary(title.folded) || has_any(title.folded, none)) return Kind::Other;
    const bool fresh = title.folded.find("new ") != std::string::npos || title.folded.find("новые ") != std::string::npos;
    return !fresh && has_any(title.folded, reporting) ? Kind::Reporting : Kind::Pledges;
}

/// Bytes of a first sentence that only refers to other words ("Reference is made to the commitments in paragraph 12 above.").
std::size_t reference_length(std::string_view text, std::size_t first_sentence) {
    const std::string folded = lower(text.substr(0, first_sentence));
    return folded.starts_with("reference is made to ") || folded.starts_with("see the ") || folded.starts_with("см. ") ? first_sentence : 0;
}

/// Introduces the pledges below, or only says where they are.
bool is_introduction(std::string_view text) {
    if (text.ends_with(':')) return true;
    static const Phrases pledges = {"pledge", "commitment", "обязательств"};
    static const Phrases elsewhere = {"included in", "set out in", "contained in", "listed in", "found in", "reflected in", "annexed", "see annex", "изложены в", "содержатся в", "приводятся в"};
    const std::string folded = lower(text);
    return folded.size() < kLongestReferral && has_any(folded, pledges) && has_any(folded, elsewhere);
}

/// Says whether the State pledges in its own voice.
bool pledges_itself(std::string_view folded) {
    static const Phrases phrases = {"commits itself to",      "commit ourselves to",   "hereby commits",        "voluntarily commits",   "voluntarily undertakes", "commits to ",
                                    "pledges to ",            "pledges that ",         "we pledge to",          "hereby pledge",         "as a voluntary commitment", "as a voluntary pledge",
                                    "makes a voluntary commitment", "makes a voluntary pledge", "обязуется ", "берет на себя добровольн", "берёт на себя добровольн", "принимает на себя добровольн", "добровольно обяз"};
    return has_any(folded, phrases);
}

/// Says whether a sentence of a report has the State under review as its subject, and that it pledges.
bool is_pledged_by(std::string_view sentence, const State& state) {
    static const std::array<std::string_view, 8> verbs = {" pledged to ", " pledges to ", " committed itself to ", " commits itself to ", " made a voluntary commitment to ",
                                                          " made a voluntary pledge to ", " обязалась ", " обязался "};
    std::string_view subject;
    for (const std::string_view verb : verbs) {
        const std::size_t at = sentence.substr(0, kLongestSubject).find(verb);
        if (at != std::string_view::npos && (subject.empty() || at < subject.size())) subject = sentence.substr(0, at);
    }
    for (const std::string_view word : {" also", " further", " furthermore", " had", " has", " therefore", " voluntarily", " solemnly"}) {
        if (subject.ends_with(word)) subject.remove_suffix(word.size());
    }
    return !subject.empty() && find_state(subject) == &state;
}

/// A sentence in a block's text.
struct Span {
    std::size_t begin = 0, end = 0;
};

std::vector<Span> sentences(std::string_view text) {
    std::vector<Span> found;
    std::size_t begin = 0, word = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == ' ') {
            word = at + 1;
            continue;
        }
        const bool stop = text[at] == '.' && at - word >= kFewest && at + 2 < text.size() && text[at + 1] == ' ' && std::islower(static_cast<unsigned char>(text[at + 2])) == 0;
        if (!stop) continue;
        found.push_back({begin, at + 1});
        begin = at + 2;
    }
    if (begin < text.size()) found.push_back({begin, text.size()});
    return found;
}

/// Walks over the blocks of a document with the sections that are open.
class Reader {
public:
    Reader(const std::vector<TextLine>& lines, const FrontPage& front) : lines_(lines), front_(front) {}

    std::vector<Pledge> read() {
        for (const Block& block : Blocks(lines_).build()) take(block);
        return std::move(pledges_);
    }

private:
    void take(const Block& block) {
        Title title;
        const bool inside = kind_ == Kind::Pledges && !closed_;
        if (read_title(block, title)) {
            const bool known = kind_of(title) != Kind::Other;
            // What is numbered in a list of pledges may lack its full stop; a bare line may be a subtitle.
            const bool numbered_item = inside && title.level == Level::Number && level_ != Level::Number && !known;
            if (!numbered_item) return take_title(title);
        }
        if (closed_) return;
        if (kind_ == Kind::Pledges) take_item(block);
        if (kind_ == Kind::Other) take_sentences(block);
    }

    void take_title(const Title& title) {
        if (ends_all(title.text)) {
            closed_ = true;
            kind_ = Kind::Other;
            level_ = Level::Bare;
            return;
        }
        const Kind kind = kind_of(title);
        if (closed_ && kind == Kind::Other && title.level != Level::Roman) return;  // "M. Kovač" is no letter's title
        closed_ = false;
        const bool ends = title.level <= level_;
        if (kind_ == Kind::Reporting && !ends) return;  // its subtitles report too
        if (kind == Kind::Other && !ends) return;
        kind_ = kind;
        level_ = kind == Kind::Other ? Level::Bare : title.level;
        title_ = title.text;
        paragraph_.clear();
        chapter_ = 0;
    }

    void take_item(const Block& block) {
        if (block.label.kind == LabelKind::Plain && (block.text.ends_with(':') || paragraph_.empty()) && block.label.item > chapter_) {
            chapter_ = block.label.item;
            paragraph_ = std::to_string(chapter_);
        }
        const std::vector<Span> parts = sentences(block.text);
        const std::size_t skipped = parts.empty() ? 0 : reference_length(block.text, parts.front().end);
        const std::size_t begin = skipped == 0 ? 0 : parts.size() < 2 ? block.text.size() : parts[1].begin;
        if (is_introduction(block.text) || block.text.size() - begin < kShortestPledge) return;
        add(block, {begin, block.text.size()}, number_of(block), title_);
    }

    std::string number_of(const Block& block) const {
        const Label& label = block.label;
        switch (label.kind) {
            case LabelKind::Letter: return paragraph_ + letter_label(label.item);
            case LabelKind::Dotted: return std::to_string(label.chapter) + "." + std::to_string(label.item);
            case LabelKind::Bracketed: return paragraph_.empty() ? std::to_string(label.item) : paragraph_ + "." + std::to_string(label.item);
            case LabelKind::Plain: {
                // "1." under paragraph 63 is 63.1; "114." after 113 stands for itself.
                const bool under = chapter_ > label.item;
                return under ? paragraph_ + "." + std::to_string(label.item) : std::to_string(label.item);
            }
            case LabelKind::None: break;
        }
        return {};
    }

    void take_sentences(const Block& block) {
        const bool report = front_.kind == FrontKind::Report;
        if (report && front_.state == nullptr) return;
        for (const Span span : sentences(block.text)) {
            const std::string_view sentence = std::string_view(block.text).substr(span.begin, span.end - span.begin);
            const bool found = report ? is_pledged_by(sentence, *front_.state) : pledges_itself(lower(sentence));
            if (!found || sentence.ends_with(':')) continue;
            add(block, span, block.label.kind == LabelKind::Plain ? std::to_string(block.label.item) : std::string(), {});
        }
    }

    void add(const Block& block, Span span, std::string number, const std::string& section) {
        Pledge pledge;
        pledge.number = std::move(number);
        pledge.text = block.text.substr(span.begin, span.end - span.begin);
        pledge.section = section;
        while (!pledge.text.empty() && (pledge.text.back() == ';' || pledge.text.back() == ' ')) pledge.text.pop_back();
        for (std::size_t at = 0; at < block.lines.size(); ++at) {
            const std::size_t end = at + 1 < block.lines.size() ? block.lines[at + 1].offset : block.text.size();
            if (end <= span.begin || block.lines[at].offset >= span.end) continue;
            const TextLine& line = lines_[block.lines[at].line];
            pledge.places.push_back({line.page + 1, line.box, line.begin, line.end});
        }
        if (!pledge.text.empty() && !pledge.places.empty()) pledges_.push_back(std::move(pledge));
    }

    const std::vector<TextLine>& lines_;
    const FrontPage& front_;
    std::vector<Pledge> pledges_;
    Kind kind_ = Kind::Other;
    Level level_ = Level::Bare;
    bool closed_ = false;  // behind an annex's title
    std::string title_;
    unsigned chapter_ = 0;  // the number of the paragraph above the items
    std::string paragraph_;  // the same as text, "" when there is none
};

}  // namespace

std::vector<Pledge> read_pledges(const std::vector<documents::Page>& pages) {
    const FrontPage front = read_front_page(pages);
    const std::vector<TextLine> lines = body_lines(pages);
    return Reader(lines, front).read();
}

}  // namespace guvoh::reviews

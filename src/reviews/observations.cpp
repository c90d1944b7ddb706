// SPDX-License-Identifier: AGPL-3.0-or-later
#include "reviews/observations.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "reviews/labels.h"
#include "reviews/states.h"

namespace guvoh::reviews {

namespace {

constexpr std::size_t kLongestSubject = 140;
constexpr std::size_t kMostSentences = 400;

/// One numbered paragraph with the heading above it.
struct Numbered {
    unsigned number = 0;
    std::string subject;
    std::string text;
    std::vector<Place> places;
};

bool contains(std::string_view text, std::string_view phrase) { return text.find(phrase) != std::string_view::npos; }

template <std::size_t N>
bool has_any(std::string_view text, const std::array<std::string_view, N>& phrases) {
    return std::any_of(phrases.begin(), phrases.end(), [&](std::string_view phrase) { return contains(text, phrase); });
}

constexpr std::array<std::string_view, 15> kRecommends = {
    "the state party should", "the committee recommends", "the committee urges", "the committee calls upon", "the committee calls on", "the committee requests",
    "it recommends that", "it should", "the committee encourages", "the committee invites", "the committee reiterates its recommendation",
    "Государству-участнику следует", "государству-участнику следует", "Комитет рекомендует", "Комитет настоятельно призывает"};
constexpr std::array<std::string_view, 10> kConcerns = {"concern", "regrets", "deplores", "is alarmed", "is disturbed", "notes with", "remains worried",
                                                        "обеспокоен", "озабоченность", "сожале"};
constexpr std::array<std::string_view, 5> kFollowUp = {"follow-up", "follow up", "within one year", "последующ", "в течение одного года"};

/// "(12)", "12." or "12" before a tab.
unsigned paragraph_number(const Label& label) {
    return label.kind == LabelKind::Plain || label.kind == LabelKind::Bracketed ? label.chapter : 0;
}

bool is_subject(const TextLine& line, const TextLine* next) {
    if (!line.after_gap || line.text.size() > kLongestSubject || next == nullptr || !next->after_gap) return false;
    const char last = line.text.back();
    if (last == '.' || last == ';' || last == ':' || last == ',') return false;
    return read_label(line.text).kind == LabelKind::None;
}

/// The paragraphs in order; a number that does not go on counting is text.
std::vector<Numbered> numbered_paragraphs(const std::vector<TextLine>& lines) {
    std::vector<Numbered> paragraphs;
    std::string subject;
    unsigned last = 0;
    for (std::size_t at = 0; at < lines.size(); ++at) {
        const Label label = read_label(lines[at].text);
        const unsigned number = paragraph_number(label);
        if (lines[at].after_gap && number == last + 1) {
            last = number;
            paragraphs.push_back({number, subject, lines[at].text.substr(label.length), {{lines[at].page + 1, lines[at].box, lines[at].begin, lines[at].end}}});
        } else if (is_subject(lines[at], at + 1 < lines.size() ? &lines[at + 1] : nullptr)) {
            subject = lines[at].text;
        } else if (!paragraphs.empty()) {
            append_line(paragraphs.back().text, lines[at].text);
            paragraphs.back().places.push_back({lines[at].page + 1, lines[at].box, lines[at].begin, lines[at].end});
        }
    }
    return paragraphs;
}

/// Where a new sentence begins, after '.', ';' or ')' and a space.
std::vector<std::size_t> sentence_starts(std::string_view text) {
    std::vector<std::size_t> starts{0};
    for (std::size_t at = 1; at + 1 < text.size() && starts.size() < kMostSentences; ++at) {
        if (text[at] == ' ' && (text[at - 1] == '.' || text[at - 1] == ';' || text[at - 1] == ':')) starts.push_back(at + 1);
    }
    return starts;
}

/// Where in a paragraph the recommendation begins: at a sentence that recommends. npos when there is none.
std::size_t recommendation_start(std::string_view text) {
    const std::vector<std::size_t> starts = sentence_starts(text);
    for (std::size_t at = 0; at < starts.size(); ++at) {
        const std::size_t end = at + 1 < starts.size() ? starts[at + 1] : text.size();
        const std::string_view sentence = text.substr(starts[at], end - starts[at]);
        if (has_any(plain_lower(sentence), kRecommends) || has_any(sentence, kRecommends)) return starts[at];
    }
    return std::string_view::npos;
}

bool is_concern(std::string_view text) { return has_any(plain_lower(text), kConcerns); }

std::string trimmed(std::string_view text) {
    const std::size_t begin = text.find_first_not_of(" \t");
    if (begin == std::string_view::npos) return {};
    return std::string(text.substr(begin, text.find_last_not_of(" \t") + 1 - begin));
}

/// The symbol "CAT/C/TJK/CO/3" in a text; "" when there is none.
std::string find_symbol(std::string_view text) {
    for (std::size_t at = text.find("/CO/"); at != std::string_view::npos; at = text.find("/CO/", at + 1)) {
        std::size_t begin = at, end = at + 4;
        while (begin > 0 && (std::isalnum(static_cast<unsigned char>(text[begin - 1])) != 0 || text[begin - 1] == '/' || text[begin - 1] == '-')) --begin;
        while (end < text.size() && (std::isalnum(static_cast<unsigned char>(text[end])) != 0 || text[end] == '/' || text[end] == '-')) ++end;
        if (begin < at && end > at + 4) return std::string(text.substr(begin, end - begin));
    }
    return {};
}

std::string state_of(std::string_view symbol) {
    for (std::size_t at = 0; at < symbol.size();) {
        const std::size_t end = std::min(symbol.find('/', at), symbol.size());
        if (const State* state = find_state_by_code(symbol.substr(at, end - at))) return std::string(state->iso3);
        at = end + 1;
    }
    return {};
}

/// A paragraph that the body wants to hear about, and its sub-paragraphs, all when there are none.
struct Wanted {
    std::string number;
    std::vector<std::string> parts;
};

/// Reads "12 (a), 19 and 27 (b)" at the front of a text.
std::vector<Wanted> read_wanted(std::string_view text) {
    std::vector<Wanted> wanted;
    for (std::size_t at = 0; at < text.size();) {
        if (const char c = text[at]; std::isdigit(static_cast<unsigned char>(c)) != 0) {
            const std::size_t end = std::min(text.find_first_not_of("0123456789", at), text.size());
            wanted.push_back({std::string(text.substr(at, end - at)), {}});
            at = end;
        } else if (c == '(' && at + 2 < text.size() && text[at + 2] == ')' && !wanted.empty()) {
            wanted.back().parts.emplace_back(text.substr(at, 3));
            at += 3;
        } else if (c == ' ' || c == ',') {
            ++at;
        } else if (text.substr(at).starts_with("and ")) {
            at += 4;
        } else if (text.substr(at).starts_with("\xD0\xB8 ")) {  // Russian "and"
            at += 3;
        } else {
            break;
        }
    }
    return wanted;
}

/// Marks what "paragraphs 12 (a), 19 and 27 (b) above" names.
void mark_follow_up(std::string_view text, std::vector<Observation>& observations) {
    for (const std::string_view word : {"paragraphs", "paragraph", "\xD0\xBF\xD1\x83\xD0\xBD\xD0\xBA\xD1\x82\xD0\xB0\xD1\x85"}) {  // also Russian
        for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
            for (const Wanted& wanted : read_wanted(text.substr(at + word.size()))) {
                for (Observation& one : observations) {
                    if (one.number != wanted.number) continue;
                    one.follow_up = true;
                    one.follow_up_parts = wanted.parts;
                }
            }
        }
    }
}

/// Takes a paragraph apart and pairs it with the concern before it.
void add_observation(const std::vector<Numbered>& paragraphs, std::size_t at, std::vector<Observation>& observations) {
    const Numbered& paragraph = paragraphs[at];
    const std::size_t start = recommendation_start(paragraph.text);
    if (start == std::string::npos) return;
    Observation one;
    one.subject = paragraph.subject;
    one.number = std::to_string(paragraph.number);
    one.recommendation = trimmed(std::string_view(paragraph.text).substr(start));
    const std::string before = trimmed(std::string_view(paragraph.text).substr(0, start));
    if (is_concern(before)) {
        one.concern_number = one.number;
        one.concern = before;
    } else if (at > 0 && paragraphs[at - 1].subject == paragraph.subject && recommendation_start(paragraphs[at - 1].text) == std::string::npos &&
               is_concern(paragraphs[at - 1].text)) {
        one.concern_number = std::to_string(paragraphs[at - 1].number);
        one.concern = trimmed(paragraphs[at - 1].text);
        one.places = paragraphs[at - 1].places;
    } else {
        one.recommendation = trimmed(paragraph.text);
    }
    one.places.insert(one.places.end(), paragraph.places.begin(), paragraph.places.end());
    observations.push_back(std::move(one));
}

bool asks_follow_up(std::string_view lower) {
    return has_any(lower, kFollowUp) && (contains(lower, "paragraph") || contains(lower, "пункт")) && (contains(lower, "provide") || contains(lower, "предостав"));
}

bool asks_report(std::string_view lower) {
    return contains(lower, "periodic report") && (contains(lower, "submit") || contains(lower, "due"));
}

/// The date behind a phrase such as "by" or "periodic report", else the first one.
std::string date_after(std::string_view text, std::string_view phrase) {
    const std::size_t at = text.find(phrase);
    const std::string found = at == std::string_view::npos ? std::string() : first_date(text.substr(at));
    return found.empty() ? first_date(text) : found;
}

}  // namespace

Observations read_observations(const std::vector<documents::Page>& pages) {
    Observations found;
    if (pages.empty()) return found;
    found.symbol = find_symbol(pages.front().text);
    found.state_code = state_of(found.symbol);
    const std::vector<Numbered> paragraphs = numbered_paragraphs(body_lines(pages));
    for (std::size_t at = 0; at < paragraphs.size(); ++at) {
        const std::string lower = plain_lower(paragraphs[at].text);
        if (asks_follow_up(lower)) {
            if (found.follow_up_due_on.empty()) found.follow_up_due_on = date_after(paragraphs[at].text, " by ");
            mark_follow_up(lower, found.observations);
        } else if (asks_report(lower)) {
            found.report_due_on = date_after(paragraphs[at].text, " by ");
        } else {
            add_observation(paragraphs, at, found.observations);
        }
    }
    return found;
}

}  // namespace guvoh::reviews

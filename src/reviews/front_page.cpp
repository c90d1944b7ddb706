// SPDX-License-Identifier: AGPL-3.0-or-later
#include "reviews/front_page.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "reviews/document_symbol.h"
#include "reviews/observations.h"
#include "reviews/printed_date.h"
#include "reviews/running_text.h"

namespace guvoh::reviews {

namespace {

constexpr std::size_t kMostPages = 4;  // cover, contents (two in some of 2008), introduction
constexpr std::size_t kMostBytes = 16U << 10U;
constexpr std::size_t kMostTitleLines = 80;
constexpr std::size_t kLongestTitle = 90;
constexpr std::size_t kSentence = 200;  // bytes in which a date or a name stands behind its phrase

/// The first pages, as printed and in plain lower case.
struct Front {
    std::vector<std::string_view> pages;
    std::string cover;  ///< lower case
    std::string text;   ///< lower case, the cover's included
};

/// A text's first bytes, not cut within a character.
std::string_view head_of(std::string_view text, std::size_t bytes) {
    if (text.size() <= bytes) return text;
    while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0U) == 0x80U) --bytes;
    return text.substr(0, bytes);
}

Front front_of(const std::vector<documents::Page>& pages) {
    Front front;
    std::size_t left = kMostBytes;
    for (const documents::Page& page : pages) {
        if (front.pages.size() == kMostPages || left == 0) break;
        const std::string_view text = head_of(page.text, left);
        if (text.find_first_not_of(" \t\n") == std::string_view::npos) continue;
        left -= text.size();
        front.pages.push_back(text);
        if (front.pages.size() == 1) front.cover = plain_lower(text);
        front.text += plain_lower(text) + ' ';
    }
    return front;
}

/// What stands behind the first mention of a phrase, as far as a sentence may go; "" when it is not there.
std::string_view behind(std::string_view text, std::string_view phrase) {
    const std::size_t at = text.find(phrase);
    return at == std::string_view::npos ? std::string_view{} : text.substr(at + phrase.size(), kSentence);
}

/// The State that a printed name names, with or without what stands in parentheses behind it.
const State* state_named(std::string_view name) {
    if (const State* state = find_state(name)) return state;
    const std::size_t open = name.find(" (");
    if (open != std::string_view::npos) {
        if (const State* state = find_state(name.substr(0, open))) return state;
    }
    for (const std::string_view style : {"the federal republic of ", "the republic of ", "republic of ", "the kingdom of ", "kingdom of "}) {
        if (name.starts_with(style)) return find_state(name.substr(style.size()));
    }
    return nullptr;
}

/// The State of "... review of Samplia was held ...": between a phrase and one of the words that end the name.
const State* state_between(std::string_view text, std::string_view phrase, std::string_view end) {
    for (std::size_t at = text.find(phrase); at != std::string_view::npos; at = text.find(phrase, at + 1)) {
        const std::string_view rest = text.substr(at + phrase.size(), kSentence);
        const std::size_t stop = rest.find(end);
        if (stop == std::string_view::npos || stop > kLongestTitle) continue;
        if (const State* state = state_named(rest.substr(0, stop))) return state;
    }
    return nullptr;
}

/// The State that is a line of the cover by itself, or two lines.
const State* state_in_title(std::string_view cover) {
    std::string before;
    std::size_t count = 0;
    for (std::size_t at = 0; at < cover.size() && count < kMostTitleLines; ++count) {
        const std::size_t end = std::min(cover.find('\n', at), cover.size());
        const std::string line = plain_lower(cover.substr(at, end - at));
        at = end + 1;
        if (line.size() <= kLongestTitle && !line.empty()) {
            if (const State* state = state_named(line)) return state;
            if (const State* state = before.empty() ? nullptr : find_state(before + ' ' + line)) return state;
        }
        before = line.size() <= kLongestTitle ? line : std::string();
    }
    return nullptr;
}

/// The State's code in the first "A/HRC/WG.6/5/AFG/1" of the text: the documents of a review name no other State's.
const State* state_of_review_papers(const std::vector<std::string_view>& pages) {
    constexpr std::string_view kPapers = "A/HRC/WG.6/";
    for (const std::string_view page : pages) {
        for (std::size_t at = page.find(kPapers); at != std::string_view::npos; at = page.find(kPapers, at + 1)) {
            const std::size_t end = std::min(page.find_first_of(" \t\n,;)", at), page.size());
            if (const State* state = symbol_state(page.substr(at, end - at))) return state;
        }
    }
    return nullptr;
}

const State* find_addressee(const Front& front, const std::string& symbol) {
    if (const State* state = symbol_state(symbol)) return state;
    if (const State* state = state_between(front.text, "review of ", " was held")) return state;
    if (!front.pages.empty()) {
        if (const State* state = state_in_title(front.pages.front())) return state;
    }
    if (const State* state = state_of_review_papers(front.pages)) return state;
    for (const std::string_view phrase : {"periodic review of ", "report of ", "reports of ", "report submitted by ", "review of "}) {
        for (const std::string_view end : {" at its ", " on ", " *", "*", " (", ",", "."}) {
            if (const State* state = state_between(front.text, phrase, end)) return state;
        }
    }
    return nullptr;
}

/// An ordinal's number in words or figures: "eighth", "twenty-second", "22nd"; 0 when it is none.
int read_ordinal(std::string_view words) {
    constexpr std::array<std::string_view, 20> kUnits = {"", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
                                                         "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth"};
    constexpr std::array<std::string_view, 6> kTens = {"", "", "twent", "thirt", "fort", "fift"};
    int value = 0;
    for (std::size_t at = 0; at < words.size() && at < 2 && words[at] >= '0' && words[at] <= '9'; ++at) value = value * 10 + (words[at] - '0');
    if (value > 0) return value;
    for (std::size_t tens = 2; tens < kTens.size(); ++tens) {
        if (words == std::string(kTens[tens]) + "ieth") return static_cast<int>(tens) * 10;
        if (!words.starts_with(kTens[tens]) || !words.substr(kTens[tens].size()).starts_with('y')) continue;
        value = static_cast<int>(tens) * 10;
        words.remove_prefix(kTens[tens].size() + 1);
        words.remove_prefix(std::min(words.find_first_not_of("- "), words.size()));
    }
    const auto unit = std::find(kUnits.begin() + 1, kUnits.end(), words);
    return unit == kUnits.end() ? 0 : value + static_cast<int>(unit - kUnits.begin());
}

/// The session that the Working Group is said to have held, or to which a report was submitted.
int told_session(const Front& front) {
    for (const std::string_view phrase : {"held its ", "working group on the universal periodic review "}) {
        const std::string_view rest = behind(front.text, phrase);
        const std::size_t end = rest.find(" session");
        if (end == std::string_view::npos || end > 24) continue;
        if (const int session = read_ordinal(rest.substr(0, end)); session > 0) return session;
    }
    const std::string_view papers = behind(front.text, "a/hrc/wg.6/");
    return papers.empty() ? 0 : read_ordinal(papers);
}

/// When the review, or the dialogue with a treaty body, took place.
std::string find_held_on(const std::string& text) {
    constexpr std::array<std::string_view, 5> kPhrases = {" was held at the ", "universal periodic review on ", "meetings, held on ", "meeting, held on ", "meetings held on "};
    for (const std::string_view phrase : kPhrases) {
        if (std::string date = first_day(head_of(behind(text, phrase), 80)); !date.empty()) return date;
    }
    for (std::string_view rest = text; !rest.empty();) {  // "review of Samplia on 4 November 2014"
        const std::size_t at = rest.find("review of ");
        if (at == std::string_view::npos) break;
        rest.remove_prefix(at + 10);
        const std::string_view name_and_date = rest.substr(0, kLongestTitle);
        const std::size_t on = name_and_date.find(" on ");
        if (on != std::string_view::npos && state_named(name_and_date.substr(0, on)) != nullptr) return first_day(rest.substr(on, 40));
    }
    std::string_view session = behind(text, "held its ");
    if (session.empty()) session = behind(text, "working group on the universal periodic review ");
    const std::size_t named = session.find(" session");
    return named > 24 ? std::string() : first_day(session.substr(named + 8, 60));
}

std::string find_body(const Front& front, const std::string& symbol) {
    if (std::string body = symbol_body(symbol); !body.empty()) return body;
    if (front.cover.find("universal periodic review") != std::string::npos || front.text.find("working group on the universal periodic review") != std::string::npos) {
        return "UPR";
    }
    constexpr std::array<std::pair<std::string_view, std::string_view>, 11> kNames = {{
        {"subcommittee on prevention of torture", "SPT"}, {"committee against torture", "CAT"}, {"human rights committee", "CCPR"},
        {"committee on the elimination of discrimination against women", "CEDAW"}, {"committee on the elimination of racial discrimination", "CERD"},
        {"committee on economic, social and cultural rights", "CESCR"}, {"committee on migrant workers", "CMW"},
        {"committee on the protection of the rights of all migrant workers", "CMW"}, {"committee on the rights of the child", "CRC"},
        {"committee on the rights of persons with disabilities", "CRPD"}, {"committee on enforced disappearances", "CED"}}};
    for (const auto& [name, body] : kNames) {
        if (front.cover.find(name) != std::string::npos) return std::string(body);
    }
    return {};
}

bool says(const std::string& text, std::string_view phrase) { return text.find(phrase) != std::string::npos; }

FrontKind find_kind(const Front& front, const FrontPage& page) {
    const std::vector<std::string_view> parts = symbol_parts(page.symbol);
    if (says(page.symbol, "/Corr.") || says(page.symbol, "/DEC/") || says(page.symbol, "/RES/")) return FrontKind::Other;
    const bool report = says(front.cover, "report of the working group on the universal periodic review") ||
                        (page.body == "UPR" && parts.size() == 4 && says(front.text, "working group") && says(front.text, "held its "));
    if (says(page.symbol, "/Add.") && (report || says(page.symbol, "/CO/"))) return FrontKind::Addendum;
    if (says(page.symbol, "/CO/") || says(front.cover, "concluding observations")) return FrontKind::Observations;
    if (page.symbol.starts_with("A/HRC/WG.6/")) return parts.size() == 6 && parts[5] == "1" ? FrontKind::NationalReport : FrontKind::Other;
    if (report) return says(front.cover, "addendum") ? FrontKind::Addendum : FrontKind::Report;
    if (says(front.cover, "national report submitted")) return FrontKind::NationalReport;
    const bool own = !page.body.empty() && page.body != "UPR" && page.body != "SPT" && symbol_round(page.symbol) > 0;
    return own && parts.size() == 4 ? FrontKind::NationalReport : FrontKind::Other;  // "CAT/C/TJK/3"
}

}  // namespace

std::string_view front_kind_name(FrontKind kind) {
    constexpr std::array<std::string_view, 5> kNames = {"report", "addendum", "observations", "national_report", "other"};
    return kNames[static_cast<std::size_t>(kind)];
}

int upr_cycle_of_session(int session) {
    if (session < 1) return 0;
    if (session <= 12) return 1;
    if (session <= 26) return 2;
    return session <= 40 ? 3 : 4;
}

FrontPage read_front_page(const std::vector<documents::Page>& pages) {
    const Front front = front_of(pages);
    FrontPage page;
    page.symbol = own_symbol(front.pages);
    page.state = find_addressee(front, page.symbol);
    page.body = find_body(front, page.symbol);
    page.kind = find_kind(front, page);
    if (page.body == "UPR") {
        page.session = page.symbol.starts_with("A/HRC/WG.6/") ? symbol_upr_session(page.symbol) : told_session(front);
        if (page.session == 0) page.session = symbol_upr_session(page.symbol);
        page.cycle = upr_cycle_of_session(page.session);
    } else {
        page.session = symbol_round(page.symbol);
    }
    page.published_on = first_date(behind(front.text, "distr"));
    page.held_on = find_held_on(front.text);
    return page;
}

}  // namespace guvoh::reviews

// SPDX-License-Identifier: AGPL-3.0-or-later
#include "reviews/recommenders.h"

#include <algorithm>
#include <cctype>

#include "reviews/labels.h"
#include "reviews/running_text.h"
#include "reviews/verbs.h"

namespace guvoh::reviews {

namespace {

/// A parenthesis that holds only States.
struct Group {
    std::size_t begin = 0, end = 0;  ///< with its parentheses
    std::vector<const State*> states;
};

constexpr std::size_t kLongestGroup = 2500;
constexpr std::size_t kFewestDemandWords = 4;
constexpr std::size_t kMostLinkWords = 3;
constexpr std::size_t kMostVerbWords = 6;

/// The end of the parenthesis that opens at `open` (behind the closing one), or 0 when it never closes.
std::size_t matching_end(std::string_view text, std::size_t open) {
    int depth = 0;
    for (std::size_t at = open; at < text.size() && at < open + kLongestGroup; ++at) {
        if (text[at] == '(' || text[at] == '[') ++depth;
        if (text[at] == ')' || text[at] == ']') --depth;
        if (depth == 0) return at + 1;
    }
    return 0;
}

std::vector<Group> find_groups(std::string_view text) {
    std::vector<Group> groups;
    for (std::size_t at = 0; at < text.size();) {
        if (text[at] != '(' && text[at] != '[') {
            ++at;
            continue;
        }
        std::size_t end = matching_end(text, at);
        std::vector<const State*> states;
        if (end != 0) states = read_state_list(text.substr(at + 1, end - at - 2));
        if (states.empty()) {  // a parenthesis too few: "(Iran (Islamic Republic of);", "(Spain;"
            const std::size_t stop = std::min(text.find_first_of(";.", at), text.size());
            states = read_state_list(text.substr(at + 1, stop - at - 1));
            if (!states.empty()) end = stop;
        }
        if (states.empty()) {
            ++at;
            continue;
        }
        groups.push_back({at, end, std::move(states)});
        at = end;
    }
    return groups;
}

/// Skips what may stand between "(State)" and its semicolon: footnote marks, quotes, spaces, stray parentheses.
std::size_t skip_marks(std::string_view text, std::size_t at) {
    while (at < text.size() && (std::isdigit(static_cast<unsigned char>(text[at])) != 0 || text[at] == '*' || text[at] == ' ' || text[at] == '\t' ||
                                text[at] == ')' || text[at] == '"' || text[at] == '\'')) {
        ++at;
    }
    return at;
}

/// Words that link two demands.
bool is_link(std::string_view word) {
    constexpr std::string_view kLinks[] = {"and", "as", "well", "also", "further", "in", "addition", "furthermore", "moreover"};
    return std::find(std::begin(kLinks), std::end(kLinks), word) != std::end(kLinks);
}

/// A letter, Latin or the first byte of a Russian one.
bool is_letter(char c) { return c == '\xD0' || c == '\xD1' || std::isalpha(static_cast<unsigned char>(c)) != 0; }

/// Says whether anything but punctuation and connectors stands there.
bool has_words(std::string_view text) {
    return std::count_if(text.begin(), text.end(), is_letter) > 3;
}

/// The words of a text, in lower case, as far as `most`.
std::vector<std::string_view> first_words(std::string_view text, std::size_t most) {
    std::vector<std::string_view> words;
    for (std::size_t at = 0; at < text.size() && words.size() < most;) {
        const std::size_t begin = text.find_first_not_of(" \t,;:./", at);
        if (begin == std::string_view::npos) break;
        at = std::min(text.find_first_of(" \t,;:./", begin), text.size());
        words.push_back(text.substr(begin, at - begin));
    }
    return words;
}

/// Says whether a text that ends in this word is not finished: "consider ratifying (Peru) the Covenant".
bool wants_object(std::string_view word) {
    constexpr std::string_view kOpen[] = {"to", "of", "on", "for", "with", "the", "and", "or", "in", "by", "its", "from", "towards"};
    return word.ends_with("ing") || is_demanding_verb(word) || std::find(std::begin(kOpen), std::end(kOpen), word) != std::end(kOpen);
}

/// Where, in the text between two groups of States, a demand of its own begins: "and establish a commission", "as well as to
/// review the law". Gives 0 when the text only goes on with the demand before it.
std::size_t next_demand(std::string_view before, std::string_view between) {
    const std::size_t mark = std::min(between.find_first_not_of(" \t"), between.size() - 1);
    const std::size_t fewest = between[mark] == '/' ? kFewestDemandWords - 1 : kFewestDemandWords;
    const std::vector<std::string_view> done = first_words(before, kLongestGroup);
    if (done.size() < fewest || wants_object(plain_lower(done.back()))) return 0;
    const std::vector<std::string_view> words = first_words(between, kFewestDemandWords + kMostLinkWords + 1);
    std::size_t at = 0;
    while (at < words.size() && is_link(words[at])) ++at;
    if (at == 0 && between[mark] != ',' && between[mark] != '/') return 0;
    if (at > kMostLinkWords || at + fewest > words.size()) return 0;
    const std::size_t verb = at + (words[at] == "to" || words[at] == "To" || words[at].ends_with("ly") ? 1 : 0);
    return is_demanding_verb(plain_lower(words[verb])) ? static_cast<std::size_t>(words[at].data() - between.data()) : 0;
}

void trim_end(std::string& text) {
    while (!text.empty() && std::string_view(" \t;.,:*").find(text.back()) != std::string_view::npos) text.pop_back();
}

/// The text of a part without its groups and the marks behind them.
std::string without_groups(std::string_view text, const Part& part, const std::vector<Group>& groups) {
    std::string out;
    std::size_t at = part.begin;
    for (const Group& group : groups) {
        if (group.begin < part.begin || group.end > part.end) continue;
        out += text.substr(at, group.begin - at);
        at = group.end;
        while (at < part.end && (std::isdigit(static_cast<unsigned char>(text[at])) != 0 || text[at] == '*')) ++at;
        if (!out.empty() && out.back() == ' ' && at < part.end && std::string_view(" ;.,:)").find(text[at]) != std::string_view::npos) out.pop_back();
    }
    const std::string_view rest = at < part.end ? text.substr(at, part.end - at) : std::string_view{};
    if (std::any_of(rest.begin(), rest.end(), is_letter)) out += rest;
    const std::size_t first = out.find_first_not_of(" \t;.,:");
    out.erase(0, first == std::string::npos ? out.size() : first);
    if (const Label label = read_label(out); label.kind == LabelKind::Letter) out.erase(0, label.length);
    std::replace(out.begin(), out.end(), '\t', ' ');
    trim_end(out);
    return out;
}

bool begins_upper(std::string_view word) { return !word.empty() && word.front() >= 'A' && word.front() <= 'Z'; }

/// In "Ratify the Covenant (Peru); the Convention (Chile)" the second part has no verb: puts the first one's before it, in
/// brackets, as "[Ratify] the Convention".
void repeat_verb(std::string_view first, std::string& text) {
    const std::vector<std::string_view> words = first_words(text, 3);
    std::size_t object = 0;
    while (object < words.size() && is_link(words[object])) ++object;
    if (object >= words.size() || (words[object] != "the" && words[object] != "its" && words[object] != "other" && !begins_upper(words[object]))) return;
    if (begins_upper(words[object]) && (is_demanding_verb(plain_lower(words[object])) || words[object] == "To" || words[object].ends_with("ly"))) return;
    const std::vector<std::string_view> lead = first_words(first, kMostVerbWords + 1);
    std::size_t verb = lead.empty() || lead[0] != "To" ? 0 : 1;
    if (verb >= lead.size() || !is_demanding_verb(plain_lower(lead[verb]))) return;
    std::size_t end = verb + 1;
    while (end < lead.size() && lead[end] != "the" && lead[end] != "its" && lead[end] != "other" && !begins_upper(lead[end])) ++end;
    if (end > kMostVerbWords || end == lead.size()) return;
    if (!is_demanding_verb(plain_lower(lead[end - 1])) && !lead[end - 1].ends_with("ing") && lead[end - 1] != "to") return;
    const std::size_t from = static_cast<std::size_t>(words[object].data() - text.data());
    const std::string_view phrase = first.substr(0, static_cast<std::size_t>(lead[end - 1].data() - first.data()) + lead[end - 1].size());
    text = "[" + std::string(phrase) + "] " + text.substr(from);
}

}  // namespace

std::vector<Part> split_parts(std::string_view paragraph) {
    const std::vector<Group> groups = find_groups(paragraph);
    std::vector<Part> parts(1);
    for (std::size_t at = 0; at < groups.size(); ++at) {
        Part& part = parts.back();
        for (const State* state : groups[at].states) {
            if (std::find(part.states.begin(), part.states.end(), state) == part.states.end()) part.states.push_back(state);
        }
        if (at + 1 == groups.size()) break;
        const std::size_t since = at > 0 ? std::max(part.begin, groups[at - 1].end) : part.begin;
        const std::size_t behind = skip_marks(paragraph, groups[at].end);
        const std::string_view between = paragraph.substr(behind, groups[at + 1].begin - behind);
        if (!has_words(between)) continue;
        const bool closes = paragraph[behind] == ';' || paragraph[behind] == '.';
        const std::size_t demand = closes ? 1 : next_demand(paragraph.substr(since, groups[at].begin - since), between);
        if (demand == 0) continue;
        part.end = behind;
        Part next;
        next.begin = behind + demand;
        parts.push_back(std::move(next));
    }
    parts.back().end = paragraph.size();
    for (Part& part : parts) part.text = without_groups(paragraph, part, groups);
    for (std::size_t at = 1; at < parts.size(); ++at) repeat_verb(parts.front().text, parts[at].text);
    return parts;
}

}  // namespace guvoh::reviews

// SPDX-License-Identifier: AGPL-3.0-or-later
#include "reviews/declarations.h"

#include <algorithm>
#include <cctype>
#include <set>

#include "base/text.h"
#include "reviews/ratifications.h"
#include "reviews/running_text.h"

namespace guvoh::reviews {

using base::ErrorKind;
using base::fail;

namespace {

constexpr std::size_t kLongestName = 90;    // of a State, as a heading
constexpr std::size_t kLongestHeading = 160;  // of a part of the page

bool has(std::string_view text, std::string_view phrase) { return text.find(phrase) != std::string_view::npos; }

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }

/// The sentences of a text that often lacks the space behind a full stop ("of the Convention.Also according to ...").
std::vector<std::string> sentences_of(std::string_view text) {
    std::vector<std::string> sentences;
    std::size_t begin = 0;
    for (std::size_t at = 1; at < text.size(); ++at) {
        if (text[at] != '.' && text[at] != ';' && text[at] != '\n') continue;
        std::size_t next = at + 1;
        while (next < text.size() && text[next] == ' ') ++next;
        const bool abbreviation = text[at] == '.' && next < text.size() && is_lower(text[next]);
        if (abbreviation) continue;
        sentences.push_back(plain_lower(text.substr(begin, at + 1 - begin)));
        begin = at + 1;
    }
    if (begin < text.size()) sentences.push_back(plain_lower(text.substr(begin)));
    return sentences;
}

/// "article 20" in a sentence, and no article of a longer number.
bool names_article(std::string_view sentence, std::string_view number) {
    for (std::size_t at = sentence.find(number); at != std::string_view::npos; at = sentence.find(number, at + 1)) {
        const std::size_t end = at + number.size();
        const bool whole = at > 0 && std::isdigit(static_cast<unsigned char>(sentence[at - 1])) == 0 && (end == sentence.size() || std::isdigit(static_cast<unsigned char>(sentence[end])) == 0);
        // "articles 21 and 22": the word stands before the first of them.
        const std::size_t word = sentence.rfind("article", at);
        if (whole && word != std::string_view::npos && at - word < 24) return true;
    }
    return false;
}

bool refuses(std::string_view sentence) { return has(sentence, "not recogni") || has(sentence, "not accept") || has(sentence, "not bound by") || has(sentence, "bound by article 20") || has(sentence, "bound by the provisions of article 20"); }

bool recognises(std::string_view sentence) {
    const bool words = has(sentence, "recogni") || (has(sentence, "accept") && has(sentence, "competence"));
    return words && !refuses(sentence) && (has(sentence, "competen") || has(sentence, "communications"));
}

bool of_individuals(std::string_view sentence) { return has(sentence, "communications") && (has(sentence, "individuals") || has(sentence, "individual communications")); }
bool of_states(std::string_view sentence) {
    return has(sentence, "claims that another") || (has(sentence, "another") && has(sentence, "not fulfilling its obligations"));
}

/// What States say before they have decided: it is no reservation.
bool is_only_announced(std::string_view sentence) {
    return has(sentence, "reserves the right to formulate") || has(sentence, "reserves the right to communicate") || has(sentence, "reserves its right to attach") ||
           has(sentence, "reserve the right to formulate");
}

void recognise(std::string_view sentence, std::string_view treaty, std::set<std::string>& codes) {
    if (has(sentence, "withdraw")) return;
    if (treaty == "CAT") {
        const bool not_bound = has(sentence, "bound by article 20") || has(sentence, "bound by the provisions of article 20");
        if (names_article(sentence, "20") && (has(sentence, "not recogni") || (not_bound && has(sentence, "not ")))) codes.insert("cat_20_excluded");
        if (names_article(sentence, "20") && has(sentence, "reservations as to")) codes.insert("cat_20_excluded");
        if (recognises(sentence) && (names_article(sentence, "21") || of_states(sentence))) codes.insert("cat_21");
        if (recognises(sentence) && (names_article(sentence, "22") || of_individuals(sentence))) codes.insert("cat_22");
    }
    if (treaty == "ICCPR" && recognises(sentence) && (names_article(sentence, "41") || of_states(sentence))) codes.insert("iccpr_41");
    if (treaty == "CERD" && recognises(sentence) && (names_article(sentence, "14") || of_individuals(sentence))) codes.insert("cerd_14");
    if (treaty == "OPCAT" && has(sentence, "postpon")) codes.insert("opcat_24");
    const bool not_bound = has(sentence, "not consider itself bound") || has(sentence, "not be bound") || has(sentence, "not consider itself obliged");
    if (!is_only_announced(sentence) && (has(sentence, "reservation") || has(sentence, "reserves the right") || has(sentence, "reserve the right") || not_bound)) codes.insert("reservation");
}

std::string_view trimmed(std::string_view line) {
    while (!line.empty() && (line.back() == ' ' || line.back() == '\r' || line.back() == '\t')) line.remove_suffix(1);
    while (!line.empty() && (line.front() == ' ' || line.front() == '\t')) line.remove_prefix(1);
    return line;
}

/// Puts a file together, line by line.
class Reader {
public:
    Reader(bool marked, TreatyDeclarations& found) : marked_(marked), found_(found) {}

    void take(std::string_view line, std::size_t row) {
        if (line.empty()) return;
        if (marked_ ? line.starts_with('#') : line.size() < kLongestName && find_state(line) != nullptr) return begin(trimmed(marked_ ? line.substr(1) : line), row);
        if (!marked_ && take_heading(line)) return;
        if (found_.states == 0) {
            if (found_.treaty.empty()) found_.treaty = treaty_code(line);
            return;
        }
        text_.append(text_.empty() ? "" : "\n").append(line);
    }

    void end() {
        if (row_ == 0) return;
        const State* state = find_state(name_);
        if (state == nullptr) {
            found_.refused.push_back({row_, "no State that is known: " + name_});
        } else if (text_.empty()) {
            found_.refused.push_back({row_, "nothing is printed of " + name_});
        } else {
            keep(*state);
        }
        row_ = 0;
    }

private:
    void begin(std::string_view name, std::size_t row) {
        end();
        ++found_.states;
        name_ = name;
        row_ = row;
        text_.clear();
    }

    /// "Objections" and "Declarations recognizing ..." part a page of the Treaty Collection.
    bool take_heading(std::string_view line) {
        const std::string folded = plain_lower(line);
        if (line.size() > kLongestHeading || folded.ends_with('.') || !is_upper(line.front())) return false;
        const bool objections = folded.starts_with("objection") && folded.size() < kLongestName;
        const bool declarations = folded.starts_with("declarations and reservations") || folded.starts_with("declarations recogni") || folded.starts_with("declarations under article");
        if (!objections && !declarations) return false;
        end();
        objections_ = objections;
        return true;
    }

    void keep(const State& state) {
        std::vector<std::string> codes = objections_ ? std::vector<std::string>{"objection"} : declarations_in(text_, found_.treaty);
        const std::string text = objections_ ? "Objection: " + text_ : text_;
        const auto earlier = std::find_if(found_.records.begin(), found_.records.end(), [&](const auto& record) { return record.state == &state; });
        if (earlier == found_.records.end()) {
            found_.records.push_back({&state, std::move(codes), text, row_});
            return;
        }
        ++found_.doubles;
        earlier->text += "\n" + text;
        codes.insert(codes.end(), earlier->declarations.begin(), earlier->declarations.end());
        std::sort(codes.begin(), codes.end());
        codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
        earlier->declarations = std::move(codes);
    }

    bool marked_;  // names begin with "#"
    TreatyDeclarations& found_;
    bool objections_ = false;
    std::size_t row_ = 0;  // of the State whose words are read; 0 none
    std::string name_, text_;
};

}  // namespace

std::vector<std::string> declarations_in(std::string_view text, std::string_view treaty) {
    std::set<std::string> codes;
    for (const std::string& sentence : sentences_of(text)) recognise(sentence, treaty, codes);
    return {codes.begin(), codes.end()};
}

base::Expected<TreatyDeclarations> read_declarations(std::string_view text, std::string_view file_name) {
    const std::string clean = base::repair_utf8(text);
    TreatyDeclarations found;
    found.treaty = treaty_code(file_name.substr(0, file_name.rfind('.')));
    const bool marked = clean.starts_with('#') || clean.find("\n#") != std::string::npos;
    Reader reader(marked, found);
    std::size_t row = 0;
    for (std::size_t begin = 0; begin < clean.size();) {
        const std::size_t end = std::min(clean.find('\n', begin), clean.size());
        reader.take(trimmed(std::string_view(clean).substr(begin, end - begin)), ++row);
        begin = end + 1;
    }
    reader.end();
    if (found.states == 0) return fail(ErrorKind::Invalid, "no State is named in it");
    if (found.treaty.empty()) return fail(ErrorKind::Invalid, "neither the file's name nor its first lines tell the treaty");
    return found;
}

}  // namespace guvoh::reviews

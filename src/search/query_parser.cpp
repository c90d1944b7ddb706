// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/text.h"
#include "search/query.h"

namespace guvoh::search {

namespace {

using Node = std::unique_ptr<QueryNode>;

constexpr std::array<std::string_view, 5> kFields = {"kind", "lang", "date", "source", "name"};

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v'; }

/// White space, or U+00A0 and its kin, at the front of `text`: how many bytes.
std::size_t space_length(std::string_view text) {
    if (text.empty()) { return 0; }
    if (is_space(text[0])) { return 1; }
    for (const std::string_view wide : {"\u00A0", "\u2002", "\u2003", "\u2009", "\u202F", "\u3000", "\uFEFF"}) {
        if (text.substr(0, wide.size()) == wide) { return wide.size(); }
    }
    return 0;
}

/// A quotation mark at the front of `text`: how many bytes. Any kind opens and closes: people paste.
std::size_t quote_length(std::string_view text) {
    for (const std::string_view mark : {"\"", "\u201C", "\u201D", "\u201E", "\u00AB", "\u00BB"}) {
        if (text.substr(0, mark.size()) == mark) { return mark.size(); }
    }
    return 0;
}

class Parser {
public:
    explicit Parser(std::string_view text) : text_(text) {}

    base::Expected<Node> parse() {
        GUVOH_TRY(Node node, parse_or());
        skip_spaces();
        if (at_ < text_.size()) { return error("a closing bracket has no opening one"); }
        return node;
    }

private:
    enum class Operator { None, And, Or, Not };

    base::Expected<Node> parse_or();
    base::Expected<Node> parse_and();
    base::Expected<Node> parse_not();
    base::Expected<Node> parse_one();
    base::Expected<Node> parse_group();
    base::Expected<Node> parse_phrase();
    base::Expected<Node> parse_word();
    base::Expected<Node> parse_field(std::string_view name);
    base::Expected<std::string> field_value();
    base::Status read_marks(QueryNode& node, std::string_view& word);
    base::Expected<Node> make(QueryKind kind, std::size_t begin);

    void skip_spaces() {
        while (const std::size_t length = space_length(text_.substr(at_))) { at_ += length; }
    }
    Operator peek_operator(std::size_t& length) const;
    bool ends_word(std::size_t at) const {
        return at >= text_.size() || text_[at] == '(' || text_[at] == ')' || space_length(text_.substr(at)) > 0 ||
               quote_length(text_.substr(at)) > 0;
    }
    tl::unexpected<base::Error> error(std::string_view what) const { return error_at(at_, what); }
    tl::unexpected<base::Error> error_at(std::size_t at, std::string_view what) const {
        const auto characters = std::count_if(text_.begin(), text_.begin() + static_cast<std::ptrdiff_t>(at),
                                              [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
        return base::fail(base::ErrorKind::Invalid, fmt::format("at character {}: {}", characters + 1, what));
    }

    std::string_view text_;
    std::size_t at_ = 0;
    int depth_ = 0;
    std::size_t nodes_ = 0;
};

base::Expected<Node> Parser::make(QueryKind kind, std::size_t begin) {
    if (++nodes_ > kMaxQueryNodes) { return error_at(begin, fmt::format("more than {} words and groups", kMaxQueryNodes)); }
    auto node = std::make_unique<QueryNode>();
    node->kind = kind;
    node->at = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at_)};
    return node;
}

/// An operator at the present place: a whole word in upper case, or its sign.
Parser::Operator Parser::peek_operator(std::size_t& length) const {
    struct Spelling {
        std::string_view text;
        Operator means;
        bool is_word;
    };
    static constexpr Spelling kSpellings[] = {
        {"AND", Operator::And, true}, {"OR", Operator::Or, true},    {"NOT", Operator::Not, true},
        {"И", Operator::And, true},   {"ИЛИ", Operator::Or, true},   {"НЕ", Operator::Not, true},
        {"&&", Operator::And, false}, {"||", Operator::Or, false},   {"!", Operator::Not, false},
    };
    for (const Spelling& spelling : kSpellings) {
        if (text_.substr(at_, spelling.text.size()) != spelling.text) { continue; }
        if (spelling.is_word && !ends_word(at_ + spelling.text.size())) { continue; }
        length = spelling.text.size();
        return spelling.means;
    }
    length = 0;
    return Operator::None;
}

base::Expected<Node> Parser::parse_or() {
    const std::size_t begin = at_;
    GUVOH_TRY(Node first, parse_and());
    std::size_t length = 0;
    if (skip_spaces(); peek_operator(length) != Operator::Or) { return first; }
    GUVOH_TRY(Node any, make(QueryKind::Or, begin));
    any->children.push_back(std::move(first));
    while (peek_operator(length) == Operator::Or) {
        at_ += length;
        skip_spaces();
        if (at_ >= text_.size() || text_[at_] == ')') { return error("a word is missing after OR"); }
        GUVOH_TRY(Node next, parse_and());
        any->children.push_back(std::move(next));
        skip_spaces();
    }
    any->at.end = static_cast<std::uint32_t>(at_);
    return any;
}

base::Expected<Node> Parser::parse_and() {
    const std::size_t begin = at_;
    GUVOH_TRY(Node first, parse_not());
    std::vector<Node> all;
    all.push_back(std::move(first));
    for (;;) {
        skip_spaces();
        std::size_t length = 0;
        const Operator next = peek_operator(length);
        if (at_ >= text_.size() || text_[at_] == ')' || next == Operator::Or) { break; }
        if (next == Operator::And) {
            at_ += length;
            skip_spaces();
            if (at_ >= text_.size() || text_[at_] == ')') { return error("a word is missing after AND"); }
        }
        GUVOH_TRY(Node node, parse_not());
        all.push_back(std::move(node));
    }
    if (all.size() == 1 && all.front()->kind != QueryKind::Not) { return std::move(all.front()); }
    GUVOH_TRY(Node node, make(QueryKind::And, begin));
    // Only exclusions: from everything.
    if (std::all_of(all.begin(), all.end(), [](const Node& child) { return child->kind == QueryKind::Not; })) {
        GUVOH_TRY(Node everything, make(QueryKind::All, begin));
        node->children.push_back(std::move(everything));
    }
    for (Node& child : all) { node->children.push_back(std::move(child)); }
    return node;
}

base::Expected<Node> Parser::parse_not() {
    skip_spaces();
    const std::size_t begin = at_;
    bool exclude = false;
    for (;;) {
        std::size_t length = 0;
        const Operator next = peek_operator(length);
        const bool is_minus = at_ + 1 < text_.size() && text_[at_] == '-' && space_length(text_.substr(at_ + 1)) == 0;
        if (next == Operator::Not || is_minus) {
            exclude = !exclude;
            at_ += is_minus ? 1 : length;
        } else if (at_ + 1 < text_.size() && text_[at_] == '+' && space_length(text_.substr(at_ + 1)) == 0) {
            ++at_;
        } else {
            break;
        }
        skip_spaces();
        if (at_ >= text_.size() || text_[at_] == ')') { return error("a word is missing after NOT"); }
    }
    GUVOH_TRY(Node one, parse_one());
    if (!exclude) { return one; }
    GUVOH_TRY(Node node, make(QueryKind::Not, begin));
    node->children.push_back(std::move(one));
    return node;
}

base::Expected<Node> Parser::parse_one() {
    if (at_ >= text_.size()) { return error("a word is expected"); }
    std::size_t length = 0;
    const Operator next = peek_operator(length);
    if (next == Operator::And) { return error("a word is expected before AND"); }
    if (next == Operator::Or) { return error("a word is expected before OR"); }
    if (text_[at_] == '(') { return parse_group(); }
    if (text_[at_] == ')') { return error("a word is expected before the closing bracket"); }
    if (quote_length(text_.substr(at_)) > 0) { return parse_phrase(); }
    return parse_word();
}

base::Expected<Node> Parser::parse_group() {
    const std::size_t begin = at_++;
    if (++depth_ > kMaxQueryDepth) { return error_at(begin, fmt::format("more than {} brackets in one another", kMaxQueryDepth)); }
    skip_spaces();
    if (at_ < text_.size() && text_[at_] == ')') { return error("a word is expected between the brackets"); }
    GUVOH_TRY(Node node, parse_or());
    skip_spaces();
    if (at_ >= text_.size()) { return error_at(begin, "this bracket is not closed"); }
    ++at_;  // parse_or stops only at the end or at ')'
    --depth_;
    return node;
}

base::Expected<Node> Parser::parse_phrase() {
    const std::size_t begin = at_;
    at_ += quote_length(text_.substr(at_));
    std::vector<std::string> words;
    for (;;) {
        skip_spaces();
        if (at_ >= text_.size()) { return error_at(begin, "a closing quotation mark is missing"); }
        if (const std::size_t length = quote_length(text_.substr(at_))) {
            at_ += length;
            break;
        }
        const std::size_t from = at_;
        while (at_ < text_.size() && space_length(text_.substr(at_)) == 0 && quote_length(text_.substr(at_)) == 0) { ++at_; }
        words.emplace_back(text_.substr(from, at_ - from));
    }
    if (words.empty()) { return error_at(begin, "there is no word between the quotation marks"); }
    GUVOH_TRY(Node node, make(QueryKind::Phrase, begin));
    if (words.back().size() > 1 && words.back().back() == '*') {
        words.back().pop_back();
        node->last_is_prefix = true;
    }
    node->words = std::move(words);
    return node;
}

base::Expected<Node> Parser::parse_word() {
    const std::size_t begin = at_;
    while (!ends_word(at_)) {
        if (text_[at_] == ':') {
            const std::string_view name = text_.substr(begin, at_ - begin);
            const bool is_field = std::any_of(kFields.begin(), kFields.end(), [&](std::string_view field) {
                return field.size() == name.size() && std::equal(field.begin(), field.end(), name.begin(), [](char a, char b) {
                           return a == (b >= 'A' && b <= 'Z' ? static_cast<char>(b - 'A' + 'a') : b);
                       });
            });
            if (is_field) { return parse_field(name); }
        }
        ++at_;
    }
    std::string_view word = text_.substr(begin, at_ - begin);
    GUVOH_TRY(Node node, make(QueryKind::Word, begin));
    GUVOH_TRY_VOID(read_marks(*node, word));
    node->text = word;
    return node;
}

/// Takes '*' and '~', '~1', '~2' off the end of a word.
base::Status Parser::read_marks(QueryNode& node, std::string_view& word) {
    const std::size_t tilde = word.rfind('~');
    if (tilde != std::string_view::npos && tilde > 0) {
        const std::string_view edits = word.substr(tilde + 1);
        if (edits.empty() || edits == "1" || edits == "2") {
            node.kind = QueryKind::Fuzzy;
            node.edits = edits == "2" ? 2 : 1;
            word = word.substr(0, tilde);
        } else if (edits.find_first_not_of("0123456789.") == std::string_view::npos) {
            return error_at(node.at.begin + tilde, "after ~ stands 1 or 2, the number of letters that may differ");
        }
    } else if (word.size() > 1 && word.back() == '*') {
        node.kind = QueryKind::Prefix;
        while (!word.empty() && word.back() == '*') { word.remove_suffix(1); }
    }
    if (word.empty()) { return error_at(node.at.begin, "letters are expected before *"); }
    return {};
}

base::Expected<std::string> Parser::field_value() {
    if (const std::size_t length = quote_length(text_.substr(at_))) {
        const std::size_t begin = at_;
        at_ += length;
        const std::size_t from = at_;
        while (at_ < text_.size() && quote_length(text_.substr(at_)) == 0) { ++at_; }
        if (at_ >= text_.size()) { return error_at(begin, "a closing quotation mark is missing"); }
        std::string value(text_.substr(from, at_ - from));
        at_ += quote_length(text_.substr(at_));
        return value;
    }
    const std::size_t from = at_;
    while (!ends_word(at_)) { ++at_; }
    return std::string(text_.substr(from, at_ - from));
}

base::Expected<Node> Parser::parse_field(std::string_view name) {
    const std::size_t begin = at_ - name.size();
    ++at_;  // the colon
    GUVOH_TRY(std::string value, field_value());
    if (value.empty()) { return error("a value is expected after the colon"); }
    GUVOH_TRY(Node node, make(QueryKind::Field, begin));
    for (const char c : name) { node->field += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
    const std::size_t dots = value.find("..");
    if (node->field == "date" && dots != std::string::npos && value != ".." && value.find('/') == std::string::npos) {
        node->text_to = dots + 2 < value.size() ? value.substr(dots + 2) : "..";
        value.resize(dots);
        if (value.empty()) { value = ".."; }
    }
    node->text = std::move(value);
    return node;
}

}  // namespace

base::Expected<Query> parse_query(std::string_view text, bool exact) {
    if (text.size() > kMaxQueryBytes) { return base::fail(base::ErrorKind::Invalid, "the query is too long"); }
    if (!base::is_utf8(text)) { return base::fail(base::ErrorKind::Invalid, "the query is not UTF-8 text"); }
    if (std::all_of(text.begin(), text.end(), is_space)) {
        return base::fail(base::ErrorKind::Invalid, "at character 1: a word is expected");
    }
    Parser parser(text);
    Query query;
    query.exact = exact;
    GUVOH_TRY(query.root, parser.parse());
    return query;
}

}  // namespace guvoh::search

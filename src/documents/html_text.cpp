// SPDX-License-Identifier: AGPL-3.0-or-later
#include "documents/html_text.h"

#include <gumbo.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <new>
#include <vector>

#include "documents/charset.h"
#include "documents/utf8.h"

namespace guvoh::documents {

namespace {

/// Gumbo's memory: given back all at once, since its own clean-up recurses as deep as the page is nested.
class Arena {
public:
    Arena() = default;
    Arena(const Arena&) = delete;
    Arena& operator=(const Arena&) = delete;
    ~Arena() {
        for (void* block : blocks_) std::free(block);
    }
    void* take(std::size_t size) {
        constexpr std::size_t kBlock = 1U << 18U;
        size = (size + 15) & ~std::size_t{15};
        if (size > left_) {
            const std::size_t get = std::max(size, kBlock);
            void* const block = std::malloc(get);
            if (block == nullptr) throw std::bad_alloc();
            blocks_.push_back(block);
            at_ = static_cast<char*>(block);
            left_ = get;
        }
        void* const given = at_;
        at_ += size;
        left_ -= size;
        return given;
    }
    static void* give(void* arena, std::size_t size) { return static_cast<Arena*>(arena)->take(size); }
    static void forget(void*, void*) {}

private:
    std::vector<void*> blocks_;
    char* at_ = nullptr;
    std::size_t left_ = 0;
};

constexpr std::array kParagraphTags = {
    GUMBO_TAG_P,       GUMBO_TAG_DIV,     GUMBO_TAG_H1,      GUMBO_TAG_H2,     GUMBO_TAG_H3,         GUMBO_TAG_H4,     GUMBO_TAG_H5,
    GUMBO_TAG_H6,      GUMBO_TAG_UL,      GUMBO_TAG_OL,      GUMBO_TAG_DL,     GUMBO_TAG_TABLE,      GUMBO_TAG_PRE,    GUMBO_TAG_BLOCKQUOTE,
    GUMBO_TAG_SECTION, GUMBO_TAG_ARTICLE, GUMBO_TAG_HEADER,  GUMBO_TAG_FOOTER, GUMBO_TAG_ASIDE,      GUMBO_TAG_NAV,    GUMBO_TAG_MAIN,
    GUMBO_TAG_FIGURE,  GUMBO_TAG_FORM,    GUMBO_TAG_HR,      GUMBO_TAG_ADDRESS, GUMBO_TAG_FIGCAPTION, GUMBO_TAG_CENTER, GUMBO_TAG_FIELDSET,
    GUMBO_TAG_DETAILS, GUMBO_TAG_SUMMARY, GUMBO_TAG_SELECT,  GUMBO_TAG_TEXTAREA, GUMBO_TAG_NOSCRIPT, GUMBO_TAG_LEGEND};
constexpr std::array kLineTags = {GUMBO_TAG_LI, GUMBO_TAG_TR, GUMBO_TAG_DT, GUMBO_TAG_DD, GUMBO_TAG_BR, GUMBO_TAG_OPTION, GUMBO_TAG_CAPTION};
constexpr std::array kHiddenTags = {GUMBO_TAG_SCRIPT, GUMBO_TAG_STYLE, GUMBO_TAG_TEMPLATE, GUMBO_TAG_SVG, GUMBO_TAG_HEAD, GUMBO_TAG_IFRAME};

template <std::size_t N>
bool among(GumboTag tag, const std::array<GumboTag, N>& tags) {
    return std::find(tags.begin(), tags.end(), tag) != tags.end();
}

std::string attribute(const GumboElement& element, const char* name) {
    const GumboAttribute* const found = gumbo_get_attribute(&element.attributes, name);
    return found == nullptr ? std::string() : squeeze(clean_utf8(found->value));
}

/// Walks the tree without recursion: pages may be nested to any depth.
class Reader {
public:
    explicit Reader(HtmlText& out) : out_(out) {}
    void read(const GumboNode* root);

private:
    struct Step {
        const GumboNode* node;
        bool leaving;
    };
    void enter(const GumboNode* node);
    void enter_element(const GumboNode* node);
    void leave(const GumboNode* node);
    void add_text(std::string_view text);
    void read_meta(const GumboElement& element);

    HtmlText& out_;
    std::vector<Step> steps_;
    int pre_ = 0, in_title_ = 0;
};

void Reader::add_text(std::string_view text) {
    std::string& to = in_title_ > 0 ? out_.title : out_.text;
    for (const char c : text) {
        const bool blank = c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
        if (!blank || (pre_ > 0 && in_title_ == 0)) {
            to.push_back(c);
        } else if (!to.empty() && to.back() != ' ' && to.back() != '\n' && to.back() != '\t') {
            to.push_back(' ');
        }
    }
}

void Reader::read_meta(const GumboElement& element) {
    const std::string content = attribute(element, "content");
    std::string name = attribute(element, "name");
    if (name.empty()) name = attribute(element, "property");
    if (name == "author" || name == "article:author") out_.author = out_.author.empty() ? content : out_.author;
    if (name == "description" || name == "og:description") out_.description = out_.description.empty() ? content : out_.description;
    if (name == "keywords") out_.keywords = content;
    if (name == "article:published_time" || name == "date" || name == "DC.date") out_.published = content;
    if (name == "og:url") out_.url = content;
}

void Reader::enter_element(const GumboNode* node) {
    const GumboElement& element = node->v.element;
    if (element.tag == GUMBO_TAG_HTML) out_.language = attribute(element, "lang");
    if (element.tag == GUMBO_TAG_META) read_meta(element);
    if (element.tag == GUMBO_TAG_LINK && attribute(element, "rel") == "canonical") out_.url = attribute(element, "href");
    const bool in_head = element.tag == GUMBO_TAG_HEAD;
    if (among(element.tag, kHiddenTags) && !in_head) return;
    if (element.tag == GUMBO_TAG_TITLE) {
        if (!out_.title.empty()) return;
        ++in_title_;
    }
    if (element.tag == GUMBO_TAG_PRE || element.tag == GUMBO_TAG_TEXTAREA) ++pre_;
    if (among(element.tag, kParagraphTags)) out_.text += "\n\n";
    if (among(element.tag, kLineTags)) out_.text += "\n";
    if ((element.tag == GUMBO_TAG_TD || element.tag == GUMBO_TAG_TH) && node->index_within_parent > 0 && !out_.text.ends_with('\n')) {
        out_.text.push_back('\t');
    }
    if (element.tag == GUMBO_TAG_IMG) {
        if (const std::string words = attribute(element, "alt"); !words.empty()) add_text(" " + words + " ");
    }
    steps_.push_back({node, true});
    for (unsigned i = element.children.length; i > 0; --i) steps_.push_back({static_cast<const GumboNode*>(element.children.data[i - 1]), false});
}

void Reader::enter(const GumboNode* node) {
    switch (node->type) {
        case GUMBO_NODE_DOCUMENT:
            for (unsigned i = node->v.document.children.length; i > 0; --i) {
                steps_.push_back({static_cast<const GumboNode*>(node->v.document.children.data[i - 1]), false});
            }
            break;
        case GUMBO_NODE_TEXT:
        case GUMBO_NODE_CDATA:
        case GUMBO_NODE_WHITESPACE: add_text(node->v.text.text); break;
        case GUMBO_NODE_ELEMENT: enter_element(node); break;
        default: break;
    }
}

void Reader::leave(const GumboNode* node) {
    const GumboTag tag = node->v.element.tag;
    if (tag == GUMBO_TAG_TITLE) --in_title_;
    if (tag == GUMBO_TAG_PRE || tag == GUMBO_TAG_TEXTAREA) --pre_;
    if (among(tag, kParagraphTags)) out_.text += "\n\n";
    if (tag == GUMBO_TAG_TR || tag == GUMBO_TAG_LI) out_.text += "\n";
}

void Reader::read(const GumboNode* root) {
    steps_.push_back({root, false});
    while (!steps_.empty()) {
        const Step step = steps_.back();
        steps_.pop_back();
        if (step.leaving) {
            leave(step.node);
        } else {
            enter(step.node);
        }
    }
}

// What the page says of its own character set in its first bytes.
std::string declared_charset(std::string_view head) {
    head = head.substr(0, 4096);
    std::string lower(head);
    for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    const std::size_t at = lower.find("charset");
    if (at == std::string::npos) return {};
    std::size_t begin = lower.find_first_not_of(" =\"'", at + 7);
    if (begin == std::string::npos) return {};
    const std::size_t end = lower.find_first_of(" \"';/>\r\n", begin);
    std::string name = lower.substr(begin, end == std::string::npos ? 20 : end - begin);
    return name.size() > 30 ? std::string() : name;
}

std::string choose_charset(base::ByteSpan bytes, std::string_view given) {
    const std::string guess = detect_charset(bytes);
    const bool marked = bytes.size() >= 2 && ((bytes[0] == 0xFF && bytes[1] == 0xFE) || (bytes[0] == 0xFE && bytes[1] == 0xFF));
    if (marked || guess == "utf-8") return guess;
    for (const std::string& name : {std::string(given), declared_charset(base::as_text(bytes))}) {
        if (!name.empty() && name != "utf-8" && name != "utf8" && !name.starts_with("utf-16") && knows_charset(name) &&
            !is_misstated(name, bytes)) {
            return name;
        }
    }
    return guess;
}

}  // namespace

HtmlText html_text(base::ByteSpan bytes, std::string_view charset) {
    HtmlText out;
    out.charset = choose_charset(bytes, charset);
    const std::string page = to_utf8(bytes, out.charset);
    Arena arena;
    GumboOptions options = kGumboDefaultOptions;
    options.allocator = Arena::give;
    options.deallocator = Arena::forget;
    options.userdata = &arena;
    options.max_errors = 0;
    const GumboOutput* const parsed = gumbo_parse_with_options(&options, page.data(), page.size());
    Reader(out).read(parsed->document);
    out.text = settle_lines(out.text);
    out.title = squeeze(clean_utf8(out.title));
    return out;
}

}  // namespace guvoh::documents

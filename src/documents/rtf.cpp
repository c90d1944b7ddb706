// SPDX-License-Identifier: AGPL-3.0-or-later
//
// RTF 1.9.1: text with its code pages (\ansicpg, the fonts' \fcharset, \'xx, \u), paragraphs, cells; pictures, styles and other
// destinations are skipped.
#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>
#include <string>
#include <vector>

#include "documents/charset.h"
#include "documents/parsers.h"
#include "documents/utf8.h"

namespace guvoh::documents {

namespace {

constexpr std::size_t kMaxGroups = 2000;

constexpr std::array<std::string_view, 30> kSkipped = {
    "fonttbl",  "colortbl",  "stylesheet", "pict",      "sp",         "objdata",   "themedata", "colorschememapping", "datastore", "latentstyles",
    "listtable", "listoverridetable", "rsidtbl", "generator", "filetbl", "revtbl",  "xmlnstbl",  "fldinst",  "bkmkstart", "bkmkend",
    "pgdsctbl", "mmathPr",   "wgrffmtfilter", "passwordhash", "nonshppict", "shprslt", "template", "panose", "falt", "private"};

std::string charset_of_code_page(int page) {
    switch (page) {
        case 866: return "ibm866";
        case 20866: return "koi8-r";
        case 21866: return "koi8-u";
        case 65001: return "utf-8";
        case 10007: return "x-mac-cyrillic";
        case 437: case 850: case 852: return "ibm-" + std::to_string(page);
        default: return page == 0 ? "windows-1252" : "windows-" + std::to_string(page);
    }
}

std::string charset_of_font(int number) {
    switch (number) {
        case 204: return "windows-1251";
        case 162: return "windows-1254";
        case 161: return "windows-1253";
        case 238: return "windows-1250";
        case 177: return "windows-1255";
        case 178: return "windows-1256";
        case 186: return "windows-1257";
        case 77: return "macintosh";
        default: return {};
    }
}

class RtfReader {
public:
    RtfReader(std::string_view rtf, Output& out) : rest_(rtf), out_(out) {}
    std::string read();

private:
    struct Group {
        bool skip = false;
        bool font_table = false;
        int unicode_skip = 1;     // \uc
        std::string* info = nullptr;
        bool font_chosen = false;  // else the default font is in use
        std::string charset;      // of the font in use, "" = the document's
    };
    void control();
    void apply(std::string_view word, bool has_number, int number);
    void destination(std::string_view word);
    void select_font(int number);
    void unicode(int number);
    void byte(char c);
    void settle_bytes();
    void put(std::string_view text);
    std::string& target() { return groups_.back().info != nullptr ? *groups_.back().info : text_; }

    std::string_view rest_;
    Output& out_;
    std::string text_, bytes_;
    std::string document_charset_ = "windows-1252";
    std::map<int, std::string> fonts_;
    std::map<std::string, std::string, std::less<>> info_;
    int font_ = -1, default_font_ = -1;
    std::vector<Group> groups_ = {Group{}};
    int to_skip_ = 0;           // characters after \u that stand for it in old readers
    std::uint32_t high_half_ = 0;
    bool ignorable_ = false;    // after "\*"
};

// Bytes gather until something else comes: a code page may need more than one for a character.
void RtfReader::settle_bytes() {
    if (bytes_.empty()) return;
    const std::string& of_font = groups_.back().font_chosen ? groups_.back().charset : fonts_[default_font_];
    const std::string& charset = of_font.empty() ? document_charset_ : of_font;
    target() += to_utf8(base::as_bytes(bytes_), charset);
    bytes_.clear();
}

void RtfReader::put(std::string_view text) {
    settle_bytes();
    if (!groups_.back().skip) target() += text;
}

void RtfReader::byte(char c) {
    if (to_skip_ > 0) {
        --to_skip_;
    } else if (!groups_.back().skip) {
        bytes_.push_back(c);
    }
}

void RtfReader::unicode(int number) {
    const auto c = static_cast<std::uint32_t>(number < 0 ? number + 65536 : number);
    settle_bytes();
    to_skip_ = groups_.back().unicode_skip;
    if (groups_.back().skip) return;
    if ((c & 0xFC00U) == 0xD800U) {
        high_half_ = c;
    } else if ((c & 0xFC00U) == 0xDC00U && high_half_ != 0) {
        put_utf8(target(), 0x10000U + ((high_half_ & 0x3FFU) << 10U) + (c & 0x3FFU));
        high_half_ = 0;
    } else {
        put_utf8(target(), c);
    }
}

void RtfReader::select_font(int number) {
    settle_bytes();
    font_ = number;
    const auto found = fonts_.find(number);
    groups_.back().font_chosen = number >= 0;
    groups_.back().charset = found == fonts_.end() ? std::string() : found->second;
}

void RtfReader::destination(std::string_view word) {
    Group& group = groups_.back();
    constexpr std::array<std::pair<std::string_view, const char*>, 6> kInfo = {{
        {"title", "title"}, {"author", "author"}, {"subject", "subject"}, {"keywords", "keywords"}, {"company", "company"}, {"doccomm", "comment"}}};
    for (const auto& [name, key] : kInfo) {
        if (word == name) group.info = &info_[key];
    }
    if (word == "info") group.info = &info_["rest"];
    if (word == "fonttbl") group.font_table = true;
    if (std::find(kSkipped.begin(), kSkipped.end(), word) != kSkipped.end()) group.skip = true;
}

void RtfReader::apply(std::string_view word, bool has_number, int number) {
    if (word == "u") return unicode(number);
    if (word == "par" || word == "sect" || word == "page") return put("\n\n");
    if (word == "line") return put("\n");
    if (word == "tab" || word == "cell" || word == "nestcell") return put("\t");
    if (word == "row" || word == "nestrow") return put("\n");
    if (word == "emdash") return put("\xE2\x80\x94");
    if (word == "endash") return put("\xE2\x80\x93");
    if (word == "lquote" || word == "rquote") return put("\xE2\x80\x99");
    if (word == "ldblquote") return put("\xE2\x80\x9C");
    if (word == "rdblquote") return put("\xE2\x80\x9D");
    if (word == "bullet") return put("\xE2\x80\xA2");
    if (word == "uc") groups_.back().unicode_skip = std::clamp(number, 0, 10);
    if (word == "ansicpg") document_charset_ = charset_of_code_page(number);
    if (word == "mac") document_charset_ = "macintosh";
    if (word == "deff") default_font_ = number;
    if (word == "f" && has_number) return select_font(number);
    if (word == "fcharset" && groups_.back().font_table) fonts_[font_] = charset_of_font(number);
    if (word == "plain") select_font(-1);
    if (word == "bin" && number > 0) rest_.remove_prefix(std::min(rest_.size(), static_cast<std::size_t>(number)));
    if (ignorable_ && word != "footnote" && word != "annotation" && word != "shppict" && word != "shpinst" && word != "hlinkbase") {
        groups_.back().skip = true;
    }
    destination(word);
}

// A backslash has been read.
void RtfReader::control() {
    if (rest_.empty()) return;
    const char first = rest_.front();
    if ((first < 'a' || first > 'z') && (first < 'A' || first > 'Z')) {
        rest_.remove_prefix(1);
        if (first == '\'') {
            const std::string hex(rest_.substr(0, 2));
            rest_.remove_prefix(std::min<std::size_t>(2, rest_.size()));
            byte(static_cast<char>(std::strtol(hex.c_str(), nullptr, 16)));
        } else if (first == '*') {
            ignorable_ = true;
        } else if (first == '~') {
            put("\xC2\xA0");
        } else if (first == '_') {
            put("-");
        } else if (first == '\n' || first == '\r') {
            put("\n\n");
        } else if (first == '\\' || first == '{' || first == '}') {
            byte(first);
        }
        return;
    }
    std::size_t end = 0;
    while (end < rest_.size() && end < 32 && ((rest_[end] >= 'a' && rest_[end] <= 'z') || (rest_[end] >= 'A' && rest_[end] <= 'Z'))) ++end;
    const std::string_view word = rest_.substr(0, end);
    rest_.remove_prefix(end);
    end = rest_.starts_with('-') ? 1 : 0;
    while (end < rest_.size() && end < 11 && rest_[end] >= '0' && rest_[end] <= '9') ++end;
    const std::string digits(rest_.substr(0, end));
    rest_.remove_prefix(end);
    if (rest_.starts_with(' ')) rest_.remove_prefix(1);
    const bool has_number = !digits.empty() && digits != "-";
    apply(word, has_number, has_number ? static_cast<int>(std::clamp(std::strtol(digits.c_str(), nullptr, 10), -2'000'000'000L, 2'000'000'000L)) : 0);
    ignorable_ = false;
}

std::string RtfReader::read() {
    while (!rest_.empty()) {
        const char c = rest_.front();
        rest_.remove_prefix(1);
        if (c == '{') {
            settle_bytes();
            to_skip_ = 0;
            if (groups_.size() < kMaxGroups) groups_.push_back(groups_.back());
            groups_.back().font_table = groups_.back().font_table && groups_.size() < kMaxGroups;
        } else if (c == '}') {
            settle_bytes();
            to_skip_ = 0;
            if (groups_.size() > 1) groups_.pop_back();
        } else if (c == '\\') {
            control();
        } else if (c != '\n' && c != '\r') {
            byte(c);
        }
    }
    settle_bytes();
    for (const char* const key : {"title", "author", "subject", "keywords"}) out_.metadata(key, info_[key]);
    return std::move(text_);
}

}  // namespace

base::Status parse_rtf(const Source& source, Output& out) {
    RtfReader reader(base::as_text(source.bytes), out);
    std::string text = settle_lines(reader.read());
    if (!text.empty()) out.text(std::move(text));
    return {};
}

}  // namespace guvoh::documents

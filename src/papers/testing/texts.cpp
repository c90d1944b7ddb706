// SPDX-License-Identifier: AGPL-3.0-or-later
#include "papers/testing/texts.h"

#include <rapidcheck.h>

#include <vector>

namespace guvoh::papers::testing {

namespace {

/// Drops what is named, and makes every line end "\n".
std::string kept(std::string_view text, const std::vector<std::string_view>& dropped) {
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
        const std::string_view rest = text.substr(i);
        std::size_t length = 1;
        bool drop = text[i] >= 0 && text[i] < ' ' && text[i] != '\t';
        for (const std::string_view one : dropped) {
            if (!rest.starts_with(one)) continue;
            drop = true;
            length = one.size();
        }
        if (rest.starts_with("\r\n")) length = 2;
        if (text[i] == '\r' || text[i] == '\n') {
            out += '\n';
        } else if (!drop) {
            out += text.substr(i, length);
        }
        i += length;
    }
    return out;
}

}  // namespace

std::string any_text() {
    static const std::vector<std::string> kPieces = {
        "a",      "Z",    " ",    "  ",   "\t",       "\n",           "\r",         "\r\n",         "<",            "&amp;", "]]>",
        "\"",     "'",    ",",    ";",    "\\",       ":",            "\\n",        "_x000D_",      "ж",            "ң",     "Ӯ",
        "ғ",      "ё",    "שלום", "سلام", "漢",       "😀",           "e\u0301",    "\u00a0",       "\u202e",       "\x7f",  std::string(1, '\0'),
        "\x01",   "\x0b", "\x1f", "{}",   "\u2028",   "\xef\xbf\xbe", "\xef\xbf\xbf", "\xef\xbf\xbd", "\xf4\x8f\xbf\xbf", "%", "=1+1"};
    const auto pieces = *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(kPieces));
    std::string out;
    for (std::size_t i = 0; i < pieces.size() && i < 60; ++i) out += pieces[i];
    return out;
}

std::string kept_in_xml(std::string_view text) { return kept(text, {"\xef\xbf\xbe", "\xef\xbf\xbf"}); }
std::string kept_in_calendar(std::string_view text) { return kept(text, {"\x7f"}); }

}  // namespace guvoh::papers::testing

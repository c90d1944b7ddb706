// SPDX-License-Identifier: AGPL-3.0-or-later
#include "sheets/xml_elements.h"

#include <gtest/gtest.h>

namespace guvoh::sheets {
namespace {

/// All elements, read in pieces of `piece` bytes.
std::string elements(std::string_view xml, std::size_t piece, std::size_t most = 1000) {
    std::size_t at = 0;
    XmlElements rows([&](std::string& out) {
        out = xml.substr(at, piece);
        at += out.size();
        return base::Status{};
    }, "row", most);
    std::string found;
    for (;;) {
        const auto element = rows.next();
        if (!element) return found + "(" + std::string(base::error_kind_name(element.error().kind)) + ")";
        if (element->empty()) return found;
        found += std::string(*element) + "|";
    }
}

TEST(XmlElements, AreFoundWhereverThePiecesEnd) {
    constexpr std::string_view kXml = "<?xml version='1.0'?><sheet><rows a='>'/><row r=\"1>\"><c>&lt;</c></row >\n<row/><!-- x --><row><rowx></rowx></row></sheet>";
    for (std::size_t piece = 1; piece < 40; ++piece) {
        EXPECT_EQ(elements(kXml, piece), "<row r=\"1>\"><c>&lt;</c></row >|<row/>|<row><rowx></rowx></row>|") << piece;
    }
}

TEST(XmlElements, MayHaveAPrefix) { EXPECT_EQ(elements("<x:d><x:row>1</x:row></x:d>", 5), "<x:row>1</x:row>|"); }

TEST(XmlElements, MustBeClosedAndNotTooLong) {
    EXPECT_EQ(elements("<row>1</row><row>2", 4), "<row>1</row>|(invalid)");
    EXPECT_EQ(elements("<row a='", 4), "(invalid)");
    EXPECT_EQ(elements("<row>" + std::string(500, 'x') + "</row>", 10, 100), "(cancelled)");
    EXPECT_EQ(elements("no xml at all", 4), "");
    EXPECT_EQ(elements(std::string(5'000, 'x') + "<row/>", 10, 100), "<row/>|");
}

}  // namespace
}  // namespace guvoh::sheets

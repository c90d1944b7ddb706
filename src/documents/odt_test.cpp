// SPDX-License-Identifier: AGPL-3.0-or-later
#include <gtest/gtest.h>

#include "documents/testing/files.h"

namespace guvoh::documents {
namespace {

using testing::all_text;
using testing::make_odt;
using testing::parse_here;

TEST(Odt, KeepsHeadingsParagraphsSpacesAndNotes) {
    const auto found = parse_here(make_odt("<text:h>Заголовок</text:h><text:p>one<text:s text:c=\"2\"/><text:span>two</text:span><text:tab/>x"
                                           "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>see below</text:p>"
                                           "</text:note-body></text:note></text:p>"),
                                  "a.odt");

    ASSERT_TRUE(found) << found.error().text();
    EXPECT_EQ(found->kind, Kind::Odt);
    EXPECT_EQ(all_text(*found), "Заголовок\n\none  two\tx (see below)");
}

TEST(Odt, BeginsARowWhoseFirstCellIsEmptyOnALineOfItsOwn) {
    const auto row = [](const std::string& a, const std::string& b) {
        return "<table:table-row><table:table-cell><text:p>" + a + "</text:p></table:table-cell><table:table-cell><text:p>" + b +
               "</text:p></table:table-cell></table:table-row>";
    };

    const auto found = parse_here(make_odt("<table:table>" + row("1 May", "Colony 7") + row("", "Court") + "</table:table>"), "a.odt");

    ASSERT_TRUE(found);
    EXPECT_EQ(all_text(*found), "1 May\tColony 7\n\n\tCourt");
}

TEST(Odt, LeavesOutTrackedDeletions) {
    const auto found = parse_here(make_odt("<text:tracked-changes><text:p>gone</text:p></text:tracked-changes><text:p>kept</text:p>"), "a.odt");

    ASSERT_TRUE(found);
    EXPECT_EQ(all_text(*found), "kept");
}

TEST(Odt, SaysWhenItIsEncrypted) {
    const auto found = parse_here(make_odt("", {{"META-INF/manifest.xml", "<m><manifest:encryption-data/></m>"}}), "a.odt");

    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().kind, base::ErrorKind::Unsupported);
    EXPECT_NE(found.error().detail.find("encrypted"), std::string::npos);
}

TEST(Odt, ReadsFieldsOfEveryKindAndWhoRemarkedNothing) {
    const auto found = parse_here(make_odt("<text:p>a <text:placeholder>b</text:placeholder> <text:bookmark-ref>c</text:bookmark-ref>"
                                           "<office:annotation><dc:creator>who</dc:creator><text:p>d</text:p></office:annotation></text:p>"), "a.odt");

    ASSERT_TRUE(found);
    EXPECT_EQ(all_text(*found), "a b c (d)");
}

TEST(Odt, ReadsHeadersAndFooters) {
    const auto found = parse_here(make_odt("<text:p>body</text:p>",
                                           {{"styles.xml", "<office:document-styles><office:master-styles><style:master-page><style:header><text:p>No. 7"
                                                           "</text:p></style:header></style:master-page></office:master-styles></office:document-styles>"}}),
                                  "a.odt");

    ASSERT_TRUE(found);
    EXPECT_EQ(all_text(*found), "body\n\nNo. 7");
}

}  // namespace
}  // namespace guvoh::documents

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

}  // namespace
}  // namespace guvoh::documents

// SPDX-License-Identifier: AGPL-3.0-or-later
#include <gtest/gtest.h>

#include "documents/testing/files.h"

namespace guvoh::documents {
namespace {

TEST(Spreadsheet, ReadsOdsTablesRowByRow) {
    const std::string table = "<office:document-content><office:body><office:spreadsheet><table:table table:name=\"Визиты\">"
                              "<table:table-row><table:table-cell><text:p>Place</text:p></table:table-cell>"
                              "<table:table-cell table:number-columns-repeated=\"2\"/><table:table-cell><text:p>Year</text:p></table:table-cell>"
                              "<table:table-cell table:number-columns-repeated=\"16000\"/></table:table-row>"
                              "</table:table></office:spreadsheet></office:body></office:document-content>";
    const std::string file =
        testing::make_zip({{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}, {"content.xml", table}});

    const auto found = testing::parse_here(file, "a.ods");

    ASSERT_TRUE(found) << found.error().text();
    EXPECT_EQ(found->kind, Kind::Spreadsheet);
    EXPECT_EQ(testing::all_text(*found), "Визиты\n\nPlace\t\t\tYear");
}

}  // namespace
}  // namespace guvoh::documents

// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/testing/small_workspace.h"

namespace guvoh::service {
namespace {

class SearchTest : public testing::SmallWorkspace {};

TEST_F(SearchTest, FieldsNarrowASearch) {
    write("a.txt", "Задержанный жаловался на пытки в следственном изоляторе.");
    write("b.html", "<html><body><p>The detainee complained of torture in the remand prison.</p></body></html>");
    ingest();

    EXPECT_EQ(count("lang:ru пытки"), 1U);
    EXPECT_EQ(count("lang:en пытки"), 0U);
    EXPECT_EQ(count("kind:html torture"), 1U);
    EXPECT_EQ(count("kind:pdf torture"), 0U);
    EXPECT_EQ(count("kind:HTML torture"), 1U);
    EXPECT_EQ(count("lang:RUS пытки"), 1U);
    EXPECT_EQ(count("name:b torture"), 1U);
    EXPECT_EQ(workspace_->search(Caller::owner(), {"date:yesterday x", 1, 0, false, false}).error().kind, base::ErrorKind::Invalid);
}

TEST_F(SearchTest, AFieldRefusesAValueThatIsNone) {
    const auto error = [this](const char* query) { return workspace_->search(Caller::owner(), {query, 1, 0, false, false}).error(); };

    EXPECT_EQ(error("kind:banana").kind, base::ErrorKind::Invalid);
    EXPECT_EQ(error("lang:russian").detail, "after lang: stands one of en, ru, kk, ky, tg, uz, tk, tr, ar, fa, tt, ug, kaa, az, uk, und");
}

TEST_F(SearchTest, ADateFieldMeansTheDaysADocumentSpeaksOf) {
    write("a.eml", "From: a@example.org\r\nDate: Tue, 14 May 2013 10:00:00 +0000\r\nSubject: visit\r\n\r\nthe visit took place\r\n");
    ingest();

    EXPECT_EQ(count("date:2013-05 visit"), 1U);
    EXPECT_EQ(count("date:2012-07..2013 visit"), 1U);
    EXPECT_EQ(count("date:2014 visit"), 0U);
}

}  // namespace
}  // namespace guvoh::service

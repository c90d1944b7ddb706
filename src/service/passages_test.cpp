// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/testing/small_workspace.h"

namespace guvoh::service {
namespace {

class PassagesTest : public testing::SmallWorkspace {};


TEST_F(PassagesTest, QuoteByCharactersOrWordsAndRefuseWhatIsNotThere) {
    write("note.txt", "суд и пытки и суд");
    ingest();
    QuoteRequest request;
    request.document = only_document();
    request.page = 1;
    request.characters = TextRange{6, 11};
    EXPECT_EQ(workspace_->quote(Caller::owner(), request)->text, "пытки");
    request.characters.reset();
    request.text = "суд";
    EXPECT_EQ(workspace_->quote(Caller::owner(), request)->characters.begin, 0U);
    request.text = "нет таких слов";
    EXPECT_EQ(workspace_->quote(Caller::owner(), request).error().kind, base::ErrorKind::NotFound);
    request.page = 9;
    EXPECT_EQ(workspace_->quote(Caller::owner(), request).error().kind, base::ErrorKind::NotFound);
    EXPECT_EQ(workspace_->passages(Caller::owner(), request.document)->size(), 2U);
}

}  // namespace
}  // namespace guvoh::service

// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/testing/small_workspace.h"

namespace guvoh::service {
namespace {

class DocumentsTest : public testing::SmallWorkspace {};


TEST_F(DocumentsTest, ShowsFactsWordsAndTheFileItself) {
    write("note.txt", "Камера на восемь человек.\n\nThe window does not open.");
    ingest();
    const std::string id = only_document();

    const auto info = workspace_->document(Caller::owner(), id.substr(0, 20));
    ASSERT_TRUE(info.has_value()) << info.error().text();
    EXPECT_EQ(info->file_name, "note.txt");
    EXPECT_EQ(info->kind, "text");
    const auto page = workspace_->page(Caller::owner(), id, 1);
    ASSERT_TRUE(page.has_value());
    EXPECT_EQ(page->paragraphs.size(), 2U);
    EXPECT_EQ(page->paragraphs[0].language, "ru");
    EXPECT_EQ(workspace_->page(Caller::owner(), id, 2).error().kind, base::ErrorKind::NotFound);

    const std::string copy = (source_ / "copy").string();
    ASSERT_TRUE(workspace_->write_original(Caller::owner(), id, copy).has_value());
    std::ifstream in(copy);
    EXPECT_EQ(std::string(std::istreambuf_iterator<char>(in), {}), "Камера на восемь человек.\n\nThe window does not open.");
    EXPECT_EQ(workspace_->write_original(Caller::owner(), id, copy).error().kind, base::ErrorKind::Conflict);  // never over an existing file
}

TEST_F(DocumentsTest, NamesNearDuplicates) {
    std::string text;
    for (int i = 0; i < 300; ++i) text += "word" + std::to_string(i * 7919 % 1000) + " ";
    write("a.txt", text);
    write("b.txt", text + " and a signature");

    const IngestReport report = ingest();

    EXPECT_EQ(report.near_duplicates, 1U);
    const auto list = workspace_->documents(Caller::owner(), 10, 0);
    EXPECT_EQ(workspace_->document(Caller::owner(), list->documents[0].id)->near_duplicates, std::vector<std::string>{list->documents[1].id});
}

TEST_F(DocumentsTest, AnUnknownIdIsNotFound) {
    EXPECT_EQ(workspace_->document(Caller::owner(), "zzzz").error().kind, base::ErrorKind::Invalid);
    EXPECT_EQ(workspace_->document(Caller::owner(), "7zzz").error().kind, base::ErrorKind::NotFound);
}

}  // namespace
}  // namespace guvoh::service

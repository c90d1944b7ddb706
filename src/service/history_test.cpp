// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/testing/small_workspace.h"

namespace guvoh::service {
namespace {

class HistoryTest : public testing::SmallWorkspace {};

TEST_F(HistoryTest, ExpungingRemovesWordsFileAndHitsButNotTheProof) {
    write("a.txt", "the name of a witness stands here");
    write("b.txt", "another note");
    ingest();
    const auto reply = workspace_->search(Caller::owner(), {"witness", 1, 0, false, false});
    ASSERT_EQ(reply->hits.size(), 1U);
    QuoteRequest request;
    request.document = reply->hits[0].document;
    request.text = "name of a witness";
    ASSERT_TRUE(workspace_->quote(Caller::owner(), request).has_value());

    ASSERT_TRUE(workspace_->expunge(Caller::owner(), request.document, "for safety").has_value());

    EXPECT_EQ(count("witness"), 0U);
    EXPECT_EQ(workspace_->document(Caller::owner(), request.document).error().kind, base::ErrorKind::NotFound);
    reopen();
    EXPECT_EQ(count("witness"), 0U);
    const auto verified = workspace_->verify();
    ASSERT_TRUE(verified.has_value()) << verified.error().text();
    EXPECT_TRUE(verified->ok) << verified->problem->what;
    EXPECT_EQ(verified->documents, 1U);
    EXPECT_EQ(verified->withheld, 2U);  // the document's fields and the passage's
    const auto history = workspace_->history(Caller::owner(), request.document);
    ASSERT_TRUE(history.has_value());
    ASSERT_EQ(history->size(), 2U);
    EXPECT_EQ(history->back().kind, "expunge");
    EXPECT_EQ(history->back().reason, "for safety");
    EXPECT_EQ(history->back().member, "A. Documenter");
}

TEST_F(HistoryTest, WhatIsWithheldStaysHereAndIsLeftOutOfBundles) {
    write("note.txt", "Told in confidence by the cook.");
    ingest();
    const std::string id = only_document();
    const std::string before = source_.string() + "-before", after = source_.string() + "-after";
    ASSERT_TRUE(workspace_->write_bundle(before, true).has_value());

    ASSERT_TRUE(workspace_->withhold(Caller::owner(), id, "confidence").has_value());
    ASSERT_TRUE(workspace_->write_bundle(after, true).has_value());

    const auto text = [](const std::string& path) {
        std::ifstream in(path, std::ios::binary);
        return std::string(std::istreambuf_iterator<char>(in), {});
    };
    EXPECT_NE(text(before).find("note.txt"), std::string::npos);
    EXPECT_EQ(text(after).find("note.txt"), std::string::npos);
    EXPECT_TRUE(verify_bundle(after)->ok);
    EXPECT_EQ(workspace_->document(Caller::owner(), id)->file_name, "note.txt");
    EXPECT_EQ(workspace_->history(Caller::owner(), id)->back().kind, "withhold");
    EXPECT_TRUE(workspace_->verify()->ok);
    testing::fs::remove(before);
    testing::fs::remove(after);
}

}  // namespace
}  // namespace guvoh::service

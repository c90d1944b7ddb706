// SPDX-License-Identifier: AGPL-3.0-or-later
#include "documents/text_store.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <memory>

#include "crypto/crypto.h"
#include "documents/layout_codec.h"
#include "vault/vault.h"

namespace guvoh::documents {
namespace {

Extracted long_document() {
    Extracted document;
    for (int i = 0; i < 30; ++i) {
        Page page;
        page.width_pt = 595;
        page.height_pt = i == 7 ? 400 : 842;
        for (int word = 0; word < 400; ++word) {
            const auto begin = static_cast<std::uint32_t>(page.text.size());
            page.text += "слово" + std::to_string(i * 1000 + word);
            const auto x = static_cast<std::uint16_t>(word * 10 % 4000), y = static_cast<std::uint16_t>(word / 10 * 100);
            page.words.push_back({begin, static_cast<std::uint32_t>(page.text.size()), {x, y, static_cast<std::uint16_t>(x + 90), static_cast<std::uint16_t>(y + 80)}});
            page.text += word % 40 == 39 ? "\n\n" : " ";
        }
        document.pages.push_back(page);
    }
    document.pages[3].from_ocr = true;
    document.pages[3].ocr_confidence = 87.5F;
    document.pages[3].ocr_languages = "kaz";
    return document;
}

TEST(LayoutCodec, BringsBackPagesWordsAndParagraphs) {
    const Extracted document = long_document();
    const std::vector<Paragraph> paragraphs = {{0, 0, 10, "ru", "Cyrl"}, {0, 12, 20, "kk", "Cyrl"}, {5, 3, 9, "", ""}};

    const auto pages = decode_pages(encode_pages(document.pages));
    const auto words = decode_words(encode_words(document.pages[0].words));
    const auto back = decode_paragraphs(encode_paragraphs(paragraphs));

    ASSERT_TRUE(pages && words && back);
    EXPECT_EQ((*pages)[7].height_pt, 400);
    EXPECT_EQ((*pages)[8].height_pt, 842);
    EXPECT_EQ((*pages)[3].ocr_languages, "kaz");
    EXPECT_EQ((*pages)[3].ocr_confidence, 87.5F);
    EXPECT_EQ((*pages)[0].length, document.pages[0].text.size());
    EXPECT_EQ(*words, document.pages[0].words);
    EXPECT_EQ(*back, paragraphs);
}

TEST(LayoutCodec, CallsDamageCorrupt) {
    base::Bytes bytes = encode_words(long_document().pages[0].words);
    bytes.pop_back();

    EXPECT_EQ(decode_words(bytes).error().kind, base::ErrorKind::Corrupt);
    EXPECT_EQ(decode_pages(base::Bytes{200}).error().kind, base::ErrorKind::Corrupt);
    EXPECT_EQ(decode_paragraphs(base::Bytes{1, 0, 0, 5}).error().kind, base::ErrorKind::Corrupt);
}

/// A vault in a folder of its own.
class TextStoreInAVault : public ::testing::Test {
protected:
    void SetUp() override {
        folder_ = std::filesystem::temp_directory_path() / ("guvoh-text-store-" + std::to_string(::getpid()));
        std::filesystem::remove_all(folder_);
        vault::OpenOptions options;
        options.stretch_cost = {8192, 1};
        auto created = vault::Vault::create(folder_.string(), crypto::Passphrase("correct horse battery"), options);
        ASSERT_TRUE(created) << created.error().text();
        vault_ = std::move(created->vault);
        ASSERT_TRUE(vault_->database().migrate("documents", text_store_migrations()));
    }
    void TearDown() override {
        vault_.reset();
        std::filesystem::remove_all(folder_);
    }
    void put(std::int64_t number, const Extracted& document, const std::vector<Paragraph>& paragraphs = {}) {
        auto writing = vault_->database().begin_write();
        ASSERT_TRUE(writing);
        const auto stored = store_.put(**writing, number, document, paragraphs);
        ASSERT_TRUE(stored) << stored.error().text();
        ASSERT_TRUE((*writing)->commit());
    }
    std::filesystem::path folder_;
    std::unique_ptr<vault::Vault> vault_;
    TextStore store_;
};

TEST_F(TextStoreInAVault, GivesBackPagesRangesWordsAndParagraphs) {
    const Extracted document = long_document();
    const std::vector<Paragraph> paragraphs = split_paragraphs(document.pages[9], 9);
    put(5, document, paragraphs);
    auto reading = vault_->database().begin_read();
    ASSERT_TRUE(reading);

    const auto infos = store_.pages(**reading, 5);
    const auto page = store_.page_text(**reading, 5, 9);
    const auto range = store_.text_range(**reading, 5, 20, 10, 30);
    const auto words = store_.words(**reading, 5, 9, 0, 30);
    const auto back = store_.paragraphs(**reading, 5);

    ASSERT_TRUE(infos && page && range && words && back);
    EXPECT_EQ(infos->size(), 30U);
    EXPECT_EQ(*page, document.pages[9].text);
    EXPECT_EQ(*range, document.pages[20].text.substr(10, 20));
    EXPECT_EQ(words->size(), 2U);
    EXPECT_EQ((*words)[0], document.pages[9].words[0]);
    EXPECT_EQ(*back, paragraphs);
}

TEST_F(TextStoreInAVault, ReplacesAndErasesADocument) {
    put(5, long_document());
    Extracted other;
    other.pages.resize(1);
    other.pages[0].text = "short";
    put(5, other);
    put(6, other);
    auto writing = vault_->database().begin_write();
    ASSERT_TRUE(writing);

    EXPECT_EQ(store_.page_text(**writing, 5, 0).value(), "short");
    ASSERT_TRUE(store_.erase(**writing, 5));
    EXPECT_EQ(store_.page_text(**writing, 5, 0).error().kind, base::ErrorKind::NotFound);
    EXPECT_EQ(store_.page_text(**writing, 6, 0).value(), "short");
    EXPECT_EQ(store_.page_text(**writing, 6, 1).error().kind, base::ErrorKind::NotFound);
}

TEST(SplitParagraphs, GivesRangesWithoutTheBreaks) {
    Page page;
    page.text = "one\ntwo\n\nthree";

    const auto found = split_paragraphs(page, 4);

    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0], (Paragraph{4, 0, 7, "", ""}));
    EXPECT_EQ(found[1], (Paragraph{4, 9, 14, "", ""}));
}

}  // namespace
}  // namespace guvoh::documents

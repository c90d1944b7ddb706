// SPDX-License-Identifier: AGPL-3.0-or-later
#include <gtest/gtest.h>

#include "platform/file_system.h"
#include "platform/testing/temporary_folder.h"
#include "service/workspace.h"

namespace guvoh::service {
namespace {

TEST(Machine, NamesTheLanguageOfEachLineAndKeepsEmptyOnes) {
    const platform::testing::TemporaryFolder folder;
    const std::string path = folder.path() + "/lines.txt";
    const std::string text = "\xEF\xBB\xBFАдвокат не был допущен к задержанному.\r\n\nThe lawyer was not admitted.\n";
    ASSERT_TRUE(platform::write_file_durably(platform::real_file_system(), path, base::as_bytes(text)).has_value());

    const auto lines = identify_language(path);

    ASSERT_TRUE(lines.has_value()) << lines.error().text();
    ASSERT_EQ(lines->size(), 3U);
    EXPECT_EQ((*lines)[0].language, "ru");
    EXPECT_EQ((*lines)[0].text, "Адвокат не был допущен к задержанному.");
    EXPECT_EQ((*lines)[1].language, "und");
    EXPECT_EQ((*lines)[2].script, "Latn");
}

TEST(Machine, TwoWaysOfTypingAPassphraseAreOne) {
    const auto composed = make_passphrase("\u0439");
    const auto decomposed = make_passphrase("\u0438\u0306");

    EXPECT_TRUE(std::equal(composed->bytes().begin(), composed->bytes().end(), decomposed->bytes().begin(), decomposed->bytes().end()));
    EXPECT_FALSE(make_passphrase("").has_value());
    EXPECT_FALSE(make_passphrase("\xff").has_value());
}

}  // namespace
}  // namespace guvoh::service

// SPDX-License-Identifier: AGPL-3.0-or-later
#include <gtest/gtest.h>

#include "documents/testing/files.h"

namespace guvoh::documents {
namespace {

using testing::parse_here;

std::string wide(std::u16string_view text) {
    std::string bytes;
    for (const char16_t unit : text) bytes += {static_cast<char>(unit & 0xFF), static_cast<char>(unit >> 8)};
    return bytes;
}

/// Properties of fixed size behind a header: type, number, flags, value.
std::string fixed(std::size_t header_bytes, const std::vector<std::pair<std::uint32_t, std::uint64_t>>& values) {
    base::Bytes bytes(header_bytes);
    for (const auto& [tag, value] : values) {
        base::put_u32(bytes, tag);
        base::put_u32(bytes, 6);
        base::put_u64(bytes, value);
    }
    return std::string(base::as_text(bytes));
}

constexpr std::uint64_t kJune2021 = 132'678'432'000'000'000;  // 2021-06-11T00:00:00Z, in 100 ns since 1601

TEST(Outlook, ReadsAMessageWithItsAttachments) {
    const std::string attachment = "__attach_version1.0_#00000000/";
    const std::string file = testing::make_ole({{"__properties_version1.0", fixed(32, {{0x00390040, kJune2021}})},
                                                {"__substg1.0_0037001F", wide(u"Посещение изолятора")},
                                                {"__substg1.0_0C1A001F", wide(u"А. Пример")},
                                                {"__substg1.0_5D01001F", wide(u"a@example.org")},
                                                {"__substg1.0_0E04001F", wide(u"Б. Пример")},
                                                {"__substg1.0_1000001F", wide(u"Завтра в девять.\r\nБез камер.")},
                                                {attachment + "__substg1.0_3707001F", wide(u"план.txt")},
                                                {attachment + "__substg1.0_370E001F", wide(u"text/plain")},
                                                {attachment + "__substg1.0_37010102", "two gates"}});

    const auto found = parse_here(file, "letter.msg");

    ASSERT_TRUE(found) << found.error().text();
    EXPECT_EQ(found->kind, Kind::Email);
    EXPECT_EQ(found->metadata.at("from"), "А. Пример <a@example.org>");
    EXPECT_EQ(found->metadata.at("sent_at"), "2021-06-11T00:00:00Z");
    EXPECT_EQ(testing::all_text(*found),
              "Посещение изолятора\nFrom: А. Пример <a@example.org>\nTo: Б. Пример\n\nЗавтра в девять.\nБез камер.");
    ASSERT_EQ(found->children.size(), 1U);
    EXPECT_EQ(found->children[0].name, "план.txt");
    EXPECT_EQ(base::as_text(found->children[0].content), "two gates");
}

TEST(Outlook, ReadsOldLettersByTheirCodePage) {
    const std::string file = testing::make_ole({{"__properties_version1.0", fixed(32, {{0x3FFD0003, 1251}})},
                                                {"__substg1.0_0037001E", "\xCF\xE8\xF1\xFC\xEC\xEE"},
                                                {"__substg1.0_10130102", "<p>words of <b>HTML</b></p>"}});

    EXPECT_EQ(testing::all_text(*parse_here(file, "x.msg")), "Письмо\n\nwords of HTML");
}

TEST(Outlook, ReadsAMessageInsideAndGoesOn) {
    const std::string inner = "__attach_version1.0_#00000000/__substg1.0_3701000D/", next = "__attach_version1.0_#00000002/";
    const std::string file = testing::make_ole({{"__properties_version1.0", fixed(32, {{0x3FFD0003, 1251}})},
                                                {"__substg1.0_0C1A001F", wide(u"А. Пример")},
                                                {"__substg1.0_0C1F001F", wide(u"a@example.org")},
                                                {"__substg1.0_1000001F", wide(u"See below.")},
                                                {inner + "__properties_version1.0", fixed(24, {{0x3FFD0003, 1250}})},
                                                {inner + "__substg1.0_1000001F", wide(u"The message inside.")},
                                                {"__attach_version1.0_#00000001", "no folder"},
                                                {next + "__substg1.0_3707001E", "\xEF\xEB\xE0\xED.txt"},
                                                {next + "__substg1.0_37010102", "two gates"}});

    const auto found = parse_here(file, "x.msg");

    ASSERT_TRUE(found) << found.error().text();
    EXPECT_EQ(found->metadata.at("from"), "А. Пример <a@example.org>");
    EXPECT_NE(testing::all_text(*found).find("The message inside."), std::string::npos);
    EXPECT_EQ(found->notes.size(), 1U);
    ASSERT_EQ(found->children.size(), 1U);
    EXPECT_EQ(found->children[0].name, "план.txt");
}

TEST(Outlook, SaysWhenTheWordsStayUnread) {
    const std::string file = testing::make_ole({{"__properties_version1.0", fixed(32, {})}, {"__substg1.0_10090102", "packed"}});

    const auto found = parse_here(file, "x.msg");

    ASSERT_TRUE(found) << found.error().text();
    EXPECT_TRUE(found->pages.empty());
    EXPECT_EQ(found->notes.size(), 1U);
}

}  // namespace
}  // namespace guvoh::documents

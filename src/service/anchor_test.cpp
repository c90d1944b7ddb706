// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/anchor.h"

#include <gtest/gtest.h>

namespace guvoh::service {
namespace {

std::string cut(const std::string& text, const std::optional<TextRange>& range) {
    return range ? text.substr(range->begin, range->end - range->begin) : "(not found)";
}

TEST(Anchor, FindsAQuotationAcrossLineBreaks) {
    const std::string text = "He was held\nfor three  days without a lawyer.";

    EXPECT_EQ(cut(text, find_quotation(text, "held for three days")), "held\nfor three  days");
}

TEST(Anchor, FindsAQuotationTypedInAnotherCase) {
    const std::string text = "Его держали в колонии «Белый Ключ» три дня.";

    EXPECT_EQ(cut(text, find_quotation(text, "колонии белый ключ")), "колонии «Белый Ключ");
}

TEST(Anchor, TakesTheOccurrenceNearestToThePlace) {
    const std::string text = "the cell; the yard; the cell";

    EXPECT_EQ(find_quotation(text, "the cell", 0)->begin, 0U);
    EXPECT_EQ(find_quotation(text, "the cell", 25)->begin, 20U);
}

TEST(Anchor, GivesNothingForWordsThatDoNotStandTogether) {
    EXPECT_FALSE(find_quotation("one two three", "one three").has_value());
    EXPECT_FALSE(find_quotation("one two three", "").has_value());
}

TEST(Anchor, CountsCharactersNotBytes) {
    const std::string text = "пытки и суд";

    const auto bytes = bytes_of_characters(text, {8, 11});

    ASSERT_TRUE(bytes.has_value());
    EXPECT_EQ(text.substr(bytes->begin, bytes->end - bytes->begin), "суд");
    const auto back = characters_of_bytes(text, *bytes);
    EXPECT_EQ(back.begin, 8U);
    EXPECT_EQ(back.end, 11U);
}

TEST(Anchor, RefusesARangePastTheEnd) {
    EXPECT_FALSE(bytes_of_characters("abc", {1, 4}).has_value());
    EXPECT_FALSE(bytes_of_characters("abc", {2, 2}).has_value());
}

TEST(Anchor, CutsContextAtCharacters) {
    const std::string text = "до суд после";

    EXPECT_EQ(text_before(text, 5, 3), "о ");  // three bytes would cut into a letter
    EXPECT_EQ(text_after(text, 11, 4), " п");
}

}  // namespace
}  // namespace guvoh::service

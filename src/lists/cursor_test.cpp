// SPDX-License-Identifier: AGPL-3.0-or-later
#include "lists/cursor.h"

#include <gtest/gtest.h>

#include "schema/schema.h"

namespace guvoh::lists {
namespace {

Place place() {
    Place one;
    one.value = {false, -5, "асан"};
    one.id.bytes[3] = 7;
    return one;
}

TEST(Cursor, IsReadBackAsItWasWritten) {
    const auto read = place_of_cursor(cursor_text(place(), "alias", true), "alias", true);

    ASSERT_TRUE(read);
    EXPECT_FALSE(read->value.missing);
    EXPECT_EQ(read->value.number, -5);
    EXPECT_EQ(read->value.text, "асан");
    EXPECT_EQ(read->id, place().id);
}

TEST(Cursor, BelongsToOneOrder) {
    const std::string text = cursor_text(place(), "alias", true);

    EXPECT_FALSE(place_of_cursor(text, "alias", false));
    EXPECT_FALSE(place_of_cursor(text, "name", true));
}

TEST(Cursor, IsRefusedWhenAnyOfItIsChangedOrMissing) {
    const std::string text = cursor_text(place(), "alias", false);
    for (std::size_t i = 0; i < text.size(); ++i) {
        std::string other = text;
        other[i] = other[i] == '0' ? '1' : '0';
        EXPECT_FALSE(place_of_cursor(other, "alias", false)) << i;
        EXPECT_FALSE(place_of_cursor(text.substr(0, i), "alias", false)) << i;
    }
    EXPECT_EQ(schema::field_of(place_of_cursor("x", "alias", false).error()), "cursor");
    EXPECT_FALSE(place_of_cursor(std::string(5'000, '0'), "alias", false));
}

}  // namespace
}  // namespace guvoh::lists

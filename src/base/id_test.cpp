// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/id.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

namespace guvoh::base {
namespace {

Id id_of(std::int64_t at_ms, Byte fill) {
    std::array<Byte, 10> random{};
    random.fill(fill);
    return Id::make(at_ms, random);
}

TEST(Id, IsTwentySixCharactersThatSortByTime) {
    const Id early = id_of(1700000000000, 0xff);
    const Id late = id_of(1700000000001, 0x00);

    EXPECT_EQ(early.text().size(), 26U);
    EXPECT_LT(early, late);
    EXPECT_LT(early.text(), late.text());
}

TEST(Id, PrintsTheSmallestAndTheLargest) {
    EXPECT_EQ(Id{}.text(), std::string(26, '0'));
    EXPECT_TRUE(Id{}.is_nil());
    const Id all = Id::from_bytes(Bytes(16, 0xff)).value();
    EXPECT_EQ(all.text(), "7" + std::string(25, 'z'));
}

TEST(Id, RefusesWhatIsNotAnId) {
    EXPECT_FALSE(Id::parse(""));
    EXPECT_FALSE(Id::parse(std::string(25, '0')));
    EXPECT_FALSE(Id::parse("8" + std::string(25, '0')));
    EXPECT_FALSE(Id::parse("u" + std::string(25, '0')));
    EXPECT_FALSE(Id::parse(std::string(25, '0') + "l"));
    EXPECT_FALSE(Id::from_bytes(Bytes(15)));
}

RC_GTEST_PROP(Id, TextReadsBackInEitherCase, ()) {
    Id id;
    for (Byte& b : id.bytes) b = *rc::gen::arbitrary<Byte>();
    std::string upper = id.text();
    for (char& c : upper) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;

    RC_ASSERT(Id::parse(id.text()).value() == id);
    RC_ASSERT(Id::parse(upper).value() == id);
}

}  // namespace
}  // namespace guvoh::base

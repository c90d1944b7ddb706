// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/document_numbers.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace guvoh::service {
namespace {

base::Id id(std::uint8_t digit) {
    std::array<base::Byte, 10> random{};
    random[9] = digit;
    return base::Id::make(1000 + digit, random);
}

TEST(DocumentNumbers, ShowsACallerOnlyTheNumbersOfItsCompartments) {
    DocumentNumbers numbers;
    numbers.put(1, id(1), "red");
    numbers.put(7, id(7), "blue");
    Caller caller;
    caller.compartments = {"red"};

    const auto view = numbers.view_of(caller);

    EXPECT_TRUE(view.sees(1));
    EXPECT_FALSE(view.sees(7));
    EXPECT_FALSE(view.sees(2)) << "a gap";
    EXPECT_FALSE(view.sees(4'000'000'000)) << "beyond the end";
}

TEST(DocumentNumbers, ShowsTheOwnerEveryDocument) {
    DocumentNumbers numbers;
    numbers.put(1, id(1), "red");
    numbers.put(2, id(2), "blue");

    const auto view = numbers.view_of(Caller::owner());

    EXPECT_TRUE(view.sees(1));
    EXPECT_TRUE(view.sees(2));
    EXPECT_FALSE(view.sees(0));
}

TEST(DocumentNumbers, TranslatesBothWaysAndLeavesOutWhatItDoesNotKnow) {
    DocumentNumbers numbers;
    numbers.put(1, id(1), "red");
    numbers.put(3, id(3), "red");

    EXPECT_EQ(numbers.records_of({3, 2, 9}), std::vector<base::Id>{id(3)});
    const auto set = numbers.numbers_of({id(1), id(9)});
    EXPECT_TRUE(set[1]);
    EXPECT_FALSE(set[3]);
}

TEST(DocumentNumbers, FindsEachOfManyRecords) {
    DocumentNumbers numbers;
    const auto nth = [](std::uint32_t n) {
        base::Id made;
        made.bytes[6] = static_cast<base::Byte>(n % 251);
        made.bytes[15] = static_cast<base::Byte>(n % 256);  // many share their place in the table
        made.bytes[14] = static_cast<base::Byte>(n / 256);
        return made;
    };
    constexpr std::uint32_t kMany = 5'000;
    for (std::uint32_t n = 1; n <= kMany; ++n) numbers.put(n, nth(n), "red");
    for (std::uint32_t n = 1; n <= kMany; ++n) {
        const auto set = numbers.numbers_of({nth(n)});
        ASSERT_TRUE(set[n]) << n;
        ASSERT_EQ(std::count(set.begin(), set.end(), true), 1) << n;
    }
    EXPECT_TRUE(numbers.records_of({kMany}) == std::vector<base::Id>{nth(kMany)});
}

}  // namespace
}  // namespace guvoh::service

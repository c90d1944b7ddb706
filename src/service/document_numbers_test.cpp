// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/document_numbers.h"

#include <gtest/gtest.h>

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

}  // namespace
}  // namespace guvoh::service

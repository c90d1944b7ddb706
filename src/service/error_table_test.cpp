// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/error_table.h"

#include <gtest/gtest.h>

#include <set>

namespace guvoh::service {
namespace {

TEST(ErrorTable, HasOneRowForEachKindInOrder) {
    int expected = 0;
    for (const ErrorRow& row : error_table()) {
        EXPECT_EQ(static_cast<int>(row.kind), expected++);
        EXPECT_EQ(row.message_key, "error." + std::string(base::error_kind_name(row.kind)));
    }
    EXPECT_EQ(expected, static_cast<int>(base::ErrorKind::Cancelled) + 1);
}

TEST(ErrorTable, GivesTheReasonsAUserMustTellApartTheirOwnExitCodes) {
    std::set<int> codes{kExitNoVault};
    for (const auto kind : {base::ErrorKind::Locked, base::ErrorKind::BadKey, base::ErrorKind::Corrupt,
                            base::ErrorKind::Unsupported, base::ErrorKind::Full}) {
        EXPECT_TRUE(codes.insert(exit_code_for(kind)).second) << base::error_kind_name(kind);
    }
}

TEST(ErrorTable, PutsTheKindBeforeContextAndDetail) {
    EXPECT_EQ(message_for({base::ErrorKind::Corrupt, "page 7", "opening the vault"}), "damaged: opening the vault: page 7");
    EXPECT_EQ(message_for({base::ErrorKind::Invalid, "a range is needed", ""}), "a range is needed");
    EXPECT_EQ(message_for({base::ErrorKind::Busy, "", ""}), "busy; try again shortly");
}

}  // namespace
}  // namespace guvoh::service

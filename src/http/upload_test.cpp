// SPDX-License-Identifier: AGPL-3.0-or-later
#include "http/upload.h"

#include <gtest/gtest.h>

namespace guvoh::http {
namespace {

TEST(Upload, PaysForItsBytesUntilTheyAreGivenBack) {
    UploadBudget budget(100);
    auto upload = MemoryUpload::begin(budget, 60);
    ASSERT_TRUE(upload.has_value());
    EXPECT_EQ(MemoryUpload::begin(budget, 60).error().kind, base::ErrorKind::Busy);
    ASSERT_TRUE((*upload)->append(base::as_bytes("twenty bytes of text")).has_value());

    const service::UploadedFile file = (*upload)->finish("a.txt");

    EXPECT_EQ(file.size_bytes, 20U);
    EXPECT_EQ(base::to_hex(file.sha256), base::to_hex(crypto::sha256(base::as_bytes("twenty bytes of text"))));
    upload->reset();
    EXPECT_EQ(budget.used_bytes(), 20U);
}

TEST(Upload, GivesBackWhatWasNeverFinished) {
    UploadBudget budget(100);
    {
        const auto upload = MemoryUpload::begin(budget, 60);
    }

    EXPECT_EQ(budget.used_bytes(), 0U);
}

}  // namespace
}  // namespace guvoh::http

// SPDX-License-Identifier: AGPL-3.0-or-later
#include "documents/extractor.h"

#include <gtest/gtest.h>

#include "documents/worker.h"

namespace guvoh::documents {
namespace {

TEST(Extractor, ReadsPlainText) {
    auto extractor = Extractor::start({});
    ASSERT_TRUE(extractor) << extractor.error().text();

    const auto result = (*extractor)->extract(base::as_bytes("Hello\r\nworld\r\n\r\n\r\nnext"), "a.txt");

    ASSERT_TRUE(result) << result.error().text();
    ASSERT_EQ(result->pages.size(), 1U);
    EXPECT_EQ(result->pages[0].text, "Hello\nworld\n\nnext");
    EXPECT_EQ(result->kind, Kind::Text);
}

}  // namespace
}  // namespace guvoh::documents

int main(int argc, char** argv) {
    if (guvoh::documents::is_extract_worker(argc, argv)) return guvoh::documents::extract_worker_main(argc, argv);
    testing::InitGoogleTest(&argc, argv);
    return RUN_ALL_TESTS();
}

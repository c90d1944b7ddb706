// SPDX-License-Identifier: AGPL-3.0-or-later
#include "http/compress.h"

#include <gtest/gtest.h>

namespace guvoh::http {
namespace {

TEST(Compress, ChoosesWhatTheClientTakes) {
    EXPECT_EQ(choose_coding("gzip, deflate, br"), Coding::Brotli);
    EXPECT_EQ(choose_coding("gzip"), Coding::Gzip);
    EXPECT_EQ(choose_coding("br;q=0.1, gzip;q=0.5"), Coding::Gzip);
    EXPECT_EQ(choose_coding("br;q=0, gzip;q=0"), Coding::Identity);
    EXPECT_EQ(choose_coding(""), Coding::Identity);
    EXPECT_EQ(choose_coding("*;q=,,;;q=x"), Coding::Identity);
}

TEST(Compress, GzipComesBack) {
    const std::string plain(50000, 'x');

    const std::string packed = compress(Coding::Gzip, plain, 3);

    EXPECT_LT(packed.size(), 500U);
    EXPECT_EQ(gunzip(packed, 60000), plain);
    EXPECT_EQ(gunzip(packed, 100), "");
}

TEST(Compress, BrotliIsSmaller) { EXPECT_LT(compress(Coding::Brotli, std::string(50000, 'x'), 3).size(), 500U); }

}  // namespace
}  // namespace guvoh::http

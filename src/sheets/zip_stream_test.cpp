// SPDX-License-Identifier: AGPL-3.0-or-later
#include "sheets/zip_stream.h"

#include <gtest/gtest.h>

#include "sheets/xlsx_parts.h"

namespace guvoh::sheets {
namespace {

TEST(ZipStream, WritesWhatAnotherReaderReads) {
    std::string file;
    ZipStream zip([&](std::string_view bytes) {
        file += bytes;
        return base::Status{};
    });
    std::string large;
    for (int i = 0; i < 200'000; ++i) large += std::to_string(i * 7919 % 10'007);
    ASSERT_TRUE(zip.begin("a/small.xml"));
    ASSERT_TRUE(zip.add("hello "));
    ASSERT_TRUE(zip.add("there"));
    ASSERT_TRUE(zip.begin("large.xml"));
    ASSERT_TRUE(zip.add(large));
    ASSERT_TRUE(zip.begin("empty"));
    ASSERT_TRUE(zip.finish());

    const auto parts = XlsxParts::open(base::as_bytes(file), 10'000'000);
    ASSERT_TRUE(parts);
    EXPECT_EQ((*parts)->small("a/small.xml").value(), "hello there");
    EXPECT_EQ((*parts)->small("large.xml").value(), large);
    EXPECT_EQ((*parts)->small("empty").value(), "");
    EXPECT_EQ((*parts)->small("missing").value(), std::nullopt);
    EXPECT_LT(file.size(), large.size());
}

TEST(ZipStream, PassesOnWhatTheSinkFailsWith) {
    ZipStream zip([](std::string_view) -> base::Status { return base::fail(base::ErrorKind::Io, "gone"); });

    EXPECT_EQ(zip.begin("a").error().kind, base::ErrorKind::Io);
}

}  // namespace
}  // namespace guvoh::sheets

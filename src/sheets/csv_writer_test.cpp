// SPDX-License-Identifier: AGPL-3.0-or-later
#include <gtest/gtest.h>

#include "sheets/writers.h"

namespace guvoh::sheets {
namespace {

std::string written(const std::vector<std::vector<std::string>>& rows, const WriteOptions& options) {
    std::string out;
    const auto writer = csv_writer([&](std::string_view bytes) {
        out += bytes;
        return base::Status{};
    }, options);
    for (const auto& row : rows) EXPECT_TRUE(writer->row(row));
    EXPECT_TRUE(writer->finish());
    return out;
}

WriteOptions plain() {
    WriteOptions options;
    options.byte_order_mark = false;
    return options;
}

TEST(CsvWriter, QuotesWhatItMust) {
    EXPECT_EQ(written({{"a", "b,c", "d\"e", "f\ng", " h", ""}}, plain()), "a,\"b,c\",\"d\"\"e\",\"f\ng\",\" h\",\r\n");
}

TEST(CsvWriter, DefusesFormulas) {
    EXPECT_EQ(written({{"=1+1", "+7", "-x", "@y", "=HYPERLINK(\"a\")"}}, plain()), "'=1+1,'+7,'-x,'@y,\"'=HYPERLINK(\"\"a\"\")\"\r\n");
    EXPECT_EQ(written({{"\t=1", "\r=1"}}, plain()), "\"'\t=1\",\"'\r=1\"\r\n");
}

TEST(CsvWriter, BeginsWithAByteOrderMarkOnce) {
    EXPECT_EQ(written({{"a"}, {"b"}}, {}), "\ufeffa\r\nb\r\n");
    EXPECT_EQ(written({}, {}), "\ufeff");
}

TEST(CsvWriter, UsesTheSeparatorAsked) {
    WriteOptions options = plain();
    options.separator = ';';
    EXPECT_EQ(written({{"a", "b;c"}}, options), "a;\"b;c\"\r\n");
}

}  // namespace
}  // namespace guvoh::sheets

// SPDX-License-Identifier: AGPL-3.0-or-later
#include "office/zip_stream.h"

#include <gtest/gtest.h>
#include <zip.h>

#include <optional>

namespace guvoh::office {
namespace {

/// Reads one part with libzip; none when it is missing or its checksum is wrong.
std::optional<std::string> part(const std::string& file, const char* name) {
    zip_error_t error;
    zip_error_init(&error);
    zip_t* archive = zip_open_from_source(zip_source_buffer_create(file.data(), file.size(), 0, &error), ZIP_CHECKCONS, &error);
    zip_error_fini(&error);
    zip_file_t* opened = archive == nullptr ? nullptr : zip_fopen(archive, name, 0);
    std::optional<std::string> found;
    if (opened != nullptr) {
        std::string piece(64U << 10, '\0');
        found.emplace();
        zip_int64_t got = 0;
        while ((got = zip_fread(opened, piece.data(), piece.size())) > 0) found->append(piece, 0, static_cast<std::size_t>(got));
        if (got < 0) found.reset();
        zip_fclose(opened);
    }
    if (archive != nullptr) zip_discard(archive);
    return found;
}

std::string written(const std::vector<std::pair<std::string, std::vector<std::string>>>& parts) {
    std::string file;
    ZipStream zip([&](std::string_view bytes) {
        file += bytes;
        return base::Status{};
    });
    for (const auto& [name, pieces] : parts) {
        EXPECT_TRUE(zip.begin(name));
        for (const std::string& piece : pieces) EXPECT_TRUE(zip.add(piece));
    }
    EXPECT_TRUE(zip.finish());
    return file;
}

TEST(ZipStream, WritesWhatAnotherReaderReads) {
    std::string large;
    for (int i = 0; i < 200'000; ++i) large += std::to_string(i * 7919LL % 10'007);

    const std::string file = written({{"a/small.xml", {"hello ", "there"}}, {"large.xml", {large}}, {"empty", {}}});

    EXPECT_EQ(part(file, "a/small.xml"), "hello there");
    EXPECT_EQ(part(file, "large.xml"), large);
    EXPECT_EQ(part(file, "empty"), "");
    EXPECT_EQ(part(file, "missing"), std::nullopt);
    EXPECT_LT(file.size(), large.size());
}

TEST(ZipStream, GivesTheSameBytesForTheSameParts) { EXPECT_EQ(written({{"a", {"text"}}, {"b", {"more"}}}), written({{"a", {"text"}}, {"b", {"more"}}})); }

TEST(ZipStream, PassesOnWhatTheSinkFailsWith) {
    ZipStream zip([](std::string_view) -> base::Status { return base::fail(base::ErrorKind::Io, "gone"); });

    EXPECT_EQ(zip.begin("a").error().kind, base::ErrorKind::Io);
}

}  // namespace
}  // namespace guvoh::office

// SPDX-License-Identifier: AGPL-3.0-or-later
#include <archive.h>
#include <archive_entry.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include <clocale>
#include <functional>

#include "documents/testing/files.h"

namespace guvoh::documents {
namespace {

using base::ErrorKind;
using testing::parse_here;

/// Writes an archive with libarchive; `set_up` chooses its format.
std::string pack(const testing::Entries& files, const std::function<void(archive*)>& set_up) {
    std::setlocale(LC_CTYPE, "C.UTF-8");
    std::string out(64U << 20, '\0');
    std::size_t used = 0;
    archive* const writer = archive_write_new();
    set_up(writer);
    archive_write_open_memory(writer, out.data(), out.size(), &used);
    for (const auto& [name, content] : files) {
        archive_entry* const entry = archive_entry_new();
        archive_entry_set_pathname(entry, name.c_str());
        archive_entry_set_filetype(entry, name.ends_with('/') ? AE_IFDIR : AE_IFREG);
        archive_entry_set_size(entry, static_cast<la_int64_t>(content.size()));
        archive_entry_set_perm(entry, 0600);
        archive_write_header(writer, entry);
        archive_write_data(writer, content.data(), content.size());
        archive_entry_free(entry);
    }
    archive_write_close(writer);
    archive_write_free(writer);
    std::setlocale(LC_CTYPE, "C");
    out.resize(used);
    return out;
}

std::string seven_zip(const testing::Entries& files) { return pack(files, archive_write_set_format_7zip); }
std::string tar(const testing::Entries& files) { return pack(files, archive_write_set_format_ustar); }
std::string tar_xz(const testing::Entries& files) {
    return pack(files, [](archive* writer) {
        archive_write_set_format_ustar(writer);
        archive_write_add_filter_xz(writer);
    });
}
std::string bzip2(const std::string& content) {
    return pack({{"data", content}}, [](archive* writer) {
        archive_write_set_format_raw(writer);
        archive_write_add_filter_bzip2(writer);
    });
}

/// A RAR of version 4 whose files are stored as they are. `flags` of 0x8004 mark them as encrypted.
std::string rar(const testing::Entries& files, std::uint16_t flags = 0x8000) {
    const auto block = [](const base::Bytes& header) {
        base::Bytes out;
        base::put_u16(out, static_cast<std::uint16_t>(crc32(0, header.data(), static_cast<uInt>(header.size()))));
        base::put_bytes(out, header);
        return std::string(base::as_text(out));
    };
    base::Bytes main = {0x73, 0, 0, 13, 0, 0, 0, 0, 0, 0, 0};
    std::string out = "Rar!\x1A\x07" + std::string(1, '\0') + block(main);
    for (const auto& [name, content] : files) {
        base::Bytes header = {0x74};
        base::put_u16(header, flags);
        base::put_u16(header, static_cast<std::uint16_t>(32 + name.size()));
        base::put_u32(header, static_cast<std::uint32_t>(content.size()));
        base::put_u32(header, static_cast<std::uint32_t>(content.size()));
        header.push_back(3);  // Unix
        base::put_u32(header, static_cast<std::uint32_t>(crc32(0, reinterpret_cast<const Bytef*>(content.data()), static_cast<uInt>(content.size()))));
        base::put_u32(header, 0x52C50000);
        header.push_back(20);
        header.push_back(0x30);  // stored
        base::put_u16(header, static_cast<std::uint16_t>(name.size()));
        base::put_u32(header, 0x8180);
        base::put_bytes(header, base::as_bytes(name));
        out += block(header) + content;
    }
    return out + block({0x7B, 0, 0x40, 7, 0});
}

std::string listing(const base::Expected<Extracted>& found) {
    if (!found) return "error: " + found.error().detail;
    std::string text;
    for (const Embedded& child : found->children) text += child.name + "=" + std::string(base::as_text(child.content)) + ";";
    for (const RefusedChild& child : found->refused) text += child.name + " refused: " + child.reason + ";";
    return text;
}

TEST(Packed, HandsOverTheFilesOfEveryKind) {
    const testing::Entries files = {{"folder/", ""}, {"folder/акт.txt", "Осмотр."}, {"b.txt", "words"}};
    const std::string expected = "folder/акт.txt=Осмотр.;b.txt=words;";

    EXPECT_EQ(listing(parse_here(seven_zip(files), "x.7z")), expected);
    EXPECT_EQ(listing(parse_here(tar(files), "x.tar")), expected);
    EXPECT_EQ(listing(parse_here(tar_xz(files), "x.tar.xz")), expected);
    EXPECT_EQ(listing(parse_here(rar({{"folder/a.txt", "words"}, {"b.txt", "more"}}), "x.rar")), "folder/a.txt=words;b.txt=more;");
    EXPECT_EQ(listing(parse_here(bzip2("words alone"), "in/notes.txt.bz2")), "notes.txt=words alone;");
    EXPECT_EQ(parse_here(tar(files), "x.tar")->kind, Kind::Archive);
}

TEST(Packed, ReadsNamesOfOldRussianArchives) {
    EXPECT_EQ(listing(parse_here(rar({{"\xEF\xF0\xEE\xF2\xEE\xEA\xEE\xEB \xEE\xF1\xEC\xEE\xF2\xF0\xE0.txt", "words"}}), "x.rar")), "протокол осмотра.txt=words;");
}

TEST(Packed, StopsAtABomb) {
    const auto found = parse_here(seven_zip({{"a", std::string(60U << 20, 'x')}}), "x.7z");

    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().kind, ErrorKind::Cancelled);
}

TEST(Packed, SaysWhatItCannotGive) {
    EXPECT_EQ(listing(parse_here(rar({{"a.txt", "words"}}, 0x8004), "x.rar")), "error: encrypted archive (a password is needed)");
    const std::string whole = tar({{"a", std::string(2000, 'a')}, {"b", std::string(2000, 'b')}});
    const auto cut = parse_here(whole.substr(0, 4000), "x.tar");
    ASSERT_TRUE(cut);
    EXPECT_EQ(cut->children.size(), 1U);
    ASSERT_EQ(cut->refused.size(), 1U);
    EXPECT_EQ(cut->refused[0].name, "b");
    EXPECT_EQ(listing(parse_here(seven_zip({{"a", "words"}}).substr(0, 40), "x.7z")), "error: damaged, or packed in a way that is not known here");
}

TEST(Packed, SurvivesCutsAndFlips) {
    const testing::Entries files = {{"a", "some words that are packed"}, {"b", std::string(3000, 'b')}};
    for (const std::string& whole : {seven_zip(files), tar_xz(files), rar(files)}) {
        for (std::size_t at = 6; at < whole.size(); at += 1 + whole.size() / 300) {
            std::string flipped = whole;
            flipped[at] = static_cast<char>(flipped[at] ^ 0xFF);
            for (const std::string& bytes : {flipped, whole.substr(0, at)}) {
                const auto found = parse_here(bytes, "x");
                EXPECT_TRUE(found || !found.error().detail.empty());
            }
        }
    }
}

}  // namespace
}  // namespace guvoh::documents

// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Source: SQLite, "WAL-mode file format" (fileformat2, section 4).
#include "vault/log_check.h"

#include <algorithm>
#include <cstring>
#include <optional>

namespace guvoh::vault {

namespace {

constexpr std::size_t kHeaderBytes = 32;
constexpr std::size_t kFrameHeaderBytes = 24;
constexpr std::size_t kFrameBytes = kFrameHeaderBytes + kDatabasePageBytes;
constexpr std::uint32_t kMagic = 0x377f0682;  // the low bit says that checksums are over big-endian words
constexpr std::uint32_t kLogVersion = 3007000;

std::uint32_t big_u32(const base::Byte* at) {
    return std::uint32_t{at[0]} << 24 | std::uint32_t{at[1]} << 16 | std::uint32_t{at[2]} << 8 | std::uint32_t{at[3]};
}

std::uint32_t little_u32(const base::Byte* at) {
    return std::uint32_t{at[3]} << 24 | std::uint32_t{at[2]} << 16 | std::uint32_t{at[1]} << 8 | std::uint32_t{at[0]};
}

/// The log's running checksum.
struct Checksum {
    std::uint32_t s0 = 0, s1 = 0;
    bool big_endian = false;

    void add(base::ByteSpan bytes) {
        for (std::size_t at = 0; at + 8 <= bytes.size(); at += 8) {
            const auto* word = bytes.data() + at;
            s0 += (big_endian ? big_u32(word) : little_u32(word)) + s1;
            s1 += (big_endian ? big_u32(word + 4) : little_u32(word + 4)) + s0;
        }
    }
    bool stands_at(const base::Byte* at) const { return s0 == big_u32(at) && s1 == big_u32(at + 4); }
};

using Header = std::array<base::Byte, kHeaderBytes>;

std::optional<Checksum> header_checksum(const Header& header) {
    Checksum sum;
    sum.big_endian = (header[3] & 1U) != 0;
    sum.add({header.data(), 24});
    const bool known = (big_u32(header.data()) & ~1U) == kMagic && big_u32(header.data() + 4) == kLogVersion;
    if (!known || !sum.stands_at(header.data() + 24)) return std::nullopt;
    return sum;
}

/// A power cut may leave the first half of a header that starts the log anew, over one whose frames were all folded in.
bool is_torn_restart(Header header) {
    const auto sequence = big_u32(header.data() + 12) - 1;
    for (std::size_t at = 0; at < 4; ++at) header[12 + at] = static_cast<base::Byte>(sequence >> (24 - 8 * at));
    return header_checksum(header).has_value();
}

constexpr std::size_t kBlockBytes = 64 * kFrameBytes;

/// Where the first frame that does not fit begins, or the end of the whole frames: SQLite stops there.
base::Expected<std::uint64_t> end_of_good_frames(platform::File& file, std::uint64_t size, const Header& header, Checksum sum) {
    base::Bytes block(kBlockBytes);
    for (std::uint64_t at = kHeaderBytes; at + kFrameBytes <= size; at += block.size()) {
        GUVOH_TRY(const auto got, file.read_at(at, block));
        for (std::size_t start = 0; start + kFrameBytes <= got; start += kFrameBytes) {
            const auto frame = base::ByteSpan(block).subspan(start, kFrameBytes);
            sum.add(frame.first(8));
            sum.add(frame.subspan(kFrameHeaderBytes));
            const bool same_generation = std::equal(header.begin() + 16, header.begin() + 24, frame.begin() + 8);
            if (!same_generation || big_u32(frame.data()) == 0 || !sum.stands_at(frame.data() + 16)) return at + start;
        }
    }
    return size - (size - kHeaderBytes) % kFrameBytes;
}

/// Counts the headers of commit frames of this generation, at whatever offset: bytes may have been put in or taken out.
base::Expected<std::uint64_t> commits_from(platform::File& file, std::uint64_t from, const Header& header) {
    constexpr std::size_t kMarkBytes = 16;  // page number, pages after the commit (0: not a commit frame), two salts
    std::uint64_t commits = 0;
    base::Bytes block(kBlockBytes);
    for (std::uint64_t at = from;; at += block.size() - (kMarkBytes - 1)) {
        GUVOH_TRY(const auto got, file.read_at(at, block));
        const auto end = block.begin() + static_cast<std::ptrdiff_t>(got);
        if (got >= kMarkBytes) {
            for (auto salt = block.begin() + 8; (salt = std::search(salt, end, header.begin() + 16, header.begin() + 24)) != end; ++salt) {
                if (big_u32(&*(salt - 4)) != 0) ++commits;
            }
        }
        if (got < block.size()) return commits;
    }
}

base::Status check_frames(platform::File& file, std::uint64_t size, const Header& header, Checksum sum) {
    GUVOH_TRY(const auto end, end_of_good_frames(file, size, header, sum));
    if (end >= size) return {};
    GUVOH_TRY(const auto commits, commits_from(file, end, header));
    // One commit behind the break may be the torn last transaction itself: it was never acknowledged.
    if (commits <= 1) return {};
    return base::fail(base::ErrorKind::Corrupt, "the write-ahead log is damaged at frame " +
                                                    std::to_string((end - kHeaderBytes) / kFrameBytes + 1) +
                                                    ", with committed changes behind it");
}

}  // namespace

base::Status check_database_start(platform::FileSystem& files, const std::string& path, const std::array<base::Byte, 16>* salt) {
    // Page size 4096, write and read version 2 (write-ahead log), reserved bytes (nonce and tag), payload fractions.
    std::array<base::Byte, 24> expected{'S', 'Q', 'L', 'i', 't', 'e', ' ',  'f', 'o', 'r', 'm', 'a',
                                        't', ' ', '3', 0,   0x10, 0x00, 2, 2,   0,   64,  32,  32};
    if (salt != nullptr) {
        std::copy(salt->begin(), salt->end(), expected.begin());
        expected[20] = 64;
    }
    if (!files.exists(path)) return base::fail(base::ErrorKind::Corrupt, "the database file is missing");
    GUVOH_TRY(auto file, files.open(path, platform::OpenMode::ReadOnly));
    GUVOH_TRY(const auto size, file->size());
    if (size < kDatabasePageBytes) return base::fail(base::ErrorKind::Corrupt, "the database file is cut short");
    std::array<base::Byte, 24> start{};
    GUVOH_TRY(const auto got, file->read_at(0, start));
    if (got == start.size() && start == expected) return {};
    return base::fail(base::ErrorKind::Corrupt, "the database file does not start as it should");
}

base::Status check_log(platform::FileSystem& files, const std::string& path) {
    if (!files.exists(path)) return {};
    GUVOH_TRY(auto file, files.open(path, platform::OpenMode::ReadOnly));
    GUVOH_TRY(const auto size, file->size());
    if (size <= kHeaderBytes) return {};  // no frame: nothing committed
    Header header{};
    GUVOH_TRY(const auto got, file->read_at(0, header));
    if (got != header.size()) return base::fail(base::ErrorKind::Io, "the write-ahead log cannot be read");
    const auto sum = header_checksum(header);
    if (sum) return check_frames(*file, size, header, *sum);
    if (is_torn_restart(header)) return {};
    return base::fail(base::ErrorKind::Corrupt, "the write-ahead log's header is damaged");
}

}  // namespace guvoh::vault

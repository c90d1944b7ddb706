// SPDX-License-Identifier: AGPL-3.0-or-later
#include "vault/blobs.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>

#include "platform/memory_file_system.h"
#include "vault/stored_blobs.h"

namespace guvoh::vault {
namespace {

using base::ErrorKind;

constexpr std::size_t kChunk = kBlobChunkBytes;

base::Bytes pattern(std::size_t size_bytes, unsigned seed = 1) {
    base::Bytes bytes(size_bytes);
    for (auto& byte : bytes) {
        seed = seed * 1664525U + 1013904223U;
        byte = static_cast<base::Byte>(seed >> 24);
    }
    return bytes;
}

BlobKeys keys() {
    BlobKeys keys;
    keys.contents.span()[0] = 1;
    keys.names.span()[0] = 2;
    return keys;
}

class BlobsTest : public ::testing::Test {
protected:
    void SetUp() override { blobs_ = std::move(StoredBlobs::open(files_, "/b", keys()).value()); }
    base::Hash put(const base::Bytes& bytes) {
        const auto hash = crypto::sha256(bytes);
        auto done = blobs_->put_bytes(hash, bytes);
        EXPECT_TRUE(done) << done.error().text();
        return hash;
    }
    std::string path(const base::Hash& hash) const {
        const auto name = blobs_->keyed_name(hash);
        return "/b/" + name.substr(0, 2) + "/" + name;
    }
    base::Bytes stored(const base::Hash& hash) { return platform::read_file(files_, path(hash), 1U << 26).value(); }
    void store(const base::Hash& hash, const base::Bytes& bytes) {
        ASSERT_TRUE(files_.remove(path(hash)));
        auto file = files_.open(path(hash), platform::OpenMode::CreateNew).value();
        ASSERT_TRUE(file->write_at(0, bytes));
    }
    platform::MemoryFileSystem files_;
    std::unique_ptr<StoredBlobs> blobs_;
};

TEST_F(BlobsTest, GivesBackBlobsOfEverySizeAroundAChunk) {
    for (const std::size_t size : {std::size_t{0}, std::size_t{1}, kChunk - 1, kChunk, kChunk + 1, 3 * kChunk, 9 * kChunk + 5}) {
        const auto bytes = pattern(size);

        const auto hash = put(bytes);

        EXPECT_EQ(blobs_->get_bytes(hash, 1U << 26).value(), bytes) << size;
        EXPECT_TRUE(blobs_->check(hash)) << size;
        EXPECT_TRUE(blobs_->exists(hash));
    }
}

TEST_F(BlobsTest, ReadsAnyRange) {
    const auto bytes = pattern(3 * kChunk + 100);
    const auto hash = put(bytes);

    EXPECT_TRUE(rc::check([&] {
        const auto offset = *rc::gen::inRange<std::size_t>(0, bytes.size() + 1);
        const auto size = *rc::gen::inRange<std::size_t>(0, bytes.size() - offset + 1);
        const auto part = blobs_->get_range(hash, offset, size);
        RC_ASSERT(part.has_value());
        RC_ASSERT(std::equal(part->begin(), part->end(), bytes.begin() + static_cast<std::ptrdiff_t>(offset)));
        RC_ASSERT(part->size() == size);
    }));
    EXPECT_EQ(blobs_->get_range(hash, bytes.size(), 1).error().kind, ErrorKind::Invalid);
    EXPECT_EQ(blobs_->get_range(hash, bytes.size() + 1, 0).error().kind, ErrorKind::Invalid);
}

TEST_F(BlobsTest, RefusesContentThatChangedSinceItWasHashed) {
    const auto bytes = pattern(kChunk + 7);
    const auto other = pattern(kChunk + 7, 2);

    EXPECT_EQ(blobs_->put_bytes(crypto::sha256(other), bytes).error().kind, ErrorKind::Conflict);

    EXPECT_FALSE(blobs_->exists(crypto::sha256(other)));
    EXPECT_TRUE(files_.list("/b/new").value().empty());
}

TEST_F(BlobsTest, SaysNotFoundForWhatIsNotThere) {
    const auto hash = crypto::sha256(base::as_bytes("nothing"));

    EXPECT_EQ(blobs_->get_bytes(hash, 10).error().kind, ErrorKind::NotFound);
    EXPECT_EQ(blobs_->get_range(hash, 0, 0).error().kind, ErrorKind::NotFound);
    EXPECT_EQ(blobs_->check(hash).error().kind, ErrorKind::NotFound);
    EXPECT_EQ(blobs_->erase(hash).error().kind, ErrorKind::NotFound);
}

TEST_F(BlobsTest, HidesContentAndHash) {
    const auto bytes = base::Bytes(5000, 'Z');
    const auto hash = put(bytes);

    EXPECT_EQ(base::as_text(stored(hash)).find("ZZZZ"), std::string::npos);
    EXPECT_EQ(path(hash).find(base::to_hex(hash)), std::string::npos);
}

TEST_F(BlobsTest, HealsAFileThatAPowerCutLeftDamaged) {
    const auto bytes = pattern(1000);
    const auto hash = put(bytes);
    auto damaged = stored(hash);
    damaged.resize(500);
    store(hash, damaged);

    put(bytes);

    EXPECT_TRUE(blobs_->check(hash));
}

TEST_F(BlobsTest, KeepsAfterAPowerCutWhatWasSynced) {
    const auto hash = put(pattern(100000));
    ASSERT_TRUE(blobs_->sync());

    files_.power_cut();
    blobs_ = std::move(StoredBlobs::open(files_, "/b", keys()).value());

    EXPECT_TRUE(blobs_->check(hash));
}

TEST_F(BlobsTest, SweepsWhatAnInterruptedPutLeft) {
    ASSERT_TRUE(files_.open("/b/new/7", platform::OpenMode::CreateNew));

    blobs_ = std::move(StoredBlobs::open(files_, "/b", keys()).value());

    EXPECT_TRUE(files_.list("/b/new").value().empty());
}

TEST_F(BlobsTest, ErasesAndRemovesTheUnclaimed) {
    const auto kept = put(pattern(10, 1));
    const auto erased = put(pattern(10, 2));
    const auto unclaimed = put(pattern(10, 3));

    ASSERT_TRUE(blobs_->erase(erased));
    const auto count = blobs_->erase_unclaimed([&](const std::string& name) { return name == blobs_->keyed_name(kept); });

    EXPECT_EQ(count.value(), 1U);
    EXPECT_TRUE(blobs_->exists(kept));
    EXPECT_FALSE(blobs_->exists(erased));
    EXPECT_FALSE(blobs_->exists(unclaimed));
}

TEST_F(BlobsTest, FindsEverySingleFlippedByte) {
    const auto hash = put(pattern(300));
    const auto whole = stored(hash);

    for (std::size_t at = 0; at < whole.size(); ++at) {
        auto damaged = whole;
        damaged[at] ^= 1;
        store(hash, damaged);
        const auto kind = blobs_->check(hash).error().kind;
        // A version byte may say that the file comes from the future; either way it is refused.
        EXPECT_TRUE(kind == ErrorKind::Corrupt || (at == 8 || at == 9)) << at;
    }
}

TEST_F(BlobsTest, FindsCutsInsertionsAndSwappedChunks) {
    const auto bytes = pattern(3 * kChunk);
    const auto hash = put(bytes);
    const auto whole = stored(hash);
    const auto chunk = static_cast<std::ptrdiff_t>(kChunk + kTagBytes);
    const auto first = static_cast<std::ptrdiff_t>(kBlobHeaderBytes);

    EXPECT_TRUE(rc::check([&] {
        auto damaged = whole;
        const auto at = static_cast<std::ptrdiff_t>(*rc::gen::inRange<std::size_t>(0, whole.size()));
        switch (*rc::gen::inRange(0, 4)) {
            case 0: damaged.resize(static_cast<std::size_t>(at)); break;
            case 1: damaged.insert(damaged.begin() + at, base::Byte{7}); break;
            case 2: damaged.erase(damaged.begin() + at); break;
            default: std::swap_ranges(damaged.begin() + first, damaged.begin() + first + chunk, damaged.begin() + first + chunk); break;
        }
        store(hash, damaged);
        RC_ASSERT(blobs_->check(hash).error().kind == ErrorKind::Corrupt);
    }));
}

TEST_F(BlobsTest, FindsABlobPutInAnothersPlace) {
    const auto one = put(pattern(100, 1));
    const auto other = put(pattern(100, 2));
    store(one, stored(other));

    EXPECT_EQ(blobs_->check(one).error().kind, ErrorKind::Corrupt);
    EXPECT_EQ(blobs_->get_bytes(one, 1000).error().kind, ErrorKind::Corrupt);
}

TEST_F(BlobsTest, NamesTheDamagedChunk) {
    const auto hash = put(pattern(3 * kChunk));
    auto damaged = stored(hash);
    damaged[kBlobHeaderBytes + kChunk + kTagBytes + 5] ^= 1;
    store(hash, damaged);

    EXPECT_NE(blobs_->check(hash).error().text().find("chunk 2 of 3"), std::string::npos);
    EXPECT_TRUE(blobs_->get_range(hash, 0, kChunk));
}

TEST_F(BlobsTest, ErasesNothingWhileABackupMayNameIt) {
    const auto hash = put(pattern(100));
    {
        const StoredBlobs::Hold backup(*blobs_);
        EXPECT_EQ(blobs_->erase(hash).error().kind, ErrorKind::Busy);
    }

    EXPECT_TRUE(blobs_->check(hash));
    EXPECT_TRUE(blobs_->erase(hash));
}

}  // namespace
}  // namespace guvoh::vault

// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ledger/entry.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "base/json.h"
#include "ledger/testing/history.h"

namespace guvoh::ledger {
namespace {

using testing::numbered_id;
using testing::seeded_key;

Entry sample() {
    Entry entry;
    entry.device = numbered_id(1);
    entry.seq = 7;
    entry.clock = Hlc{1'700'000'000'000, 3};
    entry.member = numbered_id(2);
    entry.reason = "исправлена дата \"рождения\"\n\x01";
    entry.seen = {{numbered_id(3), 12}, {numbered_id(4), 0}};
    entry.previous.fill(0xAB);
    Change put{ChangeKind::Put, numbered_id(5), "Document", "open", {}, {}};
    put.payload_hash.fill(0x11);
    Change expunge{ChangeKind::Expunge, numbered_id(6), "Person", "", {}, base::Hash{}};
    entry.changes = {put, expunge};
    return entry;
}

TEST(Entry, ComesBackFromItsBody) {
    const Entry entry = sample();
    EXPECT_EQ(read_entry(write_entry(entry)).value(), entry);
}

TEST(Entry, IsCanonicalJson) {
    const std::string body = write_entry(sample());
    EXPECT_EQ(base::Json::parse(body).value().canonical().value(), body);
}

TEST(Entry, RefusesAnyByteChangedUnlessItStillWritesTheSame) {
    const std::string body = write_entry(sample());
    for (std::size_t i = 0; i < body.size(); ++i) {
        for (const int bit : {0, 1, 5}) {
            std::string other = body;
            other[i] = static_cast<char>(other[i] ^ (1 << bit));
            const auto read = read_entry(other);
            if (!read) continue;
            EXPECT_EQ(write_entry(*read), other) << i;
        }
    }
}

TEST(Entry, RefusesABodyCutAnywhere) {
    const std::string body = write_entry(sample());
    for (std::size_t i = 0; i < body.size(); ++i) EXPECT_FALSE(read_entry(body.substr(0, i)).has_value());
    EXPECT_FALSE(read_entry(body + " ").has_value());
}

TEST(Entry, SaysThatANewerVersionIsUnsupported) {
    std::string body = write_entry(sample());
    body.replace(body.size() - 2, 1, "2");
    EXPECT_EQ(read_entry(body).error().kind, base::ErrorKind::Unsupported);
    body = "{\"new\":{},\"v\":2}";
    EXPECT_EQ(read_entry(body).error().kind, base::ErrorKind::Unsupported);
}

TEST(Entry, IsSignedByOneKeyOnly) {
    SignedEntry entry{write_entry(sample()), {}};
    const crypto::SigningKey key = seeded_key(1);
    entry.signature = sign_entry(key, entry.body);
    EXPECT_TRUE(verify_entry(key.public_key(), entry));
    EXPECT_FALSE(verify_entry(seeded_key(2).public_key(), entry));
    entry.body[20] ^= 1;
    EXPECT_FALSE(verify_entry(key.public_key(), entry));
}

TEST(Entry, ChecksItsRules) {
    const auto refused = [](auto&& spoil) {
        Entry entry = sample();
        spoil(entry);
        const auto status = check_entry(entry);
        return !status && status.error().kind == base::ErrorKind::Invalid;
    };
    EXPECT_TRUE(check_entry(sample()).has_value());
    EXPECT_TRUE(refused([](Entry& e) { e.changes.clear(); }));
    EXPECT_TRUE(refused([](Entry& e) { e.changes.resize(1001, e.changes[0]); }));
    EXPECT_TRUE(refused([](Entry& e) { e.reason.clear(); }));
    EXPECT_TRUE(refused([](Entry& e) { e.reason = "\xFF"; }));
    EXPECT_TRUE(refused([](Entry& e) { e.reason.assign(2001, 'a'); }));
    EXPECT_TRUE(refused([](Entry& e) { e.seen[e.device] = 1; }));
    EXPECT_TRUE(refused([](Entry& e) { e.seq = 0; }));
    EXPECT_TRUE(refused([](Entry& e) { e.certificate.emplace(); }));
    EXPECT_TRUE(refused([](Entry& e) { e.clock.ms = -1; }));
    EXPECT_TRUE(refused([](Entry& e) { e.seq = 1ULL << 53; }));
    EXPECT_TRUE(refused([](Entry& e) { e.changes[0].type = ""; }));
    EXPECT_TRUE(refused([](Entry& e) { e.changes[0].compartment = "a b"; }));
    EXPECT_TRUE(refused([](Entry& e) { e.changes[0].target = base::Hash{}; }));
    EXPECT_TRUE(refused([](Entry& e) { e.changes[1].target.reset(); }));
}

TEST(Entry, ComesBackWhateverItHolds) {
    EXPECT_TRUE(rc::check([](const std::string& reason, std::int64_t seq, std::uint32_t counter, std::uint8_t changes) {
        Entry entry = sample();
        for (const char c : reason) entry.reason += static_cast<char>(c & 0x7F);
        entry.seq = 1 + static_cast<std::uint64_t>(seq & 0xFFFFFFFFFFFFF);
        entry.clock.counter = counter;
        for (std::uint8_t i = 0; i < changes; ++i) entry.changes.push_back(entry.changes[i % 2]);
        const std::string body = write_entry(entry);
        RC_ASSERT(read_entry(body).value() == entry);
        RC_ASSERT(base::Json::parse(body).value().canonical().value() == body);
    }));
}

}  // namespace
}  // namespace guvoh::ledger

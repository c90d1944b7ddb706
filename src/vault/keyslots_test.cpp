// SPDX-License-Identifier: AGPL-3.0-or-later
#include "vault/keyslots.h"

#include <gtest/gtest.h>

#include "vault/testing/small_vault.h"

namespace guvoh::vault {
namespace {

using base::ErrorKind;
using testing::passphrase;

const crypto::StretchCost kCheap{8, 1};

struct Made {
    crypto::Key master = crypto::Key::random();
    Header header = Header::make(base::Id::make(1, std::array<base::Byte, 10>{}), 1, true);
    Made() {
        EXPECT_TRUE(header.add_passphrase(master, passphrase(), "first", kCheap, 1));
        EXPECT_TRUE(header.add_recovery_key(master, crypto::Key(), "paper", 1));
    }
    std::string bytes() { return header.bytes(master).value(); }
};

/// Changes the JSON and gives it a right checksum, as someone without the key could.
template <class Change>
std::string altered(const std::string& bytes, Change change) {
    auto json = base::Json::parse(bytes).value();
    const auto mac = json["mac"];
    change(json);
    json.make_object().erase("mac");
    json.make_object().erase("checksum");
    json["checksum"] = base::to_hex(crypto::sha256(base::as_bytes(json.canonical().value())));
    json["mac"] = mac;
    return json.canonical().value() + "\n";
}

TEST(Keyslots, OpenAfterWritingAndReading) {
    Made made;

    auto header = Header::parse(made.bytes());

    ASSERT_TRUE(header) << header.error().text();
    EXPECT_TRUE(header->unlock(passphrase()).value() == made.master);
    EXPECT_TRUE(header->unlock(crypto::Key()).value() == made.master);
    EXPECT_EQ(header->unlock(passphrase("no")).error().kind, ErrorKind::BadKey);
    EXPECT_EQ(header->unlock(crypto::Key::random()).error().kind, ErrorKind::BadKey);
}

TEST(Keyslots, FindEveryFlippedByteBeforeAnyKeyIsTried) {
    Made made;
    const auto whole = made.bytes();

    for (std::size_t at = 0; at < whole.size(); ++at) {
        auto damaged = whole;
        damaged[at] = static_cast<char>(damaged[at] ^ 1);
        auto header = Header::parse(damaged);
        if (header) {
            // Only the MAC is outside of the checksum: found once a key opens a slot.
            EXPECT_EQ(header->unlock(crypto::Key()).error().kind, ErrorKind::Corrupt) << at;
        } else {
            EXPECT_EQ(header.error().kind, ErrorKind::Corrupt) << at;
        }
    }
}

TEST(Keyslots, TellAlterationByAStrangerFromAWrongPassphrase) {
    Made made;
    const auto bytes = altered(made.bytes(), [](base::Json& json) { json["encrypted"] = false; });

    auto header = Header::parse(bytes);

    ASSERT_TRUE(header) << header.error().text();
    EXPECT_EQ(header->unlock(passphrase()).error().kind, ErrorKind::Corrupt);
    EXPECT_EQ(header->unlock(passphrase("no")).error().kind, ErrorKind::BadKey);
}

TEST(Keyslots, AreBoundToTheirOwnWords) {
    Made made;
    const auto bytes = altered(made.bytes(), [](base::Json& json) { json["keyslots"].make_array()[0]["label"] = "other"; });

    EXPECT_EQ(Header::parse(bytes)->unlock(passphrase()).error().kind, ErrorKind::BadKey);
}

TEST(Keyslots, NameANewerVersion) {
    Made made;
    const auto bytes = altered(made.bytes(), [](base::Json& json) { json["version"] = 7; });

    auto header = Header::parse(bytes);

    EXPECT_EQ(header.error().kind, ErrorKind::Unsupported);
    EXPECT_NE(header.error().text().find('7'), std::string::npos);
}

TEST(Keyslots, KeepWhatTheyDoNotKnow) {
    Made made;
    const auto bytes = altered(made.bytes(), [](base::Json& json) { json["later"] = "something"; });

    auto header = Header::parse(bytes).value();
    ASSERT_TRUE(header.add_passphrase(made.master, passphrase("next"), "", kCheap, 2));

    EXPECT_NE(header.bytes(made.master).value().find("\"later\":\"something\""), std::string::npos);
}

TEST(Keyslots, RefuseAnEmptyPassphraseAndALabelThatIsNotText) {
    Made made;

    EXPECT_EQ(made.header.add_passphrase(made.master, passphrase(""), "", kCheap, 1).error().kind, ErrorKind::Invalid);
    EXPECT_EQ(made.header.add_passphrase(made.master, passphrase(), "\xff", kCheap, 1).error().kind, ErrorKind::Invalid);
}

}  // namespace
}  // namespace guvoh::vault

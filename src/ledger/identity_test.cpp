// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ledger/identity.h"

#include <gtest/gtest.h>

#include "ledger/testing/history.h"

namespace guvoh::ledger {
namespace {

using testing::numbered_id;
using testing::seeded_key;

TEST(Identity, GivesDevicesAndMembersDifferentIdsForOneKey) {
    const crypto::PublicKey key = seeded_key(1).public_key();
    EXPECT_NE(device_id(key), member_id(key));
    EXPECT_NE(device_id(key), device_id(seeded_key(2).public_key()));
}

TEST(Identity, HoldsACertificateOnlyAsTheMemberSignedIt) {
    const Certificate good = certify(seeded_key(100), seeded_key(1).public_key(), numbered_id(200), 5);
    EXPECT_TRUE(verify_certificate(good));
    Certificate other = good;
    other.at_ms = 6;
    EXPECT_FALSE(verify_certificate(other));
    other = good;
    other.device_key = seeded_key(2).public_key();
    EXPECT_FALSE(verify_certificate(other));
    other = good;
    other.ledger = numbered_id(201);
    EXPECT_FALSE(verify_certificate(other));
    other = good;
    other.member_key = seeded_key(101).public_key();
    EXPECT_FALSE(verify_certificate(other));
}

TEST(Identity, NamesALogByRecordAndDevice) {
    EXPECT_EQ(log_origin(numbered_id(1), numbered_id(2)), "guvoh/00000000000000000000000001/00000000000000000000000002");
}

}  // namespace
}  // namespace guvoh::ledger

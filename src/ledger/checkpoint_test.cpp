// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ledger/checkpoint.h"

#include <gtest/gtest.h>

#include "ledger/testing/history.h"

namespace guvoh::ledger {
namespace {

using testing::seeded_key;

TEST(Checkpoint, ComesBackFromItsText) {
    Checkpoint checkpoint{"example.org/log", 12, leaf_hash({}), {}};
    EXPECT_EQ(Checkpoint::parse(checkpoint.text()).value(), checkpoint);
    checkpoint.extensions = {"one more line"};
    checkpoint.size = 0;
    EXPECT_EQ(Checkpoint::parse(checkpoint.text()).value(), checkpoint);
}

TEST(Checkpoint, RefusesTextsThatAreNoCheckpoint) {
    const std::string root = base::to_base64(leaf_hash({}));
    EXPECT_TRUE(Checkpoint::parse("a\n1\n" + root + "\n").has_value());
    const std::vector<std::string> bad{"", "a\n1\n", "a\n1\n" + root, "\n1\n" + root + "\n", "a\n01\n" + root + "\n", "a\n-1\n" + root + "\n",
                                    "a\n+1\n" + root + "\n", "a\n1 \n" + root + "\n", "a\n1\n" + root.substr(4) + "\n", "a\n1\nx\n",
                                    "a\n18446744073709551616\n" + root + "\n", "a\n1\n" + root + "\n\nb\n"};
    for (const std::string& text : bad) {
        EXPECT_FALSE(Checkpoint::parse(text).has_value()) << text;
    }
}

TEST(Checkpoint, IsTimestampedWithoutLaterCosignatures) {
    Note note = sign_checkpoint(Checkpoint{"example.org/log", 12, leaf_hash({}), {}}, seeded_key(1));
    const std::string first = note.write();
    cosign_note(note, "example.org/office", seeded_key(2), 5);
    EXPECT_NE(note.write(), first);
    EXPECT_EQ(timestamped_bytes(note.write()).value(), first);
    EXPECT_FALSE(timestamped_bytes("no note").has_value());
}

TEST(CheckpointRecord, ComesBackFromItsBytes) {
    const CheckpointRecord record{"note", {TimestampReply{"a", 5, {1, 2, 3}}, TimestampReply{"b", 6, {}}}};
    const base::Bytes bytes = record.to_bytes();
    EXPECT_EQ(CheckpointRecord::from_bytes(bytes).value(), record);
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        EXPECT_FALSE(CheckpointRecord::from_bytes(base::ByteSpan(bytes).first(i)).has_value());
    }
}

}  // namespace
}  // namespace guvoh::ledger

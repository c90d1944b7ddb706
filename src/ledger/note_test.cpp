// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ledger/note.h"

#include <gtest/gtest.h>

#include "ledger/testing/history.h"

namespace guvoh::ledger {
namespace {

using testing::seeded_key;

Note signed_note() {
    Note note{"Первая строка\n\nпосле пустой\n", {}};
    sign_note(note, "example.org/log", seeded_key(1));
    return note;
}

NoteKey log_key() { return NoteKey{"example.org/log", NoteKeyKind::Ed25519, seeded_key(1).public_key()}; }

TEST(Note, ComesBackFromItsBytes) {
    Note note = signed_note();
    cosign_note(note, "example.org/office", seeded_key(2), 1'700'000'000);
    const Note read = Note::parse(note.write()).value();
    EXPECT_EQ(read.text, note.text);
    EXPECT_EQ(read.signatures, note.signatures);
}

TEST(Note, IsGoodUnderItsKeyAbsentUnderAnotherAndBadWhenAltered) {
    Note note = signed_note();
    EXPECT_EQ(check_note(note, log_key()).verdict, NoteVerdict::Good);
    NoteKey other = log_key();
    other.name = "example.org/other";
    EXPECT_EQ(check_note(note, other).verdict, NoteVerdict::Absent);
    other = log_key();
    other.key = seeded_key(2).public_key();
    EXPECT_EQ(check_note(note, other).verdict, NoteVerdict::Absent);
    note.text[0] ^= 1;
    EXPECT_EQ(check_note(note, log_key()).verdict, NoteVerdict::Bad);
}

TEST(Note, TakesCosignaturesThatHoldTheirTime) {
    Note note = signed_note();
    cosign_note(note, "example.org/office", seeded_key(2), 1'700'000'000);
    const NoteKey office{"example.org/office", NoteKeyKind::Cosignature, seeded_key(2).public_key()};
    const NoteCheck check = check_note(note, office);
    EXPECT_EQ(check.verdict, NoteVerdict::Good);
    EXPECT_EQ(check.at_seconds, 1'700'000'000U);
    EXPECT_EQ(check_note(note, log_key()).verdict, NoteVerdict::Good);
    note.signatures[1].signature[7] ^= 1;
    EXPECT_EQ(check_note(note, office).verdict, NoteVerdict::Bad);
}

TEST(Note, RefusesBytesThatAreNoNote) {
    const std::string good = signed_note().write();
    EXPECT_TRUE(Note::parse(good).has_value());
    EXPECT_FALSE(Note::parse("").has_value());
    EXPECT_FALSE(Note::parse("text\n").has_value());
    EXPECT_FALSE(Note::parse("text\n\n").has_value());
    EXPECT_FALSE(Note::parse(good.substr(0, good.size() - 1)).has_value());
    EXPECT_FALSE(Note::parse("te\txt\n\n" + good.substr(good.rfind("\n\n") + 2)).has_value());
    EXPECT_FALSE(Note::parse("text\n\n— a AAAA\n").has_value());
    EXPECT_FALSE(Note::parse("text\n\n— a+b AAAAAAA=\n").has_value());
    EXPECT_FALSE(Note::parse("text\n\n—  AAAAAAA=\n").has_value());
    EXPECT_FALSE(Note::parse("text\n\n- a AAAAAAA=\n").has_value());
    EXPECT_FALSE(Note::parse("text\n\n— a\xC2\xA0x AAAAAAA=\n").has_value());
    EXPECT_TRUE(Note::parse("text\n\n— a AAAAAAA=\n").has_value());
}

TEST(NoteKey, ComesBackFromItsText) {
    const NoteKey key = log_key();
    EXPECT_EQ(NoteKey::parse(key.text()).value(), key);
    std::string other = key.text();
    other[other.find('+') + 1] = other[other.find('+') + 1] == '0' ? '1' : '0';
    EXPECT_FALSE(NoteKey::parse(other).has_value());
    EXPECT_FALSE(NoteKey::parse("a+b").has_value());
    EXPECT_FALSE(NoteKey::parse("").has_value());
}

}  // namespace
}  // namespace guvoh::ledger

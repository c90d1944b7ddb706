// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ledger/verify.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "ledger/identity.h"
#include "ledger/testing/history.h"

namespace guvoh::ledger {
namespace {

using namespace guvoh::ledger::testing;  // NOLINT: a test of that folder

/// Two devices, each with 30 entries, that hear of each other.
History usual_history() {
    History history(2);
    for (int i = 0; i < 30; ++i) {
        history.put(0, static_cast<base::Byte>(i % 4), "title", "a" + std::to_string(i));
        history.put(1, static_cast<base::Byte>(i % 4), "title", "b" + std::to_string(i));
        if (i % 7 == 0) history.tell(0, 1);
        if (i % 5 == 0) history.tell(1, 0);
    }
    return history;
}

std::vector<std::string> checkpoints_of(History& history) {
    return {history.log(0).checkpoint().write(), history.log(1).checkpoint().write()};
}

TEST(Verify, AcceptsWhatTheLogWrote) {
    History history = usual_history();
    const VerifyReport report = verify_store(history.store(), checkpoints_of(history), VerifyOptions{{history.member()}, {}, true, 0});
    ASSERT_TRUE(report.ok()) << report.problem->explanation;
    EXPECT_EQ(report.entries, 62U);
    EXPECT_EQ(report.changes, 60U);
    EXPECT_EQ(report.payloads, 60U);
    EXPECT_EQ(report.checkpoints, 2U);
    ASSERT_EQ(report.devices.size(), 2U);
    EXPECT_EQ(report.devices[0].covered, 31U);
    EXPECT_EQ(report.devices[0].member, history.member());
    EXPECT_EQ(*report.ledger, history.ledger());
}

TEST(Verify, SaysWhenTheCertifyingMemberIsNotTrusted) {
    History history = usual_history();
    const VerifyReport report = verify_store(history.store(), {}, VerifyOptions{{numbered_id(9)}, {}, false, 1});
    ASSERT_FALSE(report.ok());
    EXPECT_EQ(report.problem->kind, ProblemKind::UntrustedMember);
    EXPECT_EQ(report.problem->seq, 0U);
}

/// One way to tamper with a stored history; gives what the verifier must say and where.
struct Tampering {
    const char* name;
    std::vector<ProblemKind> kinds;
    void (*apply)(std::vector<StoredEntry>& entries, std::size_t at, unsigned random);
};

void flip(std::string& text, unsigned random) {
    text[random % text.size()] = static_cast<char>(text[random % text.size()] ^ (1 << (random / 7 % 8)));
}

void sign_again(StoredEntry& entry, base::Byte key_seed) {
    entry.signed_entry.signature = sign_entry(seeded_key(key_seed), entry.signed_entry.body);
}

const Tampering kTamperings[] = {
    {"flip in a body", {ProblemKind::Malformed, ProblemKind::Version, ProblemKind::WrongPlace, ProblemKind::Signature},
     [](auto& entries, std::size_t at, unsigned random) { flip(entries[at].signed_entry.body, random); }},
    {"flip in a signature", {ProblemKind::Signature},
     [](auto& entries, std::size_t at, unsigned random) { entries[at].signed_entry.signature[random % 64] ^= 4; }},
    {"flip in a payload", {ProblemKind::PayloadAltered},
     [](auto& entries, std::size_t at, unsigned random) { flip(entries[at].payloads[0]->json, random); }},
    {"flip in a payload's key", {ProblemKind::PayloadAltered},
     [](auto& entries, std::size_t at, unsigned random) { entries[at].payloads[0]->key[random % 32] ^= 1; }},
    {"cut", {ProblemKind::Missing},
     [](auto& entries, std::size_t at, unsigned) { entries.erase(entries.begin() + static_cast<std::ptrdiff_t>(at)); }},
    {"cut with the later ones moved up", {ProblemKind::WrongPlace},
     [](auto& entries, std::size_t at, unsigned) {
         entries.erase(entries.begin() + static_cast<std::ptrdiff_t>(at));
         for (std::size_t i = at; i < entries.size(); ++i) entries[i].seq = i;
     }},
    {"cut of the payload", {ProblemKind::PayloadMissing},
     [](auto& entries, std::size_t at, unsigned) { entries[at].payloads[0].reset(); }},
    {"swap", {ProblemKind::Missing},
     [](auto& entries, std::size_t at, unsigned) { std::swap(entries[at], entries[at + 1]); }},
    {"swap of the bytes only", {ProblemKind::WrongPlace},
     [](auto& entries, std::size_t at, unsigned) { std::swap(entries[at].signed_entry, entries[at + 1].signed_entry); }},
    {"swap of payloads", {ProblemKind::PayloadAltered},
     [](auto& entries, std::size_t at, unsigned) { std::swap(entries[at].payloads, entries[at + 1].payloads); }},
    {"insert of an earlier entry", {ProblemKind::Repeated},
     [](auto& entries, std::size_t at, unsigned random) {
         const StoredEntry copy = entries[random % at];
         entries.insert(entries.begin() + static_cast<std::ptrdiff_t>(at), copy);
     }},
    {"insert of a forged entry", {ProblemKind::Signature},
     [](auto& entries, std::size_t at, unsigned) {
         StoredEntry forged = entries[at];
         Entry entry = read_entry(forged.signed_entry.body).value();
         entry.reason = "forged";
         forged.signed_entry.body = write_entry(entry);
         sign_again(forged, 77);
         entries.insert(entries.begin() + static_cast<std::ptrdiff_t>(at), forged);
     }},
    {"signed again by another key", {ProblemKind::Signature},
     [](auto& entries, std::size_t at, unsigned) { sign_again(entries[at], 2); }},
    {"rewritten with the device's own key", {ProblemKind::Chain},
     [](auto& entries, std::size_t at, unsigned) {
         Entry entry = read_entry(entries[at].signed_entry.body).value();
         entry.reason = "rewritten";
         entries[at].signed_entry.body = write_entry(entry);
         sign_again(entries[at], 1);
     }},
    {"rewritten to the end with the device's own key", {ProblemKind::CheckpointRoot},
     [](auto& entries, std::size_t at, unsigned) {
         for (std::size_t i = at; i < entries.size(); ++i) {
             Entry entry = read_entry(entries[i].signed_entry.body).value();
             entry.reason = "rewritten";
             entry.previous = entry_leaf_hash(entries[i - 1].signed_entry);
             entries[i].signed_entry.body = write_entry(entry);
             sign_again(entries[i], 1);
         }
     }},
    {"cut of the end", {ProblemKind::SeenBroken, ProblemKind::Truncated},
     [](auto& entries, std::size_t at, unsigned) { entries.resize(at); }},
};

/// What is not as it should be when the first device's entry `at` is tampered with; empty when all is.
std::string judge(const Tampering& tampering, std::size_t at, unsigned random) {
    static History history = usual_history();
    static const std::vector<std::string> checkpoints = checkpoints_of(history);
    MemoryStore store = history.store();
    tampering.apply(store.entries(history.device(0)), at, random);
    const VerifyReport report = verify_store(store, checkpoints, VerifyOptions{{history.member()}, {}, true, 1});
    const std::string name = std::string(tampering.name) + " at " + std::to_string(at) + ": ";
    if (report.ok()) return name + "not found";
    const Problem& problem = *report.problem;
    if (problem.explanation.empty() || problem.meaning.empty()) return name + "not explained";
    const std::string said = name + std::string(problem_kind_name(problem.kind)) + ": " + problem.explanation;
    if (std::count(tampering.kinds.begin(), tampering.kinds.end(), problem.kind) == 0) return said;
    if (problem.kind == ProblemKind::SeenBroken) return {};  // it stands in the entry of the other device that saw it
    std::uint64_t expected = at;
    if (problem.kind == ProblemKind::Chain) expected = at + 1;
    if (problem.kind == ProblemKind::CheckpointRoot) expected = 30;
    if (problem.kind == ProblemKind::Repeated) expected = random % at;
    return problem.device == history.device(0) && problem.seq == expected ? std::string() : said;
}

TEST(Verify, FindsAndLocatesEveryKindOfTampering) {
    for (const Tampering& tampering : kTamperings) {
        for (const std::size_t at : {1U, 13U, 29U}) EXPECT_EQ(judge(tampering, at, 99), "");
    }
}

TEST(Verify, FindsAndLocatesTamperingAnywhere) {
    EXPECT_TRUE(rc::check([](unsigned which, unsigned where, unsigned random) {
        const std::string wrong = judge(kTamperings[which % std::size(kTamperings)], 1 + where % 29, random);
        if (!wrong.empty()) RC_FAIL(wrong);
    }));
}

TEST(Verify, FindsAnotherDevicesKeyBehindAKnownName) {
    History history(1);
    auto& entries = history.store().entries(history.device(0));
    Entry first = read_entry(entries[0].signed_entry.body).value();
    first.certificate = certify(seeded_key(100), seeded_key(50).public_key(), history.ledger(), kStartMs);
    entries[0].signed_entry.body = write_entry(first);
    sign_again(entries[0], 50);
    EXPECT_EQ(verify_store(history.store()).problem->kind, ProblemKind::Certificate);
}

TEST(Verify, FindsACertificateThatTheMemberDidNotSign) {
    History history(1);
    auto& entries = history.store().entries(history.device(0));
    Entry first = read_entry(entries[0].signed_entry.body).value();
    first.certificate->at_ms += 1;
    entries[0].signed_entry.body = write_entry(first);
    sign_again(entries[0], 1);
    EXPECT_EQ(verify_store(history.store()).problem->kind, ProblemKind::Certificate);
}

TEST(Verify, FindsAClockThatGoesBackAndASeenThatShrinks) {
    const auto spoiled = [](auto&& spoil) {
        History history(2);
        history.put(1, 1, "a", "1");
        history.tell(0, 1);
        history.put(0, 1, "a", "2");
        history.put(0, 1, "a", "3");
        auto& last = history.store().entries(history.device(0)).back();
        Entry entry = read_entry(last.signed_entry.body).value();
        spoil(entry);
        last.signed_entry.body = write_entry(entry);
        sign_again(last, 1);
        return verify_store(history.store()).problem->kind;
    };
    EXPECT_EQ(spoiled([](Entry& e) { e.clock.ms = kStartMs; }), ProblemKind::Clock);
    EXPECT_EQ(spoiled([](Entry& e) { e.seen.clear(); }), ProblemKind::SeenBroken);
    EXPECT_EQ(spoiled([](Entry& e) { e.seen.begin()->second = 9; }), ProblemKind::SeenBroken);
}

TEST(Verify, CountsWhatWasExpungedAndWhatWasWithheld) {
    History history(1);
    const Appended secret = history.put(0, 1, "name", "Аскаров");
    history.put(0, 2, "name", "withheld");
    Draft draft;
    draft.reason = "at the person's request";
    draft.changes.push_back(DraftChange{ChangeKind::Expunge, numbered_id(1), "Document", "open", "{\"name\":null}",
                                        secret.entry.changes[0].payload_hash});
    history.append(0, draft);
    auto& entries = history.store().entries(history.device(0));
    VerifyReport report = verify_store(history.store());
    ASSERT_FALSE(report.ok());
    EXPECT_EQ(report.problem->kind, ProblemKind::PayloadNotErased);
    EXPECT_EQ(report.problem->seq, 1U);
    entries[1].payloads.clear();
    entries[2].payloads[0].reset();
    report = verify_store(history.store());
    EXPECT_TRUE(report.ok());
    EXPECT_EQ(report.expunged, 1U);
    EXPECT_EQ(report.withheld, 1U);
    report = verify_store(history.store(), {}, VerifyOptions{{}, {}, true, 1});
    EXPECT_EQ(report.problem->kind, ProblemKind::PayloadMissing);
    EXPECT_EQ(report.problem->seq, 2U);
}

TEST(Verify, ChecksWhoSignedACheckpoint) {
    History history(2);
    history.put(0, 1, "a", "1");
    Note note = history.log(0).checkpoint();
    cosign_note(note, "example.org/office", seeded_key(60), 1'700'000'100);
    const NoteKey office{"example.org/office", NoteKeyKind::Cosignature, seeded_key(60).public_key()};
    VerifyReport report = verify_store(history.store(), {note.write()}, VerifyOptions{{}, {office}, false, 1});
    EXPECT_TRUE(report.ok());
    EXPECT_EQ(report.cosignatures, 1U);
    note.signatures[1].signature[20] ^= 1;
    report = verify_store(history.store(), {note.write()}, VerifyOptions{{}, {office}, false, 1});
    EXPECT_EQ(report.problem->kind, ProblemKind::CheckpointSignature);
    Note other{note.text, {}};
    sign_note(other, history.log(0).note_key().name, seeded_key(2));
    EXPECT_EQ(verify_store(history.store(), {other.write()}).problem->kind, ProblemKind::CheckpointSignature);
    EXPECT_EQ(verify_store(history.store(), {"x"}).problem->kind, ProblemKind::Malformed);
}

TEST(Verify, FindsADeviceThatIsMissingAltogether) {
    History history = usual_history();
    const auto checkpoints = checkpoints_of(history);
    history.store().entries(history.device(1)).clear();
    const VerifyReport report = verify_store(history.store(), {}, VerifyOptions{{}, {}, true, 1});
    EXPECT_EQ(report.problem->kind, ProblemKind::SeenBroken);
    EXPECT_EQ(verify_store(history.store(), checkpoints).problem->kind, ProblemKind::Truncated);
}

TEST(Verify, GivesTheSameVerdictOnOneThreadAndOnMany) {
    History history(1);
    for (int i = 0; i < 500; ++i) history.put(0, 1, "title", std::to_string(i));
    for (const unsigned threads : {1U, 2U, 5U}) {
        EXPECT_TRUE(verify_store(history.store(), {}, VerifyOptions{{}, {}, true, threads}).ok());
    }
    history.store().entries(history.device(0))[300].signed_entry.signature[0] ^= 1;
    history.store().entries(history.device(0))[400].signed_entry.signature[0] ^= 1;
    for (const unsigned threads : {1U, 2U, 5U}) {
        const VerifyReport report = verify_store(history.store(), {}, VerifyOptions{{}, {}, true, threads});
        EXPECT_EQ(report.problem->seq, 300U);
        EXPECT_EQ(report.entries, 300U);
    }
}

}  // namespace
}  // namespace guvoh::ledger

// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ledger/bundle.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "ledger/testing/history.h"

namespace guvoh::ledger {
namespace {

using namespace guvoh::ledger::testing;  // NOLINT: a test of that folder

BundleSource source_of(const std::string& bytes, std::size_t piece = 1000) {
    return [&bytes, piece, at = std::size_t{0}](std::size_t most) mutable -> base::Expected<std::string> {
        const std::string out = bytes.substr(std::min(at, bytes.size()), std::min(most, piece));
        at += out.size();
        return out;
    };
}

std::string make_bundle(History& history) {
    std::string out;
    BundleWriter writer([&](std::string_view piece) {
        out += piece;
        return base::Status();
    });
    EXPECT_TRUE(writer.begin(history.ledger(), history.now()).has_value());
    for (const std::size_t device : {0U, 1U}) {
        const CheckpointRecord record{history.log(device).checkpoint().write(), {TimestampReply{"example", 5, {1, 2}}}};
        EXPECT_TRUE(writer.put_checkpoint(record).has_value());
    }
    for (const auto& [device, entries] : history.store().all()) {
        for (const StoredEntry& entry : entries) EXPECT_TRUE(writer.put_entry(entry).has_value());
    }
    EXPECT_TRUE(writer.finish().has_value());
    return out;
}

History small_history() {
    History history(2);
    for (int i = 0; i < 6; ++i) {
        history.put(0, 1, "title", "Ответ \"прокуратуры\"");
        history.put(1, 2, "title", "b");
        if (i % 2 == 0) history.tell(1, 0);
    }
    history.store().entries(history.device(0))[3].payloads.clear();
    return history;
}

VerifyReport verify_text(const std::string& bundle) {
    return verify_bundle(source_of(bundle), VerifyOptions{{}, {}, false, 1}).value();
}

TEST(Bundle, VerifiesWithoutAVault) {
    History history = small_history();
    const std::string bundle = make_bundle(history);
    for (const std::size_t piece : {1U, 7U, 100000U}) {
        const VerifyReport report = verify_bundle(source_of(bundle, piece), VerifyOptions{{}, {}, false, 1}).value();
        ASSERT_TRUE(report.ok()) << report.problem->explanation;
        EXPECT_EQ(report.entries, 14U);
        EXPECT_EQ(report.payloads, 11U);
        EXPECT_EQ(report.withheld, 1U);
        EXPECT_EQ(report.checkpoints, 2U);
    }
}

TEST(Bundle, HandsOverWhatWasWritten) {
    History history = small_history();
    const std::string bundle = make_bundle(history);
    std::map<DeviceId, std::vector<StoredEntry>> read;
    std::size_t checkpoints = 0;
    BundleVisitor visitor;
    visitor.checkpoint = [&](const CheckpointRecord& record, std::uint64_t line) {
        EXPECT_EQ(line, checkpoints + 2);
        EXPECT_EQ(record.timestamps.at(0).reply, (base::Bytes{1, 2}));
        ++checkpoints;
        return base::Status();
    };
    visitor.entry = [&](StoredEntry entry) {
        read[entry.device].push_back(std::move(entry));
        return base::Status();
    };
    const auto damage = read_bundle(source_of(bundle), visitor);
    ASSERT_TRUE(damage.has_value());
    EXPECT_FALSE(damage->has_value());
    for (const auto& [device, entries] : history.store().all()) {
        ASSERT_EQ(read[device].size(), entries.size());
        for (std::size_t i = 0; i < entries.size(); ++i) {
            EXPECT_EQ(read[device][i].signed_entry, entries[i].signed_entry);
            EXPECT_EQ(read[device][i].payloads.empty(), entries[i].payloads.empty());
        }
    }
}

TEST(Bundle, FindsAFlipAnywhere) {
    History history = small_history();
    const std::string bundle = make_bundle(history);
    EXPECT_TRUE(rc::check([&](unsigned where, unsigned bit) {
        std::string other = bundle;
        const std::size_t at = where % other.size();
        other[at] = static_cast<char>(other[at] ^ (1 << (bit % 8)));
        const std::size_t line = static_cast<std::size_t>(std::count(bundle.begin(), bundle.begin() + static_cast<std::ptrdiff_t>(at), '\n')) + 1;
        const VerifyReport report = verify_text(other);
        RC_LOG() << at << " " << line << " " << bundle.substr(at > 30 ? at - 30 : 0, 60);
        // What nobody signs: when the bundle was made, and what is said about a timestamp's way here.
        const bool unsigned_bytes = line == 1 || bundle.substr(0, at).rfind("\"timestamps\"") > bundle.substr(0, at).rfind('\n');
        if (line == 1 || (line <= 3 && unsigned_bytes)) return;
        RC_ASSERT(!report.ok());
        if (report.problem->kind == ProblemKind::Malformed) RC_ASSERT(report.problem->line + 1 >= line && report.problem->line <= line + 1);
    }));
}

TEST(Bundle, FindsACutAnywhere) {
    History history = small_history();
    const std::string bundle = make_bundle(history);
    EXPECT_TRUE(rc::check([&](unsigned where) {
        const VerifyReport report = verify_text(bundle.substr(0, where % bundle.size()));
        RC_ASSERT(!report.ok());
    }));
}

TEST(Bundle, FindsALineTakenOutSwappedOrPutInTwice) {
    History history = small_history();
    const std::string bundle = make_bundle(history);
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < bundle.size(); at = bundle.find('\n', at) + 1) {
        lines.push_back(bundle.substr(at, bundle.find('\n', at) + 1 - at));
    }
    const auto joined = [](const std::vector<std::string>& all) {
        std::string out;
        for (const std::string& line : all) out += line;
        return out;
    };
    for (std::size_t i = 0; i < lines.size(); ++i) {
        std::vector<std::string> other = lines;
        other.erase(other.begin() + static_cast<std::ptrdiff_t>(i));
        EXPECT_FALSE(verify_text(joined(other)).ok()) << "without line " << i + 1;
        other = lines;
        other.insert(other.begin() + static_cast<std::ptrdiff_t>(i), lines[i]);
        EXPECT_FALSE(verify_text(joined(other)).ok()) << "line " << i + 1 << " twice";
        if (i < 3 || i + 1 == lines.size()) continue;
        other = lines;
        std::swap(other[i], other[i + 1]);
        EXPECT_FALSE(verify_text(joined(other)).ok()) << "lines " << i + 1 << " and the next swapped";
    }
}

TEST(Bundle, SaysWhenItsHeaderNamesAnotherRecord) {
    History history = small_history();
    std::string bundle = make_bundle(history);
    bundle.replace(bundle.find(history.ledger().text()), 26, numbered_id(9).text());
    EXPECT_FALSE(verify_text(bundle).ok());
}

TEST(Bundle, PassesOnWhatItsSourceCouldNotRead) {
    const BundleSource broken = [](std::size_t) -> base::Expected<std::string> { return base::fail(base::ErrorKind::Io, "no"); };
    EXPECT_EQ(verify_bundle(broken, {}).error().kind, base::ErrorKind::Io);
}

}  // namespace
}  // namespace guvoh::ledger

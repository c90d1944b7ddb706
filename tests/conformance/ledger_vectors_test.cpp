// SPDX-License-Identifier: AGPL-3.0-or-later
// The ledger against testdata/ledger: what version 1 wrote must be written the same today, and read for ever. The files are
// made anew with GUVOH_WRITE_VECTORS=1, which only a new format version may need.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

#include "ledger/bundle.h"
#include "ledger/testing/sample.h"

namespace guvoh::ledger {
namespace {

using testing::BrokenBundle;
using testing::Sample;

const std::string kFolder = GUVOH_SOURCE_DIR "/testdata/ledger/v1/";

void compare_with_file(const std::string& name, const std::string& expected) {
    if (std::getenv("GUVOH_WRITE_VECTORS") != nullptr) {
        std::ofstream(kFolder + name, std::ios::binary) << expected;
        return;
    }
    std::ifstream file(kFolder + name, std::ios::binary);
    ASSERT_TRUE(file.good()) << name;
    const std::string found{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    EXPECT_TRUE(found == expected) << name << " is no longer what is written";
}

VerifyReport verify_text(const std::string& bundle, VerifyOptions options = {}) {
    std::size_t at = 0;
    const BundleSource source = [&](std::size_t most) -> base::Expected<std::string> {
        const std::string out = bundle.substr(at, most);
        at += out.size();
        return out;
    };
    return verify_bundle(source, std::move(options)).value();
}

TEST(LedgerVectors, AreWrittenAsVersion1Does) {
    const Sample sample;
    compare_with_file("vectors.json", sample.vectors().text(true) + "\n");
    compare_with_file("record.bundle", sample.bundle());
    compare_with_file("checkpoint.note", sample.checkpoints[1].note);
}

TEST(LedgerVectors, VerifyWithTheirCosigner) {
    const Sample sample;
    const VerifyReport report = verify_text(sample.bundle(), VerifyOptions{{sample.history.member()}, {sample.cosigner}, false, 1});
    ASSERT_TRUE(report.ok()) << report.problem->explanation;
    EXPECT_EQ(report.entries, 11U);
    EXPECT_EQ(report.checkpoints, 3U);
    EXPECT_EQ(report.cosignatures, 1U);
    EXPECT_EQ(report.withheld, 1U);
    EXPECT_EQ(report.expunged, 1U);
}

TEST(LedgerVectors, OfBrokenBundlesAreFoundAndLocated) {
    base::Json expected;
    for (const BrokenBundle& broken : testing::broken_bundles()) {
        compare_with_file("broken/" + broken.name + ".bundle", broken.bundle);
        expected[broken.name]["problem"] = broken.problem;
        expected[broken.name]["seq"] = broken.seq;
        const VerifyReport report = verify_text(broken.bundle);
        ASSERT_FALSE(report.ok()) << broken.name;
        EXPECT_EQ(problem_kind_name(report.problem->kind), broken.problem) << broken.name << ": " << report.problem->explanation;
        EXPECT_EQ(report.problem->seq, broken.seq) << broken.name;
    }
    compare_with_file("broken/expected.json", expected.text(true) + "\n");
}

TEST(LedgerVectors, FreshBundleIsGivenToTheIndependentVerifier) {
    Sample sample;
    for (int i = 0; i < 50; ++i) sample.history.put(static_cast<std::size_t>(i % 2), static_cast<base::Byte>(i), "title", std::to_string(i));
    const std::string bundle = sample.bundle();
    EXPECT_TRUE(verify_text(bundle).ok());
    const char* path = std::getenv("GUVOH_FRESH_BUNDLE");  // named by the independent verifier's test
    if (path != nullptr) std::ofstream(path, std::ios::binary) << bundle;
}

}  // namespace
}  // namespace guvoh::ledger

// SPDX-License-Identifier: AGPL-3.0-or-later
#include "documents/sandbox.h"

#include <gtest/gtest.h>

#include "documents/testing/files.h"
#include "documents/testing/probes.h"

namespace guvoh::documents {
namespace {

TEST(Sandbox, OpensNoDoorToAParser) {
    auto extractor = Extractor::start({{}, false});
    ASSERT_TRUE(extractor) << extractor.error().text();

    const auto report = (*extractor)->extract(base::as_bytes(testing::kTryDoors), "a.pdf");

    ASSERT_TRUE(report) << report.error().text();
    const std::string text = testing::all_text(*report);
    EXPECT_NE(text.find("open: no"), std::string::npos);
    EXPECT_NE(text.find("control socket: no"), std::string::npos);
    EXPECT_EQ(text.find("OPEN"), std::string::npos) << text;
}

TEST(Sandbox, CanBePreparedHere) {
    const auto sandbox = Sandbox::prepare();

    EXPECT_TRUE(sandbox) << sandbox.error().text();
}

}  // namespace
}  // namespace guvoh::documents

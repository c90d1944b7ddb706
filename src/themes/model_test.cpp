// SPDX-License-Identifier: AGPL-3.0-or-later
#include "themes/model.h"

#include <algorithm>

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace guvoh::themes {
namespace {

/// Texts about kittens and about bridges, which no rule knows.
std::vector<LabelledText> invented() {
    std::vector<LabelledText> texts;
    const char* places[] = {"Aland", "Bland", "Cland", "Dland", "Eland", "Fland"};
    for (const char* place : places) {
        texts.push_back({"Continue feeding the kittens of " + std::string(place), {"own_kittens"}, 2, place});
        texts.push_back({"Build a bridge in " + std::string(place), {"own_bridges"}, 5, place});
        texts.push_back({"Continue painting every bridge of " + std::string(place), {"own_bridges"}, 2, place});
    }
    return texts;
}

const Model& fitted() {
    static const Model kModel = train(invented()).value();
    return kModel;
}

TEST(Model, LearnsAWorkspacesOwnThemes) {
    const auto found = fitted().predict("Rescue two kittens");

    ASSERT_FALSE(found.empty());
    EXPECT_EQ(found[0].kind, Kind::Theme);
    EXPECT_EQ(found[0].code, "own_kittens");
    EXPECT_EQ(found[0].by, By::Model);
    EXPECT_GT(found[0].score, 0.5);
}

TEST(Model, ShowsTheWordsThatSpokeForIt) {
    constexpr std::string_view kText = "Rescue two kittens";
    const auto found = fitted().predict(kText);

    ASSERT_FALSE(found[0].spans.empty());
    EXPECT_EQ(kText.substr(found[0].spans.back().begin, found[0].spans.back().end - found[0].spans.back().begin), "kittens");
}

TEST(Model, GivesOneCategoryOfAction) {
    const auto found = fitted().predict("Continue feeding them");

    EXPECT_EQ(std::count_if(found.begin(), found.end(), [](const Suggestion& one) { return one.kind == Kind::Action; }), 1);
    EXPECT_EQ(found.back().code, "2");
}

TEST(Model, IsJoinedWithTheRulesForWhatItDoesNotKnow) {
    const auto found = suggest_with(fitted(), "Rescue two kittens from torture");
    const auto by = [&found](Kind kind, std::string_view code) {
        const auto at = std::find_if(found.begin(), found.end(), [&](const Suggestion& one) { return one.kind == kind && one.code == code; });
        return at == found.end() ? std::string() : std::string(by_name(at->by));
    };

    EXPECT_EQ(by(Kind::Theme, "own_kittens"), "model");
    EXPECT_EQ(by(Kind::Flag, "torture"), "rule");
    EXPECT_LE(std::count_if(found.begin(), found.end(), [](const Suggestion& one) { return one.kind == Kind::Action; }), 1);
    EXPECT_TRUE(std::is_sorted(found.begin(), found.end(), [](const Suggestion& a, const Suggestion& b) { return a.kind < b.kind; }));
}

TEST(Model, SaysNothingTogetherWithTheRulesWhereNoWordSpeaksForIt) {
    EXPECT_FALSE(fitted().predict("Zzz").empty()) << "alone it guesses";

    EXPECT_TRUE(suggest_with(fitted(), "Zzz").empty());
}

TEST(Model, ComesBackFromItsBytes) {
    const base::Bytes bytes = fitted().bytes();
    const auto again = Model::parse(bytes);

    ASSERT_TRUE(again.has_value());
    EXPECT_EQ(again->bytes(), bytes);
    EXPECT_EQ(again->scores("kittens")[0].score, fitted().scores("kittens")[0].score);
    EXPECT_EQ(again->text_count(), 18U);
}

TEST(Model, IsTheSameFromTheSameTexts) { EXPECT_EQ(train(invented())->bytes(), fitted().bytes()); }

TEST(Model, RefusesBytesCutShort) {
    const base::Bytes bytes = fitted().bytes();

    for (std::size_t size = 0; size < bytes.size(); size += 7) {
        const auto found = Model::parse(base::ByteSpan(bytes).first(size));
        ASSERT_FALSE(found.has_value()) << size;
        EXPECT_EQ(found.error().kind, base::ErrorKind::Invalid);
    }
}

TEST(Model, RefusesAByteChanged) {
    EXPECT_TRUE(rc::check([](std::uint32_t where, std::uint8_t by) {
        RC_PRE(by != 0);
        base::Bytes bytes = fitted().bytes();
        bytes[where % bytes.size()] ^= by;
        RC_ASSERT(!Model::parse(bytes).has_value());
    }));
}

TEST(Model, RefusesAnyOtherBytes) {
    EXPECT_TRUE(rc::check([](const base::Bytes& bytes) { RC_ASSERT(!Model::parse(bytes).has_value()); }));
}

/// Puts the sum right, so that what stands behind it is looked at: docs/formats/reviews.md.
void mend_sum(base::Bytes& bytes) {
    std::uint64_t sum = 0xCBF2'9CE4'8422'2325;
    for (std::size_t at = 0; at + 8 < bytes.size(); ++at) sum = (sum ^ bytes[at]) * 0x0000'0100'0000'01B3;
    bytes.resize(bytes.size() - 8);
    base::put_u64(bytes, sum);
}

TEST(Model, IsSoundOrRefusedWhenBytesChangeUnderARightSum) {
    EXPECT_TRUE(rc::check([](std::uint32_t where, std::uint8_t by) {
        base::Bytes bytes = fitted().bytes();
        bytes[where % (bytes.size() - 8)] ^= by;
        mend_sum(bytes);
        const auto found = Model::parse(bytes);
        if (!found) return;
        for (const Suggestion& one : found->predict("Rescue two kittens")) RC_ASSERT(one.score >= 0 && one.score <= 1);
    }));
}

TEST(Model, RefusesBytesCutShortUnderARightSum) {
    for (std::size_t size = 17; size < fitted().bytes().size(); size += 5) {
        base::Bytes bytes = fitted().bytes();
        bytes.resize(size);
        mend_sum(bytes);
        EXPECT_FALSE(Model::parse(bytes).has_value()) << size;
    }
}

TEST(Model, SaysThatALaterVersionIsNotSupported) {
    base::Bytes bytes = fitted().bytes();
    bytes[4] = 2;

    EXPECT_EQ(Model::parse(bytes).error().kind, base::ErrorKind::Unsupported);
}

TEST(Model, NeedsExamples) {
    const std::vector<LabelledText> few = {{"one", {"a"}, 1, ""}, {"two", {"b"}, 2, ""}};

    EXPECT_EQ(train(few).error().kind, base::ErrorKind::Invalid);
    EXPECT_EQ(train({}).error().kind, base::ErrorKind::Invalid);
}

TEST(Model, RefusesLabelsThatAreNone) {
    auto texts = invented();
    texts[0].action = 6;
    EXPECT_EQ(train(texts).error().kind, base::ErrorKind::Invalid);

    texts = invented();
    texts[0].themes = {""};
    EXPECT_EQ(train(texts).error().kind, base::ErrorKind::Invalid);
}

TEST(Model, IsSoundOnAnyText) {
    EXPECT_TRUE(rc::check([](const std::string& text) {
        for (const Suggestion& one : fitted().predict(text)) {
            RC_ASSERT(one.score >= 0 && one.score <= 1);
            for (const Span& span : one.spans) RC_ASSERT(span.begin < span.end && span.end <= text.size());
        }
    }));
}

}  // namespace
}  // namespace guvoh::themes

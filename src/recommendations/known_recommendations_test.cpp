// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Which recommendation of the record a source means; review_import_test.cpp does the same through imports.
#include "recommendations/known_recommendations.h"

#include "recommendations/testing/small_desk.h"

namespace guvoh::recommendations {
namespace {

TEST(KnownRecommendationWords, AreCountedOnceWhateverTheirCase) {
    EXPECT_EQ(word_set("End torture; END Пытки!"), (std::vector<std::string>{"end", "torture", "пытки"}));
    EXPECT_TRUE(word_set("-- ;").empty());
}

TEST(KnownRecommendationWords, OverlapFromNoneToAll) {
    EXPECT_EQ(overlap(word_set("end torture"), word_set("torture end")), 1.0);
    EXPECT_EQ(overlap(word_set("end torture now"), word_set("train police")), 0.0);
    EXPECT_EQ(overlap(word_set("a b c"), word_set("b c d")), 0.5);
    EXPECT_EQ(overlap({}, {}), 0.0);
}

class KnownRecommendationsTest : public testing::SmallDesk {
protected:
    void SetUp() override {
        SmallDesk::SetUp();
        review_ = make("Review", base::Json::Object{{"title", "The first review"}, {"kind", "upr"}, {"body", "UPR"}, {"state", "KGZ"}});
        torture_ = asked("88.1", "End torture in every place of detention");
        police_ = asked("88.2", "Train the police in the rights of children");
        batch_ = std::move(RecordBatch::begin(*records_, caller_, "general", "import", true).value());
        EXPECT_TRUE(known_.load(*batch_, base::Id::parse(review_).value()));
    }
    void TearDown() override {
        batch_.reset();
        SmallDesk::TearDown();
    }
    std::string asked(const char* number, const char* text) {
        return make("Recommendation", base::Json::Object{{"text", text}, {"number", number}, {"issuer", "UPR"}, {"state", "KGZ"}, {"review", review_}});
    }
    std::string found(const std::string& name, const std::string& number, std::string_view text) {
        const auto id = name.empty() ? base::Id{} : base::Id::parse(name).value();
        const KnownRecommendation* one = known_.find(base::Id::parse(review_).value(), id, number, text);
        return one == nullptr ? "" : one->id.text();
    }

    const Caller caller_ = Caller::owner();  // outlives the batch, which borrows it
    std::string review_, torture_, police_;
    std::unique_ptr<RecordBatch> batch_;
    KnownRecommendations known_;
};

TEST_F(KnownRecommendationsTest, AreFoundByTheirWordsAndByANumberWithSomeOfThem) {
    EXPECT_EQ(found("", "", "end torture in every place of detention!"), torture_);
    EXPECT_EQ(found("", "88.1", "End torture in places of detention now"), torture_);
    EXPECT_EQ(found("", "", "End torture in places of detention now"), "");
    EXPECT_EQ(found("", "88.1", "Ratify the Rome Statute"), "");
}

TEST_F(KnownRecommendationsTest, AreFoundByTheirNameBeforeAllElse) {
    EXPECT_EQ(found(police_, "88.1", "End torture in every place of detention"), police_);
}

TEST_F(KnownRecommendationsTest, AreLeftToTheOneThatNamesThem) {
    known_.name(base::Id::parse(review_).value(), base::Id::parse(torture_).value());

    EXPECT_EQ(found("", "", "End torture in every place of detention"), "");
    EXPECT_EQ(found(torture_, "", "End torture in every place of detention"), torture_);
}

}  // namespace
}  // namespace guvoh::recommendations

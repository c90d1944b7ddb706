// SPDX-License-Identifier: AGPL-3.0-or-later
#include "recommendations/theme_training.h"

#include <fmt/format.h>

#include <algorithm>

#include "recommendations/testing/small_desk.h"
#include "schema/schema.h"
#include "themes/codes.h"

namespace guvoh::recommendations {
namespace {

class ThemeTraining : public testing::SmallDesk {
protected:
    std::string make(const std::string& text, const std::string& state, const std::string& themes) {
        base::Json fields{base::Json::Object{{"issuer", "UPR"}, {"text", text}, {"state", state}}};
        if (!themes.empty()) fields["themes"] = base::Json::Array{themes};
        return SmallDesk::make("Recommendation", fields);
    }
    /// A made-up word that no rule knows stands for a theme in this workspace.
    void label(int count) {
        for (const char* state : {"KGZ", "TJK", "UZB"}) {
            for (int i = 0; i < count; ++i) {
                make(fmt::format("Build the glimmering aqueduct of valley {}", i), state, "right_to_water");
                make(fmt::format("Open the whispering lyceum of town {}", i), state, "right_to_education");
            }
        }
    }
};

TEST_F(ThemeTraining, LearnsAWorkspacesOwnWordsAndSuggestsThem) {
    label(8);
    const std::string asked = make("Repair the glimmering aqueduct", "KGZ", "");
    TrainThemesOptions options;
    options.folds = 3;

    const auto report = train_themes(*desk_, Caller::owner(), options);

    ASSERT_TRUE(report.has_value()) << report.error().text();
    EXPECT_EQ(report->labelled, 48U);
    EXPECT_GT(report->model_f1, 0.9);
    EXPECT_GT(report->model_f1, report->rules_f1);
    EXPECT_EQ(report->seen, report->changed + report->already_there);
    const auto view = records_->load(Caller::owner(), asked);
    EXPECT_NE(view->fields["suggested_themes"].text().find("right_to_water"), std::string::npos);
    EXPECT_TRUE(view->fields["themes"].is_null());
    EXPECT_EQ(train_themes(*desk_, Caller::owner(), options)->changed, 0U);
}

TEST_F(ThemeTraining, OnlyJudgesWhenAskedTo) {
    label(6);
    TrainThemesOptions options;
    options.folds = 3;
    options.apply = false;

    const auto report = train_themes(*desk_, Caller::owner(), options);

    ASSERT_TRUE(report.has_value());
    EXPECT_EQ(report->changed, 0U);
    EXPECT_GT(report->labelled, 0U);
}

TEST_F(ThemeTraining, SaysWhatIsMissingAndAsksForPermission) {
    make("Build an aqueduct", "KGZ", "right_to_water");
    EXPECT_EQ(train_themes(*desk_, Caller::owner(), {}).error().kind, base::ErrorKind::Invalid);
    Caller reader;
    reader.permissions = {service::Permission::Read};
    EXPECT_EQ(train_themes(*desk_, reader, {}).error().kind, base::ErrorKind::Denied);
}

/// What suggestions say must be a term of the vocabularies, or no filter finds it.
TEST(ThemeCodes, AreTheTermsOfTheVocabularies) {
    const schema::Schema schema = schema::Schema::built_in().value();
    const std::vector<std::pair<themes::Kind, std::string_view>> pairs = {
        {themes::Kind::Theme, "themes"},   {themes::Kind::Group, "affected_groups"},    {themes::Kind::Goal, "sdgs"},         {themes::Kind::Treaty, "treaties"},
        {themes::Kind::Body, "bodies"}, {themes::Kind::Action, "action_categories"}, {themes::Kind::Flag, "prevention_marks"}};
    const std::vector<std::string> unnamed = {"NGO", "other"};  // of bodies: no words name them
    for (const auto& [kind, name] : pairs) {
        const schema::Vocabulary* vocabulary = schema.find_vocabulary(name);
        ASSERT_NE(vocabulary, nullptr) << name;
        for (const std::string_view code : themes::codes_of(kind)) EXPECT_NE(vocabulary->find_term(code), nullptr) << name << ": " << code;
        for (const auto& term : vocabulary->terms) {
            const bool may_lack = name == "bodies" && std::find(unnamed.begin(), unnamed.end(), term.code) != unnamed.end();
            EXPECT_TRUE(may_lack || themes::is_code(kind, term.code)) << name << ": " << term.code;
            EXPECT_FALSE(term.labels.empty()) << term.code;
        }
    }
}

}  // namespace
}  // namespace guvoh::recommendations

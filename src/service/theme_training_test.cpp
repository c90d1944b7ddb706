// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/theme_training.h"

#include <fmt/format.h>

#include "service/testing/small_workspace.h"

namespace guvoh::service {
namespace {

class ThemeTraining : public testing::SmallWorkspace {
protected:
    void SetUp() override {
        SmallWorkspace::SetUp();
        desk_ = std::move(RecordDesk::open(*workspace_).value());
    }
    void TearDown() override {
        desk_.reset();
        SmallWorkspace::TearDown();
    }
    std::string make(const std::string& text, const std::string& state, const std::string& themes) {
        const auto fields = base::Json::parse(R"({"issuer":"UPR","text":")" + text + R"(","state":")" + state + R"("})" );
        base::Json json = fields.value();
        if (!themes.empty()) json["themes"] = base::Json::Array{themes};
        const auto made = desk_->create(Caller::owner(), "Recommendation", json, "general", "test");
        EXPECT_TRUE(made.has_value()) << made.error().text();
        return made ? made->id : std::string{};
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
    std::unique_ptr<RecordDesk> desk_;
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
    const auto view = desk_->load(Caller::owner(), asked);
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
    reader.permissions = {Permission::Read};
    EXPECT_EQ(train_themes(*desk_, reader, {}).error().kind, base::ErrorKind::Denied);
}

}  // namespace
}  // namespace guvoh::service

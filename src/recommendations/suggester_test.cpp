// SPDX-License-Identifier: AGPL-3.0-or-later
//
// A model that was trained and is kept: who uses it, who is told nothing by it, and what becomes of it.
#include "recommendations/suggester.h"

#include <fmt/format.h>

#include <algorithm>

#include "crypto/crypto.h"
#include "recommendations/review_import.h"
#include "recommendations/suggestions.h"
#include "recommendations/testing/small_desk.h"
#include "recommendations/theme_training.h"
#include "service/testing/store.h"

namespace guvoh::recommendations {
namespace {

using service::StoredModel;
using service::Workspace;
using service::testing::passphrase;

class ThemeModelsTest : public testing::SmallDesk {
protected:
    void reopen_all() {
        close_desk();
        reopen();
        open_desk();
    }
    std::string make(const std::string& text, const std::string& state = "KGZ", const std::string& theme = "", const std::string& compartment = "general") {
        base::Json fields{base::Json::Object{{"issuer", "UPR"}, {"text", text}, {"state", state}}};
        if (!theme.empty()) fields["themes"] = base::Json::Array{theme};
        return SmallDesk::make("Recommendation", fields, compartment, lead_);
    }
    /// Words that no rule knows stand for two themes. Gives the last recommendation's id.
    std::string label(const std::string& water, const std::string& school, const std::string& compartment = "general") {
        std::string last;
        for (const char* state : {"KGZ", "TJK", "UZB"}) {
            for (int i = 0; i < 6; ++i) {
                make(fmt::format("Build the {} of valley {}", water, i), state, "right_to_water", compartment);
                last = make(fmt::format("Open the {} of town {}", school, i), state, "right_to_education", compartment);
            }
        }
        return last;
    }
    TrainThemesReport trained(const std::string& compartment = "general") {
        TrainThemesOptions options;
        options.folds = 3;
        options.compartment = compartment;
        const auto report = train_themes(*desk_, lead_, options);
        EXPECT_TRUE(report.has_value()) << report.error().text();
        return report.value_or(TrainThemesReport{});
    }
    /// By whom a theme is suggested; "" when it is not.
    std::string by(const std::string& id, const std::string& theme, const Caller& caller) {
        const auto views = suggestions(*desk_, caller, id);
        EXPECT_TRUE(views.has_value()) << views.error().text();
        if (!views) return "error";
        const auto found = std::find_if(views->begin(), views->end(), [&theme](const SuggestionView& one) { return one.kind == "theme" && one.code == theme; });
        return found == views->end() ? std::string() : found->by;
    }
    std::vector<StoredModel> stored() { return service::testing::all_models(*workspace_); }
    bool is_kept(const base::Hash& hash) { return service::testing::is_kept(*workspace_, hash); }
    base::Bytes bytes_of(const StoredModel& model) { return service::testing::kept_bytes(*workspace_, model.hash); }
    ReviewImportReport import(const std::string& text) {
        const std::string csv = "To,To-Rgrp,To-Org,Text,From,From-Rgrp,From-Org,Response,Action,Issue,Session\nKyrgyzstan,,,\"" + text + "\",Chile,,,Accepted,5,,8\n";
        ReviewImportOptions options;
        options.format = "upr-info";
        options.file_name = "export.csv";
        options.content.assign(base::as_bytes(csv).begin(), base::as_bytes(csv).end());
        return SmallDesk::import(options, lead_);
    }
    std::string suggested_for_text(const std::string& text) {
        for (const auto& row : list("Recommendation", "", lead_).rows) {
            if (row.fields["text"].string_or("") == text) return row.fields["suggested_themes"].text();
        }
        return "no such text";
    }

    const Caller lead_ = member({"general", "red"}), other_ = member({"general", "blue"});
};

TEST_F(ThemeModelsTest, SpeaksOfRecordsAndImportsThatComeLaterAndAfterTheNextStart) {
    label("glimmering aqueduct", "whispering lyceum");
    trained();

    const std::string later = make("Repair the glimmering aqueduct");
    EXPECT_EQ(by(later, "right_to_water", other_), "model");
    reopen_all();
    EXPECT_EQ(by(later, "right_to_water", other_), "model");
    const auto report = import("Widen the glimmering aqueduct");
    EXPECT_NE(suggested_for_text("Widen the glimmering aqueduct").find("right_to_water"), std::string::npos);
    EXPECT_TRUE(report.repairs.empty());
    EXPECT_EQ(import("Widen the glimmering aqueduct").records.at("Recommendation").changed, 0U);
}

TEST_F(ThemeModelsTest, IsConfirmedLikeWhatRulesSuggest) {
    label("glimmering aqueduct", "whispering lyceum");
    trained();
    const std::string later = make("Repair the glimmering aqueduct");

    const auto report = confirm_suggestions(*desk_, lead_, {later}, "it is so");

    ASSERT_TRUE(report.has_value());
    EXPECT_EQ(report->changed, 1U);
    EXPECT_NE(records_->load(lead_, later)->fields["themes"].text().find("right_to_water"), std::string::npos);
}

TEST_F(ThemeModelsTest, TellsWhenByWhomAndHowGood) {
    label("glimmering aqueduct", "whispering lyceum");
    const auto report = trained();

    const auto kept = kept_models(*desk_, lead_);

    ASSERT_EQ(kept->size(), 1U);
    const auto& model = kept->front();
    EXPECT_EQ(model.labelled, 36U);
    EXPECT_EQ(model.states, 3U);
    EXPECT_EQ(model.member, "A. Documenter");
    EXPECT_EQ(model.kept_at.substr(0, 2), "20");
    EXPECT_NEAR(model.model_f1, report.model_f1, 0.001);
    EXPECT_NEAR(model.rules_f1, report.rules_f1, 0.001);
    EXPECT_GT(model.size_bytes, 100U);
    EXPECT_EQ(model.problem, "");
}

TEST_F(ThemeModelsTest, ForgettingGoesBackToRulesAndDestroysIt) {
    label("glimmering aqueduct", "whispering lyceum");
    const std::string asked = make("Repair the glimmering aqueduct");
    const std::string of_rules = "Treat women in prisons well, end torture and ratify the Rome Statute";
    import(of_rules);
    const std::string before = suggested_for_text(of_rules);
    trained();
    const base::Hash hash = stored().at(0).hash;
    ASSERT_TRUE(is_kept(hash));
    ASSERT_NE(records_->load(lead_, asked)->fields["suggested_themes"].text().find("right_to_water"), std::string::npos);

    const auto report = forget_training(*desk_, lead_, {});

    ASSERT_TRUE(report.has_value()) << report.error().text();
    EXPECT_GT(report->changed, 0U);
    EXPECT_EQ(report->seen, report->changed + report->already_there);
    EXPECT_EQ(by(asked, "right_to_water", lead_), "");
    EXPECT_EQ(suggested_for_text(of_rules), before) << "in the same order: what an import wrote is not taken for a correction";
    EXPECT_EQ(records_->load(lead_, asked)->fields["suggested_themes"].text().find("right_to_water"), std::string::npos);
    EXPECT_TRUE(stored().empty());
    EXPECT_FALSE(is_kept(hash));
    EXPECT_TRUE(workspace_->verify()->ok);
    EXPECT_EQ(forget_training(*desk_, lead_, {})->changed, 0U) << "forgetting twice is forgetting once";
}

TEST_F(ThemeModelsTest, ReplacesTheOneBeforeAndKeepsTheSameOne) {
    label("glimmering aqueduct", "whispering lyceum");
    trained();
    const base::Hash first = stored().at(0).hash;
    trained();
    EXPECT_EQ(stored().at(0).hash, first);
    EXPECT_TRUE(is_kept(first));

    label("turning millstream", "singing gymnasium");
    trained();

    ASSERT_EQ(stored().size(), 1U);
    EXPECT_NE(stored()[0].hash, first);
    EXPECT_TRUE(is_kept(stored()[0].hash));
    EXPECT_FALSE(is_kept(first)) << "what was replaced holds words, and is destroyed";
}

TEST_F(ThemeModelsTest, JudgingAloneKeepsNothing) {
    label("glimmering aqueduct", "whispering lyceum");
    TrainThemesOptions options;
    options.folds = 3;
    options.apply = false;

    ASSERT_TRUE(train_themes(*desk_, lead_, options).has_value());

    EXPECT_TRUE(stored().empty());
}

TEST_F(ThemeModelsTest, IsLeftAsideWithANoteWhenItIsLostOrOfALaterVersion) {
    label("glimmering aqueduct", "whispering lyceum");
    trained();
    const std::string later = make("Repair the glimmering aqueduct to end torture");
    const StoredModel model = stored().at(0);
    base::Bytes bytes = bytes_of(model);
    bytes[4] = 9;  // the version
    const base::Hash newer = crypto::sha256(bytes);
    service::testing::keep_bytes(*workspace_, newer, bytes);
    service::testing::put_record(*workspace_, model.record, "ThemeModel", R"({"sha256":")" + base::to_hex(newer) + R"("})");

    EXPECT_EQ(by(later, "right_to_water", lead_), "");
    EXPECT_EQ(by(later, "torture_and_other_cidt", lead_), "rule");
    EXPECT_NE(kept_models(*desk_, lead_)->at(0).problem.find("later version"), std::string::npos);
    const auto report = import("Widen the glimmering aqueduct");
    ASSERT_EQ(report.repairs.size(), 1U);
    EXPECT_NE(report.repairs[0].what.find("by rules"), std::string::npos);
    EXPECT_TRUE(workspace_->verify()->ok) << "its bytes are those that were kept";

    service::testing::erase_bytes(*workspace_, newer);
    EXPECT_EQ(by(later, "torture_and_other_cidt", lead_), "rule");
    const auto verified = workspace_->verify();
    ASSERT_FALSE(verified->ok);
    EXPECT_NE(verified->problem->where.find("model"), std::string::npos);
    trained();
    EXPECT_EQ(by(later, "right_to_water", lead_), "model");
    EXPECT_TRUE(workspace_->verify()->ok);
}

TEST_F(ThemeModelsTest, SurvivesBackupRebuildAndALaterIngestionsCleaning) {
    label("glimmering aqueduct", "whispering lyceum");
    trained();
    const std::string later = make("Repair the glimmering aqueduct");
    ASSERT_TRUE(workspace_->backup("/backup").has_value());
    service::testing::execute_sql(*workspace_, "insert into registry_meta(name, value) values('ingesting', x'01')");
    write("a.txt", "a note");
    EXPECT_EQ(ingest().added, 1U) << "and removes sealed files that no record names, since the last one seems to have been killed";
    EXPECT_EQ(by(later, "right_to_water", lead_), "model");

    for (const bool extract : {false, true}) {
        ASSERT_TRUE(workspace_->rebuild(extract).has_value());
        reopen_all();
        EXPECT_TRUE(workspace_->verify()->ok);
        EXPECT_EQ(by(later, "right_to_water", lead_), "model");
    }

    close_desk();
    close();
    auto copy = Workspace::open("/backup", passphrase(), &files_);
    ASSERT_TRUE(copy.has_value()) << copy.error().text();
    workspace_ = std::move(*copy);
    EXPECT_TRUE(workspace_->verify()->ok);
    open_desk();
    EXPECT_EQ(by(later, "right_to_water", lead_), "model");
}

TEST_F(ThemeModelsTest, OfGeneralLearnsNoWordOfAClosedCompartment) {
    label("glimmering aqueduct", "whispering lyceum");
    label("hidden orchard", "secret lyceum", "red");

    EXPECT_EQ(trained().labelled, 36U);

    const base::Bytes bytes = bytes_of(stored().at(0));
    EXPECT_NE(base::as_text(bytes).find("aqueduct"), std::string_view::npos);
    EXPECT_EQ(base::as_text(bytes).find("orchard"), std::string_view::npos);
    EXPECT_EQ(by(make("Repair the glimmering aqueduct", "KGZ", "", "red"), "right_to_water", lead_), "model") << "what all may know is used everywhere";
}

TEST_F(ThemeModelsTest, OfAClosedCompartmentSpeaksThereAlone) {
    label("glimmering aqueduct", "whispering lyceum");
    label("hidden orchard", "secret lyceum", "red");
    const std::string open = make("Prune the hidden orchard"), closed = make("Prune the hidden orchard", "KGZ", "", "red");
    trained();

    const auto report = trained("red");

    EXPECT_EQ(report.labelled, 72U);
    EXPECT_EQ(report.seen, 37U) << "general was not asked about";
    EXPECT_EQ(by(closed, "right_to_water", lead_), "model");
    EXPECT_EQ(by(open, "right_to_water", lead_), "");
    EXPECT_EQ(by(open, "right_to_water", other_), "");
    EXPECT_EQ(kept_models(*desk_, lead_)->size(), 2U);
    EXPECT_EQ(kept_models(*desk_, other_)->size(), 1U);
    TrainThemesOptions options;
    options.compartment = "red";
    EXPECT_EQ(train_themes(*desk_, other_, options).error().kind, base::ErrorKind::NotFound);
    EXPECT_EQ(forget_training(*desk_, other_, options).error().kind, base::ErrorKind::NotFound);
    for (const StoredModel& model : stored()) {
        EXPECT_EQ(records_->load(lead_, model.record.text()).error().kind, base::ErrorKind::NotFound) << "no record for members";
    }

    ASSERT_TRUE(forget_training(*desk_, lead_, options).has_value());
    EXPECT_EQ(by(closed, "right_to_water", lead_), "");
    EXPECT_EQ(stored().size(), 1U);
}

TEST_F(ThemeModelsTest, IsForgottenWithATextThatItLearntFrom) {
    const std::string taught = label("glimmering aqueduct", "whispering lyceum");
    const std::string open = make("Repair the glimmering aqueduct");
    trained();
    trained("red");
    ASSERT_EQ(stored().size(), 2U);
    const base::Hash hash = stored()[0].hash;
    EXPECT_EQ(stored()[1].hash, hash) << "red adds nothing: the bytes are the same";

    ASSERT_TRUE(forget_training(*desk_, lead_, TrainThemesOptions{5, true, "red", "red needs none"}).has_value());
    EXPECT_TRUE(is_kept(hash)) << "general still has it";
    ASSERT_TRUE(records_->expunge(lead_, open, "for safety"));
    EXPECT_EQ(stored().size(), 1U) << "nothing was learnt from this one";
    ASSERT_TRUE(records_->expunge(lead_, taught, "for safety"));

    EXPECT_TRUE(stored().empty());
    EXPECT_FALSE(is_kept(hash));
    EXPECT_TRUE(workspace_->verify()->ok);
}

}  // namespace
}  // namespace guvoh::recommendations

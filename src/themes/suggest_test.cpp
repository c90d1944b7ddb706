// SPDX-License-Identifier: AGPL-3.0-or-later
#include "themes/suggest.h"

#include <algorithm>

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "themes/codes.h"

namespace guvoh::themes {
namespace {

const Suggestion* find(const std::vector<Suggestion>& all, Kind kind, std::string_view code) {
    const auto at = std::find_if(all.begin(), all.end(), [&](const Suggestion& one) { return one.kind == kind && one.code == code; });
    return at == all.end() ? nullptr : &*at;
}

bool has(std::string_view text, Kind kind, std::string_view code) { return find(suggest(text), kind, code) != nullptr; }

std::string words_behind(std::string_view text, Kind kind, std::string_view code) {
    const auto all = suggest(text);
    const Suggestion* one = find(all, kind, code);
    std::string words;
    for (const Span& span : one == nullptr ? std::vector<Span>{} : one->spans) {
        words += (words.empty() ? "" : "|") + std::string(text.substr(span.begin, span.end - span.begin));
    }
    return words;
}

TEST(Suggest, NamesTheTreatyTheThemeAndTheFlagsOfOpcat) {
    constexpr std::string_view kText = "Ratify the Optional Protocol to the Convention against Torture and establish a national preventive mechanism";

    EXPECT_TRUE(has(kText, Kind::Treaty, "OPCAT"));
    EXPECT_TRUE(has(kText, Kind::Theme, "torture_and_other_cidt"));
    EXPECT_TRUE(has(kText, Kind::Theme, "detention"));
    EXPECT_TRUE(has(kText, Kind::Flag, "opcat"));
    EXPECT_TRUE(has(kText, Kind::Flag, "npm"));
    EXPECT_TRUE(has(kText, Kind::Flag, "torture"));
    EXPECT_TRUE(has(kText, Kind::Body, "NPM"));
}

TEST(Suggest, TakesTheLongerTreatyAndNotTheOneInsideIt) {
    EXPECT_FALSE(has("Ratify the Optional Protocol to the Convention against Torture", Kind::Treaty, "CAT"));
    EXPECT_FALSE(has("Accede to the Second Optional Protocol to the International Covenant on Civil and Political Rights", Kind::Treaty, "ICCPR"));
    EXPECT_TRUE(has("Accede to the Second Optional Protocol to the International Covenant on Civil and Political Rights", Kind::Treaty, "ICCPR-OP2"));
}

TEST(Suggest, KnowsTheConventionOnMigrantWorkersInItsUsualWordings) {
    for (const std::string_view name : {
             "International Convention on the Protection of the Rights of All Migrant Workers and Members of Their Families",
             "International Convention on the Protection of the Rights of All Migrant Workers and Members of their Family",
             "Convention for the Protection of the Rights of all Migrant Workers and Their Families",
             "Convention on the Protection of All Migrant Workers and Members of Their Families",
             "Convention on the Protection of the Human Rights of Migrant Workers",
             "Convention on the Rights of Migrant Workers",
             "Convention on the Rights of All Migrant Workers and Members of Their Families",
             "UN Convention on the protection of the rights of all migrants and members of their families",
             "Convention on Migrant Workers",
             "Migrant Workers Convention",
             "ICRMW",
         }) {
        const std::string text = "Consider ratifying the " + std::string(name) + " without delay";
        EXPECT_TRUE(has(text, Kind::Treaty, "ICRMW")) << name;
        EXPECT_TRUE(has(text, Kind::Theme, "migrants")) << name;
        EXPECT_TRUE(has(text, Kind::Theme, "international_instruments")) << name;
    }
    EXPECT_EQ(words_behind("Ratify the International Convention on the Protection of the Rights of All Migrant Workers and Members of Their Families", Kind::Treaty, "ICRMW"),
              "Convention|Protection of|Rights of All Migrant Workers|Families");
    // Its neighbours: another treaty's words, the committee, and workers without a treaty.
    EXPECT_FALSE(has("Apply the Convention on the Rights of the Child and protect migrant workers", Kind::Treaty, "ICRMW"));
    EXPECT_TRUE(has("Apply the Convention on the Rights of the Child and protect migrant workers", Kind::Treaty, "CRC"));
    EXPECT_FALSE(has("Protect the rights of all migrant workers and members of their families", Kind::Treaty, "ICRMW"));
    EXPECT_TRUE(has("Report to the Committee on the Protection of the Rights of All Migrant Workers and Members of Their Families", Kind::Body, "CMW"));
}

TEST(Suggest, NamesBothWhenATreatyComesWithItsProtocol) {
    constexpr std::string_view kText = "Ratify the Convention against Torture and its Optional Protocol";

    EXPECT_TRUE(has(kText, Kind::Treaty, "CAT"));
    EXPECT_TRUE(has(kText, Kind::Treaty, "OPCAT"));
}

TEST(Suggest, KnowsTheTreatiesByTheirShortNames) {
    for (const std::string_view code : {"CAT", "OPCAT", "ICCPR", "ICRMW", "CED", "CRPD", "CEDAW", "CRC", "ICESCR"}) {
        EXPECT_TRUE(has("Ratify " + std::string(code), Kind::Treaty, code)) << code;
    }
    EXPECT_TRUE(has("Ratify OP-CAT", Kind::Treaty, "OPCAT"));
    EXPECT_TRUE(has("Sign the Rome Statute", Kind::Treaty, "ROME"));
}

TEST(Suggest, DoesNotTakeAWordForAnAbbreviation) { EXPECT_FALSE(has("Feed every cat", Kind::Treaty, "CAT")); }

TEST(Suggest, ShowsTheWordsThatCausedIt) {
    EXPECT_EQ(words_behind("Stop torturing women with disabilities", Kind::Theme, "torture_and_other_cidt"), "torturing");
    EXPECT_EQ(words_behind("Improve access to education for all", Kind::Theme, "right_to_education"), "access to education");
    EXPECT_EQ(words_behind("Adopt a law on domestic violence", Kind::Action, "5"), "Adopt");
}

TEST(Suggest, FollowsTheGuideOfUprInfo) {
    EXPECT_TRUE(has("End corporal punishment of children in schools", Kind::Theme, "rights_of_the_child"));
    EXPECT_TRUE(has("End corporal punishment of children in schools", Kind::Theme, "torture_and_other_cidt"));
    EXPECT_TRUE(has("Prohibit female genital mutilation", Kind::Theme, "torture_and_other_cidt"));
    EXPECT_TRUE(has("Regulate conscientious objection", Kind::Theme, "freedom_of_religion_and_belief"));
    EXPECT_TRUE(has("Protect persons with albinism", Kind::Theme, "minorities"));
    EXPECT_TRUE(has("Establish an ombudsman", Kind::Theme, "nhri"));
    EXPECT_FALSE(has("Combat drug trafficking", Kind::Theme, "trafficking"));
}

TEST(Suggest, GivesUnsureThemesOnlyWhereNothingIsSure) {
    EXPECT_TRUE(has("Protect human rights", Kind::Theme, "general"));
    EXPECT_FALSE(has("Protect human rights in prisons", Kind::Theme, "general"));
}

TEST(Suggest, NamesGroupsAndGoals) {
    EXPECT_TRUE(has("Protect street children", Kind::Group, "children"));
    EXPECT_TRUE(has("Reduce maternal mortality", Kind::Goal, "3"));
    EXPECT_TRUE(has("Protect journalists", Kind::Group, "journalists"));
}

TEST(Suggest, ReadsRussian) {
    constexpr std::string_view kText =
        "Ратифицировать Факультативный протокол к Конвенции против пыток и создать национальный превентивный механизм";

    EXPECT_TRUE(has(kText, Kind::Treaty, "OPCAT"));
    EXPECT_TRUE(has(kText, Kind::Flag, "opcat"));
    EXPECT_TRUE(has(kText, Kind::Flag, "npm"));
    EXPECT_TRUE(has(kText, Kind::Theme, "international_instruments"));
    EXPECT_TRUE(has("Расследовать все случаи ПЫТОК", Kind::Flag, "torture"));
    EXPECT_TRUE(has("Обеспечить независимость НПМ", Kind::Body, "NPM"));
    EXPECT_TRUE(has("Принять рекомендации Комитета против пыток", Kind::Body, "CAT"));
    EXPECT_TRUE(has("Присоединиться ко второму Факультативному протоколу к МПГПП", Kind::Treaty, "ICCPR-OP2"));
    EXPECT_FALSE(has("Правительство пыталось это сделать", Kind::Flag, "torture"));
}

TEST(Suggest, GivesCodesOnceAndBestFirst) {
    const auto all = suggest("Ensure that women, girls and children in prison are free from torture, and ratify CEDAW, CRC and CAT");

    for (std::size_t at = 1; at < all.size(); ++at) {
        EXPECT_LE(all[at - 1].kind, all[at].kind);
        if (all[at - 1].kind == all[at].kind) {
            EXPECT_GE(all[at - 1].score, all[at].score);
        }
    }
}

TEST(Suggest, IsSoundOnAnyBytes) {
    EXPECT_TRUE(rc::check([](const std::vector<std::string>& parts) {
        std::string text;
        for (const std::string& part : parts) text += part + " torture пыток optional protocol ";
        for (const Suggestion& one : suggest(text)) {
            RC_ASSERT(one.score > 0 && one.score <= 1);
            RC_ASSERT(is_code(one.kind, one.code));
            RC_ASSERT(!one.spans.empty());
            for (std::size_t at = 0; at < one.spans.size(); ++at) {
                RC_ASSERT(one.spans[at].begin < one.spans[at].end && one.spans[at].end <= text.size());
                if (at > 0) RC_ASSERT(one.spans[at - 1].end <= one.spans[at].begin);
            }
        }
    }));
}

}  // namespace
}  // namespace guvoh::themes

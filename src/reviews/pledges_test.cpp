// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Pledges of invented documents; the States are real, since the readers know only real ones.
#include "reviews/pledges.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <map>

#include "reviews/testing/real_files.h"

namespace guvoh::reviews {
namespace {

constexpr const char* kReport =
    "A/HRC/99/7\n\nReport of the Working Group on the Universal Periodic Review\n\nKyrgyzstan\n\nContents\nIII.\tVoluntary pledges and commitments.....\t91\t22\n\nAnnex\n"
    "Composition of the delegation....\t23\n\n"
    "I. Summary of the proceedings\n\n14.\tChile welcomed the voluntary pledges of Kyrgyzstan. It pledged to help. Kyrgyzstan also pledged to open its prisons to visits. "
    "Kyrgyzstan was committed to human rights.\n\n"
    "II. Conclusions and/or recommendations\n\n90.\tAll conclusions reflect the position of the submitting State(s).\n\n";

TEST(Pledges, ReadsTheSectionOfAReportAndSentencesOfTheStateUnderReview) {
    const auto found = read_pledges(testing::pages({std::string(kReport) +
                                                    "III. Voluntary pledges and commitments\n\n91.\tThe following pledges were made by Kyrgyzstan:\n\n"
                                                    "1.\tTo ratify the Convention on the Protection of Everybody before\n\n",
                                                    "the end of the year;\n\n2.\tTo report in two years.\n\n\xE2\x80\xA2 To plant ten trees in each school;\n\n"
                                                    "92.\tFurther commitments are included in the addendum (A/HRC/99/7/Add.1).\n\n"
                                                    "Annex\nComposition of the delegation\n\nM. Kova\xC4\x8D Somebody\n\n\xE2\x80\xA2 Ms. Somebody Else, Minister of Everything;"}));

    ASSERT_EQ(found.size(), 4U);
    EXPECT_EQ(found[0].text, "Kyrgyzstan also pledged to open its prisons to visits.");
    EXPECT_EQ(found[0].number, "14");
    EXPECT_EQ(found[0].section, "");
    EXPECT_EQ(found[1].number, "91.1");
    EXPECT_EQ(found[1].text, "To ratify the Convention on the Protection of Everybody before the end of the year");
    EXPECT_EQ(found[1].section, "Voluntary pledges and commitments");
    ASSERT_EQ(found[1].places.size(), 2U);
    EXPECT_EQ(found[1].places[0].page, 1U);
    EXPECT_EQ(found[1].places[1].page, 2U);
    EXPECT_EQ(found[2].number, "91.2");
    EXPECT_EQ(found[3].number, "");
    EXPECT_EQ(found[3].text, "To plant ten trees in each school");
}

constexpr const char* kNational =
    "A/HRC/WG.6/34/KGZ/1\n\nNational report submitted in accordance with paragraph 5 of the annex to Human Rights Council resolution 16/21\n\nKyrgyzstan\n\n"
    "I. Methodology\n\n1.\tThe Ministry wrote the report. Many plans exist for the coming years.\n\n";

TEST(Pledges, TellsPromisesOfANationalReportFromReportsOnEarlierOnes) {
    const auto found = read_pledges(testing::pages({std::string(kNational) +
                                                    "V. Implementation of voluntary pledges and commitments\n\nA. Voluntary pledges for membership of the Council\n\n"
                                                    "2.\tThe country commits itself to nothing here, for this is about the past.\n\n"
                                                    "VI. Key national priorities, initiatives and commitments\n\n3.\tA plan will be adopted. The Government commits itself to closing two old prisons.\n\n"
                                                    "VII. Voluntary commitments\n\n4.\tKyrgyzstan will:\n\n(a)\tPublish every report on its prisons;\n\n(b)\tInvite two special rapporteurs.\n\n"
                                                    "VIII. Conclusion\n\n5.\tMuch remains to be done in all these fields."}));

    ASSERT_EQ(found.size(), 3U);
    EXPECT_EQ(found[0].text, "The Government commits itself to closing two old prisons.");
    EXPECT_EQ(found[0].number, "3");
    EXPECT_EQ(found[1].number, "4(a)");
    EXPECT_EQ(found[2].text, "Invite two special rapporteurs.");
}

TEST(Pledges, ReadsRussian) {
    const auto found = read_pledges(testing::pages({"A/HRC/WG.6/34/KGZ/1\n\nНациональный доклад\n\nКыргызстан\n\nI. Введение\n\n1.\tДоклад написан в срок. Государство обязуется "
                                                    "закрыть две старые тюрьмы.\n\nII. ВЫПОЛНЕНИЕ ДОБРОВОЛЬНЫХ ОБЯЗАТЕЛЬСТВ\n\n2.\tСтрана обязуется забыть об этом.\n\n"
                                                    "III. ДОБРОВОЛЬНЫЕ ОБЯЗАТЕЛЬСТВА\n\n3.\tСтрана опубликует доклады о посещениях тюрем.\n\nПриложение\n\nСписок членов делегации здесь."}));

    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0].text, "Государство обязуется закрыть две старые тюрьмы.");
    EXPECT_EQ(found[1].number, "3");
    EXPECT_EQ(found[1].section, "ДОБРОВОЛЬНЫЕ ОБЯЗАТЕЛЬСТВА");
}

TEST(Pledges, GivesNothingForOtherDocuments) {
    EXPECT_TRUE(read_pledges({}).empty());
    EXPECT_TRUE(read_pledges(testing::pages({"Dear Minister,\n\n1.\tWe thank you for your voluntary work."})).empty());
}

/// What UPR Info's guide asks for: the section of the report, nothing of the delegation's list behind it.
TEST(Pledges, AreThoseOfRealReports) {
    const std::string folder = testing::shared("upr/pdfs");
    if (folder.empty()) GTEST_SKIP() << "the real reports are not here (../shared/data or GUVOH_SHARED)";
    const std::map<std::string, std::size_t> printed = {{"slovenia2010", 3}, {"iraq2010", 9}, {"colombia2013", 7}, {"france2008", 10}, {"colombia2009", 0}, {"canada2009", 0},
                                                        {"venezuela2011", 10}, {"chile2009", 2}, {"palau2011", 2}, {"costarica2010", 2}, {"honduras2011", 5}};
    std::vector<std::string> paths;
    for (const auto& [name, count] : printed) {
        paths.push_back(folder);
        paths.back().append("/").append(name).append(".pdf");
    }

    const auto documents = testing::extract(paths);

    std::size_t at = 0;
    for (const auto& [name, count] : printed) {
        if (std::filesystem::exists(paths[at])) {
            EXPECT_EQ(read_pledges(documents[at]).size(), count) << name;
        }
        ++at;
    }
}

}  // namespace
}  // namespace guvoh::reviews

// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Reports, addenda and exports into the record. The report is invented; the State is real, since the readers know only real ones.
#include "recommendations/review_import.h"

#include "recommendations/testing/small_desk.h"

namespace guvoh::recommendations {
namespace {

constexpr const char* kReport =
    "A/HRC/99/7\n\nReport of the Working Group on the Universal Periodic Review\n\nKyrgyzstan\n\n"
    "II. Conclusions and/or recommendations\n\n88.\tThe recommendations listed below enjoy the support of Kyrgyzstan:\n\n"
    "88.1.\tEnd torture in every place of detention and try those who commit it (Chile, Peru);\n\n"
    "88.2.\tTrain the police in the rights of children (Cuba).\n\n"
    "89.\tThe recommendations below did not enjoy the support of Kyrgyzstan:\n\n"
    "89.1.\tRatify the Rome Statute of the International Criminal Court without delay (Spain).\n\n"
    "90.\tAll conclusions and/or recommendations contained in the present report reflect the position of the submitting State(s).\n";

constexpr const char* kExport =
    "To,To-Rgrp,To-Org,Text,From,From-Rgrp,From-Org,Response,Action,Issue,Session\r"
    "Kyrgyzstan,,,\"End torture in every place of detention and try those who commit it\",Chile,,,Accepted,5,\"Detention,Torture and other CID treatment\",8\r"
    "Kyrgyzstan,,,\"End torture in every place of detention and try those who commit it\",Peru,,,Accepted,5,\"Detention,Torture and other CID treatment\",8\r"
    "Kyrgyzstan,,,\"Invite the Special Rapporteur on torture\",Norway,,,Accepted,4,Special procedures,8\r"
    "Kyrgyzstan,,,\"Invite the Special Rapporteur on torture\",Norway,,,Accepted,4,Special procedures,8\r"
    "Kyrgyzstan,,,\"Publish the law on prisons\",,,,Voluntary Pledge,,,8\r"
    "Nowhereland,,,\"Do something\",Chile,,,Noted,5,,8\r";

using ReviewImport = testing::SmallDesk;

TEST_F(ReviewImport, AgainLeavesRecommendationsThatAreNearlyAlikeAsTheyWere) {
    const std::string text = "End torture in every place of detention and try those who commit it without any delay";
    const std::string head = "To,To-Rgrp,To-Org,Text,From,From-Rgrp,From-Org,Response,Action,Issue,Session\r";
    const std::string csv = head + "Kyrgyzstan,,,\"" + text + " now\",Chile,,,Accepted,5,Detention,8\r" + "Kyrgyzstan,,,\"" + text + "\",Peru,,,Noted,5,Detention,8\r" +
                            "Kyrgyzstan,,,\"" + text + " again\",Cuba,,,Accepted,4,Detention,8\r" + "Kyrgyzstan,,,\"" + text + "\",Spain,,,Accepted,4,Detention,8\r";
    const auto first = import_file("export.csv", csv, "upr-info");
    ASSERT_EQ(first.taken, 4U);

    for (int again = 0; again < 2; ++again) {
        const auto report = import_file("export.csv", csv, "upr-info");
        EXPECT_EQ(report.records.at("Recommendation").already_there, 4U);
        EXPECT_EQ(report.records.at("Recommendation").changed, 0U);
        EXPECT_EQ(report.records.at("Position").changed + report.records.at("Position").added, 0U);
    }
}

TEST_F(ReviewImport, TiesEachRecommendationToItsWordsAndKeepsWhatTheStateSaid) {
    const auto report = import_file("report.txt", kReport, "upr-report");

    EXPECT_EQ(report.seen, 3U);
    EXPECT_EQ(report.records.at("Recommendation").added, 3U);
    EXPECT_EQ(report.records.at("Position").added, 3U);
    EXPECT_EQ(report.positions.at("KGZ").at("supported"), 2U);
    EXPECT_EQ(report.positions.at("KGZ").at("noted"), 1U);
    const auto rows = list("Recommendation", "order").rows;
    ASSERT_EQ(rows.size(), 3U);
    EXPECT_EQ(rows[0].fields["number"].string_or(""), "88.1");
    EXPECT_EQ(rows[0].fields["recommending_states"].text(), R"(["CHL","PER"])");
    EXPECT_EQ(rows[0].fields["concerns"].text(), R"(["torture"])");
    EXPECT_TRUE(rows[0].fields["themes"].is_null());
    EXPECT_FALSE(rows[0].fields["suggested_themes"].array().empty());
    EXPECT_EQ(rows[2].fields["position"].string_or(""), "noted");
    const auto passage = workspace_->passage(Caller::owner(), rows[0].fields["passage"].string_or(""));
    ASSERT_TRUE(passage.has_value()) << passage.error().text();
    EXPECT_NE(passage->text.find("End torture"), std::string::npos);
    EXPECT_EQ(passage->anchor, "exact");
}

TEST_F(ReviewImport, DoesNothingTheSecondTime) {
    import_file("report.txt", kReport, "upr-report");
    const auto again = import_file("report.txt", kReport, "upr-report");

    EXPECT_EQ(again.taken, 3U);
    for (const auto& [type, counts] : again.records) {
        EXPECT_EQ(counts.added, 0U) << type;
        EXPECT_EQ(counts.changed, 0U) << type;
    }
    EXPECT_EQ(list("Recommendation").total, 3U);
    EXPECT_EQ(list("Passage").total, 3U);
}

TEST_F(ReviewImport, LeavesWhatAMemberCorrected) {
    import_file("export.csv", kExport, "upr-info");
    ListRequest request;
    request.type = "Recommendation";
    request.q = "torture";
    const std::string id = records_->list(Caller::owner(), request)->rows.at(0).id;
    service::RecordChange change;
    change.fields["action_category"] = "2";
    change.fields["note"] = "ours";
    change.reason = "read again";
    ASSERT_TRUE(records_->change(Caller::owner(), id, change).has_value());
    std::string other = kExport;
    for (std::size_t at = other.find(",4,"); at != std::string::npos; at = other.find(",4,")) other.replace(at, 3, ",3,");

    const auto again = import_file("export.csv", other, "upr-info");

    EXPECT_EQ(again.records.at("Recommendation").added, 0U);
    std::map<std::string, int> categories;
    for (const auto& row : list("Recommendation").rows) ++categories[std::string(row.fields["action_category"].string_or(""))];
    EXPECT_EQ(categories["4"], 0);
    EXPECT_EQ(records_->load(Caller::owner(), id)->fields["note"].string_or(""), "ours");
    EXPECT_EQ(records_->load(Caller::owner(), id)->fields["action_category"].string_or(""), "2");
}

TEST_F(ReviewImport, FoldsRowsAndJoinsWhatTheReportAlreadySays) {
    import_file("report.txt", kReport, "upr-report");
    const auto report = import_file("export.csv", kExport, "upr-info");

    EXPECT_EQ(report.seen, 6U);
    EXPECT_EQ(report.folded, 1U);
    EXPECT_EQ(report.doubles, 1U);
    ASSERT_EQ(report.refused.size(), 1U);
    EXPECT_NE(report.refused[0].what.find("Nowhereland"), std::string::npos);
    EXPECT_EQ(report.records.at("Recommendation").added, 1U);
    EXPECT_EQ(report.records.at("Recommendation").changed, 1U);
    EXPECT_EQ(report.records.at("VoluntaryPledge").added, 1U);
    EXPECT_EQ(list("Recommendation").total, 4U);
    EXPECT_EQ(list("Review").total, 1U);
    const auto first = list("Recommendation", "order").rows.at(0);
    EXPECT_EQ(first.fields["number"].string_or(""), "88.1");
    EXPECT_EQ(first.fields["action_category"].string_or(""), "5");
    EXPECT_EQ(first.fields["themes"].array().size(), 2U);
}

constexpr const char* kNationalReport =
    "A/HRC/WG.6/34/KGZ/1\n\nNational report submitted in accordance with paragraph 5 of the annex to Human Rights Council resolution 16/21\n\nKyrgyzstan\n\n"
    "I. Prisons\n\n1.\tThe Government commits itself to closing two old prisons. Many plans exist.\n\n"
    "II. Voluntary pledges and commitments\n\n2.\tThe following pledges are made:\n\n(a)\tTo publish each report on a visit to a prison;\n\n"
    "(b)\tTo invite two special rapporteurs.\n\n(c)\tTo invite two special rapporteurs.\n";

TEST_F(ReviewImport, TakesThePledgesOfANationalReportAndOfTheReport) {
    const auto report = import_file("national.txt", kNationalReport, "national-report");

    EXPECT_EQ(report.seen, 4U);
    EXPECT_EQ(report.taken, 3U);
    EXPECT_EQ(report.doubles, 1U);
    EXPECT_EQ(report.positions.at("KGZ").at("pledge"), 3U);
    const auto rows = list("VoluntaryPledge", "page").rows;
    ASSERT_EQ(rows.size(), 3U);
    EXPECT_EQ(list("Review").total, 1U);
    for (const auto& row : rows) {
        EXPECT_EQ(row.fields["cycle"].string_or(""), "3");
        const auto passage = workspace_->passage(Caller::owner(), row.fields["passage"].string_or(""));
        ASSERT_TRUE(passage.has_value()) << passage.error().text();
        EXPECT_NE(passage->text.find(row.fields["text"].string_or("")), std::string::npos);
    }

    std::string with_section = kReport;
    with_section += "\nIII. Voluntary pledges and commitments\n\n91.\tKyrgyzstan will invite two special rapporteurs this year.\n";
    const auto other = import_file("report.txt", with_section, "upr-report");
    EXPECT_EQ(other.seen, 4U);
    EXPECT_EQ(other.records.at("VoluntaryPledge").added, 1U);

    const auto again = import_file("national.txt", kNationalReport, "national-report");
    EXPECT_EQ(again.records.at("VoluntaryPledge").already_there, 3U);
    EXPECT_EQ(again.records.at("VoluntaryPledge").changed, 0U);
    EXPECT_EQ(list("VoluntaryPledge").total, 4U);
}

TEST_F(ReviewImport, FillsTheTreatyStatusWithDeclarationsAndKeepsWhatATableSays) {
    import_file("cat.csv", "member,state party,year ratification or accession,signatory,no action,status\nChile,1,1988,0,0,State Party\nPeru,1,1988,0,0,State Party\n", "ratifications");
    constexpr const char* kWords =
        "#Chile\nChile recognizes the competence of the Committee under articles 21 and 22.\n\n#Cuba\nCuba does not recognize the competence in article 20.\n\n#Peru\n\n\n#Samplia\nNo.\n";

    const auto report = import_file("4-9.txt", kWords, "declarations");

    EXPECT_EQ(report.seen, 4U);
    EXPECT_EQ(report.taken, 2U);
    EXPECT_EQ(report.refused.size(), 2U);
    EXPECT_EQ(report.records.at("InstrumentStatus").added, 1U);
    EXPECT_EQ(report.records.at("InstrumentStatus").changed, 1U);
    const auto rows = list("InstrumentStatus", "state").rows;
    ASSERT_EQ(rows.size(), 3U);
    std::string chile;
    for (const auto& row : rows) {
        if (row.fields["state"].string_or("") == "CHL") chile = row.id;
        if (row.fields["state"].string_or("") == "CUB") {
            EXPECT_EQ(row.fields["declarations"].text(), R"(["cat_20_excluded"])");
        }
    }
    auto values = records_->load(Caller::owner(), chile)->fields;
    EXPECT_EQ(values["declarations"].text(), R"(["cat_21","cat_22"])");
    EXPECT_EQ(values["status"].string_or(""), "party");
    EXPECT_EQ(values["source"].string_or(""), "cat.csv");

    service::RecordChange change;
    change.fields["declarations"] = base::Json::Array{"cat_22"};
    change.reason = "read again";
    ASSERT_TRUE(records_->change(Caller::owner(), chile, change).has_value());
    const auto again = import_file("4-9.txt", kWords, "declarations");
    EXPECT_EQ(again.records.at("InstrumentStatus").already_there, 2U);
    EXPECT_EQ(records_->load(Caller::owner(), chile)->fields["declarations"].text(), R"(["cat_22"])");
}

TEST_F(ReviewImport, WritesNothingInADryRun) {
    const auto report = import_file("export.csv", kExport, "upr-info", true);

    EXPECT_EQ(report.records.at("Recommendation").added, 2U);
    EXPECT_EQ(list("Recommendation").total, 0U);
    EXPECT_EQ(list("Review").total, 0U);
}

TEST_F(ReviewImport, DoesNotBringBackWhatWasExpunged) {
    import_file("report.txt", kReport, "upr-report");
    const std::string id = list("Recommendation", "order").rows.at(0).id;
    ASSERT_TRUE(records_->expunge(Caller::owner(), id, "someone's safety").has_value());

    const auto again = import_file("report.txt", kReport, "upr-report");

    EXPECT_EQ(again.taken, 2U);
    ASSERT_EQ(again.refused.size(), 1U);
    EXPECT_EQ(list("Recommendation").total, 2U);
}

TEST_F(ReviewImport, RefusesWhoMayNotAndWhatIsNoSuchFile) {
    Caller reader;
    reader.permissions = {service::Permission::Read};
    reader.compartments = {"general"};
    write("export.csv", kExport);
    ReviewImportOptions options;
    options.path = (source_ / "export.csv").string();
    options.format = "upr-info";
    EXPECT_EQ(import_reviews(*desk_, reader, options).error().kind, base::ErrorKind::Denied);
    options.format = "no such";
    EXPECT_EQ(import_reviews(*desk_, Caller::owner(), options).error().kind, base::ErrorKind::Invalid);
    options.format = "upr-report";
    EXPECT_EQ(import_reviews(*desk_, Caller::owner(), options).error().kind, base::ErrorKind::Invalid);
    options.format = "upr-info";
    options.compartment = "nowhere";
    EXPECT_EQ(import_reviews(*desk_, Caller::owner(), options).error().kind, base::ErrorKind::NotFound);
}

}  // namespace
}  // namespace guvoh::recommendations

// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/record_desk.h"

#include "access/sealing.h"
#include "schema/schema.h"
#include "service/testing/small_workspace.h"
#include "service/workspace_parts.h"

namespace guvoh::service {
namespace {

using base::ErrorKind;
using base::Json;

class Desk : public testing::SmallWorkspace {
protected:
    void SetUp() override {
        SmallWorkspace::SetUp();
        open_desk();
        keys_ = std::make_shared<access::Keyring>();
        keys_->add("general", 1, crypto::Key::random());
        keys_->add("red", 1, crypto::Key::random());
        lead_ = member({"general", "red"});
        lead_.keys = keys_;
        other_ = member({"general"});
        auto own = std::make_shared<access::Keyring>();
        own->add("blue", 1, crypto::Key::random());
        other_.keys = own;
    }
    void TearDown() override {
        desk_.reset();
        SmallWorkspace::TearDown();
    }
    void open_desk() {
        auto desk = RecordDesk::open(*workspace_);
        ASSERT_TRUE(desk.has_value()) << desk.error().text();
        desk_ = std::move(*desk);
    }
    static Caller member(std::set<std::string, std::less<>> compartments) {
        Caller caller;
        caller.permissions = access::PermissionSet::all();
        caller.compartments = std::move(compartments);
        return caller;
    }
    RecordView person(const Caller& caller, const std::string& alias, const std::string& name, const std::string& compartment = "red") {
        Json fields;
        fields["alias"] = alias;
        fields["names"] = Json::Array{name};
        fields["sex"] = "female";
        const auto made = desk_->create(caller, "Person", fields, compartment, "statement taken");
        EXPECT_TRUE(made.has_value()) << made.error().text();
        return made.value_or(RecordView{});
    }
    std::uint64_t found(const Caller& caller, const std::string& q, const std::string& type = "Person") {
        ListRequest request;
        request.type = type;
        request.q = q;
        const auto reply = desk_->list(caller, request);
        EXPECT_TRUE(reply.has_value()) << reply.error().text();
        return reply ? reply->total : 0;
    }

    std::unique_ptr<RecordDesk> desk_;
    std::shared_ptr<access::Keyring> keys_;
    Caller lead_, other_;
};

TEST_F(Desk, MakesListsChangesAndTellsTheStoryOfARecord) {
    const RecordView made = person(lead_, "A. K.", "Gulnora Orozbekova");
    EXPECT_EQ(made.title, "A. K.");
    EXPECT_EQ(made.compartment, "red");

    RecordChange change;
    change.fields["occupation"] = Json::Array{"nurse"};
    change.reason = "corrected by herself";
    change.if_version = made.version;
    const auto changed = desk_->change(lead_, made.id, change);

    ASSERT_TRUE(changed.has_value()) << changed.error().text();
    EXPECT_NE(changed->version, made.version);
    EXPECT_EQ(changed->fields["occupation"].array()[0].string_or(""), "nurse");
    EXPECT_EQ(changed->fields["sex"].string_or(""), "female");
    const auto history = workspace_->history(lead_, made.id);
    ASSERT_EQ(history->size(), 2U);
    EXPECT_EQ((*history)[1].reason, "corrected by herself");
}

TEST_F(Desk, RefusesAChangeToWhatSomebodyElseChangedMeanwhile) {
    const RecordView made = person(lead_, "A. K.", "Gulnora");
    RecordChange change;
    change.fields["alias"] = "B.";
    change.reason = "why";
    change.if_version = made.version;
    ASSERT_TRUE(desk_->change(lead_, made.id, change).has_value());

    EXPECT_EQ(desk_->change(lead_, made.id, change).error().kind, ErrorKind::Conflict);
}

TEST_F(Desk, SealsNamesInTheDatabaseAndInEveryAnswer) {
    const RecordView made = person(lead_, "A. K.", "Gulnora Orozbekova");

    EXPECT_EQ(made.fields["names"].text(), R"({"sealed":true})");
    const auto history = workspace_->history(lead_, made.id);
    for (const auto& item : *history) {
        for (const auto& field : item.fields) {
            EXPECT_EQ(field.after.text().find("Gulnora"), std::string::npos);
            EXPECT_EQ(field.after.text().find("\"v\""), std::string::npos) << "nor the sealed bytes";
        }
    }
    const auto owner = desk_->load(Caller::owner(), made.id);
    EXPECT_EQ(owner->fields["names"].text(), R"({"sealed":true})");
}

TEST_F(Desk, FindsASealedNameInAnyScriptForThoseWhoMayOpenItAndForNobodyElse) {
    person(lead_, "A. K.", "Gulnora Orozbekova", "general");

    EXPECT_EQ(found(lead_, "Orozbekova"), 1U);
    EXPECT_EQ(found(lead_, "Орозбекова"), 1U);
    EXPECT_EQ(found(lead_, "Гулнора"), 1U);
    EXPECT_EQ(found(other_, "Orozbekova"), 0U) << "a member of the compartment's list without its key";
    EXPECT_EQ(found(Caller::owner(), "Orozbekova"), 0U) << "the holder of the database";
    EXPECT_EQ(found(other_, "A. K."), 1U);
}

TEST_F(Desk, OpensSealedFieldsWithAReasonThatStaysInTheHistory) {
    const RecordView made = person(lead_, "A. K.", "Gulnora Orozbekova");

    EXPECT_EQ(desk_->open_sealed(lead_, made.id, {}, "").error().kind, ErrorKind::Invalid);
    const auto opened = desk_->open_sealed(lead_, made.id, {"names"}, "letter to the prosecutor");

    ASSERT_TRUE(opened.has_value()) << opened.error().text();
    EXPECT_EQ((*opened)["names"].text(), R"(["Gulnora Orozbekova"])");
    const auto history = workspace_->history(lead_, made.id);
    ASSERT_EQ(history->size(), 2U);
    EXPECT_EQ(history->back().kind, "open");
    EXPECT_EQ(history->back().reason, "letter to the prosecutor");
    ASSERT_EQ(history->back().fields.size(), 1U);
    EXPECT_EQ(history->back().fields[0].field, "names");
    EXPECT_EQ(desk_->load(lead_, made.id)->version, made.version) << "reading is not changing";
}

TEST_F(Desk, DoesNotOpenForWhoLacksTheKeyOrThePermission) {
    const RecordView made = person(lead_, "A. K.", "Gulnora", "general");

    EXPECT_EQ(desk_->open_sealed(other_, made.id, {}, "why").error().kind, ErrorKind::Denied);
    EXPECT_EQ(desk_->open_sealed(Caller::owner(), made.id, {}, "why").error().kind, ErrorKind::Denied);
    Caller reader = lead_;
    reader.permissions = {Permission::Read};
    EXPECT_EQ(desk_->open_sealed(reader, made.id, {}, "why").error().kind, ErrorKind::Denied);
    EXPECT_EQ(workspace_->history(lead_, made.id)->size(), 1U) << "what was not opened is not written down as opened";
}

TEST_F(Desk, AnotherCompartmentLearnsNothing) {
    const RecordView made = person(lead_, "A. K.", "Gulnora");
    Json group;
    group["name"] = "Helping Hand";
    const auto organisation = desk_->create(lead_, "Organisation", group, "general", "known");
    ASSERT_TRUE(organisation.has_value()) << organisation.error().text();
    RecordChange link;
    link.fields["organisations"] = Json::Array{organisation->id};
    link.reason = "told so";
    ASSERT_TRUE(desk_->change(lead_, made.id, link).has_value());

    EXPECT_EQ(found(other_, ""), 0U);
    EXPECT_EQ(desk_->load(other_, made.id).error().kind, ErrorKind::NotFound);
    EXPECT_EQ(desk_->links(other_, made.id).error().kind, ErrorKind::NotFound);
    EXPECT_EQ(desk_->change(other_, made.id, link).error().kind, ErrorKind::NotFound);
    EXPECT_EQ(desk_->open_sealed(other_, made.id, {}, "why").error().kind, ErrorKind::NotFound);
    EXPECT_EQ(desk_->expunge(other_, made.id, "why").error().kind, ErrorKind::NotFound);
    EXPECT_TRUE(desk_->links(other_, organisation->id)->from.empty());
    EXPECT_EQ(desk_->links(lead_, organisation->id)->from.size(), 1U);
    EXPECT_FALSE(desk_->home(other_)->counts.contains("Person"));
    base::Id nothing;
    nothing.bytes[15] = 1;
    const auto linked_to = [this](const std::string& id) {
        Json probe;
        probe["alias"] = "X";
        probe["organisations"] = Json::Array{id};
        return desk_->create(other_, "Person", probe, "general", "why").error().text();
    };
    EXPECT_EQ(linked_to(made.id), linked_to(nothing.text())) << "a link to what may not be seen fails as a link to nothing does";
    Json probe;
    probe["alias"] = "X";
    EXPECT_EQ(desk_->create(other_, "Person", probe, "red", "why").error().kind, ErrorKind::NotFound);
}

TEST_F(Desk, KeepsHouseRecordsOutOfEverybodysReach) {
    std::string member;
    {
        auto session = workspace_->parts().database().begin_read();
        auto select = (*session)->prepare("select id from record where type = 'Member'");
        ASSERT_TRUE(select->step().value());
        member = base::Id::from_bytes(select->blob(0))->text();
    }

    EXPECT_EQ(desk_->load(lead_, member).error().kind, ErrorKind::NotFound);
    EXPECT_EQ(workspace_->history(lead_, member).error().kind, ErrorKind::NotFound);
    EXPECT_EQ(desk_->expunge(lead_, member, "why").error().kind, ErrorKind::NotFound);
    EXPECT_EQ(workspace_->expunge(Caller::owner(), member, "why").error().kind, ErrorKind::Invalid);
}

TEST_F(Desk, IsTheSameAfterReopeningAndAfterARebuild) {
    const RecordView made = person(lead_, "A. K.", "Gulnora Orozbekova");
    Json field;
    field["name"] = "own_shoe_size";
    field["kind"] = "integer";
    field["labels"] = Json::Object{{"en", "Shoe size"}, {"ru", "Размер обуви"}};
    ASSERT_TRUE(desk_->add_field(lead_, "Person", field).has_value());
    RecordChange change;
    change.fields["own_shoe_size"] = 41;
    change.reason = "a trace";
    ASSERT_TRUE(desk_->change(lead_, made.id, change).has_value());

    desk_.reset();
    reopen();
    ASSERT_TRUE(workspace_->rebuild(false).has_value());
    open_desk();

    EXPECT_EQ(found(lead_, "Орозбекова"), 1U);
    EXPECT_EQ(desk_->load(lead_, made.id)->fields["own_shoe_size"].integer_or(0), 41);
    EXPECT_EQ((*desk_->open_sealed(lead_, made.id, {"names"}, "why"))["names"].array().size(), 1U);
    EXPECT_TRUE(workspace_->verify()->ok);
}

TEST_F(Desk, ForgetsWhatWasExpunged) {
    const RecordView made = person(lead_, "A. K.", "Gulnora Orozbekova");

    ASSERT_TRUE(desk_->expunge(lead_, made.id, "she asked").has_value());

    EXPECT_EQ(found(lead_, "Orozbekova"), 0U);
    EXPECT_EQ(found(lead_, ""), 0U);
    EXPECT_EQ(desk_->open_sealed(lead_, made.id, {}, "why").error().kind, ErrorKind::NotFound);
    EXPECT_TRUE(workspace_->verify()->ok);
}

TEST_F(Desk, SearchesDocumentsWithFacetsAndConditions) {
    write("visit.txt", "The cell was dark and the lawyer was not let in.");
    write("letter.html", "<p>The cell was clean, the ministry writes.</p>");
    write("other.txt", "Nothing of the kind.");
    ingest();
    LibraryRequest request;
    request.search.query = "cell";
    request.facets = {"kind"};

    const auto all = desk_->search(lead_, request);
    request.where = {{"kind", "is", {"html"}}};
    const auto html = desk_->search(lead_, request);

    ASSERT_TRUE(all.has_value()) << all.error().text();
    EXPECT_EQ(all->search.total, 2U);
    EXPECT_EQ(all->facets.at("kind").size(), 2U);
    ASSERT_TRUE(html.has_value()) << html.error().text();
    EXPECT_EQ(html->search.total, 1U);
    EXPECT_EQ(html->facets.at("kind").size(), 2U) << "what else could be chosen stays visible";
    EXPECT_EQ(desk_->search(member({"red"}), request)->search.total, 0U);
    EXPECT_TRUE(desk_->search(member({"red"}), request)->facets.at("kind").empty());
    EXPECT_EQ(found(lead_, "visit", "Document"), 1U);
}

TEST_F(Desk, ADocumentsTitleMayBeCorrectedAndNothingElseOfIt) {
    write("visit.txt", "The cell was dark.");
    ingest();
    const std::string id = only_document();
    RecordChange title, hash;
    title.fields["title"] = "Visit to Colony 3";
    title.reason = "the file names none";
    hash.fields["sha256"] = std::string(64, '0');
    hash.reason = "why";

    const auto changed = desk_->change(lead_, id, title);

    ASSERT_TRUE(changed.has_value()) << changed.error().text();
    EXPECT_EQ(changed->title, "Visit to Colony 3");
    EXPECT_EQ(desk_->change(lead_, id, hash).error().kind, ErrorKind::Invalid);
    EXPECT_TRUE(workspace_->verify()->ok);
}

TEST_F(Desk, NamesTheFieldOfAValueThatDoesNotFit) {
    Json fields;
    fields["alias"] = "A.";
    fields["sex"] = "no such term";
    const auto refused = desk_->create(lead_, "Person", fields, "general", "why");

    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().kind, ErrorKind::Invalid);
    EXPECT_EQ(schema::field_of(refused.error()), "sex");
    EXPECT_EQ(refused.error().text().find("no such term"), std::string::npos) << "an error holds no value";
}

}  // namespace
}  // namespace guvoh::service

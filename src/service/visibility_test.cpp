// SPDX-License-Identifier: AGPL-3.0-or-later
//
// What a member of one compartment learns of another: nothing, through any use case.
#include <sys/mman.h>
#include <unistd.h>

#include "service/testing/small_workspace.h"

namespace guvoh::service {
namespace {

Caller member_of(const std::string& compartment) {
    Caller caller;
    caller.permissions = access::PermissionSet::all();
    caller.compartments = {compartment};
    return caller;
}

class Visibility : public testing::SmallWorkspace {
protected:
    IngestReport upload(const Caller& caller, const std::string& compartment, const std::string& name, const std::string& text) {
        const int descriptor = memfd_create("upload", MFD_CLOEXEC);
        EXPECT_EQ(::write(descriptor, text.data(), text.size()), static_cast<ssize_t>(text.size()));
        IngestOptions options;
        options.uploads = {{name, descriptor}};
        options.compartment = compartment;
        options.ocr = false;
        const auto report = workspace_->ingest(caller, options);
        ::close(descriptor);
        EXPECT_TRUE(report.has_value()) << report.error().text();
        return report.value_or(IngestReport{});
    }
    std::uint64_t found(const Caller& caller, const std::string& query) {
        const auto reply = workspace_->search(caller, {query, 10, 0, false, false});
        EXPECT_TRUE(reply.has_value());
        return reply ? reply->total : 0;
    }
    const Caller red_ = member_of("red"), blue_ = member_of("blue");
    const std::string text_ = "The lawyer Tamerlan Orozbek was not let in for nine days.";
};

TEST_F(Visibility, TheSameFileInTwoCompartmentsIsTwoDocumentsThatDoNotTellOfEachOther) {
    const auto first = upload(red_, "red", "../../letter.txt", text_);
    const auto second = upload(blue_, "blue", "letter.txt", text_);

    EXPECT_EQ(first.added, 1U);
    EXPECT_EQ(second.added, 1U) << "that it was there already would tell of the other compartment";
    EXPECT_EQ(found(red_, "Orozbek"), 1U);
    EXPECT_EQ(found(blue_, "Orozbek"), 1U);
    EXPECT_EQ(found(Caller::owner(), "Orozbek"), 2U);
    const auto list = workspace_->documents(red_, 10, 0);
    ASSERT_EQ(list->total, 1U);
    EXPECT_EQ(list->documents[0].file_name, "letter.txt");
    EXPECT_TRUE(workspace_->document(red_, list->documents[0].id)->near_duplicates.empty());
    EXPECT_EQ(upload(red_, "red", "again.txt", text_).already_there, 1U);
}

TEST_F(Visibility, EveryReadOfAnotherCompartmentsRecordIsNotFound) {
    upload(red_, "red", "letter.txt", text_);
    const std::string id = workspace_->documents(red_, 1, 0)->documents[0].id;
    const auto passage = workspace_->quote(red_, {.document = id, .page = 0, .characters = {}, .text = "nine days", .note = "", .reason = "quoted"});
    ASSERT_TRUE(passage.has_value()) << passage.error().text();

    const auto missing = [](const auto& result) { return !result.has_value() && result.error().kind == base::ErrorKind::NotFound; };
    EXPECT_TRUE(missing(workspace_->document(blue_, id)));
    EXPECT_TRUE(missing(workspace_->page(blue_, id, 1)));
    EXPECT_TRUE(missing(workspace_->page(blue_, id, 99))) << "nor how many pages it has";
    EXPECT_TRUE(missing(workspace_->page_image_png(blue_, id, 1, 72)));
    EXPECT_TRUE(missing(workspace_->original_part(blue_, id, 0, 4)));
    EXPECT_TRUE(missing(workspace_->passages(blue_, id)));
    EXPECT_TRUE(missing(workspace_->passage(blue_, passage->id)));
    EXPECT_TRUE(missing(workspace_->history(blue_, id)));
    EXPECT_TRUE(missing(workspace_->history(blue_, passage->id)));
    EXPECT_TRUE(missing(workspace_->expunge(blue_, id, "no")));
    EXPECT_TRUE(missing(workspace_->quote(blue_, {.document = id, .page = 1, .characters = {}, .text = "nine", .note = "", .reason = "q"})));
    EXPECT_EQ(workspace_->documents(blue_, 10, 0)->total, 0U);
    EXPECT_EQ(found(blue_, "Orozbek OR nine"), 0U);
    EXPECT_EQ(found(blue_, "kind:text"), 0U);
    // What is refused says the same as what never was.
    EXPECT_EQ(workspace_->document(blue_, id).error().text(), workspace_->document(blue_, base::Id{}.text()).error().text());
    EXPECT_TRUE(missing(workspace_->document(red_, id.substr(0, 20)))) << "a beginning of an id is for the terminal only";
}

TEST_F(Visibility, ExpungingInOneCompartmentLeavesTheOthersFileWhole) {
    upload(red_, "red", "letter.txt", text_);
    upload(blue_, "blue", "letter.txt", text_);
    const std::string red = workspace_->documents(red_, 1, 0)->documents[0].id;
    const std::string blue = workspace_->documents(blue_, 1, 0)->documents[0].id;

    ASSERT_TRUE(workspace_->expunge(red_, red, "asked to").has_value());

    EXPECT_EQ(found(red_, "Orozbek"), 0U);
    EXPECT_EQ(found(blue_, "Orozbek"), 1U);
    EXPECT_EQ(workspace_->original_part(blue_, blue, 0, 3).value(), base::Bytes({'T', 'h', 'e'}));
    EXPECT_TRUE(workspace_->verify()->ok);
}

TEST_F(Visibility, WhatIsSeenIsTheSameAfterReopening) {
    upload(red_, "red", "letter.txt", text_);

    reopen();

    EXPECT_EQ(found(red_, "Orozbek"), 1U);
    EXPECT_EQ(found(blue_, "Orozbek"), 0U);
}

TEST_F(Visibility, WithoutThePermissionNothingIsChanged) {
    upload(red_, "red", "letter.txt", text_);
    Caller reader = red_;
    reader.permissions = {Permission::Read};
    const std::string id = workspace_->documents(red_, 1, 0)->documents[0].id;

    EXPECT_EQ(workspace_->ingest(reader, {}).error().kind, base::ErrorKind::Denied);
    EXPECT_EQ(workspace_->expunge(reader, id, "why").error().kind, base::ErrorKind::Denied);
    EXPECT_EQ(workspace_->quote(reader, {.document = id, .page = 1, .characters = {}, .text = "nine", .note = "", .reason = "q"}).error().kind,
              base::ErrorKind::Denied);
    IngestOptions other;
    other.compartment = "blue";
    EXPECT_EQ(workspace_->ingest(red_, other).error().kind, base::ErrorKind::NotFound);
}

}  // namespace
}  // namespace guvoh::service

// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/jobs.h"

#include <fmt/format.h>

#include <condition_variable>
#include <mutex>

#include "crypto/crypto.h"
#include "service/testing/small_workspace.h"

namespace guvoh::service {
namespace {

Caller member(std::uint8_t number) {
    Caller caller = Caller::owner();
    base::Id id;
    id.bytes[15] = number;
    caller.member = id;
    return caller;
}

UploadedFile upload(const std::string& name, const std::string& text) {
    UploadedFile made{name, MemoryFile::create().value(), crypto::sha256(base::as_bytes(text)), text.size()};
    EXPECT_TRUE(made.file.append(base::as_bytes(text)).has_value());
    return made;
}

class JobsTest : public testing::SmallWorkspace {
protected:
    /// Waits until the job is over, as told.
    JobView wait(const std::string& id) {
        std::unique_lock lock(mutex_);
        told_.wait(lock, [&] { return views_[id].phase == "done" || views_[id].phase == "failed" || views_[id].phase == "cancelled"; });
        return views_[id];
    }
    void TearDown() override {
        jobs_.reset();
        SmallWorkspace::TearDown();
    }

    std::mutex mutex_;
    std::condition_variable told_;
    std::map<std::string, JobView> views_;
    std::uint64_t released_ = 0;
    std::unique_ptr<Jobs> jobs_ = std::make_unique<Jobs>(
        [this](const std::string&, const JobView& view) {
            const std::lock_guard lock(mutex_);
            views_[view.id] = view;
            told_.notify_all();
        },
        [this](std::uint64_t bytes) { released_ += bytes; });
};

TEST_F(JobsTest, TakesInAFileAndNamesItsDocument) {
    ASSERT_TRUE(jobs_->add_file(*workspace_, member(1), "drop-1", "general", upload("note.txt", "a note about the visit")).has_value());

    const JobView view = wait("drop-1");

    EXPECT_EQ(view.phase, "done");
    EXPECT_EQ(view.added, 1U);
    ASSERT_EQ(view.files.size(), 1U);
    EXPECT_EQ(view.files[0].stage, "added");
    EXPECT_EQ(view.files[0].documents, std::vector{only_document()});
    EXPECT_EQ(released_, 22U);
}

TEST_F(JobsTest, SaysThatAFileIsThereAlready) {
    ASSERT_TRUE(jobs_->add_file(*workspace_, member(1), "drop-1", "general", upload("a.txt", "the same words")).has_value());
    wait("drop-1");
    ASSERT_TRUE(jobs_->add_file(*workspace_, member(1), "drop-2", "general", upload("b.txt", "the same words")).has_value());

    const JobView view = wait("drop-2");

    EXPECT_EQ(view.already_there, 1U);
    EXPECT_EQ(view.files[0].stage, "already_there");
}

TEST_F(JobsTest, NamesAFileThatCannotBeRead) {
    ASSERT_TRUE(jobs_->add_file(*workspace_, member(1), "drop-1", "general", upload("a.pdf", "%PDF-1.4\nnothing follows")).has_value());

    const JobView view = wait("drop-1");

    EXPECT_EQ(view.phase, "done");
    EXPECT_EQ(view.files[0].stage, "refused");
    EXPECT_EQ(view.refused.size(), 1U);
}

TEST_F(JobsTest, KeepsAFileThatCannotBeReadWhereAsked) {
    UploadedFile unreadable = upload("a.pdf", "%PDF-1.4\nnothing follows");
    unreadable.keep_unreadable = true;
    ASSERT_TRUE(jobs_->add_file(*workspace_, member(1), "drop-1", "general", std::move(unreadable)).has_value());
    ASSERT_TRUE(jobs_->add_file(*workspace_, member(1), "drop-1", "general", upload("b.pdf", "%PDF-1.4\nnothing here")).has_value());

    const JobView view = wait("drop-1");

    EXPECT_EQ(view.files[0].stage, "added");
    EXPECT_EQ(view.files[1].stage, "refused");
    ASSERT_EQ(view.notes.size(), 1U);
    EXPECT_NE(view.notes[0].reason.find("damaged PDF"), std::string::npos) << view.notes[0].reason;
}

TEST_F(JobsTest, DoesNotExistForAnotherMember) {
    ASSERT_TRUE(jobs_->add_file(*workspace_, member(1), "drop-1", "general", upload("a.txt", "words")).has_value());
    wait("drop-1");

    EXPECT_EQ(jobs_->load(member(2), "drop-1").error().kind, base::ErrorKind::NotFound);
    EXPECT_EQ(jobs_->cancel(member(2), "drop-1").error().kind, base::ErrorKind::NotFound);
    EXPECT_TRUE(jobs_->load(member(1), "drop-1").has_value());
}

TEST_F(JobsTest, EndWithTheirMemberAndLeaveOthersAlone) {
    const auto mine = [this](int number) {
        return jobs_->add_file(*workspace_, member(1), "mine", "general", upload(fmt::format("{}.txt", number), fmt::format("words of file {}", number)));
    };
    for (int i = 0; i < 200; ++i) ASSERT_TRUE(mine(i).has_value());
    ASSERT_TRUE(jobs_->add_file(*workspace_, member(2), "theirs", "general", upload("other.txt", "another's words")).has_value());

    jobs_->end_of(Jobs::owner_of(member(1)));

    EXPECT_EQ(wait("theirs").phase, "done");
    const auto view = jobs_->load(member(1), "mine");
    ASSERT_TRUE(view.has_value());
    EXPECT_EQ(view->phase, "cancelled");
    EXPECT_LT(view->added, 200U);
    EXPECT_EQ(jobs_->active_count(), 0U);
}

TEST_F(JobsTest, RefusesWhoMayNotIngestOrVerify) {
    Caller reader = member(3);
    reader.is_owner = false;
    reader.permissions = {Permission::Read};
    reader.compartments = {"general"};

    EXPECT_EQ(jobs_->add_file(*workspace_, reader, "drop-1", "general", upload("a.txt", "words")).error().kind, base::ErrorKind::Denied);
    EXPECT_EQ(jobs_->verify(*workspace_, reader, true).error().kind, base::ErrorKind::Denied);
    reader.permissions = {Permission::Ingest};
    EXPECT_EQ(jobs_->add_file(*workspace_, reader, "drop-1", "secret", upload("a.txt", "words")).error().kind, base::ErrorKind::NotFound);
}

TEST_F(JobsTest, VerifiesAndRemembersTheResult) {
    const auto begun = jobs_->verify(*workspace_, member(1), false);
    ASSERT_TRUE(begun.has_value()) << begun.error().text();

    const JobView view = wait(begun->id);

    EXPECT_EQ(view.phase, "done");
    ASSERT_TRUE(view.verified.has_value());
    EXPECT_TRUE(view.verified->ok);
    EXPECT_TRUE(jobs_->last_verification()->report.ok);
    EXPECT_FALSE(jobs_->verifying());
}

}  // namespace
}  // namespace guvoh::service

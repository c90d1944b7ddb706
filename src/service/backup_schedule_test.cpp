// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/backup_schedule.h"

#include "service/testing/small_workspace.h"

namespace guvoh::service {
namespace {

using namespace std::chrono_literals;

class BackupScheduleTest : public testing::SmallWorkspace {
protected:
    BackupSchedule::Told told() {
        return [this](const base::Expected<BackupReport>& report) {
            const std::lock_guard lock(mutex_);
            reports_.push_back(report);
            changed_.notify_all();
        };
    }
    BackupSchedule::Opened opened() {
        return [this] {
            const std::lock_guard lock(mutex_);
            looked_ = true;
            changed_.notify_all();
            return open_ ? workspace_.get() : nullptr;
        };
    }
    base::Expected<BackupReport> report(std::size_t number) {
        std::unique_lock lock(mutex_);
        if (!changed_.wait_for(lock, 60s, [&] { return reports_.size() > number; })) return base::fail(base::ErrorKind::Io, "no backup within a minute");
        return reports_[number];
    }
    std::size_t report_count() {
        const std::lock_guard lock(mutex_);
        return reports_.size();
    }

    bool open_ = true;
    std::mutex mutex_;  // guards what follows
    std::condition_variable changed_;
    bool looked_ = false;
    std::vector<base::Expected<BackupReport>> reports_;
};

TEST_F(BackupScheduleTest, CopiesWhatIsNewAgainAndAgainWhileTheRecordIsInUse) {
    write("a.txt", "a note to be kept");
    ingest();
    {
        BackupSchedule schedule({"/backup", 20ms}, opened(), told());
        ASSERT_TRUE(report(0).has_value()) << report(0).error().text();
        EXPECT_EQ(report(0)->blobs_copied, 1U);
        write("b.txt", "a second note");
        ingest();
        const std::size_t next = report_count();
        ASSERT_TRUE(report(next + 1).has_value()) << report(next + 1).error().text();
        EXPECT_EQ(report(next + 1)->blobs_seen, 2U);
    }
    close();

    auto copy = Workspace::open("/backup", testing::passphrase(), &files_);
    ASSERT_TRUE(copy.has_value()) << copy.error().text();
    EXPECT_TRUE((*copy)->verify()->ok);
    EXPECT_EQ((*copy)->documents(Caller::owner(), 10, 0)->total, 2U);
}

TEST_F(BackupScheduleTest, WaitsForALockedRecordAndEndsAtOnceWithoutOne) {
    open_ = false;
    const auto begin = std::chrono::steady_clock::now();
    {
        BackupSchedule schedule({"/backup", 1h}, opened(), told());
        std::unique_lock lock(mutex_);
        ASSERT_TRUE(changed_.wait_for(lock, 30s, [this] { return looked_; }));
    }
    EXPECT_LT(std::chrono::steady_clock::now() - begin, 30s);
    EXPECT_EQ(report_count(), 0U);
}

TEST_F(BackupScheduleTest, TellsWhyABackupFailsAndTriesAgain) {
    ASSERT_TRUE(files_.make_folders("/taken"));
    ASSERT_TRUE(platform::write_file_durably(files_, "/taken/by-something-else", base::as_bytes("here first")));

    BackupSchedule schedule({"/taken", 20ms}, opened(), told());

    EXPECT_EQ(report(0).error().kind, base::ErrorKind::Conflict);
    EXPECT_EQ(report(1).error().kind, base::ErrorKind::Conflict);
}

}  // namespace
}  // namespace guvoh::service

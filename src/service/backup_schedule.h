// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Backups of a record that stays open: a server cannot be stopped each night, and its folder is locked to every other process.
//
// Threads: any; one thread of its own makes the backups, one at a time.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

#include "base/error.h"
#include "service/workspace.h"

namespace guvoh::service {

/// When and where to.
struct BackupPlan {
    std::string folder;
    std::chrono::milliseconds every{std::chrono::hours(24)};
};

class BackupSchedule {
public:
    /// Gives the open workspace, or null while there is none.
    using Opened = std::function<Workspace*()>;
    /// Told how each backup ended, from the schedule's thread.
    using Told = std::function<void(const base::Expected<BackupReport>&)>;

    /// Makes the first backup as soon as a workspace is open, the next one `every` after each; after a failure sooner, within a
    /// quarter of an hour. What `opened` gives outlives the schedule.
    BackupSchedule(BackupPlan plan, Opened opened, Told told);
    /// Stops a backup that runs; the next one goes on from there.
    ~BackupSchedule();
    BackupSchedule(const BackupSchedule&) = delete;
    BackupSchedule& operator=(const BackupSchedule&) = delete;

private:
    void run();
    bool wait(std::chrono::milliseconds time);  // false once the schedule ends

    BackupPlan plan_;
    Opened opened_;
    Told told_;
    std::mutex mutex_;
    std::condition_variable changed_;
    bool ending_ = false;  // guarded by mutex_
    std::thread thread_;
};

}  // namespace guvoh::service

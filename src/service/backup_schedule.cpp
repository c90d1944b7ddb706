// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/backup_schedule.h"

#include <algorithm>

namespace guvoh::service {

namespace {

constexpr std::chrono::milliseconds kLookAgain{1000};
constexpr std::chrono::milliseconds kTryAgain = std::chrono::minutes(15);

}  // namespace

BackupSchedule::BackupSchedule(BackupPlan plan, Opened opened, Told told)
    : plan_(std::move(plan)), opened_(std::move(opened)), told_(std::move(told)), thread_([this] { run(); }) {}

BackupSchedule::~BackupSchedule() {
    {
        const std::lock_guard lock(mutex_);
        ending_ = true;
    }
    changed_.notify_all();
    thread_.join();
}

bool BackupSchedule::wait(std::chrono::milliseconds time) {
    std::unique_lock lock(mutex_);
    return !changed_.wait_for(lock, time, [this] { return ending_; });
}

void BackupSchedule::run() {
    while (wait(std::chrono::milliseconds(0))) {
        Workspace* const workspace = opened_();
        if (workspace == nullptr) {
            if (!wait(kLookAgain)) return;
            continue;
        }
        const auto report = workspace->backup(plan_.folder, [this](std::string_view, std::uint64_t, std::uint64_t) {
            const std::lock_guard lock(mutex_);
            return !ending_;
        });
        if (!report && report.error().kind == base::ErrorKind::Cancelled) return;
        told_(report);
        if (!wait(report ? plan_.every : std::min(plan_.every, kTryAgain))) return;
    }
}

}  // namespace guvoh::service

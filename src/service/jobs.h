// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Work that takes longer than a request: taking in uploaded files, verifying the record. A job can be looked at and cancelled by
// the member who began it, and by nobody else: for others it does not exist. Files of one drop share a job, whose id the client
// chooses.
//
// Jobs live in memory. What an ingestion has acknowledged as added is in the record; what has not begun when the program ends
// is gone, and the client still has it. Bytes that wait are in memory only, never on a disk.
// Threads: any; one thread ingests, one verifies.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/error.h"
#include "service/caller.h"
#include "service/memory_file.h"
#include "service/workspace.h"

namespace guvoh::service {

/// A file of a job.
struct JobFile {
    std::string name;
    std::string stage;                   ///< "waiting", "reading", "added", "already_there" or "refused"
    std::vector<std::string> documents;  ///< ids, once it is preserved
    std::uint32_t pages = 0;
};

/// How far a job is.
struct JobView {
    std::string id, kind;  ///< kind: "ingest" or "verify"
    std::string phase;     ///< "waiting", "running", "done", "failed" or "cancelled"
    std::string step;      ///< of a verification
    std::uint64_t seen = 0, added = 0, already_there = 0;
    std::vector<Refused> refused, notes;
    std::vector<JobFile> files;
    std::uint64_t done = 0, total = 0;  ///< files, or steps of a verification
    std::optional<base::ErrorKind> error;
    std::optional<VerifyReport> verified;
};

/// A file whose bytes have all arrived.
struct UploadedFile {
    std::string name;
    MemoryFile file;
    base::Hash sha256{};
    std::uint64_t size_bytes = 0;
    bool keep_unreadable = false;  ///< preserve it even when it cannot be read
};

/// The last verification since the program was started.
struct LastVerification {
    std::int64_t at_ms = 0;
    VerifyReport report;
};

class Jobs {
public:
    /// Told of each step, from the job's thread: whose job, and how far it is.
    using Told = std::function<void(const std::string& owner, const JobView& job)>;
    /// Told when the bytes of so many waiting files were let go.
    using Released = std::function<void(std::uint64_t bytes)>;

    Jobs(Told told, Released released);
    /// Cancels everything and waits for it.
    ~Jobs();
    Jobs(const Jobs&) = delete;
    Jobs& operator=(const Jobs&) = delete;

    /// Adds a file to a job, which begins when it is the first. `workspace` outlives the job. Errors: Denied, NotFound for a
    /// compartment that the caller does not see, Busy when too many files wait.
    base::Expected<JobView> add_file(Workspace& workspace, const Caller& caller, std::string_view job, std::string_view compartment,
                                     UploadedFile file);
    /// Begins to verify, or gives the caller's verification that is running. Errors: Denied, Busy.
    base::Expected<JobView> verify(Workspace& workspace, const Caller& caller, bool quick);
    /// Errors: NotFound.
    base::Expected<JobView> load(const Caller& caller, std::string_view id) const;
    /// What is added stays. Errors: NotFound.
    base::Expected<JobView> cancel(const Caller& caller, std::string_view id);
    /// Cancels all that this member began: they were removed, or may do less than when they began.
    void end_of(std::string_view member);
    /// How many wait or run.
    std::size_t active_count() const;
    bool verifying() const;
    std::optional<LastVerification> last_verification() const;

    /// Whose job it is, as told: the member's id, or "owner".
    static std::string owner_of(const Caller& caller);

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace guvoh::service

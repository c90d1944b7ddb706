// SPDX-License-Identifier: AGPL-3.0-or-later
//
// One lane of an ingestion: takes a file, hashes it, has it read in the sandbox, preserves it, and queues what was found.
// Files inside it (attachments, archive members) go the same way first, so that a container is committed only after
// everything in it: an interrupted run that finds the container finds all of it.
//
// Threads: a lane belongs to one thread.
#pragma once

#include <memory>

#include "documents/extractor.h"
#include "service/ingest_shared.h"
#include "service/input_file.h"
#include "service/walk.h"
#include "service/workspace_parts.h"

namespace guvoh::service {

class IngestLane {
public:
    static base::Expected<std::unique_ptr<IngestLane>> start(Workspace::Parts& parts, IngestShared& shared,
                                                             const IngestOptions& options);
    /// Brings one file to its end: queued, counted as there already, or refused.
    void take(const FoundFile& file);

private:
    /// Bytes to be read: an open file, or the content of a file found inside another.
    struct Content {
        const InputFile* file = nullptr;
        base::ByteSpan bytes;
        std::uint64_t size_bytes = 0;
    };
    struct Spooled {
        std::string name;
        base::Hash sha256{};
    };
    /// How one file ended.
    struct Outcome {
        bool taken = false;
        base::Hash sha256{};
        std::string refusal;
    };
    struct Budget {
        unsigned depth = 0;
        std::uint64_t unpacked_left = 0;
    };

    IngestLane(Workspace::Parts& parts, IngestShared& shared, const IngestOptions& options)
        : parts_(parts), shared_(shared), options_(options) {}

    Outcome take_file(const FoundFile& found);
    Outcome take_content(const std::string& path, const base::Hash& sha256, const Content& content, Budget budget);
    Outcome refuse(const std::string& path, std::string reason);
    base::Expected<documents::Extracted> extract(const std::string& path, const Content& content, const Budget& budget,
                                                 std::vector<Spooled>& spooled, std::uint64_t& spooled_bytes);
    base::Status spool(documents::Embedded&& child, std::vector<Spooled>& spooled, std::uint64_t& spooled_bytes);
    void take_children(const std::string& path, const std::vector<Spooled>& spooled, Budget budget, ReadyDocument& container);
    base::Status preserve(const base::Hash& sha256, const Content& content);
    /// Counts a document that is there already, with everything inside it.
    base::Expected<bool> count_if_known(const std::string& path, const base::Hash& sha256);

    Workspace::Parts& parts_;       // the workspace's
    IngestShared& shared_;          // the run's
    const IngestOptions& options_;  // the run's
    std::unique_ptr<documents::Extractor> extractor_;
};

}  // namespace guvoh::service

// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The committing end of an ingestion: gathers ready documents into batches, makes each batch durable in one transaction
// (ledger, records, text), and then hands it to the search index.
//
// Threads: one.
#pragma once

#include <optional>
#include <vector>

#include "service/ingest_shared.h"
#include "service/workspace_parts.h"

namespace guvoh::service {

/// SHA-256 over the pages' texts, each followed by a form feed: what `verify` compares the stored text with.
base::Hash text_sha256(const documents::Extracted& extracted);
/// The fields of a Document that follow from reading it again.
base::Expected<std::string> text_payload(const documents::Extracted& extracted, const std::vector<std::string>& languages);

class IngestCommitter {
public:
    IngestCommitter(Workspace::Parts& parts, IngestShared& shared, const Caller& caller, const IngestOptions& options)
        : parts_(parts), shared_(shared), member_(caller.member), reason_(options.reason), compartment_(options.compartment) {}

    /// Adds a document; commits when the batch is large.
    base::Status add(ReadyDocument document);
    /// Commits what has waited long enough.
    base::Status commit_if_due();
    base::Status commit();

private:
    struct Placed {
        base::Id record;
        std::int64_t number = 0;
        std::size_t index = 0;  ///< in batch_
    };
    base::Expected<std::vector<Placed>> write(registry::Writing& writing);
    base::Status index(const std::vector<Placed>& placed);

    Workspace::Parts& parts_;  // the workspace's
    IngestShared& shared_;     // the run's
    std::optional<base::Id> member_;
    std::string reason_;
    std::string compartment_;
    documents::TextStore texts_;
    std::vector<ReadyDocument> batch_;
    std::size_t batch_bytes_ = 0;
    std::int64_t batch_since_ms_ = 0;
};

}  // namespace guvoh::service

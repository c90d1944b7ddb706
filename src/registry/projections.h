// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Tables made from the folded state of records, for lists and filters: which document has which number, hash and kind; which
// documents were found inside which; which passages a document has. Kept up with every change; made anew by rebuild.
//
// Threads: each call works in the caller's transaction.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/error.h"
#include "base/id.h"
#include "ledger/fold.h"
#include "vault/database.h"

namespace guvoh::registry {

/// Brings the tables up to a record's new state.
base::Status project(vault::Session& session, const base::Id& record, const ledger::RecordState& state);

/// One row of the document table.
struct DocumentRow {
    std::int64_t number = 0;  ///< small and fixed for this vault; the text store and the search index use it
    base::Id record;
    base::Hash sha256{};
    std::string kind, file_name, path, languages;  ///< languages joined by spaces, the most frequent first
    std::string compartment;
    std::uint64_t size_bytes = 0;
    std::uint32_t page_count = 0;
    std::int64_t added_at = 0;
};

/// The document with this content in this compartment, if there is one: the same file may stand in several compartments, and
/// none tells of the others.
std::optional<DocumentRow> find_document_by_hash(vault::Session& session, const base::Hash& sha256, std::string_view compartment);
/// How many documents have this content, in all compartments: they share one blob.
base::Expected<std::uint64_t> count_documents_by_hash(vault::Session& session, const base::Hash& sha256);
/// Errors: NotFound.
base::Expected<DocumentRow> load_document(vault::Session& session, const base::Id& record);
base::Expected<DocumentRow> load_document(vault::Session& session, std::int64_t number);
/// Numbers of all documents above one, in order; 0: of all.
base::Expected<std::vector<std::int64_t>> documents_after(vault::Session& session, std::int64_t number);
/// Numbers of documents found inside this one, and of those it was found inside.
base::Expected<std::vector<std::int64_t>> documents_inside(vault::Session& session, std::int64_t number);
base::Expected<std::vector<std::int64_t>> documents_around(vault::Session& session, std::int64_t number);
/// Passages of a document, oldest first.
base::Expected<std::vector<base::Id>> passages_of(vault::Session& session, const base::Id& document);

}  // namespace guvoh::registry

// SPDX-License-Identifier: AGPL-3.0-or-later
//
// What a workspace is made of, for the files of this module only.
//
// Threads: the parts follow their own rules; TextStore readers are made per call.
#pragma once

#include <memory>
#include <mutex>
#include <string>

#include "documents/text_store.h"
#include "platform/clock.h"
#include "platform/file_system.h"
#include "registry/projections.h"
#include "registry/records.h"
#include "search/index.h"
#include "service/document_numbers.h"
#include "service/record_types.h"
#include "service/workspace.h"
#include "vault/vault.h"

namespace guvoh::service {

struct Workspace::Parts {
    platform::FileSystem& files;  // real or, in fault tests, in memory; outlives the workspace
    platform::Clock clock;
    std::unique_ptr<vault::Vault> vault;
    std::unique_ptr<registry::Records> records;
    std::unique_ptr<search::Index> index;
    std::mutex ingesting;  // held by the one ingestion
    DocumentNumbers document_numbers;
    ChangeListener on_changed;  // the record desk's, once there is one

    Parts(platform::FileSystem& f, platform::Clock c) : files(f), clock(std::move(c)) {}

    vault::Database& database() { return vault->database(); }
    /// Tells the record desk, if there is one, what a commit has changed.
    void tell(const std::vector<ChangedRecord>& changed) const {
        if (on_changed && !changed.empty()) on_changed(changed);
    }
    /// Opens the index and feeds it the documents it has not seen (after a crash, or in a restored backup).
    /// `empty`: throws the index away instead and feeds nothing, for rebuild() to do.
    base::Status open_index(bool empty = false);
    base::Status feed_index(const Watcher& watcher);
    /// Destroys words and files of documents whose expunging is in the ledger; goes on where a crash interrupted it.
    base::Status finish_expunging();
    /// Destroys what was expunged or forgotten while a backup held all files; after an ingestion that runs, the next call does.
    base::Status erase_what_waits();
};

/// A read transaction with a text store and who asks: what most questions need. Every way from an id to a row goes through the
/// functions below, which know nothing but what the caller sees.
struct Reading {
    const Caller& caller;  // of the use case that reads
    std::unique_ptr<vault::ReadTransaction> session;
    documents::TextStore texts;
};
base::Expected<Reading> begin_reading(vault::Database& database, const Caller& caller);

/// Errors: NotFound, for a compartment that the caller does not see or that there is not.
base::Status check_compartment(vault::Database& database, const Caller& caller, std::string_view compartment);

/// The record a person means by an id; at the terminal its beginning is enough. `type` empty: any. Errors: NotFound, Invalid.
base::Expected<base::Id> find_record(Reading& reading, std::string_view id, std::string_view type);
/// The document a person means. Errors: NotFound, Invalid.
base::Expected<registry::DocumentRow> find_document(Reading& reading, std::string_view id);
/// The documents with these numbers that the caller sees.
base::Expected<std::vector<registry::DocumentRow>> load_visible(Reading& reading, const std::vector<std::int64_t>& numbers);

/// A search among some documents only (by number), or all that the caller sees.
base::Expected<SearchReply> search_among(Workspace::Parts& parts, const Caller& caller, const SearchRequest& request,
                                         const std::vector<bool>* only);
/// The numbers of all documents that a search finds.
base::Expected<std::vector<std::uint32_t>> found_documents(Workspace::Parts& parts, const Caller& caller, const SearchRequest& request,
                                                           const std::vector<bool>* only);

/// A box in points from eighths of a point.
PageBox page_box(const documents::Box& box);
/// Boxes of the words that touch a byte range of a page; words side by side on a line are joined into one box.
base::Expected<std::vector<PageBox>> boxes_of(Reading& reading, std::int64_t document_number, std::uint32_t page,
                                              std::uint32_t begin, std::uint32_t end);

/// A passage's payload: the words with their place, context and the document's hash.
base::Expected<std::string> passage_payload(Reading& reading, const registry::DocumentRow& row, const QuotedPlace& place, std::string_view note);

/// Says whether records of a type keep the workspace's own house: who is a member, who holds which key, who opened what. They have
/// use cases of their own, and no member reads or expunges them as records.
bool is_internal_type(std::string_view type);
/// The name a member's or device's own record gives it, else its id.
std::string name_of(vault::Session& session, const base::Id& id);
/// The record that tells of every opening of another record's sealed fields.
base::Id disclosures_of(const base::Id& record);

/// A canonical JSON value read back from a record's field; null when it does not parse.
base::Json field_json(const ledger::RecordState& state, std::string_view field);

}  // namespace guvoh::service

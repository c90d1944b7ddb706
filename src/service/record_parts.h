// SPDX-License-Identifier: AGPL-3.0-or-later
//
// What the record desk is made of, for the files of this module only.
//
// Threads: as record_desk.h; `schema` is replaced, never changed, so whoever holds one keeps it.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <unordered_map>

#include "access/sealing.h"
#include "lists/lists.h"
#include "schema/schema.h"
#include "service/desk_writing.h"
#include "service/record_desk.h"
#include "service/workspace_parts.h"

namespace guvoh::service {

/// Hashes of the terms of plain texts: the keys of their words and what somebody has typed of them so far. Words come again and again,
/// so what was made of one is kept. Threads: one at a time.
class PlainTerms {
public:
    /// Adds the terms of a text, each once.
    void add(std::string_view text, std::vector<std::uint64_t>& terms);

private:
    static constexpr std::size_t kMostKnown = 50'000;  ///< words, some 10 MB
    const std::vector<std::uint64_t>& of_word(const std::string& folded);
    std::unordered_map<std::string, std::vector<std::uint64_t>> known_;
};

struct RecordDesk::Parts {
    explicit Parts(Workspace& o) : owner(o), workspace(o.parts()) {}
    Workspace& owner;             // outlives the desk
    Workspace::Parts& workspace;  // the owner's
    std::unique_ptr<lists::Lists> lists;

    SchemaPtr schema_now() const;
    void set_schema(schema::Schema next);

    /// Reads own fields and terms out of the ledger's records.
    base::Status load_overlays();
    base::Status load_lists();
    /// Brings the lists up to records that have changed, and tells who listens.
    void take_changes(const std::vector<ChangedRecord>& changed);
    /// The lists, with every change in them. Errors: Busy and Io, where the record could not be read just now.
    base::Expected<lists::Lists*> lists_now();

    std::mutex adding;     // held while the schema grows
    std::mutex listening;  // guards what follows
    std::map<std::uint64_t, ChangeListener> listeners;
    std::uint64_t next_listener = 1;

private:
    base::Status list_changes();

    std::mutex listing_;                  // one at a time, or the older of two readings could be listed last
    std::vector<ChangedRecord> unlisted_;  // changes that could not be read yet
    PlainTerms terms_;                     // under listing_
    mutable std::shared_mutex schema_mutex_;
    SchemaPtr schema_;
};

/// A record that the caller sees, of a type that the schema has. Errors: NotFound.
base::Expected<FoundRecord> load_record(Reading& reading, const schema::Schema& schema, std::string_view id);

/// What the lists are asked for a caller.
lists::Query list_query(const Caller& caller, std::string_view type);
/// Conditions as the lists take them. Errors: Invalid, with the field.
base::Expected<std::vector<lists::Where>> read_where(const std::vector<ListCondition>& conditions);
Facets facets_of(const lists::Reply& reply);

// ---- from what a member gives to a payload (record_changes.cpp) -----------------------------------------------------------

/// Where values are going: what seals them.
struct RecordPlace {
    const schema::Type& type;
    const base::Id& id;
    const std::string& compartment;
};
/// Writes validated values as a payload; sealed fields are sealed to the compartment. Errors: Denied without its key.
base::Expected<std::string> record_payload(const Caller& caller, const RecordPlace& target, const base::Json& values);
/// Links must lead to records that the caller sees and that are of a fitting type; else they would tell of others, or of nothing.
base::Status check_links(Reading& reading, const schema::Type& type, const base::Json& values);

// ---- from folded state to what is shown (record_rows.cpp) -----------------------------------------------------------------

/// The winning values of a record's fields; sealed ones as {"sealed":true}.
base::Json shown_fields(const schema::Type& type, const ledger::RecordState& state);
/// What a list calls the record: the first title field with a value that is not sealed, else empty.
std::string title_of(const schema::Type& type, const ledger::RecordState& state);
/// Names one state of a record: changes with every change.
std::string version_of(const ledger::RecordState& state);
/// The record as the lists keep it.
lists::Row list_row(const schema::Type& type, const base::Id& id, const ledger::RecordState& state, PlainTerms& terms);
/// True when nothing is left of a record: it was expunged.
bool is_empty_record(const ledger::RecordState& state);

// ---- what a record is found by (record_terms.cpp) -------------------------------------------------------------------------

/// Hash of one search term.
std::uint64_t term_hash(std::string_view term);
/// The terms of a text: the keys of its words.
std::vector<std::string> terms_of(std::string_view text);
/// For each word of a question its alternatives: plain terms, and for each compartment the caller can open the keyed ones.
std::vector<std::vector<std::uint64_t>> question_terms(const Caller& caller, std::string_view q);

}  // namespace guvoh::service

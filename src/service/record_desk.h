// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The register's use cases: lists, single records, their history, links and conflicts, sealed fields, import and export, and
// the schema with what a workspace adds to it. All types come from the schema; none is named here.
//
// Promises: a caller learns of no record, value, count, facet or link outside its compartments. Sealed values leave only
// through open_sealed(), with a reason, and never before the opening is in the ledger.
// Threads: any; changes are serialised inside. The workspace outlives the desk.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "base/error.h"
#include "service/caller.h"
#include "service/record_types.h"
#include "service/workspace.h"

namespace guvoh::service {

class RecordDesk {
public:
    /// Reads the workspace's own fields and terms and fills the lists. Cost: a few seconds for a million records.
    static base::Expected<std::unique_ptr<RecordDesk>> open(Workspace& workspace);
    ~RecordDesk();
    /// Whose records these are; the caller's.
    Workspace& workspace();

    // ---- reading --------------------------------------------------------------------------------------------------------

    /// Errors: Invalid with the field (schema::field_of); NotFound for the type.
    base::Expected<ListReply> list(const Caller& caller, const ListRequest& request);
    base::Expected<RecordView> load(const Caller& caller, std::string_view id);
    base::Expected<RecordLinks> links(const Caller& caller, std::string_view id);
    /// A search of the documents' words, narrowed by conditions on Document, with facets.
    base::Expected<LibraryReply> search(const Caller& caller, const LibraryRequest& request);
    base::Expected<HomeView> home(const Caller& caller);

    // ---- changing -------------------------------------------------------------------------------------------------------

    /// Makes a record. Errors: Invalid with the field; Denied; NotFound for a compartment that the caller does not see.
    base::Expected<RecordView> create(const Caller& caller, std::string_view type, const base::Json& fields,
                                      std::string_view compartment, std::string_view reason);
    /// Errors: Conflict when `if_version` is not the record's present version.
    base::Expected<RecordView> change(const Caller& caller, std::string_view id, const RecordChange& change);
    /// Decides a conflict: the value given becomes the field's only one.
    base::Expected<RecordView> resolve(const Caller& caller, std::string_view id, std::string_view field, const base::Json& value,
                                       std::string_view reason);
    /// Gives the plain values of sealed fields (all of them when none is named) and writes into the ledger who saw them and why.
    /// Errors: Denied without the permission or the key; Invalid without a reason.
    base::Expected<base::Json> open_sealed(const Caller& caller, std::string_view id, const std::vector<std::string>& fields,
                                           std::string_view reason);
    /// Destroys a record's content (Workspace::expunge for documents and passages) and forgets it in the lists.
    base::Status expunge(const Caller& caller, std::string_view id, std::string_view reason);

    // ---- tables in and out ----------------------------------------------------------------------------------------------

    /// Writes all rows of a list as "csv" or "xlsx" into `out`. Sealed values stay sealed. Gives the number of rows.
    base::Expected<std::uint64_t> write_table(const Caller& caller, const ListRequest& request, std::string_view format, std::string& out);
    /// Makes or changes records from a table with a heading row of field names or labels; a column "id" changes existing ones.
    base::Expected<ImportReport> read_table(const Caller& caller, std::string_view type, std::string_view format, base::ByteSpan table,
                                            std::string_view compartment, bool dry_run, std::string_view reason);

    // ---- schema ---------------------------------------------------------------------------------------------------------

    /// What GET /schema answers.
    base::Json schema();
    /// Add to the schema and give the field or term as it is now. Errors: Invalid, Conflict, Denied.
    base::Expected<base::Json> add_field(const Caller& caller, std::string_view type, const base::Json& field);
    base::Expected<base::Json> add_term(const Caller& caller, std::string_view vocabulary, const base::Json& term);

    /// Listens to changes; ends when the number is given to unlisten().
    std::uint64_t listen(ChangeListener listener);
    void unlisten(std::uint64_t number);

    struct Parts;  ///< for the files of this module
    Parts& parts() { return *parts_; }

private:
    RecordDesk();
    std::unique_ptr<Parts> parts_;
};

}  // namespace guvoh::service

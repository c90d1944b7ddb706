// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Many records in one transaction, as an import makes them. A record is named by a key of its source, so that doing it again finds
// the same record; what a member has corrected meanwhile stays. For desks (desk_reading.h tells what a desk is).
//
// Promises: whoever may not import and write cannot begin; all records stand in one compartment, which the caller sees.
// Threads: one; no other change begins before commit() or the end. The desk and the caller outlive it.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "service/desk_reading.h"

namespace guvoh::service {

/// What became of a record that an import gave.
enum class Taken { Added, Changed, AlreadyThere, Expunged };

class RecordBatch {
public:
    /// Begins; checks that the caller may import into the compartment. Errors: Denied, NotFound, Invalid for the reason.
    static base::Expected<std::unique_ptr<RecordBatch>> begin(RecordDesk& desk, const Caller& caller, std::string_view compartment, std::string_view reason,
                                                              bool dry_run);
    ~RecordBatch();

    /// The record that a key of a type names in this compartment. Ids that begin as `near` does lie by it in the store, which spares
    /// an import of many records most of its reading.
    base::Id id_of(std::string_view type, std::string_view key, const base::Id* near = nullptr) const;
    /// The present values of a record, with what this batch has put. An empty object when there is none.
    base::Expected<base::Json> values(const base::Id& id);

    /// Makes the record, or changes what the source now gives otherwise than the last time and no member has changed. A record that
    /// was expunged stays so. Errors: Invalid with the field.
    base::Expected<Taken> put(std::string_view type, const base::Id& id, const base::Json& fields);
    /// The same, for what another source gave first: only fields that are still empty are filled.
    base::Expected<Taken> complete(std::string_view type, const base::Id& id, const base::Json& fields);
    /// Sets fields that the program itself keeps up to date.
    base::Status set(std::string_view type, const base::Id& id, const base::Json& fields);
    /// Puts the passage that quotes a place of a document. Gives AlreadyThere for one that was quoted before: it never changes.
    base::Expected<Taken> put_passage(const base::Id& id, const registry::DocumentRow& document, const QuotedPlace& place);

    /// The records of a type that fit, as they were when this began, in no order.
    base::Expected<std::vector<base::Id>> find(std::string_view type, std::vector<lists::Where> where);
    /// The record of any type that a person means by an id, as it was when this began. Errors: NotFound, Invalid.
    base::Expected<FoundRecord> load(std::string_view id);
    /// Links must lead to records that the caller sees and that are of a fitting type. Errors: Invalid with the field.
    base::Status check_links(const schema::Type& type, const base::Json& values);

    /// Makes all of it durable and brings the lists up to it.
    base::Status commit();

    /// The schema of the moment in which this began.
    const schema::Schema& schema() const;
    /// Where all of it stands.
    const std::string& compartment() const;

private:
    struct Parts;
    explicit RecordBatch(std::unique_ptr<Parts> parts);
    base::Status write(const schema::Type& type, const base::Id& id, const base::Json& fields, const base::Json& before);
    std::unique_ptr<Parts> parts_;
};

}  // namespace guvoh::service

// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Many records in one transaction, as an import makes them. A record is named by a key of its source, so that doing it again finds
// the same record; what a member has corrected meanwhile stays. For the files of this module only.
//
// Threads: one; no other change begins before commit() or the end.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "service/record_parts.h"

namespace guvoh::service {

/// What became of a record that an import gave.
enum class Taken { Added, Changed, AlreadyThere, Expunged };

class RecordBatch {
public:
    /// Begins; checks that the caller may import into the compartment. Errors: Denied, NotFound, Invalid for the reason.
    static base::Expected<std::unique_ptr<RecordBatch>> begin(RecordDesk::Parts& parts, const Caller& caller, std::string_view compartment,
                                                              std::string_view reason, bool dry_run);

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
    /// Puts a record that is never changed again, with its payload as it is.
    base::Expected<Taken> put_payload(std::string_view type, const base::Id& id, std::string payload);

    /// Makes all of it durable and brings the lists up to it.
    base::Status commit();

    Reading& reading() { return *reading_; }
    const schema::Schema& schema() const { return *schema_; }
    const std::string& compartment() const { return compartment_; }

private:
    RecordBatch(RecordDesk::Parts& parts, const Caller& caller, std::string_view compartment);
    base::Status write(const schema::Type& type, const base::Id& id, const base::Json& fields, const base::Json& before);

    RecordDesk::Parts& parts_;  // the desk's
    const Caller& caller_;      // who imports
    SchemaPtr schema_;
    const std::string compartment_;
    std::unique_ptr<registry::Writing> writing_;  // null in a dry run
    std::optional<Reading> reading_;          // as it was when this began
    std::map<base::Id, base::Json> pending_;  // values of records that this batch has put
    std::vector<ChangedRecord> changed_;
};

}  // namespace guvoh::service

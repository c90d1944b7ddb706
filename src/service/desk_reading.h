// SPDX-License-Identifier: AGPL-3.0-or-later
//
// What a desk reads through: records and documents as far as the caller sees them. A desk is a module above this one that keeps the use
// cases of one subject, as `recommendations` does (docs/adr/0013).
//
// For desks, as are desk_writing.h, record_batch.h and theme_models.h: who may see and change what is decided behind these, so a desk
// includes no header of this module that ends in _parts.h. A lint checks that.
//
// Promises: nothing comes out of a compartment that the caller does not see, and whoever may not read cannot begin.
// Threads: one at a time. The desk and the caller outlive it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/id.h"
#include "documents/extracted.h"
#include "ledger/fold.h"
#include "lists/lists.h"
#include "registry/projections.h"
#include "schema/schema.h"
#include "service/record_desk.h"

namespace guvoh::service {

using SchemaPtr = std::shared_ptr<const schema::Schema>;
/// The schema as it is now; whoever holds it keeps it while a newer one takes its place.
SchemaPtr present_schema(RecordDesk& desk);

/// Errors: NotFound, for a compartment that the caller does not see or that there is not.
base::Status check_place(RecordDesk& desk, const Caller& caller, std::string_view compartment);

/// A record that the caller sees. `type` is the schema's, or null for the program's own records.
struct FoundRecord {
    base::Id id;
    ledger::RecordState state;
    const schema::Type* type = nullptr;
    /// The value of a field; null when there is none.
    base::Json field(std::string_view name) const;
};

/// A record with the values of its fields; sealed ones as {"sealed":true}.
struct LinkedRecord {
    std::string id;
    base::Json fields;
};

/// Records of one type by the records that a field of theirs leads to.
class RecordsByLink {
public:
    /// Adds one under every record that its field leads to.
    void add(LinkedRecord record, std::string_view field);
    /// Those that lead to the record; borrowed from this.
    std::vector<const LinkedRecord*> of(const std::string& id) const;

private:
    std::vector<LinkedRecord> records_;
    std::unordered_multimap<std::string, std::size_t> by_target_;
};

class DeskReading {
public:
    /// Errors: Denied.
    static base::Expected<DeskReading> begin(RecordDesk& desk, const Caller& caller);
    ~DeskReading();
    DeskReading(DeskReading&&) noexcept;
    DeskReading& operator=(DeskReading&&) noexcept;

    // ---- records --------------------------------------------------------------------------------------------------------

    /// The record of a type that a person means by an id. Errors: NotFound, Invalid.
    base::Expected<FoundRecord> load(std::string_view id, std::string_view type);
    /// The record of a type with this id; none when it was expunged, or is not for the caller. Errors: what keeps it from being read.
    base::Expected<std::optional<FoundRecord>> find(const base::Id& id, std::string_view type);
    /// Says whether there is a record that the caller does not see: for leaving out what leads to it, never for telling.
    bool is_hidden(const base::Id& id);
    /// All records of a type that fit, in no order.
    base::Expected<std::vector<FoundRecord>> states(std::string_view type, std::vector<lists::Where> where);
    /// The same with the values of their fields.
    base::Expected<std::vector<LinkedRecord>> all(std::string_view type, std::vector<lists::Where> where = {});
    base::Expected<RecordsByLink> by_link(std::string_view type, std::string_view field);
    /// All of a type that the program itself keeps, as DemandRefusal, by id. Cost: the record table is walked.
    base::Expected<std::vector<FoundRecord>> own_records(std::string_view type);
    /// What a record is called, "" for none or one that the caller does not see.
    std::string title(const std::string& id);

    // ---- documents ------------------------------------------------------------------------------------------------------

    /// The document a person means. Errors: NotFound, Invalid.
    base::Expected<registry::DocumentRow> document(std::string_view id);
    /// The document with these bytes in a compartment. Errors: NotFound.
    base::Expected<registry::DocumentRow> document_with(const base::Hash& sha256, std::string_view compartment);
    /// The preserved text of a document that this gave, as extraction gave it.
    base::Expected<std::vector<documents::Page>> pages(const registry::DocumentRow& row);

    // ---- schema ---------------------------------------------------------------------------------------------------------

    /// The schema of the moment in which this began.
    const schema::Schema& schema() const;
    /// The broader term of a term, or the term itself.
    std::string broader(std::string_view vocabulary, const std::string& code) const;
    /// A term's label in a language, else English, else the code.
    std::string label(std::string_view vocabulary, const std::string& code, std::string_view language) const;

private:
    struct Parts;
    explicit DeskReading(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

}  // namespace guvoh::service

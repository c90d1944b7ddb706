// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Lists of records: filters, facets with counts, sorting and paging, over all records of all types, from columns in memory.
// It is a projection: loaded from the records when a workspace opens, and told of every change afterwards.
//
// Promises: what the asker may not see (Query::compartments) is left out before anything is counted, so totals, facet
// values, pages and cursors are those of a workspace without it. A cursor names the sort key and id of the last row, so pages
// neither repeat nor skip rows when others are added. Values of sealed fields are never looked at.
// Threads: any number of queries beside one writer; every function may be called from any thread.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/id.h"
#include "base/json.h"
#include "schema/schema.h"

namespace guvoh::lists {

/// A record as a list sees it.
struct Row {
    base::Id record;
    std::string type;
    std::string compartment;
    std::int64_t created_at = 0, updated_at = 0;  ///< ms since 1970
    bool in_conflict = false;
    base::Json fields;                 ///< winning values by field; sealed ones are left unread
    std::vector<std::uint64_t> terms;  ///< hashes of what it is found by, plain and keyed
};

/// One condition. `field` is one of the type's that is not sealed, or compartment, created_at, updated_at, in_conflict.
struct Where {
    /// How the field's values are compared. A record with several values satisfies it by any of them.
    enum Op {
        Is,       ///< equal to the one value given; a date: may lie in it; a text that is only sorted by: equal when folded
        Any,      ///< equal to one of the values; a date: may lie in one of them
        From,     ///< at the value or above; a date: it may lie on the value's first day or later
        To,       ///< at the value or below; a date: it may lie on the value's last day or earlier
        Within,   ///< a date: may lie in the value, or from the first value to the second; a number: from the first to the second;
                  ///< a term or place: it or one beneath it
        Has,      ///< has a value; where values are given, all of them
        Missing,  ///< has no value
    };
    std::string field;
    Op op = Is;
    std::vector<std::string> values;
};
/// Gives "is", "any", ... and reads it. Errors: Invalid.
std::string_view op_name(Where::Op op);
base::Expected<Where::Op> op_from_name(std::string_view name);

/// What a list asks.
struct Query {
    std::string type;
    std::vector<std::vector<std::uint64_t>> terms_all_of_any;  ///< each inner list is alternatives, all must be met
    std::vector<Where> where;                                  ///< all must hold
    std::string sort;                                          ///< a field, created_at or updated_at; empty: the type's own
    bool descending = false;
    std::uint32_t limit = 50;  ///< at most kMaxLimit; 0 for counts alone
    std::string cursor;        ///< Reply::next_cursor of the page before
    std::vector<std::string> facets;
    std::set<std::string> compartments;  ///< those the asker sees
    bool all_compartments = false;
    const std::vector<base::Id>* only = nullptr;  ///< further restricted to these, in any order; borrowed for the call
};

inline constexpr std::uint32_t kMaxLimit = 1000;
inline constexpr std::size_t kMaxFacetValues = 300;

/// The answer to a list.
struct Reply {
    using Counts = std::vector<std::pair<std::string, std::uint64_t>>;
    std::uint64_t total = 0;     ///< of all pages
    std::vector<base::Id> rows;  ///< rows without the sort field come last, ascending or descending; ties by id
    /// The values that rows have, most first, at most kMaxFacetValues; a date counts in the year it begins. Conditions Is and
    /// Any on the facet's own field do not narrow its counts, so that what else could be chosen stays visible.
    std::map<std::string, Counts> facets;
    std::string next_cursor;  ///< empty on the last page
};

/// The lists of one workspace.
class Lists {
public:
    /// Makes empty lists for the types of a schema.
    static std::unique_ptr<Lists> make(const schema::Schema& schema);
    ~Lists();
    Lists(const Lists&) = delete;
    Lists& operator=(const Lists&) = delete;

    /// Adds a record or takes its new state; visible to queries when it returns. Errors: NotFound for a type that the schema
    /// does not have. Values that do not fit their field count as missing.
    base::Status put(const Row& row);
    /// Forgets a record; unknown ones are no error.
    void erase(const base::Id& record);
    /// Between these, put() is quicker and queries wait: for loading all at once.
    void begin_bulk();
    void end_bulk();
    /// Takes a schema with more fields or terms; records keep what was put.
    void set_schema(const schema::Schema& schema);

    /// Errors: NotFound for the type; Invalid for a field, condition or cursor that does not fit, with its field (schema::field_of).
    base::Expected<Reply> query(const Query& query) const;
    /// Every row that a query finds, in no order: for other searches to be narrowed by. Facets, sort, limit and cursor are not
    /// looked at. Errors: as query().
    base::Expected<std::vector<base::Id>> all(const Query& query) const;
    /// How many records of a type one sees; 0 for unknown types.
    std::uint64_t count(std::string_view type, const std::set<std::string>& compartments, bool all_compartments = false) const;
    /// Bytes held, roughly.
    std::size_t memory_bytes() const;

private:
    Lists();
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace guvoh::lists

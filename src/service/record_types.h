// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The plain values of the register (record_desk.h): what could be written as JSON.
//
// Threads: plain values.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "service/workspace_types.h"

namespace guvoh::service {

/// One condition of a list, as it is written: `field:op:value` ("kind:is:pdf", "born_on:within:2010/2012", "sex:missing:").
struct ListCondition {
    std::string field, op;
    std::vector<std::string> values;
};
/// Reads one. Several values of `any` are separated by "|". Errors: Invalid.
base::Expected<ListCondition> read_condition(std::string_view text);

/// What a list of records asks.
struct ListRequest {
    std::string type;
    std::string q;  ///< words that the record is found by: titles, names (sealed ones too, where the caller holds the key)
    std::vector<ListCondition> where;
    std::string sort;  ///< "field" or "-field"; empty: the type's own
    std::uint32_t limit = 50;
    std::string cursor;
    std::vector<std::string> facets;
};

/// A record in a list. Sealed values stand as {"sealed":true}.
struct RecordRow {
    std::string id, type, title, compartment;
    std::string updated_at;  ///< RFC 3339, UTC
    bool in_conflict = false;
    base::Json fields;
};

/// One value of a facet.
struct FacetValue {
    std::string value;
    std::uint64_t count = 0;
};
using Facets = std::map<std::string, std::vector<FacetValue>>;

/// A page of a list; total counts all pages.
struct ListReply {
    std::uint64_t total = 0;
    std::vector<RecordRow> rows;
    Facets facets;
    std::string next_cursor;  ///< empty on the last page
};

/// A value that lost, or might have won, a field on which two changes disagree.
struct Alternative {
    base::Json value;
    std::string at, member;
};

/// A whole record. Sealed values stand as {"sealed":true}.
struct RecordView {
    std::string id, type, title, compartment;
    std::string version;  ///< changes with every change; give it back as `if_version`
    std::string created_at, updated_at, created_by, updated_by;
    base::Json fields;
    bool in_conflict = false;
    std::map<std::string, std::vector<Alternative>> conflicts;
    bool may_change = false, may_open = false, may_expunge = false;
};

/// A link between two records: `field` is the linking record's.
struct RecordLink {
    std::string id, type, title, field;
};
/// Links of a record, both ways; as far as the caller sees the other end.
struct RecordLinks {
    std::vector<RecordLink> from, to;
};

/// What to change in a record.
struct RecordChange {
    base::Json fields;       ///< null empties a field
    std::string reason;
    std::string if_version;  ///< Conflict when the record has another by now; empty: whatever it is
};

/// What an import did: seen == added + changed + already_there + refused.size().
struct ImportReport {
    std::uint64_t seen = 0, added = 0, changed = 0, already_there = 0;
    struct RefusedRow {
        std::uint64_t row = 0;  ///< counts from 1, the heading is 1
        std::string field, reason;
    };
    std::vector<RefusedRow> refused;
    std::vector<std::string> unknown_columns;  ///< left unread, and said
};

/// A record somebody changed, as far as others may learn of it.
struct ChangedRecord {
    std::string type, id, compartment;
};
/// Told after each commit, from the thread that made it: be quick, and call nothing of the workspace.
using ChangeListener = std::function<void(const std::vector<ChangedRecord>&)>;

/// What the first screen shows.
struct HomeView {
    struct Recent {
        std::string id, type, title, at, member;
    };
    std::vector<Recent> recent;
    std::map<std::string, std::uint64_t> counts;  ///< by type, of those with any
};

/// A search with the facets of the documents it found.
struct LibraryRequest {
    SearchRequest search;
    std::vector<ListCondition> where;  ///< on Document
    std::vector<std::string> facets;
};
struct LibraryReply {
    SearchReply search;
    Facets facets;  ///< counts of documents
};

}  // namespace guvoh::service

// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The query language as a tree.
//
//   пытки Жанаозен            both words (AND is the default)
//   "right to counsel"        the words one after another
//   a AND b, a OR b, NOT a    also И ИЛИ НЕ, && || !, +a (must), -a (must not); upper case only
//   ( ... )                   groups; NOT binds closest, then AND, then OR
//   refoul*                   every word that starts so
//   Askarov~  Askarov~2       words one (two) edits away
//   kind:pdf lang:ru date:2012-07..2013 source:"BBC" name:report   fields; what they mean is the caller's
//
// A query cannot be too strange to parse without an answer: what is wrong is said with its position and what was expected.
//
// Threads: plain values.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/edtf.h"
#include "base/error.h"
#include "search/unit.h"

namespace guvoh::search {

/// What a part of a query is.
enum class QueryKind {
    Word,    ///< `text`
    Prefix,  ///< words that start with `text`
    Fuzzy,   ///< words within `edits` of `text`
    Phrase,  ///< `words`, one after another; the last may be a prefix ("right to couns*")
    Field,   ///< `field` holds `text`; dates as `text`..`text_to`
    And,     ///< all of `children`
    Or,      ///< any of `children`
    Not,     ///< units without children[0]
    All,     ///< every unit (an empty query gives no tree; "NOT x" alone is All without x)
};

/// One part of a query with what stands inside it.
struct QueryNode {
    QueryKind kind = QueryKind::Word;
    std::string text;     ///< as typed
    std::string text_to;  ///< Field date: the end of an interval written with "..", else empty
    std::string field;    ///< Field: lower case: kind lang date source name
    int edits = 0;
    std::vector<std::string> words;  ///< Phrase
    bool last_is_prefix = false;     ///< Phrase
    ByteRange at;                    ///< bytes of the query it was read from
    std::vector<std::unique_ptr<QueryNode>> children;
};

/// A query that was read.
struct Query {
    std::unique_ptr<QueryNode> root;
    bool exact = false;  ///< words match only themselves (case and accents folded): no stems, no other scripts
};

/// Reads a query.
///
/// Errors:  Invalid; `detail` is a sentence for people with the position in characters, counted from 1, and never the
///          query's words: "at character 7: a closing quotation mark is missing".
/// Cost:    linear; at most kMaxQueryBytes, kMaxQueryDepth groups in one another and kMaxQueryNodes parts.
base::Expected<Query> parse_query(std::string_view text, bool exact = false);

inline constexpr std::size_t kMaxQueryBytes = 16384;
inline constexpr int kMaxQueryDepth = 64;
inline constexpr std::size_t kMaxQueryNodes = 512;

/// A field of the query that the caller must decide: its name and value, in the order they stand.
struct FieldTerm {
    std::string field, value, value_to;
    ByteRange at;
};

/// Lists the Field nodes of a tree, depth first; SearchFilter::field_matches gets an index into this list.
std::vector<FieldTerm> field_terms(const Query& query);

/// The days a date field means: an EDTF value, or two of them with ".." between ("2012-07..2013", "..2004", "2019..").
/// Errors: Invalid, with its position in the query.
base::Expected<base::DayInterval> date_interval(const FieldTerm& term);

/// Writes a tree as text, fully bracketed, for tests and for "what was searched".
std::string describe(const Query& query);

}  // namespace guvoh::search

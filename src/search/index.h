// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The search index: an inverted index in sealed pages, BM25 ranking, and nothing outside the vault. It is a projection of
// the documents' text: it may be thrown away and made again, and after a crash it says from which document on it must be fed.
//
// Every distinct folded word has one posting list; stems and other scripts meet at the word level (language::match_keys), so
// the exact search costs nothing extra and a better stemmer asks for no new postings.
//
// Promises: totals are exact, and permissions (SearchFilter::allow) are decided before counting: a unit that may not be seen
// is in no hit, no total and no snippet. What erase_documents() acknowledged is gone from the files, not hidden.
// Does not: keep text. Snippets take it from the caller (snippet.h).
// Threads: one thread at a time changes the index (serialised inside); any number search meanwhile and see the last flush().
// Implements: docs/formats/search-index.md
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/error.h"
#include "search/query.h"
#include "search/unit.h"
#include "vault/database.h"
#include "vault/sealed_pages.h"

namespace guvoh::search {

/// How much memory an index may take.
struct IndexOptions {
    std::size_t cache_bytes = 256U << 20;   ///< decoded pages kept in memory
    std::size_t buffer_bytes = 64U << 20;   ///< fresh words kept in memory before they go to a file
    bool start_empty = false;               ///< throw away what is there, damaged or not, to be fed again
};

/// What to do about a damaged index; stands in the error that keeps one from opening.
inline constexpr std::string_view kRebuildAdvice = "the documents are unharmed, and `guvoh rebuild` makes the index anew";

/// What a search may see, and what its fields mean.
struct SearchFilter {
    /// Says whether a document may be seen; asked at most once for each document and search. Null: all may.
    std::function<bool(std::uint32_t document_number)> allow;
    /// Says whether a document fits field term number `index` of field_terms(query) ("kind", "date", "source", "name", ...).
    /// Asked at most once for each pair. Null: fields fit nothing.
    std::function<bool(std::size_t index, std::uint32_t document_number)> field_matches;
    /// The languages that field term number `index` means, for fields that are decided unit by unit ("lang"). Asked once for
    /// each field term; an answer that is not empty takes the place of field_matches.
    std::function<std::vector<LanguageCode>(std::size_t index)> field_languages;
    std::vector<LanguageCode> languages;  ///< only units in these; empty: any
};

/// A unit that was found.
struct Hit {
    UnitKey unit;
    float score = 0;
};

/// What a search gives.
struct SearchResult {
    std::uint64_t total = 0;  ///< units that match and may be seen
    bool total_is_exact = true;
    std::vector<Hit> hits;  ///< best first; equal scores by document, page, begin
    /// The folded words that matched the query (stems and scripts expanded), sorted: what a Highlighter marks.
    std::vector<std::string> matched_words;
};

/// What is in an index; `words` counts lengths as they are coded (up to 6 % low), `distinct_words` is that of the largest segment.
struct IndexStatistics {
    std::uint64_t units = 0, words = 0, distinct_words = 0, segments = 0, file_bytes = 0;
};

class Index {
public:
    /// Opens the index of a vault, or makes an empty one. Files left by a crash are removed; files that are missing (a
    /// restored backup has none) make the index empty, to be fed again. Errors: Corrupt, Unsupported (newer format), Io.
    /// `pages` and `database` outlive the index.
    static base::Expected<std::unique_ptr<Index>> open(vault::SealedPages& pages, vault::Database& database,
                                                       const IndexOptions& options = {});
    virtual ~Index() = default;

    /// The highest document number that is safely in the files: feed all documents above it again. 0: none.
    virtual std::uint32_t last_indexed() const = 0;

    /// Adds all units of a document, in the order of the text. Numbers should rise; a number that is already there is
    /// replaced (which costs as much as erasing it). Not visible until flush(). When the buffer is full it goes to a file: hold
    /// no write transaction.
    virtual base::Status add_document(std::uint32_t document_number, std::span<const UnitText> units) = 0;
    /// Makes all added so far visible to searches. Cheap: in memory, proportional to what is new; goes to a file when the
    /// buffer is full, and then opens a write transaction as commit() does. Call it once a second while documents arrive.
    virtual base::Status flush() = 0;
    /// flush(), and all of it to files: last_indexed() is then the last document added. Opens a write transaction of its own,
    /// so the caller must hold none. Call at the end of an ingestion and before closing.
    virtual base::Status commit() = 0;
    /// Removes documents so that their words are physically gone from the files. Returns when that is durable.
    virtual base::Status erase_documents(std::span<const std::uint32_t> document_numbers) = 0;
    /// Empties the index, to be fed again from document 1.
    virtual base::Status clear() = 0;
    /// Joins all segments into one: smallest and quickest. Never needed.
    virtual base::Status optimize() = 0;

    /// Finds the best `limit` units after the first `offset`.
    /// Errors: Corrupt (a page fails authentication), Invalid (a query that holds nothing to search for).
    virtual base::Expected<SearchResult> search(const Query& query, const SearchFilter& filter, std::uint32_t limit,
                                                std::uint32_t offset = 0) const = 0;
    virtual IndexStatistics statistics() const = 0;
    /// Reads every page of every segment and checks its structure. Errors: Corrupt, naming the file.
    virtual base::Status check() const = 0;
};

}  // namespace guvoh::search

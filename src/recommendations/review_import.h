// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Takes recommendations, positions, pledges and treaty status out of the documents and exports they come in, into the record.
//
// Promises: a document is preserved before anything is read from it, and each recommendation is tied to the words it was read from.
// Importing again changes what the source changed, keeps what members corrected, and never doubles. All or nothing: one commit.
// Threads: any; the desk outlives the call.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/error.h"
#include "recommendations/desk.h"
#include "recommendations/table_mapping.h"

namespace guvoh::recommendations {

/// The formats: "upr-info", "uhri", "ohchr-matrix", "upr-report", "national-report", "concluding-observations", "ratifications", "declarations", and "table": any CSV or
/// XLSX, by a mapping of its columns.
const std::vector<std::string_view>& review_formats();

/// What to import: a file by its path, a preserved document by its id, or the content of a table.
struct ReviewImportOptions {
    std::string path;
    std::string document;
    base::Bytes content;
    std::string file_name;  ///< of the content
    std::string format;
    std::string compartment = "general";
    std::string reason = "imported";
    std::string state;     ///< ISO 3166-1 alpha-3 of who is asked, where the file does not say
    int cycle = 0;         ///< of the UPR, where the file does not say
    std::string type = "Recommendation";   ///< of a table: what its rows are
    std::optional<TableMapping> mapping;   ///< of a table; else the one remembered for its headings, else what is proposed
    bool dry_run = false;  ///< says what would be done; only the document itself is preserved
};

/// A row or number of the source, and what happened to it.
struct ReviewNote {
    std::string where;  ///< "row 12", "76.12", "" for the whole file
    std::string what;
};

/// What became of the records of one type.
struct ReviewCounts {
    std::uint64_t added = 0, changed = 0, already_there = 0;
};

/// What an import did. seen == taken + folded + doubles + refused.size(), where taken are the items that became or are records.
struct ReviewImportReport {
    std::string format, document;  ///< the preserved document's id, "" for tables
    std::uint64_t seen = 0;        ///< rows, or recommendations that the document prints
    std::uint64_t taken = 0;
    std::uint64_t folded = 0;      ///< rows that are a further State of a recommendation
    std::uint64_t doubles = 0;
    std::map<std::string, ReviewCounts> records;  ///< by type
    std::map<std::string, std::map<std::string, std::uint64_t>> positions;  ///< recommendations by State asked and position
    std::vector<ReviewNote> refused, repairs;
};

/// Imports one file. Errors: Denied, NotFound; Invalid, naming what the file is not; what ingestion gives for a document.
base::Expected<ReviewImportReport> import_reviews(Desk& desk, const Caller& caller, const ReviewImportOptions& options);

}  // namespace guvoh::recommendations

// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Tables in files: CSV and XLSX, read and written row by row. Reading takes whatever spreadsheet programs make of a table
// (character set and separator of a CSV are told from its bytes; of an XLSX the first sheet is read) and holds to limits, so
// that a file made to burst does not. Writing streams: no temporary file, no table in memory.
//
// Promises: a cell that a spreadsheet program would take for a formula is written with ' before it (CSV) or as plain text
// (XLSX); see docs/formats/schema.md.
// Threads: a reader or writer belongs to one thread.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/error.h"
#include "office/zip_stream.h"

namespace guvoh::sheets {

/// The formats of tables.
enum class Format { Csv, Xlsx };
/// Reads "csv" or "xlsx". Errors: Invalid.
base::Expected<Format> format_from_name(std::string_view name);
/// The registered media type, for a reply's header.
std::string_view media_type(Format format);

/// One row as read: texts in UTF-8 with blanks around them cut off; dates of an XLSX as YYYY-MM-DD or YYYY-MM-DDThh:mm:ss.
struct SheetRow {
    std::uint64_t number = 0;  ///< as the spreadsheet program counts: the first line is 1
    std::vector<std::string> cells;
    bool ragged = false;  ///< has more filled cells than the first row; missing ones are filled up with empty texts
};

/// What is too much.
struct ReadLimits {
    std::uint64_t rows = 1'048'576;
    std::uint64_t columns = 1'000;
    std::uint64_t cell_bytes = 200'000;
    std::uint64_t unpacked_bytes = 1U << 30;  ///< of all parts of an XLSX that are read, and of a CSV in UTF-8
};

/// What was found out about a file.
struct ReadReport {
    std::uint64_t rows = 0;  ///< given to the caller
    std::string charset;     ///< of a CSV
    char separator = ',';    ///< of a CSV
};

/// Gives each row that is not empty to `take`, in order; its failure stops the reading and is returned.
///
/// Errors: Invalid for a damaged or encrypted file, with the row where known; Cancelled beyond a limit.
base::Expected<ReadReport> read_sheet(Format format, base::ByteSpan bytes, const ReadLimits& limits,
                                      const std::function<base::Status(const SheetRow&)>& take);

using office::Sink;

/// Writes one table.
class SheetWriter {
public:
    virtual ~SheetWriter() = default;
    /// Writes one row of texts. Errors: the sink's; Invalid for more rows, columns or text than the format holds.
    virtual base::Status row(const std::vector<std::string>& cells) = 0;
    /// Writes the end; nothing may follow.
    virtual base::Status finish() = 0;
};

/// What a written table looks like.
struct WriteOptions {
    std::string sheet_name = "Guvoh";  ///< of an XLSX
    char separator = ',';              ///< of a CSV
    std::vector<int> column_widths = {};  ///< of an XLSX, in characters; with them, texts wrap in their cells
    bool byte_order_mark = true;       ///< of a CSV: without it, Excel takes UTF-8 for something else
};

/// Begins a table; the sink must outlive the writer.
std::unique_ptr<SheetWriter> write_sheet(Format format, Sink sink, const WriteOptions& options = {});

/// Puts ' before a text that begins with = + - @ tab or CR, as a CSV must.
std::string defused(std::string_view text);
/// Takes that ' off again, so that what was written is read back the same.
std::string_view without_defusing(std::string_view text);

}  // namespace guvoh::sheets

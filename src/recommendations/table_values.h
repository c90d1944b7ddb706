// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The text of a cell as the value of a field: States by any of their names, terms by any of their labels, dates as people write them,
// lists by whatever separates them. For the files of this module only.
//
// Threads: a CellReader belongs to one thread.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/error.h"
#include "base/json.h"
#include "schema/schema.h"

namespace guvoh::recommendations {

/// How the cells of a table are written.
struct CellRules {
    std::string separator;           ///< between the values of a list: one character; "" tries | ; and line breaks, then commas
    std::string date_order = "dmy";  ///< "dmy", "mdy" or "ymd": what 03/04/2015 means
};

/// A value, and the parts of a list that were left out since they are no term.
struct CellValue {
    base::Json value;
    std::vector<std::string> left_out;
};

class CellReader {
public:
    /// The schema must outlive the reader.
    CellReader(const schema::Schema& schema, CellRules rules) : schema_(schema), rules_(std::move(rules)) {}

    /// Reads a cell that is not empty. Errors: Invalid, with what was not understood.
    base::Expected<CellValue> read(const schema::Field& field, std::string_view cell);
    /// The code of the term that a text means; "" when it means none.
    std::string term_of(std::string_view vocabulary, std::string_view text);

private:
    base::Expected<base::Json> one(const schema::Field& field, std::string_view text);
    std::vector<std::string> parts(const schema::Field& field, std::string_view cell);

    const schema::Schema& schema_;
    const CellRules rules_;
    std::map<std::string, std::unordered_map<std::string, std::string>, std::less<>> labels_;  // by vocabulary: folded label, code
};

/// A date as people write it, as EDTF: "14.07.2012", "14 July 2012", "июль 2012 г.", "7/2012", "2012-07-14". "" when it is none.
std::string written_date(std::string_view text, std::string_view order);

}  // namespace guvoh::recommendations

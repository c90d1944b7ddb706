// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Imports a table of somebody else's making, with the mapping that was given, remembered or proposed. For the files of this module only;
// review_import.h is the door.
//
// Threads: as review_import.h.
#pragma once

#include <string>

#include "recommendations/review_import.h"

namespace guvoh::recommendations {

/// Errors: as import_reviews(); Invalid with the field that the table lacks.
base::Expected<ReviewImportReport> import_mapped_table(Desk& desk, const Caller& caller, const ReviewImportOptions& options, const std::string& file_name);

}  // namespace guvoh::recommendations

// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The writers behind write_sheet.
//
// Threads: each writer belongs to one thread.
#pragma once

#include <memory>

#include "sheets/sheets.h"

namespace guvoh::sheets {

std::unique_ptr<SheetWriter> csv_writer(Sink sink, const WriteOptions& options);
std::unique_ptr<SheetWriter> xlsx_writer(Sink sink, const WriteOptions& options);

}  // namespace guvoh::sheets

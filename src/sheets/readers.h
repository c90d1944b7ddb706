// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The readers behind read_sheet and what they share.
//
// Threads: plain functions.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/error.h"
#include "sheets/sheets.h"

namespace guvoh::sheets {

using TakeRow = std::function<base::Status(const SheetRow&)>;

/// Errors of both as read_sheet says.
base::Expected<ReadReport> read_csv(base::ByteSpan bytes, const ReadLimits& limits, const TakeRow& take);
base::Expected<ReadReport> read_xlsx(base::ByteSpan bytes, const ReadLimits& limits, const TakeRow& take);

/// Makes rows of one width out of what was read, and gives on those that hold something.
class RowShaper {
public:
    RowShaper(const ReadLimits& limits, const TakeRow& take) : limits_(limits), take_(take) {}

    /// Errors: Cancelled beyond a limit, and what the taker fails with.
    base::Status row(std::uint64_t number, std::vector<std::string> cells);
    std::uint64_t count() const { return count_; }

private:
    const ReadLimits& limits_;  // both the caller's
    const TakeRow& take_;
    std::uint64_t count_ = 0;
    std::size_t width_ = 0;
};

/// Cuts off spaces, tabs, line ends and no-break spaces at both ends.
std::string_view trimmed(std::string_view text);

}  // namespace guvoh::sheets

// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The answer to one list query: visible rows, conditions, counts, one page.
//
// Threads: plain functions over tables that nobody changes meanwhile.
#pragma once

#include "base/error.h"
#include "lists/conditions.h"
#include "lists/lists.h"
#include "lists/table.h"

namespace guvoh::lists {

/// Errors: Invalid, with the field.
base::Expected<Reply> answer(const Table& table, const schema::Type& type, const Surroundings& around);

/// The same rows without order, count or page.
base::Expected<std::vector<base::Id>> all_rows(const Table& table, const schema::Type& type, const Surroundings& around);

}  // namespace guvoh::lists

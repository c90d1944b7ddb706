// SPDX-License-Identifier: AGPL-3.0-or-later
//
// One condition of a list, worked out over all slots of a table. Visibility is not looked at here but for the places that
// Within climbs over.
//
// Threads: plain functions over tables that nobody changes meanwhile.
#pragma once

#include "base/error.h"
#include "lists/lists.h"
#include "lists/table.h"

namespace guvoh::lists {

/// What conditions need beside their table. Borrowed for the call.
struct Surroundings {
    const schema::Schema& schema;
    const Table* places;  ///< the table of Place; may be null
    const Query& query;   ///< for what the asker sees
};

/// The slots for which the condition holds. Errors: Invalid, with the field.
base::Expected<Bits> slots_where(const Table& table, const Where& where, const Surroundings& around);

}  // namespace guvoh::lists

// SPDX-License-Identifier: AGPL-3.0-or-later
//
// How the database grows from version to version: the vault's own steps, and the versions of other modules' tables.
//
// Threads: any.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "vault/database.h"

namespace guvoh::vault {

/// The vault's own steps; `pragma user_version` counts those done. Released steps never change.
const std::vector<std::string>& own_migrations();
/// What Database::migrate promises.
base::Status migrate_component(Database& database, std::string_view component, const std::vector<std::string>& steps);

}  // namespace guvoh::vault

// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Reading of schema parts from JSON that the data files and the overlays share.
//
// Threads: plain functions.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "schema/schema.h"

namespace guvoh::schema {

/// Errors of all: Invalid.
base::Status check_keys(const base::Json& json, std::initializer_list<std::string_view> allowed);
base::Expected<Labels> labels_from_json(const base::Json& json);
base::Expected<std::vector<std::string>> strings_from_json(const base::Json& json);
/// Reads everything but the index words, and checks nothing.
base::Expected<Field> field_from_json(const base::Json& json);
base::Expected<Term> term_from_json(const base::Json& json);

}  // namespace guvoh::schema

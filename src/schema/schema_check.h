// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Whether a schema holds together: names, labels, and what refers to what. For data files and overlays alike.
//
// Threads: plain functions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "schema/schema.h"

namespace guvoh::schema {

/// What the workspace's own names begin with, so that no later Guvoh can claim them.
inline constexpr std::string_view kOwnPrefix = "own_";

/// Small letters, digits and _, a letter first, at most 63.
bool is_field_name(std::string_view name);
/// Letters, digits, _ and -, at most 63.
bool is_term_code(std::string_view code);
/// A list can be sorted and filtered by these on every type.
bool is_pseudo_field(std::string_view name);

/// Errors of all three: Invalid, with the name of what is wrong.
base::Status check_labels(std::string_view owner, const Labels& labels);
base::Status check_field(const Field& field, const std::vector<Type>& types, const std::vector<Vocabulary>& vocabularies);
base::Status check_vocabulary(const Vocabulary& vocabulary);
base::Status check_type(const Type& type, const std::vector<Type>& types, const std::vector<Vocabulary>& vocabularies);

}  // namespace guvoh::schema

// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The texts of the files in schema/, built into the program by cmake/EmbedText.cmake.
//
// Threads: plain functions.
#pragma once

#include <string_view>
#include <vector>

namespace guvoh::schema {

/// The types and the vocabularies, in the order of src/schema/CMakeLists.txt.
std::vector<std::string_view> type_texts();
std::vector<std::string_view> vocabulary_texts();

}  // namespace guvoh::schema

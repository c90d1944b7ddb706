// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Finding a quotation in a text: at a place in characters, or by its words when line breaks, spacing, or the text itself have
// changed. Characters are Unicode code points, so that a range means the same in every program.
//
// Threads: plain functions.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "service/workspace.h"

namespace guvoh::service {

/// Code points in UTF-8 text.
std::uint32_t character_count(std::string_view text);
/// Bytes of a character range. Errors: Invalid when it is empty or runs past the end.
base::Expected<TextRange> bytes_of_characters(std::string_view text, TextRange characters);
TextRange characters_of_bytes(std::string_view text, TextRange bytes);

/// Finds a quotation in a page's text and gives its bytes: as written but for white space, else by the same folded words one
/// after another. The occurrence nearest to `near_byte` is taken.
std::optional<TextRange> find_quotation(std::string_view text, std::string_view quotation, std::uint32_t near_byte = 0);

/// Up to about `bytes` of text before or after a place, cut at characters: what tells two equal quotations apart.
std::string text_before(std::string_view text, std::uint32_t at, std::uint32_t bytes);
std::string text_after(std::string_view text, std::uint32_t at, std::uint32_t bytes);

}  // namespace guvoh::service

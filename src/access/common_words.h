// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Words that people of the region reach for when they make a passphrase, in lower case. Written by us from what such lists
// everywhere hold: endearments, names, places, football, the keyboard's rows, and this program's own field.
//
// Threads: constants.
#pragma once

#include <span>
#include <string_view>

namespace guvoh::access {

/// Words in Cyrillic; also tried transliterated, and as typed with the keyboard left in Latin.
std::span<const std::string_view> common_cyrillic_words();
/// Words in Latin letters.
std::span<const std::string_view> common_latin_words();

}  // namespace guvoh::access

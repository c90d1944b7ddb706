// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Which character set some bytes are in, and their text as UTF-8. Byte order marks first, then UTF-8, then UTF-16 without a
// mark, then a choice among the 8-bit sets of our languages by how often their letters follow each other in real text
// (Russian, Kazakh, Kyrgyz, Tajik, Ukrainian in windows-1251 and its variants, koi8-r, koi8-u, iso-8859-5, cp866;
// Western European, Turkish, Arabic).
//
// Threads: pure functions.
#pragma once

#include <string>
#include <string_view>

#include "base/bytes.h"

namespace guvoh::documents {

/// True when bytes can be text in some character set: no binary control characters.
bool looks_like_text(base::ByteSpan head);

/// Gives the name of the character set, lower case: "utf-8", "windows-1251", "utf-16le", ...
std::string detect_charset(base::ByteSpan bytes);

/// Converts to UTF-8; what cannot be read becomes U+FFFD. An unknown name is read as windows-1252.
std::string to_utf8(base::ByteSpan bytes, std::string_view charset);

/// True when `charset` names a set that can be read.
bool knows_charset(std::string_view charset);

/// True when `charset` is the Western European set, which old programs state for anything, and these bytes cannot be in it: most
/// letters beyond ASCII stand next to each other, as in Cyrillic, Greek or Arabic.
bool is_misstated(std::string_view charset, base::ByteSpan bytes);

/// Loads converters before lockdown.
void charset_warm_up();

}  // namespace guvoh::documents

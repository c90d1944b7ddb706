// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Symbols of United Nations documents: which one is a document's own, and what it tells: the body, the State, the session.
// Module-private.
//
// Threads: plain functions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "documents/extracted.h"
#include "reviews/states.h"

namespace guvoh::reviews {

/// Gives the symbol that a cell of text consists of, without footnote marks; "" when it is none. "A/HRC/19/3 *": "A/HRC/19/3".
std::string symbol_in(std::string_view cell);

/// Finds a document's own symbol: the first that stands alone in a line or cell of the first pages, else the first at
/// the front of the first that is not said to be another's ("Previously issued under document symbol ..."). "" when there is none.
std::string own_symbol(const std::vector<std::string_view>& page_texts);

/// The body in whose series a symbol is: "CAT", "CESCR", "SPT", "UPR" for the Working Group's own; "" unknown, and for the
/// Council's, which is shared.
std::string symbol_body(std::string_view symbol);

/// The State whose code stands in a symbol; null when there is none.
const State* symbol_state(std::string_view symbol);

/// The session of the UPR Working Group that a symbol tells: the printed one of "A/HRC/WG.6/20/SVN/1", or, of a report to the
/// Council ("A/HRC/28/15/Add.1"), the one whose reports that session of the Council adopted. 0 unknown.
int symbol_upr_session(std::string_view symbol);

/// The last number of "CAT/C/TJK/CO/3" and of "CRC/C/TJK/CO/3-5": 3 and 5; of "CAT/C/TJK/4" 4. 0 when there is none.
int symbol_round(std::string_view symbol);

/// The parts of a symbol between its slashes.
std::vector<std::string_view> symbol_parts(std::string_view symbol);

}  // namespace guvoh::reviews

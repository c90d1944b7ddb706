// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The States that make recommendations: members and observers of the United Nations, with the names that United Nations
// documents print for them, among them earlier names and common misprints' neighbours.
//
// A canonical name is the short name in ordinary use in the reports; the ISO 3166-1 alpha-3 code is what does not change
// when a State does. The table is written by us from public facts.
//
// Threads: constant after the first call.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace guvoh::reviews {

/// One State.
struct State {
    std::string_view name;      ///< canonical: "Bolivia", "Viet Nam"
    std::string_view iso3;      ///< ISO 3166-1 alpha-3: "BOL", "VNM"
    std::string_view variants;  ///< other printed names, separated by '|'
};

/// Gives all States, in order of name.
const std::vector<State>& states();

/// One State's names in Russian.
struct RussianNames {
    std::string_view iso3;
    std::string_view names;  ///< separated by '|', the official one first
};
/// Gives those of all States, by code.
std::span<const RussianNames> russian_names();

/// Finds a State by any of its names: case, accents, apostrophes, hyphens and a leading "the" do not matter, and in English
/// names of at least seven letters one wrong letter is forgiven. Gives null when it is none.
const State* find_state(std::string_view printed);

/// Finds a State by its alpha-3 code in capitals, as in "CAT/C/TJK/CO/4"; null when it is none.
const State* find_state_by_code(std::string_view iso3);

/// Reads a list such as "Spain, Hungary and the Sudan; Iran (Islamic Republic of)" or "Чили, Перу и Российская Федерация".
///
/// Gives:   the States in order, each once; empty when anything in the text is not a State.
std::vector<const State*> read_state_list(std::string_view text);

}  // namespace guvoh::reviews

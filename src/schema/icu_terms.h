// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Vocabularies whose terms need no writing down: countries (ISO 3166-1 alpha-3) and languages (ISO 639-1), with the names ICU
// knows in the languages of the interface; States, in English and Russian, as the United Nations call them.
//
// Threads: plain functions; what they give is worked out anew each time.
#pragma once

#include <string>
#include <vector>

#include "schema/schema.h"

namespace guvoh::schema {

/// The languages that labels are made in.
inline constexpr std::string_view kLabelLanguages[] = {"en", "ru", "kk", "ky", "tg", "uz", "tk"};

/// All countries and territories that have an alpha-3 code, by code.
std::vector<Term> country_terms();
/// These languages, in the given order; "und" is a language not known.
std::vector<Term> language_terms(const std::vector<std::string>& codes);

}  // namespace guvoh::schema

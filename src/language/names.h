// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Names of people in the forms Central Asia writes them: given, patronymic and family name in either order, with -ов/-ова,
// -зода, -uulu/-kyzy, -ұлы/-қызы, oʻgʻli/qizi, ibn/bin, initials, in Cyrillic, Latin and Arabic script. Compares two names
// to a number. It judges spelling only: that two records are one person is for `linkage` and people to say.
//
// Threads: any.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace guvoh::language {

/// A name taken apart; every part is folded, and empty where the name has none.
struct PersonName {
    std::string family;
    std::string given;
    std::string patronymic;  ///< "азимжанович", "қайратұлы", "karim qizi", "uulu" forms with their word
    std::vector<std::string> others;  ///< what found no place
    std::vector<std::string> initials;
};

/// Takes a name apart by its endings and by a comma ("Askarov, Azimjan").
PersonName parse_person_name(std::string_view name);

/// One script-neutral spelling for comparison: romanised and reduced tokens in sorted order, joined with spaces; feminine
/// and patronymic endings reduced ("Аскарова Мадина" and "Madina ASKAROVA" give the same).
std::string comparison_form(std::string_view name);

/// How alike two names are, 0 to 1: the order of words, initials, a missing patronymic, one wrong letter, script and
/// romanisation cost little; 1 only when the comparison forms are equal, and above 0.85 means "worth showing to a person".
double name_similarity(std::string_view left, std::string_view right);

}  // namespace guvoh::language

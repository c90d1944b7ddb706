// SPDX-License-Identifier: AGPL-3.0-or-later
//
// What the follow-up's files share: values out of a record's fields, and which assessment counts. For the files of this module only.
//
// Threads: plain functions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "recommendations/desk_parts.h"
#include "recommendations/follow_up.h"

namespace guvoh::recommendations {

inline constexpr std::size_t kMostFollowUpRows = 100'000;

/// A text field, "" when there is none; a list of texts, empty when there is none.
std::string text_in(const base::Json& fields, std::string_view name);
std::vector<std::string> texts_in(const base::Json& fields, std::string_view name);
/// A term that is a number, 0 when there is none.
int number_in(const base::Json& fields, std::string_view name);
/// Says whether a date (EDTF) lies wholly before a day (ISO).
bool is_past(const std::string& date, std::string_view today);
/// The independent assessment made last, else the State's; null when there is none.
const AssessmentView* latest_assessment(const FollowUpRow& row);

}  // namespace guvoh::recommendations

// SPDX-License-Identifier: AGPL-3.0-or-later
#include "recommendations/follow_up_parts.h"

#include <charconv>

#include "base/edtf.h"

namespace guvoh::recommendations {

std::string text_in(const base::Json& fields, std::string_view name) { return std::string(fields[name].string_or("")); }

std::vector<std::string> texts_in(const base::Json& fields, std::string_view name) {
    std::vector<std::string> texts;
    for (const auto& item : fields[name].array()) texts.emplace_back(item.string_or(""));
    return texts;
}

int number_in(const base::Json& fields, std::string_view name) {
    const std::string_view text = fields[name].string_or("");
    int number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

bool is_past(const std::string& date, std::string_view today) {
    const auto when = base::Edtf::parse(date);
    const auto now = base::Edtf::parse(today);
    return when && now && when->days().last_day < now->days().first_day;
}

}  // namespace guvoh::recommendations

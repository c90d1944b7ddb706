// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Dates from outside: what is read is written back the same, and spans days that are in order.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/edtf.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto value = guvoh::base::Edtf::parse(text);
    if (!value) return 0;
    const auto days = value->days();
    if (days.first_day > days.last_day) std::abort();
    const std::string written = value->text();
    if (written.size() > text.size()) std::abort();
    const auto again = guvoh::base::Edtf::parse(written);
    if (!again || *again != *value) std::abort();
    return 0;
}

// SPDX-License-Identifier: AGPL-3.0-or-later
//
// JSON from outside: the reader neither crashes nor accepts what the canonical writer cannot give back the same.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/json.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto value = guvoh::base::Json::parse(text);
    if (!value) return 0;
    const auto again = guvoh::base::Json::parse(value->text());
    if (!again) std::abort();
    const auto canonical = value->canonical();
    if (canonical) {
        const auto read = guvoh::base::Json::parse(*canonical);
        if (!read || *read->canonical() != *canonical) std::abort();
    }
    return 0;
}

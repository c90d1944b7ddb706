// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Any bytes through language identification and name handling: no crash, every figure within its bounds.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "language/identify.h"
#include "language/names.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto found = guvoh::language::identify(text);
    if (!(found.confidence >= 0 && found.confidence <= 1)) {
        std::abort();
    }
    const std::string_view left = text.substr(0, size / 2).substr(0, 200);
    const std::string_view right = text.substr(size / 2).substr(0, 200);
    const double alike = guvoh::language::name_similarity(left, right);
    if (!(alike >= 0 && alike <= 1)) {
        std::abort();
    }
    guvoh::language::parse_person_name(left);
    return 0;
}

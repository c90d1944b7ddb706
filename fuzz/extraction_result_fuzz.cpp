// SPDX-License-Identifier: AGPL-3.0-or-later
//
// What the sandboxed worker sends is hostile to the program that reads it: any bytes at all must end in a result that keeps
// its promises, or in an error.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "documents/extracted.h"
#include "documents/utf8.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace guvoh;
    const auto read = documents::parse_extracted({data, size});
    if (!read) return 0;
    for (const documents::Page& page : read->pages) {
        if (!documents::is_utf8(page.text)) std::abort();
        std::uint32_t end = 0;
        for (const documents::Word& word : page.words) {
            if (word.begin < end || word.end <= word.begin || word.end > page.text.size()) std::abort();
            end = word.end;
        }
    }
    for (const documents::Embedded& child : read->children) {
        if (child.name != documents::safe_inner_name(child.name)) std::abort();
    }
    const base::Bytes again = documents::serialise(*read);
    if (!documents::parse_extracted(again)) std::abort();
    return 0;
}

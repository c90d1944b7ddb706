// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The streams of a Word 97 document: the first two bytes say how many go to the table stream. Any bytes give text in UTF-8, no longer
// than its characters can be, or an error.
#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "documents/doc.h"
#include "documents/utf8.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace guvoh;
    if (size < 2) return 0;
    const base::ByteSpan bytes(data + 2, size - 2);
    const std::size_t table = std::min<std::size_t>(data[0] + 256U * data[1], bytes.size());
    const base::ByteSpan main = bytes.subspan(table);
    static_cast<void>(documents::doc_table_name(main));
    const auto text = documents::doc_text(main, bytes.first(table));
    if (text && (!documents::is_utf8(*text) || text->size() > main.size() * 3 + 32)) std::abort();
    return 0;
}

// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Any bytes through the tokenizer and the keys: spans increase and stay inside, folding is idempotent, a word answers
// itself.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "language/keys.h"
#include "language/words.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const std::string folded = guvoh::language::fold(text);
    if (guvoh::language::fold(folded) != folded) {
        std::abort();
    }
    guvoh::language::WordBreaker breaker(text);
    guvoh::language::Word word;
    std::vector<guvoh::language::MatchKey> keys;
    std::uint32_t last = 0;
    while (breaker.next(word)) {
        if (word.span.begin < last || word.span.end <= word.span.begin || word.span.end > size) {
            std::abort();
        }
        if (word.folded.empty() || word.folded.size() > guvoh::language::kMaxFoldedBytes) {
            std::abort();
        }
        last = word.span.end;
        guvoh::language::match_keys(word.folded, {}, keys);
        if (keys.size() > 24) {
            std::abort();
        }
    }
    return 0;
}

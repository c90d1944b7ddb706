// SPDX-License-Identifier: AGPL-3.0-or-later
#include "language/normalise.h"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>

#include "base/text.h"

namespace guvoh::language {

base::Expected<std::string> nfc(std::string_view text) {
    if (!base::is_utf8(text)) return base::fail(base::ErrorKind::Invalid, "the text is not UTF-8");
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* normalizer = icu::Normalizer2::getNFCInstance(status);
    std::string out;
    icu::StringByteSink<std::string> sink(&out);
    if (U_SUCCESS(status)) {
        normalizer->normalizeUTF8(0, icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())), sink, nullptr, status);
    }
    if (U_FAILURE(status)) return base::fail(base::ErrorKind::Invalid, "the text cannot be normalised");
    return out;
}

}  // namespace guvoh::language

// SPDX-License-Identifier: AGPL-3.0-or-later
#include "access/base64url.h"

#include <algorithm>

namespace guvoh::access {

std::string to_base64url(base::ByteSpan bytes) {
    std::string text = base::to_base64(bytes);
    while (!text.empty() && text.back() == '=') text.pop_back();
    std::replace(text.begin(), text.end(), '+', '-');
    std::replace(text.begin(), text.end(), '/', '_');
    return text;
}

base::Expected<base::Bytes> from_base64url(std::string_view text) {
    if (text.find_first_of("+/=") != std::string_view::npos) return base::fail(base::ErrorKind::Invalid, "not base64url");
    std::string padded(text);
    std::replace(padded.begin(), padded.end(), '-', '+');
    std::replace(padded.begin(), padded.end(), '_', '/');
    while (padded.size() % 4 != 0) padded += '=';
    auto bytes = base::from_base64(padded);
    if (!bytes) return base::fail(base::ErrorKind::Invalid, "not base64url");
    return bytes;
}

}  // namespace guvoh::access

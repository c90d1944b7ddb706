// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Bundles from outside: the reader and the whole verifier neither crash nor say that spoiled bytes hold without entries.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "crypto/crypto.h"
#include "ledger/bundle.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace guvoh;
    static const bool started = (crypto::start(), true);
    static_cast<void>(started);
    const std::string_view bytes = base::as_text(base::ByteSpan(data, size));
    std::size_t at = 0;
    const ledger::BundleSource source = [&](std::size_t most) -> base::Expected<std::string> {
        const std::string out(bytes.substr(at, std::min<std::size_t>(most, 97)));
        at += out.size();
        return out;
    };
    const auto report = ledger::verify_bundle(source, ledger::VerifyOptions{{}, {}, false, 1});
    if (!report) std::abort();
    if (!report->ok() && report->problem->explanation.empty()) std::abort();
    return 0;
}

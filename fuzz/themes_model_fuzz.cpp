// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Trained models as bytes: any bytes give a model or an error; what is read is written again byte for byte, and predicts without harm.
#include <cstdint>
#include <cstdlib>

#include "themes/model.h"

namespace {

constexpr std::size_t kSumBytes = 8;

/// The same bytes with a right sum behind them, so that what lies within is reached too.
guvoh::base::Bytes summed(guvoh::base::ByteSpan bytes) {
    std::uint64_t sum = 14695981039346656037ULL;  // FNV-1a
    for (const std::uint8_t byte : bytes) sum = (sum ^ byte) * 1099511628211ULL;
    guvoh::base::Bytes out(bytes.begin(), bytes.end());
    for (std::size_t i = 0; i < kSumBytes; ++i) out.push_back(static_cast<std::uint8_t>(sum >> (8 * i)));
    return out;
}

void check(guvoh::base::ByteSpan bytes) {
    const auto model = guvoh::themes::Model::parse(bytes);
    if (!model) return;
    const auto again = model->bytes();
    if (!guvoh::themes::Model::parse(again)) std::abort();
    for (const auto& one : model->predict("Build the glimmering aqueduct of every valley without delay")) {
        if (!(one.score >= 0 && one.score <= 1)) std::abort();
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    check({data, size});
    check(summed({data, size}));
    if (size > kSumBytes) check(summed({data, size - kSumBytes}));
    return 0;
}

// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Source: M. Charikar, "Similarity estimation techniques from rounding algorithms" (2002); G. Manku et al., "Detecting
// near-duplicates for web crawling" (2007) for the bands.
#include "documents/fingerprint.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "documents/utf8.h"

namespace guvoh::documents {

namespace {

constexpr std::uint64_t kLowBits = 0x0101010101010101ULL;
constexpr unsigned kBands = 4, kBandBits = 16;

std::uint64_t mix(std::uint64_t value) {
    value ^= value >> 33U;
    value *= 0xFF51AFD7ED558CCDULL;
    value ^= value >> 33U;
    value *= 0xC4CEB9FE1A85EC53ULL;
    return value ^ (value >> 33U);
}

std::uint32_t band_of(std::uint64_t bits, unsigned band) { return static_cast<std::uint32_t>(bits >> (kBandBits * band)) & 0xFFFFU; }

std::uint32_t fold(std::uint32_t c) {
    if (c >= 'A' && c <= 'Z') return c + 32;
    if (c >= 0x410 && c <= 0x42F) return c + 0x20;
    if (c >= 0x400 && c <= 0x40F) return c + 0x50;
    if (c >= 0x460 && c <= 0x52F) return c | 1U;
    return c;
}

bool is_word_part(std::uint32_t c) {
    if (c < 0x80) return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    return c >= 0xC0 && c != 0xD7 && c != 0xF7 && !(c >= 0x2000 && c <= 0x2BFF) && !(c >= 0x3000 && c <= 0x303F) && c != 0xFFFD && c != 0x60C && c != 0x61F;
}

}  // namespace

FingerprintBuilder::FingerprintBuilder() {
    std::memset(lanes_, 0, sizeof lanes_);
    std::memset(sums_, 0, sizeof sums_);
}

// Bit 8j+i of a shingle's hash is counted in byte j of lane i: eight additions do the work of 64.
void FingerprintBuilder::add_shingle(std::uint64_t shingle) {
    for (unsigned i = 0; i < 8; ++i) lanes_[i] += (shingle >> i) & kLowBits;
    ++shingles_;
    if (++pending_ == 255) settle();
}

void FingerprintBuilder::settle() const {
    for (unsigned i = 0; i < 8; ++i) {
        for (unsigned j = 0; j < 8; ++j) sums_[8 * j + i] += static_cast<std::int64_t>((lanes_[i] >> (8 * j)) & 0xFFU);
        lanes_[i] = 0;
    }
    pending_ = 0;
}

void FingerprintBuilder::add_word(std::uint64_t word_hash) {
    const std::uint64_t word = mix(word_hash);
    ++words_;
    if (words_ >= 3) add_shingle(mix(before_last_ * 0x9E3779B97F4A7C15ULL + last_ * 0xC2B2AE3D27D4EB4FULL + word));
    before_last_ = last_;
    last_ = word;
}

void FingerprintBuilder::add_text(std::string_view text) {
    std::uint64_t hash = 0;
    bool in_word = false;
    for (std::size_t at = 0; at < text.size();) {
        const std::uint32_t c = next_utf8(text, at);
        if (is_word_part(c)) {
            hash = (in_word ? hash : 0xCBF29CE484222325ULL) * 0x100000001B3ULL ^ fold(c);
            in_word = true;
        } else if (in_word) {
            add_word(hash);
            in_word = false;
        }
    }
    if (in_word) add_word(hash);
}

Fingerprint FingerprintBuilder::finish() const {
    settle();
    if (words_ < kFewestWords) return {};
    Fingerprint print{0, words_};
    for (unsigned bit = 0; bit < 64; ++bit) {
        if (sums_[bit] * 2 > static_cast<std::int64_t>(shingles_)) print.bits |= 1ULL << bit;
    }
    return print;
}

int distance(const Fingerprint& a, const Fingerprint& b) { return std::popcount(a.bits ^ b.bits); }

void NearDuplicates::add(std::int64_t document, const Fingerprint& fingerprint) {
    if (fingerprint.words == 0) return;
    entries_.push_back({fingerprint.bits, document});
    const auto number = static_cast<std::uint32_t>(entries_.size());
    for (unsigned band = 0; band < kBands; ++band) {
        if (heads_[band].empty()) heads_[band].resize(std::size_t{1} << kBandBits);
        std::uint32_t& head = heads_[band][band_of(fingerprint.bits, band)];
        next_[band].push_back(head);
        head = number;
    }
}

std::vector<NearDuplicates::Match> NearDuplicates::find(const Fingerprint& fingerprint, std::size_t limit) const {
    std::vector<Match> found;
    if (fingerprint.words == 0 || entries_.empty()) return found;
    // Seven differing bits or fewer leave at least one band of four with at most one: look there, and one bit beside it.
    for (unsigned band = 0; band < kBands; ++band) {
        const std::uint32_t slot = band_of(fingerprint.bits, band);
        for (unsigned flip = 0; flip <= kBandBits; ++flip) {
            const std::uint32_t beside = flip == kBandBits ? slot : slot ^ (1U << flip);
            for (std::uint32_t at = heads_[band][beside]; at != 0; at = next_[band][at - 1]) {
                const Entry& entry = entries_[at - 1];
                const int bits = std::popcount(entry.bits ^ fingerprint.bits);
                if (bits <= kNearDuplicateBits) found.push_back({entry.document, bits});
            }
        }
    }
    std::sort(found.begin(), found.end(), [](const Match& a, const Match& b) { return a.bits != b.bits ? a.bits < b.bits : a.document < b.document; });
    found.erase(std::unique(found.begin(), found.end(), [](const Match& a, const Match& b) { return a.document == b.document; }), found.end());
    if (found.size() > limit) found.resize(limit);
    return found;
}

}  // namespace guvoh::documents

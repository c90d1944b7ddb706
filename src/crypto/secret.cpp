// SPDX-License-Identifier: AGPL-3.0-or-later
#include "crypto/secret.h"

#include <sodium.h>

#include <cstring>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "crypto/crypto.h"

namespace guvoh::crypto {

namespace {

/// Guarded memory, or the end of the program: a secret must never lie in memory that can be swapped or overrun.
base::Byte* guarded(std::size_t size_bytes) {
    start();
    void* memory = sodium_malloc(size_bytes);
    GUVOH_CHECK(memory != nullptr);
    return static_cast<base::Byte*>(memory);
}

/// Guarded blocks for secrets of one size, kept for the next one: taking one from the system costs 20 us, as much as opening a
/// small file, and a vault derives a key per file. Blocks are wiped before they wait here.
class Blocks {
public:
    explicit Blocks(std::size_t size_bytes) : size_bytes_(size_bytes) {}

    base::Byte* take() {
        {
            const std::lock_guard hold(mutex_);
            if (!waiting_.empty()) {
                base::Byte* block = waiting_.back();
                waiting_.pop_back();
                return block;
            }
        }
        return guarded(size_bytes_);
    }

    void give(base::Byte* block) {
        if (block == nullptr) return;
        sodium_memzero(block, size_bytes_);
        {
            const std::lock_guard hold(mutex_);
            if (waiting_.size() < kMostWaiting) {
                waiting_.push_back(block);
                return;
            }
        }
        sodium_free(block);
    }

private:
    static constexpr std::size_t kMostWaiting = 64;
    std::size_t size_bytes_;
    std::mutex mutex_;
    std::vector<base::Byte*> waiting_;
};

/// Never destroyed, since secrets of the program's last moments come back to it.
template <std::size_t N>
Blocks& blocks() {
    static auto* const kBlocks = std::make_unique<Blocks>(N).release();
    return *kBlocks;
}

}  // namespace

void start() {
    static const int kStarted = sodium_init();
    GUVOH_CHECK(kStarted >= 0);
}

void random_bytes(std::span<base::Byte> out) {
    start();
    randombytes_buf(out.data(), out.size());
}

template <std::size_t N>
Secret<N>::Secret() : bytes_(blocks<N>().take()) {
    sodium_memzero(bytes_, N);
}

template <std::size_t N>
Secret<N>::~Secret() {
    blocks<N>().give(bytes_);  // wipes; null is fine
}

template <std::size_t N>
Secret<N>::Secret(Secret&& other) noexcept : bytes_(std::exchange(other.bytes_, nullptr)) {}

template <std::size_t N>
Secret<N>& Secret<N>::operator=(Secret&& other) noexcept {
    std::swap(bytes_, other.bytes_);
    return *this;
}

template <std::size_t N>
Secret<N> Secret<N>::random() {
    Secret made;
    random_bytes(made.span());
    return made;
}

template <std::size_t N>
Secret<N> Secret<N>::from(std::span<const base::Byte, N> bytes) {
    Secret made;
    std::memcpy(made.bytes_, bytes.data(), N);
    return made;
}

template <std::size_t N>
Secret<N> Secret<N>::clone() const {
    return from(span());
}

template <std::size_t N>
bool Secret<N>::operator==(const Secret& other) const {
    return sodium_memcmp(bytes_, other.bytes_, N) == 0;
}

template class Secret<16>;
template class Secret<32>;
template class Secret<64>;

Passphrase::Passphrase(std::string_view text) : data_(guarded(text.size() + 1)), size_(text.size()) {
    if (!text.empty()) std::memcpy(data_, text.data(), text.size());
}

Passphrase::~Passphrase() { sodium_free(data_); }

Passphrase::Passphrase(Passphrase&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

Passphrase& Passphrase::operator=(Passphrase&& other) noexcept {
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
    return *this;
}

}  // namespace guvoh::crypto

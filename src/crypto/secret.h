// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Memory for secrets: moved, never copied; locked in RAM where the machine allows; wiped when dropped; compared in constant
// time; not printable.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>

#include "base/bytes.h"

namespace guvoh::crypto {

/// N secret bytes in guarded memory (sodium_malloc).
template <std::size_t N>
class Secret {
public:
    Secret();  ///< zeros
    ~Secret();
    Secret(Secret&& other) noexcept;
    Secret& operator=(Secret&& other) noexcept;
    Secret(const Secret&) = delete;
    Secret& operator=(const Secret&) = delete;

    /// Makes a new one from the machine's entropy.
    static Secret random();
    /// Copies from bytes; the caller wipes its own copy.
    static Secret from(std::span<const base::Byte, N> bytes);
    Secret clone() const;

    std::span<base::Byte, N> span() { return std::span<base::Byte, N>(bytes_, N); }
    std::span<const base::Byte, N> span() const { return std::span<const base::Byte, N>(bytes_, N); }
    bool operator==(const Secret& other) const;

private:
    base::Byte* bytes_;  // from sodium_malloc
};

using Key = Secret<32>;
extern template class Secret<16>;
extern template class Secret<32>;
extern template class Secret<64>;

/// A passphrase as typed: wiped when dropped. NFC-normalised by whoever reads it, so that two keyboards agree.
class Passphrase {
public:
    explicit Passphrase(std::string_view text);
    ~Passphrase();
    Passphrase(Passphrase&& other) noexcept;
    Passphrase& operator=(Passphrase&& other) noexcept;
    Passphrase(const Passphrase&) = delete;
    Passphrase& operator=(const Passphrase&) = delete;
    base::ByteSpan bytes() const { return {data_, size_}; }
    bool empty() const { return size_ == 0; }

private:
    base::Byte* data_ = nullptr;
    std::size_t size_ = 0;
};

}  // namespace guvoh::crypto

// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The Merkle tree of RFC 6962 over a device's entries: the root says "these entries, in this order"; an inclusion proof shows
// one entry under a root; a consistency proof shows that a later root only adds to an earlier one.
//
// Threads: plain values and pure functions.
// Implements: docs/formats/ledger.md, "Tree"; RFC 6962, 2.1
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/bytes.h"
#include "base/error.h"

namespace guvoh::ledger {

/// SHA-256(0x00, data): the hash of a leaf.
base::Hash leaf_hash(base::ByteSpan data);
/// SHA-256(0x01, left, right): the hash of an inner node.
base::Hash node_hash(const base::Hash& left, const base::Hash& right);

/// The right edge of a tree: all that is needed to add leaves and know the root. 32 bytes for each set bit of the size.
class Frontier {
public:
    Frontier() = default;
    /// Adds one leaf hash. Cost: one hash on average.
    void append(const base::Hash& leaf);
    std::uint64_t size() const { return size_; }
    /// SHA-256 of nothing for the empty tree.
    base::Hash root() const;
    bool operator==(const Frontier&) const = default;

    /// The size as 8 bytes, little endian, then the hashes, largest subtree first.
    base::Bytes to_bytes() const;
    /// Errors: Corrupt.
    static base::Expected<Frontier> from_bytes(base::ByteSpan bytes);

private:
    std::uint64_t size_ = 0;
    std::vector<base::Hash> hashes_;  // roots of the complete subtrees, largest first
};

/// A list of sibling hashes, lowest first, as in RFC 6962.
using Proof = std::vector<base::Hash>;

/// The root over leaf hashes.
base::Hash tree_root(std::span<const base::Hash> leaves);
/// Proves leaf `index` in the tree of exactly these leaves. Errors: Invalid when index is outside.
base::Expected<Proof> inclusion_proof(std::span<const base::Hash> leaves, std::uint64_t index);
/// Proves that the tree of these leaves begins with its own first `old_size` leaves. Errors: Invalid when old_size is larger.
base::Expected<Proof> consistency_proof(std::span<const base::Hash> leaves, std::uint64_t old_size);

/// True when `leaf` is number `index` of the `size` leaves under `root`.
bool verify_inclusion(const base::Hash& leaf, std::uint64_t index, std::uint64_t size, const base::Hash& root,
                      const Proof& proof);
/// True when the tree under `new_root` begins with the tree under `old_root`.
bool verify_consistency(std::uint64_t old_size, const base::Hash& old_root, std::uint64_t new_size,
                        const base::Hash& new_root, const Proof& proof);

}  // namespace guvoh::ledger

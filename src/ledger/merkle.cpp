// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ledger/merkle.h"

#include <algorithm>
#include <bit>

#include "crypto/crypto.h"

namespace guvoh::ledger {

namespace {

/// The largest power of two smaller than `count`, which is at least 2.
std::size_t split_point(std::size_t count) { return std::bit_floor(count - 1); }

}  // namespace

base::Hash leaf_hash(base::ByteSpan data) {
    constexpr std::array<base::Byte, 1> kLeaf{0x00};
    crypto::Sha256 hasher;
    hasher.add(kLeaf);
    hasher.add(data);
    return hasher.finish();
}

base::Hash node_hash(const base::Hash& left, const base::Hash& right) {
    std::array<base::Byte, 65> data{};
    data[0] = 0x01;
    std::copy(left.begin(), left.end(), data.begin() + 1);
    std::copy(right.begin(), right.end(), data.begin() + 33);
    return crypto::sha256(data);
}

void Frontier::append(const base::Hash& leaf) {
    base::Hash hash = leaf;
    for (std::uint64_t size = size_; (size & 1) != 0; size >>= 1) {
        hash = node_hash(hashes_.back(), hash);
        hashes_.pop_back();
    }
    hashes_.push_back(hash);
    ++size_;
}

base::Hash Frontier::root() const {
    if (hashes_.empty()) return crypto::sha256({});
    base::Hash hash = hashes_.back();
    for (std::size_t i = hashes_.size() - 1; i-- > 0;) hash = node_hash(hashes_[i], hash);
    return hash;
}

base::Bytes Frontier::to_bytes() const {
    base::Bytes out;
    out.reserve(8 + hashes_.size() * 32);
    base::put_u64(out, size_);
    for (const base::Hash& hash : hashes_) base::put_bytes(out, hash);
    return out;
}

base::Expected<Frontier> Frontier::from_bytes(base::ByteSpan bytes) {
    base::ByteReader in(bytes);
    Frontier frontier;
    frontier.size_ = in.u64();
    const auto count = static_cast<std::size_t>(std::popcount(frontier.size_));
    if (!in.ok() || in.remaining() != count * 32) {
        return base::fail(base::ErrorKind::Corrupt, "a saved tree edge has the wrong length");
    }
    frontier.hashes_.resize(count);
    for (base::Hash& hash : frontier.hashes_) {
        const base::ByteSpan read = in.bytes(hash.size());
        std::copy(read.begin(), read.end(), hash.begin());
    }
    return frontier;
}

base::Hash tree_root(std::span<const base::Hash> leaves) {
    Frontier frontier;
    for (const base::Hash& leaf : leaves) frontier.append(leaf);
    return frontier.root();
}

base::Expected<Proof> inclusion_proof(std::span<const base::Hash> leaves, std::uint64_t index) {
    if (index >= leaves.size()) return base::fail(base::ErrorKind::Invalid, "no such leaf in the tree");
    Proof proof;
    auto at = static_cast<std::size_t>(index);
    // From the root down: each step keeps the half that holds the leaf and notes the other half's root.
    while (leaves.size() > 1) {
        const std::size_t split = split_point(leaves.size());
        if (at < split) {
            proof.push_back(tree_root(leaves.subspan(split)));
            leaves = leaves.first(split);
        } else {
            proof.push_back(tree_root(leaves.first(split)));
            leaves = leaves.subspan(split);
            at -= split;
        }
    }
    std::reverse(proof.begin(), proof.end());
    return proof;
}

base::Expected<Proof> consistency_proof(std::span<const base::Hash> leaves, std::uint64_t old_size) {
    if (old_size > leaves.size()) return base::fail(base::ErrorKind::Invalid, "the earlier tree is larger than the later");
    Proof proof;
    if (old_size == 0 || old_size == leaves.size()) return proof;
    auto old_count = static_cast<std::size_t>(old_size);
    // RFC 6962, 2.1.2: SUBPROOF, from the root down. `whole` is its flag b: the old tree is this very subtree.
    bool whole = true;
    while (old_count != leaves.size()) {
        const std::size_t split = split_point(leaves.size());
        if (old_count <= split) {
            proof.push_back(tree_root(leaves.subspan(split)));
            leaves = leaves.first(split);
        } else {
            proof.push_back(tree_root(leaves.first(split)));
            leaves = leaves.subspan(split);
            old_count -= split;
            whole = false;
        }
    }
    if (!whole) proof.push_back(tree_root(leaves));
    std::reverse(proof.begin(), proof.end());
    return proof;
}

bool verify_inclusion(const base::Hash& leaf, std::uint64_t index, std::uint64_t size, const base::Hash& root,
                      const Proof& proof) {
    // RFC 9162, 2.1.3.2, which spells out how to check the proofs of RFC 6962.
    if (index >= size) return false;
    std::uint64_t fn = index;
    std::uint64_t sn = size - 1;
    base::Hash hash = leaf;
    for (const base::Hash& sibling : proof) {
        if (sn == 0) return false;
        if ((fn & 1) != 0 || fn == sn) {
            hash = node_hash(sibling, hash);
            while ((fn & 1) == 0 && fn != 0) {
                fn >>= 1;
                sn >>= 1;
            }
        } else {
            hash = node_hash(hash, sibling);
        }
        fn >>= 1;
        sn >>= 1;
    }
    return sn == 0 && hash == root;
}

bool verify_consistency(std::uint64_t old_size, const base::Hash& old_root, std::uint64_t new_size,
                        const base::Hash& new_root, const Proof& proof) {
    // RFC 9162, 2.1.4.2.
    if (old_size > new_size) return false;
    if (old_size == new_size) return proof.empty() && old_root == new_root;
    if (old_size == 0) return proof.empty() && old_root == crypto::sha256({});
    std::size_t at = 0;
    base::Hash from_old = old_root;
    if (!std::has_single_bit(old_size)) {
        if (proof.empty()) return false;
        from_old = proof[at++];
    }
    base::Hash from_new = from_old;
    std::uint64_t fn = old_size - 1;
    std::uint64_t sn = new_size - 1;
    while ((fn & 1) != 0) {
        fn >>= 1;
        sn >>= 1;
    }
    for (; at < proof.size(); ++at) {
        if (sn == 0) return false;
        if ((fn & 1) != 0 || fn == sn) {
            from_old = node_hash(proof[at], from_old);
            from_new = node_hash(proof[at], from_new);
            while ((fn & 1) == 0 && fn != 0) {
                fn >>= 1;
                sn >>= 1;
            }
        } else {
            from_new = node_hash(from_new, proof[at]);
        }
        fn >>= 1;
        sn >>= 1;
    }
    return sn == 0 && from_old == old_root && from_new == new_root;
}

}  // namespace guvoh::ledger

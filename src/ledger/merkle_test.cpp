// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ledger/merkle.h"

#include <gtest/gtest.h>

#include <string>

#include "crypto/crypto.h"

namespace guvoh::ledger {
namespace {

std::vector<base::Hash> leaves(std::size_t count) {
    std::vector<base::Hash> out;
    for (std::size_t i = 0; i < count; ++i) out.push_back(leaf_hash(base::as_bytes("leaf " + std::to_string(i))));
    return out;
}

constexpr std::size_t kMost = 40;

TEST(Merkle, HasTheHashOfNothingAsTheRootOfAnEmptyTree) {
    EXPECT_EQ(base::to_hex(Frontier().root()), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(Merkle, ProvesEveryLeafOfEveryTree) {
    const auto all = leaves(kMost);
    for (std::size_t size = 1; size <= kMost; ++size) {
        const std::span<const base::Hash> tree(all.data(), size);
        const base::Hash root = tree_root(tree);
        for (std::size_t i = 0; i < size; ++i) {
            const Proof proof = inclusion_proof(tree, i).value();
            EXPECT_TRUE(verify_inclusion(all[i], i, size, root, proof)) << size << " " << i;
            EXPECT_FALSE(verify_inclusion(all[i], i + 1, size, root, proof));
            EXPECT_FALSE(verify_inclusion(leaf_hash({}), i, size, root, proof));
        }
    }
}

TEST(Merkle, ProvesEveryTreeConsistentWithEveryEarlierOne) {
    const auto all = leaves(kMost);
    for (std::size_t size = 1; size <= kMost; ++size) {
        const std::span<const base::Hash> tree(all.data(), size);
        const base::Hash root = tree_root(tree);
        for (std::size_t old_size = 0; old_size <= size; ++old_size) {
            const Proof proof = consistency_proof(tree, old_size).value();
            const base::Hash old_root = tree_root(tree.first(old_size));
            EXPECT_TRUE(verify_consistency(old_size, old_root, size, root, proof)) << size << " " << old_size;
            if (old_size == 0 || old_size == size) continue;
            EXPECT_FALSE(verify_consistency(old_size, leaf_hash({}), size, root, proof));
            EXPECT_FALSE(verify_consistency(old_size, old_root, size, leaf_hash({}), proof));
        }
    }
}

TEST(Merkle, RefusesProofsThatAreTooLongOrTooShort) {
    const auto all = leaves(7);
    const base::Hash root = tree_root(all);
    Proof proof = inclusion_proof(all, 3).value();
    proof.push_back(root);
    EXPECT_FALSE(verify_inclusion(all[3], 3, 7, root, proof));
    proof.resize(proof.size() - 2);
    EXPECT_FALSE(verify_inclusion(all[3], 3, 7, root, proof));
    Proof consistency = consistency_proof(all, 5).value();
    consistency.push_back(root);
    EXPECT_FALSE(verify_consistency(5, tree_root(std::span(all).first(5)), 7, root, consistency));
    consistency.resize(consistency.size() - 2);
    EXPECT_FALSE(verify_consistency(5, tree_root(std::span(all).first(5)), 7, root, consistency));
}

TEST(Merkle, SaysThatAProofOutsideTheTreeIsInvalid) {
    const auto all = leaves(3);
    EXPECT_EQ(inclusion_proof(all, 3).error().kind, base::ErrorKind::Invalid);
    EXPECT_EQ(consistency_proof(all, 4).error().kind, base::ErrorKind::Invalid);
}

TEST(Merkle, GivesTheFrontierBackFromItsBytes) {
    Frontier frontier;
    for (const base::Hash& leaf : leaves(kMost)) {
        frontier.append(leaf);
        EXPECT_EQ(Frontier::from_bytes(frontier.to_bytes()).value(), frontier);
    }
    base::Bytes cut = frontier.to_bytes();
    cut.pop_back();
    EXPECT_EQ(Frontier::from_bytes(cut).error().kind, base::ErrorKind::Corrupt);
}

}  // namespace
}  // namespace guvoh::ledger

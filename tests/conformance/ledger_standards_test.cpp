// SPDX-License-Identifier: AGPL-3.0-or-later
// The Merkle tree against the reference tree of Certificate Transparency (RFC 6962), and notes, checkpoints and cosignatures
// against the examples of C2SP and of golang.org/x/mod/sumdb/note.
#include <gtest/gtest.h>

#include "ledger/checkpoint.h"
#include "ledger/merkle.h"

namespace guvoh::ledger {
namespace {

constexpr const char* kLeafData[] = {"", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"};

constexpr const char* kRoots[] = {
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
};

std::vector<base::Hash> reference_leaves() {
    std::vector<base::Hash> out;
    for (const char* hex : kLeafData) out.push_back(leaf_hash(base::from_hex(hex).value()));
    return out;
}

std::vector<std::string> hex_of(const Proof& proof) {
    std::vector<std::string> out;
    for (const base::Hash& hash : proof) out.push_back(base::to_hex(hash));
    return out;
}

TEST(Rfc6962, RootsOfTheReferenceTree) {
    const auto leaves = reference_leaves();
    Frontier frontier;
    for (std::size_t i = 0; i < leaves.size(); ++i) {
        frontier.append(leaves[i]);
        EXPECT_EQ(base::to_hex(frontier.root()), kRoots[i]) << i + 1;
    }
}

struct ProofCase {
    std::uint64_t index_or_old_size;
    std::size_t size;
    std::vector<std::string> proof;
};

TEST(Rfc6962, InclusionProofsOfTheReferenceTree) {
    const ProofCase cases[] = {
        {0, 1, {}},
        {0, 8, {"96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"}},
        {5, 8, {"bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"}},
        {2, 3, {"fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"}},
        {1, 5, {"6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"}},
    };
    const auto leaves = reference_leaves();
    for (const ProofCase& one : cases) {
        const auto proof = inclusion_proof(std::span(leaves).first(one.size), one.index_or_old_size).value();
        EXPECT_EQ(hex_of(proof), one.proof);
        EXPECT_TRUE(verify_inclusion(leaves[static_cast<std::size_t>(one.index_or_old_size)], one.index_or_old_size, one.size,
                                     base::hash_from_hex(kRoots[one.size - 1]).value(), proof));
    }
}

TEST(Rfc6962, ConsistencyProofsOfTheReferenceTree) {
    const ProofCase cases[] = {
        {1, 1, {}},
        {1, 8, {"96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"}},
        {6, 8, {"0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"}},
        {2, 5, {"5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"}},
    };
    const auto leaves = reference_leaves();
    for (const ProofCase& one : cases) {
        const auto proof = consistency_proof(std::span(leaves).first(one.size), one.index_or_old_size).value();
        EXPECT_EQ(hex_of(proof), one.proof);
        EXPECT_TRUE(verify_consistency(one.index_or_old_size, base::hash_from_hex(kRoots[one.index_or_old_size - 1]).value(), one.size,
                                       base::hash_from_hex(kRoots[one.size - 1]).value(), proof));
    }
}

TEST(SignedNote, ExampleOfTheGoPackage) {
    const NoteKey key = NoteKey::parse("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW").value();
    const std::string text =
        "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n"
        "\xE2\x80\x94 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
    const Note note = Note::parse(text).value();
    EXPECT_EQ(check_note(note, key).verdict, NoteVerdict::Good);
    EXPECT_EQ(note.write(), text);
}

TEST(TlogCosignature, ExampleOfC2spIsReadAndWrittenTheSame) {
    const std::string text =
        "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
        "\xE2\x80\x94 example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
        "\xE2\x80\x94 witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n";
    const Note note = Note::parse(text).value();
    EXPECT_EQ(note.write(), text);
    const Checkpoint checkpoint = Checkpoint::parse(note.text).value();
    EXPECT_EQ(checkpoint.origin, "example.com/behind-the-sofa");
    EXPECT_EQ(checkpoint.size, 20852163U);
    EXPECT_EQ(checkpoint.text(), note.text);
    ASSERT_EQ(note.signatures.size(), 2U);
    EXPECT_EQ(note.signatures[1].key_id, 0x8D66CF3FU);
    EXPECT_EQ(note.signatures[1].signature.size(), 72U);
    EXPECT_EQ(base::to_hex(base::ByteSpan(note.signatures[1].signature).first(8)), "00000000641850cb");  // time 1679315147
}

}  // namespace
}  // namespace guvoh::ledger

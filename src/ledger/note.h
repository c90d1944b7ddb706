// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Signed notes as specified by C2SP signed-note: a text, an empty line, and signature lines. Written and read byte for byte
// so that other transparency tools accept ours and we theirs.
//
// Threads: plain values and pure functions.
// Implements: c2sp.org/signed-note, c2sp.org/tlog-cosignature (Ed25519)
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/error.h"
#include "crypto/crypto.h"

namespace guvoh::ledger {

inline constexpr std::size_t kMaxNoteBytes = 256u << 10;
inline constexpr std::size_t kMaxNoteSignatures = 64;

/// Signature type bytes assigned by C2SP.
enum class NoteKeyKind : std::uint8_t {
    Ed25519 = 0x01,      ///< over the text
    Cosignature = 0x04,  ///< over "cosignature/v1", a time, and the text
};

/// A key that signs notes, with its name.
struct NoteKey {
    std::string name;  ///< no blanks, no '+'
    NoteKeyKind kind = NoteKeyKind::Ed25519;
    crypto::PublicKey key{};
    /// First four bytes of SHA-256(name, "\n", kind, key), big endian.
    std::uint32_t id() const;
    /// "name+12345678+base64", as other tools take it.
    std::string text() const;
    /// Errors: Invalid.
    static base::Expected<NoteKey> parse(std::string_view text);
    bool operator==(const NoteKey&) const = default;
};

/// One signature line.
struct NoteSignature {
    std::string name;
    std::uint32_t key_id = 0;
    base::Bytes signature;  ///< what follows the key id: 64 bytes, or 8 + 64 for a cosignature
    bool operator==(const NoteSignature&) const = default;
};

struct Note {
    std::string text;  ///< ends with a newline
    std::vector<NoteSignature> signatures;
    /// The whole note.
    std::string write() const;
    /// Errors: Invalid.
    static base::Expected<Note> parse(std::string_view bytes);
};

/// Adds a signature by a log's key.
void sign_note(Note& note, const std::string& name, const crypto::SigningKey& key);
/// Adds a cosignature: "I have seen this, at this time" (seconds since 1970).
void cosign_note(Note& note, const std::string& name, const crypto::SigningKey& key, std::uint64_t at_seconds);

/// What a known key says about a note.
enum class NoteVerdict { Absent, Good, Bad };
struct NoteCheck {
    NoteVerdict verdict = NoteVerdict::Absent;
    std::optional<std::uint64_t> at_seconds;  ///< of a good cosignature
};
/// Looks for the key's signature and checks it; Bad if any line that claims the key does not hold.
NoteCheck check_note(const Note& note, const NoteKey& key);

}  // namespace guvoh::ledger

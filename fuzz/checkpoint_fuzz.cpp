// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Notes, checkpoints, note keys and checkpoint records from outside: no reader crashes, and what one accepts is written back
// the same.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "crypto/crypto.h"
#include "ledger/checkpoint.h"
#include "ledger/merkle.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace guvoh::ledger;
    const guvoh::base::ByteSpan bytes(data, size);
    const std::string_view text = guvoh::base::as_text(bytes);
    const auto must = [](bool holds) {
        if (!holds) std::abort();
    };
    if (const auto note = Note::parse(text)) {
        must(note->write() == text);
        const NoteKey key{note->signatures[0].name, NoteKeyKind::Cosignature, {}};
        must(check_note(*note, key).verdict != NoteVerdict::Good);
        must(timestamped_bytes(text).has_value());
        if (const auto checkpoint = Checkpoint::parse(note->text)) must(checkpoint->text() == note->text);
    }
    if (const auto checkpoint = Checkpoint::parse(text)) must(checkpoint->text() == text);
    if (const auto key = NoteKey::parse(text)) must(*NoteKey::parse(key->text()) == *key);
    if (const auto record = CheckpointRecord::from_bytes(bytes)) must(*CheckpointRecord::from_bytes(record->to_bytes()) == *record);
    if (const auto frontier = Frontier::from_bytes(bytes)) must(guvoh::base::Bytes(bytes.begin(), bytes.end()) == frontier->to_bytes());
    return 0;
}

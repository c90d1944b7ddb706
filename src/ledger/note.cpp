// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ledger/note.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace guvoh::ledger {

namespace {

using base::ErrorKind;
using base::fail;

constexpr std::string_view kDash = "\xE2\x80\x94 ";  // em dash and a blank

void put_be32(base::Bytes& out, std::uint32_t value) {
    for (int shift = 24; shift >= 0; shift -= 8) out.push_back(static_cast<base::Byte>(value >> shift));
}

void put_be64(base::Bytes& out, std::uint64_t value) {
    for (int shift = 56; shift >= 0; shift -= 8) out.push_back(static_cast<base::Byte>(value >> shift));
}

std::uint64_t read_be(base::ByteSpan bytes) {
    std::uint64_t value = 0;
    for (const base::Byte b : bytes) value = (value << 8) | b;
    return value;
}

/// Length of the Unicode blank at the front, or 0.
std::size_t blank_length(std::string_view text) {
    if (text.empty()) return 0;
    const auto c = static_cast<unsigned char>(text[0]);
    if (c == 0x20 || (c >= 0x09 && c <= 0x0D)) return 1;
    for (const std::string_view blank : {"\xC2\x85", "\xC2\xA0"}) {
        if (text.starts_with(blank)) return 2;
    }
    for (const std::string_view blank : {"\xE1\x9A\x80", "\xE2\x80\xA8", "\xE2\x80\xA9", "\xE2\x80\xAF", "\xE2\x81\x9F", "\xE3\x80\x80"}) {
        if (text.starts_with(blank)) return 3;
    }
    const bool general = text.size() >= 3 && text.starts_with("\xE2\x80") && static_cast<unsigned char>(text[2]) >= 0x80 &&
                         static_cast<unsigned char>(text[2]) <= 0x8A;  // U+2000..U+200A
    return general ? 3 : 0;
}

bool is_key_name(std::string_view name) {
    if (name.empty() || !base::is_utf8(name) || name.find('+') != std::string_view::npos) return false;
    for (std::size_t i = 0; i < name.size(); ++i) {
        if (blank_length(name.substr(i)) != 0 || static_cast<unsigned char>(name[i]) < 0x20) return false;
    }
    return true;
}

std::string cosigned_message(std::string_view text, std::uint64_t at_seconds) {
    std::string out = "cosignature/v1\ntime " + std::to_string(at_seconds) + "\n";
    out += text;
    return out;
}

base::Expected<NoteSignature> read_line(std::string_view line) {
    if (!line.starts_with(kDash)) return fail(ErrorKind::Invalid, "a note's signature line does not begin as one");
    line.remove_prefix(kDash.size());
    const std::size_t blank = line.find(' ');
    if (blank == std::string_view::npos) return fail(ErrorKind::Invalid, "a note's signature line holds no signature");
    NoteSignature signature;
    signature.name = line.substr(0, blank);
    if (!is_key_name(signature.name)) return fail(ErrorKind::Invalid, "a note's key name is empty or holds a blank or plus");
    GUVOH_TRY(const base::Bytes bytes, base::from_base64(line.substr(blank + 1)));
    if (bytes.size() < 5) return fail(ErrorKind::Invalid, "a note's signature is too short");
    signature.key_id = static_cast<std::uint32_t>(read_be(base::ByteSpan(bytes).first(4)));
    signature.signature.assign(bytes.begin() + 4, bytes.end());
    return signature;
}

NoteCheck check_line(const Note& note, const NoteKey& key, const NoteSignature& line) {
    const bool cosigned = key.kind == NoteKeyKind::Cosignature;
    if (line.signature.size() != (cosigned ? 72U : 64U)) return {NoteVerdict::Bad, {}};
    crypto::Signature signature{};
    std::copy(line.signature.end() - 64, line.signature.end(), signature.begin());
    if (!cosigned) {
        const bool good = crypto::verify(key.key, base::as_bytes(note.text), signature);
        return {good ? NoteVerdict::Good : NoteVerdict::Bad, {}};
    }
    const std::uint64_t at_seconds = read_be(base::ByteSpan(line.signature).first(8));
    const bool in_range = at_seconds <= 0x7FFFFFFFFFFFFFFFULL;
    if (!in_range || !crypto::verify(key.key, base::as_bytes(cosigned_message(note.text, at_seconds)), signature)) {
        return {NoteVerdict::Bad, {}};
    }
    return {NoteVerdict::Good, at_seconds};
}

}  // namespace

std::uint32_t NoteKey::id() const {
    crypto::Sha256 hasher;
    const std::array<base::Byte, 2> middle{'\n', static_cast<base::Byte>(kind)};
    hasher.add(base::as_bytes(name));
    hasher.add(middle);
    hasher.add(key);
    return static_cast<std::uint32_t>(read_be(base::ByteSpan(hasher.finish()).first(4)));
}

std::string NoteKey::text() const {
    base::Bytes id_bytes;
    put_be32(id_bytes, id());
    base::Bytes material{static_cast<base::Byte>(kind)};
    base::put_bytes(material, key);
    return name + "+" + base::to_hex(id_bytes) + "+" + base::to_base64(material);
}

base::Expected<NoteKey> NoteKey::parse(std::string_view text) {
    const std::size_t first = text.find('+');
    const std::size_t second = first == std::string_view::npos ? first : text.find('+', first + 1);
    if (second == std::string_view::npos) return fail(ErrorKind::Invalid, "a note key is name+id+key");
    NoteKey key;
    key.name = text.substr(0, first);
    if (!is_key_name(key.name)) return fail(ErrorKind::Invalid, "a note key's name is empty or holds a blank");
    GUVOH_TRY(const base::Bytes material, base::from_base64(text.substr(second + 1)));
    if (material.size() != 33) return fail(ErrorKind::Invalid, "a note key is not an Ed25519 key");
    if (material[0] != 0x01 && material[0] != 0x04) return fail(ErrorKind::Unsupported, "a note key of an unknown kind");
    key.kind = material[0] == 0x01 ? NoteKeyKind::Ed25519 : NoteKeyKind::Cosignature;
    std::copy(material.begin() + 1, material.end(), key.key.begin());
    GUVOH_TRY(const base::Bytes id, base::from_hex(text.substr(first + 1, second - first - 1)));
    if (id.size() != 4 || read_be(id) != key.id()) return fail(ErrorKind::Invalid, "a note key's id is not that of its key");
    return key;
}

std::string Note::write() const {
    std::string out = text;
    out += '\n';
    for (const NoteSignature& one : signatures) {
        base::Bytes bytes;
        put_be32(bytes, one.key_id);
        base::put_bytes(bytes, one.signature);
        out += kDash;
        out += one.name;
        out += ' ';
        out += base::to_base64(bytes);
        out += '\n';
    }
    return out;
}

base::Expected<Note> Note::parse(std::string_view bytes) {
    if (bytes.size() > kMaxNoteBytes) return fail(ErrorKind::Invalid, "a note is too large");
    if (!base::is_utf8(bytes)) return fail(ErrorKind::Invalid, "a note is not UTF-8");
    const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\n'; };
    if (std::any_of(bytes.begin(), bytes.end(), is_control)) return fail(ErrorKind::Invalid, "a note holds a control character");
    const std::size_t split = bytes.rfind("\n\n");
    if (split == std::string_view::npos) return fail(ErrorKind::Invalid, "a note holds no empty line before its signatures");
    Note note;
    note.text = bytes.substr(0, split + 1);
    std::string_view rest = bytes.substr(split + 2);
    if (rest.empty() || rest.back() != '\n') return fail(ErrorKind::Invalid, "a note does not end with a signature line");
    while (!rest.empty()) {
        const std::size_t end = rest.find('\n');
        if (note.signatures.size() == kMaxNoteSignatures) return fail(ErrorKind::Invalid, "a note holds too many signatures");
        GUVOH_TRY(NoteSignature line, read_line(rest.substr(0, end)));
        note.signatures.push_back(std::move(line));
        rest.remove_prefix(end + 1);
    }
    return note;
}

void sign_note(Note& note, const std::string& name, const crypto::SigningKey& key) {
    const crypto::Signature signature = key.sign(base::as_bytes(note.text));
    const NoteKey note_key{name, NoteKeyKind::Ed25519, key.public_key()};
    note.signatures.push_back(NoteSignature{name, note_key.id(), base::Bytes(signature.begin(), signature.end())});
}

void cosign_note(Note& note, const std::string& name, const crypto::SigningKey& key, std::uint64_t at_seconds) {
    const crypto::Signature signature = key.sign(base::as_bytes(cosigned_message(note.text, at_seconds)));
    const NoteKey note_key{name, NoteKeyKind::Cosignature, key.public_key()};
    base::Bytes bytes;
    put_be64(bytes, at_seconds);
    base::put_bytes(bytes, signature);
    note.signatures.push_back(NoteSignature{name, note_key.id(), std::move(bytes)});
}

NoteCheck check_note(const Note& note, const NoteKey& key) {
    NoteCheck result;
    const std::uint32_t id = key.id();
    for (const NoteSignature& line : note.signatures) {
        if (line.name != key.name || line.key_id != id) continue;
        const NoteCheck one = check_line(note, key, line);
        if (one.verdict == NoteVerdict::Bad) return one;
        if (result.verdict == NoteVerdict::Absent) result = one;
    }
    return result;
}

}  // namespace guvoh::ledger

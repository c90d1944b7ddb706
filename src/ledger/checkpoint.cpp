// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ledger/checkpoint.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace guvoh::ledger {

namespace {

using base::ErrorKind;
using base::fail;

constexpr std::size_t kMaxTimestamps = 64;
constexpr std::uint8_t kRecordVersion = 1;  // frozen: ledger v1

base::Expected<std::uint64_t> read_size(std::string_view line) {
    std::uint64_t size = 0;
    const auto end = std::from_chars(line.data(), line.data() + line.size(), size);
    const bool padded = line.size() > 1 && line[0] == '0';
    if (line.empty() || end.ec != std::errc() || end.ptr != line.data() + line.size() || padded) {
        return fail(ErrorKind::Invalid, "a checkpoint's size is not a number");
    }
    return size;
}

}  // namespace

std::string Checkpoint::text() const {
    std::string out = origin + "\n" + std::to_string(size) + "\n" + base::to_base64(root) + "\n";
    for (const std::string& line : extensions) out += line + "\n";
    return out;
}

base::Expected<Checkpoint> Checkpoint::parse(std::string_view text) {
    if (text.empty() || text.back() != '\n') return fail(ErrorKind::Invalid, "a checkpoint does not end with a newline");
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        if (end == 0) return fail(ErrorKind::Invalid, "a checkpoint holds an empty line");
        lines.push_back(text.substr(0, end));
        text.remove_prefix(end + 1);
    }
    if (lines.size() < 3) return fail(ErrorKind::Invalid, "a checkpoint has fewer than three lines");
    Checkpoint checkpoint;
    checkpoint.origin = lines[0];
    GUVOH_TRY(checkpoint.size, read_size(lines[1]));
    GUVOH_TRY(const base::Bytes root, base::from_base64(lines[2]));
    if (root.size() != checkpoint.root.size()) return fail(ErrorKind::Invalid, "a checkpoint's root is not 32 bytes");
    std::copy(root.begin(), root.end(), checkpoint.root.begin());
    checkpoint.extensions.assign(lines.begin() + 3, lines.end());
    return checkpoint;
}

Note sign_checkpoint(const Checkpoint& checkpoint, const crypto::SigningKey& device_key) {
    Note note{checkpoint.text(), {}};
    sign_note(note, checkpoint.origin, device_key);
    return note;
}

base::Bytes CheckpointRecord::to_bytes() const {
    base::Bytes out{kRecordVersion};
    base::put_sized(out, base::as_bytes(note));
    base::put_varint(out, timestamps.size());
    for (const TimestampReply& one : timestamps) {
        base::put_sized(out, base::as_bytes(one.authority));
        base::put_u64(out, static_cast<std::uint64_t>(one.received_at));
        base::put_sized(out, one.reply);
    }
    return out;
}

base::Expected<CheckpointRecord> CheckpointRecord::from_bytes(base::ByteSpan bytes) {
    base::ByteReader in(bytes);
    if (in.u8() != kRecordVersion) return fail(ErrorKind::Corrupt, "a checkpoint record of an unknown version");
    CheckpointRecord record;
    record.note = in.sized_text();
    const std::uint64_t count = in.varint();
    if (count > kMaxTimestamps) return fail(ErrorKind::Corrupt, "a checkpoint record holds too many timestamps");
    for (std::uint64_t i = 0; i < count && in.ok(); ++i) {
        TimestampReply& one = record.timestamps.emplace_back();
        one.authority = in.sized_text();
        one.received_at = static_cast<std::int64_t>(in.u64());
        const base::ByteSpan reply = in.sized();
        one.reply.assign(reply.begin(), reply.end());
    }
    if (!in.ok() || !in.at_end()) return fail(ErrorKind::Corrupt, "a checkpoint record is cut or too long");
    return record;
}

base::Expected<std::string> timestamped_bytes(std::string_view note) {
    GUVOH_TRY(Note parsed, Note::parse(note));
    parsed.signatures.resize(1);
    return parsed.write();
}

}  // namespace guvoh::ledger

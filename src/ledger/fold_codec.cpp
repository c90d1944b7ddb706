// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The compact form of a record's state. A record whose fields were all set by one change costs its names and values, two
// bytes a field, and some forty bytes.
#include <algorithm>

#include "ledger/fold.h"

namespace guvoh::ledger {

namespace {

constexpr std::uint8_t kStateVersion = 1;  // frozen: vault v1

void put_stamp(base::Bytes& out, const Stamp& stamp) {
    base::put_varint(out, static_cast<std::uint64_t>(stamp.clock.ms));
    base::put_varint(out, stamp.clock.counter);
    base::put_bytes(out, stamp.device.span());
    base::put_varint(out, stamp.seq);
    base::put_varint(out, stamp.index);
}

base::Id read_id(base::ByteReader& in) {
    base::Id id;
    const base::ByteSpan bytes = in.bytes(id.bytes.size());
    if (in.ok()) std::copy(bytes.begin(), bytes.end(), id.bytes.begin());
    return id;
}

Stamp read_stamp(base::ByteReader& in) {
    Stamp stamp;
    stamp.clock.ms = static_cast<std::int64_t>(in.varint());
    stamp.clock.counter = static_cast<std::uint32_t>(in.varint());
    stamp.device = read_id(in);
    stamp.seq = in.varint();
    stamp.index = static_cast<std::uint32_t>(in.varint());
    return stamp;
}

/// A stamp that is usually one of the writes: its number + 1, or 0 and the stamp in full.
void put_reference(base::Bytes& out, const std::vector<Write>& writes, const Stamp& stamp) {
    const auto found = std::find_if(writes.begin(), writes.end(), [&](const Write& write) { return write.stamp == stamp; });
    if (found == writes.end()) {
        base::put_varint(out, 0);
        put_stamp(out, stamp);
    } else {
        base::put_varint(out, static_cast<std::uint64_t>(found - writes.begin()) + 1);
    }
}

bool read_reference(base::ByteReader& in, const std::vector<Write>& writes, Stamp& out) {
    const std::uint64_t number = in.varint();
    if (number > writes.size()) return false;
    out = number == 0 ? read_stamp(in) : writes[static_cast<std::size_t>(number) - 1].stamp;
    return in.ok();
}

bool read_write(base::ByteReader& in, Write& out) {
    out.stamp = read_stamp(in);
    const std::uint64_t count = in.varint();
    if (count > kMaxDevices) return false;
    for (std::uint64_t i = 0; i < count && in.ok(); ++i) {
        const DeviceId device = read_id(in);
        const std::uint64_t seq = in.varint();
        if (!out.seen.empty() && out.seen.rbegin()->first >= device) return false;
        out.seen.emplace_hint(out.seen.end(), device, seq);
    }
    return in.ok();
}

bool read_field(base::ByteReader& in, std::size_t write_count, FieldState& out) {
    out.winner.value = in.sized_text();
    const std::uint64_t mark = in.varint();
    out.winner.write = static_cast<std::uint32_t>(mark >> 1);
    if (mark >> 1 >= write_count) return false;
    const std::uint64_t count = (mark & 1) != 0 ? in.varint() : 0;
    if (count >= write_count) return false;
    std::uint64_t last = mark >> 1;
    for (std::uint64_t i = 0; i < count && in.ok(); ++i) {
        FieldValue& value = out.alternatives.emplace_back();
        value.value = in.sized_text();
        const std::uint64_t write = in.varint();
        if (write >= last) return false;  // latest first
        last = write;
        value.write = static_cast<std::uint32_t>(write);
    }
    return in.ok();
}

}  // namespace

void RecordState::append_to(base::Bytes& out) const {
    out.push_back(kStateVersion);
    base::put_sized(out, base::as_bytes(type_));
    base::put_sized(out, base::as_bytes(compartment_));
    base::put_varint(out, writes_.size());
    for (const Write& write : writes_) {
        put_stamp(out, write.stamp);
        base::put_varint(out, write.seen.size());
        for (const auto& [device, seq] : write.seen) {
            base::put_bytes(out, device.span());
            base::put_varint(out, seq);
        }
    }
    put_reference(out, writes_, first_);
    put_reference(out, writes_, last_);
    base::put_varint(out, fields_.size());
    for (const auto& [name, field] : fields_) {
        base::put_sized(out, base::as_bytes(name));
        base::put_sized(out, base::as_bytes(field.winner.value));
        base::put_varint(out, (static_cast<std::uint64_t>(field.winner.write) << 1) | (field.alternatives.empty() ? 0U : 1U));
        if (field.alternatives.empty()) continue;
        base::put_varint(out, field.alternatives.size());
        for (const FieldValue& value : field.alternatives) {
            base::put_sized(out, base::as_bytes(value.value));
            base::put_varint(out, value.write);
        }
    }
}

base::Bytes RecordState::to_bytes() const {
    base::Bytes out;
    append_to(out);
    return out;
}

base::Expected<RecordState> RecordState::from_bytes(base::ByteSpan bytes) {
    const auto corrupt = [] { return base::fail(base::ErrorKind::Corrupt, "a record's stored state cannot be read"); };
    base::ByteReader in(bytes);
    RecordState state;
    if (in.u8() != kStateVersion) return corrupt();
    state.type_ = in.sized_text();
    state.compartment_ = in.sized_text();
    const std::uint64_t write_count = in.varint();
    if (write_count > in.remaining()) return corrupt();
    for (std::uint64_t i = 0; i < write_count; ++i) {
        if (!read_write(in, state.writes_.emplace_back())) return corrupt();
    }
    if (!read_reference(in, state.writes_, state.first_) || !read_reference(in, state.writes_, state.last_)) return corrupt();
    const std::uint64_t field_count = in.varint();
    for (std::uint64_t i = 0; i < field_count && in.ok(); ++i) {
        std::string name(in.sized_text());
        if (!state.fields_.empty() && state.fields_.rbegin()->first >= name) return corrupt();
        FieldState field;
        if (!read_field(in, state.writes_.size(), field)) return corrupt();
        state.fields_.emplace_hint(state.fields_.end(), std::move(name), std::move(field));
    }
    if (!in.ok() || !in.at_end()) return corrupt();
    return state;
}

}  // namespace guvoh::ledger

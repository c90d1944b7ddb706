// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ledger/fold.h"

#include <algorithm>

#include "ledger/canonical.h"

namespace guvoh::ledger {

bool Write::saw(const Stamp& other) const {
    if (stamp.device == other.device) {
        return stamp.seq != other.seq ? stamp.seq > other.seq : stamp.index > other.index;
    }
    const auto found = seen.find(other.device);
    return found != seen.end() && found->second >= other.seq;
}

bool FieldState::in_conflict() const {
    return std::any_of(alternatives.begin(), alternatives.end(),
                       [&](const FieldValue& other) { return other.value != winner.value; });
}

void RecordState::apply(const Change& change, std::span<const Field> fields, const Stamp& stamp, const Seen& seen) {
    if (empty() || stamp < first_) first_ = stamp;
    if (empty() || stamp > last_) {
        last_ = stamp;
        type_ = change.type;
        compartment_ = change.compartment;
    }
    if (fields.empty()) return;
    const std::uint32_t write = add_write(stamp, seen);
    for (const Field& field : fields) put_field(field, write);
    drop_unused_writes();
}

std::uint32_t RecordState::add_write(const Stamp& stamp, const Seen& seen) {
    const auto place = std::lower_bound(writes_.begin(), writes_.end(), stamp,
                                        [](const Write& write, const Stamp& wanted) { return write.stamp < wanted; });
    const auto index = static_cast<std::uint32_t>(place - writes_.begin());
    if (place != writes_.end() && place->stamp == stamp) return index;
    if (place != writes_.end()) {  // out of order: the later writes move up by one
        const auto shift = [index](FieldValue& value) { value.write += value.write >= index ? 1 : 0; };
        for (auto& [name, field] : fields_) {
            shift(field.winner);
            std::for_each(field.alternatives.begin(), field.alternatives.end(), shift);
        }
    }
    writes_.insert(place, Write{stamp, seen});
    return index;
}

void RecordState::put_field(const Field& field, std::uint32_t write) {
    const auto found = fields_.lower_bound(field.name);
    if (found == fields_.end() || found->first != field.name) {
        fields_.emplace_hint(found, std::string(field.name), FieldState{FieldValue{std::string(field.value), write}, {}});
        return;
    }
    FieldState& state = found->second;
    std::vector<FieldValue> values = std::move(state.alternatives);
    values.insert(values.begin(), std::move(state.winner));
    const Write& ours = writes_[write];
    const bool known = std::any_of(values.begin(), values.end(), [&](const FieldValue& value) {
        return value.write == write || writes_[value.write].saw(ours.stamp);
    });
    if (!known) {
        const auto old = [&](const FieldValue& value) { return ours.saw(writes_[value.write].stamp); };
        values.erase(std::remove_if(values.begin(), values.end(), old), values.end());
        const auto place = std::find_if(values.begin(), values.end(), [&](const FieldValue& value) { return value.write < write; });
        values.insert(place, FieldValue{std::string(field.value), write});
    }
    state.winner = std::move(values.front());
    values.erase(values.begin());
    state.alternatives = std::move(values);
}

void RecordState::drop_unused_writes() {
    if (writes_.size() < 2) return;
    std::vector<std::uint32_t> places(writes_.size(), 0);
    for (const auto& [name, field] : fields_) {
        places[field.winner.write] = 1;
        for (const FieldValue& value : field.alternatives) places[value.write] = 1;
    }
    std::uint32_t next = 0;
    for (std::size_t i = 0; i < writes_.size(); ++i) {
        if (places[i] == 0) continue;
        if (next != i) writes_[next] = std::move(writes_[i]);
        places[i] = next++;
    }
    if (next == writes_.size()) return;
    writes_.resize(next);
    for (auto& [name, field] : fields_) {
        field.winner.write = places[field.winner.write];
        for (FieldValue& value : field.alternatives) value.write = places[value.write];
    }
}

std::string_view RecordState::value(std::string_view name) const {
    const auto found = fields_.find(name);
    return found == fields_.end() ? std::string_view("null") : std::string_view(found->second.winner.value);
}

std::string RecordState::text(std::string_view name) const {
    CanonicalReader in(value(name));
    return in.sees("\"") ? in.text() : std::string();
}

std::int64_t RecordState::integer(std::string_view name, std::int64_t fallback) const {
    CanonicalReader in(value(name));
    const std::int64_t read = in.integer(-base::kMaxJsonInteger, base::kMaxJsonInteger);
    return in.ok() && in.at_end() ? read : fallback;
}

bool RecordState::in_conflict() const {
    return std::any_of(fields_.begin(), fields_.end(), [](const auto& one) { return one.second.in_conflict(); });
}

}  // namespace guvoh::ledger

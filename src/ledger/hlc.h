// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The hybrid logical clock that dates every entry: milliseconds of the wall clock, and a counter that keeps order when the
// wall clock stands still, goes back, or lags behind what another device has already said. A later entry of one device, and
// an entry that saw another, always has the greater clock.
//
// Threads: plain values.
// Implements: docs/formats/ledger.md, "Clock"
#pragma once

#include <compare>
#include <cstdint>

#include "base/error.h"
#include "base/id.h"

namespace guvoh::ledger {

/// A device is named by its key: the first 16 bytes of a hash of its public key (identity.h).
using DeviceId = base::Id;
/// A member who holds a key is named by it in the same way; others by the id of their record.
using MemberId = base::Id;

/// One reading of the clock.
struct Hlc {
    std::int64_t ms = 0;        ///< UTC milliseconds since 1970, 0 to 2^53-1
    std::uint32_t counter = 0;  ///< order within the same millisecond
    auto operator<=>(const Hlc&) const = default;
};

/// How far ahead of our wall clock another device's may be before we refuse to follow it: one day.
inline constexpr std::int64_t kMaxClockAheadMs = 86'400'000;

/// Gives the reading for the next entry: later than `last`, and not earlier than the wall clock.
Hlc tick(Hlc last, std::int64_t now_ms);
/// Gives the clock after hearing of `other`: not earlier than either. Errors: Invalid when `other` is more than
/// kMaxClockAheadMs ahead of the wall clock.
base::Expected<Hlc> observe(Hlc last, Hlc other, std::int64_t now_ms);

/// The place of one change in the order of all changes of all devices: (clock, device, sequence, index in its entry).
struct Stamp {
    Hlc clock;
    DeviceId device;
    std::uint64_t seq = 0;
    std::uint32_t index = 0;
    auto operator<=>(const Stamp&) const = default;
};

}  // namespace guvoh::ledger

// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ledger/hlc.h"

#include <algorithm>
#include <limits>

namespace guvoh::ledger {

Hlc tick(Hlc last, std::int64_t now_ms) {
    if (now_ms > last.ms) return Hlc{now_ms, 0};
    if (last.counter == std::numeric_limits<std::uint32_t>::max()) return Hlc{last.ms + 1, 0};
    return Hlc{last.ms, last.counter + 1};
}

base::Expected<Hlc> observe(Hlc last, Hlc other, std::int64_t now_ms) {
    if (other.ms > now_ms && other.ms - now_ms > kMaxClockAheadMs) {
        return base::fail(base::ErrorKind::Invalid, "the other device's clock is more than a day ahead of this one's");
    }
    return std::max(last, other);
}

}  // namespace guvoh::ledger

// SPDX-License-Identifier: AGPL-3.0-or-later
//
// What slows guessing down: waits that grow with each failure, for a login and for an address, and a bound on how many
// passphrases are stretched at once, because each takes much memory.
//
// An attempt counts as a failure when it begins and is taken back when it succeeds, so that many at the same time are no way
// around. Logins that do not exist are counted like others. A login from an address where it has signed in before has a count
// of its own, so that a stranger's guessing does not lock its member out.
//
// Threads: any.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/bytes.h"
#include "platform/clock.h"

namespace guvoh::access {

inline constexpr std::uint32_t kFreeFailures = 5;        ///< the wait begins with this one
inline constexpr std::uint32_t kMostWaitSeconds = 900;

/// Gives the wait after so many failures: 0 below five, then 1, 2, 4 ... 900 seconds.
std::uint32_t wait_after(std::uint32_t failures);

/// The part of an address that one person can hardly change: IPv4 whole, IPv6 its first 64 bits.
std::string address_group(std::string_view address);

class Throttle {
public:
    /// A count that survives a restart.
    struct Count {
        base::Hash name{};  ///< a keyed hash of what is counted
        std::uint32_t failures = 0;
        std::int64_t last_at = 0;
    };

    /// `key` keeps the counted names from being read out of the stored counts.
    Throttle(platform::Clock clock, base::Hash key);

    /// Begins an attempt: 0 when it may go on, else the seconds to wait. The login is what was typed, known or not.
    std::uint32_t begin(std::string_view login, std::string_view address);
    /// The attempt was right.
    void succeeded(std::string_view login, std::string_view address);
    /// The attempt was not made after all.
    void withdrawn(std::string_view login, std::string_view address);

    /// The login's count, for keeping when it makes somebody wait.
    Count count_of(std::string_view login);
    /// Takes a kept count in.
    void restore(const Count& count);

private:
    using Counts = std::map<base::Hash, Count>;
    base::Hash name_of(std::string_view kind, std::string_view text, std::string_view more = {}) const;
    /// The name under which the login counts when it comes from there.
    base::Hash login_name(std::string_view login, const std::string& group) const;
    std::uint32_t wait_of(const base::Hash& name, std::int64_t now) const;
    void add(const base::Hash& name, std::int64_t now);
    void take_back(const base::Hash& name);

    mutable std::mutex mutex_;
    platform::Clock clock_;
    base::Hash key_;
    Counts counts_;
    std::map<base::Hash, std::int64_t> familiar_;  ///< login and address that have signed in: when last
};

/// Lets a few in at a time; others wait a little or are turned away.
class Gate {
public:
    Gate(unsigned at_once, unsigned waiting) : free_(at_once), waiting_room_(waiting) {}

    /// A place inside, given back when dropped.
    class Place {
    public:
        explicit Place(Gate* gate) : gate_(gate) {}
        Place(Place&& other) noexcept : gate_(std::exchange(other.gate_, nullptr)) {}
        Place& operator=(Place&&) = delete;
        ~Place() {
            if (gate_ != nullptr) gate_->leave();
        }
        /// False when there was no place.
        explicit operator bool() const { return gate_ != nullptr; }

    private:
        Gate* gate_;  // outlives every place
    };

    /// Waits at most so long for a place.
    Place enter(std::int64_t patience_ms);

private:
    void leave();

    std::mutex mutex_;
    std::condition_variable freed_;
    unsigned free_;
    unsigned waiting_room_;
};

}  // namespace guvoh::access

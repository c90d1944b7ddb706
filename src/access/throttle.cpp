// SPDX-License-Identifier: AGPL-3.0-or-later
#include "access/throttle.h"

#include <algorithm>
#include <chrono>

#include "crypto/crypto.h"

namespace guvoh::access {

namespace {

constexpr std::int64_t kForgetMs = 24LL * 3600 * 1000;        ///< a count without a new failure for so long is forgotten
constexpr std::int64_t kFamiliarMs = 30LL * 24 * 3600 * 1000;
constexpr std::size_t kMostCounts = 100'000;                  ///< about 10 MB

/// Makes room: drops what is too old, and if that is not enough, the older half.
template <class Map, class AgeOf>
void make_room(Map& map, std::int64_t now, std::int64_t forget_ms, const AgeOf& at) {
    if (map.size() < kMostCounts) return;
    std::erase_if(map, [&](const auto& item) { return now - at(item.second) > forget_ms; });
    if (map.size() < kMostCounts) return;
    std::vector<std::int64_t> times;
    for (const auto& item : map) times.push_back(at(item.second));
    const auto middle = times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2);
    std::nth_element(times.begin(), middle, times.end());
    std::erase_if(map, [&](const auto& item) { return at(item.second) <= *middle; });
}

}  // namespace

std::uint32_t wait_after(std::uint32_t failures) {
    if (failures < kFreeFailures) return 0;
    const std::uint32_t doublings = std::min(failures - kFreeFailures, 16U);
    return std::min(1U << doublings, kMostWaitSeconds);
}

std::string address_group(std::string_view address) {
    if (address.find(':') == std::string_view::npos) return std::string(address);
    // The first four groups of an IPv6 address as written; an address shortened before that is its own group.
    std::size_t groups = 0;
    for (std::size_t i = 0; i < address.size(); ++i) {
        if (address[i] == ':' && ++groups == 4) return std::string(address.substr(0, i));
    }
    return std::string(address);
}

Throttle::Throttle(platform::Clock clock, base::Hash key) : clock_(std::move(clock)), key_(key) {}

base::Hash Throttle::name_of(std::string_view kind, std::string_view text, std::string_view more) const {
    std::string message(kind);
    message.append(1, '\0').append(text).append(1, '\0').append(more);
    return crypto::hmac_sha256(key_, base::as_bytes(message));
}

base::Hash Throttle::login_name(std::string_view login, const std::string& group) const {
    const base::Hash pair = name_of("pair", login, group);
    const auto found = familiar_.find(pair);
    const bool familiar = found != familiar_.end() && clock_() - found->second < kFamiliarMs;
    return familiar ? pair : name_of("login", login);
}

std::uint32_t Throttle::wait_of(const base::Hash& name, std::int64_t now) const {
    const auto found = counts_.find(name);
    if (found == counts_.end() || now - found->second.last_at > kForgetMs) return 0;
    const std::int64_t until = found->second.last_at + std::int64_t{wait_after(found->second.failures)} * 1000;
    return until <= now ? 0 : static_cast<std::uint32_t>((until - now + 999) / 1000);
}

void Throttle::add(const base::Hash& name, std::int64_t now) {
    make_room(counts_, now, kForgetMs, [](const Count& count) { return count.last_at; });
    Count& count = counts_[name];
    if (now - count.last_at > kForgetMs) count.failures = 0;
    count.name = name;
    count.last_at = now;
    if (count.failures < 1'000'000) ++count.failures;
}

void Throttle::take_back(const base::Hash& name) {
    const auto found = counts_.find(name);
    if (found != counts_.end() && --found->second.failures == 0) counts_.erase(found);
}

std::uint32_t Throttle::begin(std::string_view login, std::string_view address) {
    const std::lock_guard lock(mutex_);
    const std::int64_t now = clock_();
    const std::string group = address_group(address);
    const base::Hash by_login = login_name(login, group), by_address = name_of("address", group);
    const std::uint32_t wait = std::max(wait_of(by_login, now), wait_of(by_address, now));
    if (wait != 0) return wait;
    add(by_login, now);
    add(by_address, now);
    return 0;
}

void Throttle::succeeded(std::string_view login, std::string_view address) {
    const std::lock_guard lock(mutex_);
    const std::string group = address_group(address);
    counts_.erase(login_name(login, group));
    take_back(name_of("address", group));  // only its own: one member's success does not pardon a neighbour's guessing
    make_room(familiar_, clock_(), kFamiliarMs, [](std::int64_t at) { return at; });
    familiar_[name_of("pair", login, group)] = clock_();
}

void Throttle::withdrawn(std::string_view login, std::string_view address) {
    const std::lock_guard lock(mutex_);
    const std::string group = address_group(address);
    take_back(login_name(login, group));
    take_back(name_of("address", group));
}

Throttle::Count Throttle::count_of(std::string_view login) {
    const std::lock_guard lock(mutex_);
    const auto found = counts_.find(name_of("login", login));
    return found == counts_.end() ? Count{name_of("login", login), 0, 0} : found->second;
}

void Throttle::restore(const Count& count) {
    const std::lock_guard lock(mutex_);
    counts_[count.name] = count;
}

// ---- Gate ---------------------------------------------------------------------------------------------------------------

Gate::Place Gate::enter(std::int64_t patience_ms) {
    std::unique_lock lock(mutex_);
    if (free_ == 0) {
        if (waiting_room_ == 0) return Place(nullptr);
        --waiting_room_;
        const bool got = freed_.wait_for(lock, std::chrono::milliseconds(patience_ms), [this] { return free_ != 0; });
        ++waiting_room_;
        if (!got) return Place(nullptr);
    }
    --free_;
    return Place(this);
}

void Gate::leave() {
    {
        const std::lock_guard lock(mutex_);
        ++free_;
    }
    freed_.notify_one();
}

}  // namespace guvoh::access

// SPDX-License-Identifier: AGPL-3.0-or-later
#include "access/sessions.h"

#include <algorithm>
#include <array>

#include "access/base64url.h"
#include "base/text.h"
#include "crypto/crypto.h"

namespace guvoh::access {

namespace {

constexpr std::int64_t kSweepEveryMs = 60'000;
constexpr std::size_t kMostAgentBytes = 200, kMostAddressBytes = 64;

std::string random_token() {
    std::array<base::Byte, 32> bytes{};
    crypto::random_bytes(bytes);
    std::string token = to_base64url(bytes);
    crypto::wipe(bytes);
    return token;
}

}  // namespace

Sessions::Sessions(platform::Clock clock, std::int64_t idle_ms, std::int64_t life_ms)
    : clock_(std::move(clock)), idle_ms_(idle_ms), life_ms_(life_ms) {}

Sessions::~Sessions() { end_all(); }

bool Sessions::live(const Session& session, std::int64_t now) const {
    return now - session.last_seen_at < idle_ms_ && now - session.created_at < life_ms_;
}

void Sessions::drop(Map::iterator it) {
    crypto::wipe(it->second.totp_secret);
    sessions_.erase(it);  // the key wipes itself
}

void Sessions::sweep(std::int64_t now) {
    if (now - swept_at_ < kSweepEveryMs) return;
    swept_at_ = now;
    for (auto it = sessions_.begin(); it != sessions_.end();) {
        const auto next = std::next(it);
        if (!live(it->second, now)) drop(it);
        it = next;
    }
}

Sessions::Map::iterator Sessions::find(std::string_view token, std::int64_t now) {
    sweep(now);
    const auto it = sessions_.find(crypto::sha256(base::as_bytes(token)));
    if (it != sessions_.end() && !live(it->second, now)) {
        drop(it);
        return sessions_.end();
    }
    return it;
}

std::string Sessions::start(const base::Id& member, std::optional<crypto::BoxKey> key, std::string_view address, std::string_view agent) {
    std::string token = random_token();
    Session session;
    std::array<base::Byte, 12> id{};
    crypto::random_bytes(id);
    session.id = base::to_hex(id);
    session.csrf_token = random_token();
    session.member = member;
    session.address = base::clip_utf8(address, kMostAddressBytes);
    session.agent = base::clip_utf8(base::repair_utf8(agent.substr(0, kMostAgentBytes)), kMostAgentBytes);
    session.key = std::move(key);

    const std::lock_guard lock(mutex_);
    session.created_at = session.last_seen_at = clock_();
    sweep(session.created_at);
    std::vector<Map::iterator> own;
    for (auto it = sessions_.begin(); it != sessions_.end(); ++it) {
        if (it->second.member == member) own.push_back(it);
    }
    if (own.size() >= kMostSessionsOfOne) {
        drop(*std::min_element(own.begin(), own.end(), [](auto a, auto b) { return a->second.created_at < b->second.created_at; }));
    }
    sessions_.emplace(crypto::sha256(base::as_bytes(token)), std::move(session));
    return token;
}

bool Sessions::look(std::string_view token, const std::function<void(Session&)>& use) {
    const std::lock_guard lock(mutex_);
    const auto it = find(token, clock_());
    if (it == sessions_.end()) return false;
    use(it->second);
    return true;
}

bool Sessions::with(std::string_view token, const std::function<void(Session&)>& use) {
    const std::lock_guard lock(mutex_);
    const std::int64_t now = clock_();
    const auto it = find(token, now);
    if (it == sessions_.end()) return false;
    it->second.last_seen_at = now;
    use(it->second);
    return true;
}

void Sessions::end(std::string_view token) {
    const std::lock_guard lock(mutex_);
    const auto it = find(token, clock_());
    if (it != sessions_.end()) drop(it);
}

bool Sessions::end_by_id(const base::Id& member, std::string_view id) {
    const std::lock_guard lock(mutex_);
    for (auto it = sessions_.begin(); it != sessions_.end(); ++it) {
        if (it->second.member == member && it->second.id == id) {
            drop(it);
            return true;
        }
    }
    return false;
}

void Sessions::end_of(const base::Id& member, std::string_view except_token) {
    const base::Hash except = crypto::sha256(base::as_bytes(except_token));
    const std::lock_guard lock(mutex_);
    for (auto it = sessions_.begin(); it != sessions_.end();) {
        const auto next = std::next(it);
        if (it->second.member == member && (except_token.empty() || it->first != except)) drop(it);
        it = next;
    }
}

void Sessions::end_all() {
    const std::lock_guard lock(mutex_);
    while (!sessions_.empty()) drop(sessions_.begin());
}

std::vector<Sessions::Line> Sessions::of(const base::Id& member) {
    const std::lock_guard lock(mutex_);
    const std::int64_t now = clock_();
    std::vector<Line> lines;
    for (const auto& [hash, session] : sessions_) {
        if (session.member != member || !live(session, now)) continue;
        lines.push_back({session.id, session.created_at, session.last_seen_at, session.address, session.agent});
    }
    std::sort(lines.begin(), lines.end(), [](const Line& a, const Line& b) { return a.last_seen_at > b.last_seen_at; });
    return lines;
}

std::size_t Sessions::count() {
    const std::lock_guard lock(mutex_);
    return sessions_.size();
}

}  // namespace guvoh::access

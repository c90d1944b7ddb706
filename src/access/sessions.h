// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Sessions, in memory only: a restart ends them all. Of a token only the SHA-256 is kept. A session ends after so long without
// a request, at the latest after its whole life, or when it is ended; its sealing key is wiped then.
//
// Threads: any; one short lock. What is given to with() runs under it, so it must be brief and must not call back in.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/caller.h"
#include "base/bytes.h"
#include "base/error.h"
#include "base/id.h"
#include "crypto/box.h"
#include "platform/clock.h"

namespace guvoh::access {

inline constexpr std::size_t kMostSessionsOfOne = 20;  ///< a member's oldest ends when another begins

/// One signed-in browser.
struct Session {
    std::string id, csrf_token;
    base::Id member;
    std::int64_t created_at = 0, last_seen_at = 0;
    std::string address, agent;
    std::optional<crypto::BoxKey> key;  ///< none when it began with a passkey that cannot open it
    Caller caller;                      ///< as of `version`
    std::uint64_t version = 0;          ///< of the directory that `caller` was made from; 0: not made yet
    base::Bytes totp_secret;            ///< shown and not yet confirmed
    base::Bytes passkey_challenge;      ///< of a registration under way
    std::int64_t passkey_until = 0;
};

class Sessions {
public:
    Sessions(platform::Clock clock, std::int64_t idle_ms, std::int64_t life_ms);
    ~Sessions();

    /// Begins one. Gives the token: 32 random bytes in base64url.
    std::string start(const base::Id& member, std::optional<crypto::BoxKey> key, std::string_view address, std::string_view agent);
    /// Uses the live session of a token, which counts as a sign of life. False when there is none.
    bool with(std::string_view token, const std::function<void(Session&)>& use);
    /// The same without a sign of life: for what a page does by itself while nobody is there.
    bool look(std::string_view token, const std::function<void(Session&)>& use);
    void end(std::string_view token);
    /// Ends a member's session by its id. False when the member has none of that id.
    bool end_by_id(const base::Id& member, std::string_view id);
    /// Ends a member's sessions, except the one with this token.
    void end_of(const base::Id& member, std::string_view except_token = {});
    void end_all();
    /// Live sessions of a member, the latest first: as copies without secrets.
    struct Line {
        std::string id;
        std::int64_t created_at = 0, last_seen_at = 0;
        std::string address, agent;
    };
    std::vector<Line> of(const base::Id& member);
    std::size_t count();
    std::int64_t ends_at(const Session& session) const { return session.created_at + life_ms_; }
    std::int64_t idle_ms() const { return idle_ms_; }

private:
    using Map = std::map<base::Hash, Session>;
    bool live(const Session& session, std::int64_t now) const;
    void drop(Map::iterator it);
    void sweep(std::int64_t now);
    Map::iterator find(std::string_view token, std::int64_t now);

    std::mutex mutex_;
    platform::Clock clock_;
    std::int64_t idle_ms_, life_ms_;
    std::int64_t swept_at_ = 0;
    Map sessions_;  // by SHA-256 of the token
};

}  // namespace guvoh::access

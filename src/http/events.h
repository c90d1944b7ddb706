// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Server-sent events: a hub that handlers and jobs tell of what happened, and subscriptions that connections drain. Each
// subscription holds at most `kMaxWaiting` events; a reader that does not keep up is cut off (it connects again and reloads),
// so that it never holds memory or anyone else.
//
// Threads: any; `wake` is called from whichever thread publishes, without a lock held.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"

namespace guvoh::http {

/// Something that happened, as it goes over the wire.
struct Event {
    std::string name;
    std::string data;  ///< one line of JSON
};
/// "event: name\ndata: ...\n\n"
std::string event_text(const Event& event);

/// Says of each event whether this reader may know of it. Asked when the event is about to be sent, not before, so that what has
/// been taken from a member meanwhile counts.
using EventFilter = std::function<bool(const Event& event, const base::Json& about)>;

/// One reader's waiting events.
class Subscription {
public:
    static constexpr std::size_t kMaxWaiting = 256;
    virtual ~Subscription() = default;
    /// Takes everything that waits, as text to send. Empty when nothing does.
    virtual std::string take() = 0;
    /// True when the reader fell behind, or the hub closed: send what take() gives and end.
    virtual bool ended() const = 0;
    /// Says whether the reader's session still lives; asked before each send and ping.
    virtual bool may_go_on() const = 0;
    /// Called (once set) whenever something new waits.
    virtual void on_wake(std::function<void()> wake) = 0;
};

/// Where what happens is told, and who hears of it.
class EventHub {
public:
    EventHub();
    ~EventHub();
    EventHub(const EventHub&) = delete;
    EventHub& operator=(const EventHub&) = delete;

    /// Tells every subscription. `about` is for filters only and is not sent.
    void publish(Event event, const base::Json& about = {});
    /// Joins. `alive` says whether the session behind it still lives. Of more than eight of one `key` (a session) the oldest ends:
    /// a page that was left may not have been noticed yet, and the newest is the one that is looked at. Null when the hub closed.
    std::unique_ptr<Subscription> subscribe(std::string key, EventFilter filter, std::function<bool()> alive);
    /// Wakes every subscription, so that those whose session ended end too.
    void wake_all();
    /// Ends all subscriptions; for shutdown.
    void close();
    std::size_t count() const;

private:
    struct Shared;
    std::shared_ptr<Shared> shared_;  // with the subscriptions, which may outlive the hub while a connection closes
};

}  // namespace guvoh::http

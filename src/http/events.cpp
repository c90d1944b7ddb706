// SPDX-License-Identifier: AGPL-3.0-or-later
#include "http/events.h"

#include <algorithm>

namespace guvoh::http {

namespace {
constexpr std::ptrdiff_t kMaxPerKey = 8;
}

/// A subscription as the hub sees it.
struct Listener {
    std::mutex mutex;
    std::string key;
    EventFilter filter;
    std::vector<std::pair<Event, base::Json>> waiting;
    bool ended = false, lagged = false;
    std::function<void()> wake;

    void give(const Event& event, const base::Json& about) {
        std::function<void()> call;
        {
            const std::lock_guard lock(mutex);
            if (ended) return;
            if (waiting.size() >= Subscription::kMaxWaiting) {
                ended = true;
                waiting.clear();
                lagged = true;
            } else {
                waiting.emplace_back(event, about);
            }
            call = wake;
        }
        if (call) call();
    }
    void nudge(bool end) {
        std::function<void()> call;
        {
            const std::lock_guard lock(mutex);
            ended = ended || end;
            call = wake;
        }
        if (call) call();
    }
};

struct EventHub::Shared {
    mutable std::mutex mutex;
    std::vector<std::shared_ptr<Listener>> listeners;
    bool closed = false;

    std::vector<std::shared_ptr<Listener>> copy() const {
        const std::lock_guard lock(mutex);
        return listeners;
    }
    void leave(const Listener* gone) {
        const std::lock_guard lock(mutex);
        std::erase_if(listeners, [gone](const auto& listener) { return listener.get() == gone; });
    }
};

std::string event_text(const Event& event) { return "event: " + event.name + "\ndata: " + event.data + "\n\n"; }

EventHub::EventHub() : shared_(std::make_shared<Shared>()) {}
EventHub::~EventHub() { close(); }

void EventHub::publish(Event event, const base::Json& about) {
    for (const auto& listener : shared_->copy()) listener->give(event, about);
}

std::unique_ptr<Subscription> EventHub::subscribe(std::string key, EventFilter filter, std::function<bool()> alive) {
    class Joined final : public Subscription {
    public:
        Joined(std::shared_ptr<Shared> shared, std::shared_ptr<Listener> listener, std::function<bool()> alive)
            : shared_(std::move(shared)), listener_(std::move(listener)), alive_(std::move(alive)) {}
        ~Joined() override {
            on_wake({});
            shared_->leave(listener_.get());
        }
        std::string take() override {
            std::vector<std::pair<Event, base::Json>> waiting;
            {
                const std::lock_guard lock(listener_->mutex);
                if (listener_->lagged) return event_text({"lagged", "{}"});
                waiting.swap(listener_->waiting);
            }
            std::string text;
            for (const auto& [event, about] : waiting) {
                if (!listener_->filter || listener_->filter(event, about)) text += event_text(event);
            }
            return text;
        }
        bool ended() const override {
            const std::lock_guard lock(listener_->mutex);
            return listener_->ended;
        }
        bool may_go_on() const override { return alive_(); }
        void on_wake(std::function<void()> wake) override {
            const std::lock_guard lock(listener_->mutex);
            listener_->wake = std::move(wake);
        }

    private:
        std::shared_ptr<Shared> shared_;
        std::shared_ptr<Listener> listener_;
        std::function<bool()> alive_;
    };

    auto listener = std::make_shared<Listener>();
    listener->key = std::move(key);
    listener->filter = std::move(filter);
    std::shared_ptr<Listener> given_up;
    std::unique_ptr<Subscription> joined;
    {
        const std::lock_guard lock(shared_->mutex);
        if (shared_->closed) return nullptr;
        const auto same = [&](const auto& other) { return other->key == listener->key; };
        if (std::count_if(shared_->listeners.begin(), shared_->listeners.end(), same) >= kMaxPerKey) {
            const auto oldest = std::find_if(shared_->listeners.begin(), shared_->listeners.end(), same);
            given_up = *oldest;
            shared_->listeners.erase(oldest);
        }
        shared_->listeners.push_back(listener);
        joined = std::make_unique<Joined>(shared_, std::move(listener), std::move(alive));
    }
    if (given_up) given_up->nudge(true);
    return joined;
}

void EventHub::wake_all() {
    for (const auto& listener : shared_->copy()) listener->nudge(false);
}

void EventHub::close() {
    {
        const std::lock_guard lock(shared_->mutex);
        shared_->closed = true;
    }
    for (const auto& listener : shared_->copy()) listener->nudge(true);
}

std::size_t EventHub::count() const { return shared_->copy().size(); }

}  // namespace guvoh::http

// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Holds an object of GLib, as GMime and libgsf make them.
//
// Threads: one.
#pragma once

#include <glib-object.h>

#include <utility>

namespace guvoh::documents {

/// Releases a GObject at the end of its scope; may hold none.
template <class T>
class Held {
public:
    explicit Held(T* object) : object_(object) {}
    Held(Held&& other) noexcept : object_(std::exchange(other.object_, nullptr)) {}
    Held& operator=(Held&&) = delete;
    Held(const Held&) = delete;
    Held& operator=(const Held&) = delete;
    ~Held() {
        if (object_ != nullptr) g_object_unref(object_);
    }
    T* get() const { return object_; }

private:
    T* object_;
};

}  // namespace guvoh::documents

// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/memory_disk.h"

#include <algorithm>
#include <set>
#include <utility>

namespace guvoh::platform {

namespace {

constexpr std::uint64_t kSectorBytes = 512;

/// Gives how much of a write the disk kept: nothing, all, or up to some sector.
std::size_t bytes_kept(std::uint64_t offset, std::size_t size_bytes, std::mt19937_64& coin) {
    const std::uint64_t throw_of_ten = coin() % 10;
    if (throw_of_ten < 4) return 0;
    if (throw_of_ten < 8 || size_bytes == 0) return size_bytes;
    const std::uint64_t end = (offset + coin() % size_bytes) / kSectorBytes * kSectorBytes;
    return end <= offset ? 0 : static_cast<std::size_t>(end - offset);
}

/// Splits off the first name of a path; skips empty names and dots.
std::string_view next_name(std::string_view& path) {
    for (;;) {
        const std::size_t begin = path.find_first_not_of('/');
        if (begin == std::string_view::npos) return path = {};
        path.remove_prefix(begin);
        const std::string_view name = path.substr(0, path.find('/'));
        path.remove_prefix(name.size());
        if (name != ".") return name;
    }
}

}  // namespace

void MemoryContent::apply(base::Bytes& to, const Change& change, std::size_t data_bytes) {
    if (change.is_cut) {
        to.resize(change.offset);
        return;
    }
    if (data_bytes == 0) return;
    if (to.size() < change.offset + data_bytes) to.resize(change.offset + data_bytes);
    std::copy_n(change.data.begin(), data_bytes, to.begin() + static_cast<std::ptrdiff_t>(change.offset));
}

void MemoryContent::write(std::uint64_t offset, base::ByteSpan data) {
    unsynced_.push_back({offset, base::Bytes(data.begin(), data.end()), false});
    apply(now_, unsynced_.back(), data.size());
}

void MemoryContent::write_durably(std::uint64_t offset, base::ByteSpan data) {
    const Change change{offset, base::Bytes(data.begin(), data.end()), false};
    apply(now_, change, data.size());
    apply(durable_, change, data.size());
}

void MemoryContent::truncate(std::uint64_t size_bytes) {
    unsynced_.push_back({size_bytes, {}, true});
    apply(now_, unsynced_.back(), 0);
}

void MemoryContent::sync() {
    for (const Change& change : unsynced_) apply(durable_, change, change.data.size());
    unsynced_.clear();
}

void MemoryContent::power_cut(std::mt19937_64* coin) {
    locked = false;
    if (unsynced_.empty()) {
        now_ = durable_;  // a torn write may have made them differ
        return;
    }
    for (const Change& change : unsynced_) {
        if (coin == nullptr) break;
        if (change.is_cut && (*coin)() % 2 == 0) continue;
        apply(durable_, change, change.is_cut ? 0 : bytes_kept(change.offset, change.data.size(), *coin));
    }
    unsynced_.clear();
    now_ = durable_;
}

std::shared_ptr<MemoryNode> MemoryPlace::node() const {
    const auto found = folder->now.find(name);
    return found != folder->now.end() ? found->second : nullptr;
}

MemoryTree::MemoryTree() : root_(std::make_shared<MemoryNode>()), working_(std::make_shared<MemoryNode>()) {
    // Relative paths live in a folder of their own that is always there.
    root_->now["."] = root_->durable["."] = working_;
}

base::Expected<std::shared_ptr<MemoryNode>> MemoryTree::find(std::string_view path) const {
    std::shared_ptr<MemoryNode> node = path.starts_with('/') ? root_ : working_;
    for (std::string_view name = next_name(path); !name.empty(); name = next_name(path)) {
        const auto found = node->now.find(name);
        if (found == node->now.end()) return base::fail(base::ErrorKind::NotFound, "no such file or folder");
        node = found->second;
    }
    return node;
}

base::Expected<MemoryPlace> MemoryTree::place(std::string_view path) const {
    while (path.size() > 1 && path.ends_with('/')) path.remove_suffix(1);
    const std::size_t slash = path.rfind('/');
    const std::string_view name = slash == std::string_view::npos ? path : path.substr(slash + 1);
    if (name.empty() || name == ".") return base::fail(base::ErrorKind::Conflict, "the root is not a name in a folder");
    const std::string_view folder = slash == std::string_view::npos ? "." : path.substr(0, slash + 1);
    GUVOH_TRY(std::shared_ptr<MemoryNode> node, find(folder));
    if (!node->is_folder()) return base::fail(base::ErrorKind::NotFound, "not a folder");
    return MemoryPlace{std::move(node), std::string(name)};
}

void MemoryTree::set(const MemoryPlace& place, std::shared_ptr<MemoryNode> node) {
    perform({{place.folder, place.name, std::move(node)}});
}

void MemoryTree::move(const MemoryPlace& from, const MemoryPlace& to) {
    std::shared_ptr<MemoryNode> node = from.node();
    perform({{from.folder, from.name, nullptr}, {to.folder, to.name, std::move(node)}});
}

void MemoryTree::perform(Edit edit) {
    for (const NameChange& change : edit) {
        ++change.folder->unsynced_edits;
        if (change.node) {
            change.folder->now[change.name] = change.node;
        } else {
            change.folder->now.erase(change.name);
        }
    }
    unsynced_.push_back(std::move(edit));
}

void MemoryTree::make_durable(const Edit& edit) {
    for (const NameChange& change : edit) {
        if (change.node) {
            change.folder->durable[change.name] = change.node;
        } else {
            change.folder->durable.erase(change.name);
        }
    }
}

void MemoryTree::sync(const std::shared_ptr<MemoryNode>& folder) {
    if (folder->unsynced_edits == 0) return;
    // An edit of two folders ties them: what came before it in either must be durable too.
    std::set<const MemoryNode*> tied{folder.get()};
    std::vector<bool> chosen(unsynced_.size(), false);
    for (std::size_t i = unsynced_.size(); i-- > 0;) {
        const Edit& edit = unsynced_[i];
        chosen[i] = std::any_of(edit.begin(), edit.end(),
                                [&](const NameChange& change) { return tied.contains(change.folder.get()); });
        if (!chosen[i]) continue;
        for (const NameChange& change : edit) tied.insert(change.folder.get());
    }
    std::vector<Edit> rest;
    for (std::size_t i = 0; i < unsynced_.size(); ++i) {
        if (!chosen[i]) {
            rest.push_back(std::move(unsynced_[i]));
            continue;
        }
        make_durable(unsynced_[i]);
        for (const NameChange& change : unsynced_[i]) --change.folder->unsynced_edits;
    }
    unsynced_ = std::move(rest);
}

void MemoryTree::sync_all() {
    for (const Edit& edit : unsynced_) {
        make_durable(edit);
        for (const NameChange& change : edit) change.folder->unsynced_edits = 0;
    }
    unsynced_.clear();
    each_file([](MemoryContent& content) { content.sync(); });
}

void MemoryTree::power_cut(std::mt19937_64* coin) {
    for (const Edit& edit : unsynced_) {
        if (coin != nullptr && (*coin)() % 2 == 0) make_durable(edit);
        for (const NameChange& change : edit) change.folder->unsynced_edits = 0;
    }
    unsynced_.clear();
    const auto restore = [coin](const auto& self, MemoryNode& folder) -> void {
        folder.now = folder.durable;
        for (const auto& entry : folder.now) {
            if (entry.second->is_folder()) {
                self(self, *entry.second);
            } else {
                entry.second->content->power_cut(coin);
            }
        }
    };
    restore(restore, *root_);
}

}  // namespace guvoh::platform

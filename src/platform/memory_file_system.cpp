// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/memory_file_system.h"

#include <algorithm>
#include <limits>
#include <mutex>
#include <optional>
#include <random>

#include "platform/memory_disk.h"

namespace guvoh::platform {

using base::ErrorKind;

/// What the file system shares with its open files and locks.
class MemoryDisk {
public:
    /// Counts a changing operation and asks the plan; nothing when it may go on.
    std::optional<Fault> fault_of(std::string_view what) {
        std::shared_ptr<const MemoryFileSystem::FaultPlan> asked;
        std::uint64_t operation = 0;
        {
            const std::lock_guard hold(mutex);
            if (dead) return Fault::FailIo;
            operation = operations++;
            asked = plan;
        }
        const Fault fault = asked && *asked ? (*asked)(operation, what) : Fault::None;
        if (fault == Fault::None) return {};
        const std::lock_guard hold(mutex);
        dead = dead || fault == Fault::Tear || fault == Fault::Drop;
        return fault;
    }

    /// What an operation reports that a fault has struck.
    static base::Status outcome(Fault fault) {
        if (fault == Fault::Drop) return {};
        if (fault == Fault::FailFull) return base::fail(ErrorKind::Full, "no space left (by the fault plan)");
        return base::fail(ErrorKind::Io, "the disk failed (by the fault plan)");
    }

    std::mutex mutex;  // guards everything below
    MemoryTree tree;
    std::shared_ptr<const MemoryFileSystem::FaultPlan> plan;
    std::uint64_t operations = 0;
    std::uint64_t life = 0;  // grows with each power cut; older handles are dead
    std::uint64_t used_bytes = 0;
    std::uint64_t capacity_bytes = std::numeric_limits<std::uint64_t>::max();
    bool dead = false;
};

namespace {

base::Status dead_disk() { return base::fail(ErrorKind::Io, "the disk is dead until the power comes back"); }

class MemoryFile final : public File {
public:
    MemoryFile(std::shared_ptr<MemoryDisk> disk, std::shared_ptr<MemoryContent> content, bool writable)
        : disk_(std::move(disk)), content_(std::move(content)), life_(disk_->life), writable_(writable) {}

    base::Expected<std::size_t> read_at(std::uint64_t offset, std::span<base::Byte> out) override {
        const std::lock_guard hold(disk_->mutex);
        GUVOH_TRY_VOID(usable());
        const base::Bytes& bytes = content_->now();
        if (offset >= bytes.size()) return std::size_t{0};
        const std::size_t count = std::min<std::size_t>(out.size(), bytes.size() - static_cast<std::size_t>(offset));
        std::copy_n(bytes.begin() + static_cast<std::ptrdiff_t>(offset), count, out.begin());
        return count;
    }

    base::Status write_at(std::uint64_t offset, base::ByteSpan data) override {
        if (!writable_) return read_only();
        const std::optional<Fault> fault = disk_->fault_of("write");
        const std::lock_guard hold(disk_->mutex);
        if (fault == Fault::Tear && life_ == disk_->life) content_->write_durably(offset, data.first(data.size() / 2));
        if (fault) return MemoryDisk::outcome(*fault);
        GUVOH_TRY_VOID(usable());
        GUVOH_TRY_VOID(account(std::max<std::uint64_t>(content_->now().size(), data.empty() ? 0 : offset + data.size())));
        content_->write(offset, data);
        return {};
    }

    base::Expected<std::uint64_t> size() override {
        const std::lock_guard hold(disk_->mutex);
        GUVOH_TRY_VOID(usable());
        return std::uint64_t{content_->now().size()};
    }

    base::Status truncate(std::uint64_t size_bytes) override {
        if (!writable_) return read_only();
        const std::optional<Fault> fault = disk_->fault_of("truncate");
        const std::lock_guard hold(disk_->mutex);
        if (fault) return MemoryDisk::outcome(*fault);
        GUVOH_TRY_VOID(usable());
        GUVOH_TRY_VOID(account(size_bytes));
        content_->truncate(size_bytes);
        return {};
    }

    base::Status sync() override {
        const std::optional<Fault> fault = disk_->fault_of("sync");
        const std::lock_guard hold(disk_->mutex);
        if (fault) return MemoryDisk::outcome(*fault);
        GUVOH_TRY_VOID(usable());
        content_->sync();
        return {};
    }

private:
    static base::Status read_only() { return base::fail(ErrorKind::Denied, "the file is open for reading only"); }

    base::Status usable() const {
        if (disk_->dead) return dead_disk();
        if (life_ != disk_->life) return base::fail(ErrorKind::Io, "the file was open when the power was cut");
        return {};
    }

    base::Status account(std::uint64_t new_size) {
        const std::uint64_t used = disk_->used_bytes - content_->now().size() + new_size;
        if (new_size > content_->now().size() && used > disk_->capacity_bytes)
            return base::fail(ErrorKind::Full, "no space left");
        disk_->used_bytes = used;
        return {};
    }

    std::shared_ptr<MemoryDisk> disk_;        // shared with the file system: a handle may outlive it
    std::shared_ptr<MemoryContent> content_;  // shared with the tree: a removed file lives while it is open
    std::uint64_t life_;
    bool writable_;
};

class MemoryLock final : public FileLock {
public:
    MemoryLock(std::shared_ptr<MemoryDisk> disk, std::shared_ptr<MemoryContent> content)
        : disk_(std::move(disk)), content_(std::move(content)), life_(disk_->life) {}
    ~MemoryLock() override {
        const std::lock_guard hold(disk_->mutex);
        if (life_ == disk_->life) content_->locked = false;
    }

private:
    std::shared_ptr<MemoryDisk> disk_;
    std::shared_ptr<MemoryContent> content_;
    std::uint64_t life_;
};

std::shared_ptr<MemoryNode> new_file() {
    auto node = std::make_shared<MemoryNode>();
    node->content = std::make_shared<MemoryContent>();
    return node;
}

/// Finds or creates the file at a path; the fault plan is asked only when it is created.
base::Expected<std::shared_ptr<MemoryNode>> find_or_create(MemoryDisk& disk, const std::string& path, OpenMode mode) {
    const bool may_create = mode == OpenMode::CreateNew || mode == OpenMode::CreateOrOpen;
    std::unique_lock hold(disk.mutex);
    if (disk.dead) return base::fail(dead_disk().error());
    GUVOH_TRY(MemoryPlace place, disk.tree.place(path));
    std::shared_ptr<MemoryNode> node = place.node();
    if (node && mode == OpenMode::CreateNew) return base::fail(ErrorKind::Conflict, "the file exists already");
    if (node && node->is_folder()) return base::fail(ErrorKind::Io, "not a regular file");
    if (node) return node;
    if (!may_create) return base::fail(ErrorKind::NotFound, "no such file");
    hold.unlock();
    const std::optional<Fault> fault = disk.fault_of("create");
    hold.lock();
    node = new_file();
    if (fault) {
        GUVOH_TRY_VOID(MemoryDisk::outcome(*fault));
        return node;  // dropped: the caller gets a file without a name, on a dead disk
    }
    if (std::shared_ptr<MemoryNode> other = place.node()) return other;  // made by another thread meanwhile
    disk.tree.set(place, node);
    return node;
}

/// Says whether `inner` is `outer` or lies below it.
bool holds(const MemoryNode& outer, const MemoryNode& inner) {
    if (&outer == &inner) return true;
    return std::any_of(outer.now.begin(), outer.now.end(), [&](const auto& entry) { return holds(*entry.second, inner); });
}

base::Status check_move(const MemoryPlace& from, const MemoryPlace& to) {
    const std::shared_ptr<MemoryNode> node = from.node();
    const std::shared_ptr<MemoryNode> there = to.node();
    if (!node) return base::fail(ErrorKind::NotFound, "no such file to rename");
    if (node->is_folder() && holds(*node, *to.folder)) return base::fail(ErrorKind::Io, "a folder cannot move into itself");
    if (!there || there == node) return {};
    if (there->is_folder() != node->is_folder()) return base::fail(ErrorKind::Conflict, "a file cannot replace a folder");
    if (there->is_folder() && !there->now.empty()) return base::fail(ErrorKind::Conflict, "the folder is not empty");
    return {};
}

}  // namespace

MemoryFileSystem::MemoryFileSystem() : disk_(std::make_shared<MemoryDisk>()) {}
MemoryFileSystem::~MemoryFileSystem() = default;

void MemoryFileSystem::set_fault_plan(FaultPlan plan) {
    const std::lock_guard hold(disk_->mutex);
    disk_->plan = std::make_shared<const FaultPlan>(std::move(plan));
}

std::uint64_t MemoryFileSystem::operation_count() const {
    const std::lock_guard hold(disk_->mutex);
    return disk_->operations;
}

bool MemoryFileSystem::is_dead() const {
    const std::lock_guard hold(disk_->mutex);
    return disk_->dead;
}

void MemoryFileSystem::set_capacity(std::uint64_t bytes) {
    const std::lock_guard hold(disk_->mutex);
    disk_->capacity_bytes = bytes;
}

void MemoryFileSystem::power_cut(std::uint64_t keep_unsynced_seed) {
    const std::lock_guard hold(disk_->mutex);
    std::mt19937_64 coin(keep_unsynced_seed);
    disk_->tree.power_cut(keep_unsynced_seed != 0 ? &coin : nullptr);
    disk_->dead = false;
    ++disk_->life;
    disk_->used_bytes = 0;
    disk_->tree.each_file([this](const MemoryContent& content) { disk_->used_bytes += content.now().size(); });
}

base::Expected<std::unique_ptr<File>> MemoryFileSystem::open(const std::string& path, OpenMode mode) {
    GUVOH_TRY(const std::shared_ptr<MemoryNode> node, find_or_create(*disk_, path, mode));
    const std::lock_guard hold(disk_->mutex);
    return std::make_unique<MemoryFile>(disk_, node->content, mode != OpenMode::ReadOnly);
}

bool MemoryFileSystem::exists(const std::string& path) {
    const std::lock_guard hold(disk_->mutex);
    return !disk_->dead && disk_->tree.find(path).has_value();
}

base::Expected<std::vector<FolderEntry>> MemoryFileSystem::list(const std::string& folder) {
    const std::lock_guard hold(disk_->mutex);
    if (disk_->dead) return base::fail(dead_disk().error());
    GUVOH_TRY(const std::shared_ptr<MemoryNode> node, disk_->tree.find(folder));
    if (!node->is_folder()) return base::fail(ErrorKind::NotFound, "not a folder");
    std::vector<FolderEntry> entries;
    for (const auto& entry : node->now) {
        if (entry.first == ".") continue;
        const bool is_folder = entry.second->is_folder();
        entries.push_back({entry.first, is_folder, is_folder ? 0 : entry.second->content->now().size()});
    }
    return entries;
}

base::Status MemoryFileSystem::make_folders(const std::string& folder) {
    for (std::size_t slash = folder.find('/', 1);; slash = folder.find('/', slash + 1)) {
        const std::string part = folder.substr(0, slash);
        if (!exists(part)) {
            if (const auto fault = disk_->fault_of("make_folder")) return MemoryDisk::outcome(*fault);
            const std::lock_guard hold(disk_->mutex);
            GUVOH_TRY(const MemoryPlace place, disk_->tree.place(part));
            if (!place.node()) disk_->tree.set(place, std::make_shared<MemoryNode>());
        }
        if (slash == std::string::npos) break;
    }
    const std::lock_guard hold(disk_->mutex);
    GUVOH_TRY(const std::shared_ptr<MemoryNode> node, disk_->tree.find(folder));
    if (!node->is_folder()) return base::fail(ErrorKind::Conflict, "a file has that name");
    return {};
}

base::Status MemoryFileSystem::remove(const std::string& path) {
    if (const auto fault = disk_->fault_of("remove")) return MemoryDisk::outcome(*fault);
    const std::lock_guard hold(disk_->mutex);
    GUVOH_TRY(const MemoryPlace place, disk_->tree.place(path));
    const std::shared_ptr<MemoryNode> node = place.node();
    if (!node) return base::fail(ErrorKind::NotFound, "no such file to remove");
    if (node->is_folder() && !node->now.empty()) return base::fail(ErrorKind::Conflict, "the folder is not empty");
    if (!node->is_folder()) disk_->used_bytes -= std::min<std::uint64_t>(disk_->used_bytes, node->content->now().size());
    disk_->tree.set(place, nullptr);
    return {};
}

base::Status MemoryFileSystem::rename(const std::string& from, const std::string& to) {
    if (const auto fault = disk_->fault_of("rename")) return MemoryDisk::outcome(*fault);
    const std::lock_guard hold(disk_->mutex);
    GUVOH_TRY(const MemoryPlace from_place, disk_->tree.place(from));
    GUVOH_TRY(const MemoryPlace to_place, disk_->tree.place(to));
    GUVOH_TRY_VOID(check_move(from_place, to_place));
    const std::shared_ptr<MemoryNode> there = to_place.node();
    if (there == from_place.node()) return {};
    if (there && !there->is_folder())
        disk_->used_bytes -= std::min<std::uint64_t>(disk_->used_bytes, there->content->now().size());
    disk_->tree.move(from_place, to_place);
    return {};
}

base::Status MemoryFileSystem::sync_folder(const std::string& folder) {
    if (const auto fault = disk_->fault_of("sync_folder")) return MemoryDisk::outcome(*fault);
    const std::lock_guard hold(disk_->mutex);
    GUVOH_TRY(const std::shared_ptr<MemoryNode> node, disk_->tree.find(folder));
    if (!node->is_folder()) return base::fail(ErrorKind::NotFound, "not a folder");
    disk_->tree.sync(node);
    return {};
}

base::Status MemoryFileSystem::sync_everything(const std::string& folder) {
    if (const auto fault = disk_->fault_of("sync_everything")) return MemoryDisk::outcome(*fault);
    const std::lock_guard hold(disk_->mutex);
    GUVOH_TRY_VOID(disk_->tree.find(folder));
    disk_->tree.sync_all();
    return {};
}

base::Expected<std::unique_ptr<FileLock>> MemoryFileSystem::lock(const std::string& path) {
    GUVOH_TRY(const std::shared_ptr<MemoryNode> node, find_or_create(*disk_, path, OpenMode::CreateOrOpen));
    const std::lock_guard hold(disk_->mutex);
    if (node->content->locked) return base::fail(ErrorKind::Locked, "another handle holds the lock");
    node->content->locked = true;
    return std::make_unique<MemoryLock>(disk_, node->content);
}

base::Expected<std::uint64_t> MemoryFileSystem::free_bytes(const std::string& folder) {
    const std::lock_guard hold(disk_->mutex);
    GUVOH_TRY_VOID(disk_->tree.find(folder));
    return disk_->capacity_bytes - std::min(disk_->capacity_bytes, disk_->used_bytes);
}

}  // namespace guvoh::platform

// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The disk behind MemoryFileSystem: a tree of folders and files, each of which knows what it is now and what a power cut
// would leave of it. Private to this module.
//
// A file keeps the writes since its last sync; a name change is an edit of one or two folders, kept in one list until a
// sync_folder() of a folder it touches. Syncing a folder also makes durable the earlier edits that it depends on.
//
// Threads: none; MemoryFileSystem holds its mutex around every call.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/error.h"

namespace guvoh::platform {

/// The bytes of one file.
class MemoryContent {
public:
    const base::Bytes& now() const { return now_; }
    /// Writes into the cache.
    void write(std::uint64_t offset, base::ByteSpan data);
    /// Writes straight to the disk, past the cache: what a torn write leaves.
    void write_durably(std::uint64_t offset, base::ByteSpan data);
    void truncate(std::uint64_t size_bytes);
    void sync();
    /// Falls back to what is durable; with a generator, some of what was not synced is kept.
    void power_cut(std::mt19937_64* coin);

    bool locked = false;

private:
    struct Change {
        std::uint64_t offset = 0;  // for a cut: the new size
        base::Bytes data;
        bool is_cut = false;
    };
    static void apply(base::Bytes& to, const Change& change, std::size_t data_bytes);

    base::Bytes now_;
    base::Bytes durable_;
    std::vector<Change> unsynced_;
};

struct MemoryNode;
using MemoryNames = std::map<std::string, std::shared_ptr<MemoryNode>, std::less<>>;

/// A file or a folder.
struct MemoryNode {
    std::shared_ptr<MemoryContent> content;  ///< null for a folder
    MemoryNames now;                         ///< of a folder
    MemoryNames durable;
    std::size_t unsynced_edits = 0;

    bool is_folder() const { return content == nullptr; }
};

/// A place in the tree: the folder, and a name in it that may or may not be taken.
struct MemoryPlace {
    std::shared_ptr<MemoryNode> folder;
    std::string name;

    /// What has the name now, or null.
    std::shared_ptr<MemoryNode> node() const;
};

/// The tree of names.
class MemoryTree {
public:
    MemoryTree();
    /// Finds a node. Errors: NotFound.
    base::Expected<std::shared_ptr<MemoryNode>> find(std::string_view path) const;
    /// Finds the folder a path is in. Errors: NotFound; Conflict for the root itself.
    base::Expected<MemoryPlace> place(std::string_view path) const;

    void set(const MemoryPlace& place, std::shared_ptr<MemoryNode> node);  ///< null removes
    /// Moves what has a name to another, replacing what is there, as one edit.
    void move(const MemoryPlace& from, const MemoryPlace& to);
    /// Makes the names in a folder durable, or all names and all files.
    void sync(const std::shared_ptr<MemoryNode>& folder);
    void sync_all();
    /// Falls back to the durable names, and every file below them to its durable bytes.
    void power_cut(std::mt19937_64* coin);
    /// Runs on every file that has a name now.
    template <class Visit>
    void each_file(Visit visit) const {
        each_file_below(*root_, visit);
    }

private:
    struct NameChange {
        std::shared_ptr<MemoryNode> folder;
        std::string name;
        std::shared_ptr<MemoryNode> node;  // null: the name goes
    };
    using Edit = std::vector<NameChange>;  // happens as one

    void perform(Edit edit);
    static void make_durable(const Edit& edit);
    template <class Visit>
    static void each_file_below(const MemoryNode& folder, Visit& visit) {
        for (const auto& entry : folder.now) {
            if (entry.second->is_folder()) {
                each_file_below(*entry.second, visit);
            } else {
                visit(*entry.second->content);
            }
        }
    }

    std::shared_ptr<MemoryNode> root_;     // "/"
    std::shared_ptr<MemoryNode> working_;  // "."
    std::vector<Edit> unsynced_;
};

}  // namespace guvoh::platform

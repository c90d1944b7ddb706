// SPDX-License-Identifier: AGPL-3.0-or-later
#include <atomic>

#include "vault/sqlite_files.h"

namespace guvoh::vault {

namespace {

FileHandle& handle_of(sqlite3_file* file) { return *reinterpret_cast<FileHandle*>(file); }

int unlock_slots(FileHandle& handle, unsigned mask) {
    auto& shared = *handle.shared;
    for (std::size_t slot = 0; slot < kShmSlots; ++slot) {
        const unsigned bit = 1U << slot;
        if ((mask & bit) == 0) continue;
        if ((handle.shm_shared_mask & bit) != 0) --shared.shm_shared[slot];
        if (shared.shm_exclusive[slot] == &handle) shared.shm_exclusive[slot] = nullptr;
    }
    handle.shm_shared_mask &= ~mask;
    handle.shm_exclusive_mask &= ~mask;
    return SQLITE_OK;
}

int share_slots(FileHandle& handle, unsigned mask) {
    auto& shared = *handle.shared;
    for (std::size_t slot = 0; slot < kShmSlots; ++slot) {
        const unsigned bit = 1U << slot;
        if ((mask & bit) == 0 || (handle.shm_shared_mask & bit) != 0) continue;
        if (shared.shm_exclusive[slot] != nullptr && shared.shm_exclusive[slot] != &handle) return SQLITE_BUSY;
        ++shared.shm_shared[slot];
        handle.shm_shared_mask |= bit;
    }
    return SQLITE_OK;
}

int own_slots(FileHandle& handle, unsigned mask) {
    auto& shared = *handle.shared;
    for (std::size_t slot = 0; slot < kShmSlots; ++slot) {
        const unsigned bit = 1U << slot;
        if ((mask & bit) == 0) continue;
        const int mine = (handle.shm_shared_mask & bit) != 0 ? 1 : 0;
        const bool owned = shared.shm_exclusive[slot] != nullptr && shared.shm_exclusive[slot] != &handle;
        if (owned || shared.shm_shared[slot] > mine) return SQLITE_BUSY;
    }
    for (std::size_t slot = 0; slot < kShmSlots; ++slot) {
        if ((mask & (1U << slot)) != 0) shared.shm_exclusive[slot] = &handle;
    }
    handle.shm_exclusive_mask |= mask;
    return SQLITE_OK;
}

}  // namespace

int shm_map(sqlite3_file* file, int region, int region_bytes, int extend, void volatile** out) {
    auto& handle = handle_of(file);
    auto& shared = *handle.shared;
    std::lock_guard lock(shared.mutex);
    if (!handle.shm_in_use) {
        handle.shm_in_use = true;
        ++shared.shm_users;
    }
    const auto index = static_cast<std::size_t>(region);
    if (index >= shared.shm_regions.size() && extend == 0) {
        *out = nullptr;
        return SQLITE_OK;
    }
    while (index >= shared.shm_regions.size()) {
        shared.shm_regions.push_back(std::make_unique<base::Byte[]>(static_cast<std::size_t>(region_bytes)));  // zeros
    }
    *out = shared.shm_regions[index].get();
    return SQLITE_OK;
}

int shm_lock(sqlite3_file* file, int offset, int count, int flags) {
    auto& handle = handle_of(file);
    const unsigned mask = ((1U << count) - 1U) << offset;
    std::lock_guard lock(handle.shared->mutex);
    if ((flags & SQLITE_SHM_UNLOCK) != 0) return unlock_slots(handle, mask);
    return (flags & SQLITE_SHM_SHARED) != 0 ? share_slots(handle, mask) : own_slots(handle, mask);
}

void shm_barrier(sqlite3_file* file) {
    std::atomic_thread_fence(std::memory_order_seq_cst);
    std::lock_guard lock(handle_of(file).shared->mutex);  // as SQLite's own: a full fence for every thread that does the same
}

int shm_unmap(sqlite3_file* file, int /*delete_flag*/) {
    auto& handle = handle_of(file);
    auto& shared = *handle.shared;
    std::lock_guard lock(shared.mutex);
    if (!handle.shm_in_use) return SQLITE_OK;
    handle.shm_in_use = false;
    unlock_slots(handle, (1U << kShmSlots) - 1U);
    if (--shared.shm_users == 0) shared.shm_regions.clear();  // the next user rebuilds it from the log
    return SQLITE_OK;
}

}  // namespace guvoh::vault

// SPDX-License-Identifier: AGPL-3.0-or-later
//
// A nameless file in memory for handing preserved bytes to the sandboxed parser: nothing decrypted ever touches a disk.
//
// Threads: one at a time.
#pragma once

#include <cstdint>

#include "base/bytes.h"
#include "base/error.h"

namespace guvoh::service {

class MemoryFile {
public:
    /// Errors: Io, Full.
    static base::Expected<MemoryFile> create();
    MemoryFile(MemoryFile&& other) noexcept;
    ~MemoryFile();
    base::Status append(base::ByteSpan data);
    int descriptor() const { return descriptor_; }

private:
    explicit MemoryFile(int descriptor) : descriptor_(descriptor) {}
    int descriptor_ = -1;
};

}  // namespace guvoh::service

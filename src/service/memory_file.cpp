// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/memory_file.h"

#include <cerrno>
#include <sys/mman.h>
#include <unistd.h>
#include <utility>

namespace guvoh::service {

base::Expected<MemoryFile> MemoryFile::create() {
    const int descriptor = ::memfd_create("guvoh", MFD_CLOEXEC);
    if (descriptor < 0) return base::fail(base::ErrorKind::Io, "no memory file can be made");
    return MemoryFile(descriptor);
}

MemoryFile::MemoryFile(MemoryFile&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

MemoryFile::~MemoryFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

base::Status MemoryFile::append(base::ByteSpan data) {
    while (!data.empty()) {
        const ssize_t put = ::write(descriptor_, data.data(), data.size());
        if (put < 0 && errno == EINTR) continue;
        if (put < 0) return base::fail(errno == ENOSPC ? base::ErrorKind::Full : base::ErrorKind::Io, "a memory file cannot be written");
        data = data.subspan(static_cast<std::size_t>(put));
    }
    return {};
}

}  // namespace guvoh::service

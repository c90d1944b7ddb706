// SPDX-License-Identifier: AGPL-3.0-or-later
//
// One of the user's files, opened once for reading: what is hashed, extracted and preserved is the same open file, so that
// nobody can slip another one in between.
//
// Threads: one at a time.
#pragma once

#include <cstdint>
#include <string>

#include "base/bytes.h"
#include "base/error.h"

namespace guvoh::service {

class InputFile {
public:
    /// Errors: Denied, NotFound, Io; the detail is for the report of refused files.
    static base::Expected<InputFile> open(const std::string& path);
    /// Reads an open file; the descriptor stays the caller's.
    static base::Expected<InputFile> over(int descriptor);
    InputFile(InputFile&& other) noexcept;
    InputFile& operator=(InputFile&& other) noexcept;
    ~InputFile();

    int descriptor() const { return descriptor_; }
    std::uint64_t size_bytes() const { return size_bytes_; }
    /// Reads at an offset; less than asked only at the end.
    base::Expected<std::size_t> read_at(std::uint64_t offset, std::span<base::Byte> out) const;
    base::Expected<base::Bytes> read_all() const;
    /// SHA-256 of everything; `size_bytes` then is what was read.
    base::Expected<base::Hash> hash();

private:
    static base::Expected<InputFile> take(int descriptor);  // owns it from now on
    InputFile(int descriptor, std::uint64_t size_bytes) : descriptor_(descriptor), size_bytes_(size_bytes) {}
    int descriptor_ = -1;
    std::uint64_t size_bytes_ = 0;
};

}  // namespace guvoh::service

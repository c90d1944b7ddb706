// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Immutable files of fixed-size pages, each sealed under its file's own key and bound to its number; read at random. The
// search index lives in them.
//
// Threads: a PageWriter belongs to one thread; a PageFile may be read from many.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/error.h"

namespace guvoh::vault {

inline constexpr std::size_t kPagePayloadBytes = 16 * 1024;  ///< plain bytes in a page; frozen: written in vault v1

class PageFile {  ///< a finished file of pages, for reading
public:
    virtual ~PageFile() = default;
    virtual std::uint64_t page_count() const = 0;  ///< all of them, the last too
    /// Reads and authenticates one page into out (kPagePayloadBytes). Errors: Corrupt, naming file and page.
    virtual base::Status read_page(std::uint64_t page_index, std::span<base::Byte> out) const = 0;
};

class PageWriter {  ///< a file of pages being written
public:
    virtual ~PageWriter() = default;
    /// Appends one page; shorter payloads are padded with zeros.
    virtual base::Status append(base::ByteSpan payload) = 0;
    /// Seals the last page, syncs, and gives the file its name. Without it nothing remains.
    virtual base::Status finish() = 0;
};

/// Pages set aside for a while, sealed under a key that is only in memory, in a file that has no name: nobody else sees it, and
/// what a crash leaves of it nobody can read. One thread at a time.
class ScratchPages {
public:
    virtual ~ScratchPages() = default;
    /// Appends one page of kPagePayloadBytes; they count from 0. Errors: Full, Io.
    virtual base::Status append(base::ByteSpan payload) = 0;
    /// As PageFile::read_page.
    virtual base::Status read_page(std::uint64_t page_index, std::span<base::Byte> out) const = 0;
};

class SealedPages {
public:
    virtual ~SealedPages() = default;
    virtual base::Expected<std::unique_ptr<PageWriter>> create(const std::string& name) = 0;  ///< Conflict when it is there
    virtual base::Expected<std::unique_ptr<PageFile>> open(const std::string& name) = 0;  ///< NotFound, Corrupt
    virtual base::Status erase(const std::string& name) = 0;  ///< NotFound
    virtual base::Expected<std::vector<std::string>> list() = 0;  ///< by name
    virtual base::Expected<std::unique_ptr<ScratchPages>> scratch() = 0;  ///< an empty one
};

}  // namespace guvoh::vault

// SPDX-License-Identifier: AGPL-3.0-or-later
//
// ZIP files read from memory, within limits. Private to this module.
//
// Threads: one.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/error.h"
#include "documents/parsers.h"

struct zip;

namespace guvoh::documents {

class ZipFile {
public:
    struct Entry {
        std::string name;  ///< UTF-8 as well as can be told, not yet made safe
        std::uint64_t unpacked = 0, packed = 0;
        bool encrypted = false;
        bool folder = false;
    };
    /// Errors: Invalid "damaged ZIP: ...".
    static base::Expected<ZipFile> open(base::ByteSpan bytes);
    ZipFile(ZipFile&&) noexcept;
    ZipFile& operator=(ZipFile&&) = delete;
    ~ZipFile();

    std::uint64_t count() const;
    base::Expected<Entry> entry(std::uint64_t index) const;
    /// Reads one entry whole. Errors: Invalid (damaged, longer than it says).
    base::Expected<base::Bytes> read(std::uint64_t index, std::uint64_t unpacked) const;
    /// Reads a part of an office document; nullopt when there is none. Errors: as read(), and Cancelled for a bomb.
    base::Expected<std::optional<base::Bytes>> part(const char* name, const Limits& limits) const;
    bool has(const char* name) const;

private:
    explicit ZipFile(zip* archive) : archive_(archive) {}
    zip* archive_;
};

/// Hands one file inside over to `out`, or names it as refused when it is too large or damaged.
base::Status hand_over(const ZipFile& file, std::uint64_t index, const ZipFile::Entry& entry, Output& out);

/// Tells office documents from plain archives by what is inside.
void identify_zip(Source& source);

}  // namespace guvoh::documents

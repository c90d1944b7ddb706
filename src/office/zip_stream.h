// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Writes a ZIP file as it is made: each part is compressed on the way and its sizes follow it (APPNOTE 4.4.4, bit 3), so that
// neither a temporary file nor the whole in memory is needed. What is written says nothing of when or where it was made, so the
// same parts give the same bytes. No ZIP64: parts and file stay under 4 GB.
//
// Threads: one.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace guvoh::office {

/// Takes the bytes of a file as they are made.
using Sink = std::function<base::Status(std::string_view)>;

class ZipStream {
public:
    explicit ZipStream(Sink sink);
    ~ZipStream();
    ZipStream(const ZipStream&) = delete;
    ZipStream& operator=(const ZipStream&) = delete;

    /// Begins a part; ends the one before. Errors of all: the sink's, Invalid beyond 4 GB.
    base::Status begin(std::string name);
    /// Adds to the part that was begun.
    base::Status add(std::string_view bytes);
    /// Ends the last part and writes the directory.
    base::Status finish();

private:
    struct Part {
        std::string name;
        std::uint64_t offset = 0, packed = 0, unpacked = 0;
        std::uint32_t crc = 0;
    };
    struct Packer;
    base::Status put(std::string_view bytes);
    base::Status pack(std::string_view bytes, bool last);
    base::Status end_part();

    Sink sink_;
    std::unique_ptr<Packer> packer_;
    std::vector<Part> parts_;
    std::uint64_t written_ = 0;
    bool open_ = false;
};

}  // namespace guvoh::office

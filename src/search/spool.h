// SPDX-License-Identifier: AGPL-3.0-or-later
//
// What a segment is written through, so that memory does not grow with it: the segment's own bytes, which go to its file page by
// page, and spools, which keep what belongs further back until its turn comes: the last of it in memory, the rest in sealed
// pages without a name (vault::ScratchPages).
//
// Bytes are appended to a vector, and a call that can fail moves whole pages out of it.
// Threads: one.
#pragma once

#include <cstdint>
#include <memory>

#include "base/bytes.h"
#include "base/error.h"
#include "vault/sealed_pages.h"

namespace guvoh::search {

/// A segment's bytes, written from front to back to a page file, or to memory.
class SegmentOutput {
public:
    /// Takes the file; null writes to memory.
    explicit SegmentOutput(std::unique_ptr<vault::PageWriter> file) : file_(std::move(file)) {}
    /// Where to append.
    base::Bytes& bytes() { return pending_; }
    /// Where the next byte will lie in the segment.
    std::uint64_t offset() const { return written_ + pending_.size(); }
    /// Moves whole pages to the file when there are enough of them; call it now and then.
    base::Status make_room();
    /// Appends the footer, at the beginning of a page of its own in a file, which then has its name and survives a power cut.
    /// Gives the bytes when in memory.
    base::Expected<base::Bytes> finish(base::ByteSpan footer);

private:
    std::unique_ptr<vault::PageWriter> file_;
    base::Bytes pending_;
    std::uint64_t written_ = 0;
};

/// Bytes that are written, and later read once, from front to back.
class Spool {
public:
    /// Takes where pages are set aside (borrowed, outlives the spool; null keeps all in memory), and what it may hold in memory.
    explicit Spool(vault::SealedPages* pages, std::size_t held_bytes = kHeldBytes) : pages_(pages), held_bytes_(held_bytes) {}
    /// Where to append.
    base::Bytes& bytes() { return tail_; }
    std::uint64_t size() const { return set_aside_ * vault::kPagePayloadBytes + tail_.size(); }
    std::size_t memory_bytes() const { return tail_.size(); }
    /// Sets whole pages aside when more is held than may be; call it now and then.
    base::Status make_room();
    /// Appends all of it to `out`, and is empty.
    base::Status move_to(SegmentOutput& out);

    static constexpr std::size_t kHeldBytes = 4 * vault::kPagePayloadBytes;

private:
    vault::SealedPages* pages_;
    std::size_t held_bytes_;
    std::unique_ptr<vault::ScratchPages> scratch_;
    std::uint64_t set_aside_ = 0;  // pages in scratch_
    base::Bytes tail_;
};

}  // namespace guvoh::search

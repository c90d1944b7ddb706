// SPDX-License-Identifier: AGPL-3.0-or-later
#include "search/spool.h"

#include <algorithm>

namespace guvoh::search {

namespace {

constexpr std::size_t kPage = vault::kPagePayloadBytes;
constexpr std::size_t kWriteBytes = 16 * kPage;

/// Gives whole pages from the front of `bytes` to a writer of either kind, and takes them out. Gives how many.
template <class Writer>
base::Expected<std::size_t> append_pages(Writer& writer, base::Bytes& bytes) {
    const std::size_t pages = bytes.size() / kPage;
    for (std::size_t i = 0; i < pages; ++i) { GUVOH_TRY_VOID(writer.append(base::ByteSpan(bytes).subspan(i * kPage, kPage))); }
    bytes.erase(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(pages * kPage));
    return pages;
}

}  // namespace

base::Status SegmentOutput::make_room() {
    if (file_ == nullptr || pending_.size() < kWriteBytes) { return {}; }
    GUVOH_TRY(const std::size_t pages, append_pages(*file_, pending_));
    written_ += pages * kPage;
    return {};
}

base::Expected<base::Bytes> SegmentOutput::finish(base::ByteSpan footer) {
    if (file_ == nullptr) {
        base::put_bytes(pending_, footer);
        pending_.shrink_to_fit();  // it grew by doubling, and stays for a while
        return std::move(pending_);
    }
    pending_.resize((pending_.size() + kPage - 1) / kPage * kPage);
    GUVOH_TRY_VOID(append_pages(*file_, pending_));
    GUVOH_TRY_VOID(file_->append(footer));
    GUVOH_TRY_VOID(file_->finish());
    return base::Bytes{};
}

base::Status Spool::make_room() {
    if (pages_ == nullptr || tail_.size() < held_bytes_) { return {}; }
    if (scratch_ == nullptr) { GUVOH_TRY(scratch_, pages_->scratch()); }
    GUVOH_TRY(const std::size_t pages, append_pages(*scratch_, tail_));
    set_aside_ += pages;
    return {};
}

base::Status Spool::move_to(SegmentOutput& out) {
    for (std::uint64_t page = 0; page < set_aside_; ++page) {
        const std::size_t at = out.bytes().size();
        out.bytes().resize(at + kPage);
        GUVOH_TRY_VOID(scratch_->read_page(page, std::span<base::Byte>(out.bytes()).subspan(at)));
        GUVOH_TRY_VOID(out.make_room());
    }
    base::put_bytes(out.bytes(), tail_);
    scratch_.reset();
    set_aside_ = 0;
    tail_.clear();
    return out.make_room();
}

}  // namespace guvoh::search

// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>

#include "vault/stored_pages.h"

namespace guvoh::vault {

namespace {

constexpr std::size_t kStoredBytes = kPagePayloadBytes + 16;
constexpr std::string_view kContext = "guvoh scratch page";

class StoredScratch final : public ScratchPages {
public:
    StoredScratch(std::unique_ptr<platform::File> file, bool encrypted)
        : file_(std::move(file)), key_(crypto::Key::random()), encrypted_(encrypted) {}

    base::Status append(base::ByteSpan payload) override {
        if (payload.size() != kPagePayloadBytes) return base::fail(base::ErrorKind::Invalid, "scratch: not a whole page");
        const std::uint64_t index = page_count_++;  // used up even when the write fails: a number seals once
        std::array<base::Byte, kStoredBytes> stored{};
        if (encrypted_) {
            crypto::seal_numbered(key_, index, payload, base::as_bytes(kContext), stored);
        } else {
            std::copy(payload.begin(), payload.end(), stored.begin());
        }
        return file_->write_at(index * kStoredBytes, stored);
    }

    base::Status read_page(std::uint64_t page_index, std::span<base::Byte> out) const override {
        if (page_index >= page_count_ || out.size() < kPagePayloadBytes) {
            return base::fail(base::ErrorKind::Invalid, "scratch: no such page, or no room for it");
        }
        std::array<base::Byte, kStoredBytes> stored;
        GUVOH_TRY(const auto got, file_->read_at(page_index * kStoredBytes, stored));
        if (got != stored.size()) return base::fail(base::ErrorKind::Corrupt, "scratch: cut off");
        const auto plain = out.first(kPagePayloadBytes);
        if (!encrypted_) {
            std::copy_n(stored.begin(), kPagePayloadBytes, plain.begin());
            return {};
        }
        if (crypto::open_numbered(key_, page_index, stored, base::as_bytes(kContext), plain)) return {};
        return base::fail(base::ErrorKind::Corrupt, "scratch: altered in page " + std::to_string(page_index));
    }

private:
    std::unique_ptr<platform::File> file_;
    crypto::Key key_;
    bool encrypted_;
    std::uint64_t page_count_ = 0;
};

}  // namespace

base::Expected<std::unique_ptr<ScratchPages>> StoredPages::scratch() {
    const std::string path = folder_ + "/scratch-" + std::to_string(++scratch_count_) + ".new";  // swept when a crash leaves it
    GUVOH_TRY(auto file, files_.open(path, platform::OpenMode::CreateNew));
    GUVOH_TRY_VOID(files_.remove(path));
    return std::make_unique<StoredScratch>(std::move(file), encrypted_);
}

}  // namespace guvoh::vault

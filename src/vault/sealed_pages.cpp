// SPDX-License-Identifier: AGPL-3.0-or-later
#include "vault/sealed_pages.h"

#include <algorithm>
#include <atomic>

#include "vault/stored_pages.h"

namespace guvoh::vault {

namespace {

constexpr std::string_view kMagic = "guvohpgs";  // frozen, as all of the header: vault v1
constexpr std::uint16_t kVersion = 1;
constexpr std::uint16_t kPlainFlag = 1;
constexpr std::size_t kFieldBytes = 24;
constexpr std::size_t kHeaderBytes = kFieldBytes + 32 + crypto::kSealOverheadBytes;  // 96
constexpr std::size_t kStoredPageBytes = kPagePayloadBytes + 16;  // an unencrypted page has 16 zeros for the tag
constexpr std::size_t kWritePages = 16;
constexpr std::string_view kPageContext = "guvoh page v1";
constexpr std::string_view kNewSuffix = ".new";

std::uint64_t page_offset(std::uint64_t index) { return kHeaderBytes + index * kStoredPageBytes; }

base::Bytes header_fields(std::uint64_t page_count, bool encrypted) {
    base::Bytes fields;
    base::put_bytes(fields, base::as_bytes(kMagic));
    base::put_u16(fields, kVersion);
    base::put_u16(fields, encrypted ? 0 : kPlainFlag);
    base::put_u32(fields, static_cast<std::uint32_t>(kPagePayloadBytes));
    base::put_u64(fields, page_count);
    return fields;
}

/// What the file key is bound to: all header fields, the page count among them, and the file's name.
base::Bytes header_context(base::ByteSpan fields, std::string_view name) {
    base::Bytes context(fields.begin(), fields.end());
    base::put_bytes(context, base::as_bytes(name));
    return context;
}

base::Error damaged(const std::string& name, std::string_view what) {
    return {base::ErrorKind::Corrupt, "page file " + name + ": " + std::string(what), {}};
}

bool is_name(std::string_view name) {
    const bool good = name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-_.") == std::string_view::npos;
    return good && !name.empty() && name.size() <= 100 && name.front() != '.' && !name.ends_with(kNewSuffix);
}

base::Error bad_name() { return {base::ErrorKind::Invalid, "page file: not a name: a-z 0-9 - _ . only", {}}; }

}  // namespace

class StoredPageWriter final : public PageWriter {
public:
    StoredPageWriter(const StoredPages& owner, std::string name, std::string path, std::unique_ptr<platform::File> file)
        : owner_(owner), name_(std::move(name)), path_(std::move(path)), file_(std::move(file)), key_(crypto::Key::random()) {}

    ~StoredPageWriter() override {
        if (finished_) return;
        file_.reset();
        static_cast<void>(owner_.files_.remove(path_));
    }

    base::Status append(base::ByteSpan payload) override {
        if (payload.size() > kPagePayloadBytes) return base::fail(base::ErrorKind::Invalid, "page file: the payload is too long");
        std::copy(payload.begin(), payload.end(), plain_.begin());
        std::fill(plain_.begin() + static_cast<std::ptrdiff_t>(payload.size()), plain_.end(), base::Byte{0});
        const auto start = out_.size();
        out_.resize(start + kStoredPageBytes);
        const auto stored = std::span(out_).subspan(start);
        if (owner_.encrypted_) {
            crypto::seal_numbered(key_, page_count_, plain_, base::as_bytes(kPageContext), stored);
        } else {
            std::copy(plain_.begin(), plain_.end(), stored.begin());
        }
        ++page_count_;
        return out_.size() >= kWritePages * kStoredPageBytes ? write_out() : base::Status{};
    }

    base::Status finish() override {
        if (finished_) return base::fail(base::ErrorKind::Invalid, "page file: finished already");
        GUVOH_TRY_VOID(write_out());
        auto header = header_fields(page_count_, owner_.encrypted_);
        base::put_bytes(header, crypto::seal(owner_.key_, key_.span(), header_context(header, name_)));
        GUVOH_TRY_VOID(file_->write_at(0, header));
        GUVOH_TRY_VOID(file_->sync());
        GUVOH_TRY_VOID(owner_.files_.rename(path_, owner_.folder_ + "/" + name_));
        finished_ = true;
        return owner_.files_.sync_folder(owner_.folder_);
    }

private:
    base::Status write_out() {
        GUVOH_TRY_VOID(file_->write_at(page_offset(written_pages_), out_));
        written_pages_ = page_count_;
        out_.clear();
        return {};
    }

    const StoredPages& owner_;
    std::string name_, path_;
    std::unique_ptr<platform::File> file_;
    crypto::Key key_;
    base::Bytes plain_ = base::Bytes(kPagePayloadBytes);
    base::Bytes out_;
    std::uint64_t page_count_ = 0, written_pages_ = 0;
    bool finished_ = false;
};

class StoredPageFile final : public PageFile {
public:
    StoredPageFile(std::string name, std::unique_ptr<platform::File> file, std::unique_ptr<crypto::Key> key, std::uint64_t page_count)
        : name_(std::move(name)), file_(std::move(file)), key_(std::move(key)), page_count_(page_count) {}

    std::uint64_t page_count() const override { return page_count_; }

    base::Status read_page(std::uint64_t page_index, std::span<base::Byte> out) const override {
        if (page_index >= page_count_ || out.size() < kPagePayloadBytes) {
            return base::fail(base::ErrorKind::Invalid, "page file " + name_ + ": no such page, or no room for it");
        }
        std::array<base::Byte, kStoredPageBytes> stored;
        GUVOH_TRY(const auto got, file_->read_at(page_offset(page_index), stored));
        if (got != stored.size()) return base::fail(damaged(name_, "cut off at page " + std::to_string(page_index)));
        const auto plain = out.first(kPagePayloadBytes);
        if (!key_) {
            std::copy_n(stored.begin(), kPagePayloadBytes, plain.begin());
            return {};
        }
        if (crypto::open_numbered(*key_, page_index, stored, base::as_bytes(kPageContext), plain)) return {};
        return base::fail(damaged(name_, "altered in page " + std::to_string(page_index)));
    }

private:
    std::string name_;
    std::unique_ptr<platform::File> file_;
    std::unique_ptr<crypto::Key> key_;  // null: not encrypted
    std::uint64_t page_count_;
};

base::Expected<std::unique_ptr<StoredPages>> StoredPages::open_folder(platform::FileSystem& files, const std::string& folder,
                                                                      crypto::Key key, bool encrypted) {
    GUVOH_TRY_VOID(files.make_folders(folder));
    GUVOH_TRY(const auto found, files.list(folder));
    for (const auto& entry : found) {
        if (entry.name.ends_with(kNewSuffix)) GUVOH_TRY_VOID(files.remove(folder + "/" + entry.name));
    }
    return std::unique_ptr<StoredPages>(new StoredPages(files, folder, std::move(key), encrypted));
}

base::Expected<std::unique_ptr<PageWriter>> StoredPages::create(const std::string& name) {
    if (!is_name(name)) return base::fail(bad_name());
    if (files_.exists(folder_ + "/" + name)) return base::fail(base::ErrorKind::Conflict, "page file " + name + ": exists already");
    std::string path = folder_ + "/" + name + std::string(kNewSuffix);
    GUVOH_TRY(auto file, files_.open(path, platform::OpenMode::CreateNew));
    return std::make_unique<StoredPageWriter>(*this, name, std::move(path), std::move(file));
}

base::Expected<std::unique_ptr<PageFile>> StoredPages::open(const std::string& name) {
    if (!is_name(name)) return base::fail(bad_name());
    GUVOH_TRY(auto file, files_.open(folder_ + "/" + name, platform::OpenMode::ReadOnly));
    base::Bytes header(kHeaderBytes);
    GUVOH_TRY(const auto got, file->read_at(0, header));
    base::ByteReader fields(base::ByteSpan(header).first(got));
    const auto magic = base::as_text(fields.bytes(kMagic.size()));
    const auto version = fields.u16();
    const auto flags = fields.u16();
    const auto payload_bytes = fields.u32();
    const auto page_count = fields.u64();
    const auto sealed_key = fields.bytes(kHeaderBytes - kFieldBytes);
    if (!fields.ok() || magic != kMagic) return base::fail(damaged(name, "it has no header"));
    const bool fits = version == kVersion && payload_bytes == kPagePayloadBytes && flags == (encrypted_ ? 0 : kPlainFlag);
    if (!fits || page_count > (std::uint64_t{1} << 40)) return base::fail(damaged(name, "its header is damaged"));
    const auto context = header_context(base::ByteSpan(header).first(kFieldBytes), name);
    auto plain_key = crypto::open_sealed(key_, sealed_key, context);
    if (!plain_key || plain_key->size() != 32) return base::fail(damaged(name, "its header was altered"));
    std::unique_ptr<crypto::Key> key;
    if (encrypted_) key = std::make_unique<crypto::Key>(crypto::Key::from(std::span<const base::Byte, 32>(plain_key->data(), 32)));
    std::fill(plain_key->begin(), plain_key->end(), base::Byte{0});
    GUVOH_TRY(const auto size, file->size());
    if (size != page_offset(page_count)) return base::fail(damaged(name, "it has the wrong length"));
    return std::make_unique<StoredPageFile>(name, std::move(file), std::move(key), page_count);
}

base::Status StoredPages::erase(const std::string& name) {
    if (!is_name(name)) return base::fail(bad_name());
    GUVOH_TRY_VOID(files_.remove(folder_ + "/" + name));
    return files_.sync_folder(folder_);
}

base::Expected<std::vector<std::string>> StoredPages::list() {
    GUVOH_TRY(const auto found, files_.list(folder_));
    std::vector<std::string> names;
    for (const auto& entry : found) {
        if (!entry.is_folder && is_name(entry.name)) names.push_back(entry.name);
    }
    return names;
}

}  // namespace guvoh::vault

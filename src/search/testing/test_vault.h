// SPDX-License-Identifier: AGPL-3.0-or-later
//
// A vault in memory for tests of the index, and a page store in memory whose bytes can be damaged.
#pragma once

#include <algorithm>
#include <map>
#include <memory>
#include <string>

#include "crypto/crypto.h"
#include "platform/memory_file_system.h"
#include "vault/vault.h"

namespace guvoh::search::testing {

/// A new vault on a file system of its own; `files` may outlive several openings.
inline std::unique_ptr<vault::Vault> new_vault(platform::MemoryFileSystem& files) {
    crypto::start();
    vault::OpenOptions options;
    options.files = &files;
    options.stretch_cost = {8192, 1};
    auto created = vault::Vault::create("/vault", crypto::Passphrase("seven quiet rivers"), options);
    GUVOH_CHECK(created.has_value());
    return std::move(created->vault);
}

inline std::unique_ptr<vault::Vault> reopen_vault(platform::MemoryFileSystem& files) {
    vault::OpenOptions options;
    options.files = &files;
    auto opened = vault::Vault::open("/vault", crypto::Passphrase("seven quiet rivers"), options);
    GUVOH_CHECK(opened.has_value());
    return std::move(*opened);
}

/// Page files in memory with a check value for each page, as the sealed ones have.
class MemoryPages final : public vault::SealedPages {
public:
    using Pages = std::vector<base::Bytes>;
    std::map<std::string, std::shared_ptr<Pages>> files;
    std::shared_ptr<std::map<std::string, std::vector<std::size_t>>> damaged =
        std::make_shared<std::map<std::string, std::vector<std::size_t>>>();

    base::Expected<std::unique_ptr<vault::PageWriter>> create(const std::string& name) override {
        return std::unique_ptr<vault::PageWriter>(new Writer(*this, name));
    }
    base::Expected<std::unique_ptr<vault::PageFile>> open(const std::string& name) override {
        const auto found = files.find(name);
        if (found == files.end()) { return base::fail(base::ErrorKind::NotFound, "no such page file"); }
        return std::unique_ptr<vault::PageFile>(new File(found->second, name, damaged));
    }
    base::Status erase(const std::string& name) override {
        files.erase(name);
        return {};
    }
    base::Expected<std::vector<std::string>> list() override {
        std::vector<std::string> names;
        for (const auto& file : files) { names.push_back(file.first); }
        return names;
    }
    base::Expected<std::unique_ptr<vault::ScratchPages>> scratch() override {
        ++scratch_count;
        return std::unique_ptr<vault::ScratchPages>(new Scratch());
    }
    std::size_t scratch_count = 0;  ///< how many were asked for

private:
    class Scratch final : public vault::ScratchPages {
    public:
        base::Status append(base::ByteSpan payload) override {
            pages_.emplace_back(payload.begin(), payload.end());
            return {};
        }
        base::Status read_page(std::uint64_t page, std::span<base::Byte> out) const override {
            std::copy(pages_[page].begin(), pages_[page].end(), out.begin());
            return {};
        }

    private:
        Pages pages_;
    };
    class File final : public vault::PageFile {
    public:
        File(std::shared_ptr<Pages> pages, std::string name,
             std::shared_ptr<std::map<std::string, std::vector<std::size_t>>> damaged)
            : pages_(std::move(pages)), name_(std::move(name)), damaged_(std::move(damaged)) {}
        std::uint64_t page_count() const override { return pages_->size(); }
        base::Status read_page(std::uint64_t page, std::span<base::Byte> out) const override {
            const auto found = damaged_->find(name_);
            if (found != damaged_->end() && std::find(found->second.begin(), found->second.end(), page) != found->second.end()) {
                return base::fail(base::ErrorKind::Corrupt, "page fails authentication");
            }
            std::copy((*pages_)[page].begin(), (*pages_)[page].end(), out.begin());
            return {};
        }

    private:
        std::shared_ptr<Pages> pages_;
        std::string name_;
        std::shared_ptr<std::map<std::string, std::vector<std::size_t>>> damaged_;
    };
    class Writer final : public vault::PageWriter {
    public:
        Writer(MemoryPages& store, std::string name) : store_(store), name_(std::move(name)) {}
        base::Status append(base::ByteSpan payload) override {
            base::Bytes page(payload.begin(), payload.end());
            page.resize(vault::kPagePayloadBytes);
            pages_->push_back(std::move(page));
            return {};
        }
        base::Status finish() override {
            store_.files[name_] = pages_;
            return {};
        }

    private:
        MemoryPages& store_;
        std::string name_;
        std::shared_ptr<Pages> pages_ = std::make_shared<Pages>();
    };
};

}  // namespace guvoh::search::testing

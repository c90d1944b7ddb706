// SPDX-License-Identifier: AGPL-3.0-or-later
//
// A folder of sealed page files. Private to the vault; others see sealed_pages.h.
//
// Threads: any.
// Implements: docs/formats/vault.md, "Page files"
#pragma once

#include <atomic>

#include "crypto/crypto.h"
#include "platform/file_system.h"
#include "vault/sealed_pages.h"

namespace guvoh::vault {

class StoredPages final : public SealedPages {
public:
    /// Makes the folder when missing and sweeps files that were never finished.
    static base::Expected<std::unique_ptr<StoredPages>> open_folder(platform::FileSystem& files, const std::string& folder,
                                                                    crypto::Key key, bool encrypted);
    base::Expected<std::unique_ptr<PageWriter>> create(const std::string& name) override;
    base::Expected<std::unique_ptr<PageFile>> open(const std::string& name) override;
    base::Status erase(const std::string& name) override;
    base::Expected<std::vector<std::string>> list() override;
    base::Expected<std::unique_ptr<ScratchPages>> scratch() override;

private:
    friend class StoredPageWriter;
    StoredPages(platform::FileSystem& files, std::string folder, crypto::Key key, bool encrypted)
        : files_(files), folder_(std::move(folder)), key_(std::move(key)), encrypted_(encrypted) {}

    platform::FileSystem& files_;  // outlives the vault
    std::string folder_;
    crypto::Key key_;
    bool encrypted_;
    std::atomic<std::uint64_t> scratch_count_{0};
};

}  // namespace guvoh::vault

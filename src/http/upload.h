// SPDX-License-Identifier: AGPL-3.0-or-later
//
// An upload while it arrives: a nameless file in memory, hashed on the way, paid for from the budget of all uploads.
//
// Threads: one at a time.
#pragma once

#include <optional>

#include "crypto/crypto.h"
#include "http/message.h"
#include "http/services.h"

namespace guvoh::http {

class MemoryUpload final : public BodySink {
public:
    /// Takes `size_bytes` from the budget. Errors: Busy when they are not there; Io.
    static base::Expected<std::unique_ptr<MemoryUpload>> begin(UploadBudget& budget, std::uint64_t size_bytes);
    ~MemoryUpload() override;
    MemoryUpload(const MemoryUpload&) = delete;
    MemoryUpload& operator=(const MemoryUpload&) = delete;

    base::Status append(base::ByteSpan data) override;
    /// Gives the file away, and with it the duty to give its bytes back to the budget.
    service::UploadedFile finish(std::string name);

private:
    MemoryUpload(UploadBudget& budget, std::uint64_t size_bytes, service::MemoryFile file);
    UploadBudget& budget_;  // outlives all uploads
    std::uint64_t held_bytes_, size_bytes_ = 0;
    std::optional<service::MemoryFile> file_;
    crypto::Sha256 sha256_;
};

}  // namespace guvoh::http

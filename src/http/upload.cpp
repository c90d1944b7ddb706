// SPDX-License-Identifier: AGPL-3.0-or-later
#include "http/upload.h"

#include <utility>

namespace guvoh::http {

base::Expected<std::unique_ptr<MemoryUpload>> MemoryUpload::begin(UploadBudget& budget, std::uint64_t size_bytes) {
    if (!budget.take(size_bytes)) return base::fail_busy("too much is being uploaded; try again when some of it has been read", 5);
    auto file = service::MemoryFile::create();
    if (!file) {
        budget.give_back(size_bytes);
        return base::fail(file.error());
    }
    return std::unique_ptr<MemoryUpload>(new MemoryUpload(budget, size_bytes, std::move(*file)));
}

MemoryUpload::MemoryUpload(UploadBudget& budget, std::uint64_t size_bytes, service::MemoryFile file)
    : budget_(budget), held_bytes_(size_bytes), file_(std::move(file)) {}

MemoryUpload::~MemoryUpload() { budget_.give_back(held_bytes_); }

base::Status MemoryUpload::append(base::ByteSpan data) {
    sha256_.add(data);
    size_bytes_ += data.size();
    return file_->append(data);
}

service::UploadedFile MemoryUpload::finish(std::string name) {
    // What the job gives back later is the size of the file, which the transport has checked to be what was declared.
    budget_.give_back(std::exchange(held_bytes_, 0) - size_bytes_);
    return {std::move(name), std::move(*file_), sha256_.finish(), size_bytes_};
}

}  // namespace guvoh::http

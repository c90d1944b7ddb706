// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/input_file.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

#include "crypto/crypto.h"

namespace guvoh::service {

using base::ErrorKind;
using base::fail;

namespace {
constexpr std::size_t kPieceBytes = 1U << 20;
}

base::Expected<InputFile> InputFile::open(const std::string& path) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (descriptor < 0) {
        const ErrorKind kind = errno == EACCES || errno == EPERM ? ErrorKind::Denied : errno == ENOENT ? ErrorKind::NotFound : ErrorKind::Io;
        return fail(kind, std::string("cannot be opened: ") + std::strerror(errno));
    }
    return take(descriptor);
}

base::Expected<InputFile> InputFile::over(int descriptor) {
    const int own = ::fcntl(descriptor, F_DUPFD_CLOEXEC, 0);
    if (own < 0) return fail(ErrorKind::Io, "no more files can be opened");
    return take(own);
}

base::Expected<InputFile> InputFile::take(int descriptor) {
    struct stat facts{};
    if (::fstat(descriptor, &facts) != 0 || !S_ISREG(facts.st_mode)) {
        ::close(descriptor);
        return fail(ErrorKind::Invalid, "not a plain file");
    }
    return InputFile(descriptor, static_cast<std::uint64_t>(facts.st_size));
}

InputFile::InputFile(InputFile&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), size_bytes_(other.size_bytes_) {}

InputFile& InputFile::operator=(InputFile&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    std::swap(size_bytes_, other.size_bytes_);
    return *this;
}

InputFile::~InputFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

base::Expected<std::size_t> InputFile::read_at(std::uint64_t offset, std::span<base::Byte> out) const {
    std::size_t done = 0;
    while (done < out.size()) {
        const ssize_t got = ::pread(descriptor_, out.data() + done, out.size() - done, static_cast<off_t>(offset + done));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return fail(ErrorKind::Invalid, std::string("cannot be read: ") + std::strerror(errno));
        if (got == 0) break;
        done += static_cast<std::size_t>(got);
    }
    return done;
}

base::Expected<base::Bytes> InputFile::read_all() const {
    base::Bytes bytes(static_cast<std::size_t>(size_bytes_));
    GUVOH_TRY(const std::size_t got, read_at(0, bytes));
    bytes.resize(got);
    return bytes;
}

base::Expected<base::Hash> InputFile::hash() {
    crypto::Sha256 sha256;
    base::Bytes piece(kPieceBytes);
    std::uint64_t at = 0;
    while (true) {
        GUVOH_TRY(const std::size_t got, read_at(at, piece));
        sha256.add(base::ByteSpan(piece).first(got));
        at += got;
        if (got < piece.size()) break;
    }
    size_bytes_ = at;
    return sha256.finish();
}

}  // namespace guvoh::service

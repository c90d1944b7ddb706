// SPDX-License-Identifier: AGPL-3.0-or-later
#include <dirent.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

#include "platform/file_system.h"

namespace guvoh::platform {

namespace {

using base::ErrorKind;

ErrorKind kind_of(int code) {
    switch (code) {
        case ENOENT:
        case ENOTDIR: return ErrorKind::NotFound;
        case EEXIST:
        case ENOTEMPTY: return ErrorKind::Conflict;
        case EACCES:
        case EPERM:
        case EROFS:
        case ELOOP:
        case EBADF: return ErrorKind::Denied;  // EBADF: writing through a handle opened for reading
        case ENOSPC:
        case EDQUOT:
        case EFBIG: return ErrorKind::Full;
        default: return ErrorKind::Io;
    }
}

/// The error of the call that just failed. Never names the path: it may hold a person's name.
auto failed(const char* what) {
    const int code = errno;
    return base::fail(kind_of(code), std::string(what) + ": " + std::generic_category().message(code));
}

/// Repeats a system call that a signal interrupted.
template <class Call>
auto retried(Call call) {
    auto result = call();
    while (result < 0 && errno == EINTR) result = call();
    return result;
}

class Handle {
public:
    explicit Handle(int fd) : fd_(fd) {}
    ~Handle() {
        if (fd_ >= 0) ::close(fd_);
    }
    Handle(Handle&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
    Handle& operator=(Handle&&) = delete;
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;
    int fd() const { return fd_; }
    explicit operator bool() const { return fd_ >= 0; }

private:
    int fd_;
};

Handle open_handle(const std::string& path, int flags) {
    return Handle(retried([&] { return ::open(path.c_str(), flags | O_CLOEXEC, 0600); }));
}

class RealFile final : public File {
public:
    explicit RealFile(Handle handle) : handle_(std::move(handle)) {}

    base::Expected<std::size_t> read_at(std::uint64_t offset, std::span<base::Byte> out) override {
        std::size_t done = 0;
        while (done < out.size()) {
            const ssize_t got = retried([&] {
                return ::pread(handle_.fd(), out.data() + done, out.size() - done, static_cast<off_t>(offset + done));
            });
            if (got < 0) return failed("reading a file");
            if (got == 0) break;
            done += static_cast<std::size_t>(got);
        }
        return done;
    }

    base::Status write_at(std::uint64_t offset, base::ByteSpan data) override {
        std::size_t done = 0;
        while (done < data.size()) {
            const ssize_t put = retried([&] {
                return ::pwrite(handle_.fd(), data.data() + done, data.size() - done, static_cast<off_t>(offset + done));
            });
            if (put < 0) return failed("writing a file");
            done += static_cast<std::size_t>(put);
        }
        return {};
    }

    base::Expected<std::uint64_t> size() override {
        struct stat about {};
        if (::fstat(handle_.fd(), &about) != 0) return failed("sizing a file");
        return static_cast<std::uint64_t>(about.st_size);
    }

    base::Status truncate(std::uint64_t size_bytes) override {
        if (retried([&] { return ::ftruncate(handle_.fd(), static_cast<off_t>(size_bytes)); }) != 0)
            return failed("cutting a file");
        return {};
    }

    base::Status sync() override {
        if (retried([&] { return ::fdatasync(handle_.fd()); }) != 0) return failed("syncing a file");
        return {};
    }

private:
    Handle handle_;
};

class RealLock final : public FileLock {
public:
    explicit RealLock(Handle handle) : handle_(std::move(handle)) {}

private:
    Handle handle_;  // closing it releases the lock
};

int flags_of(OpenMode mode) {
    // A vault must not be led elsewhere by a planted link; what is only read (a user's document) may be one.
    switch (mode) {
        case OpenMode::ReadOnly: return O_RDONLY | O_NONBLOCK;  // so that a pipe cannot hang us
        case OpenMode::ReadWrite: return O_RDWR | O_NOFOLLOW | O_NONBLOCK;
        case OpenMode::CreateNew: return O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW;
        case OpenMode::CreateOrOpen: return O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK;
    }
    return O_RDONLY;
}

class RealFileSystem final : public FileSystem {
public:
    base::Expected<std::unique_ptr<File>> open(const std::string& path, OpenMode mode) override {
        Handle handle = open_handle(path, flags_of(mode));
        if (!handle) return failed("opening a file");
        struct stat about {};
        if (::fstat(handle.fd(), &about) != 0) return failed("opening a file");
        if (!S_ISREG(about.st_mode)) return base::fail(ErrorKind::Io, "opening a file: not a regular file");
        return std::make_unique<RealFile>(std::move(handle));
    }

    bool exists(const std::string& path) override {
        struct stat about {};
        return ::lstat(path.c_str(), &about) == 0;
    }

    base::Expected<std::vector<FolderEntry>> list(const std::string& folder) override;

    base::Status make_folders(const std::string& folder) override {
        for (std::size_t slash = folder.find('/', 1);; slash = folder.find('/', slash + 1)) {
            const std::string part = folder.substr(0, slash);
            struct stat about {};
            if (::mkdir(part.c_str(), 0700) != 0 && errno != EEXIST) return failed("making a folder");
            if (::stat(part.c_str(), &about) != 0) return failed("making a folder");
            if (!S_ISDIR(about.st_mode)) return base::fail(ErrorKind::Conflict, "making a folder: a file has that name");
            if (slash == std::string::npos) return {};
        }
    }

    base::Status remove(const std::string& path) override {
        if (::unlink(path.c_str()) == 0) return {};
        if (errno != EISDIR && errno != EPERM) return failed("removing a file");
        if (::rmdir(path.c_str()) != 0) return failed("removing a folder");
        return {};
    }

    base::Status rename(const std::string& from, const std::string& to) override {
        if (::rename(from.c_str(), to.c_str()) != 0) return failed("renaming a file");
        return {};
    }

    base::Status sync_folder(const std::string& folder) override {
        const Handle handle = open_handle(folder, O_RDONLY | O_DIRECTORY);
        if (!handle) return failed("opening a folder");
        if (retried([&] { return ::fsync(handle.fd()); }) != 0) return failed("syncing a folder");
        return {};
    }

    base::Status sync_everything(const std::string& folder) override {
        const Handle handle = open_handle(folder, O_RDONLY | O_DIRECTORY);
        if (!handle) return failed("opening a folder");
        if (retried([&] { return ::syncfs(handle.fd()); }) != 0) return failed("syncing the disk");
        return {};
    }

    base::Expected<std::unique_ptr<FileLock>> lock(const std::string& path) override {
        Handle handle = open_handle(path, O_RDWR | O_CREAT | O_NOFOLLOW);
        if (!handle) return failed("opening a lock file");
        if (retried([&] { return ::flock(handle.fd(), LOCK_EX | LOCK_NB); }) != 0) {
            if (errno == EWOULDBLOCK) return base::fail(ErrorKind::Locked, "another process holds the lock");
            return failed("locking a file");
        }
        return std::make_unique<RealLock>(std::move(handle));
    }

    base::Expected<std::uint64_t> free_bytes(const std::string& folder) override {
        struct statvfs about {};
        if (::statvfs(folder.c_str(), &about) != 0) return failed("measuring free space");
        return std::uint64_t{about.f_bavail} * about.f_frsize;
    }
};

base::Expected<std::vector<FolderEntry>> RealFileSystem::list(const std::string& folder) {
    const std::unique_ptr<DIR, int (*)(DIR*)> stream(::opendir(folder.c_str()), ::closedir);
    if (!stream) return failed("listing a folder");
    std::vector<FolderEntry> entries;
    for (;;) {
        errno = 0;
        const dirent* next = ::readdir(stream.get());
        if (next == nullptr && errno != 0) return failed("listing a folder");
        if (next == nullptr) break;
        const std::string_view name = next->d_name;
        struct stat about {};
        if (name == "." || name == "..") continue;
        if (::fstatat(::dirfd(stream.get()), next->d_name, &about, AT_SYMLINK_NOFOLLOW) != 0) continue;  // removed meanwhile
        const bool is_folder = S_ISDIR(about.st_mode);
        entries.push_back({std::string(name), is_folder, is_folder ? 0 : static_cast<std::uint64_t>(about.st_size)});
    }
    std::sort(entries.begin(), entries.end(), [](const FolderEntry& a, const FolderEntry& b) { return a.name < b.name; });
    return entries;
}

}  // namespace

FileSystem& real_file_system() {
    static RealFileSystem kFiles;
    return kFiles;
}

}  // namespace guvoh::platform

// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/file_system.h"

namespace guvoh::platform {

namespace {

std::string folder_of(const std::string& path) {
    const std::size_t slash = path.rfind('/');
    if (slash == std::string::npos) return ".";
    return slash == 0 ? "/" : path.substr(0, slash);
}

base::Status write_new_file(FileSystem& files, const std::string& path, base::ByteSpan data) {
    GUVOH_TRY(const std::unique_ptr<File> file, files.open(path, OpenMode::CreateNew));
    GUVOH_TRY_VOID(file->write_at(0, data));
    return file->sync();
}

}  // namespace

base::Status write_file_durably(FileSystem& files, const std::string& path, base::ByteSpan data) {
    const std::string unfinished = path + ".new";
    if (files.exists(unfinished)) GUVOH_TRY_VOID(files.remove(unfinished));  // left by a crash
    base::Status written = write_new_file(files, unfinished, data);
    if (written) written = files.rename(unfinished, path);
    if (!written) {
        static_cast<void>(files.remove(unfinished));  // the first failure is the one to report
        return written;
    }
    return files.sync_folder(folder_of(path));
}

base::Expected<base::Bytes> read_file(FileSystem& files, const std::string& path, std::uint64_t limit_bytes) {
    GUVOH_TRY(const std::unique_ptr<File> file, files.open(path, OpenMode::ReadOnly));
    GUVOH_TRY(const std::uint64_t size_bytes, file->size());
    if (size_bytes > limit_bytes) return base::fail(base::ErrorKind::Invalid, "the file is larger than expected");
    base::Bytes data(size_bytes);
    GUVOH_TRY(const std::size_t read_bytes, file->read_at(0, data));
    data.resize(read_bytes);
    return data;
}

}  // namespace guvoh::platform

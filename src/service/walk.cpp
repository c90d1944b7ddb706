// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/walk.h"

#include <algorithm>
#include <filesystem>

#include "documents/charset.h"
#include "documents/utf8.h"

namespace guvoh::service {

namespace fs = std::filesystem;

std::string readable_path(std::string_view path) {
    std::string readable;
    for (std::size_t at = 0; at <= path.size();) {
        const std::size_t end = std::min(path.find('/', at), path.size());
        const std::string_view part = path.substr(at, end - at);
        const base::ByteSpan bytes = base::as_bytes(part);
        readable += documents::is_utf8(part) ? std::string(part) : documents::to_utf8(bytes, documents::detect_charset(bytes));
        if (end < path.size()) readable.push_back('/');
        at = end + 1;
    }
    for (char& c : readable) {
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
    }
    return readable;
}

Walk::Walk(std::vector<std::string> paths, const std::string& skip_folder) : paths_(std::move(paths)) {
    std::error_code error;
    skip_ = fs::weakly_canonical(skip_folder, error).string();
}

void Walk::enter(const std::string& folder) {
    Level level;
    level.folder = folder;
    std::error_code error;
    for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
        level.names.push_back(it->path().filename().string());
    }
    std::sort(level.names.begin(), level.names.end());
    levels_.push_back(std::move(level));
    entered_ = true;
}

FoundFile Walk::look_at(const std::string& path) {
    entered_ = false;
    FoundFile file{path, 0, {}};
    std::error_code error;
    const fs::file_status status = fs::symlink_status(path, error);
    if (error && error != std::errc::no_such_file_or_directory) {
        file.refusal = "cannot be read: " + error.message();
    } else if (!fs::exists(status)) {
        file.refusal = "there is no such file or folder";
    } else if (fs::is_symlink(status)) {
        file.refusal = "a link; give the file it points to";
    } else if (fs::is_directory(status)) {
        if (fs::weakly_canonical(path, error).string() == skip_) {
            file.refusal = "this is the record itself";
            return file;
        }
        fs::directory_iterator readable(path, error);
        if (error) {
            file.refusal = "the folder cannot be read: " + error.message();
        } else {
            enter(path);
        }
    } else if (!fs::is_regular_file(status)) {
        file.refusal = "not a plain file";
    } else {
        file.size_bytes = fs::file_size(path, error);
        if (error) file.refusal = "cannot be read: " + error.message();
    }
    return file;
}

std::optional<FoundFile> Walk::next() {
    while (true) {
        std::string path;
        if (levels_.empty()) {
            if (path_at_ == paths_.size()) return std::nullopt;
            path = paths_[path_at_++];
            while (path.size() > 1 && path.back() == '/') path.pop_back();
            // A link that a person names is followed: they mean what it points to.
            std::error_code error;
            if (fs::is_symlink(fs::symlink_status(path, error))) path = fs::weakly_canonical(path, error).string();
        } else {
            Level& level = levels_.back();
            if (level.at == level.names.size()) {
                levels_.pop_back();
                continue;
            }
            path = level.folder + "/" + level.names[level.at++];
        }
        FoundFile file = look_at(path);
        if (!entered_) return file;
    }
}

}  // namespace guvoh::service

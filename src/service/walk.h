// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Finds the files under the named paths, in a steady order, without holding the list: folders are read one at a time.
//
// Links are not followed and special files are not opened: they are named as refused, so that the counts add up.
// Threads: one at a time.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace guvoh::service {

struct FoundFile {
    std::string path;
    std::uint64_t size_bytes = 0;
    std::string refusal;  ///< why it is not to be opened; empty for a plain file
    int descriptor = -1;  ///< an open file instead of a path; the caller's
};

/// The path as people and records can read it: well-formed UTF-8 on one line. Names in old character sets are converted, part by
/// part; only the path itself opens the file.
std::string readable_path(std::string_view path);

class Walk {
public:
    /// `skip_folder` is the vault itself: it is never read into itself.
    Walk(std::vector<std::string> paths, const std::string& skip_folder);
    /// The next file; none at the end.
    std::optional<FoundFile> next();

private:
    struct Level {
        std::vector<std::string> names;  // of one folder, sorted
        std::string folder;
        std::size_t at = 0;
    };
    FoundFile look_at(const std::string& path);
    void enter(const std::string& folder);

    std::vector<std::string> paths_;
    std::string skip_;
    std::size_t path_at_ = 0;
    std::vector<Level> levels_;
    bool entered_ = false;
};

}  // namespace guvoh::service

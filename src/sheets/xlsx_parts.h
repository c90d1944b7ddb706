// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The parts of an Office Open XML file: a ZIP from memory, read piece by piece and within a budget.
//
// Threads: one.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/error.h"

struct zip;

namespace guvoh::sheets {

class XlsxParts {
public:
    /// Takes: bytes, which outlive this; budget, how many unpacked bytes all parts together may have. Errors: Invalid.
    static base::Expected<std::unique_ptr<XlsxParts>> open(base::ByteSpan bytes, std::uint64_t budget);
    ~XlsxParts();
    XlsxParts(const XlsxParts&) = delete;
    XlsxParts& operator=(const XlsxParts&) = delete;

    /// Reads a small part whole; none when there is no such part. Errors: Invalid (damaged), Cancelled (too large).
    base::Expected<std::optional<std::string>> small(const std::string& name);
    /// Gives a reader of a part piece by piece; none as above. It must not outlive this.
    base::Expected<std::optional<std::function<base::Status(std::string&)>>> pieces(const std::string& name);

private:
    struct Close {
        void operator()(zip* archive) const;
    };
    struct Open;
    XlsxParts();

    std::unique_ptr<zip, Close> archive_;
    std::vector<std::unique_ptr<Open>> open_;  // closed before the archive
    std::uint64_t budget_ = 0;
};

/// The targets of a .rels part by the last word of their type ("worksheet") and by id, paths resolved against `folder`.
struct Relationships {
    std::map<std::string, std::string> by_type, by_id;
};
Relationships relationships(std::string_view xml, std::string_view folder);

/// A path beside others: "/a" is "a"; "../b" in "x/y/" is "x/b".
std::string resolved_path(std::string_view folder, std::string_view target);

}  // namespace guvoh::sheets

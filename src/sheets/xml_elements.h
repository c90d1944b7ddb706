// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Cuts a long XML text into its elements of one name while it is being read, so that a sheet of a million rows needs the
// memory of one row. It knows only as much of XML as that takes; each element is then read by a real parser.
//
// Threads: one.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/error.h"

namespace guvoh::sheets {

class XmlElements {
public:
    /// Replaces `out` by the next bytes; empty at the end.
    using More = std::function<base::Status(std::string& out)>;

    /// Takes: name, without a namespace prefix; most_bytes, the longest element.
    XmlElements(More more, std::string_view name, std::size_t most_bytes) : more_(std::move(more)), name_(name), most_bytes_(most_bytes) {}

    /// Gives the next element with all inside, or nothing at the end; the view lasts until the next call. Elements of the same
    /// name are not looked for inside. Errors: Invalid when one is not closed, Cancelled when one is too long, and `more`'s.
    base::Expected<std::string_view> next();

private:
    base::Expected<bool> fill();
    base::Expected<std::size_t> find(std::string_view what, std::size_t from);
    base::Expected<std::size_t> end_of_tag(std::size_t from);
    base::Expected<bool> skip_text();
    base::Expected<std::size_t> end_of_element(const std::string& closing, std::size_t from);

    More more_;
    std::string name_;
    std::size_t most_bytes_;
    std::string buffer_;
    std::size_t at_ = 0;
    bool ended_ = false;
};

}  // namespace guvoh::sheets

// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Which compartment each document stands in, by its number and in memory, so that a search can leave out what its caller may not
// see before anything is counted.
//
// Threads: any.
#pragma once

#include <cstdint>
#include <map>
#include <shared_mutex>
#include <string>
#include <vector>

#include "base/error.h"
#include "service/caller.h"
#include "vault/database.h"

namespace guvoh::service {

class DocumentCompartments {
public:
    /// Reads all of them from the document table.
    base::Status load(vault::Database& database);
    /// Notes a new document; call it before the search index learns of it.
    void put(std::int64_t number, std::string_view compartment);

    /// A caller's view: which numbers it may see. A document that is not known is not seen.
    class View {
    public:
        bool sees(std::uint32_t number) const;

    private:
        friend class DocumentCompartments;
        const DocumentCompartments* owner_ = nullptr;  // the workspace's
        std::vector<bool> seen_;  // by compartment code
    };
    View view_of(const Caller& caller) const;

private:
    std::uint16_t code_of(std::string_view compartment);  // with the lock held

    mutable std::shared_mutex mutex_;
    std::map<std::string, std::uint16_t, std::less<>> codes_;
    std::vector<std::uint16_t> code_by_number_;  // 0: no such document
};

}  // namespace guvoh::service

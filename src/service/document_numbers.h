// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Which record and compartment stand behind each document number, in memory, so that a search can leave out what its caller may
// not see before anything is counted.
//
// Threads: any.
#pragma once

#include <cstdint>
#include <map>
#include <shared_mutex>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/id.h"
#include "service/caller.h"
#include "vault/database.h"

namespace guvoh::service {

class DocumentNumbers {
    struct Row {
        base::Id record;
        std::uint16_t compartment = 0;  // 0: no such document
    };

public:
    /// Reads all of them from the document table.
    base::Status load(vault::Database& database);
    /// Notes a new document; call it before the search index learns of it.
    void put(std::int64_t number, const base::Id& record, std::string_view compartment);

    /// A caller's view: which numbers it may see. A document that is not known is not seen. New documents wait while a view lives,
    /// so keep it no longer than a search.
    class View {
    public:
        bool sees(std::uint32_t number) const;

    private:
        friend class DocumentNumbers;
        const std::vector<Row>* rows_ = nullptr;  // the owner's, while the lock is held
        std::shared_lock<std::shared_mutex> lock_;
        std::vector<bool> seen_;  // by compartment code
    };
    View view_of(const Caller& caller) const;

    /// Translate between numbers and records; what is not known is left out.
    std::vector<base::Id> records_of(const std::vector<std::uint32_t>& numbers) const;
    std::vector<bool> numbers_of(const std::vector<base::Id>& records) const;

private:
    std::uint16_t code_of(std::string_view compartment);  // these with the lock held
    std::size_t slot_of(const base::Id& record) const;
    void grow_slots();

    mutable std::shared_mutex mutex_;
    std::map<std::string, std::uint16_t, std::less<>> codes_;
    std::vector<Row> rows_;  // by number
    std::vector<std::uint32_t> slots_;  // from a record to its number: a hash table of numbers, 0 for none, since a document takes 8 bytes so
    std::size_t used_ = 0;
};

}  // namespace guvoh::service

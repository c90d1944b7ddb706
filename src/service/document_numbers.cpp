// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/document_numbers.h"

#include <algorithm>
#include <cstring>
#include <mutex>

namespace guvoh::service {

base::Status DocumentNumbers::load(vault::Database& database) {
    GUVOH_TRY(auto session, database.begin_read());
    GUVOH_TRY(auto select, session->prepare("select number, record, compartment from document order by number"));
    while (true) {
        GUVOH_TRY(const bool found, select.step());
        if (!found) return {};
        GUVOH_TRY(const base::Id record, base::Id::from_bytes(select.blob(1)));
        put(select.integer(0), record, select.text(2));
    }
}

void DocumentNumbers::put(std::int64_t number, const base::Id& record, std::string_view compartment) {
    const std::unique_lock lock(mutex_);
    const auto at = static_cast<std::size_t>(number);
    if (rows_.size() <= at) rows_.resize(at + 1 + at / 8);
    rows_[at] = {record, code_of(compartment)};
    if (2 * (used_ + 1) > slots_.size()) grow_slots();
    std::uint32_t& slot = slots_[slot_of(record)];
    if (slot == 0) ++used_;
    slot = static_cast<std::uint32_t>(number);
}

/// Where the record's number stands, or the empty place where it would.
std::size_t DocumentNumbers::slot_of(const base::Id& record) const {
    std::size_t hash = 0;
    std::memcpy(&hash, record.span().data() + 8, sizeof hash);  // the random half
    std::size_t at = hash % slots_.size();
    while (slots_[at] != 0 && rows_[slots_[at]].record != record) at = at + 1 == slots_.size() ? 0 : at + 1;
    return at;
}

void DocumentNumbers::grow_slots() {
    std::vector<std::uint32_t> before(std::max<std::size_t>(64, slots_.size() * 3 / 2));
    before.swap(slots_);
    for (const std::uint32_t number : before) {
        if (number != 0) slots_[slot_of(rows_[number].record)] = number;
    }
}

std::uint16_t DocumentNumbers::code_of(std::string_view compartment) {
    if (const auto found = codes_.find(compartment); found != codes_.end()) return found->second;
    GUVOH_CHECK(codes_.size() < 65'000);
    const auto code = static_cast<std::uint16_t>(codes_.size() + 1);
    codes_.emplace(compartment, code);
    return code;
}

DocumentNumbers::View DocumentNumbers::view_of(const Caller& caller) const {
    View view;
    view.lock_ = std::shared_lock(mutex_);
    view.rows_ = &rows_;
    view.seen_.resize(codes_.size() + 1);
    for (const auto& [name, code] : codes_) view.seen_[code] = caller.sees(name);
    return view;
}

bool DocumentNumbers::View::sees(std::uint32_t number) const {
    if (number >= rows_->size()) return false;
    const std::uint16_t code = (*rows_)[number].compartment;
    return code != 0 && seen_[code];
}

std::vector<base::Id> DocumentNumbers::records_of(const std::vector<std::uint32_t>& numbers) const {
    const std::shared_lock lock(mutex_);
    std::vector<base::Id> records;
    records.reserve(numbers.size());
    for (const std::uint32_t number : numbers) {
        if (number < rows_.size() && rows_[number].compartment != 0) records.push_back(rows_[number].record);
    }
    return records;
}

std::vector<bool> DocumentNumbers::numbers_of(const std::vector<base::Id>& records) const {
    const std::shared_lock lock(mutex_);
    std::vector<bool> set(rows_.size());
    if (slots_.empty()) return set;
    for (const base::Id& record : records) {
        if (const std::uint32_t number = slots_[slot_of(record)]; number != 0) set[number] = true;
    }
    return set;
}

}  // namespace guvoh::service

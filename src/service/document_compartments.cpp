// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/document_compartments.h"

#include <mutex>

namespace guvoh::service {

base::Status DocumentCompartments::load(vault::Database& database) {
    GUVOH_TRY(auto session, database.begin_read());
    GUVOH_TRY(auto select, session->prepare("select number, compartment from document order by number"));
    while (true) {
        GUVOH_TRY(const bool found, select.step());
        if (!found) return {};
        put(select.integer(0), select.text(1));
    }
}

void DocumentCompartments::put(std::int64_t number, std::string_view compartment) {
    const std::unique_lock lock(mutex_);
    const auto at = static_cast<std::size_t>(number);
    if (code_by_number_.size() <= at) code_by_number_.resize(at + 1 + at / 4);
    code_by_number_[at] = code_of(compartment);
}

std::uint16_t DocumentCompartments::code_of(std::string_view compartment) {
    if (const auto found = codes_.find(compartment); found != codes_.end()) return found->second;
    GUVOH_CHECK(codes_.size() < 65'000);
    const auto code = static_cast<std::uint16_t>(codes_.size() + 1);
    codes_.emplace(compartment, code);
    return code;
}

DocumentCompartments::View DocumentCompartments::view_of(const Caller& caller) const {
    const std::shared_lock lock(mutex_);
    View view;
    view.owner_ = this;
    view.seen_.resize(codes_.size() + 1);
    for (const auto& [name, code] : codes_) view.seen_[code] = caller.sees(name);
    return view;
}

bool DocumentCompartments::View::sees(std::uint32_t number) const {
    const std::shared_lock lock(owner_->mutex_);
    if (number >= owner_->code_by_number_.size()) return false;
    const std::uint16_t code = owner_->code_by_number_[number];
    return code != 0 && code < seen_.size() && seen_[code];
}

}  // namespace guvoh::service

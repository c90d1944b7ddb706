// SPDX-License-Identifier: AGPL-3.0-or-later
//
// What a desk writes through: one transaction with a reason, in which every record put stands where the caller may put it. Many records
// of one source go through record_batch.h instead. For desks (desk_reading.h tells what a desk is).
//
// Promises: whoever may not write cannot begin; sealed fields are sealed; commit() brings the lists up to what was put.
// Threads: one; no other change begins before commit() or the end. The desk and the caller outlive it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "service/desk_reading.h"

namespace guvoh::service {

/// Text as two keyboards agree on it (NFC), through lists and objects. Errors: Invalid for bad UTF-8.
base::Expected<base::Json> normalised(const base::Json& value);
/// Errors: Invalid, for a reason that is missing or too long.
base::Status check_reason(std::string_view reason);

class DeskWriting {
public:
    /// Errors: Denied; Invalid for the reason.
    static base::Expected<std::unique_ptr<DeskWriting>> begin(RecordDesk& desk, const Caller& caller, std::string_view reason);
    ~DeskWriting();

    /// A new record id of this moment.
    base::Id new_id();
    /// The record as it is now, before what this puts; none when it was expunged, or is not for the caller.
    std::optional<ledger::RecordState> find(const base::Id& id);
    /// Sets fields that the schema has validated. Errors: NotFound for a compartment that the caller does not see; Denied without its key.
    base::Status put(std::string_view type, const base::Id& id, const std::string& compartment, const base::Json& values);
    /// Sets fields of a record of a type that the program itself keeps, as DemandRefusal. Errors: NotFound for the compartment.
    base::Status put_own(std::string_view type, const base::Id& id, std::string_view compartment, const base::Json& values);
    /// Makes all of it durable and brings the lists up to it.
    base::Status commit();

private:
    struct Parts;
    explicit DeskWriting(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

}  // namespace guvoh::service

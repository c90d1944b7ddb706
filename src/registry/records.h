// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Records: everything a workspace knows, kept as signed changes in the ledger and folded into one row a record. This is where
// the ledger meets the vault: an entry, its payloads, the folded state and the tables made from it are committed together.
//
// Promises: what Writing::commit() returned for is durable and provable; all tables but the ledger's can be made anew
// (rebuild.h). Nothing is changed except through a Writing, with a reason.
// Threads: one Writing at a time (begin() waits); reading functions run beside it on transactions of their own.
// Implements: docs/formats/ledger.md, "Fold"
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/id.h"
#include "ledger/fold.h"
#include "ledger/log.h"
#include "platform/clock.h"
#include "platform/file_system.h"
#include "vault/vault.h"

namespace guvoh::registry {

/// The compartment of records that belong to none in particular.
inline constexpr std::string_view kGeneralCompartment = "general";

/// Who works on which device, as the history names them.
struct Names {
    std::string member;
    std::string device;
};

class Records;

/// One change of the record: a write transaction that ends in commit(), or leaves nothing behind.
class Writing {
public:
    ~Writing();
    Writing(const Writing&) = delete;
    Writing& operator=(const Writing&) = delete;

    /// For tables of other modules that must change together with the records.
    vault::WriteTransaction& session();
    /// A new record id of this moment.
    base::Id new_id();
    /// Sets fields of a record; `json` is made by ledger::PayloadWriter. Takes effect with sign() or commit(), or when an
    /// entry is full. The record stands in the compartment named last. Errors: Invalid for a payload that breaks a rule.
    base::Status put(const base::Id& record, std::string_view type, std::string json,
                     std::string_view compartment = kGeneralCompartment);
    /// Destroys every payload of a record and says so in the ledger. The caller destroys what else is about it.
    base::Status expunge(const base::Id& record);
    /// Leaves every payload of a record out of what is given to others from now on. Errors: NotFound.
    base::Status withhold(const base::Id& record);
    /// Signs what was put so far and brings records and tables up to it, still inside this transaction.
    base::Status sign();
    /// Signs what was put, commits it, and returns when it survives a power cut.
    base::Status commit();

private:
    friend class Records;
    Writing();
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

class Records {
public:
    /// Begins the ledger of a new vault: member and device keys, certificate, their records.
    static base::Expected<std::unique_ptr<Records>> create(vault::Vault& vault, platform::FileSystem& files, const Names& names,
                                                           platform::Clock clock);
    /// Errors: Corrupt when the ledger's end does not hold together, Unsupported for newer tables. The vault outlives this.
    static base::Expected<std::unique_ptr<Records>> open(vault::Vault& vault, platform::FileSystem& files,
                                                         platform::Clock clock);
    ~Records();

    /// Begins a change, made by `member`; by the one who certified this device when none is given. `reason` is kept for ever, so
    /// it names no one.
    base::Expected<std::unique_ptr<Writing>> begin(std::string_view reason, std::optional<ledger::MemberId> member = std::nullopt);

    /// The folded state. Errors: NotFound.
    static base::Expected<ledger::RecordState> load(vault::Session& session, const base::Id& record);
    /// Finds the one record of a type (any, when empty) whose id begins so. Errors: NotFound; Invalid when several do.
    static base::Expected<base::Id> resolve(vault::Session& session, std::string_view id_or_beginning, std::string_view type);

    /// A signed checkpoint (C2SP) of all committed entries.
    base::Expected<ledger::Note> checkpoint();
    /// Writes the present checkpoint to <vault>/head, sealed: what makes a later cut of the database visible. Leaves the file as it is
    /// when the record did not hold, at opening, what it names.
    base::Status save_head();
    /// The checkpoint in <vault>/head; empty when there is none. Errors: Corrupt.
    base::Expected<std::string> load_head();

    /// The id of this record's ledger: the vault's.
    base::Id ledger_id() const;
    /// Who writes here.
    ledger::DeviceId device() const;
    /// The member whose key certifies the device.
    ledger::MemberId member() const;
    /// The vault beneath; the caller's.
    vault::Vault& vault();

private:
    friend class Writing;
    Records();
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace guvoh::registry

// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The state of a record as a pure fold over its changes: field by field the last change in (clock, device, sequence, index)
// order wins, and a change that had not seen another to the same field does not erase it: both are kept until a later change
// that saw both decides. The state is the same in whatever order changes arrive, and however often.
//
// It takes `seen` to be closed (what an entry saw, it saw with everything that had seen), which verify() checks.
// Threads: plain values.
// Implements: docs/formats/ledger.md, "Fold"
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/error.h"
#include "ledger/entry.h"
#include "ledger/hlc.h"
#include "ledger/payload.h"

namespace guvoh::ledger {

/// One change that still matters to a record: when it was, and what it had seen.
struct Write {
    Stamp stamp;
    Seen seen;
    bool operator==(const Write&) const = default;
    /// True when this one was made knowing `other`.
    bool saw(const Stamp& other) const;
};

/// One value of a field and the write that set it (an index into RecordState::writes).
struct FieldValue {
    std::string value;  ///< canonical JSON
    std::uint32_t write = 0;
    bool operator==(const FieldValue&) const = default;
};

/// A field: the winner, and the values of other writes that neither saw it nor were seen by it, latest first.
struct FieldState {
    FieldValue winner;
    std::vector<FieldValue> alternatives;
    /// True when an alternative differs from the winner: people must decide.
    bool in_conflict() const;
    bool operator==(const FieldState&) const = default;
};

/// The folded state of one record.
class RecordState {
public:
    using Fields = std::map<std::string, FieldState, std::less<>>;

    /// Folds one change in. `fields` is what split_fields() gave for its payload; empty when the payload is missing.
    void apply(const Change& change, std::span<const Field> fields, const Stamp& stamp, const Seen& seen);

    bool empty() const { return type_.empty(); }  ///< no change was folded yet
    const std::string& type() const { return type_; }
    const std::string& compartment() const { return compartment_; }
    const Fields& fields() const { return fields_; }
    const std::vector<Write>& writes() const { return writes_; }  ///< in order of their stamps
    /// The winning value as canonical JSON; "null" when the field is empty or was never set.
    std::string_view value(std::string_view name) const;
    /// The winning value as text; empty when it is not a string.
    std::string text(std::string_view name) const;
    /// The winning value as an integer, or the fallback.
    std::int64_t integer(std::string_view name, std::int64_t fallback = 0) const;
    const Stamp& stamp_of(const FieldValue& value) const { return writes_[value.write].stamp; }
    /// First and last change of the record, in order.
    const Stamp& first() const { return first_; }
    const Stamp& last() const { return last_; }
    bool in_conflict() const;
    bool operator==(const RecordState&) const = default;

    /// Compact form for one row a record. `append_to` adds to `out`, for speed.
    base::Bytes to_bytes() const;
    void append_to(base::Bytes& out) const;
    /// Errors: Corrupt.
    static base::Expected<RecordState> from_bytes(base::ByteSpan bytes);

private:
    std::uint32_t add_write(const Stamp& stamp, const Seen& seen);
    void put_field(const Field& field, std::uint32_t write);
    void drop_unused_writes();

    std::string type_;
    std::string compartment_;
    Stamp first_;
    Stamp last_;
    std::vector<Write> writes_;
    Fields fields_;
};

}  // namespace guvoh::ledger

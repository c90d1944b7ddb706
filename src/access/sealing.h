// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Sealed fields: values encrypted to the members of a compartment, so that neither the database file nor an administrator
// outside of it shows them, and the keyed index terms by which those members still find them.
//
// A compartment has one key for each generation; a removal starts a new one. Which keys somebody holds is a Keyring. A sealed
// value is bound to its record and field: moved elsewhere, it does not open.
//
// Threads: plain values and pure functions; a Keyring that is shared is never changed.
// Implements: docs/formats/access.md, "Sealed fields"
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/id.h"
#include "base/json.h"
#include "crypto/secret.h"

namespace guvoh::access {

/// The opened keys of compartments: compartment, generation, key. Wiped when dropped.
class Keyring {
public:
    using Generations = std::map<std::uint32_t, crypto::Key>;

    /// Adds a key; a key that is there already stays.
    void add(std::string_view compartment, std::uint32_t generation, crypto::Key key);
    /// The key of a generation, or null.
    const crypto::Key* find(std::string_view compartment, std::uint32_t generation) const;
    /// The newest generation, or 0 when none is held. Generations count from 1.
    std::uint32_t newest(std::string_view compartment) const;
    /// True when any key of the compartment is held.
    bool holds(std::string_view compartment) const { return newest(compartment) != 0; }
    /// All generations held of a compartment, oldest first.
    const Generations& generations(std::string_view compartment) const;
    const std::map<std::string, Generations, std::less<>>& compartments() const { return keys_; }

private:
    std::map<std::string, Generations, std::less<>> keys_;
};

/// Where a value stands: what its sealing is bound to.
struct FieldPlace {
    base::Id record;
    std::string_view field;  ///< borrowed for the call
};

/// Seals a field's value under the compartment's newest key.
///
/// Takes:   canonical JSON, and the plain index terms of it (match keys of its words; empty when it is not searched).
/// Gives:   {"sealed":{"c":compartment,"g":generation,"t":[16 hex digits...],"v":base64}}
/// Errors:  Denied when the keyring holds no key of the compartment.
base::Expected<base::Json> seal_field(const Keyring& keys, std::string_view compartment, const FieldPlace& place,
                                      std::string_view canonical_json, std::span<const std::string> terms);

/// True for a value that seal_field() gave (by its shape; it may still be altered).
bool is_sealed(const base::Json& value);

/// Opens what seal_field() gave, in the same place. Gives canonical JSON.
/// Errors: Denied without the key; Corrupt when it was altered, moved, or is no sealed value.
base::Expected<std::string> open_field(const Keyring& keys, const FieldPlace& place, const base::Json& value);

/// The keyed form of plain terms, for a query: one for each compartment, generation and term; sorted, each once.
std::vector<std::uint64_t> sealed_terms(const Keyring& keys, std::span<const std::string> terms);
/// The keyed terms that a sealed value carries, for an index; empty for anything else.
std::vector<std::uint64_t> terms_of(const base::Json& value);
/// The compartment that a sealed value names; empty for anything else.
std::string_view compartment_of(const base::Json& value);

}  // namespace guvoh::access

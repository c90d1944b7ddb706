// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Checkpoints kept in the vault, and the RFC 3161 timestamps on them.
//
// Threads: as the transaction given.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "base/error.h"
#include "ledger/checkpoint.h"
#include "vault/database.h"

namespace guvoh::service {

base::Status for_each_checkpoint(vault::Session& session, const std::function<base::Status(const ledger::CheckpointRecord&)>& visit);

/// Reads a PEM file of certificates. Errors: Invalid.
base::Expected<std::string> read_certificates(const std::string& path);

/// Checks the timestamps of a checkpoint from elsewhere, whose queries are not known. Gives how many hold. Errors: Corrupt, Invalid.
base::Expected<std::uint64_t> verify_timestamps(const ledger::CheckpointRecord& checkpoint, std::string_view certificates_pem);

/// Checks every stored timestamp: that it is about its checkpoint, and, with the authority's certificates (a PEM file), that the
/// authority signed it. Gives how many hold. Errors: Corrupt.
base::Expected<std::uint64_t> verify_timestamps(vault::Session& session, const std::string& certificates_path);

}  // namespace guvoh::service

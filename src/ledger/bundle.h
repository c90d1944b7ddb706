// SPDX-License-Identifier: AGPL-3.0-or-later
//
// A bundle: entries, the payloads that may be shown, and checkpoints, in one file of JSON lines that anyone can verify without
// a vault. Reading and writing stream; memory is bounded by the longest line.
//
// Threads: one at a time for each object.
// Implements: docs/formats/ledger.md, "Bundle"
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"
#include "ledger/checkpoint.h"
#include "ledger/entry.h"
#include "ledger/payload.h"
#include "ledger/verify.h"

namespace guvoh::ledger {

inline constexpr std::size_t kMaxBundleLineBytes = 64u << 20;

/// Writes a bundle: begin, all checkpoints, all entries (each device's in order), finish.
class BundleWriter {
public:
    /// Called with pieces of the file, in order.
    using Sink = std::function<base::Status(std::string_view)>;
    explicit BundleWriter(Sink sink) : sink_(std::move(sink)) {}

    /// Writes the first line.
    base::Status begin(const base::Id& ledger, std::int64_t made_at);
    /// Writes a checkpoint; none may follow an entry.
    base::Status put_checkpoint(const CheckpointRecord& checkpoint);
    /// Empty slots are payloads that are withheld or expunged.
    base::Status put_entry(const StoredEntry& entry);
    /// Writes the closing line with the counts. Without it the bundle is cut.
    base::Status finish();

private:
    base::Status put_line(const std::string& line);
    Sink sink_;
    std::uint64_t checkpoints_ = 0;
    std::uint64_t entries_ = 0;
    std::uint64_t payloads_ = 0;
};

/// What a bundle's reader hands over, in order of the file.
struct BundleVisitor {
    std::function<base::Status(const base::Id& ledger, std::int64_t made_at)> header;
    std::function<base::Status(const CheckpointRecord& checkpoint, std::uint64_t line)> checkpoint;
    std::function<base::Status(StoredEntry entry)> entry;
};
/// Gives the next bytes of a file, at most `max`; empty at its end.
using BundleSource = std::function<base::Expected<std::string>(std::size_t max)>;

/// What is wrong with a bundle file as such.
struct BundleDamage {
    std::uint64_t line = 0;
    std::string explanation;
};

/// Reads a bundle. Gives damage of the file as a value. Errors: what the source or a visitor said.
base::Expected<std::optional<BundleDamage>> read_bundle(const BundleSource& source, const BundleVisitor& visitor);

/// Shown each checkpoint of a bundle: its timestamps are for the caller to check.
using SeeCheckpoint = std::function<void(const CheckpointRecord& checkpoint, std::uint64_t line)>;
/// Reads and verifies a bundle. Errors: only what the source said; damage is in the report.
base::Expected<VerifyReport> verify_bundle(const BundleSource& source, VerifyOptions options, const SeeCheckpoint& see_checkpoint = {});

}  // namespace guvoh::ledger

// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Which page files are the index, in order, and how far it has come: the one thing that changes at once.
//
// Threads: one.
// Implements: docs/formats/search-index.md, "Manifest"
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "vault/database.h"

namespace guvoh::search {

/// Raise it when `language` folds or keys words differently: an index made by other rules is emptied and fed again.
inline constexpr std::uint32_t kAnalysisVersion = 3;

/// The tables search_segment and search_state.
class Manifest {
public:
    struct State {
        std::uint32_t analysis = kAnalysisVersion;  ///< the rules its words were folded and keyed by
        std::vector<std::string> files;
        std::uint32_t last_document = 0;
        std::uint64_t next_file = 1;
    };
    /// `database` outlives the manifest.
    explicit Manifest(vault::Database& database) : database_(database) {}
    /// Reads the state; makes the tables when there are none.
    base::Expected<State> load();
    /// Replaces the state; returns when it survives a power cut.
    base::Status save(const State& state);

    static std::string file_name(std::uint64_t number);
    /// Says whether a page file is a segment of the index.
    static bool is_ours(std::string_view name);

private:
    vault::Database& database_;
};

}  // namespace guvoh::search

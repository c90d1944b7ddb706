// SPDX-License-Identifier: AGPL-3.0-or-later
#include "search/manifest.h"

#include <fmt/format.h>

namespace guvoh::search {

namespace {

const std::vector<std::string>& migrations() {
    static const std::vector<std::string> steps = {
        "CREATE TABLE search_segment (position INTEGER PRIMARY KEY, file TEXT NOT NULL) STRICT;"
        "CREATE TABLE search_state (id INTEGER PRIMARY KEY CHECK (id = 1), analysis INTEGER NOT NULL, last_document INTEGER NOT NULL,"
        " next_file INTEGER NOT NULL) STRICT;"
        "INSERT INTO search_state VALUES (1, 1, 0, 1);"};
    return steps;
}

}  // namespace

base::Expected<Manifest::State> Manifest::load() {
    GUVOH_TRY_VOID(database_.migrate("search", migrations()));
    GUVOH_TRY(auto transaction, database_.begin_read());
    State state;
    {
        GUVOH_TRY(auto row, transaction->prepare("SELECT last_document, next_file, analysis FROM search_state"));
        GUVOH_TRY(const bool found, row.step());
        if (!found) { return base::fail(base::ErrorKind::Corrupt, "the search index has lost its state"); }
        state.last_document = static_cast<std::uint32_t>(row.integer(0));
        state.next_file = static_cast<std::uint64_t>(row.integer(1));
        state.analysis = static_cast<std::uint32_t>(row.integer(2));
    }
    GUVOH_TRY(auto rows, transaction->prepare("SELECT file FROM search_segment ORDER BY position"));
    for (;;) {
        GUVOH_TRY(const bool more, rows.step());
        if (!more) { return state; }
        state.files.emplace_back(rows.text(0));
    }
}

base::Status Manifest::save(const State& state) {
    GUVOH_TRY(auto transaction, database_.begin_write());
    {
        GUVOH_TRY_VOID(transaction->execute("DELETE FROM search_segment"));
        GUVOH_TRY(auto insert, transaction->prepare("INSERT INTO search_segment VALUES (?1, ?2)"));
        for (std::size_t i = 0; i < state.files.size(); ++i) {
            insert.bind(1, static_cast<std::int64_t>(i)).bind(2, std::string_view(state.files[i]));
            GUVOH_TRY_VOID(insert.run());
        }
        GUVOH_TRY(auto update, transaction->prepare("UPDATE search_state SET last_document = ?1, next_file = ?2, analysis = ?3"));
        update.bind(1, static_cast<std::int64_t>(state.last_document)).bind(2, static_cast<std::int64_t>(state.next_file));
        update.bind(3, static_cast<std::int64_t>(kAnalysisVersion));
        GUVOH_TRY_VOID(update.run());
    }
    return transaction->commit();
}

std::string Manifest::file_name(std::uint64_t number) { return fmt::format("search-{:08}", number); }

bool Manifest::is_ours(std::string_view name) { return name.substr(0, 7) == "search-"; }

}  // namespace guvoh::search

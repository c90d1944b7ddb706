// SPDX-License-Identifier: AGPL-3.0-or-later
#include "vault/migrations.h"

namespace guvoh::vault {

namespace {

base::Expected<std::int64_t> component_version(Session& session, std::string_view component) {
    GUVOH_TRY(auto find, session.prepare("select version from guvoh_component where name=?"));
    find.bind(1, component);
    GUVOH_TRY(const bool found, find.step());
    return found ? find.integer(0) : 0;
}

/// Runs the step that follows `done`, unless someone has meanwhile.
base::Status run_step(Database& database, std::string_view component, const std::string& step, std::int64_t done) {
    GUVOH_TRY(auto change, database.begin_write());
    GUVOH_TRY(const auto version, component_version(*change, component));
    if (version != done) return {};
    GUVOH_TRY_VOID(change->execute(step));
    {
        GUVOH_TRY(auto note, change->prepare("insert into guvoh_component(name,version) values(?,?) "
                                             "on conflict(name) do update set version=excluded.version"));
        note.bind(1, component).bind(2, done + 1);
        GUVOH_TRY_VOID(note.run());
    }
    return change->commit();
}

}  // namespace

const std::vector<std::string>& own_migrations() {
    static const std::vector<std::string> steps{
        // 1: frozen. 0x4775766F is "Guvo".
        "pragma application_id=1198880367;"
        "create table guvoh_component(name text primary key, version integer not null) strict, without rowid;",
    };
    return steps;
}

base::Status migrate_component(Database& database, std::string_view component, const std::vector<std::string>& steps) {
    std::int64_t version = 0;
    {
        GUVOH_TRY(auto read, database.begin_read());
        GUVOH_TRY(version, component_version(*read, component));
    }
    const auto known = static_cast<std::int64_t>(steps.size());
    if (version > known) {
        return base::fail(base::ErrorKind::Unsupported, "tables of " + std::string(component) + " have version " +
                                                            std::to_string(version) + "; this program knows " + std::to_string(known));
    }
    for (auto done = version; done < known; ++done) {
        GUVOH_TRY_VOID(run_step(database, component, steps[static_cast<std::size_t>(done)], done));
    }
    return {};
}

}  // namespace guvoh::vault

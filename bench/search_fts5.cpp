// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The SQLite peer of the search benchmark: search_fts5 CORPUS DATABASE puts every line into an FTS5 table (porter unicode61, one
// transaction, not encrypted) and prints the CPU it took.
#include <sqlite3.h>
#include <sys/resource.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>

namespace {

void need(int result, int wanted) {
    if (result == wanted) { return; }
    std::fprintf(stderr, "SQLite says %d\n", result);
    std::exit(1);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 3) { return 2; }
    sqlite3* database = nullptr;
    need(sqlite3_open(argv[2], &database), SQLITE_OK);
    need(sqlite3_exec(database, "CREATE VIRTUAL TABLE p USING fts5(body, tokenize='porter unicode61'); BEGIN", nullptr, nullptr, nullptr), SQLITE_OK);
    sqlite3_stmt* insert = nullptr;
    need(sqlite3_prepare_v2(database, "INSERT INTO p VALUES (?1)", -1, &insert, nullptr), SQLITE_OK);
    std::ifstream in(argv[1]);
    for (std::string line; std::getline(in, line);) {
        need(sqlite3_bind_text(insert, 1, line.data(), static_cast<int>(line.size()), SQLITE_STATIC), SQLITE_OK);
        need(sqlite3_step(insert), SQLITE_DONE);
        need(sqlite3_reset(insert), SQLITE_OK);
    }
    sqlite3_finalize(insert);
    need(sqlite3_exec(database, "COMMIT", nullptr, nullptr, nullptr), SQLITE_OK);
    sqlite3_close(database);
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& t) { return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6; };
    std::printf("{\"build_cpu_s\":%.2f}\n", seconds(usage.ru_utime) + seconds(usage.ru_stime));
    return 0;
}

// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Lists over a million invented people beside the same questions as SQL: filters, facets with counts, sorting, paging deep.
// Both answer every query; totals and counts are compared. Usage: lists_bench [ROWS] [QUERIES] [SQL_QUERIES]
#include <sqlite3.h>
#include <time.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <memory>
#include <random>
#include <thread>

#include "lists/lists.h"

namespace {

using namespace guvoh;
using base::Json;

/// Wall time, or with LISTS_BENCH_CPU=1 the thread's own: comparable on a machine that does other things too.
struct Clock {
    using time_point = double;
    static time_point now() {
        static const bool cpu = std::getenv("LISTS_BENCH_CPU") != nullptr;
        timespec time{};
        clock_gettime(cpu ? CLOCK_THREAD_CPUTIME_ID : CLOCK_MONOTONIC, &time);
        return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
    }
};

double ms_since(Clock::time_point begin) { return Clock::now() - begin; }

double megabytes_in_use() {
    std::FILE* file = std::fopen("/proc/self/statm", "r");
    long total = 0, resident = 0;
    if (file != nullptr) {
        if (std::fscanf(file, "%ld %ld", &total, &resident) != 2) resident = 0;
        std::fclose(file);
    }
    return static_cast<double>(resident) * 4096 / 1e6;
}

// ---- invented people ------------------------------------------------------------------------------------------------------

constexpr const char* kSexes[] = {"female", "male", "other", "unknown"};
constexpr const char* kAges[] = {"child_under_14", "child_14_to_17", "adult", "older", "unknown"};
constexpr const char* kCountries[] = {"KAZ", "KGZ", "TJK", "TKM", "UZB", "RUS", "AFG", "TUR", "IRN", "CHN", "DEU", "POL"};
constexpr const char* kLanguages[] = {"ru", "kk", "ky", "tg", "uz", "tk", "en", "kaa", "fa", "tr"};
constexpr const char* kOccupations[] = {"journalist", "farmer", "teacher", "driver", "student", "lawyer", "doctor", "trader",
                                        "imam", "builder", "nurse", "engineer", "activist", "soldier", "cook", "none"};
constexpr const char* kSyllables[] = {"ба", "до", "ка", "ле", "ми", "ну", "ра", "са", "ту", "хо", "ша", "эл", "ja", "bek", "gul", "nur"};
constexpr const char* kCompartments[] = {"general", "general", "general", "general", "north", "south", "closed"};

struct Person {
    base::Id id;
    std::string alias, sex, age, country, occupation, compartment;
    std::vector<std::string> languages, organisations;
    std::string founded;
    std::int64_t created_at = 0, updated_at = 0;
    std::vector<std::uint64_t> terms;
};

class Inventor {
public:
    Person next(std::uint32_t number) {
        Person person;
        person.id.bytes = {};
        for (std::size_t i = 0; i < 4; ++i) person.id.bytes[i + 2] = static_cast<base::Byte>(number >> (24 - 8 * i));
        for (std::size_t i = 6; i < 16; ++i) person.id.bytes[i] = static_cast<base::Byte>(random_());
        for (int i = 0; i < 3; ++i) person.alias += pick(kSyllables);
        person.alias += " " + std::string(pick(kSyllables)) + pick(kSyllables) + ".";
        person.sex = kSexes[skewed(4)];
        person.age = kAges[4 - skewed(5)];
        person.country = kCountries[skewed(12)];
        person.occupation = pick(kOccupations);
        person.compartment = pick(kCompartments);
        person.languages = {kLanguages[skewed(10)], kLanguages[random_() % 10]};
        if (random_() % 3 == 0) person.organisations = {organisation(static_cast<std::uint32_t>(skewed(2'000)))};
        person.created_at = 1'600'000'000'000 + static_cast<std::int64_t>(number) * 150'000;
        person.updated_at = person.created_at + static_cast<std::int64_t>(random_() % 1'000'000'000);
        for (int i = 0; i < 8; ++i) person.terms.push_back(1 + skewed(400'000));
        return person;
    }
    static std::string organisation(std::uint32_t number) {
        base::Id id;
        for (std::size_t i = 0; i < 4; ++i) id.bytes[i + 12] = static_cast<base::Byte>((number + 1) >> (24 - 8 * i));
        return id.text();
    }
    template <std::size_t N>
    const char* pick(const char* const (&items)[N]) { return items[random_() % N]; }
    /// Small numbers much more often than large ones.
    std::size_t skewed(std::size_t count) {
        const double one = std::uniform_real_distribution<>(0, 1)(random_);
        return static_cast<std::size_t>(one * one * one * static_cast<double>(count));
    }
    std::mt19937_64& random() { return random_; }

private:
    std::mt19937_64 random_{42};
};

Json strings(const std::vector<std::string>& items) {
    Json::Array array;
    for (const std::string& item : items) array.emplace_back(item);
    return array;
}

lists::Row row_of(const Person& person) {
    lists::Row row;
    row.record = person.id;
    row.type = "Person";
    row.compartment = person.compartment;
    row.created_at = person.created_at;
    row.updated_at = person.updated_at;
    row.fields = Json(Json::Object{{"alias", person.alias}, {"sex", person.sex}, {"age_group", person.age}, {"citizenship", strings({person.country})},
                                   {"occupation", strings({person.occupation})}, {"languages", strings(person.languages)},
                                   {"organisations", strings(person.organisations)}});
    row.terms = person.terms;
    return row;
}

// ---- the peer -------------------------------------------------------------------------------------------------------------

class Sql {
public:
    Sql() {
        sqlite3_open(":memory:", &db_);
        run("PRAGMA cache_size=-1000000");
        run("CREATE TABLE person(n INTEGER PRIMARY KEY, id TEXT, alias TEXT, sex TEXT, age_group TEXT, citizenship TEXT, occupation TEXT, "
            "compartment TEXT, created_at INTEGER, updated_at INTEGER)");
        run("CREATE TABLE language(n INTEGER, code TEXT, PRIMARY KEY(code, n)) WITHOUT ROWID");
        run("CREATE TABLE organisation(n INTEGER, id TEXT, PRIMARY KEY(id, n)) WITHOUT ROWID");
        run("CREATE TABLE term(hash INTEGER, n INTEGER, PRIMARY KEY(hash, n)) WITHOUT ROWID");
    }
    Sql(const Sql&) = delete;
    Sql& operator=(const Sql&) = delete;
    ~Sql() { sqlite3_close(db_); }

    void run(const std::string& sql) {
        if (sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
            std::fprintf(stderr, "%s\n%s\n", sqlite3_errmsg(db_), sql.c_str());
            std::exit(1);
        }
    }
    template <class... Values>
    void insert(sqlite3_stmt*& statement, const char* sql, const Values&... values) {
        if (statement == nullptr) sqlite3_prepare_v2(db_, sql, -1, &statement, nullptr);
        int at = 0;
        (bind(statement, ++at, values), ...);
        sqlite3_step(statement);
        sqlite3_reset(statement);
    }
    void add(std::int64_t n, const Person& person) {
        insert(person_, "INSERT INTO person VALUES(?,?,?,?,?,?,?,?,?,?)", n, person.id.text(), person.alias, person.sex, person.age, person.country,
               person.occupation, person.compartment, person.created_at, person.updated_at);
        for (const auto& code : person.languages) insert(language_, "INSERT OR IGNORE INTO language VALUES(?,?)", n, code);
        for (const auto& id : person.organisations) insert(organisation_, "INSERT OR IGNORE INTO organisation VALUES(?,?)", n, id);
        for (const auto term : person.terms) insert(term_, "INSERT OR IGNORE INTO term VALUES(?,?)", static_cast<std::int64_t>(term), n);
    }
    void index() {
        for (sqlite3_stmt* statement : {person_, language_, organisation_, term_}) sqlite3_finalize(statement);
        for (const char* column : {"sex", "age_group", "citizenship", "occupation", "compartment"}) {
            run(std::string("CREATE INDEX person_") + column + " ON person(" + column + ")");
        }
        for (const char* column : {"alias", "created_at", "updated_at"}) {
            run(std::string("CREATE INDEX person_") + column + " ON person(" + column + ",id)");
        }
        run("CREATE INDEX language_n ON language(n,code)");
        run("CREATE INDEX organisation_n ON organisation(n,id)");
        run("ANALYZE");
    }
    /// Gives the first column, or the first two joined.
    std::vector<std::pair<std::string, std::uint64_t>> ask(const std::string& sql) {
        std::vector<std::pair<std::string, std::uint64_t>> rows;
        sqlite3_stmt* statement = nullptr;
        if (sqlite3_prepare_v2(db_, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK) {
            std::fprintf(stderr, "%s\n%s\n", sqlite3_errmsg(db_), sql.c_str());
            std::exit(1);
        }
        while (sqlite3_step(statement) == SQLITE_ROW) {
            const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, 0));
            const auto count = sqlite3_column_count(statement) > 1 ? static_cast<std::uint64_t>(sqlite3_column_int64(statement, 1)) : 0;
            rows.emplace_back(text == nullptr ? "" : text, count);
        }
        sqlite3_finalize(statement);
        return rows;
    }

private:
    static void bind(sqlite3_stmt* statement, int at, const std::string& text) {
        sqlite3_bind_text(statement, at, text.data(), static_cast<int>(text.size()), nullptr);
    }
    static void bind(sqlite3_stmt* statement, int at, std::int64_t value) { sqlite3_bind_int64(statement, at, value); }

    sqlite3* db_ = nullptr;
    sqlite3_stmt *person_ = nullptr, *language_ = nullptr, *organisation_ = nullptr, *term_ = nullptr;
};

// ---- questions ------------------------------------------------------------------------------------------------------------

/// A question in both languages; `without` gives the SQL condition without those on one facet's own field.
struct Question {
    lists::Query query;
    std::vector<std::pair<std::string, std::string>> conditions;  // field, SQL
    bool deep = false;

    std::string condition(const std::string& without = {}) const {
        std::string sql = "1";
        for (const auto& [field, one] : conditions) {
            if (field != without) sql += " AND " + one;
        }
        return sql;
    }
};

std::string quoted(const std::vector<std::string>& values) {
    std::string sql;
    for (const std::string& value : values) sql += (sql.empty() ? "'" : ",'") + value + "'";
    return sql;
}

class Asker {
public:
    Question next() {
        Question question;
        lists::Query& query = question.query;
        query.type = "Person";
        query.compartments = chance(2) ? std::set<std::string>{"general", "north"} : std::set<std::string>{"general", "north", "south", "closed"};
        question.conditions.emplace_back("compartment", "p.compartment IN (" + quoted({query.compartments.begin(), query.compartments.end()}) + ")");
        if (chance(2)) choose(question, "sex", {inventor_.pick(kSexes)});
        if (chance(2)) choose(question, "citizenship", {inventor_.pick(kCountries), inventor_.pick(kCountries)});
        if (chance(4)) choose(question, "age_group", {inventor_.pick(kAges)});
        if (chance(4)) choose(question, "occupation", {inventor_.pick(kOccupations)});
        if (chance(4)) {
            const std::string code = inventor_.pick(kLanguages);
            query.where.push_back({"languages", lists::Where::Is, {code}});
            question.conditions.emplace_back("languages", "EXISTS(SELECT 1 FROM language l WHERE l.n=p.n AND l.code='" + code + "')");
        }
        if (chance(5)) {
            const std::string id = Inventor::organisation(static_cast<std::uint32_t>(inventor_.skewed(2'000)));
            query.where.push_back({"organisations", lists::Where::Is, {id}});
            question.conditions.emplace_back("organisations", "p.n IN (SELECT n FROM organisation WHERE id='" + id + "')");
        }
        if (chance(4)) {
            query.where.push_back({"created_at", lists::Where::From, {"2022-06-01"}});
            question.conditions.emplace_back("created_at", "p.created_at>=1654041600000");
        }
        if (chance(3)) {
            const std::uint64_t term = 1 + inventor_.skewed(400'000);
            query.terms_all_of_any = {{term, term + 1}};
            const std::string list = std::to_string(term) + "," + std::to_string(term + 1);
            question.conditions.emplace_back("q", "p.n IN (SELECT n FROM term WHERE hash IN (" + list + "))");
        }
        const std::vector<std::string> facets = {"sex", "age_group", "citizenship", "occupation", "languages"};
        query.facets.assign(facets.begin(), facets.begin() + static_cast<std::ptrdiff_t>(3 + inventor_.random()() % 3));
        query.sort = std::vector<std::string>{"alias", "created_at", "updated_at"}[inventor_.random()() % 3];
        query.descending = chance(2);
        query.limit = 50;
        question.deep = chance(3);
        return question;
    }
    bool chance(std::uint64_t of) { return inventor_.random()() % of == 0; }

private:
    static void choose(Question& question, const std::string& field, const std::vector<std::string>& values) {
        question.query.where.push_back({field, lists::Where::Any, values});
        question.conditions.emplace_back(field, "p." + field + " IN (" + quoted(values) + ")");
    }

    Inventor inventor_;
};

double ask_sql(Sql& sql, const Question& question, const lists::Reply& expected, bool& same) {
    const lists::Query& query = question.query;
    const auto begin = Clock::now();
    const auto total = sql.ask("SELECT count(*) FROM person p WHERE " + question.condition());
    std::map<std::string, std::map<std::string, std::uint64_t>> facets;
    for (const std::string& facet : query.facets) {
        const std::string where = question.condition(facet);
        const auto rows = facet == "languages"
            ? sql.ask("SELECT l.code, count(*) FROM person p JOIN language l ON l.n=p.n WHERE " + where + " GROUP BY 1 ORDER BY 2 DESC")
            : sql.ask("SELECT p." + facet + ", count(*) FROM person p WHERE " + where + " GROUP BY 1 ORDER BY 2 DESC");
        facets[facet] = {rows.begin(), rows.end()};
    }
    const std::string direction = query.descending ? " DESC" : "";
    sql.ask("SELECT p.id FROM person p WHERE " + question.condition() + " ORDER BY p." + query.sort + direction + ", p.id" + direction + " LIMIT 50");
    const double ms = ms_since(begin);
    same = total.front().first == std::to_string(expected.total);
    for (const auto& [facet, counts] : expected.facets) same = same && facets[facet] == std::map<std::string, std::uint64_t>(counts.begin(), counts.end());
    return ms;
}

double at(std::vector<double>& values, double share) {
    if (values.empty()) return 0;
    std::sort(values.begin(), values.end());
    return values[std::min(values.size() - 1, static_cast<std::size_t>(share * static_cast<double>(values.size())))];
}

void print(const char* what, std::vector<double> times) {
    std::printf("%-44s p50 %9.3f ms   p99 %9.3f ms   (%zu)\n", what, at(times, 0.5), at(times, 0.99), times.size());
}

// ---- what is measured -----------------------------------------------------------------------------------------------------

using Times = std::vector<double>;

/// What a run works on.
struct Bench {
    std::uint32_t rows;
    int queries;
    std::unique_ptr<lists::Lists> lists;
    std::vector<base::Id> ids;
    std::vector<Person> sample;
};

/// Loads the same people each time; gives the seconds spent in the lists.
double load(Bench& bench) {
    bench.lists = lists::Lists::make(schema::Schema::built_in().value());
    bench.ids.clear();
    bench.sample.clear();
    Inventor inventor;
    double ms = 0;
    bench.lists->begin_bulk();
    for (std::uint32_t i = 0; i < bench.rows; ++i) {
        const Person person = inventor.next(i);
        if (i % 997 == 0) bench.sample.push_back(person);
        bench.ids.push_back(person.id);
        const lists::Row row = row_of(person);
        const auto begin = Clock::now();
        if (!bench.lists->put(row)) std::abort();
        ms += ms_since(begin);
    }
    const auto begin = Clock::now();
    bench.lists->end_bulk();
    return (ms + ms_since(begin)) / 1000;
}

void load_sql(Sql& sql, std::uint32_t rows) {
    Inventor inventor;
    const auto begin = Clock::now();
    sql.run("BEGIN");
    for (std::uint32_t i = 0; i < rows; ++i) sql.add(i, inventor.next(i));
    sql.run("COMMIT");
    sql.index();
    std::printf("the same into SQLite in memory with indexes: %.2f s\n", ms_since(begin) / 1000);
}

lists::Reply ask(const lists::Lists& lists, const lists::Query& query, Times& times) {
    const auto begin = Clock::now();
    auto reply = lists.query(query);
    times.push_back(ms_since(begin));
    if (!reply) std::abort();
    return std::move(*reply);
}

/// A place in the middle, as after many pages: a cursor made by a row there.
std::string cursor_far_in(const lists::Lists& lists, lists::Query query) {
    query.facets.clear();
    query.where = {{query.sort == "alias" ? "updated_at" : query.sort, lists::Where::From, {"2022-07"}}};
    query.terms_all_of_any.clear();
    query.limit = 1;
    return lists.query(query)->next_cursor;
}

void measure_questions(const Bench& bench) {
    Times all, deep;
    Asker asker;
    for (int i = 0; i < bench.queries; ++i) {
        Question question = asker.next();
        if (question.deep) question.query.cursor = cursor_far_in(*bench.lists, question.query);
        ask(*bench.lists, question.query, all);
        if (question.deep) deep.push_back(all.back());
    }
    print("filters, 3-5 facets, sort, a page of 50", all);
    print("  of these: deep in the list", deep);
}

void measure_plain_lists(Bench& bench) {
    Times pages, hits;
    lists::Query query;
    query.type = "Person";
    query.compartments = {"general", "north"};
    query.facets = {"sex", "age_group", "citizenship", "occupation", "languages"};
    for (int i = 0; i < 500; ++i) query.cursor = ask(*bench.lists, query, pages).next_cursor;
    Inventor inventor;
    std::shuffle(bench.ids.begin(), bench.ids.end(), inventor.random());
    query.cursor.clear();
    query.only = &bench.ids;
    for (int i = 0; i < 20; ++i) ask(*bench.lists, query, hits);
    print("all people, 5 facets, page after page", pages);
    print("among a million hits in random order", hits);
}

/// Some two thousand changes a second beside the questions.
void measure_beside_changes(const Bench& bench) {
    Times times, writes;
    std::atomic<bool> stop = false;
    {
        const std::jthread writer([&] {
            for (std::size_t next = 0; !stop; ++next) {
                Person person = bench.sample[next % bench.sample.size()];
                person.updated_at += static_cast<std::int64_t>(next);
                const lists::Row row = row_of(person);
                const auto begin = Clock::now();
                if (!bench.lists->put(row)) std::abort();
                writes.push_back(ms_since(begin));
                std::this_thread::sleep_for(std::chrono::microseconds(500));
            }
        });
        Asker asker;
        for (int i = 0; i < bench.queries; ++i) ask(*bench.lists, asker.next().query, times);
        stop = true;
    }
    print("the same questions while records change", times);
    print("  a change meanwhile", writes);
}

/// Gives how many answers differ.
int measure_beside_sql(const Bench& bench, Sql& sql, int queries) {
    Times ours, theirs;
    int different = 0;
    Asker asker;
    for (int i = 0; i < queries; ++i) {
        const Question question = asker.next();
        const lists::Reply reply = ask(*bench.lists, question.query, ours);
        bool same = false;
        theirs.push_back(ask_sql(sql, question, reply, same));
        if (!same) ++different;
    }
    print("Guvoh, the questions asked of both", ours);
    print("SQLite, the same", theirs);
    std::printf("ratio p50 %.4f, p99 %.4f; %d of %d answers differ\n", at(ours, 0.5) / at(theirs, 0.5), at(ours, 0.99) / at(theirs, 0.99), different, queries);
    return different;
}

}  // namespace

int main(int argc, char** argv) {
    Bench bench;
    bench.rows = static_cast<std::uint32_t>(argc > 1 ? std::atoi(argv[1]) : 1'000'000);
    bench.queries = argc > 2 ? std::atoi(argv[2]) : 2'000;
    const int sql_queries = argc > 3 ? std::atoi(argv[3]) : 60;

    const double before = megabytes_in_use();
    const double seconds = load(bench);
    std::printf("%u people: loaded in %.2f s, %.0f MB by own count, %.0f MB resident more (with the benchmark's own ids)\n", bench.rows, seconds,
                static_cast<double>(bench.lists->memory_bytes()) / 1e6, megabytes_in_use() - before);
    int different = 0;
    if (sql_queries > 0) {
        Sql sql;
        load_sql(sql, bench.rows);
        different = measure_beside_sql(bench, sql, sql_queries);
    }
    measure_questions(bench);
    measure_plain_lists(bench);
    measure_beside_changes(bench);
    return different == 0 ? 0 : 1;
}

// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Approximate lookup among 1,000,000 synthetic names: 1,000 queries with one random edit, 1,000 queries in another script.
// Median, p99, recall at 10, and the same queries by a peer in the same run: a full scan with a bit-parallel Levenshtein
// (what rapidfuzz does), and PostgreSQL's pg_trgm when GUVOH_PG names a command that runs SQL (see docs/benchmarks.md).
// Usage: names_bench [names [queries]]
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <random>
#include <set>
#include <string>
#include <unordered_set>
#include <vector>

#include "language/edit_distance.h"
#include "language/name_index.h"
#include "shared_data.h"

namespace {

using guvoh::language::NameHit;
using guvoh::language::NameIndex;
using Clock = std::chrono::steady_clock;

/// Invented building blocks of Central Asian names: Cyrillic and its romanisation.
struct Part {
    const char* cyrillic;
    const char* latin;
};
constexpr Part kRoots[] = {{"Азам", "Azam"},           {"Нур", "Nur"},           {"Темир", "Temir"},
                           {"Мурат", "Murat"},         {"Жаныбек", "Zhanybek"},  {"Сапар", "Sapar"},
                           {"Хасан", "Khasan"},        {"Рустам", "Rustam"},     {"Шерзод", "Sherzod"},
                           {"Бахтиёр", "Bakhtiyor"},   {"Дилшод", "Dilshod"},    {"Гулнор", "Gulnor"},
                           {"Зухра", "Zukhra"},        {"Айгуль", "Aigul"},      {"Кайрат", "Kairat"},
                           {"Ержан", "Yerzhan"},       {"Максат", "Maksat"},     {"Бердимурат", "Berdimurat"},
                           {"Оразгелди", "Orazgeldi"}, {"Файзулло", "Faizullo"}, {"Саидмурод", "Saidmurod"},
                           {"Махмад", "Makhmad"},      {"Толкун", "Tolkun"},     {"Чынгыз", "Chyngyz"},
                           {"Юлдуз", "Yulduz"},        {"Ислом", "Islom"},       {"Жамшид", "Jamshid"},
                           {"Абдулла", "Abdulla"},     {"Эркин", "Erkin"},       {"Бобур", "Bobur"},
                           {"Умид", "Umid"},           {"Ойбек", "Oibek"},       {"Кубан", "Kuban"},
                           {"Талант", "Talant"},       {"Назар", "Nazar"},       {"Сулейман", "Suleiman"},
                           {"Искандар", "Iskandar"},   {"Фирдавс", "Firdavs"},   {"Парвиз", "Parviz"},
                           {"Манучехр", "Manuchehr"},  {"Зафар", "Zafar"},       {"Алим", "Alim"},
                           {"Карим", "Karim"},         {"Рахим", "Rakhim"}};
constexpr Part kMiddles[] = {
    {"", ""},        {"", ""},          {"бек", "bek"},     {"жан", "zhan"}, {"али", "ali"}, {"мухаммад", "mukhammad"},
    {"хон", "khon"}, {"бай", "bai"},    {"берди", "berdi"}, {"гул", "gul"},  {"кул", "kul"}, {"ниёз", "niyoz"},
    {"дин", "din"},  {"мурод", "murod"}};
constexpr Part kEndings[] = {{"ов", "ov"},       {"ова", "ova"}, {"ев", "ev"}, {"зода", "zoda"},
                             {" уулу", " uulu"}, {"ұлы", "uly"}, {"ин", "in"}, {"овна", "ovna"}};

struct Corpus {
    std::vector<std::string> names;
    std::vector<std::string> twins;  ///< the same name in the other script, or empty
};

template <std::size_t N>
const Part& pick(const Part (&parts)[N], std::mt19937_64& random) {
    return parts[random() % N];
}

/// Half names from the marginals of the historical figures (where the data is), half Central Asian, of them half Cyrillic.
Corpus make_corpus(std::size_t count, std::mt19937_64& random) {
    std::vector<std::string> firsts;
    std::vector<std::string> lasts;
    const auto rows = guvoh::bench::read_csv("linkage/historical_figures_dev.csv");
    for (std::size_t row = 1; row < rows.size(); ++row) {
        if (rows[row].size() < 6 || rows[row][4].empty() || rows[row][5].empty()) {
            continue;
        }
        firsts.push_back(rows[row][4]);
        lasts.push_back(rows[row][5]);
    }
    Corpus corpus;
    std::unordered_set<std::string> seen;
    while (corpus.names.size() < count) {
        std::string name;
        std::string twin;
        if (!firsts.empty() && corpus.names.size() % 2 == 0) {
            name = firsts[random() % firsts.size()] + " " + lasts[random() % lasts.size()];
            if (seen.count(name) != 0) {
                name = firsts[random() % firsts.size()] + " " + name;
            }
        } else {
            const Part* parts[] = {&pick(kRoots, random), &pick(kMiddles, random), &pick(kRoots, random),
                                   &pick(kMiddles, random), &pick(kEndings, random)};
            std::string latin;
            std::string cyrillic;
            for (std::size_t at = 0; at < 5; ++at) {
                if (at == 2) {
                    latin += ' ';
                    cyrillic += ' ';
                }
                latin += parts[at]->latin;
                cyrillic += parts[at]->cyrillic;
            }
            const bool is_cyrillic = random() % 2 == 0;
            name = is_cyrillic ? cyrillic : latin;
            twin = is_cyrillic ? latin : cyrillic;
        }
        if (!seen.insert(name).second) {
            continue;
        }
        corpus.names.push_back(std::move(name));
        corpus.twins.push_back(std::move(twin));
    }
    return corpus;
}

std::size_t letter_begin(const std::string& text, std::size_t at) {
    while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) {
        --at;
    }
    return at;
}
std::size_t letter_length(const std::string& text, std::size_t at) {
    return (static_cast<unsigned char>(text[at]) & 0x80U) == 0 ? 1 : 2;
}

/// One insertion, deletion, substitution or swap, anywhere, spaces included; letters of the name's own script.
std::string edit(const std::string& name, std::mt19937_64& random) {
    for (;;) {
        std::string out = name;
        const std::size_t at = letter_begin(out, random() % out.size());
        const std::size_t length = letter_length(out, at);
        const bool is_cyrillic = (static_cast<unsigned char>(name[0]) & 0x80U) != 0;
        std::string letter(1, static_cast<char>('a' + random() % 26));
        if (is_cyrillic) {
            letter = std::string("\xD0") + static_cast<char>(0xB0 + random() % 16);
        }
        switch (random() % 4) {
            case 0: out.insert(at, letter); break;
            case 1: out.erase(at, length); break;
            case 2: out.replace(at, length, letter); break;
            default: {
                if (at + length >= out.size()) {
                    continue;
                }
                const std::string following = out.substr(at + length, letter_length(out, at + length));
                out.erase(at + length, following.size());
                out.insert(at, following);
            }
        }
        if (out != name && out.size() > 2) {
            return out;
        }
    }
}

struct Figures {
    double median_ms = 0;
    double p99_ms = 0;
    double recall = 0;
    double cpu_median_ms = 0;  ///< of this thread alone: what counts on a busy machine
    double cpu_p99_ms = 0;
};

double cpu_ms() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return 1e3 * static_cast<double>(now.tv_sec) + 1e-6 * static_cast<double>(now.tv_nsec);
}

template <class Find>
Figures measure(const std::vector<std::pair<std::size_t, std::string>>& queries, Find find) {
    std::vector<double> times;
    std::vector<double> cpu_times;
    std::size_t found = 0;
    for (const auto& [truth, query] : queries) {
        const auto start = Clock::now();
        const double cpu_start = cpu_ms();
        const bool hit = find(query, truth);
        cpu_times.push_back(cpu_ms() - cpu_start);
        if (!hit && std::getenv("GUVOH_MISSES") != nullptr) {
            std::printf("  miss %zu: %s\n", truth, query.c_str());
        }
        times.push_back(std::chrono::duration<double, std::milli>(Clock::now() - start).count());
        found += hit ? 1U : 0U;
    }
    std::sort(times.begin(), times.end());
    std::sort(cpu_times.begin(), cpu_times.end());
    return {times[times.size() / 2], times[times.size() * 99 / 100],
            static_cast<double>(found) / static_cast<double>(queries.size()), cpu_times[cpu_times.size() / 2],
            cpu_times[cpu_times.size() * 99 / 100]};
}

void print(const char* what, const Figures& figures) {
    std::printf("%-38s median %8.3f ms  p99 %8.3f ms  recall@10 %.4f  (CPU: median %.3f, p99 %.3f)\n", what,
                figures.median_ms, figures.p99_ms, figures.recall, figures.cpu_median_ms, figures.cpu_p99_ms);
    std::fflush(stdout);
}

/// What a full scan does: every name's distance to the query, the ten best.
bool scan(const std::vector<std::string>& names, const std::string& query, std::size_t truth) {
    const guvoh::language::EditPattern pattern(query);
    std::vector<std::pair<unsigned, std::size_t>> best;
    for (std::size_t at = 0; at < names.size(); ++at) {
        const unsigned limit = best.size() < 10 ? 64U : best.back().first;
        const unsigned distance = pattern.distance(names[at], limit);
        if (distance > limit || (distance == limit && best.size() == 10)) {
            continue;
        }
        best.insert(std::upper_bound(best.begin(), best.end(), std::make_pair(distance, at)), {distance, at});
        if (best.size() > 10) {
            best.pop_back();
        }
    }
    return std::any_of(best.begin(), best.end(), [truth](const auto& hit) { return hit.second == truth; });
}

std::string quoted(const std::string& text) {
    std::string out = "'";
    for (const char c : text) {
        out += c == '\'' ? std::string("''") : std::string(1, c);
    }
    return out + "'";
}

/// Runs the queries by pg_trgm through psql with \timing; GUVOH_PG is the psql command line.
void run_postgres(const char* psql, const std::vector<std::string>& names,
                  const std::vector<std::pair<std::size_t, std::string>>& queries, double our_median) {
    const std::string folder = std::getenv("TMPDIR") != nullptr ? std::getenv("TMPDIR") : "/tmp";
    const std::string script = folder + "/names_bench.sql";
    {
        std::ofstream out(script);
        out << "create extension if not exists pg_trgm;\ndrop table if exists names_bench;\ncreate table names_bench(id "
               "bigint, name text);\n"
            << "copy names_bench from stdin;\n";
        for (std::size_t at = 0; at < names.size(); ++at) {
            out << at << '\t' << names[at] << '\n';
        }
        out << "\\.\ncreate index on names_bench using gin(name gin_trgm_ops);\nvacuum analyze names_bench;\nset "
               "pg_trgm.similarity_threshold=0.5;\n\\timing on\n";
        for (const auto& query : queries) {
            out << "select id from names_bench where name % " << quoted(query.second) << " order by similarity(name, "
                << quoted(query.second) << ") desc limit 10;\n";
        }
    }
    std::FILE* pipe = popen((std::string(psql) + " -q -A -t -f " + script).c_str(), "r");
    if (pipe == nullptr) {
        return;
    }
    std::vector<double> times;
    std::set<std::size_t> ids;
    std::size_t found = 0;
    char line[512];
    while (std::fgets(line, sizeof line, pipe) != nullptr) {
        double took = 0;
        if (std::sscanf(line, "Time: %lf ms", &took) == 1) {
            found += times.size() < queries.size() ? ids.count(queries[times.size()].first) : 0U;
            times.push_back(took);
            ids.clear();
        } else {
            ids.insert(static_cast<std::size_t>(std::strtoull(line, nullptr, 10)));
        }
    }
    pclose(pipe);
    if (times.size() < queries.size()) {
        std::printf("PostgreSQL did not answer: skipped\n");
        return;
    }
    std::sort(times.begin(), times.end());
    const Figures figures{times[times.size() / 2], times[times.size() * 99 / 100],
                          static_cast<double>(found) / static_cast<double>(queries.size()), 0, 0};
    print("PostgreSQL pg_trgm GIN, threshold 0.5", figures);
    std::printf("ratio of medians, ours / pg_trgm: %.4f\n", our_median / figures.median_ms);
}

}  // namespace

int main(int argc, char** argv) {
    const std::size_t count = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 1'000'000;
    const std::size_t query_count = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 1000;
    std::mt19937_64 random(42);
    const Corpus corpus = make_corpus(count, random);
    std::vector<std::pair<std::uint64_t, std::string_view>> pairs;
    for (std::size_t at = 0; at < corpus.names.size(); ++at) {
        pairs.emplace_back(at, corpus.names[at]);
    }
    NameIndex index;
    const auto start = Clock::now();
    index.build(pairs);
    const double built = std::chrono::duration<double>(Clock::now() - start).count();
    std::printf("%zu names, built in %.2f s, %.1f bytes a name\n", count, built,
                static_cast<double>(index.memory_bytes()) / static_cast<double>(count));

    const auto ask = [&index](const std::string& query, std::size_t truth) {
        const std::vector<NameHit> hits = index.find(query, 10);
        return std::any_of(hits.begin(), hits.end(), [truth](const NameHit& hit) { return hit.id == truth; });
    };
    std::vector<std::pair<std::size_t, std::string>> edited;
    std::vector<std::pair<std::size_t, std::string>> crossed;
    while (edited.size() < query_count) {
        const std::size_t at = random() % count;
        edited.emplace_back(at, edit(corpus.names[at], random));
    }
    while (crossed.size() < query_count) {
        const std::size_t at = random() % count;
        if (!corpus.twins[at].empty()) {
            crossed.emplace_back(at, corpus.twins[at]);
        }
    }
    const Figures ours = measure(edited, ask);
    print("guvoh, one random edit", ours);
    print("guvoh, other script", measure(crossed, ask));
    edited.resize(std::min<std::size_t>(edited.size(), 20));
    const Figures scanned =
        measure(edited, [&corpus](const std::string& query, std::size_t truth) { return scan(corpus.names, query, truth); });
    print("full scan, bit-parallel, 20 queries", scanned);
    std::printf("ratio of medians, ours / full scan: %.4f\n", ours.median_ms / scanned.median_ms);
    if (const char* psql = std::getenv("GUVOH_PG")) {
        run_postgres(psql, corpus.names, edited, ours.median_ms);
    } else {
        std::printf("PostgreSQL pg_trgm: skipped, GUVOH_PG is not set\n");
    }
}

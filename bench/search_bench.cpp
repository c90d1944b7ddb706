// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Guvoh's side of the search benchmark, in an encrypted vault on disk:
//   search_bench build CORPUS VAULT [plain]     stores the text (documents::TextStore) and builds the index
//   search_bench query CORPUS_QUERIES VAULT and|or   1,000 queries, top 10 with snippets, 3 passes
// A passage is a page; 300 passages make a document. Prints one JSON object; bench/search_bench.sh compares with the peers.
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "crypto/crypto.h"
#include "documents/text_store.h"
#include "search/index.h"
#include "search/snippet.h"
#include "vault/vault.h"

namespace {

using namespace guvoh;

constexpr std::size_t kPagesInDocument = 300;

double now_ms() {
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

double thread_ms() {
    timespec at{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &at);
    return static_cast<double>(at.tv_sec) * 1e3 + static_cast<double>(at.tv_nsec) / 1e6;
}

double cpu_seconds() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& t) { return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6; };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

long peak_mb() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss / 1024;
}

template <class T>
T need(base::Expected<T> value) {
    if (!value) {
        std::fprintf(stderr, "%s\n", value.error().text().c_str());
        std::exit(1);
    }
    return std::move(*value);
}

void need(base::Status status) {
    if (!status) {
        std::fprintf(stderr, "%s\n", status.error().text().c_str());
        std::exit(1);
    }
}

const char* kPassphrase = "bench of seven words";

/// Cuts a corpus file into documents.
class Corpus {
public:
    explicit Corpus(const char* name) : in_(name) {}
    bool next(documents::Extracted& document) {
        document.pages.clear();
        std::string line;
        while (document.pages.size() < kPagesInDocument && std::getline(in_, line)) {
            documents::Page page;
            page.text = std::move(line);
            document.pages.push_back(std::move(page));
            line.clear();
        }
        return !document.pages.empty();
    }

private:
    std::ifstream in_;
};

double store_texts(vault::Vault& vault, const char* corpus_name) {
    const double before = cpu_seconds();
    need(vault.database().migrate("documents", documents::text_store_migrations()));
    documents::TextStore store;
    documents::Extracted document;
    Corpus corpus(corpus_name);
    auto transaction = need(vault.database().begin_write());
    for (std::uint32_t number = 1; corpus.next(document); ++number) {
        need(store.put(*transaction, number, document, {}));
        if (number % 500 == 0) {
            need(transaction->commit());
            transaction.reset();
            transaction = need(vault.database().begin_write());
        }
    }
    need(transaction->commit());
    transaction.reset();
    need(vault.database().checkpoint());
    return cpu_seconds() - before;
}

int build(const char* corpus_name, const char* folder, bool encrypted) {
    crypto::start();
    vault::OpenOptions options;
    options.encrypted = encrypted;
    options.stretch_cost = {8192, 1};
    auto vault = need(vault::Vault::create(folder, crypto::Passphrase(kPassphrase), options)).vault;
    const double start = now_ms();
    const double text_cpu = store_texts(*vault, corpus_name);
    const double index_start = cpu_seconds();
    auto index = need(search::Index::open(vault->pages(), vault->database()));
    documents::Extracted document;
    Corpus corpus(corpus_name);
    std::vector<search::UnitText> units;
    for (std::uint32_t number = 1; corpus.next(document); ++number) {
        units.clear();
        for (std::uint32_t page = 0; page < document.pages.size(); ++page) {
            const std::string& text = document.pages[page].text;
            units.push_back({page, 0, static_cast<std::uint32_t>(text.size()), 1, text});
        }
        need(index->add_document(number, units));
    }
    need(index->commit());
    const auto statistics = index->statistics();
    std::printf("{\"build_cpu_s\":%.2f,\"text_cpu_s\":%.2f,\"index_cpu_s\":%.2f,\"wall_s\":%.2f,\"peak_mb\":%ld,\"units\":%llu,\"segments\":%llu,"
                "\"index_mb\":%.1f}\n",
                cpu_seconds() - index_start + text_cpu, text_cpu, cpu_seconds() - index_start, (now_ms() - start) / 1e3, peak_mb(),
                static_cast<unsigned long long>(statistics.units), static_cast<unsigned long long>(statistics.segments),
                static_cast<double>(statistics.file_bytes) / 1e6);
    return 0;
}

struct Times {
    double median = 0, p99 = 0;
};

Times summarise(std::vector<double> times) {
    std::sort(times.begin(), times.end());
    return {times[times.size() / 2], times[times.size() * 99 / 100]};
}

int query(const char* queries_name, const char* folder, bool any) {
    crypto::start();
    auto vault = need(vault::Vault::open(folder, crypto::Passphrase(kPassphrase)));
    const double open_start = now_ms();
    auto index = need(search::Index::open(vault->pages(), vault->database()));
    const double open_ms = now_ms() - open_start;
    documents::TextStore store;
    std::vector<std::string> queries;
    std::ifstream in(queries_name);
    for (std::string line; std::getline(in, line);) {
        if (any) { line.replace(line.find(' '), 1, " OR "); }
        queries.push_back(line);
    }
    std::vector<Times> wall, cpu, search_only;
    std::uint64_t hits = 0, total = 0, marks = 0;
    double first_ms = 0;
    for (int pass = 0; pass < 4; ++pass) {  // the first warms up
        std::vector<double> walls, cpus, searches;
        for (const std::string& text : queries) {
            const double wall_start = now_ms();
            const double cpu_start = thread_ms();
            const auto parsed = need(search::parse_query(text));
            const auto result = need(index->search(parsed, {}, 10));
            const double searched = thread_ms();
            const search::Highlighter highlighter(result.matched_words);
            auto transaction = need(vault->database().begin_read());
            for (const search::Hit& hit : result.hits) {
                const std::string unit = need(store.text_range(*transaction, hit.unit.document_number, hit.unit.page, hit.unit.begin, hit.unit.end));
                const auto snippet = highlighter.make(hit.unit, unit);
                marks += snippet.marks.size();
            }
            transaction.reset();
            const double wall_end = now_ms();
            walls.push_back(wall_end - wall_start);
            cpus.push_back(thread_ms() - cpu_start);
            searches.push_back(searched - cpu_start);
            hits += result.hits.size();
            total += result.total;
            if (first_ms == 0) { first_ms = wall_end - wall_start; }
        }
        if (pass == 0) { continue; }
        wall.push_back(summarise(walls));
        cpu.push_back(summarise(cpus));
        search_only.push_back(summarise(searches));
    }
    const auto middle = [](const std::vector<Times>& passes, double Times::*what) {
        std::vector<double> values;
        for (const Times& pass : passes) { values.push_back(pass.*what); }
        std::sort(values.begin(), values.end());
        return values[values.size() / 2];
    };
    std::printf("{\"median_ms\":%.3f,\"p99_ms\":%.3f,\"cpu_median_ms\":%.3f,\"cpu_p99_ms\":%.3f,\"search_median_ms\":%.3f,\"search_p99_ms\":%.3f,"
                "\"open_ms\":%.2f,\"first_query_ms\":%.2f,\"hits\":%llu,\"total\":%llu,\"marks\":%llu,\"peak_mb\":%ld}\n",
                middle(wall, &Times::median), middle(wall, &Times::p99), middle(cpu, &Times::median), middle(cpu, &Times::p99),
                middle(search_only, &Times::median), middle(search_only, &Times::p99), open_ms, first_ms,
                static_cast<unsigned long long>(hits / 4), static_cast<unsigned long long>(total / 4), static_cast<unsigned long long>(marks / 4), peak_mb());
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc >= 4 && std::strcmp(argv[1], "build") == 0) { return build(argv[2], argv[3], !(argc > 4 && std::strcmp(argv[4], "plain") == 0)); }
    if (argc == 5 && std::strcmp(argv[1], "query") == 0) { return query(argv[2], argv[3], std::strcmp(argv[4], "or") == 0); }
    std::fprintf(stderr, "usage: search_bench build CORPUS VAULT [plain] | query QUERIES VAULT and|or\n");
    return 2;
}

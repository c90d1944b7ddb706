// SPDX-License-Identifier: AGPL-3.0-or-later
//
// ledger_bench FOLDER [ROUNDS]: what the ledger costs, each figure as a ratio to a peer measured in turns with it (A B A B):
//
//   append      one entry of one change, store in memory                        (what signing leaves over)
//   batch       entries of 1,000 changes, store in memory, per change
//   durable     one entry a transaction in a vault, beside a bare hash-chained row in SQLite (WAL, synchronous=FULL), and beside
//               such a row that is signed too, which is what a signature alone costs
//   durable1000 one entry of 1,000 changes a transaction, beside 1,000 such rows a transaction
//   verify      the verifier, beside the signature library's bare verify of as many different signatures on as many threads
//
// FOLDER is an empty folder on the disk to measure; it is left behind. Durable figures are wall time, because durability is
// waiting; the others are CPU time of all threads, so that a busy machine does not matter.
#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <thread>

#include "crypto/crypto.h"
#include "ledger/identity.h"
#include "ledger/log.h"
#include "ledger/verify.h"
#include "platform/clock.h"
#include "vault/vault.h"

namespace {

using namespace guvoh;

double seconds(const std::function<void()>& work) {
    const auto begin = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

double cpu_seconds(const std::function<void()>& work) {
    const double begin = platform::process_cpu_seconds();
    work();
    return platform::process_cpu_seconds() - begin;
}

template <class T>
T need(base::Expected<T> result) {
    if (!result) {
        fmt::print(stderr, "{}\n", result.error().text());
        std::exit(1);
    }
    return *std::move(result);
}

void need(const base::Status& status) {
    if (!status) {
        fmt::print(stderr, "{}\n", status.error().text());
        std::exit(1);
    }
}

ledger::Draft draft_of(std::size_t changes) {
    ledger::Draft draft;
    draft.reason = "ingest";
    for (std::size_t i = 0; i < changes; ++i) {
        base::Id record;
        crypto::random_bytes(record.bytes);
        ledger::PayloadWriter fields;
        fields.put("file_name", "report-" + std::to_string(i) + ".pdf").put("kind", "pdf").put("language", "ru").put("pages", std::int64_t{12});
        fields.put("sha256", base::to_hex(crypto::sha256(record.span()))).put("size_bytes", std::int64_t{182344});
        draft.changes.push_back({ledger::ChangeKind::Put, record, "Document", "general", need(fields.finish()), {}});
    }
    return draft;
}

/// Keeps leaf hashes only, or everything.
class MemoryStore : public ledger::Log::Store {
public:
    explicit MemoryStore(bool keep) : keep_(keep) {}
    base::Expected<ledger::Log::Tail> load_tail(const ledger::DeviceId&) override { return ledger::Log::Tail{}; }
    base::Status put(const ledger::Appended& one) override {
        if (keep_) entries.push_back(ledger::StoredEntry{one.entry.device, one.seq(), one.signed_entry, one.payloads, 0});
        return {};
    }
    std::vector<ledger::StoredEntry> entries;

private:
    bool keep_;
};

/// One row an entry, in the caller's transaction: what the registry does.
class TableStore : public ledger::Log::Store {
public:
    explicit TableStore(vault::WriteTransaction& session) : session_(session) {}
    base::Expected<ledger::Log::Tail> load_tail(const ledger::DeviceId&) override { return ledger::Log::Tail{}; }
    base::Status put(const ledger::Appended& one) override {
        GUVOH_TRY(auto insert, session_.prepare("insert into entry(row, body, signature, leaf, payloads) values(?, ?, ?, ?, ?)"));
        const base::Bytes payloads = ledger::pack_payloads(one.payloads);
        insert.bind(1, static_cast<std::int64_t>(one.seq())).bind(2, std::string_view(one.signed_entry.body));
        insert.bind(3, base::ByteSpan(one.signed_entry.signature)).bind(4, base::ByteSpan(one.leaf_hash));
        return insert.bind(5, base::ByteSpan(payloads)).run();
    }

private:
    vault::WriteTransaction& session_;
};

std::unique_ptr<ledger::Log> new_log(ledger::Log::Store& store) {
    const auto member = crypto::SigningKey::generate();
    auto device = crypto::SigningKey::generate();
    const base::Id id{};
    const auto certificate = ledger::certify(member, device.public_key(), id, 1);
    auto log = need(ledger::Log::create(std::move(device), certificate, 1, store, ledger::Log::Options{id}));
    log->commit();
    return log;
}

/// A vault's database with the entry table.
class VaultSide {
public:
    VaultSide(const std::string& folder, bool encrypted) {
        vault::OpenOptions options;
        options.encrypted = encrypted;
        options.stretch_cost = {8192, 1};
        vault_ = need(vault::Vault::create(folder, crypto::Passphrase("bench"), options)).vault;
        auto write = need(vault_->database().begin_write());
        need(write->execute("create table entry(row integer primary key, body text not null, signature blob not null,"
                            " leaf blob not null, payloads blob not null)"));
        TableStore store(*write);
        log_ = new_log(store);
        need(write->commit());
    }
    void append(const ledger::Draft& draft) {
        auto write = need(vault_->database().begin_write());
        TableStore store(*write);
        need(log_->append(draft, 2, store));
        need(write->commit());
        log_->commit();
    }

private:
    std::unique_ptr<vault::Vault> vault_;
    std::unique_ptr<ledger::Log> log_;
};

/// The peer: rows of five columns, chained by SHA-256, in plain SQLite; signed, if so asked.
class ChainedRows {
public:
    explicit ChainedRows(const std::string& path, bool signs = false) : signs_(signs) {
        check(sqlite3_open(path.c_str(), &database_), SQLITE_OK);
        run("pragma journal_mode=wal; pragma synchronous=full; create table row(id integer primary key, at integer not null,"
            " previous blob not null, hash blob not null unique, content text not null)");
        check(sqlite3_prepare_v2(database_, "insert into row(at, previous, hash, content) values(?,?,?,?)", -1, &insert_, nullptr), SQLITE_OK);
    }
    ~ChainedRows() {
        sqlite3_finalize(insert_);
        sqlite3_close(database_);
    }
    ChainedRows(const ChainedRows&) = delete;
    ChainedRows& operator=(const ChainedRows&) = delete;

    void append(const ledger::Draft& draft) {
        run("begin immediate");
        for (const ledger::DraftChange& change : draft.changes) {
            crypto::Sha256 hasher;
            hasher.add(last_);
            hasher.add(base::as_bytes(change.json));
            const base::Hash hash = hasher.finish();
            sqlite3_bind_int64(insert_, 1, 2);
            sqlite3_bind_blob(insert_, 2, last_.data(), 32, nullptr);
            sqlite3_bind_blob(insert_, 3, hash.data(), 32, nullptr);
            sqlite3_bind_text(insert_, 4, change.json.data(), static_cast<int>(change.json.size()), nullptr);
            check(sqlite3_step(insert_), SQLITE_DONE);
            sqlite3_reset(insert_);
            last_ = hash;
            if (signs_) key_.sign(base::as_bytes(change.json));
        }
        run("commit");
    }

private:
    void check(int result, int wanted) const {
        if (result == wanted) return;
        fmt::print(stderr, "SQLite: {}\n", sqlite3_errmsg(database_));
        std::exit(1);
    }
    void run(const char* sql) { check(sqlite3_exec(database_, sql, nullptr, nullptr, nullptr), SQLITE_OK); }

    sqlite3* database_ = nullptr;
    sqlite3_stmt* insert_ = nullptr;
    base::Hash last_{};
    bool signs_;
    crypto::SigningKey key_ = crypto::SigningKey::generate();
};

double median(std::vector<double> all) {
    std::sort(all.begin(), all.end());
    return all[all.size() / 2];
}

void bench_memory() {
    MemoryStore store(false);
    const auto log = new_log(store);
    const auto key = crypto::SigningKey::generate();
    const ledger::Draft one = draft_of(1);
    const ledger::Draft many = draft_of(1000);
    constexpr int kSingles = 4000;
    constexpr int kBatches = 40;
    std::vector<double> sign, single, batch;
    for (int round = 0; round < 5; ++round) {
        sign.push_back(cpu_seconds([&] { for (int i = 0; i < kSingles; ++i) key.sign(base::as_bytes(one.changes[0].json)); }) / kSingles);
        single.push_back(cpu_seconds([&] { for (int i = 0; i < kSingles; ++i) need(log->append(one, 2, store)); }) / kSingles);
        batch.push_back(cpu_seconds([&] { for (int i = 0; i < kBatches; ++i) need(log->append(many, 2, store)); }) / (kBatches * 1000.0));
    }
    fmt::print("append       {:8.1f} us CPU an entry; bare signature {:.1f} us; ratio {:.2f}\n", median(single) * 1e6, median(sign) * 1e6,
               median(sign) / median(single));
    fmt::print("batch        {:8.2f} us CPU a change\n", median(batch) * 1e6);
}

void bench_durable(const std::string& folder, int rounds, const char* name, std::size_t changes, int appends) {
    ChainedRows peer(folder + "/" + name + "-peer.db");
    ChainedRows signing(folder + "/" + name + "-signed-peer.db", true);
    VaultSide plain(folder + "/" + name + "-plain", false);
    VaultSide sealed(folder + "/" + name + "-sealed", true);
    const ledger::Draft draft = draft_of(changes);
    std::vector<double> peers, plains, seals, plain_ratios, sealed_ratios, signed_ratios;
    const auto rate = [&](auto& side) {
        return appends * static_cast<double>(changes) / seconds([&] { for (int i = 0; i < appends; ++i) side.append(draft); });
    };
    // Changes of a draft repeat, and so would the peer's hashes: its chain makes them differ.
    for (int round = 0; round < rounds; ++round) {
        seals.push_back(rate(sealed));
        peers.push_back(rate(peer));
        plains.push_back(rate(plain));
        if (changes == 1) signed_ratios.push_back(seals.back() / rate(signing));
        plain_ratios.push_back(plains.back() / peers.back());
        sealed_ratios.push_back(seals.back() / peers.back());
    }
    fmt::print("{:<12} {:8.0f} changes/s sealed, {:.0f} not encrypted; bare chained rows {:.0f}/s; ratio {:.2f} sealed, {:.2f} not\n", name,
               median(seals), median(plains), median(peers), median(sealed_ratios), median(plain_ratios));
    if (!signed_ratios.empty()) fmt::print("{:<12} ratio {:.2f} sealed to bare rows that are signed\n", "", median(signed_ratios));
}

void bench_verify() {
    MemoryStore store(true);
    const auto log = new_log(store);
    const ledger::Draft one = draft_of(1);
    for (int i = 0; i < 8000; ++i) need(log->append(one, 2, store));
    const unsigned threads = std::max(1U, std::thread::hardware_concurrency());
    const auto key = crypto::SigningKey::generate();
    // Different ones, because the processor learns the branches of one that is verified again and again.
    std::vector<std::pair<std::string, crypto::Signature>> messages;
    for (std::size_t i = 0; i < store.entries.size(); ++i) {
        std::string message = fmt::format("{:>47}", i);
        const crypto::Signature signature = key.sign(base::as_bytes(message));
        messages.emplace_back(std::move(message), signature);
    }
    std::vector<double> ours, bare, ratios;
    for (int round = 0; round < 5; ++round) {
        std::vector<ledger::StoredEntry> entries = store.entries;
        const auto count = static_cast<double>(entries.size());
        bare.push_back(count / cpu_seconds([&] {
            std::vector<std::thread> workers;
            for (unsigned t = 0; t < threads; ++t) {
                workers.emplace_back([&] {
                    for (std::size_t i = t; i < messages.size(); i += threads) {
                        const auto& [message, signature] = messages[i];
                        if (!crypto::verify(key.public_key(), base::as_bytes(message), signature)) std::abort();
                    }
                });
            }
            for (std::thread& worker : workers) worker.join();
        }));
        ours.push_back(count / cpu_seconds([&] {
            ledger::Verifier verifier({});
            for (ledger::StoredEntry& entry : entries) verifier.add(std::move(entry));
            if (!verifier.finish().ok()) std::abort();
        }));
        ratios.push_back(ours.back() / bare.back());
    }
    fmt::print("verify       {:8.0f} entries a CPU second, on {} threads; bare signatures {:.0f}; ratio {:.2f}\n", median(ours), threads, median(bare),
               median(ratios));
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 2) {
        fmt::print(stderr, "usage: ledger_bench FOLDER [ROUNDS]\n");
        return 2;
    }
    crypto::start();
    const std::string folder = argv[1];
    std::filesystem::create_directories(folder);
    const int rounds = argc > 2 ? std::max(1, std::atoi(argv[2])) : 21;
    bench_memory();
    bench_verify();
    bench_durable(folder, rounds, "durable", 1, 200);
    bench_durable(folder, rounds, "durable1000", 1000, 3);
    return 0;
}

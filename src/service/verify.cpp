// SPDX-License-Identifier: AGPL-3.0-or-later
#include <atomic>
#include <mutex>
#include <thread>

#include "ledger/bundle.h"
#include "registry/rebuild.h"
#include "registry/tables.h"
#include "service/theme_models.h"
#include "service/timestamps.h"
#include "service/workspace_parts.h"

namespace guvoh::service {

using base::ErrorKind;
using base::fail;

namespace {

constexpr std::string_view kOtherAuthority = "the certificates you gave are not those of the authority that made it";
constexpr std::string_view kRestoreAdvice = "restore it from a backup, and keep this folder as it is for examination";

Problem ledger_problem(const ledger::Problem& problem) {
    std::string where;
    if (problem.line != 0) where = "line " + std::to_string(problem.line);
    if (!problem.device.is_nil()) {
        where += (where.empty() ? "" : ", ") + std::string("entry ") + std::to_string(problem.seq) + " of device " + problem.device.text();
    }
    if (problem.change) where += ", change " + std::to_string(*problem.change + 1);
    return {where.empty() ? "the ledger" : where, problem.explanation, problem.meaning};
}

void take_counts(VerifyReport& report, const ledger::VerifyReport& found) {
    report.entries = found.entries;
    report.changes = found.changes;
    report.withheld = found.withheld + found.expunged;
    if (found.problem) {
        report.ok = false;
        report.problem = ledger_problem(*found.problem);
    }
}

void set_problem(VerifyReport& report, std::string where, std::string what, std::string meaning) {
    report.ok = false;
    report.problem = Problem{std::move(where), std::move(what), std::move(meaning)};
}

/// One verification: the steps in their order, each adding to the report and stopping at the first problem.
class Verification {
public:
    Verification(Workspace::Parts& parts, const VerifyOptions& options, const Watcher& watcher)
        : parts_(parts), options_(options), watcher_(watcher) {}

    base::Expected<VerifyReport> run() {
        using Step = base::Status (Verification::*)();
        for (const Step step : {&Verification::check_database, &Verification::check_ledger, &Verification::check_timestamps,
                                &Verification::check_records, &Verification::check_documents, &Verification::check_models, &Verification::check_index}) {
            GUVOH_TRY_VOID((this->*step)());
            if (!report_.ok) break;
        }
        return std::move(report_);
    }

private:
    bool go_on(std::string_view step, std::uint64_t done, std::uint64_t total) { return !watcher_ || watcher_(step, done, total); }
    base::Status cancelled() { return fail(ErrorKind::Cancelled, "stopped before the end; nothing wrong was found so far"); }

    /// Damage becomes the report's problem; any other error stays one.
    base::Status damage(base::Error error, std::string where) {
        if (error.kind != ErrorKind::Corrupt) return fail(std::move(error));
        set_problem(report_, std::move(where), error.text(), "bytes of the record were changed or lost; " + std::string(kRestoreAdvice));
        return {};
    }

    base::Status check_database() {
        if (!go_on("reading the database", 0, 1)) return cancelled();
        if (auto status = parts_.database().check(); !status) return damage(std::move(status).error(), "the database");
        return {};
    }

    base::Status check_ledger() {
        GUVOH_TRY(auto session, parts_.database().begin_read());
        ledger::VerifyOptions verify;
        verify.trusted = {parts_.records->member()};
        verify.whole = true;
        ledger::Verifier verifier(verify);
        auto head = parts_.records->load_head();
        if (!head) return damage(std::move(head).error(), "the file head");
        if (head->empty()) {
            set_problem(report_, "the file head", "it is missing",
                        "whoever takes it away can put an older database in place unseen; compare with a checkpoint you keep elsewhere. The next change "
                        "writes the file anew");
            return {};
        }
        verifier.add_checkpoint(*head);
        GUVOH_TRY_VOID(for_each_checkpoint(*session, [&](const ledger::CheckpointRecord& record) {
            verifier.add_checkpoint(record.note);
            return base::Status{};
        }));
        const std::uint64_t total = registry::count_rows(*session, "ledger_entry");
        std::uint64_t done = 0;
        auto walked = registry::for_each_entry(*session, [&](std::int64_t, ledger::StoredEntry entry) -> base::Expected<bool> {
            if (++done % 256 == 0 && !go_on("checking entries", done, total)) return base::Expected<bool>(cancelled().map([] { return false; }));
            return verifier.add(std::move(entry));
        });
        const ledger::VerifyReport found = verifier.finish();
        if (!walked) return damage(std::move(walked).error(), "entry " + std::to_string(done) + " of the ledger");
        take_counts(report_, found);
        GUVOH_TRY(const auto note, parts_.records->checkpoint());
        report_.checkpoint = note.write();
        return {};
    }

    base::Status check_timestamps() {
        GUVOH_TRY(auto session, parts_.database().begin_read());
        auto counted = verify_timestamps(*session, options_.authority_certificates);
        if (!counted && counted.error().kind == ErrorKind::Corrupt && !options_.authority_certificates.empty()) {
            set_problem(report_, "a stored timestamp", counted.error().text(), std::string(kOtherAuthority) +
                        "; with those kept beside it, `guvoh verify` alone says whether it holds");
            return {};
        }
        if (!counted) return damage(std::move(counted).error(), "a stored timestamp");
        report_.timestamps = *counted;
        return {};
    }

    base::Status check_records() {
        GUVOH_TRY(auto session, parts_.database().begin_read());
        auto stale = registry::find_stale_record(*session, [&](std::uint64_t done, std::uint64_t total) {
            return go_on("checking records", done, total);
        });
        if (!stale) return damage(std::move(stale).error(), "the record tables");
        if (*stale) {
            set_problem(report_, "record " + (*stale)->text(), "its table row does not say what the ledger says",
                        "the tables were changed apart from the ledger; `guvoh rebuild` makes them anew from the signed entries");
        }
        return {};
    }

    base::Status check_documents() {
        std::vector<registry::DocumentRow> rows;
        GUVOH_TRY_VOID(load_rows(rows));
        report_.documents = rows.size();
        std::atomic<std::size_t> next = 0;
        std::atomic<bool> stop = false;
        std::mutex mutex;
        std::optional<base::Error> failure;
        const auto work = [&] {
            for (std::size_t i = next++; i < rows.size() && !stop; i = next++) {
                auto status = check_document(rows[i], mutex);
                const std::lock_guard lock(mutex);
                if (!status && !failure) failure = std::move(status).error();
                if (failure || !report_.ok) stop = true;
                if (i % 64 == 0 && !stop && !go_on("checking documents", i, rows.size())) {
                    failure = cancelled().error();
                    stop = true;
                }
            }
        };
        {
            std::vector<std::jthread> threads;
            for (unsigned i = 1; i < std::thread::hardware_concurrency(); ++i) threads.emplace_back(work);
            work();
        }
        return failure ? base::Status(fail(*failure)) : base::Status{};
    }

    base::Status load_rows(std::vector<registry::DocumentRow>& rows) {
        GUVOH_TRY(auto session, parts_.database().begin_read());
        GUVOH_TRY(auto select, session->prepare("select record, number, sha256 from document order by number"));
        while (true) {
            GUVOH_TRY(const bool found, select.step());
            if (!found) return {};
            registry::DocumentRow row;
            GUVOH_TRY(row.record, base::Id::from_bytes(select.blob(0)));
            row.number = select.integer(1);
            std::copy_n(select.blob(2).begin(), row.sha256.size(), row.sha256.begin());
            rows.push_back(std::move(row));
        }
    }

    /// The text that is searched and quoted must be the text that was read, and the preserved file the file that came.
    base::Status check_document(const registry::DocumentRow& row, std::mutex& mutex) {
        const std::string where = "document " + row.record.text();
        const Caller owner = Caller::owner();
        GUVOH_TRY(Reading reading, begin_reading(parts_.database(), owner));
        GUVOH_TRY(const auto state, registry::Records::load(*reading.session, row.record));
        auto text = text_hash(reading, row.number);
        if (!text || base::to_hex(*text) != state.text("text_sha256")) {
            if (!text && text.error().kind != ErrorKind::Corrupt && text.error().kind != ErrorKind::NotFound) return fail(text.error());
            const std::lock_guard lock(mutex);
            set_problem(report_, "the words of " + where, "the stored text is not the text that was read from the file",
                        "the text was changed apart from the ledger; `guvoh rebuild --extract` reads the preserved files again");
            return {};
        }
        if (options_.quick) return {};
        auto status = parts_.vault->blobs().check(row.sha256);
        if (status) return {};
        if (status.error().kind == ErrorKind::NotFound) status.error().kind = ErrorKind::Corrupt;
        const std::lock_guard lock(mutex);
        return damage(std::move(status).error(), "the preserved file of " + where);
    }

    static base::Expected<base::Hash> text_hash(Reading& reading, std::int64_t number) {
        crypto::Sha256 sha256;
        GUVOH_TRY(const auto pages, reading.texts.pages(*reading.session, number));
        for (std::uint32_t page = 0; page < pages.size(); ++page) {
            GUVOH_TRY(const std::string text, reading.texts.page_text(*reading.session, number, page));
            sha256.add(base::as_bytes(text));
            sha256.add(base::as_bytes("\f"));
        }
        return sha256.finish();
    }

    /// A trained model is no evidence, but its bytes are a part of the record like any others.
    base::Status check_models() {
        if (options_.quick) return {};
        GUVOH_TRY(auto session, parts_.database().begin_read());
        GUVOH_TRY(const auto models, stored_models(*session));
        for (const StoredModel& model : models) {
            const auto status = parts_.vault->blobs().check(model.hash);
            if (status) continue;
            if (status.error().kind != ErrorKind::Corrupt && status.error().kind != ErrorKind::NotFound) return status;
            set_problem(report_, "the trained model of themes", status.error().text(),
                        "no document is harmed; suggestions are made by rules until `guvoh train` learns it anew, or `guvoh train --forget` gives it up");
            return {};
        }
        return {};
    }

    base::Status check_index() {
        if (options_.quick) return {};
        if (!go_on("checking the search index", 0, 1)) return cancelled();
        auto status = parts_.index->check();
        if (status) return {};
        if (status.error().kind != ErrorKind::Corrupt) return status;
        set_problem(report_, "the search index", status.error().text(),
                    "searches may miss pages; " + std::string(search::kRebuildAdvice));
        return {};
    }

    Workspace::Parts& parts_;       // the workspace's
    const VerifyOptions& options_;  // the caller's
    const Watcher& watcher_;        // the caller's
    VerifyReport report_;
};

}  // namespace

base::Expected<VerifyReport> Workspace::verify(const VerifyOptions& options, const Watcher& watcher) {
    return Verification(*parts_, options, watcher).run();
}

base::Expected<VerifyReport> verify_vault(const std::string& folder, const Passphrase& passphrase, const VerifyOptions& options,
                                          const Watcher& watcher) {
    auto workspace = Workspace::open(folder, passphrase);
    if (workspace) return (*workspace)->verify(options, watcher);
    if (workspace.error().kind != ErrorKind::Corrupt) return fail(workspace.error());
    VerifyReport report;
    const std::string what = workspace.error().text();
    if (what.find(search::kRebuildAdvice) != std::string::npos) {
        set_problem(report, "the search index", what, "the record does not open before; run `guvoh verify` again after it");
    } else {
        set_problem(report, "opening the record", what, "bytes of the record were changed or lost; " + std::string(kRestoreAdvice));
    }
    return report;
}

base::Expected<VerifyReport> verify_bundle(const std::string& path, const std::string& authority_certificates) {
    std::string certificates;
    if (!authority_certificates.empty()) {
        GUVOH_TRY(certificates, read_certificates(authority_certificates));
    }
    auto& files = platform::real_file_system();
    GUVOH_TRY(auto file, files.open(path, platform::OpenMode::ReadOnly));
    std::uint64_t at = 0;
    const auto source = [&](std::size_t most) -> base::Expected<std::string> {
        std::string piece(most, '\0');
        GUVOH_TRY(const std::size_t got, file->read_at(at, {reinterpret_cast<base::Byte*>(piece.data()), piece.size()}));
        piece.resize(got);
        at += got;
        return piece;
    };
    VerifyReport report;
    std::optional<Problem> bad_stamp;
    const auto found = ledger::verify_bundle(source, {}, [&](const ledger::CheckpointRecord& checkpoint, std::uint64_t line) {
        if (certificates.empty() || checkpoint.timestamps.empty()) {
            report.unchecked_timestamps += checkpoint.timestamps.size();
        } else if (const auto good = verify_timestamps(checkpoint, certificates)) {
            report.timestamps += *good;
        } else if (!bad_stamp) {
            bad_stamp = Problem{"line " + std::to_string(line) + ", a timestamp", good.error().text(), "it was altered, or " + std::string(kOtherAuthority)};
        }
    });
    if (!found) return fail(found.error());
    take_counts(report, *found);
    if (report.ok && bad_stamp) set_problem(report, bad_stamp->where, bad_stamp->what, bad_stamp->meaning);
    return report;
}

}  // namespace guvoh::service

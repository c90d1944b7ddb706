// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Breaks each write, sync, rename and removal of an ingestion in turn, cuts the power, opens again: `verify` passes, nothing
// that was acknowledged is missing, and running the ingestion again gives the same set. Only the vault's disk is broken: the
// user's files are real ones, read by the real sandbox.
#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <set>

#include "platform/memory_file_system.h"
#include "service/workspace.h"

namespace guvoh::service {
namespace {

namespace fs = std::filesystem;
using platform::Fault;
using platform::MemoryFileSystem;

constexpr int kFiles = 9;
const char* const kFolder = "/vault";

CreateOptions quick(MemoryFileSystem& files) {
    CreateOptions options;
    options.stretch_memory_kib = 8192;
    options.stretch_passes = 1;
    options.files = &files;
    return options;
}

Passphrase passphrase() { return make_passphrase("a test of nine words").value(); }

/// Real files to ingest: texts, a page of HTML, one file twice.
class Source {
public:
    Source() {
        std::string pattern = (fs::temp_directory_path() / "guvoh-faults-XXXXXX").string();
        folder_ = mkdtemp(pattern.data());
        for (int i = 0; i + 2 < kFiles; ++i) {
            std::ofstream(folder_ / ("note-" + std::to_string(i) + ".txt")) << "Visit note " << i << ": камера, окно, вода.\n";
        }
        std::ofstream(folder_ / "page.html") << "<html><body><p>Colony of Invented Place</p></body></html>";
        std::ofstream(folder_ / "again.txt") << "Visit note 0: камера, окно, вода.\n";
    }
    ~Source() { fs::remove_all(folder_); }
    std::string path() const { return folder_.string(); }

private:
    fs::path folder_;
};

IngestOptions ingest_options(const Source& source) {
    IngestOptions options;
    options.paths = {source.path()};
    options.ocr = false;
    options.lanes = 1;
    return options;
}

std::set<std::string> hashes_in(Workspace& workspace) {
    std::set<std::string> hashes;
    const auto list = workspace.documents(service::Caller::owner(), 1000, 0);
    EXPECT_TRUE(list.has_value()) << list.error().text();
    if (list) {
        for (const auto& document : list->documents) hashes.insert(document.sha256);
    }
    return hashes;
}

struct Told {
    bool created = false;
    bool ingested = false;  ///< the ingestion said it was done
};

/// A record is made, and a folder ingested into it; gives what the person was told.
Told live(MemoryFileSystem& files, const Source& source) {
    Told told;
    auto created = Workspace::create(kFolder, passphrase(), quick(files));
    if (!created) return told;
    told.created = true;
    const auto report = created->workspace->ingest(service::Caller::owner(), ingest_options(source));
    told.ingested = report.has_value() && !report->interrupted;
    return told;
}

/// Opens what the power cut left, and expects the promises to hold.
void expect_promises(MemoryFileSystem& files, const Source& source, const Told& told, const std::set<std::string>& all) {
    auto workspace = Workspace::open(kFolder, passphrase(), &files);
    if (!workspace) {
        EXPECT_FALSE(told.created) << "a record that was acknowledged does not open: " << workspace.error().text();
        return;
    }
    const auto verified = (*workspace)->verify();
    ASSERT_TRUE(verified.has_value()) << verified.error().text();
    EXPECT_TRUE(verified->ok) << verified->problem->where << ": " << verified->problem->what;
    if (told.ingested) {
        EXPECT_EQ(hashes_in(**workspace), all);
    }

    const auto again = (*workspace)->ingest(service::Caller::owner(), ingest_options(source));
    ASSERT_TRUE(again.has_value()) << again.error().text();
    EXPECT_EQ(again->seen, std::uint64_t{kFiles});
    EXPECT_EQ(again->seen, again->added + again->already_there + again->refused.size());
    EXPECT_EQ(hashes_in(**workspace), all);
    const auto found = (*workspace)->search(service::Caller::owner(), {"камера", 100, 0, false, false});
    ASSERT_TRUE(found.has_value());
    EXPECT_EQ(found->total, std::uint64_t{kFiles - 2}) << "the index lacks a document";
}

TEST(IngestFaults, EveryBrokenWriteLeavesWhatWasAcknowledged) {
    const Source source;
    MemoryFileSystem whole;
    ASSERT_TRUE(live(whole, source).ingested);
    const std::uint64_t operations = whole.operation_count();
    std::set<std::string> all;
    {
        auto workspace = Workspace::open(kFolder, passphrase(), &whole);
        ASSERT_TRUE(workspace.has_value()) << workspace.error().text();
        all = hashes_in(**workspace);
    }
    ASSERT_EQ(all.size(), std::size_t{kFiles - 1});
    const std::uint64_t step = getenv("GUVOH_SHORT_FAULTS") != nullptr ? 11 : 1;
    constexpr Fault kFaults[] = {Fault::FailIo, Fault::FailFull, Fault::Tear, Fault::Drop};

    for (std::uint64_t broken = 0; broken < operations; broken += step) {
        const Fault fault = kFaults[(broken / step) % std::size(kFaults)];
        SCOPED_TRACE("operation " + std::to_string(broken) + ", fault " + std::to_string(static_cast<int>(fault)));
        MemoryFileSystem files;
        files.set_fault_plan([&](std::uint64_t operation, std::string_view) { return operation == broken ? fault : Fault::None; });
        const Told told = live(files, source);
        files.set_fault_plan({});
        files.power_cut(broken % 3);
        expect_promises(files, source, told, all);
        if (testing::Test::HasFailure()) break;
    }
}

TEST(IngestFaults, AFullDiskIsSaidAndLosesNothing) {
    const Source source;
    MemoryFileSystem files;
    {
        auto created = Workspace::create(kFolder, passphrase(), quick(files));
        ASSERT_TRUE(created.has_value());
        const std::uint64_t full_from = files.operation_count() + 10;
        files.set_fault_plan([&](std::uint64_t operation, std::string_view) {
            return operation >= full_from ? Fault::FailFull : Fault::None;
        });

        const auto report = created->workspace->ingest(service::Caller::owner(), ingest_options(source));

        ASSERT_FALSE(report.has_value());
        EXPECT_EQ(report.error().kind, base::ErrorKind::Full) << report.error().text();
        files.set_fault_plan({});
    }
    auto workspace = Workspace::open(kFolder, passphrase(), &files);
    ASSERT_TRUE(workspace.has_value()) << workspace.error().text();
    const auto report = (*workspace)->ingest(service::Caller::owner(), ingest_options(source));
    ASSERT_TRUE(report.has_value()) << report.error().text();
    EXPECT_EQ(hashes_in(**workspace).size(), std::size_t{kFiles - 1});
}

}  // namespace
}  // namespace guvoh::service

int main(int argc, char** argv) {
    if (argc > 1 && std::string_view(argv[1]) == "--extract-worker") return guvoh::service::extract_worker_main(argc, argv);
    testing::InitGoogleTest(&argc, argv);
    return RUN_ALL_TESTS();
}

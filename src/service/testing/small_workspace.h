// SPDX-License-Identifier: AGPL-3.0-or-later
//
// A small workspace for tests: the vault in memory, the user's files real and read by the real sandbox.
#pragma once

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>

#include "platform/memory_file_system.h"
#include "service/workspace.h"
#include "vault/vault.h"

namespace guvoh::service::testing {

namespace fs = std::filesystem;

inline constexpr const char* kFolder = "/vault";

inline Passphrase passphrase() { return make_passphrase("a test of nine words").value(); }

/// A workspace on a disk in memory, with a folder of real files to ingest.
class SmallWorkspace : public ::testing::Test {
protected:
    void SetUp() override {
        std::string pattern = (fs::temp_directory_path() / "guvoh-workspace-XXXXXX").string();
        ASSERT_NE(mkdtemp(pattern.data()), nullptr);
        source_ = pattern;
        CreateOptions options;
        options.stretch_memory_kib = 8192;
        options.stretch_passes = 1;
        options.files = &files_;
        options.member_name = "A. Documenter";
        auto created = Workspace::create(kFolder, passphrase(), options);
        ASSERT_TRUE(created.has_value()) << created.error().text();
        workspace_ = std::move(created->workspace);
    }
    void TearDown() override { fs::remove_all(source_); }

    void write(const std::string& name, const std::string& text) { std::ofstream(source_ / name) << text; }

    IngestReport ingest() {
        IngestOptions options;
        options.paths = {source_.string()};
        options.ocr = false;
        auto report = workspace_->ingest(Caller::owner(), options);
        EXPECT_TRUE(report.has_value()) << report.error().text();
        EXPECT_EQ(report->seen, report->added + report->already_there + report->refused.size());
        return report.value_or(IngestReport{});
    }

    std::uint64_t count(const std::string& query, bool exact = false) {
        const auto reply = workspace_->search(Caller::owner(), {query, 10, 0, exact, false});
        EXPECT_TRUE(reply.has_value()) << reply.error().text();
        return reply ? reply->total : 0;
    }

    std::string only_document() {
        const auto list = workspace_->documents(Caller::owner(), 10, 0);
        EXPECT_EQ(list->total, 1U);
        return list->documents.empty() ? "" : list->documents.front().id;
    }

    void close() { workspace_.reset(); }
    void reopen() {
        workspace_.reset();
        auto opened = Workspace::open(kFolder, passphrase(), &files_);
        ASSERT_TRUE(opened.has_value()) << opened.error().text();
        workspace_ = std::move(*opened);
    }

    /// What someone with the key and a SQL tool could do behind the program's back.
    void tamper(std::string_view sql) {
        close();
        vault::OpenOptions options;
        options.files = &files_;
        auto vault = vault::Vault::open(kFolder, passphrase(), options);
        ASSERT_TRUE(vault.has_value()) << vault.error().text();
        auto session = (*vault)->database().begin_write();
        const auto status = (*session)->execute(sql);
        ASSERT_TRUE(status.has_value()) << status.error().text();
        ASSERT_TRUE((*session)->commit().has_value());
    }

    /// Verifies as `guvoh verify` would, and expects a problem whose place holds these words.
    void expect_problem(const std::string& where) {
        auto opened = Workspace::open(kFolder, passphrase(), &files_);
        if (!opened) {
            EXPECT_EQ(opened.error().kind, base::ErrorKind::Corrupt) << opened.error().text();
            return;
        }
        const auto report = (*opened)->verify();
        ASSERT_TRUE(report.has_value()) << report.error().text();
        ASSERT_FALSE(report->ok) << "nothing was found";
        EXPECT_NE(report->problem->where.find(where), std::string::npos) << report->problem->where << ": " << report->problem->what;
        EXPECT_FALSE(report->problem->what.empty());
        EXPECT_FALSE(report->problem->meaning.empty());
    }

    platform::MemoryFileSystem files_;
    fs::path source_;
    std::unique_ptr<Workspace> workspace_;
};

}  // namespace guvoh::service::testing

// SPDX-License-Identifier: AGPL-3.0-or-later
// What all kinds do is in testing/file_system_conformance.h; here are power cuts and faults.
#include "platform/memory_file_system.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <set>

namespace guvoh::platform {
namespace {

using base::ErrorKind;

class PowerCut : public ::testing::Test {
protected:
    PowerCut() {
        EXPECT_TRUE(files.make_folders("/v"));
        EXPECT_TRUE(files.sync_folder("/"));
    }
    std::unique_ptr<File> create(const std::string& path, std::string_view text) {
        auto file = files.open(path, OpenMode::CreateNew).value();
        EXPECT_TRUE(file->write_at(0, base::as_bytes(text)));
        return file;
    }
    std::string content(const std::string& path) {
        const auto bytes = read_file(files, path, 1 << 20);
        return bytes ? std::string(base::as_text(*bytes)) : "gone";
    }

    MemoryFileSystem files;
};

TEST_F(PowerCut, LosesAFileThatWasNotSynced) {
    create("/v/a", "x");
    files.power_cut();

    EXPECT_FALSE(files.exists("/v/a"));
    EXPECT_TRUE(files.exists("/v"));
}

TEST_F(PowerCut, LosesTheNameWhenOnlyTheContentWasSynced) {
    EXPECT_TRUE(create("/v/a", "x")->sync());
    files.power_cut();

    EXPECT_FALSE(files.exists("/v/a"));
}

TEST_F(PowerCut, LosesTheContentWhenOnlyTheNameWasSynced) {
    create("/v/a", "x");
    EXPECT_TRUE(files.sync_folder("/v"));
    files.power_cut();

    EXPECT_EQ(content("/v/a"), "");
}

TEST_F(PowerCut, KeepsWhatWasSyncedAndNoMore) {
    const auto file = create("/v/a", "kept");
    EXPECT_TRUE(file->sync());
    EXPECT_TRUE(files.sync_folder("/v"));
    EXPECT_TRUE(file->write_at(0, base::as_bytes("lost and longer")));
    files.power_cut();

    EXPECT_EQ(content("/v/a"), "kept");
}

TEST_F(PowerCut, BringsBackACutThatWasNotSynced) {
    const auto file = create("/v/a", "whole");
    EXPECT_TRUE(files.sync_everything("/v"));
    EXPECT_TRUE(file->truncate(1));
    files.power_cut();

    EXPECT_EQ(content("/v/a"), "whole");
}

TEST_F(PowerCut, BringsBackWhatARenameReplacedUntilTheFolderIsSynced) {
    EXPECT_TRUE(write_file_durably(files, "/v/a", base::as_bytes("old")));
    EXPECT_TRUE(create("/v/b", "new")->sync());
    EXPECT_TRUE(files.sync_folder("/v"));
    EXPECT_TRUE(files.rename("/v/b", "/v/a"));
    files.power_cut();

    EXPECT_EQ(content("/v/a"), "old");
    EXPECT_EQ(content("/v/b"), "new");
    EXPECT_TRUE(files.rename("/v/b", "/v/a"));
    EXPECT_TRUE(files.sync_folder("/v"));
    files.power_cut();
    EXPECT_EQ(content("/v/a"), "new");
    EXPECT_FALSE(files.exists("/v/b"));
}

TEST_F(PowerCut, BringsBackARemovedNameUntilTheFolderIsSynced) {
    EXPECT_TRUE(write_file_durably(files, "/v/a", base::as_bytes("x")));
    EXPECT_TRUE(files.remove("/v/a"));
    files.power_cut();
    EXPECT_EQ(content("/v/a"), "x");

    EXPECT_TRUE(files.remove("/v/a"));
    EXPECT_TRUE(files.sync_folder("/v"));
    files.power_cut();
    EXPECT_FALSE(files.exists("/v/a"));
}

TEST_F(PowerCut, LosesAFolderWhoseParentWasNotSynced) {
    EXPECT_TRUE(files.make_folders("/v/sub"));
    EXPECT_TRUE(write_file_durably(files, "/v/sub/a", base::as_bytes("x")));
    files.power_cut();

    EXPECT_FALSE(files.exists("/v/sub"));
}

TEST_F(PowerCut, AMoveBetweenFoldersIsDurableAsOne) {
    EXPECT_TRUE(files.make_folders("/v/from"));
    EXPECT_TRUE(files.make_folders("/v/to"));
    EXPECT_TRUE(files.sync_folder("/v"));
    EXPECT_TRUE(create("/v/from/a", "x")->sync());
    EXPECT_TRUE(files.rename("/v/from/a", "/v/to/a"));
    EXPECT_TRUE(files.sync_folder("/v/to"));
    EXPECT_TRUE(files.sync_folder("/v/from"));
    files.power_cut();

    EXPECT_EQ(content("/v/to/a"), "x");
    EXPECT_FALSE(files.exists("/v/from/a"));
}

TEST_F(PowerCut, KillsOldHandlesAndReleasesLocks) {
    const auto file = create("/v/a", "x");
    const auto lock = files.lock("/v/lock");
    EXPECT_TRUE(files.sync_everything("/"));
    files.power_cut();
    base::Bytes out(1);

    EXPECT_EQ(file->read_at(0, out).error().kind, ErrorKind::Io);
    EXPECT_EQ(file->write_at(0, out).error().kind, ErrorKind::Io);
    EXPECT_TRUE(files.lock("/v/lock"));
}

TEST_F(PowerCut, ASeedKeepsSomeOfWhatWasNotSyncedTheSameEachTime) {
    std::set<std::string> outcomes;
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
        std::string again;
        for (int run = 0; run < 2; ++run) {
            MemoryFileSystem fresh;
            EXPECT_TRUE(write_file_durably(fresh, "/a", base::as_bytes("....")));
            const auto file = fresh.open("/a", OpenMode::ReadWrite).value();
            EXPECT_TRUE(file->write_at(0, base::as_bytes("A")));
            EXPECT_TRUE(file->write_at(2, base::as_bytes("B")));
            fresh.power_cut(seed);
            const std::string left(base::as_text(read_file(fresh, "/a", 100).value()));
            if (run == 1) {
                EXPECT_EQ(left, again);
            }
            again = left;
        }
        outcomes.insert(again);
    }

    EXPECT_EQ(outcomes, (std::set<std::string>{"....", "A...", "..B.", "A.B."}));
}

TEST_F(PowerCut, ASeedTearsSomeWritesAtASector) {
    std::set<std::size_t> sizes;
    for (std::uint64_t seed = 1; seed <= 300; ++seed) {
        MemoryFileSystem fresh;
        EXPECT_TRUE(write_file_durably(fresh, "/a", {}));
        EXPECT_TRUE(fresh.open("/a", OpenMode::ReadWrite).value()->write_at(0, base::Bytes(1536, 7)));
        fresh.power_cut(seed);
        sizes.insert(read_file(fresh, "/a", 4096)->size());
    }

    EXPECT_EQ(sizes, (std::set<std::size_t>{0, 512, 1024, 1536}));
}

class FaultPlan : public PowerCut {
protected:
    /// Strikes the next operation of that word.
    void strike(std::string_view word, Fault fault) {
        files.set_fault_plan([word, fault, done = std::make_shared<bool>(false)](std::uint64_t, std::string_view what) {
            if (*done || what != word) return Fault::None;
            *done = true;
            return fault;
        });
    }
};

TEST_F(FaultPlan, FailsOneWriteAndGoesOn) {
    const auto file = create("/v/a", "one");
    strike("write", Fault::FailFull);

    EXPECT_EQ(file->write_at(0, base::as_bytes("two")).error().kind, ErrorKind::Full);
    EXPECT_EQ(content("/v/a"), "one");
    EXPECT_TRUE(file->write_at(0, base::as_bytes("two")));
    EXPECT_FALSE(files.is_dead());
}

TEST_F(FaultPlan, TearsAWriteOntoTheDiskAndDies) {
    EXPECT_TRUE(write_file_durably(files, "/v/a", base::as_bytes("......")));
    const auto file = files.open("/v/a", OpenMode::ReadWrite).value();
    strike("write", Fault::Tear);

    EXPECT_EQ(file->write_at(0, base::as_bytes("abcd")).error().kind, ErrorKind::Io);
    EXPECT_TRUE(files.is_dead());
    EXPECT_FALSE(files.open("/v/a", OpenMode::ReadOnly));
    EXPECT_FALSE(file->sync());
    EXPECT_FALSE(files.make_folders("/v/new"));
    EXPECT_FALSE(files.lock("/v/lock"));
    files.power_cut();
    EXPECT_EQ(content("/v/a"), "ab....");
}

TEST_F(FaultPlan, DropsASyncThatClaimsToHaveWorked) {
    const auto file = create("/v/a", "x");
    EXPECT_TRUE(files.sync_folder("/v"));
    strike("sync", Fault::Drop);

    EXPECT_TRUE(file->sync());
    EXPECT_FALSE(file->write_at(0, base::as_bytes("y")));
    files.power_cut();
    EXPECT_EQ(content("/v/a"), "");
}

TEST_F(FaultPlan, StrikesEveryKindOfChange) {
    const auto file = create("/v/a", "x");
    const std::pair<const char*, std::function<base::Status()>> rows[] = {
        {"write", [&] { return file->write_at(0, base::as_bytes("y")); }},
        {"truncate", [&] { return file->truncate(0); }},
        {"sync", [&] { return file->sync(); }},
        {"create", [&] { return files.open("/v/n", OpenMode::CreateNew).map([](const auto&) {}); }},
        {"make_folder", [&] { return files.make_folders("/v/d"); }},
        {"remove", [&] { return files.remove("/v/a"); }},
        {"rename", [&] { return files.rename("/v/a", "/v/b"); }},
        {"sync_folder", [&] { return files.sync_folder("/v"); }},
        {"sync_everything", [&] { return files.sync_everything("/v"); }},
    };
    for (const auto& [word, act] : rows) {
        strike(word, Fault::FailIo);
        const std::uint64_t before = files.operation_count();
        const base::Status outcome = act();
        ASSERT_FALSE(outcome) << word;
        EXPECT_EQ(outcome.error().kind, ErrorKind::Io) << word;
        EXPECT_EQ(files.operation_count(), before + 1) << word;
    }
    EXPECT_EQ(content("/v/a"), "x");
    EXPECT_EQ(files.list("/v")->size(), 1U);
}

TEST_F(FaultPlan, ASmallDiskIsFull) {
    files.set_capacity(10);
    const auto file = create("/v/a", "12345678");

    EXPECT_EQ(files.free_bytes("/v").value(), 2U);
    EXPECT_EQ(file->write_at(8, base::as_bytes("9ab")).error().kind, ErrorKind::Full);
    EXPECT_EQ(file->truncate(11).error().kind, ErrorKind::Full);
    EXPECT_TRUE(file->write_at(0, base::as_bytes("abc")));
    EXPECT_TRUE(files.remove("/v/a"));
    EXPECT_EQ(files.free_bytes("/v").value(), 10U);
}

/// Does random things to four names in two folders, as a vault would, and remembers what has been promised.
RC_GTEST_PROP(MemoryFileSystem, WhatWasSyncedSurvivesAnyPowerCut, ()) {
    MemoryFileSystem files;
    RC_ASSERT(files.make_folders("/p/q").has_value());
    RC_ASSERT(files.sync_everything("/").has_value());
    std::map<std::string, std::string> durable;  // written with write_file_durably and not touched since
    const std::vector<std::string> names{"/p/a", "/p/b", "/p/q/a", "/p/q/b"};
    for (int step = *rc::gen::inRange(0, 40); step > 0; --step) {
        const std::string& name = names[*rc::gen::inRange<std::size_t>(0, 4)];
        const std::string& other = names[*rc::gen::inRange<std::size_t>(0, 4)];
        const int act = *rc::gen::inRange(0, 5);
        if (act <= 1) {
            const std::string text = std::to_string(step);
            RC_ASSERT(write_file_durably(files, name, base::as_bytes(text)).has_value());
            durable[name] = text;
        } else if (act == 2 && files.exists(name)) {
            RC_ASSERT(files.open(name, OpenMode::ReadWrite).value()->write_at(0, base::as_bytes("?")).has_value());
            durable.erase(name);
        } else if (act == 3 && files.exists(name)) {
            RC_ASSERT(files.remove(name).has_value());
            durable.erase(name);
        } else if (act == 4 && files.exists(name)) {
            RC_ASSERT(files.rename(name, other).has_value());
            durable.erase(name);
            durable.erase(other);
        }
    }
    files.power_cut(*rc::gen::inRange<std::uint64_t>(0, 1000));

    for (const auto& [name, text] : durable)
        RC_ASSERT(read_file(files, name, 100).value() == base::Bytes(text.begin(), text.end()));
}

}  // namespace
}  // namespace guvoh::platform

// SPDX-License-Identifier: AGPL-3.0-or-later
// What they do when nothing goes wrong is in testing/file_system_conformance.h.
#include <gtest/gtest.h>

#include "platform/memory_file_system.h"

namespace guvoh::platform {
namespace {

const base::ByteSpan kOld = base::as_bytes("old content");
const base::ByteSpan kNew = base::as_bytes("new content");

std::string content(MemoryFileSystem& files) {
    return std::string(base::as_text(read_file(files, "/v/a", 100).value_or(base::Bytes{})));
}

TEST(WriteFileDurably, LeavesTheOldOrTheNewWhateverFails) {
    for (const Fault fault : {Fault::FailIo, Fault::FailFull, Fault::Tear, Fault::Drop}) {
        for (std::uint64_t struck = 0;; ++struck) {
            MemoryFileSystem files;
            ASSERT_TRUE(files.make_folders("/v"));
            ASSERT_TRUE(files.sync_folder("/"));
            ASSERT_TRUE(write_file_durably(files, "/v/a", kOld));
            const std::uint64_t first = files.operation_count();
            files.set_fault_plan([=](std::uint64_t operation, std::string_view) {
                return operation == first + struck ? fault : Fault::None;
            });

            const base::Status written = write_file_durably(files, "/v/a", kNew);

            if (files.operation_count() <= first + struck) break;  // every operation has been struck
            EXPECT_TRUE(!written || fault == Fault::Drop);
            files.power_cut(struck);
            files.set_fault_plan({});
            EXPECT_TRUE(content(files) == base::as_text(kOld) || content(files) == base::as_text(kNew)) << content(files);
            ASSERT_TRUE(write_file_durably(files, "/v/a", kNew));
            EXPECT_EQ(content(files), base::as_text(kNew));
            EXPECT_EQ(files.list("/v")->size(), 1U);
        }
    }
}

TEST(WriteFileDurably, KeepsWhatItAcknowledged) {
    MemoryFileSystem files;
    ASSERT_TRUE(write_file_durably(files, "/a", kNew));
    files.power_cut();

    EXPECT_EQ(read_file(files, "/a", 100).value(), base::Bytes(kNew.begin(), kNew.end()));
    ASSERT_TRUE(write_file_durably(files, "relative", kNew));
    files.power_cut();
    EXPECT_TRUE(files.exists("relative"));
}

}  // namespace
}  // namespace guvoh::platform

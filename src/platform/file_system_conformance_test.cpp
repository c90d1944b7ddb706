// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/testing/file_system_conformance.h"

#include <filesystem>

#include "platform/memory_file_system.h"
#include "platform/testing/temporary_folder.h"

namespace guvoh::platform::testing {
namespace {

FileSystemUnderTest in_memory() {
    auto files = std::make_shared<MemoryFileSystem>();
    EXPECT_TRUE(files->make_folders("/work"));
    return {files.get(), "/work", files};
}

FileSystemUnderTest on_disk() {
    auto folder = std::make_shared<TemporaryFolder>();
    return {&real_file_system(), folder->path(), folder};
}

INSTANTIATE_TEST_SUITE_P(Kinds, FileSystemConformance,
                         ::testing::Values(FileSystemKind{"Memory", in_memory}, FileSystemKind{"Real", on_disk}),
                         [](const auto& each) { return each.param.name; });

}  // namespace
}  // namespace guvoh::platform::testing

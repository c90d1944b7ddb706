// SPDX-License-Identifier: AGPL-3.0-or-later
//
// vault.json, blob headers, page headers and recovery keys from outside: nothing crashes, and a header that is accepted is
// written back the same, byte for byte.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "platform/memory_file_system.h"
#include "vault/blob_file.h"
#include "vault/keyslots.h"
#include "vault/log_check.h"
#include "vault/recovery_key.h"
#include "vault/stored_pages.h"

using namespace guvoh;

namespace {

void try_header(std::string_view text) {
    auto header = vault::Header::parse(text);
    if (!header) return;
    static_cast<void>(header->slots());
    // Recovery slots only: a passphrase slot may ask for any amount of work.
    static_cast<void>(header->unlock(crypto::Key()));
    const auto again = header->bytes(crypto::Key());
    if (!again || !vault::Header::parse(*again)) std::abort();
}

/// The files whose outer bytes are not sealed.
void try_files(base::ByteSpan data) {
    platform::MemoryFileSystem files;
    if (!files.make_folders("/p") || !platform::write_file_durably(files, "/p/x", data)) std::abort();
    vault::BlobKeys keys;
    keys.encrypted = data.empty() || data.back() % 2 == 0;
    auto blob = vault::BlobReader::open(std::move(*files.open("/p/x", platform::OpenMode::ReadOnly)), keys, "x");
    if (blob) static_cast<void>(vault::check_blob(*blob, keys, "x"));
    static_cast<void>(vault::check_log(files, "/p/x"));
    static_cast<void>(vault::check_database_start(files, "/p/x", nullptr));
    auto pages = vault::StoredPages::open_folder(files, "/p", crypto::Key(), keys.encrypted);
    if (pages) static_cast<void>((*pages)->open("x"));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    crypto::start();
    const base::ByteSpan bytes(data, size);
    const auto text = base::as_text(bytes);
    try_header(text);
    try_files(bytes);
    if (auto key = vault::parse_recovery_key(text)) {
        auto again = vault::parse_recovery_key(vault::recovery_key_text(*key));
        if (!again || !(*again == *key)) std::abort();
    }
    return 0;
}

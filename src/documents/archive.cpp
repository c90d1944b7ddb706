// SPDX-License-Identifier: AGPL-3.0-or-later
//
// ZIP and gzip: hands over the files inside. (Others: packed.cpp.) Files in files are the caller's business, with the limits that are left.
#include <zlib.h>

#include <algorithm>

#include "documents/gunzip.h"
#include "documents/parsers.h"
#include "documents/utf8.h"
#include "documents/zip.h"

namespace guvoh::documents {

namespace {

base::Status parse_zip(const Source& source, Output& out) {
    GUVOH_TRY(const ZipFile file, ZipFile::open(source.bytes));
    std::uint64_t encrypted = 0, files = 0;
    for (std::uint64_t i = 0; i < file.count(); ++i) {
        const auto entry = file.entry(i);
        if (!entry) {
            out.refuse("entry " + std::to_string(i + 1), entry.error().detail);
            continue;
        }
        if (entry->folder) continue;
        ++files;
        if (entry->encrypted) {
            ++encrypted;
            out.refuse(entry->name, "encrypted (a password is needed)");
            continue;
        }
        GUVOH_TRY_VOID(hand_over(file, i, *entry, out));
    }
    if (files > 0 && encrypted == files) return base::fail(base::ErrorKind::Unsupported, "encrypted ZIP (a password is needed)");
    return {};
}

base::Status parse_gzip(const Source& source, Output& out) {
    GUVOH_TRY(const Inflated plain, gunzip(source.bytes, source.limits.max_child_bytes + 1));
    const base::Bytes& bytes = plain.bytes;
    if (!plain.whole) out.note("damaged gzip file: only its first " + std::to_string(bytes.size()) + " bytes could be unpacked");
    std::string name(source.name.substr(source.name.rfind('/') + 1));
    if (extension_of(name) == "gz") name.resize(name.size() - 3);
    if (extension_of(name) == "tgz") name.replace(name.size() - 3, 3, "tar");
    GUVOH_TRY(const bool admitted, out.admit_child(name, bytes.size(), source.bytes.size()));
    if (admitted) out.child(name, "", bytes);
    return {};
}

}  // namespace

base::Status parse_archive(const Source& source, Output& out) {
    if (source.media_type == "application/gzip") return parse_gzip(source, out);
    return source.media_type == "application/zip" ? parse_zip(source, out) : parse_packed(source, out);
}

}  // namespace guvoh::documents

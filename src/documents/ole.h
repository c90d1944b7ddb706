// SPDX-License-Identifier: AGPL-3.0-or-later
//
// A compound file: the small file system in which old Office programs keep the streams of a document. Read by libgsf.
//
// Threads: one.
// Source: [MS-CFB]; [MS-OLEPS] for the properties.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/error.h"
#include "documents/gobject.h"

namespace guvoh::documents {

class Output;

/// One folder of a compound file. The bytes it was opened from are the caller's.
class OleFolder {
public:
    /// The topmost folder. Errors: Invalid.
    static base::Expected<OleFolder> open(base::ByteSpan file);

    /// Names of streams and folders here, in the file's order.
    std::vector<std::string> names() const;
    bool has(const char* name) const;
    /// A stream's content. Errors: NotFound; Invalid when the file is cut or its chain of sectors is broken.
    base::Expected<base::Bytes> stream(const char* name) const;
    /// A folder in this one. Errors: NotFound.
    base::Expected<OleFolder> folder(const char* name) const;
    /// Title, author, dates and the like into metadata, if there are any.
    void read_properties(Output& out) const;

private:
    OleFolder(GObject* folder, std::size_t file_bytes) : folder_(folder), file_bytes_(file_bytes) {}
    Held<GObject> folder_;  // a GsfInfile
    std::size_t file_bytes_;  // no stream is larger
};

}  // namespace guvoh::documents

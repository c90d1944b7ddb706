// SPDX-License-Identifier: AGPL-3.0-or-later
//
// What the office formats have in common: properties, and files inside.
//
// Threads: one.
#pragma once

#include <array>
#include <string_view>

#include "documents/parsers.h"
#include "documents/zip.h"

namespace guvoh::documents {

/// Reads docProps/core.xml and app.xml (OOXML) into metadata.
void read_core_properties(const ZipFile& file, const Limits& limits, Output& out);
/// Reads meta.xml (ODF) into metadata.
void read_odf_properties(const ZipFile& file, const Limits& limits, Output& out);
/// True when an ODF file's manifest says its content is encrypted.
bool odf_is_encrypted(const ZipFile& file, const Limits& limits);
/// Hands over the entries under either folder as children.
base::Status hand_over_embedded(const ZipFile& file, std::array<std::string_view, 2> folders, Output& out);

base::Status parse_xlsx(const ZipFile& file, const Limits& limits, Output& out);
base::Status parse_ods(const ZipFile& file, const Limits& limits, Output& out);

}  // namespace guvoh::documents

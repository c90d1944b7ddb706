// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The text of a Word 97 to 2003 document, from its streams.
//
// Threads: pure functions.
// Source: [MS-DOC] 2.4.1 (retrieving text), 2.5 (the FIB), 2.9.73 (FcCompressed), 2.6 (properties).
#pragma once

#include <string>

#include "base/bytes.h"
#include "base/error.h"

namespace guvoh::documents {

/// Which of the two table streams goes with a document: "0Table" or "1Table".
const char* doc_table_name(base::ByteSpan main);

/// The text of body, notes, headers, comments and text boxes, in this order; deleted text is left out, of fields only the result is
/// taken; a table row is a line with tabs.
///
/// Takes:   the streams WordDocument and that of doc_table_name().
/// Errors:  Unsupported when it is encrypted, or older than Word 97; Invalid when it is damaged.
base::Expected<std::string> doc_text(base::ByteSpan main, base::ByteSpan table);

}  // namespace guvoh::documents

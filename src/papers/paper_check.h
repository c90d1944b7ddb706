// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Whether a paper can be written, asked before its first byte goes out.
//
// Threads: plain functions.
#pragma once

#include "papers/paper.h"

namespace guvoh::papers {

/// Errors: Invalid, as write_docx promises, within "block N" where one is to blame.
base::Status check(const Paper& paper);

}  // namespace guvoh::papers

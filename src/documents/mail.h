// SPDX-License-Identifier: AGPL-3.0-or-later
//
// What the readers of mail share, and what they need loaded before the worker is locked down.
//
// Threads: one.
#pragma once

#include <string>

namespace guvoh::documents {

class Output;

/// What a reader of a message sees above it, from its metadata: subject, From, To, Cc; searchable like the rest.
std::string mail_heading(Output& out);

/// Starts GMime and loads the character converters that headers of mail may need.
void mail_warm_up();

}  // namespace guvoh::documents

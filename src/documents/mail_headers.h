// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Tells e-mail and mailboxes from other text by their first lines.
//
// Threads: pure functions.
#pragma once

#include <string_view>

namespace guvoh::documents {

/// True when the text starts with mail headers: three that mail has, or one when the name says it is mail.
bool looks_email(std::string_view head, bool named_so);
/// True for an mbox: a "From " line with a date, then mail headers.
bool looks_mailbox(std::string_view head);

}  // namespace guvoh::documents

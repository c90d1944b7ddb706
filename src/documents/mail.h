// SPDX-License-Identifier: AGPL-3.0-or-later
//
// What the mail parser needs loaded before the worker is locked down.
//
// Threads: one.
#pragma once

namespace guvoh::documents {

/// Starts GMime and loads the character converters that headers of mail may need.
void mail_warm_up();

}  // namespace guvoh::documents

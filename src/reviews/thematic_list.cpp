// SPDX-License-Identifier: AGPL-3.0-or-later
#include "reviews/thematic_list.h"

namespace guvoh::reviews {

ThematicList read_thematic_list(const std::vector<documents::Page>&) { return {}; }

}  // namespace guvoh::reviews

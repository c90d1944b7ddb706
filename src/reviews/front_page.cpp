// SPDX-License-Identifier: AGPL-3.0-or-later
#include "reviews/front_page.h"

namespace guvoh::reviews {

std::string_view front_kind_name(FrontKind) { return "other"; }

FrontPage read_front_page(const std::vector<documents::Page>&) { return {}; }

int upr_cycle_of_session(int session) {
    if (session < 1) return 0;
    if (session <= 12) return 1;
    if (session <= 26) return 2;
    return session <= 40 ? 3 : 4;
}

}  // namespace guvoh::reviews

// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include "cli.h"

namespace guvoh::cli {

void add_doctor(Verbs& verbs) {
    auto* app = verbs.app.add_subcommand("doctor", "Say what is installed, and which OCR languages are missing");
    app->callback([&run = verbs.run, &globals = verbs.globals] {
        run = [&globals] {
            const auto report = service::doctor();
            base::Json::Array list;
            for (const auto& item : report.items) {
                if (globals.json) {
                    base::Json one;
                    one["name"] = item.name;
                    one["value"] = item.value;
                    one["ok"] = item.ok;
                    one["advice"] = item.advice;
                    list.push_back(std::move(one));
                } else {
                    print(fmt::format("{} {:<22} {}{}\n", item.ok ? "  " : "! ", item.name, item.value,
                                      item.advice.empty() ? "" : "  -> " + item.advice));
                }
            }
            if (globals.json) print_json(list);
            return 0;
        };
    });
}

}  // namespace guvoh::cli

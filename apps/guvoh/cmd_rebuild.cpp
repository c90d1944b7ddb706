// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include "cli.h"

namespace guvoh::cli {

void add_rebuild(Verbs& verbs) {
    auto* app = verbs.app.add_subcommand("rebuild", "Make all tables and the search index anew from the ledger and the preserved files");
    app->footer("Nothing is lost by it. Use it when `verify` finds a table or the index damaged, or after an upgrade.");
    auto extract = std::make_shared<bool>(false);
    app->add_flag("--extract", *extract, "Read the preserved files again as well (new OCR languages, better readers)");
    app->callback([&verbs_run = verbs.run, &globals = verbs.globals, extract] {
        verbs_run = [&globals, extract] {
            return with_workspace(globals, [&](service::Workspace& workspace) -> base::Expected<int> {
                ProgressLine line(globals);
                GUVOH_TRY(const auto report, workspace.rebuild(*extract, watch(line)));
                line.clear();
                if (globals.json) {
                    base::Json json;
                    json["entries"] = report.entries;
                    json["records"] = report.records;
                    json["documents"] = report.documents;
                    json["indexed"] = report.indexed;
                    print_json(json);
                } else {
                    print(fmt::format("{} entries gave {} records; {} documents, {} of them searchable.\n", grouped(report.entries),
                                      grouped(report.records), grouped(report.documents), grouped(report.indexed)));
                }
                return 0;
            }, &service::Workspace::open_to_rebuild);
        };
    });
}

}  // namespace guvoh::cli

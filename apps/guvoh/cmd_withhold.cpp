// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli.h"

namespace guvoh::cli {

void add_withhold(Verbs& verbs) {
    auto* app = verbs.app.add_subcommand("withhold", "Leave a record's content out of every bundle given to others; it stays here");
    app->footer("The bundle still proves that the record is there and unchanged; what it says is not in it. Bundles given away before\n"
                "keep theirs.\n\nExample:\n  guvoh withhold 01kq3 --reason 'told in confidence'");
    struct Options {
        std::string id, reason;
    };
    auto options = std::make_shared<Options>();
    app->add_option("RECORD", options->id, "The record's id")->required();
    app->add_option("--reason", options->reason, "Why; kept for ever, so name no one")->required();
    app->callback([&verbs_run = verbs.run, &globals = verbs.globals, options] {
        verbs_run = [&globals, options] {
            return with_workspace(globals, [&](service::Workspace& workspace) -> base::Expected<int> {
                GUVOH_TRY_VOID(workspace.withhold(service::Caller::owner(), options->id, options->reason));
                if (!globals.json) print("Withheld from every bundle made from now on.\n");
                return 0;
            });
        };
    });
}

}  // namespace guvoh::cli

// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli.h"

namespace guvoh::cli {

void add_expunge(Verbs& verbs) {
    auto* app = verbs.app.add_subcommand("expunge", "Remove a record's content for someone's safety; the proof stays whole");
    app->footer("The file, its words and its passages' words are erased here and cannot be brought back; backups made before keep\n"
                "theirs. That something was removed, when, by whom and why stays in the ledger.\n\n"
                "Example:\n  guvoh expunge 01kq3 --reason 'source at risk' --yes");
    struct Options {
        std::string id, reason;
        bool yes = false;
    };
    auto options = std::make_shared<Options>();
    app->add_option("RECORD", options->id, "A document's or passage's id")->required();
    app->add_option("--reason", options->reason, "Why; kept for ever, so name no one")->required();
    app->add_flag("--yes", options->yes, "Really do it");
    app->callback([&verbs_run = verbs.run, &globals = verbs.globals, options] {
        verbs_run = [&globals, options] {
            if (!options->yes) {
                return report_error(globals, base::Error{base::ErrorKind::Invalid, "this cannot be undone; say --yes to do it", {}});
            }
            return with_workspace(globals, [&](service::Workspace& workspace) -> base::Expected<int> {
                GUVOH_TRY_VOID(workspace.expunge(service::Caller::owner(), options->id, options->reason));
                if (!globals.json) print("Expunged. The record still verifies.\n");
                return 0;
            });
        };
    });
}

}  // namespace guvoh::cli

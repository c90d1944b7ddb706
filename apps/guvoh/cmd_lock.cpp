// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli.h"

namespace guvoh::cli {

void add_lock(Verbs& verbs) {
    auto* app = verbs.app.add_subcommand("lock", "Wipe every key of this folder at once (seizure)");
    app->footer("`guvoh lock --destroy` needs no passphrase and takes effect at once: nobody, you included, can open this folder\n"
                "again. A backup elsewhere still opens. (A record that no program has open is locked already.)");
    auto destroy = std::make_shared<bool>(false);
    app->add_flag("--destroy", *destroy, "Really wipe the keys")->required();
    // `destroy` is captured so that it lives until the options are parsed; being required, it is true then.
    app->callback([&run = verbs.run, &globals = verbs.globals, destroy] {
        run = [&globals] {
            const auto folder = vault_folder(globals);
            if (!folder) return report_open_error(globals, folder.error());
            const auto status = service::destroy_keys(*folder);
            if (!status) return report_open_error(globals, status.error());
            print("The keys are gone. This folder cannot be opened again.\n");
            return 0;
        };
    });
}

}  // namespace guvoh::cli

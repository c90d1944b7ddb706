// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include "cli.h"

namespace guvoh::cli {

void add_backup(Verbs& verbs) {
    auto* app = verbs.app.add_subcommand("backup", "Copy the record, encrypted as it is, to another folder");
    app->footer("The copy opens with the same passphrases. Running it again copies only what is new. Every copied byte is read back\n"
                "and checked.\n\nExample:\n  guvoh backup /media/usb/record-backup");
    auto folder = std::make_shared<std::string>();
    app->add_option("FOLDER", *folder, "Where the copy goes")->required();
    app->callback([&verbs_run = verbs.run, &globals = verbs.globals, folder] {
        verbs_run = [&globals, folder] {
            return with_workspace(globals, [&](service::Workspace& workspace) -> base::Expected<int> {
                ProgressLine line(globals);
                GUVOH_TRY(const auto report, workspace.backup(*folder, watch(line)));
                line.clear();
                if (globals.json) {
                    base::Json json;
                    json["blobs_seen"] = report.blobs_seen;
                    json["blobs_copied"] = report.blobs_copied;
                    json["blobs_already_there"] = report.blobs_already_there;
                    json["bytes_copied"] = report.bytes_copied;
                    print_json(json);
                } else {
                    print(fmt::format("{} preserved files: {} copied and checked, {} already there; {} written.\n",
                                      grouped(report.blobs_seen), grouped(report.blobs_copied),
                                      grouped(report.blobs_already_there), bytes_text(report.bytes_copied)));
                }
                return 0;
            });
        };
    });
}

}  // namespace guvoh::cli

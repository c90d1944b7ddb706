// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include "cli.h"

namespace guvoh::cli {

void add_backup(Verbs& verbs) {
    auto* app = verbs.app.add_subcommand("backup", "Copy the record, encrypted as it is, to another folder");
    app->footer("The copy opens with the same passphrases. Running it again copies only what is new. Every copied byte is read back\n"
                "and checked; with --read-all, so is what was copied before.\n\nExample:\n  guvoh backup /media/usb/record-backup");
    struct Options {
        std::string folder;
        bool read_all = false;
    };
    auto options = std::make_shared<Options>();
    app->add_option("FOLDER", options->folder, "Where the copy goes")->required();
    app->add_flag("--read-all", options->read_all, "Also read what is there already, and copy anew what was damaged there");
    app->callback([&verbs_run = verbs.run, &globals = verbs.globals, options] {
        verbs_run = [&globals, options] {
            return with_workspace(globals, [&](service::Workspace& workspace) -> base::Expected<int> {
                ProgressLine line(globals);
                GUVOH_TRY(const auto report, workspace.backup(options->folder, watch(line), options->read_all));
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

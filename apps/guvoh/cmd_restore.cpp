// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli.h"
#include "views.h"

namespace guvoh::cli {

namespace {

struct Options {
    std::string backup, folder;
};

int run_restore(const Globals& globals, const Options& options) {
    const auto passphrase = read_passphrase(globals, false, "Passphrase of the backup: ");
    if (!passphrase) return report_error(globals, passphrase.error());
    const auto report = service::restore(options.backup, options.folder, *passphrase);
    if (!report) return report_open_error(globals, report.error());
    if (globals.json) {
        print_json(verify_json(*report));
    } else {
        print(verify_text(*report));
        if (report->ok) print("The record is restored in " + options.folder + ".\n");
    }
    return report->ok ? 0 : 13;
}

}  // namespace

void add_restore(Verbs& verbs) {
    auto* app = verbs.app.add_subcommand("restore", "Make a record from a backup, and check it");
    app->footer("Example:\n  guvoh restore /media/usb/record-backup ~/record");
    auto options = std::make_shared<Options>();
    app->add_option("BACKUP", options->backup, "The backup's folder")->required();
    app->add_option("FOLDER", options->folder, "A new folder for the record")->required();
    app->callback([&verbs_run = verbs.run, &globals = verbs.globals, options] {
        verbs_run = [&globals, options] { return run_restore(globals, *options); };
    });
}

}  // namespace guvoh::cli

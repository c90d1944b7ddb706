// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include "cli.h"

namespace guvoh::cli {

namespace {

struct Options {
    service::CreateOptions create;
};

int run_init(const Globals& globals, const Options& options) {
    const auto folder = vault_folder(globals);
    if (!folder) return report_error(globals, base::Error{base::ErrorKind::Invalid, folder.error().detail, {}});
    const auto passphrase = read_passphrase(globals, true, "Choose a passphrase (several words are best): ");
    if (!passphrase) return report_error(globals, passphrase.error());
    const auto created = service::Workspace::create(*folder, *passphrase, options.create);
    if (!created) return report_error(globals, created.error());
    if (globals.json) {
        base::Json json;
        json["vault"] = *folder;
        json["recovery_key"] = created->recovery_key;
        print_json(json);
        return 0;
    }
    print(fmt::format(
        "The record is ready in {}.\n\n"
        "Recovery key: write it on paper now and keep it away from this machine. It opens the record when the\n"
        "passphrase is forgotten, and it is not shown again:\n\n    {}{}{}\n\n"
        "Next: guvoh ingest FOLDER\n",
        *folder, bold(), created->recovery_key, plain()));
    return 0;
}

}  // namespace

void add_init(Verbs& verbs) {
    auto* app = verbs.app.add_subcommand("init", "Make a new encrypted record in a folder");
    app->footer("Example:\n  guvoh init --vault ~/record --member 'A. Documenter'");
    auto options = std::make_shared<Options>();
    app->add_option("--member", options->create.member_name, "Your name as the history will show it");
    app->add_option("--device", options->create.device_name, "A name for this computer, as the history will show it");
    app->add_option("--stretch-memory-kib", options->create.stretch_memory_kib,
                    "Memory Argon2id takes to stretch the passphrase; less for very small machines")
        ->check(CLI::Range(8192, 4194304));
    app->add_flag("!--unencrypted-for-measuring", options->create.encrypted,
                  "Do not encrypt: only for measuring what encryption costs, never for real documents")
        ->group("");  // not shown
    app->callback([&verbs_run = verbs.run, &globals = verbs.globals, options] {
        verbs_run = [&globals, options] { return run_init(globals, *options); };
    });
}

}  // namespace guvoh::cli

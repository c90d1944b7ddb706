// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli.h"
#include "views.h"

namespace guvoh::cli {

namespace {

struct Options {
    std::string bundle;
    service::VerifyOptions verify;
};

int finish(const Globals& globals, const base::Expected<service::VerifyReport>& report) {
    if (!report) return report_error(globals, report.error());
    if (globals.json) {
        print_json(verify_json(*report));
    } else {
        print(verify_text(*report));
    }
    return report->ok ? 0 : 13;
}

int run_verify(const Globals& globals, const Options& options) {
    if (!options.bundle.empty()) return finish(globals, service::verify_bundle(options.bundle, options.verify.authority_certificates));
    const auto folder = vault_folder(globals);
    if (!folder) return report_open_error(globals, folder.error());
    const auto passphrase = read_passphrase(globals, false, "Passphrase: ");
    if (!passphrase) return report_error(globals, passphrase.error());
    ProgressLine line(globals);
    const auto report = service::verify_vault(*folder, *passphrase, options.verify, watch(line));
    line.clear();
    if (!report) return report_open_error(globals, report.error());
    return finish(globals, report);
}

}  // namespace

void add_verify(Verbs& verbs) {
    auto* app = verbs.app.add_subcommand("verify", "Prove that nothing was altered: the whole record, or an exported bundle");
    app->footer("Checks each signature, the chain, the checkpoints, every payload and every preserved file, and names the first thing\n"
                "that does not hold. Exit code 13 then.\n\n"
                "Examples:\n  guvoh verify\n  guvoh verify partner.bundle      (needs no vault and no passphrase)");
    auto options = std::make_shared<Options>();
    app->add_option("BUNDLE", options->bundle, "A bundle to check instead of the record");
    app->add_flag("--quick", options->verify.quick, "Do not read the preserved files");
    app->add_option("--authority-certificates", options->verify.authority_certificates,
                    "PEM file with the certificates of the timestamp authority");
    app->callback([&verbs_run = verbs.run, &globals = verbs.globals, options] {
        verbs_run = [&globals, options] { return run_verify(globals, *options); };
    });
}

}  // namespace guvoh::cli

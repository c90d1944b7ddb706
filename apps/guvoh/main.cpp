// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The one program. Options and verbs are declared by the cmd_*.cpp files; this file only puts them together.
#include <algorithm>
#include <cstring>
#include <iostream>

#include <fmt/format.h>

#include "cli.h"
#include "platform/memory.h"
#include "service/error_table.h"

namespace {

constexpr const char* kDescription =
    "Guvoh keeps the record that torture prevention depends on: documents preserved, every claim tied to the words that "
    "support it, nothing altered unseen. Everything stays on this machine.";

constexpr const char* kFooter = R"(First steps:
  export GUVOH_VAULT=~/record          where the encrypted record lives
  guvoh init                           make it; write the recovery key on paper
  guvoh ingest ~/Documents/visits      preserve and read a folder of documents
  guvoh search 'пытки AND колония'     find words in any alphabet
  guvoh show DOCUMENT --page 3         read the page a hit names
  guvoh quote DOCUMENT --page 3 --text 'words to keep'
  guvoh verify                         prove that nothing was altered

`guvoh VERB --help` explains each verb with examples; `man guvoh` has everything on one page.
Exit codes: 0 done, 1 failed, 2 usage, 10 no vault there, 11 vault in use by another process, 12 wrong passphrase,
13 damaged, 14 made by a newer Guvoh, 15 no space left.)";

using Adder = void (*)(guvoh::cli::Verbs&);
constexpr Adder kVerbs[] = {
    guvoh::cli::add_init,      guvoh::cli::add_ingest,  guvoh::cli::add_search,  guvoh::cli::add_show,
    guvoh::cli::add_list,      guvoh::cli::add_records, guvoh::cli::add_record,  guvoh::cli::add_quote,   guvoh::cli::add_history, guvoh::cli::add_verify,
    guvoh::cli::add_bundle,    guvoh::cli::add_timestamp, guvoh::cli::add_backup, guvoh::cli::add_restore,
    guvoh::cli::add_rebuild,   guvoh::cli::add_expunge, guvoh::cli::add_withhold, guvoh::cli::add_import, guvoh::cli::add_follow_up, guvoh::cli::add_due, guvoh::cli::add_state, guvoh::cli::add_train, guvoh::cli::add_demands, guvoh::cli::add_keys,    guvoh::cli::add_lock,
    guvoh::cli::add_identify_language, guvoh::cli::add_extract, guvoh::cli::add_serve,     guvoh::cli::add_doctor, guvoh::cli::add_completion,
};

/// Says what is wrong with the command line. CLI11 names what is missing before what it could not make out.
std::string usage_problem(const CLI::App& app, const CLI::ParseError& error) {
    const auto strange = app.remaining(true);
    if (strange.empty() || error.get_name() != "RequiredError") return error.what();
    if (strange.front().starts_with('-')) {
        return fmt::format("there is no option {}; words that begin with - stand behind --, as in guvoh search -- -a", strange.front());
    }
    return app.get_subcommands().empty() ? fmt::format("there is no verb {}", strange.front()) : error.what();
}

/// Says it on the standard error stream, as JSON where that was asked for; gives the exit code.
int report_usage(const std::string& problem, bool as_json) {
    if (as_json) {
        guvoh::base::Json json;
        json["error"] = "usage";
        json["message"] = problem;
        json["exit_code"] = guvoh::service::kExitUsage;
        std::cerr << json.text() << '\n';
    } else {
        std::cerr << "guvoh: " << problem << "\nRun with --help for more information.\n";
    }
    return guvoh::service::kExitUsage;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc > 1 && std::strcmp(argv[1], "--extract-worker") == 0) return guvoh::service::extract_worker_main(argc, argv);
    guvoh::platform::keep_memory_private();

    CLI::App app{kDescription, "guvoh"};
    app.footer(kFooter);
    app.set_version_flag("--version", "guvoh " GUVOH_VERSION);
    app.require_subcommand(1);
    app.fallthrough();

    guvoh::cli::Globals globals;
    app.add_option("--vault", globals.vault, "The folder of the encrypted record (or set GUVOH_VAULT)");
    app.add_option("--passphrase-file", globals.passphrase_file,
                   "Read the passphrase from the first line of this file (or set GUVOH_PASSPHRASE_FILE)");
    app.add_flag("--json", globals.json, "Print results as JSON, for programs");
    app.add_flag("--quiet", globals.quiet, "Print results and errors only");

    guvoh::cli::Runner run;
    guvoh::cli::Verbs verbs{app, globals, run};
    for (const Adder add : kVerbs) add(verbs);

    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == 0) return app.exit(error);  // --help, --version
        const bool as_json = std::any_of(argv, argv + argc, [](const char* word) { return std::strcmp(word, "--json") == 0; });
        return report_usage(usage_problem(app, error), as_json);
    }
    guvoh::cli::watch_interrupts();
    return run ? run() : guvoh::service::kExitUsage;
}

// SPDX-License-Identifier: AGPL-3.0-or-later
//
// What every verb of the program shares: the global options, opening the workspace, printing results and errors. One file
// per verb, cmd_<verb>.cpp, each with one function that declares its options and says what to run.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/error.h"
#include "base/json.h"
#include "service/workspace.h"

namespace guvoh::cli {

/// Options before or after any verb.
struct Globals {
    std::string vault;            ///< --vault, else GUVOH_VAULT
    std::string passphrase_file;  ///< --passphrase-file, else GUVOH_PASSPHRASE_FILE
    bool json = false;
    bool quiet = false;
};

/// What main() runs after parsing: gives the exit code.
using Runner = std::function<int()>;

/// The place a verb declares itself in.
struct Verbs {
    CLI::App& app;
    Globals& globals;
    Runner& run;
};

void add_init(Verbs& verbs);
void add_ingest(Verbs& verbs);
void add_search(Verbs& verbs);
void add_show(Verbs& verbs);
void add_list(Verbs& verbs);
void add_records(Verbs& verbs);
void add_record(Verbs& verbs);
void add_quote(Verbs& verbs);
void add_verify(Verbs& verbs);
void add_bundle(Verbs& verbs);
void add_timestamp(Verbs& verbs);
void add_backup(Verbs& verbs);
void add_restore(Verbs& verbs);
void add_rebuild(Verbs& verbs);
void add_expunge(Verbs& verbs);
void add_import(Verbs& verbs);
void add_follow_up(Verbs& verbs);
void add_due(Verbs& verbs);
void add_state(Verbs& verbs);
void add_train(Verbs& verbs);
void add_demands(Verbs& verbs);
void add_withhold(Verbs& verbs);
void add_history(Verbs& verbs);
void add_keys(Verbs& verbs);
void add_lock(Verbs& verbs);
void add_identify_language(Verbs& verbs);
void add_serve(Verbs& verbs);
void add_doctor(Verbs& verbs);
void add_extract(Verbs& verbs);
void add_completion(Verbs& verbs);

/// Prints one error: a sentence on stderr, or one JSON object there with --json. Gives its exit code (docs/errors.md).
int report_error(const Globals& globals, const base::Error& error);
/// The same for failing to open a vault, where "not found" has an exit code of its own.
int report_open_error(const Globals& globals, const base::Error& error);

/// The folder from --vault or GUVOH_VAULT. Errors: Invalid when neither is given.
base::Expected<std::string> vault_folder(const Globals& globals);
/// Reads the passphrase from the file, else asks at the terminal without echo; twice when `repeat`.
base::Expected<service::Passphrase> read_passphrase(const Globals& globals, bool repeat, std::string_view prompt);
/// A passphrase from one named file, ending at its first line break.
base::Expected<service::Passphrase> passphrase_from_file(const std::string& path);

/// How a verb opens the workspace.
using Opener = base::Expected<std::unique_ptr<service::Workspace>> (*)(const std::string& folder, const service::Passphrase& passphrase,
                                                                       platform::FileSystem* files);

/// Opens the workspace and runs the verb in it; reports errors of both.
int with_workspace(const Globals& globals, const std::function<base::Expected<int>(service::Workspace&)>& body,
                   Opener open = &service::Workspace::open);

/// Writes a JSON value and a line break on stdout.
void print_json(const base::Json& value);
/// Writes text on stdout.
void print(std::string_view text);
/// Writes text on stderr unless --quiet.
void say(const Globals& globals, std::string_view text);

bool stdout_is_terminal();
bool stderr_is_terminal();
/// Marks for the terminal; empty when it is none or NO_COLOR is set.
std::string_view bold();
std::string_view faint();
std::string_view plain();

/// "12,345"
std::string grouped(std::uint64_t number);
/// "1.4 GB"
std::string bytes_text(std::uint64_t bytes);
/// The day it is, in UTC: "2026-11-22".
std::string today();
/// True once the user has pressed Ctrl-C (or the process was asked to end): long work stops at the next safe point.
bool interrupted();
void watch_interrupts();
/// A progress line on stderr that rewrites itself; silent when stderr is no terminal.
class ProgressLine {
public:
    explicit ProgressLine(const Globals& globals) : globals_(globals) {}
    ~ProgressLine() { clear(); }
    void show(const std::string& text);
    void clear();

private:
    const Globals& globals_;  // lives in main()
    bool shown_ = false;
};
/// A watcher for long service calls: shows step and percentage, stops on Ctrl-C.
service::Watcher watch(ProgressLine& line);

}  // namespace guvoh::cli

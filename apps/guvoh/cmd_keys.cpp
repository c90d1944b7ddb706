// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include "cli.h"
#include "service/host.h"

namespace guvoh::cli {

namespace {

struct Options {
    std::string new_passphrase_file, label, id, recovery_key_file, login;
};

base::Expected<service::Passphrase> new_passphrase(const Options& options) {
    if (!options.new_passphrase_file.empty()) return passphrase_from_file(options.new_passphrase_file);
    Globals ask;  // no file: at the terminal
    return read_passphrase(ask, true, "New passphrase: ");
}

base::Expected<int> list(const Globals& globals, service::Workspace& workspace) {
    base::Json::Array slots;
    for (const auto& slot : workspace.keyslots()) {
        if (globals.json) {
            base::Json one;
            one["id"] = slot.id;
            one["kind"] = slot.kind;
            one["label"] = slot.label;
            one["created_at"] = slot.created_at;
            slots.push_back(std::move(one));
        } else {
            print(fmt::format("{}  {:<10}  {}\n", slot.id, slot.kind, slot.label));
        }
    }
    if (globals.json) print_json(slots);
    return 0;
}

base::Expected<int> change(const Globals& globals, const Options& options, service::Workspace& workspace) {
    GUVOH_TRY(const auto current, read_passphrase(globals, false, "Present passphrase: "));
    GUVOH_TRY(const auto next, new_passphrase(options));
    GUVOH_TRY_VOID(workspace.change_passphrase(current, next));
    say(globals, "The passphrase is changed. Backups made before open with the former one.\n");
    return 0;
}

/// The recovery key opens the record when the passphrase is forgotten, and sets a new one.
int recover(const Globals& globals, const Options& options) {
    const auto folder = vault_folder(globals);
    if (!folder) return report_open_error(globals, folder.error());
    Globals ask = globals;
    ask.passphrase_file = options.recovery_key_file;
    const auto key = options.recovery_key_file.empty() ? read_passphrase(Globals{}, false, "Recovery key: ")
                                                       : passphrase_from_file(options.recovery_key_file);
    if (!key) return report_error(globals, key.error());
    const auto text = key->bytes();
    const auto workspace = service::Workspace::open_with_recovery_key(
        *folder, std::string_view(reinterpret_cast<const char*>(text.data()), text.size()));
    if (!workspace) return report_open_error(globals, workspace.error());
    const auto next = new_passphrase(options);
    if (!next) return report_error(globals, next.error());
    if (!options.login.empty()) {
        const std::string_view paper(reinterpret_cast<const char*>(text.data()), text.size());
        if (const auto done = service::recover_member(**workspace, paper, options.login, *next); !done) return report_error(globals, done.error());
        say(globals, "Sign in with the new passphrase. Second factors are off: set them up again.\n");
        return 0;
    }
    const auto status = (*workspace)->add_passphrase(*next, options.label.empty() ? "after recovery" : options.label);
    if (!status) return report_error(globals, status.error());
    say(globals, "A new passphrase opens the record. Remove the forgotten one with: guvoh keys remove ID\n");
    return 0;
}

}  // namespace

void add_keys(Verbs& verbs) {
    auto* app = verbs.app.add_subcommand("keys", "Passphrases and recovery keys that open the record");
    app->require_subcommand(1);
    auto options = std::make_shared<Options>();
    auto& run = verbs.run;
    auto& globals = verbs.globals;
    const auto add = [&](const char* name, const char* help, std::function<base::Expected<int>(service::Workspace&)> body) {
        auto* sub = app->add_subcommand(name, help);
        sub->callback([&run, &globals, body] { run = [&globals, body] { return with_workspace(globals, body); }; });
        return sub;
    };
    add("list", "Show them", [&globals](service::Workspace& workspace) { return list(globals, workspace); });
    auto* change_sub = add("change", "Change the passphrase (nothing is encrypted anew)",
                           [&globals, options](service::Workspace& workspace) { return change(globals, *options, workspace); });
    auto* add_sub = add("add", "Add another passphrase", [options](service::Workspace& workspace) -> base::Expected<int> {
        GUVOH_TRY(const auto next, new_passphrase(*options));
        GUVOH_TRY_VOID(workspace.add_passphrase(next, options->label));
        return 0;
    });
    auto* paper = add("add-recovery", "Make another recovery key for paper",
                      [options](service::Workspace& workspace) -> base::Expected<int> {
                          GUVOH_TRY(const std::string key, workspace.add_recovery_key(options->label));
                          print(key + "\n");
                          return 0;
                      });
    auto* remove = add("remove", "Remove one by its id", [options](service::Workspace& workspace) -> base::Expected<int> {
        GUVOH_TRY_VOID(workspace.remove_keyslot(options->id));
        return 0;
    });
    auto* recover_sub = app->add_subcommand("recover", "Open with the recovery key and set a new passphrase");
    recover_sub->callback([&run, &globals, options] { run = [&globals, options] { return recover(globals, *options); }; });
    recover_sub->add_option("--login", options->login, "Give the first member a new passphrase for signing in and for sealed fields too");
    recover_sub->add_option("--recovery-key-file", options->recovery_key_file, "Read the recovery key from a file");
    for (auto* sub : {change_sub, add_sub, recover_sub}) {
        sub->add_option("--new-passphrase-file", options->new_passphrase_file, "Read the new passphrase from a file");
    }
    for (auto* sub : {add_sub, paper, recover_sub}) sub->add_option("--label", options->label, "A name to know it by");
    remove->add_option("ID", options->id, "As shown by `guvoh keys list`")->required();
}

}  // namespace guvoh::cli

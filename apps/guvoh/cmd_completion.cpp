// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include "cli.h"

namespace guvoh::cli {

namespace {

std::string options_of(const CLI::App& app) {
    std::string words;
    for (const CLI::Option* option : app.get_options()) {
        for (const std::string& name : option->get_lnames()) words += " --" + name;
    }
    for (const CLI::App* sub : app.get_subcommands([](const CLI::App*) { return true; })) words += " " + sub->get_name();
    return words;
}

/// Bash completion, which zsh reads too through bashcompinit: made from the options themselves, so it cannot lag behind.
std::string script(const CLI::App& app) {
    std::string cases;
    for (const CLI::App* sub : app.get_subcommands([](const CLI::App*) { return true; })) {
        cases += fmt::format("    {}) words=\"{} $everywhere\" ;;\n", sub->get_name(), options_of(*sub));
    }
    return fmt::format(
        "_guvoh() {{\n  local cur=${{COMP_WORDS[COMP_CWORD]}} verb= words=\"{}\" word value=\n"
        "  local everywhere=\"--vault --passphrase-file --json --quiet\"\n"
        "  for word in \"${{COMP_WORDS[@]:1:COMP_CWORD-1}}\"; do\n"
        "    if [[ -n $value ]]; then value=; continue; fi\n"
        "    case $word in --vault|--passphrase-file) value=1 ;; -*) ;; *) [[ -n $verb ]] || verb=$word ;; esac\n"
        "  done\n"
        "  case $verb in\n{}  esac\n"
        "  COMPREPLY=()\n"
        "  [[ -n $value ]] || COMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n"
        "  local IFS=$'\\n'  # a file name may hold spaces\n"
        "  [[ -z $value && ( $cur == -* || -z $verb ) ]] || COMPREPLY+=($(compgen -f -- \"$cur\"))\n}}\n"
        "complete -o filenames -F _guvoh guvoh\n",
        options_of(app), cases);
}

}  // namespace

void add_completion(Verbs& verbs) {
    auto* app = verbs.app.add_subcommand("completion", "Print completion for bash (and zsh with bashcompinit)");
    app->footer("Example:\n  guvoh completion > /etc/bash_completion.d/guvoh");
    app->callback([&run = verbs.run, root = &verbs.app] {
        run = [root] {
            print(script(*root));
            return 0;
        };
    });
}

}  // namespace guvoh::cli

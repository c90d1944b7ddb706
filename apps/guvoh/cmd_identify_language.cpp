// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include "cli.h"

namespace guvoh::cli {

namespace {

int run_identify(const Globals& globals, const std::string& path) {
    const auto lines = service::identify_language(path);
    if (!lines) return report_error(globals, lines.error());
    if (!globals.json) {
        for (const auto& line : *lines) {
            print(fmt::format("{:<4} {} {:4.2f}  {}\n", line.language, line.script, line.confidence, line.text));
        }
        return 0;
    }
    base::Json::Array list;
    for (const auto& line : *lines) {
        base::Json one;
        one["text"] = line.text;
        one["language"] = line.language;
        one["script"] = line.script;
        one["confidence"] = line.confidence;
        list.push_back(std::move(one));
    }
    print_json(list);
    return 0;
}

}  // namespace

void add_identify_language(Verbs& verbs) {
    auto* app = verbs.app.add_subcommand("identify-language", "Name the language and script of each line of a text file");
    app->footer("Needs no vault. Languages are ISO 639 codes (ru, kk, ky, tg, uz, tk, en, ...), scripts ISO 15924 (Cyrl, Latn, Arab).");
    auto path = std::make_shared<std::string>();
    app->add_option("FILE", *path, "A text file")->required();
    app->callback([&run = verbs.run, &globals = verbs.globals, path] {
        run = [&globals, path] { return run_identify(globals, *path); };
    });
}

}  // namespace guvoh::cli

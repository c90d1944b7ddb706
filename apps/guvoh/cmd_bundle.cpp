// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include "cli.h"

namespace guvoh::cli {

void add_bundle(Verbs& verbs) {
    auto* app = verbs.app.add_subcommand("bundle", "Write the proof of the record to one file that anyone can verify");
    app->footer("Example:\n  guvoh bundle proof.bundle && guvoh verify proof.bundle");
    struct Options {
        std::string path;
        bool with_content = false;
    };
    auto options = std::make_shared<Options>();
    app->add_option("FILE", options->path, "The file to write")->required();
    app->add_flag("--with-content", options->with_content, "Also what the changes say, not only the proof");
    app->callback([&verbs_run = verbs.run, &globals = verbs.globals, options] {
        verbs_run = [&globals, options] {
            return with_workspace(globals, [&](service::Workspace& workspace) -> base::Expected<int> {
                GUVOH_TRY(const std::uint64_t entries, workspace.write_bundle(options->path, options->with_content));
                if (globals.json) {
                    base::Json json;
                    json["entries"] = entries;
                    print_json(json);
                } else {
                    print(fmt::format("{} entries written. Check it anywhere with: guvoh verify {}\n", grouped(entries), options->path));
                }
                return 0;
            });
        };
    });
}

}  // namespace guvoh::cli

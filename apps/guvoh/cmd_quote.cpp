// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include "cli.h"
#include "views.h"

namespace guvoh::cli {

namespace {

struct Options {
    service::QuoteRequest request;
    std::vector<std::uint32_t> characters;
};

base::Expected<int> quote(const Globals& globals, const Options& options, service::Workspace& workspace) {
    service::QuoteRequest request = options.request;
    if (options.characters.size() == 2) request.characters = service::TextRange{options.characters[0], options.characters[1]};
    GUVOH_TRY(const auto passage, workspace.quote(service::Caller::owner(), request));
    if (globals.json) {
        print_json(passage_json(passage));
    } else {
        print(passage_text(passage));
    }
    return 0;
}

}  // namespace

void add_quote(Verbs& verbs) {
    auto* app = verbs.app.add_subcommand("quote", "Keep a span of a document as a passage, anchored to its page and words");
    app->footer(
        "Examples:\n  guvoh quote 01kq3 --page 7 --text 'held for three days without a lawyer'\n"
        "  guvoh quote 01kq3 --text 'three days without'       finds the page by itself\n"
        "  guvoh quote 01kq3 --page 7 --characters 120 310     counted in characters of the page's text");
    auto options = std::make_shared<Options>();
    app->add_option("DOCUMENT", options->request.document, "Its id, or the beginning of it")->required();
    app->add_option("--page", options->request.page, "Page, counted from 1");
    app->add_option("--text", options->request.text, "The words to quote; line breaks and spacing do not matter");
    app->add_option("--characters", options->characters, "First character and the one after the last")->expected(2);
    app->add_option("--reason", options->request.reason, "Why it is quoted; kept in its history");
    app->callback([&verbs_run = verbs.run, &globals = verbs.globals, options] {
        verbs_run = [&globals, options] {
            return with_workspace(globals, [&](service::Workspace& workspace) { return quote(globals, *options, workspace); });
        };
    });
}

}  // namespace guvoh::cli

// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include "cli.h"
#include "views.h"

namespace guvoh::cli {

namespace {

struct Options {
    std::uint32_t limit = 50, offset = 0;
};

base::Expected<int> list(const Globals& globals, const Options& options, service::Workspace& workspace) {
    GUVOH_TRY(const auto found, workspace.documents(service::Caller::owner(), options.limit, options.offset));
    if (globals.json) {
        base::Json json;
        json["total"] = found.total;
        base::Json::Array documents;
        for (const auto& document : found.documents) documents.push_back(document_json(document));
        json["documents"] = std::move(documents);
        print_json(json);
        return 0;
    }
    print(fmt::format("{} documents.\n", grouped(found.total)));
    for (const auto& document : found.documents) {
        print(fmt::format("{}  {:<8} {:>5} p.  {}\n", document.id, document.kind, document.page_count, document.file_name));
    }
    return 0;
}

}  // namespace

void add_list(Verbs& verbs) {
    auto* app = verbs.app.add_subcommand("list", "List the documents, newest first");
    auto options = std::make_shared<Options>();
    app->add_option("--limit", options->limit, "How many to show");
    app->add_option("--offset", options->offset, "How many to pass over");
    app->callback([&verbs_run = verbs.run, &globals = verbs.globals, options] {
        verbs_run = [&globals, options] {
            return with_workspace(globals, [&](service::Workspace& workspace) { return list(globals, *options, workspace); });
        };
    });
}

}  // namespace guvoh::cli

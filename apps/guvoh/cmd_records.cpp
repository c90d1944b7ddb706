// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include <fstream>

#include "cli.h"
#include "http/views.h"
#include "service/record_desk.h"

namespace guvoh::cli {

namespace {

struct Options {
    std::string type, output, format = "csv";
    std::vector<std::string> where;
    service::ListRequest request;
};

base::Expected<int> write_file(const Globals& globals, const Options& options, service::RecordDesk& desk) {
    std::string table;
    GUVOH_TRY(const std::uint64_t rows, desk.write_table(service::Caller::owner(), options.request, options.format, table));
    std::ofstream out(options.output, std::ios::binary | std::ios::trunc);
    if (!out.write(table.data(), static_cast<std::streamsize>(table.size())).flush()) {
        return base::fail(base::ErrorKind::Io, "the table cannot be written there");
    }
    say(globals, fmt::format("{} rows written. Sealed fields are left sealed.\n", grouped(rows)));
    return 0;
}

base::Expected<int> list(const Globals& globals, Options options, service::Workspace& workspace) {
    options.request.type = options.type;
    for (const auto& text : options.where) {
        GUVOH_TRY(auto condition, service::read_condition(text));
        options.request.where.push_back(std::move(condition));
    }
    GUVOH_TRY(const auto desk, service::RecordDesk::open(workspace));
    if (!options.output.empty()) return write_file(globals, options, *desk);
    GUVOH_TRY(const auto reply, desk->list(service::Caller::owner(), options.request));
    if (globals.json) {
        print_json(http::list_json(reply));
        return 0;
    }
    print(fmt::format("{} records.\n", grouped(reply.total)));
    for (const auto& row : reply.rows) print(fmt::format("{}  {}  {}\n", row.id, row.updated_at.substr(0, 10), row.title));
    for (const auto& [field, values] : reply.facets) {
        print(fmt::format("\n{}{}{}\n", bold(), field, plain()));
        for (const auto& value : values) print(fmt::format("  {:>9}  {}\n", grouped(value.count), value.value));
    }
    if (!reply.next_cursor.empty()) print(fmt::format("\nMore: --cursor {}\n", reply.next_cursor));
    return 0;
}

}  // namespace

void add_records(Verbs& verbs) {
    auto* app = verbs.app.add_subcommand("records", "List records of one type, with conditions and counts, or write them to a table");
    auto options = std::make_shared<Options>();
    app->add_option("TYPE", options->type, "Person, Organisation, Place, Document, Passage")->required();
    app->add_option("--find", options->request.q, "Words the record is found by, in any script");
    app->add_option("--where", options->where, "A condition, field:op:value; op is is, any, from, to, within, has or missing");
    app->add_option("--sort", options->request.sort, "A field, or -field for the other way round");
    app->add_option("--facet", options->request.facets, "Count the values of this field");
    app->add_option("--limit", options->request.limit, "How many to show");
    app->add_option("--cursor", options->request.cursor, "Go on where the page before ended");
    app->add_option("--output", options->output, "Write all of them to this file instead");
    app->add_option("--format", options->format, "csv or xlsx, for --output")->check(CLI::IsMember({"csv", "xlsx"}));
    app->footer("Examples:\n  guvoh records Person --find Rakhmatov\n  guvoh records Document --where kind:is:pdf --facet languages\n"
                "  guvoh records Organisation --output organisations.xlsx --format xlsx");
    app->callback([&verbs_run = verbs.run, &globals = verbs.globals, options] {
        verbs_run = [&globals, options] {
            return with_workspace(globals, [&](service::Workspace& workspace) { return list(globals, *options, workspace); });
        };
    });
}

}  // namespace guvoh::cli

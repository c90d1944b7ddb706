// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include "cli.h"
#include "http/views.h"
#include "service/record_desk.h"

namespace guvoh::cli {

namespace {

struct Options {
    std::string id, type, fields, compartment = "general", reason;
};

int show(const Globals& globals, const service::RecordView& view) {
    if (globals.json) {
        print_json(http::record_json(view));
        return 0;
    }
    print(fmt::format("{}{} {}{}  {}\n", bold(), view.type, view.id, plain(), view.title));
    print(fmt::format("{}in {}, made {} by {}, changed {} by {}{}\n", faint(), view.compartment, view.created_at, view.created_by,
                      view.updated_at, view.updated_by, plain()));
    for (const auto& [name, value] : view.fields.object()) {
        const bool sealed = value.is_object() && value.contains("sealed");
        print(fmt::format("  {:<18} {}\n", name, sealed ? "(sealed)" : value.is_string() ? std::string(value.string_or("")) : value.text()));
    }
    if (view.in_conflict) print("Two changes disagree: open it in the browser to decide.\n");
    return 0;
}

base::Expected<int> run(const Globals& globals, const Options& options, service::Workspace& workspace) {
    const auto owner = service::Caller::owner();
    GUVOH_TRY(const auto desk, service::RecordDesk::open(workspace));
    if (options.fields.empty()) {
        GUVOH_TRY(const auto view, desk->load(owner, options.id));
        return show(globals, view);
    }
    GUVOH_TRY(const base::Json fields, base::Json::parse(options.fields));
    if (!options.type.empty()) {
        GUVOH_TRY(const auto view, desk->create(owner, options.type, fields, options.compartment, options.reason));
        return show(globals, view);
    }
    GUVOH_TRY(const auto view, desk->change(owner, options.id, {fields, options.reason, ""}));
    return show(globals, view);
}

}  // namespace

void add_record(Verbs& verbs) {
    auto* app = verbs.app.add_subcommand("record", "Show, make or change one record");
    auto options = std::make_shared<Options>();
    auto* id = app->add_option("RECORD", options->id, "The record's id");
    auto* type = app->add_option("--new", options->type, "Make a record of this type")->excludes(id);
    auto* fields = app->add_option("--fields", options->fields, "The fields as a JSON object; null empties one");
    app->add_option("--compartment", options->compartment, "Where a new record stands")->needs(type);
    auto* reason = app->add_option("--reason", options->reason, "Why; it stays in the history")->needs(fields);
    type->needs(fields);
    fields->needs(reason);
    app->footer("Examples:\n  guvoh record 06cz4\n"
                "  guvoh record --new Place --fields '{\"name\":\"Colony 7\"}' --reason 'named in a letter'\n"
                "Sealed fields (names, addresses) are written and read by members in the browser: the terminal holds no key to them.");
    app->callback([&verbs_run = verbs.run, &globals = verbs.globals, options] {
        verbs_run = [&globals, options] {
            if (options->id.empty() && options->type.empty()) {
                return report_error(globals, {base::ErrorKind::Invalid, "name a record, or a type with --new", {}});
            }
            return with_workspace(globals, [&](service::Workspace& workspace) { return run(globals, *options, workspace); });
        };
    });
}

}  // namespace guvoh::cli

// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include "cli.h"

namespace guvoh::cli {

namespace {

std::string value_text(const base::Json& value) {
    return value.is_string() ? std::string(value.string_or("")) : value.text();
}

void print_item(const service::HistoryItem& item) {
    print(fmt::format("{}{}{}  {} on {}: {} {}(entry {}){}\n", bold(), item.at, plain(), item.member, item.device, item.reason,
                      faint(), item.seq, plain()));
    if (item.kind != "put") print("    " + item.kind + "\n");
    for (const auto& change : item.fields) {
        if (change.before.is_null()) {
            print(fmt::format("    {}: {}\n", change.field, value_text(change.after)));
        } else {
            print(fmt::format("    {}: {} → {}\n", change.field, value_text(change.before), value_text(change.after)));
        }
    }
}

base::Expected<int> history(const Globals& globals, const std::string& id, service::Workspace& workspace) {
    GUVOH_TRY(const auto items, workspace.history(service::Caller::owner(), id));
    if (!globals.json) {
        for (const auto& item : items) print_item(item);
        return 0;
    }
    base::Json::Array list;
    for (const auto& item : items) {
        base::Json one;
        one["at"] = item.at;
        one["member"] = item.member;
        one["device"] = item.device;
        one["reason"] = item.reason;
        one["kind"] = item.kind;
        one["seq"] = item.seq;
        one["fields"].make_object();
        for (const auto& change : item.fields) {
            one["fields"][change.field]["before"] = change.before;
            one["fields"][change.field]["after"] = change.after;
        }
        list.push_back(std::move(one));
    }
    print_json(list);
    return 0;
}

}  // namespace

void add_history(Verbs& verbs) {
    auto* app = verbs.app.add_subcommand("history", "Who changed a record, when, why, and what");
    auto id = std::make_shared<std::string>();
    app->add_option("RECORD", *id, "A document's or passage's id")->required();
    app->callback([&verbs_run = verbs.run, &globals = verbs.globals, id] {
        verbs_run = [&globals, id] {
            return with_workspace(globals, [&](service::Workspace& workspace) { return history(globals, *id, workspace); });
        };
    });
}

}  // namespace guvoh::cli

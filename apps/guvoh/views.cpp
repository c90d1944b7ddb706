// SPDX-License-Identifier: AGPL-3.0-or-later
#include "views.h"

#include <fmt/format.h>

#include "cli.h"

namespace guvoh::cli {

namespace {

base::Json strings_json(const std::vector<std::string>& strings) {
    base::Json::Array array;
    for (const auto& text : strings) array.emplace_back(text);
    return array;
}

}  // namespace

base::Json boxes_json(const std::vector<service::PageBox>& boxes) {
    base::Json::Array array;
    for (const auto& box : boxes) {
        array.push_back(base::Json::Array{double{box.x0}, double{box.y0}, double{box.x1}, double{box.y1}});
    }
    return array;
}

base::Json document_json(const service::DocumentInfo& document) {
    base::Json json;
    json["document"] = document.id;
    json["file_name"] = document.file_name;
    json["path"] = document.path;
    json["kind"] = document.kind;
    json["media_type"] = document.media_type;
    json["sha256"] = document.sha256;
    json["added_at"] = document.added_at;
    json["title"] = document.title;
    json["size_bytes"] = document.size_bytes;
    json["page_count"] = document.page_count;
    json["languages"] = strings_json(document.languages);
    json["metadata"].make_object();
    for (const auto& [name, value] : document.metadata) json["metadata"][name] = value;
    json["notes"] = strings_json(document.notes);
    json["contains"] = strings_json(document.contains);
    json["found_in"] = strings_json(document.found_in);
    json["near_duplicates"] = strings_json(document.near_duplicates);
    return json;
}

base::Json passage_json(const service::PassageView& passage) {
    base::Json json;
    json["passage"] = passage.id;
    json["document"] = passage.document;
    json["document_sha256"] = passage.document_sha256;
    json["file_name"] = passage.file_name;
    json["page"] = passage.page;
    json["characters"] = base::Json::Array{passage.characters.begin, passage.characters.end};
    json["text"] = passage.text;
    json["before"] = passage.before;
    json["after"] = passage.after;
    json["boxes"] = boxes_json(passage.boxes);
    json["anchor"] = passage.anchor;
    return json;
}

std::string passage_text(const service::PassageView& passage) {
    return fmt::format("{}“{}”{}\n{}, page {}, characters {}–{}  {}passage {}{}{}\n", bold(), passage.text, plain(),
                       passage.file_name, passage.page, passage.characters.begin, passage.characters.end, faint(), passage.id,
                       passage.anchor == "exact" ? "" : ", anchor " + passage.anchor, plain());
}

base::Json verify_json(const service::VerifyReport& report) {
    base::Json json;
    json["ok"] = report.ok;
    json["entries"] = report.entries;
    json["changes"] = report.changes;
    json["documents"] = report.documents;
    json["withheld"] = report.withheld;
    json["timestamps"] = report.timestamps;
    json["unchecked_timestamps"] = report.unchecked_timestamps;
    json["checkpoint"] = report.checkpoint;
    json["problem"] = nullptr;
    if (report.problem) {
        json["problem"]["where"] = report.problem->where;
        json["problem"]["what"] = report.problem->what;
        json["problem"]["meaning"] = report.problem->meaning;
    }
    return json;
}

std::string verify_text(const service::VerifyReport& report) {
    std::string text;
    if (report.ok) {
        text = fmt::format("Verified: {} entries with {} changes, each signed and in its place; {} documents, each as it was "
                           "preserved.\n", grouped(report.entries), grouped(report.changes), grouped(report.documents));
        if (report.withheld > 0) text += fmt::format("{} changes carry no content here (withheld or expunged).\n", grouped(report.withheld));
        if (report.timestamps > 0) text += fmt::format("{} timestamps of an authority hold.\n", grouped(report.timestamps));
        if (report.unchecked_timestamps > 0) {
            text += fmt::format("{} timestamps were not checked: give their authority's certificates with --authority-certificates.\n",
                                grouped(report.unchecked_timestamps));
        }
        if (!report.checkpoint.empty()) text += "Checkpoint:\n" + report.checkpoint;
    } else if (report.problem) {
        text = fmt::format("{}This record does not hold.{}\n  where: {}\n  what:  {}\n  means: {}\n", bold(), plain(),
                           report.problem->where, report.problem->what, report.problem->meaning);
    }
    return text;
}

}  // namespace guvoh::cli

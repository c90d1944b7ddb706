// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include "cli.h"

namespace guvoh::cli {

namespace {

base::Json hit_json(const service::Hit& hit, bool with_boxes) {
    base::Json json;
    json["document"] = hit.document;
    json["file_name"] = hit.file_name;
    json["kind"] = hit.kind;
    json["page"] = hit.page;
    json["language"] = hit.language;
    json["score"] = hit.score;
    json["snippet"] = hit.snippet;
    base::Json::Array marks;
    for (const auto& mark : hit.marks) marks.push_back(base::Json::Array{mark.begin, mark.end});
    json["marks"] = std::move(marks);
    if (with_boxes) {
        base::Json::Array boxes;
        for (const auto& box : hit.boxes) {
            boxes.push_back(base::Json::Array{double{box.x0}, double{box.y0}, double{box.x1}, double{box.y1}});
        }
        json["boxes"] = std::move(boxes);
    }
    return json;
}

std::string marked(const service::Hit& hit) {
    std::string text;
    std::size_t at = 0;
    for (const auto& mark : hit.marks) {
        if (mark.begin < at || mark.end > hit.snippet.size()) continue;
        text += hit.snippet.substr(at, mark.begin - at);
        text += bold();
        text += hit.snippet.substr(mark.begin, mark.end - mark.begin);
        text += plain();
        at = mark.end;
    }
    text += hit.snippet.substr(at);
    for (char& c : text) {
        if (c == '\n' || c == '\t') c = ' ';
    }
    return text;
}

void print_reply(const service::SearchReply& reply, std::uint32_t offset) {
    if (reply.total == 0) {
        print("Nothing found. Try fewer words, prefix*, fuzzy~, or OR between words.\n");
        return;
    }
    const std::string total = fmt::format("{}{}", reply.total_is_exact ? "" : "more than ", grouped(reply.total));
    if (reply.hits.empty()) {
        print(fmt::format("{} {}.\n", total, reply.total == 1 ? "match" : "matches"));
    } else if (reply.total == 1) {
        print("1 match:\n");
    } else {
        print(fmt::format("{} matches; {} to {}:\n", total, offset + 1, offset + reply.hits.size()));
    }
    for (const auto& hit : reply.hits) {
        const bool has_pages = hit.kind == "pdf" || hit.kind == "image";
        print(fmt::format("\n{}{}{}{}  {}{} {}{}\n  {}\n", bold(), hit.file_name, plain(), has_pages ? fmt::format(", page {}", hit.page) : "",
                          faint(), hit.document, hit.language, plain(), marked(hit)));
    }
}

int run_search(const Globals& globals, const service::SearchRequest& request) {
    return with_workspace(globals, [&](service::Workspace& workspace) -> base::Expected<int> {
        GUVOH_TRY(const auto reply, workspace.search(service::Caller::owner(), request));
        if (!globals.json) {
            print_reply(reply, request.offset);
            return 0;
        }
        base::Json json;
        json["total"] = reply.total;
        json["total_is_exact"] = reply.total_is_exact;
        base::Json::Array hits;
        for (const auto& hit : reply.hits) hits.push_back(hit_json(hit, request.with_boxes));
        json["hits"] = std::move(hits);
        print_json(json);
        return 0;
    });
}

}  // namespace

void add_search(Verbs& verbs) {
    auto* app = verbs.app.add_subcommand("search", "Find words in any alphabet; each hit names its page");
    app->footer(
        "Words must all be there; inflected forms and other spellings and alphabets of a word or name count.\n"
        "  askarov torture            both words          'пытки OR қийноқ'     either\n"
        "  '\"solitary confinement\"'   exactly this phrase 'prison NOT police'   without a word\n"
        "  refoul*                    a beginning         'Askarov~'            one letter may differ\n"
        "  'kind:pdf lang:ru пытки'   only Russian PDFs   'date:2012-07..2013 name:report source:visits'\n"
        "Examples:\n  guvoh search Аскаров --limit 20\n  guvoh search --exact Аскарова --json");
    auto request = std::make_shared<service::SearchRequest>();
    auto words = std::make_shared<std::vector<std::string>>();
    app->add_option("QUERY", *words, "What to look for")->required();
    app->add_option("--limit", request->limit, "How many hits to show")->check(CLI::Range(0, 1000));
    app->add_option("--offset", request->offset, "How many hits to pass over");
    app->add_flag("--exact", request->exact, "Only the written forms, no stems, no other spellings");
    app->add_flag("--boxes", request->with_boxes, "With --json: where on the page the matches stand");
    app->callback([&verbs_run = verbs.run, &globals = verbs.globals, request, words] {
        for (const auto& word : *words) request->query += (request->query.empty() ? "" : " ") + word;
        verbs_run = [&globals, request] { return run_search(globals, *request); };
    });
}

}  // namespace guvoh::cli

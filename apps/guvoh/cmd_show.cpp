// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>
#include <fstream>

#include "cli.h"
#include "views.h"

namespace guvoh::cli {

namespace {

struct Options {
    std::string id, image, original;
    std::uint32_t page = 0;
    unsigned dpi = 150;
    bool words = false;
};

base::Json page_json(const service::PageView& page, bool words) {
    base::Json json;
    json["document"] = page.document;
    json["page"] = page.page;
    json["width_pt"] = double{page.width_pt};
    json["height_pt"] = double{page.height_pt};
    json["from_ocr"] = page.from_ocr;
    json["ocr_confidence"] = double{page.ocr_confidence};
    json["text"] = page.text;
    base::Json::Array paragraphs;
    for (const auto& paragraph : page.paragraphs) {
        base::Json one;
        one["begin"] = paragraph.begin;
        one["end"] = paragraph.end;
        one["language"] = paragraph.language;
        one["script"] = paragraph.script;
        paragraphs.push_back(std::move(one));
    }
    json["paragraphs"] = std::move(paragraphs);
    if (words) {
        base::Json::Array list;
        for (const auto& word : page.words) {
            base::Json one;
            one["text"] = page.text.substr(word.begin, word.end - word.begin);
            one["begin"] = word.begin;
            one["end"] = word.end;
            one["box"] = boxes_json({word.box}).array().front();
            list.push_back(std::move(one));
        }
        json["words"] = std::move(list);
    }
    return json;
}

void print_document(const service::DocumentInfo& document) {
    print(fmt::format("{}{}{}\n  document    {}\n  kind        {} ({})\n  size        {}\n  pages       {}\n  sha256      {}\n"
                      "  added       {}\n  came from   {}\n",
                      bold(), document.file_name, plain(), document.id, document.kind, document.media_type,
                      bytes_text(document.size_bytes), document.page_count, document.sha256, document.added_at, document.path));
    std::string languages;
    for (const auto& language : document.languages) languages += (languages.empty() ? "" : ", ") + language;
    if (!languages.empty()) print(fmt::format("  languages   {}\n", languages));
    for (const auto& [name, value] : document.metadata) print(fmt::format("  {:<11} {}\n", name, value));
    for (const auto& note : document.notes) print(fmt::format("  note        {}\n", note));
    for (const auto& id : document.contains) print(fmt::format("  contains    {}\n", id));
    for (const auto& id : document.found_in) print(fmt::format("  found in    {}\n", id));
    for (const auto& id : document.near_duplicates) print(fmt::format("  nearly same {}\n", id));
}

base::Expected<int> show(const Globals& globals, const Options& options, service::Workspace& workspace) {
    if (!options.original.empty()) {
        GUVOH_TRY_VOID(workspace.write_original(service::Caller::owner(), options.id, options.original));
        say(globals, fmt::format("The preserved file is in {}.\n", options.original));
        return 0;
    }
    if (!options.image.empty()) {
        GUVOH_TRY(const std::string png, workspace.page_image_png(service::Caller::owner(), options.id, std::max(options.page, 1U), options.dpi));
        std::ofstream out(options.image, std::ios::binary);
        out << png;
        if (!out.flush()) return base::fail(base::ErrorKind::Io, "the image cannot be written there");
        say(globals, fmt::format("The page image is in {}.\n", options.image));
        return 0;
    }
    if (options.page > 0) {
        GUVOH_TRY(const auto page, workspace.page(service::Caller::owner(), options.id, options.page));
        if (globals.json) {
            print_json(page_json(page, options.words));
        } else {
            print(page.text + "\n");
        }
        return 0;
    }
    GUVOH_TRY(const auto document, workspace.document(service::Caller::owner(), options.id));
    GUVOH_TRY(const auto passages, workspace.passages(service::Caller::owner(), options.id));
    if (globals.json) {
        base::Json json = document_json(document);
        base::Json::Array list;
        for (const auto& passage : passages) list.push_back(passage_json(passage));
        json["passages"] = std::move(list);
        print_json(json);
        return 0;
    }
    print_document(document);
    for (const auto& passage : passages) print("\n" + passage_text(passage));
    return 0;
}

}  // namespace

void add_show(Verbs& verbs) {
    auto* app = verbs.app.add_subcommand("show", "Show a document, one of its pages, or its preserved file");
    app->footer(
        "Examples:\n  guvoh show 01kq3                        facts about a document, and its quoted passages\n"
        "  guvoh show 01kq3 --page 7               the words of page 7\n"
        "  guvoh show 01kq3 --page 7 --image p.png the page as it looks\n"
        "  guvoh show 01kq3 --original copy.pdf    the preserved file, byte for byte");
    auto options = std::make_shared<Options>();
    app->add_option("DOCUMENT", options->id, "Its id, or the beginning of it")->required();
    app->add_option("--page", options->page, "Page, counted from 1");
    app->add_flag("--words", options->words, "With --page and --json: each word with its box");
    app->add_option("--image", options->image, "Write the page as a PNG image");
    app->add_option("--dpi", options->dpi, "Resolution of the image")->check(CLI::Range(36, 600));
    app->add_option("--original", options->original, "Write the preserved file to a new file");
    app->callback([&verbs_run = verbs.run, &globals = verbs.globals, options] {
        verbs_run = [&globals, options] {
            return with_workspace(globals, [&](service::Workspace& workspace) { return show(globals, *options, workspace); });
        };
    });
}

}  // namespace guvoh::cli

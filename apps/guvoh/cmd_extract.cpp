// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "cli.h"
#include "recommendations/extract_reviews.h"
#include "views.h"

namespace guvoh::cli {

namespace {

/// What the verb was asked to do.
struct ExtractOptions {
    std::vector<std::string> paths;
};

base::Json::Array strings_array(const std::vector<std::string>& strings) {
    return base::Json::Array(strings.begin(), strings.end());
}

/// Where it stands: the first page with its boxes, and the pages behind it.
void put_pages(base::Json& json, const std::vector<recommendations::PageBoxes>& pages) {
    json["page"] = pages.front().page;
    json["boxes"] = boxes_json(pages.front().boxes);
    base::Json::Array more;
    for (std::size_t at = 1; at < pages.size(); ++at) {
        base::Json page;
        page["page"] = pages[at].page;
        page["boxes"] = boxes_json(pages[at].boxes);
        more.push_back(std::move(page));
    }
    json["more_pages"] = std::move(more);
}

base::Json recommendation_json(const recommendations::PrintedRecommendation& one) {
    base::Json json;
    json["number"] = one.number;
    json["text"] = one.text;
    json["states"] = strings_array(one.states);
    json["state_codes"] = strings_array(one.state_codes);
    json["decision"] = one.decision;
    put_pages(json, one.pages);
    return json;
}

base::Json pledge_json(const recommendations::PrintedPledge& one) {
    base::Json json;
    json["number"] = one.number;
    json["text"] = one.text;
    json["section"] = one.section;
    put_pages(json, one.pages);
    return json;
}

base::Json::Array list_json(const recommendations::RecommendationsInFile& found) {
    base::Json::Array list;
    for (const auto& one : found.recommendations) list.push_back(recommendation_json(one));
    return list;
}

base::Json::Array list_json(const recommendations::PledgesInFile& found) {
    base::Json::Array list;
    for (const auto& one : found.pledges) list.push_back(pledge_json(one));
    return list;
}

std::string join(const std::vector<std::string>& parts) {
    std::string all;
    for (const auto& part : parts) all += (all.empty() ? "" : ", ") + part;
    return all;
}

/// Files stay as they are; a folder becomes the files in it, in order of name.
std::vector<std::string> files_of(const std::vector<std::string>& paths) {
    std::vector<std::string> files;
    for (const std::string& path : paths) {
        std::error_code error;
        if (!std::filesystem::is_directory(path, error)) {
            files.push_back(path);
            continue;
        }
        std::vector<std::string> inside;
        for (std::filesystem::directory_iterator entry(path, error), end; !error && entry != end; entry.increment(error)) {
            std::error_code ignored;
            if (entry->is_regular_file(ignored)) inside.push_back(entry->path().string());
        }
        std::sort(inside.begin(), inside.end());
        files.insert(files.end(), inside.begin(), inside.end());
    }
    return files;
}

void print_text(const recommendations::RecommendationsInFile& found) {
    for (const auto& one : found.recommendations) {
        print(fmt::format("{:<9} {} ({}) [{}, page {}]\n", one.number, one.text, join(one.states), one.decision, one.pages.front().page));
    }
}

void print_text(const recommendations::PledgesInFile& found) {
    for (const auto& one : found.pledges) print(fmt::format("{:<9} {} [page {}]\n", one.number, one.text, one.pages.front().page));
}

/// One object a file: its name, symbol and what is listed under the noun, or its error.
template <typename Found>
void print_file(const Globals& globals, const char* noun, const std::string& path, const base::Expected<Found>& found) {
    const std::string name = std::filesystem::path(path).filename().string();
    if (!globals.json) {
        print(fmt::format("# {}{}\n", name, found ? fmt::format(": {} {}", list_json(*found).size(), noun) : ": " + found.error().text()));
        if (found) print_text(*found);
        return;
    }
    base::Json json;
    json["file"] = name;
    if (found) {
        json["symbol"] = found->symbol;
        json[noun] = list_json(*found);
    } else {
        json["error"] = found.error().text();
    }
    print_json(json);
}

/// Reads each file with `read` and prints what it gives.
template <typename Read>
int run_extract(const Globals& globals, const ExtractOptions& options, const char* noun, const Read& read) {
    const auto extractor = recommendations::ReviewExtractor::start();
    if (!extractor) return report_error(globals, extractor.error());
    const std::vector<std::string> files = files_of(options.paths);
    std::error_code ignored;
    const bool single = options.paths.size() == 1 && !std::filesystem::is_directory(options.paths.front(), ignored);
    int code = 0;
    for (const std::string& file : files) {
        const auto found = read(**extractor, file);
        if (!single) {
            print_file(globals, noun, file, found);
            if (!found) code = 1;
        } else if (!found) {
            return report_error(globals, found.error());
        } else if (globals.json) {
            print_json(list_json(*found));
        } else {
            print_text(*found);
        }
    }
    return code;
}

}  // namespace

void add_extract(Verbs& verbs) {
    auto* app = verbs.app.add_subcommand("extract", "Read structured facts out of documents, without a record");
    app->require_subcommand(1);
    auto* recommendations = app->add_subcommand("recommendations", "The recommendations of reports of the UPR Working Group, with States and decisions");
    recommendations->footer("Needs no vault. One file gives a list; several files or a folder give one object a file.");
    auto options = std::make_shared<ExtractOptions>();
    recommendations->add_option("FILE", options->paths, "Reports as PDF or DOCX, or folders of them")->required();
    recommendations->callback([&run = verbs.run, &globals = verbs.globals, options] {
        run = [&globals, options] {
            return run_extract(globals, *options, "recommendations", [](recommendations::ReviewExtractor& from, const std::string& file) { return from.recommendations(file); });
        };
    });
    auto* pledges = app->add_subcommand("pledges", "What a State pledges of its own accord, in a national report, a UPR report or its addendum");
    pledges->footer("Needs no vault. One file gives a list; several files or a folder give one object a file.");
    auto of_pledges = std::make_shared<ExtractOptions>();
    pledges->add_option("FILE", of_pledges->paths, "Documents as PDF or DOCX, or folders of them")->required();
    pledges->callback([&run = verbs.run, &globals = verbs.globals, of_pledges] {
        run = [&globals, of_pledges] {
            return run_extract(globals, *of_pledges, "pledges", [](recommendations::ReviewExtractor& from, const std::string& file) { return from.pledges(file); });
        };
    });
}

}  // namespace guvoh::cli

// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "cli.h"
#include "service/extract_reviews.h"
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

base::Json recommendation_json(const service::PrintedRecommendation& one) {
    base::Json json;
    json["number"] = one.number;
    json["text"] = one.text;
    json["states"] = strings_array(one.states);
    json["state_codes"] = strings_array(one.state_codes);
    json["decision"] = one.decision;
    json["page"] = one.pages.front().page;
    json["boxes"] = boxes_json(one.pages.front().boxes);
    base::Json::Array more;
    for (std::size_t at = 1; at < one.pages.size(); ++at) {
        base::Json page;
        page["page"] = one.pages[at].page;
        page["boxes"] = boxes_json(one.pages[at].boxes);
        more.push_back(std::move(page));
    }
    json["more_pages"] = std::move(more);
    return json;
}

base::Json::Array list_json(const service::RecommendationsInFile& found) {
    base::Json::Array list;
    for (const auto& one : found.recommendations) list.push_back(recommendation_json(one));
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

void print_text(const service::RecommendationsInFile& found) {
    for (const auto& one : found.recommendations) {
        print(fmt::format("{:<9} {} ({}) [{}, page {}]\n", one.number, one.text, join(one.states), one.decision, one.pages.front().page));
    }
}

/// One object a file: its name, symbol and recommendations, or its error.
void print_file(const Globals& globals, const std::string& path, const base::Expected<service::RecommendationsInFile>& found) {
    const std::string name = std::filesystem::path(path).filename().string();
    if (!globals.json) {
        print(fmt::format("# {}{}\n", name, found ? fmt::format(": {} recommendations", found->recommendations.size()) : ": " + found.error().text()));
        if (found) print_text(*found);
        return;
    }
    base::Json json;
    json["file"] = name;
    if (found) {
        json["symbol"] = found->symbol;
        json["recommendations"] = list_json(*found);
    } else {
        json["error"] = found.error().text();
    }
    print_json(json);
}

int run_recommendations(const Globals& globals, const ExtractOptions& options) {
    const auto extractor = service::ReviewExtractor::start();
    if (!extractor) return report_error(globals, extractor.error());
    const std::vector<std::string> files = files_of(options.paths);
    std::error_code ignored;
    const bool single = options.paths.size() == 1 && !std::filesystem::is_directory(options.paths.front(), ignored);
    int code = 0;
    for (const std::string& file : files) {
        const auto found = (*extractor)->recommendations(file);
        if (!single) {
            print_file(globals, file, found);
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
        run = [&globals, options] { return run_recommendations(globals, *options); };
    });
}

}  // namespace guvoh::cli

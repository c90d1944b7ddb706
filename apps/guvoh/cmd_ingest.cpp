// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include "cli.h"

namespace guvoh::cli {

namespace {

std::string kinds_text(const std::map<std::string, std::uint64_t>& kinds) {
    std::string text;
    for (const auto& [kind, count] : kinds) text += fmt::format("{}{} {}", text.empty() ? "" : ", ", grouped(count), kind);
    return text;
}

std::string time_text(double seconds) {
    const auto whole = static_cast<std::uint64_t>(seconds);
    if (whole >= 3600) return fmt::format("{} h {:02} min", whole / 3600, whole / 60 % 60);
    if (whole >= 60) return fmt::format("{} min {:02} s", whole / 60, whole % 60);
    return fmt::format("{} s", whole);
}

std::string progress_text(const service::IngestProgress& now) {
    const double rate = now.seconds > 0.5 ? static_cast<double>(now.files_done) / now.seconds : 0;
    std::string text = fmt::format("{} of {}{} files, {}", grouped(now.files_done), grouped(now.files_total),
                                   now.counting ? "+" : "", bytes_text(now.bytes_done));
    if (rate > 0) {
        text += fmt::format(", {:.0f} a second", rate);
        if (!now.counting && now.bytes_done > 0 && now.bytes_total >= now.bytes_done) {
            const double share = static_cast<double>(now.bytes_total - now.bytes_done) / static_cast<double>(now.bytes_done);
            text += fmt::format(", about {} left", time_text(now.seconds * share + 1));
        }
    }
    const std::string kinds = kinds_text(now.kinds);
    if (!kinds.empty()) text += " | " + kinds;
    if (now.refused > 0) text += fmt::format(" | {} refused", grouped(now.refused));
    return text;
}

base::Json report_json(const service::IngestReport& report) {
    base::Json json;
    json["seen"] = report.seen;
    json["added"] = report.added;
    json["already_there"] = report.already_there;
    json["bytes"] = report.bytes;
    json["pages"] = report.pages;
    json["near_duplicates"] = report.near_duplicates;
    json["interrupted"] = report.interrupted;
    json["kinds"].make_object();
    for (const auto& [kind, count] : report.kinds) json["kinds"][kind] = count;
    const auto list = [](const std::vector<service::Refused>& items) {
        base::Json::Array array;
        for (const auto& item : items) {
            base::Json one;
            one["path"] = item.path;
            one["reason"] = item.reason;
            array.push_back(std::move(one));
        }
        return array;
    };
    json["refused"] = list(report.refused);
    json["notes"] = list(report.notes);
    return json;
}

void print_report(const service::IngestReport& report) {
    print(fmt::format("{} files seen: {} added, {} already there, {} refused.\n", grouped(report.seen), grouped(report.added),
                      grouped(report.already_there), grouped(report.refused.size())));
    if (report.added > 0) {
        print(fmt::format("Added {}: {}; {} pages.\n", bytes_text(report.bytes), kinds_text(report.kinds), grouped(report.pages)));
    }
    if (report.near_duplicates > 0) {
        print(fmt::format("{} of them are nearly the same as a document that was there.\n", grouped(report.near_duplicates)));
    }
    for (const auto& item : report.refused) print(fmt::format("refused  {}: {}\n", item.path, item.reason));
    for (const auto& item : report.notes) print(fmt::format("note     {}: {}\n", item.path, item.reason));
    if (report.interrupted) print("Stopped before the end. What was added is kept; run the same command again to go on.\n");
}

int run_ingest(const Globals& globals, const service::IngestOptions& options) {
    return with_workspace(globals, [&](service::Workspace& workspace) -> base::Expected<int> {
        ProgressLine line(globals);
        const auto watcher = [&line](const service::IngestProgress& now) {
            line.show(progress_text(now));
            return !interrupted();
        };
        GUVOH_TRY(const auto report, workspace.ingest(service::Caller::owner(), options, watcher));
        line.clear();
        if (globals.json) {
            print_json(report_json(report));
        } else {
            print_report(report);
        }
        return report.interrupted ? 130 : 0;
    });
}

}  // namespace

void add_ingest(Verbs& verbs) {
    auto* app = verbs.app.add_subcommand("ingest", "Preserve and read files and folders");
    app->footer(
        "Reads PDF, DOCX, DOC, ODT, RTF, PPTX, HTML, WARC, text, e-mail, images, XLSX, CSV and archives of these; any other file is\n"
        "preserved as it is. Running it again adds only what is new; an interrupted run goes on where it stopped.\n\n"
        "Examples:\n  guvoh ingest ~/Documents/visits\n  guvoh ingest report.pdf photos/ --reason 'handed over by the lawyer'");
    auto options = std::make_shared<service::IngestOptions>();
    app->add_option("PATH", options->paths, "Files and folders")->required();
    app->add_option("--compartment", options->compartment, "Id of the compartment whose members will see them; else all members");
    app->add_option("--reason", options->reason, "Why these documents enter the record; kept in its history");
    app->add_option("--ocr-languages", options->ocr_languages, "Languages to expect in scans, e.g. rus,kaz,eng")->delimiter(',');
    app->add_flag("!--no-ocr", options->ocr, "Do not read scans");
    app->add_flag("--keep-unreadable", options->keep_unreadable, "Preserve files that cannot be read instead of refusing them");
    app->add_option("--lanes", options->lanes, "How many files are read at once (default: one a core)")->check(CLI::Range(1, 256));
    app->add_option("--time-limit", options->time_limit_s, "Seconds one file may take")->check(CLI::Range(1, 86400));
    app->callback([&verbs_run = verbs.run, &globals = verbs.globals, options] {
        verbs_run = [&globals, options] { return run_ingest(globals, *options); };
    });
}

}  // namespace guvoh::cli

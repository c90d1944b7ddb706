// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include "cli.h"
#include "http/views.h"
#include "service/input_file.h"
#include "service/review_import.h"

namespace guvoh::cli {

namespace {

/// What the verb was asked to do.
struct Options {
    service::ReviewImportOptions import;
    std::string type = "Recommendation";  // of a table
};

std::string join(const std::vector<std::string_view>& names) {
    std::string all;
    for (const auto name : names) all += (all.empty() ? "" : ", ") + std::string(name);
    return all;
}

void print_report(const service::ReviewImportReport& report) {
    print(fmt::format("{} in the source: {} taken, {} folded into another, {} doubles, {} refused.\n", grouped(report.seen), grouped(report.taken),
                      grouped(report.folded), grouped(report.doubles), grouped(report.refused.size())));
    for (const auto& [type, counts] : report.records) {
        print(fmt::format("  {:<18} {:>7} added, {:>7} changed, {:>7} already there\n", type, grouped(counts.added), grouped(counts.changed),
                          grouped(counts.already_there)));
    }
    for (const auto& note : report.refused) print(fmt::format("refused  {}: {}\n", note.where, note.what));
    for (const auto& note : report.repairs) print(fmt::format("repair   {}{}{}\n", note.where, note.where.empty() ? "" : ": ", note.what));
}

base::Expected<int> import_table(const Globals& globals, const Options& options, service::Workspace& workspace) {
    GUVOH_TRY(const auto file, service::InputFile::open(options.import.path));
    GUVOH_TRY(const base::Bytes bytes, file.read_all());
    GUVOH_TRY(const auto desk, service::RecordDesk::open(workspace));
    const bool zipped = bytes.size() > 2 && bytes[0] == 'P' && bytes[1] == 'K';
    GUVOH_TRY(const auto report, desk->read_table(service::Caller::owner(), options.type, zipped ? "xlsx" : "csv", bytes, options.import.compartment,
                                                  options.import.dry_run, options.import.reason));
    if (globals.json) {
        print_json(http::import_json(report));
        return 0;
    }
    print(fmt::format("{} rows seen: {} added, {} changed, {} already there, {} refused.\n", grouped(report.seen), grouped(report.added),
                      grouped(report.changed), grouped(report.already_there), grouped(report.refused.size())));
    for (const auto& row : report.refused) print(fmt::format("refused  row {}: {} {}\n", row.row, row.field, row.reason));
    for (const auto& column : report.unknown_columns) print(fmt::format("unread   column {}\n", column));
    return 0;
}

base::Expected<int> import_file(const Globals& globals, const Options& options, service::Workspace& workspace) {
    if (options.import.format == "table") return import_table(globals, options, workspace);
    GUVOH_TRY(const auto desk, service::RecordDesk::open(workspace));
    GUVOH_TRY(const auto report, service::import_reviews(workspace, *desk, service::Caller::owner(), options.import));
    if (globals.json) {
        print_json(http::review_import_json(report));
    } else {
        print_report(report);
    }
    return 0;
}

}  // namespace

void add_import(Verbs& verbs) {
    auto* app = verbs.app.add_subcommand("import", "Take recommendations, positions and treaty status out of documents and exports");
    app->footer(
        "A document is preserved first, and each recommendation is tied to the words it was read from. Importing again changes what\n"
        "the source changed, keeps what you corrected, and never doubles.\n\n"
        "Examples:\n  guvoh import report.pdf --format upr-report\n  guvoh import addendum.pdf --format upr-report     final positions\n"
        "  guvoh import CO-3.docx --format concluding-observations\n  guvoh import export.csv --format upr-info\n"
        "  guvoh import plan.xlsx --format table --type Measure");
    auto options = std::make_shared<Options>();
    std::vector<std::string_view> names = service::review_formats();
    names.push_back("table");
    app->add_option("FILE", options->import.path, "The file")->required();
    app->add_option("--format", options->import.format, "One of " + join(names))->required()->check(CLI::IsMember(std::vector<std::string>(names.begin(), names.end())));
    app->add_option("--state", options->import.state, "Who is asked, where the file does not say: three letters, as KGZ");
    app->add_option("--cycle", options->import.cycle, "The cycle of the Universal Periodic Review, where the file does not say")->check(CLI::Range(1, 9));
    app->add_option("--type", options->type, "Of a table: what its rows are");
    app->add_option("--compartment", options->import.compartment, "Id of the compartment whose members will see it; else all members");
    app->add_option("--reason", options->import.reason, "Why; kept in the history");
    app->add_flag("--dry-run", options->import.dry_run, "Say what would be done; only the document itself is preserved");
    app->callback([&verbs_run = verbs.run, &globals = verbs.globals, options] {
        verbs_run = [&globals, options] {
            return with_workspace(globals, [&](service::Workspace& workspace) { return import_file(globals, *options, workspace); });
        };
    });
}

}  // namespace guvoh::cli

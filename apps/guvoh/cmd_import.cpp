// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>

#include "cli.h"
#include "http/views.h"
#include "http/views_reviews.h"
#include "recommendations/review_import.h"
#include "recommendations/table_rows.h"
#include "service/input_file.h"

namespace guvoh::cli {

namespace {

/// What the verb was asked to do.
struct Options {
    recommendations::ReviewImportOptions import;
    std::vector<std::string> map, set;     // of a table, as all that follows
    std::string separator, dates, key;
    bool show_columns = false;
};

std::string join(const std::vector<std::string_view>& names) {
    std::string all;
    for (const auto name : names) all += (all.empty() ? "" : ", ") + std::string(name);
    return all;
}

void print_report(const recommendations::ReviewImportReport& report) {
    print(fmt::format("{} in the source: {} taken, {} folded into another, {} doubles, {} refused.\n", grouped(report.seen), grouped(report.taken),
                      grouped(report.folded), grouped(report.doubles), grouped(report.refused.size())));
    for (const auto& [type, counts] : report.records) {
        print(fmt::format("  {:<18} {:>7} added, {:>7} changed, {:>7} already there\n", type, grouped(counts.added), grouped(counts.changed),
                          grouped(counts.already_there)));
    }
    for (const auto& note : report.refused) print(fmt::format("refused  {}: {}\n", note.where, note.what));
    for (const auto& note : report.repairs) print(fmt::format("repair   {}{}{}\n", note.where, note.where.empty() ? "" : ": ", note.what));
}

/// Splits "Heading=field" at its last sign of equality, since headings may have one.
std::pair<std::string, std::string> split_pair(const std::string& text) {
    const auto at = text.rfind('=');
    return at == std::string::npos ? std::pair{text, std::string()} : std::pair{text.substr(0, at), text.substr(at + 1)};
}

/// The place of a heading as the table has it, or as --show-columns prints it. Errors: Invalid.
base::Expected<std::size_t> column_called(const recommendations::TableLook& look, const std::string& heading) {
    const auto found = std::find_if(look.columns.begin(), look.columns.end(), [&heading](const auto& column) { return column.heading == heading; });
    if (found == look.columns.end()) return base::fail(base::ErrorKind::Invalid, "no column is called " + heading + ": --show-columns lists them");
    return static_cast<std::size_t>(found - look.columns.begin());
}

/// What is proposed or remembered, with what was said at the terminal.
base::Status apply_options(const Options& options, recommendations::TableLook& look) {
    recommendations::TableMapping& mapping = look.mapping;
    for (const std::string& pair : options.map) {
        const auto [heading, field] = split_pair(pair);
        GUVOH_TRY(const std::size_t column, column_called(look, heading));
        for (std::string& other : mapping.fields) {
            if (!field.empty() && other == field) other.clear();
        }
        mapping.fields[column] = field;
        look.columns[column].by = field.empty() ? "" : "chosen";
    }
    for (const std::string& pair : options.set) {
        const auto at = pair.find('=');
        if (at == std::string::npos) return base::fail(base::ErrorKind::Invalid, "--set takes FIELD=VALUE");
        mapping.constants[pair.substr(0, at)] = pair.substr(at + 1);
    }
    if (!options.separator.empty()) mapping.separator = options.separator;
    if (!options.dates.empty()) mapping.date_order = options.dates;
    if (!options.key.empty()) {
        GUVOH_TRY(const std::size_t column, column_called(look, options.key));
        mapping.key_column = static_cast<int>(column);
    }
    return {};
}

void print_columns(const recommendations::TableLook& look) {
    print(fmt::format("{} rows under the headings in row {}{}\n", grouped(look.rows), look.heading_row, look.remembered ? "; mapped as the last time" : ""));
    for (std::size_t i = 0; i < look.columns.size(); ++i) {
        const auto& column = look.columns[i];
        const std::string& field = look.mapping.fields[i];
        std::string samples;
        for (const std::string& sample : column.samples) samples += (samples.empty() ? "" : " | ") + sample;
        print(fmt::format("  {}{}{}  ->  {}{}\n      {} filled: {}\n", bold(), column.heading, plain(), field.empty() ? "left out" : field, column.by.empty() ? "" : " (" + column.by + ")",
                          grouped(column.filled), samples));
    }
    for (const auto& [name, value] : look.mapping.constants) print(fmt::format("  the same for all rows: {} = {}\n", name, value));
    for (const std::string& field : look.missing) print(fmt::format("  needed, and given by nothing yet: {} (--map HEADING={} or --set {}=VALUE)\n", field, field, field));
}

base::Expected<int> import_table(const Globals& globals, const Options& options, service::Workspace& workspace) {
    GUVOH_TRY(const auto file, service::InputFile::open(options.import.path));
    recommendations::TableQuestion question{options.import.type, options.import.compartment, {}, {}};
    GUVOH_TRY(question.content, file.read_all());
    GUVOH_TRY(const auto records, service::RecordDesk::open(workspace));
    recommendations::Desk desk(*records);
    GUVOH_TRY(auto look, recommendations::look_at_table(desk, service::Caller::owner(), question));
    if (look.problem.empty()) GUVOH_TRY_VOID(apply_options(options, look));
    if (options.show_columns) {
        if (look.problem.empty()) {
            question.mapping = look.mapping;
            GUVOH_TRY(auto asked, recommendations::look_at_table(desk, service::Caller::owner(), question));
            for (std::size_t i = 0; i < asked.columns.size(); ++i) asked.columns[i].by = look.columns[i].by;
            look = std::move(asked);
        }
        if (globals.json) {
            print_json(http::table_look_json(look));
        } else if (look.problem.empty()) {
            print_columns(look);
        } else {
            print(fmt::format("{}\n", recommendations::table_problem_text(look.problem)));
        }
        return 0;
    }
    recommendations::ReviewImportOptions import = options.import;
    if (look.problem.empty()) import.mapping = look.mapping;
    GUVOH_TRY(const auto report, recommendations::import_reviews(desk, service::Caller::owner(), import));
    if (globals.json) {
        print_json(http::review_import_json(report));
    } else {
        print_report(report);
    }
    return 0;
}

base::Expected<int> import_file(const Globals& globals, const Options& options, service::Workspace& workspace) {
    if (options.import.format == "table") return import_table(globals, options, workspace);
    GUVOH_TRY(const auto records, service::RecordDesk::open(workspace));
    recommendations::Desk desk(*records);
    GUVOH_TRY(const auto report, recommendations::import_reviews(desk, service::Caller::owner(), options.import));
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
        "  guvoh import CO-3.docx --format concluding-observations\n  guvoh import national.pdf --format national-report       pledges\n  guvoh import export.csv --format upr-info\n"
        "  guvoh import matrix.xlsx --format table --show-columns\n"
        "  guvoh import matrix.xlsx --format table --map 'Страна=recommending_states' --state KGZ --cycle 2 --set issuer=UPR\n"
        "  guvoh import plan.xlsx --format table --type Measure\n\n"
        "How a table was mapped is remembered under its headings: the next one needs no --map.");
    auto options = std::make_shared<Options>();
    const std::vector<std::string_view> names = recommendations::review_formats();
    app->add_option("FILE", options->import.path, "The file")->required();
    app->add_option("--format", options->import.format, "One of " + join(names))->required()->check(CLI::IsMember(std::vector<std::string>(names.begin(), names.end())));
    app->add_option("--state", options->import.state, "Who is asked, where the file does not say: three letters, as KGZ");
    app->add_option("--cycle", options->import.cycle, "The cycle of the Universal Periodic Review, where the file does not say")->check(CLI::Range(1, 9));
    app->add_option("--type", options->import.type, "Of a table: what its rows are");
    app->add_option("--map", options->map, "Of a table: HEADING=FIELD, or HEADING= to leave the column out; may be repeated")->type_name("HEADING=FIELD");
    app->add_option("--set", options->set, "Of a table: FIELD=VALUE, the same for all rows; may be repeated")->type_name("FIELD=VALUE");
    app->add_option("--separator", options->separator, "Of a table: what separates the values of a list")->check(CLI::IsMember({"|", ";", ",", "/"}));
    app->add_option("--dates", options->dates, "Of a table: the order of 03/04/2015")->check(CLI::IsMember({"dmy", "mdy", "ymd"}));
    app->add_option("--key", options->key, "Of a table: the heading of the column that tells its rows apart");
    app->add_flag("--show-columns", options->show_columns, "Of a table: show its columns and what each would become; import nothing");
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

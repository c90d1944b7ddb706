// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The verbs that tell what became of recommendations: follow-up, due, state.
#include <fmt/format.h>

#include <fstream>

#include "cli.h"
#include "http/views_reviews.h"
#include "platform/clock.h"
#include "recommendations/follow_up.h"

namespace guvoh::cli {

namespace {

/// What the verbs were asked to do.
struct Options {
    recommendations::FollowUpRequest request;
    std::vector<std::string> where;
    std::string state, output, format = "xlsx", language = "en";
    std::size_t limit = 50;
    bool dates_only = false;
};

base::Status write_out(const Globals& globals, const std::string& path, const std::string& content) {
    std::ofstream out(path, std::ios::binary | std::ios::trunc);
    if (!out.write(content.data(), static_cast<std::streamsize>(content.size())).flush()) return base::fail(base::ErrorKind::Io, "the file cannot be written there");
    say(globals, fmt::format("Written: {}, {}.\n", path, bytes_text(content.size())));
    return {};
}

std::string counts_text(const std::map<std::string, std::uint64_t>& counts) {
    std::string text;
    for (const auto& [name, count] : counts) text += fmt::format("{}{} {}", text.empty() ? "" : ", ", name, grouped(count));
    return text.empty() ? "none" : text;
}

std::string levels_of(const std::vector<recommendations::AssessmentView>& list) { return list.empty() ? "-" : list.front().grade; }

void print_follow_up(const recommendations::FollowUpReply& reply, std::size_t limit) {
    for (std::size_t i = 0; i < std::min(limit, reply.rows.size()); ++i) {
        const auto& row = reply.rows[i];
        print(fmt::format("{}{:<9}{} {}\n", bold(), row.number, plain(), row.text));
        print(fmt::format("          {} | the State says: {} | others: {}{} | {} measures\n", row.position.empty() ? "no position" : row.position, levels_of(row.by_state),
                          levels_of(row.by_others), row.disagree ? " | they disagree" : "", row.measures.size()));
    }
    print(fmt::format("{} recommendations. Positions: {}. Assessed: {}.\n{} where State and independent eyes disagree, {} with a measure overdue, {} without a measure.\n",
                      grouped(reply.rows.size()), counts_text(reply.positions), counts_text(reply.levels), grouped(reply.disagreeing), grouped(reply.overdue),
                      grouped(reply.without_measure)));
}

base::Expected<int> run_follow_up(const Globals& globals, Options options, service::Workspace& workspace) {
    for (const auto& text : options.where) {
        GUVOH_TRY(auto condition, service::read_condition(text));
        options.request.list.where.push_back(std::move(condition));
    }
    if (!options.state.empty()) options.request.list.where.push_back({"state", "is", {options.state}});
    GUVOH_TRY(const auto records, service::RecordDesk::open(workspace));
    recommendations::Desk desk(*records);
    const auto caller = service::Caller::owner();
    if (!options.output.empty()) {
        GUVOH_TRY(const std::string made, options.format == "report" ? recommendations::write_mid_term_report(desk, caller, options.request, options.language)
                                                                      : recommendations::write_matrix(desk, caller, options.request, options.format, options.language));
        GUVOH_TRY_VOID(write_out(globals, options.output, made));
        return 0;
    }
    GUVOH_TRY(const auto reply, recommendations::follow_up(desk, caller, options.request));
    if (globals.json) {
        print_json(http::follow_up_json(reply, options.limit));
    } else {
        print_follow_up(reply, options.limit);
    }
    return 0;
}

base::Expected<int> run_due(const Globals& globals, const Options& options, service::Workspace& workspace) {
    GUVOH_TRY(const auto records, service::RecordDesk::open(workspace));
    recommendations::Desk desk(*records);
    const auto caller = service::Caller::owner();
    if (!options.output.empty()) {
        const recommendations::CalendarRequest request{options.state, options.request.today, platform::system_clock()(), options.dates_only, options.language};
        GUVOH_TRY(const std::string made, recommendations::write_due_calendar(desk, caller, request));
        GUVOH_TRY_VOID(write_out(globals, options.output, made));
        return 0;
    }
    GUVOH_TRY(const auto items, recommendations::due_items(desk, caller, options.state, options.request.today));
    if (globals.json) {
        print_json(http::due_json(items));
        return 0;
    }
    for (const auto& item : items) print(fmt::format("{:<12} {:<8} {:<4} {:<19} {}\n", item.date, item.overdue ? "overdue" : "", item.state, item.kind, item.title));
    print(fmt::format("{} dates.\n", grouped(items.size())));
    return 0;
}

void print_state(const recommendations::StatePage& page) {
    print(fmt::format("{}{}{}\n", bold(), page.state, plain()));
    for (const auto& treaty : page.treaties) print(fmt::format("  {:<12} {:<10} {}\n", treaty.treaty, treaty.status, treaty.bound_on));
    for (const auto& review : page.reviews) print(fmt::format("  {:<10} {}: {}\n", review.held_on, review.title, counts_text(review.positions)));
    for (const auto& demand : page.demands) print(fmt::format("  demand     {}  {}\n", demand.id, demand.title));
    for (const auto& [theme, counts] : page.themes) print(fmt::format("  {:<44} {}\n", theme, counts_text(counts)));
}

base::Expected<int> run_state(const Globals& globals, const Options& options, service::Workspace& workspace) {
    GUVOH_TRY(const auto records, service::RecordDesk::open(workspace));
    recommendations::Desk desk(*records);
    GUVOH_TRY(const auto page, recommendations::state_page(desk, service::Caller::owner(), options.state, options.request.today));
    if (globals.json) {
        print_json(http::state_page_json(page));
    } else {
        print_state(page);
    }
    return 0;
}

using Run = base::Expected<int> (*)(const Globals&, Options, service::Workspace&);

void run_with(Verbs& verbs, CLI::App* app, const std::shared_ptr<Options>& options, Run run) {
    app->callback([&verbs_run = verbs.run, &globals = verbs.globals, options, run] {
        verbs_run = [&globals, options, run] {
            options->request.today = today();
            return with_workspace(globals, [&](service::Workspace& workspace) { return run(globals, *options, workspace); });
        };
    });
}

}  // namespace

void add_follow_up(Verbs& verbs) {
    auto* app = verbs.app.add_subcommand("follow-up", "What became of recommendations: the plan, what the State says, what others found");
    auto options = std::make_shared<Options>();
    app->footer("Examples:\n  guvoh follow-up --state UZB --where concerns:any:opcat\n  guvoh follow-up --state UZB --output matrix.xlsx\n"
                "  guvoh follow-up --state UZB --output report.docx --format report --language ru");
    app->add_option("--state", options->state, "Of one State: three letters, as KGZ");
    app->add_option("--where", options->where, "A condition on Recommendation, field:op:value; see guvoh records --help");
    app->add_option("--find", options->request.list.q, "Words the recommendations are found by");
    app->add_option("--limit", options->limit, "How many to show; the counts are of all");
    app->add_option("--output", options->output, "Write all of them to this file instead");
    app->add_option("--format", options->format, "xlsx, docx, csv, jsonld, or report for a mid-term report to go on writing in (DOCX)")
        ->check(CLI::IsMember({"xlsx", "docx", "csv", "jsonld", "report"}));
    app->add_option("--language", options->language, "Of the file's headings: en or ru")->check(CLI::IsMember({"en", "ru"}));
    run_with(verbs, app, options, [](const Globals& globals, Options asked, service::Workspace& workspace) { return run_follow_up(globals, std::move(asked), workspace); });
}

void add_due(Verbs& verbs) {
    auto* app = verbs.app.add_subcommand("due", "Everything with a date: reports, follow-up, measures; what is overdue");
    auto options = std::make_shared<Options>();
    app->footer("Examples:\n  guvoh due --state TJK\n  guvoh due --output dates.ics     for a calendar program");
    app->add_option("--state", options->state, "Of one State: three letters, as KGZ");
    app->add_option("--output", options->output, "Write an iCalendar file instead");
    app->add_flag("--dates-only", options->dates_only, "In the file: kinds of dates and States, no titles");
    app->add_option("--language", options->language, "Of these words: en or ru")->check(CLI::IsMember({"en", "ru"}));
    run_with(verbs, app, options, [](const Globals& globals, Options asked, service::Workspace& workspace) { return run_due(globals, asked, workspace); });
}

void add_state(Verbs& verbs) {
    auto* app = verbs.app.add_subcommand("state", "One State: treaties, reviews, open demands, themes");
    auto options = std::make_shared<Options>();
    app->footer("Example:\n  guvoh state UZB");
    app->add_option("STATE", options->state, "Three letters, as KGZ")->required();
    run_with(verbs, app, options, [](const Globals& globals, Options asked, service::Workspace& workspace) { return run_state(globals, asked, workspace); });
}

}  // namespace guvoh::cli

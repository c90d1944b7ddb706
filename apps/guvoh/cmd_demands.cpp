// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>

#include "cli.h"
#include "http/views_reviews.h"
#include "recommendations/demand_refusals.h"
#include "recommendations/demands.h"

namespace guvoh::cli {

namespace {

/// What the verbs beneath `demands` were asked to do.
struct Options {
    std::string state, id, title, member;
    std::string reason = "the same demand";
    std::vector<std::size_t> numbers;
    bool all = false;
};

std::string joined(const std::vector<std::string>& texts, const char* between) {
    std::string all;
    for (const auto& text : texts) all += (all.empty() ? "" : between) + text;
    return all;
}

void print_proposal(std::size_t number, const recommendations::DemandProposal& one) {
    print(fmt::format("{}{:>3}{}  {}\n", bold(), number, plain(), one.title));
    const std::string joins = one.demand.empty() ? "" : ", would join " + one.demand;
    const std::string why = one.treaty.empty() ? fmt::format("likeness {:.2f}", one.likeness) : "to join " + one.treaty;
    print(fmt::format("     {} recommendations, {}{}{}\n", one.recommendations.size(), why, joins, one.words.empty() ? "" : "; tied by: " + joined(one.words, " ")));
}

base::Expected<int> propose(const Globals& globals, const Options& options, service::Workspace& workspace) {
    GUVOH_TRY(const auto records, service::RecordDesk::open(workspace));
    recommendations::Desk desk(*records);
    GUVOH_TRY(const auto proposals, recommendations::propose_demands(desk, service::Caller::owner(), options.state));
    GUVOH_TRY(const auto refused, recommendations::refused_demands(desk, service::Caller::owner(), options.state));
    if (globals.json) {
        print_json(http::proposals_json(proposals, refused));
        return 0;
    }
    for (std::size_t i = 0; i < proposals.size(); ++i) print_proposal(i + 1, proposals[i]);
    say(globals, proposals.empty() ? "Nothing is left to propose.\n"
                                   : fmt::format("{} groups. Accept those that are right: guvoh demands accept {} N...\n", proposals.size(), options.state));
    for (const auto& one : refused) {
        print(fmt::format("refused  {}  {}{}\n", one.id, one.member.empty() ? "" : one.member + " is none of ", joined(one.recommendations, " ")));
    }
    return 0;
}

/// The proposals that were meant. Errors: Invalid for a number that there is not.
base::Expected<std::vector<recommendations::DemandProposal>> chosen(const std::vector<recommendations::DemandProposal>& proposals, const Options& options) {
    if (options.all) return proposals;
    if (options.numbers.empty()) return base::fail(base::ErrorKind::Invalid, "name the numbers of the groups, or --all");
    std::vector<recommendations::DemandProposal> some;
    for (const std::size_t number : options.numbers) {
        if (number < 1 || number > proposals.size()) return base::fail(base::ErrorKind::Invalid, fmt::format("there is no group {}: propose shows {}", number, proposals.size()));
        some.push_back(proposals[number - 1]);
    }
    if (!options.title.empty() && some.size() != 1) return base::fail(base::ErrorKind::Invalid, "a title is given to one group at a time");
    if (!options.title.empty()) some.front().title = options.title;
    return some;
}

base::Expected<int> accept(const Globals& globals, const Options& options, service::Workspace& workspace) {
    GUVOH_TRY(const auto records, service::RecordDesk::open(workspace));
    recommendations::Desk desk(*records);
    GUVOH_TRY(const auto proposals, recommendations::propose_demands(desk, service::Caller::owner(), options.state));
    GUVOH_TRY(const auto some, chosen(proposals, options));
    base::Json::Array accepted;
    for (const auto& proposal : some) {
        GUVOH_TRY(const std::string id, recommendations::accept_demand(desk, service::Caller::owner(), proposal, options.reason));
        if (!globals.json) print(fmt::format("{}  {}\n", id, proposal.title));
        accepted.push_back(base::Json::Object{{"id", id}, {"title", proposal.title}, {"recommendations", static_cast<std::uint64_t>(proposal.recommendations.size())}});
    }
    if (globals.json) print_json(base::Json::Object{{"accepted", std::move(accepted)}});
    return 0;
}

base::Expected<int> reject(const Globals& globals, const Options& options, service::Workspace& workspace) {
    GUVOH_TRY(const auto records, service::RecordDesk::open(workspace));
    recommendations::Desk desk(*records);
    GUVOH_TRY(const auto proposals, recommendations::propose_demands(desk, service::Caller::owner(), options.state));
    GUVOH_TRY(const auto some, chosen(proposals, options));
    if (!options.member.empty() && some.size() != 1) return base::fail(base::ErrorKind::Invalid, "a member is refused of one group at a time");
    const std::string reason = options.reason == Options{}.reason ? "not the same demand" : options.reason;
    base::Json::Array refused;
    for (const auto& proposal : some) {
        GUVOH_TRY(const std::string id, recommendations::refuse_demand(desk, service::Caller::owner(), proposal.recommendations, options.member, reason));
        if (!globals.json) print(fmt::format("{}  refused: {}\n", id, proposal.title));
        refused.push_back(base::Json::Object{{"id", id}, {"title", proposal.title}});
    }
    if (globals.json) print_json(base::Json::Object{{"refused", std::move(refused)}});
    return 0;
}

base::Expected<int> undo(const Globals& globals, const Options& options, service::Workspace& workspace) {
    GUVOH_TRY(const auto records, service::RecordDesk::open(workspace));
    recommendations::Desk desk(*records);
    GUVOH_TRY_VOID(recommendations::take_back_refusal(desk, service::Caller::owner(), options.id, options.reason == Options{}.reason ? "may be the same after all" : options.reason));
    say(globals, "It may be proposed again.\n");
    return 0;
}

/// "Position: noted 2009 (page 4 of 01K...) -> supported 2013 (page 6 of 01K...)".
void print_course(const recommendations::DemandHistory& history) {
    std::string line, before;
    for (const auto& turn : history.course) {
        const std::string page = turn.page == 0 ? "" : fmt::format(" (page {} of {})", turn.page, turn.document);
        if (!line.empty()) line += turn.on == before ? " and " : " -> ";
        line += turn.position + " " + (turn.on.empty() ? "undated" : turn.on) + page;
        before = turn.on;
    }
    if (!line.empty()) print("Position: " + line + "\n");
}

void print_history(const recommendations::DemandHistory& history) {
    print(fmt::format("{}{}{}\n{}, {}{}\n", bold(), history.title, plain(), history.state, history.status,
                      history.treaty.empty() ? "" : fmt::format(", {}: {}{}", history.treaty, history.treaty_status.empty() ? "status unknown" : history.treaty_status,
                                                                history.bound_on.empty() ? "" : " since " + history.bound_on)));
    print_course(history);
    if (!history.overdue_since.empty()) print("Overdue since " + history.overdue_since + "\n");
    for (const auto& step : history.steps) {
        const std::string page = step.page == 0 ? "" : fmt::format(", page {}", step.page);
        print(fmt::format("\n{}  {} {}  {}{}{}\n  {}\n", step.made_on.empty() ? "undated" : step.made_on, step.issuer, step.number, step.change,
                          step.states.empty() ? "" : ", by " + joined(step.states, " "), page, step.text));
        for (const auto& said : step.positions) {
            print(fmt::format("  {}  {} ({}){}\n", said.stated_on.empty() ? "undated" : said.stated_on, said.position, said.stage,
                              said.page == 0 ? "" : fmt::format(", page {} of {}", said.page, said.document)));
        }
    }
}

base::Expected<int> show(const Globals& globals, const Options& options, service::Workspace& workspace) {
    GUVOH_TRY(const auto records, service::RecordDesk::open(workspace));
    recommendations::Desk desk(*records);
    GUVOH_TRY(const auto history, recommendations::demand_history(desk, service::Caller::owner(), options.id, today()));
    if (globals.json) {
        print_json(http::demand_json(history));
    } else {
        print_history(history);
    }
    return 0;
}

using Body = base::Expected<int> (*)(const Globals&, const Options&, service::Workspace&);

CLI::App* add_verb(Verbs& verbs, CLI::App& parent, const char* name, const char* what, const std::shared_ptr<Options>& options, Body body) {
    auto* verb = parent.add_subcommand(name, what);
    verb->callback([&verbs_run = verbs.run, &globals = verbs.globals, options, body] {
        verbs_run = [&globals, options, body] {
            return with_workspace(globals, [&](service::Workspace& workspace) { return body(globals, *options, workspace); });
        };
    });
    return verb;
}

}  // namespace

void add_demands(Verbs& verbs) {
    auto* app = verbs.app.add_subcommand("demands", "The same demand made of a State across cycles and bodies: propose groups, accept them, see how each went");
    app->require_subcommand(1);
    app->footer(
        "Groups are proposed from words, verbs and treaties named, each with the words that tie it. Nothing changes until you accept.\n"
        "Accepted recommendations carry the demand in their field `demand`; to split a group, change that field.\n\n"
        "Examples:\n  guvoh demands propose KGZ\n  guvoh demands accept KGZ 1 4 --reason 'read and compared'\n"
        "  guvoh demands accept KGZ 2 --title 'Close the remand prison'\n  guvoh demands show 01KX3\n"
        "  guvoh demands reject KGZ 3 --reason 'another court'\n\n"
        "Numbers are those of the last propose: accept several at once, since the rest are numbered anew afterwards.");
    auto options = std::make_shared<Options>();
    auto* proposing = add_verb(verbs, *app, "propose", "Show groups of recommendations that seem to ask for the same", options, propose);
    proposing->add_option("STATE", options->state, "Who is asked: three letters, as KGZ")->required();
    auto* accepting = add_verb(verbs, *app, "accept", "Make demands of proposed groups", options, accept);
    accepting->add_option("STATE", options->state, "Who is asked: three letters, as KGZ")->required();
    accepting->add_option("N", options->numbers, "Numbers of groups, as propose prints them");
    accepting->add_flag("--all", options->all, "All of them");
    accepting->add_option("--title", options->title, "What to call the one group accepted; else its shortest text");
    accepting->add_option("--reason", options->reason, "Why; kept in the history");
    auto* rejecting = add_verb(verbs, *app, "reject", "Say that proposed groups are not the same; they are not proposed again until their members change", options, reject);
    rejecting->add_option("STATE", options->state, "Who is asked: three letters, as KGZ")->required();
    rejecting->add_option("N", options->numbers, "Numbers of groups, as propose prints them");
    rejecting->add_option("--member", options->member, "The one recommendation that does not belong to the group; else the whole group is refused");
    rejecting->add_option("--reason", options->reason, "Why; kept in the history");
    auto* undoing = add_verb(verbs, *app, "undo", "Take a refusal back", options, undo);
    undoing->add_option("ID", options->id, "The refusal, as propose prints it")->required();
    undoing->add_option("--reason", options->reason, "Why; kept in the history");
    auto* showing = add_verb(verbs, *app, "show", "Show how a demand went: who repeated it, how the position moved, what is overdue", options, show);
    showing->add_option("ID", options->id, "The demand; the beginning of its id is enough")->required();
}

}  // namespace guvoh::cli

// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include "cli.h"
#include "recommendations/theme_training.h"

namespace guvoh::cli {

namespace {

base::Json report_json(const recommendations::TrainThemesReport& report) {
    return base::Json::Object{{"labelled", report.labelled},
                              {"states", report.states},
                              {"folds", report.folds},
                              {"model_f1", report.model_f1},
                              {"rules_f1", report.rules_f1},
                              {"most_frequent_f1", report.most_frequent_f1},
                              {"action_labelled", report.action_labelled},
                              {"action_model", report.action_model},
                              {"action_rules", report.action_rules},
                              {"action_most_frequent", report.action_most_frequent},
                              {"seen", report.seen},
                              {"changed", report.changed},
                              {"already_there", report.already_there}};
}

base::Json model_json(const recommendations::KeptModelView& model) {
    return base::Json::Object{{"compartment", model.compartment},
                              {"kept_at", model.kept_at},
                              {"member", model.member},
                              {"labelled", model.labelled},
                              {"states", model.states},
                              {"folds", model.folds},
                              {"model_f1", model.model_f1},
                              {"rules_f1", model.rules_f1},
                              {"size_bytes", model.size_bytes},
                              {"problem", model.problem}};
}

void print_report(const recommendations::TrainThemesReport& report, bool applied) {
    print(fmt::format("Learnt from {} recommendations with confirmed themes, of {} States; judged by cross-validation in {} parts.\n", grouped(report.labelled),
                      grouped(report.states), report.folds));
    print(fmt::format("  themes (micro-F1)   model {:.3f}   rules {:.3f}   most frequent {:.3f}\n", report.model_f1, report.rules_f1, report.most_frequent_f1));
    print(fmt::format("  action category     model {:.3f}   rules {:.3f}   most frequent {:.3f}   ({} texts)\n", report.action_model, report.action_rules,
                      report.action_most_frequent, grouped(report.action_labelled)));
    if (applied) print("The model is kept: imports and single recommendations use it from now on.\n");
}

void print_changed(const recommendations::TrainThemesReport& report) {
    print(fmt::format("{} recommendations asked about: {} suggestions changed. Confirmed themes stay as they are.\n", grouped(report.seen), grouped(report.changed)));
}

void print_models(const std::vector<recommendations::KeptModelView>& models) {
    if (models.empty()) print("No model is kept: suggestions are by rules.\n");
    for (const auto& one : models) {
        print(fmt::format("{}: learnt from {} recommendations of {} States on {}{}; {}\n", one.compartment, grouped(one.labelled), grouped(one.states), one.kept_at.substr(0, 10),
                          one.member.empty() ? "" : " by " + one.member, bytes_text(one.size_bytes)));
        print(fmt::format("  themes (micro-F1, {} parts)   model {:.3f}   rules {:.3f}\n", one.folds, one.model_f1, one.rules_f1));
        if (!one.problem.empty()) print(fmt::format("  {}\n", one.problem));
    }
}

/// What the verb was asked to do.
struct Options {
    recommendations::TrainThemesOptions train;
    bool dry_run = false, forget = false, show = false;
};

base::Expected<int> show(const Globals& globals, recommendations::Desk& desk) {
    GUVOH_TRY(const auto models, recommendations::kept_models(desk, service::Caller::owner()));
    if (!globals.json) {
        print_models(models);
        return 0;
    }
    base::Json::Array list;
    for (const auto& one : models) list.push_back(model_json(one));
    print_json(base::Json::Object{{"models", std::move(list)}});
    return 0;
}

base::Expected<int> forget(const Globals& globals, recommendations::Desk& desk, const Options& options) {
    recommendations::TrainThemesOptions how = options.train;
    how.reason = "the model of themes was given up";
    GUVOH_TRY(const auto report, recommendations::forget_training(desk, service::Caller::owner(), how));
    if (globals.json) {
        print_json(base::Json::Object{{"seen", report.seen}, {"changed", report.changed}, {"already_there", report.already_there}});
    } else {
        print("No model is kept for this any more.\n");
        print_changed(report);
    }
    return 0;
}

base::Expected<int> run(const Globals& globals, service::Workspace& workspace, const Options& options) {
    GUVOH_TRY(const auto records, service::RecordDesk::open(workspace));
    recommendations::Desk desk(*records);
    if (options.show) return show(globals, desk);
    if (options.forget) return forget(globals, desk, options);
    GUVOH_TRY(const auto report, recommendations::train_themes(desk, service::Caller::owner(), options.train));
    if (globals.json) {
        print_json(report_json(report));
        return 0;
    }
    print_report(report, options.train.apply);
    if (options.train.apply) print_changed(report);
    return 0;
}

}  // namespace

void add_train(Verbs& verbs) {
    auto* app = verbs.app.add_subcommand("train", "Learn from your own confirmed themes, say how good that is, and suggest anew");
    app->footer("Confirmed themes are never touched; what is suggested stays a suggestion until a person confirms it. The model is kept, and\n"
                "whatever is imported later is asked about by it. Run it again after confirming more.\n\n"
                "Examples:\n  guvoh train --dry-run     only say how good it would be\n  guvoh train\n  guvoh train --show        what is kept\n"
                "  guvoh train --forget      back to rules");
    auto options = std::make_shared<Options>();
    auto* judges = app->add_flag("--dry-run", options->dry_run, "Only judge; keep and suggest nothing");
    auto* forgets = app->add_flag("--forget", options->forget, "Destroy the kept model and suggest by rules again")->excludes(judges);
    app->add_flag("--show", options->show, "Say what models are kept, and change nothing")->excludes(judges)->excludes(forgets);
    app->add_option("--folds", options->train.folds, "Parts of the cross-validation, by State")->check(CLI::Range(2, 20));
    app->add_option("--compartment", options->train.compartment, "Id of a compartment: a model of its own, for its members alone; else general");
    app->callback([&verbs_run = verbs.run, &globals = verbs.globals, options] {
        verbs_run = [&globals, options] {
            options->train.apply = !options->dry_run;
            return with_workspace(globals, [&](service::Workspace& workspace) { return run(globals, workspace, *options); });
        };
    });
}

}  // namespace guvoh::cli

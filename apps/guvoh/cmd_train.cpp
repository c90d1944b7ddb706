// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include "cli.h"
#include "service/theme_training.h"

namespace guvoh::cli {

namespace {

base::Json report_json(const service::TrainThemesReport& report) {
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

void print_report(const service::TrainThemesReport& report, bool applied) {
    print(fmt::format("Learnt from {} recommendations with confirmed themes, of {} States; judged by cross-validation in {} parts.\n", grouped(report.labelled),
                      grouped(report.states), report.folds));
    print(fmt::format("  themes (micro-F1)   model {:.3f}   rules {:.3f}   most frequent {:.3f}\n", report.model_f1, report.rules_f1, report.most_frequent_f1));
    print(fmt::format("  action category     model {:.3f}   rules {:.3f}   most frequent {:.3f}   ({} texts)\n", report.action_model, report.action_rules,
                      report.action_most_frequent, grouped(report.action_labelled)));
    if (applied) print(fmt::format("{} recommendations asked about: {} suggestions changed. Confirmed themes stay as they are.\n", grouped(report.seen), grouped(report.changed)));
}

}  // namespace

void add_train(Verbs& verbs) {
    auto* app = verbs.app.add_subcommand("train", "Learn from your own confirmed themes, say how good that is, and suggest anew");
    app->footer("Confirmed themes are never touched; what is suggested stays a suggestion until a person confirms it. Run it again after\n"
                "importing or confirming more.\n\nExamples:\n  guvoh train --dry-run     only say how good it would be\n  guvoh train");
    struct Options {
        service::TrainThemesOptions train;
        bool dry_run = false;
    };
    auto options = std::make_shared<Options>();
    app->add_flag("--dry-run", options->dry_run, "Only judge; suggest nothing");
    app->add_option("--folds", options->train.folds, "Parts of the cross-validation, by State")->check(CLI::Range(2, 20));
    app->callback([&verbs_run = verbs.run, &globals = verbs.globals, options] {
        verbs_run = [&globals, options] {
            options->train.apply = !options->dry_run;
            return with_workspace(globals, [&](service::Workspace& workspace) -> base::Expected<int> {
                GUVOH_TRY(const auto desk, service::RecordDesk::open(workspace));
                GUVOH_TRY(const auto report, service::train_themes(*desk, service::Caller::owner(), options->train));
                if (globals.json) {
                    print_json(report_json(report));
                } else {
                    print_report(report, options->train.apply);
                }
                return 0;
            });
        };
    });
}

}  // namespace guvoh::cli

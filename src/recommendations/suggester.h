// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Who suggests themes: rules, and the model that a training left for a compartment (service/theme_models.h keeps its bytes). Whoever
// suggests asks here.
//
// Promises: a model speaks only about texts of the compartment it stands in, to those who see it; the one in general speaks where there is no
// other. One that cannot be read is left aside, and the rules suggest.
// Threads: any. Implements: docs/formats/reviews.md, "The kept model"
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/error.h"
#include "service/caller.h"
#include "themes/model.h"

namespace guvoh::service {
class Workspace;
}

namespace guvoh::recommendations {

using service::Caller;

/// Suggests for texts of one compartment.
class Suggester {
public:
    /// By model and rules; by rules alone where no model is kept.
    std::vector<themes::Suggestion> suggest(std::string_view text) const;
    /// Why a kept model was left aside, for people; "" when none was.
    const std::string& note() const { return note_; }

private:
    friend class Suggesters;
    std::shared_ptr<const themes::Model> model_;  // null: rules alone
    std::string note_;
};

/// The models in use, read once.
class Suggesters {
public:
    /// Cost: reading the model, some tens of milliseconds, when it is asked for the first time. Errors: Io, Busy.
    base::Expected<Suggester> of(service::Workspace& workspace, const Caller& caller, std::string_view compartment);

private:
    /// A model and the hash of its bytes.
    struct Loaded {
        base::Hash hash{};
        std::shared_ptr<const themes::Model> model;
    };
    base::Expected<std::shared_ptr<const themes::Model>> load(service::Workspace& workspace, const Caller& caller, std::string_view compartment, const base::Hash& hash);

    std::mutex mutex_;  // guards what follows
    std::map<std::string, Loaded, std::less<>> loaded_;
};

}  // namespace guvoh::recommendations

// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The positions that a State takes on recommendations, as an import writes them: each said at a stage is a record of its own.
#include <fmt/format.h>

#include "recommendations/import_fields.h"
#include "recommendations/import_writer.h"

namespace guvoh::recommendations {

using base::Json;

namespace {

/// How late in a review a stage is: what the State said later counts.
int rank_of(std::string_view stage) {
    if (stage == "report") return 1;
    if (stage == "database") return 2;
    if (stage == "addendum") return 3;
    return 4;
}

}  // namespace

base::Status ImportWriter::take_position(const base::Id& recommendation, const SourceReview& review, const SourcePosition& said) {
    if (said.position == "none") return {};
    const base::Id id = batch_.id_of("Position", fmt::format("{}:{}:{}", recommendation.text(), said.stage, source_key_.empty() ? items_.source : source_key_), &recommendation);
    Json fields{Json::Object{}};
    fields["recommendation"] = recommendation.text();
    fields["position"] = said.position;
    fields["state"] = review.state;
    fields["stage"] = said.stage;
    put_text(fields, "stated_on", said.stated_on.empty() ? review.held_on : said.stated_on);
    put_text(fields, "reasons", said.reasons);
    if (document_ != nullptr) GUVOH_TRY_VOID(put_place(fields, said.places));
    GUVOH_TRY(const Taken taken, batch_.put("Position", id, fields));
    if (!count("Position", taken, {})) return {};
    return settle_position(recommendation, said);
}

/// The recommendation shows what the State said last; a database does not overrule what the State's own paper says.
base::Status ImportWriter::settle_position(const base::Id& recommendation, const SourcePosition& said) {
    GUVOH_TRY(const Json now, batch_.values(recommendation));
    const std::string present(now["position"].string_or(""));
    const std::string stage(now["position_stage"].string_or(""));
    const bool open = present.empty() || present == "none" || present == "under_examination";
    if (present == said.position && stage == said.stage) return {};
    if (!open && rank_of(said.stage) < rank_of(stage)) return {};
    if (!open && stage.empty()) return {};  // a member decided
    Json fields{Json::Object{}};
    fields["position"] = said.position;
    fields["position_stage"] = said.stage;
    return batch_.set("Recommendation", recommendation, fields);
}

base::Status ImportWriter::take_answer(const SourceAnswer& answer) {
    const SourceReview& review = items_.reviews.front();
    bool found = false;
    for (const KnownRecommendation& known : known_.of(ids_.front())) {
        const bool full = answer.number.find('.') != std::string::npos;
        const std::string_view own = full ? std::string_view(known.number) : std::string_view(known.number).substr(known.number.find('.') + 1);
        if (own != answer.number) continue;
        found = true;
        GUVOH_TRY_VOID(take_position(known.id, review, answer.position));
    }
    if (!found) {
        report_.refused.push_back({answer.number, "no recommendation of this number is in the record: import the report first"});
        return {};
    }
    ++report_.taken;
    ++report_.positions[review.state][answer.position.position];
    return {};
}

}  // namespace guvoh::recommendations

// SPDX-License-Identifier: AGPL-3.0-or-later
#include "recommendations/import_writer.h"

#include <fmt/format.h>

#include <algorithm>

#include "recommendations/import_fields.h"

namespace guvoh::recommendations {

using base::ErrorKind;
using base::fail;
using base::Json;

namespace {

constexpr std::size_t kMostQuoted = 20'000;  ///< bytes of one passage

const char* type_of(const SourceRecommendation& one) { return one.is_pledge ? "VoluntaryPledge" : "Recommendation"; }

}  // namespace

base::Expected<Suggester> suggester_for(Desk& desk, const Caller& caller, std::string_view compartment, const SourceItems& items, ReviewImportReport& report) {
    if (items.recommendations.empty()) return Suggester{};
    GUVOH_TRY(Suggester suggester, desk.suggester(caller, compartment));
    if (!suggester.note().empty()) report.repairs.push_back({"", suggester.note()});
    return suggester;
}

void ImportWriter::read_from_table(const MappedItems& mapped, std::string source_key) {
    mapped_ = &mapped;
    source_key_ = std::move(source_key);
}

void ImportWriter::read_from(const registry::DocumentRow& row, const std::vector<documents::Page>& pages) {
    document_ = &row;
    pages_ = &pages;
}

base::Status ImportWriter::all() {
    for (const SourceReview& review : items_.reviews) GUVOH_TRY_VOID(take_review(review));
    name_recommendations();
    for (std::size_t i = 0; i < items_.recommendations.size(); ++i) GUVOH_TRY_VOID(take_recommendation(items_.recommendations[i], i));
    for (const SourceAnswer& answer : items_.answers) GUVOH_TRY_VOID(take_answer(answer));
    for (const SourceStatus& status : items_.statuses) GUVOH_TRY_VOID(take_status(status));
    return {};
}

/// Counts what became of an item's record. Gives false when it had been expunged here.
bool ImportWriter::count(const char* type, Taken taken, const std::string& where) {
    ReviewCounts& counts = report_.records[type];
    if (taken == Taken::Expunged) {
        report_.refused.push_back({where, "was expunged here, and stays so"});
        return false;
    }
    (taken == Taken::Added ? counts.added : taken == Taken::Changed ? counts.changed : counts.already_there)++;
    return true;
}

// ---- reviews ------------------------------------------------------------------------------------------------------------

Json ImportWriter::with_document(const Json& before) const {
    Json::Array list = before.array();
    const Json here(document_->record.text());
    if (std::find(list.begin(), list.end(), here) == list.end()) list.push_back(here);
    return Json(std::move(list));
}

base::Status ImportWriter::take_review(const SourceReview& review) {
    ids_.push_back(batch_.id_of("Review", review.key));
    Json fields = review_fields(review);
    GUVOH_TRY(const Json before, batch_.values(ids_.back()));
    const bool is_new = before.object().empty();
    if (document_ != nullptr) fields["documents"] = with_document(before["documents"]);
    Taken taken = Taken::Added;
    if (is_new) {
        GUVOH_TRY(taken, batch_.put("Review", ids_.back(), fields));
    } else {
        GUVOH_TRY(taken, batch_.complete("Review", ids_.back(), fields));
        if (!before.contains("expunged") && document_ != nullptr && !(fields["documents"] == before["documents"])) {
            GUVOH_TRY_VOID(batch_.set("Review", ids_.back(), Json::Object{{"documents", fields["documents"]}}));
            taken = Taken::Changed;
        }
    }
    if (taken == Taken::Expunged) return fail(ErrorKind::Conflict, "the review was expunged here: " + review.title);
    count("Review", taken, review.title);
    return is_new ? base::Status{} : known_.load(batch_, ids_.back());
}

// ---- recommendations and pledges ----------------------------------------------------------------------------------------

/// Names all of them first: what this source gave before is found by its name, so that one like it does not take its place.
void ImportWriter::name_recommendations() {
    for (const SourceRecommendation& one : items_.recommendations) {
        named_.push_back(batch_.id_of(type_of(one), key_of(items_.reviews[one.review], one), &ids_[one.review]));
        known_.name(ids_[one.review], named_.back());
    }
}

/// What names a recommendation in its review; a pledge has its words, since several documents number theirs. A number that several have
/// (a paragraph split into its parts) is counted.
std::string ImportWriter::key_of(const SourceReview& review, const SourceRecommendation& one) {
    std::string key = review.key + "\n";
    if (!one.number.empty() && !one.is_pledge) {
        key += one.number;
    } else {
        for (const std::string& word : word_set(one.text)) key += word + " ";
    }
    const int earlier = used_[key]++;
    if (one.is_pledge && document_ != nullptr) return key;
    return earlier == 0 ? key : fmt::format("{}\n{}", key, earlier + 1);
}

/// Says whether a document prints a pledge that it has printed before: the delegation's words, again in the section of pledges.
bool ImportWriter::is_printed_again(const SourceRecommendation& one, std::size_t order) const {
    const auto here = named_.begin() + static_cast<std::ptrdiff_t>(order);
    return one.is_pledge && document_ != nullptr && std::find(named_.begin(), here, *here) != here;
}

/// Says whether another source gave a record first.
base::Expected<bool> ImportWriter::is_of_other_source(const base::Id& id) {
    GUVOH_TRY(const Json values, batch_.values(id));
    const auto source = values["source"].string_or("");
    return !source.empty() && source != items_.source;
}

/// Tables with the same headings are one source, whatever their files are called.
bool ImportWriter::is_of_same_tables(const KnownRecommendation* known) const { return known != nullptr && !source_key_.empty() && known->source_key == source_key_; }

base::Status ImportWriter::take_recommendation(const SourceRecommendation& one, std::size_t order) {
    const SourceReview& review = items_.reviews[one.review];
    const std::string where = mapped_ != nullptr ? mapped_->rows[order] : one.number.empty() ? fmt::format("item {}", order + 1) : one.number;
    if (is_printed_again(one, order)) {
        ++report_.doubles;
        return {};
    }
    KnownRecommendation* known = one.is_pledge ? nullptr : known_.find(ids_[one.review], named_[order], one.number, one.text);
    if (known != nullptr) known->met = true;
    const base::Id id = known != nullptr ? known->id : named_[order];
    GUVOH_TRY(const Json fields, fields_of(one, order, known));
    bool other_source = known != nullptr && known->source != items_.source && !is_of_same_tables(known);
    if (one.is_pledge) {
        GUVOH_TRY(other_source, is_of_other_source(id));
    }
    const auto taken = other_source ? batch_.complete(type_of(one), id, fields) : batch_.put(type_of(one), id, fields);
    if (!taken && taken.error().kind == ErrorKind::Invalid) {
        report_.refused.push_back({where, taken.error().detail});
        return {};
    }
    if (!taken) return fail(taken.error());
    if (!count(type_of(one), *taken, where)) return {};
    ++report_.taken;
    ++report_.positions[review.state][one.is_pledge ? "pledge" : one.position ? one.position->position : "none"];
    return one.position && !one.is_pledge ? take_position(id, review, *one.position) : base::Status{};
}

base::Expected<Json> ImportWriter::fields_of(const SourceRecommendation& one, std::size_t order, const KnownRecommendation* known) {
    Json fields = common_fields(items_, one);
    fields["review"] = ids_[one.review].text();
    if (document_ != nullptr) GUVOH_TRY_VOID(put_place(fields, one.places));
    if (one.is_pledge) return fields;
    put_recommendation_fields(fields, items_.reviews[one.review], one, order);
    put_suggestions(fields, one.text);
    if (mapped_ != nullptr) put_extras(fields, mapped_->extras[order]);
    if (known == nullptr && one.position && one.position->position != "none") {
        fields["position"] = one.position->position;
        fields["position_stage"] = one.position->stage;
    }
    if (is_of_same_tables(known)) fields["source"] = known->source;  // where it came from first
    return fields;
}

/// What a table gives goes before what was made of it.
void ImportWriter::put_extras(Json& fields, const Json& extras) const {
    for (const auto& [name, value] : extras.object()) {
        if (!value.is_null()) fields[name] = value;
    }
    fields["source_key"] = source_key_;
}

/// What the words say: marks and treaties named as such, by rules; themes as suggestions that a person confirms, by the kept model too.
void ImportWriter::put_suggestions(Json& fields, const std::string& text) const {
    std::vector<std::string> suggested, marks, treaties;
    for (const auto& one : suggester_.suggest(text)) {
        if (one.kind == themes::Kind::Theme) suggested.push_back(one.code);
        if (one.kind == themes::Kind::Flag) marks.push_back(one.code);
        if (one.kind == themes::Kind::Treaty) treaties.push_back(one.code);
    }
    put_codes(fields, "suggested_themes", suggested);
    put_codes(fields, "concerns", marks);
    put_codes(fields, "treaties", treaties);
}

/// Ties a record to the words it was read from: a passage of the first page they stand on.
base::Status ImportWriter::put_place(Json& fields, const std::vector<reviews::Place>& places) {
    fields["document"] = document_->record.text();
    if (places.empty()) return {};
    fields["page"] = static_cast<std::int64_t>(places.front().page);
    service::QuotedPlace quoted{places.front().page - 1, {places.front().begin, places.front().end}, {}};
    for (const auto& place : places) {
        if (place.page != places.front().page || place.end > quoted.bytes.begin + kMostQuoted) break;
        quoted.bytes.end = std::max(quoted.bytes.end, place.end);
    }
    if (quoted.page >= pages_->size() || quoted.bytes.end <= quoted.bytes.begin) return {};
    quoted.page_text = (*pages_)[quoted.page].text;
    const base::Id id = batch_.id_of("Passage", fmt::format("{}:{}:{}:{}", document_->record.text(), quoted.page, quoted.bytes.begin, quoted.bytes.end), &document_->record);
    GUVOH_TRY(const Taken taken, batch_.put_passage(id, *document_, quoted));
    if (taken == Taken::Expunged) return {};
    count("Passage", taken, {});
    fields["passage"] = id.text();
    return {};
}

// ---- treaties -----------------------------------------------------------------------------------------------------------

base::Status ImportWriter::take_status(const SourceStatus& status) {
    Json fields = status_fields(status);
    const std::string where = status.state + " " + status.treaty;
    const base::Id id = batch_.id_of("InstrumentStatus", where);
    GUVOH_TRY(const bool known, is_of_other_source(id));
    if (!known || !status.status.empty()) fields["source"] = items_.source;  // words do not take the place of a table
    const auto taken = batch_.put("InstrumentStatus", id, fields);
    if (!taken && taken.error().kind == ErrorKind::Invalid) {
        report_.refused.push_back({where, taken.error().detail});
        return {};
    }
    if (!taken) return fail(taken.error());
    if (count("InstrumentStatus", *taken, where)) ++report_.taken;
    return {};
}

}  // namespace guvoh::recommendations

// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/review_import.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <unordered_map>

#include "crypto/crypto.h"
#include "language/words.h"
#include "service/input_file.h"
#include "service/record_batch.h"
#include "service/review_sources.h"
#include "service/table_import.h"

namespace guvoh::service {

using base::ErrorKind;
using base::fail;
using base::Json;

namespace {

constexpr double kSameText = 0.8;       ///< Jaccard index of the words from which two sources are taken to print the same recommendation
constexpr std::size_t kMostQuoted = 20'000;  ///< bytes of one passage

/// The set of a text's words, folded.
std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words;
    std::string word;
    for (const char c : language::fold(text) + " ") {
        const bool inside = (static_cast<unsigned char>(c) & 0x80U) != 0 || std::isalnum(static_cast<unsigned char>(c)) != 0;
        if (inside) {
            word += c;
        } else if (!word.empty()) {
            words.push_back(std::move(word));
            word.clear();
        }
    }
    std::sort(words.begin(), words.end());
    words.erase(std::unique(words.begin(), words.end()), words.end());
    return words;
}

double overlap(const std::vector<std::string>& a, const std::vector<std::string>& b) {
    std::size_t both = 0;
    auto x = a.begin();
    for (auto y = b.begin(); x != a.end() && y != b.end();) {
        if (*x == *y) ++both, ++x, ++y;
        else if (*x < *y) ++x;
        else ++y;
    }
    const std::size_t either = a.size() + b.size() - both;
    return either == 0 ? 0 : static_cast<double>(both) / static_cast<double>(either);
}

/// Puts a text under a name unless it is empty.
void put_text(Json& fields, const char* name, const std::string& text) {
    if (!text.empty()) fields[name] = text;
}
void put_number(Json& fields, const char* name, std::int64_t number) {
    if (number > 0) fields[name] = number;
}
void put_codes(Json& fields, const char* name, const std::vector<std::string>& codes) {
    if (!codes.empty()) fields[name] = Json::Array(codes.begin(), codes.end());
}

/// How late in a review a stage is: what the State said later counts.
int rank_of(std::string_view stage) {
    if (stage == "report") return 1;
    if (stage == "database") return 2;
    if (stage == "addendum") return 3;
    return 4;
}

/// A recommendation that is in the record already.
struct Known {
    base::Id id;
    std::string number, source, source_key;
    std::vector<std::string> words;
    bool met = false;    // by this import
    bool named = false;  // by one of its recommendations, which comes or came
};

/// Writes what a source says.
class Import {
public:
    Import(RecordBatch& batch, RecordDesk::Parts& parts, const Caller& caller, const SourceItems& items, ReviewImportReport& report)
        : batch_(batch), parts_(parts), caller_(caller), items_(items), report_(report) {}

    /// The recommendations come from a table: what else it gives of each, and the key of tables like it.
    void read_from_table(const MappedItems& mapped, std::string source_key) {
        mapped_ = &mapped;
        source_key_ = std::move(source_key);
    }

    void read_from(const registry::DocumentRow& row, const std::vector<documents::Page>& pages) {
        document_ = &row;
        pages_ = &pages;
    }

    base::Status all() {
        if (!items_.recommendations.empty()) GUVOH_TRY_VOID(find_suggester());
        for (const SourceReview& review : items_.reviews) GUVOH_TRY_VOID(take_review(review));
        name_recommendations();
        for (std::size_t i = 0; i < items_.recommendations.size(); ++i) GUVOH_TRY_VOID(take_recommendation(items_.recommendations[i], i));
        for (const SourceAnswer& answer : items_.answers) GUVOH_TRY_VOID(take_answer(answer));
        for (const SourceStatus& status : items_.statuses) GUVOH_TRY_VOID(take_status(status));
        return {};
    }

private:
    /// Reads the model that suggests themes. What keeps it from being used is told in the report.
    base::Status find_suggester() {
        GUVOH_TRY(suggester_, parts_.theme_models.suggester(parts_.workspace, caller_, batch_.compartment()));
        if (!suggester_.note().empty()) report_.repairs.push_back({"", suggester_.note()});
        return {};
    }

    /// Counts what became of an item's record. Gives false when it had been expunged here.
    bool count(const char* type, Taken taken, const std::string& where) {
        ReviewCounts& counts = report_.records[type];
        if (taken == Taken::Expunged) {
            report_.refused.push_back({where, "was expunged here, and stays so"});
            return false;
        }
        (taken == Taken::Added ? counts.added : taken == Taken::Changed ? counts.changed : counts.already_there)++;
        return true;
    }

    base::Status take_review(const SourceReview& review) {
        ids_.push_back(batch_.id_of("Review", review.key));
        Json fields{Json::Object{}};
        put_text(fields, "title", review.title);
        put_text(fields, "kind", review.kind);
        put_text(fields, "body", review.body);
        put_text(fields, "state", review.state);
        put_text(fields, "symbol", review.symbol);
        put_text(fields, "held_on", review.held_on);
        put_text(fields, "follow_up_due_on", review.follow_up_due_on);
        put_text(fields, "report_due_on", review.report_due_on);
        if (review.cycle > 0) fields["cycle"] = std::to_string(review.cycle);
        put_number(fields, "session", review.session);
        fields["source_key"] = review.key;
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
        return is_new ? base::Status{} : load_known(ids_.back());
    }

    Json with_document(const Json& before) const {
        Json::Array list = before.array();
        const Json here(document_->record.text());
        if (std::find(list.begin(), list.end(), here) == list.end()) list.push_back(here);
        return Json(std::move(list));
    }

    /// Loads what the record holds of a review's recommendations.
    base::Status load_known(const base::Id& review) {
        lists::Query query = list_query(caller_, "Recommendation");
        query.where = {{"review", lists::Where::Is, {review.text()}}};
        GUVOH_TRY(lists::Lists* const lists, parts_.lists_now());
        GUVOH_TRY(const auto ids, lists->all(query));
        std::vector<Known>& known = known_[review];
        for (const base::Id& id : ids) {
            GUVOH_TRY(const Json values, batch_.values(id));
            known.push_back({id, std::string(values["number"].string_or("")), std::string(values["source"].string_or("")),
                             std::string(values["source_key"].string_or("")), words_of(values["text"].string_or(""))});
        }
        return {};
    }

    /// Names all of them first: what this source gave before is found by its name, so that one like it does not take its place.
    void name_recommendations() {
        for (const SourceRecommendation& one : items_.recommendations) {
            named_.push_back(batch_.id_of(one.is_pledge ? "VoluntaryPledge" : "Recommendation", key_of(items_.reviews[one.review], one), &ids_[one.review]));
            for (Known& known : known_[ids_[one.review]]) known.named = known.named || known.id == named_.back();
        }
    }

    /// The recommendation in the record that this is: by its name, else by number and words, else by words alone.
    Known* find_known(const base::Id& review, const base::Id& name, const std::string& number, std::string_view text) {
        const auto found = known_.find(review);
        if (found == known_.end()) return nullptr;
        for (Known& known : found->second) {
            if (known.id == name) return &known;
        }
        const std::vector<std::string> words = words_of(text);
        Known* best = nullptr;
        double most = kSameText;
        for (Known& known : found->second) {
            if (known.met || known.named) continue;
            const double same = overlap(words, known.words) + (!number.empty() && number == known.number ? 0.5 : 0.0);
            if (same < most) continue;
            best = &known;
            most = same;
        }
        return best;
    }

    base::Status take_recommendation(const SourceRecommendation& one, std::size_t order) {
        const SourceReview& review = items_.reviews[one.review];
        const base::Id& review_id = ids_[one.review];
        const char* type = one.is_pledge ? "VoluntaryPledge" : "Recommendation";
        const std::string where = mapped_ != nullptr ? mapped_->rows[order] : one.number.empty() ? fmt::format("item {}", order + 1) : one.number;
        Known* known = one.is_pledge ? nullptr : find_known(review_id, named_[order], one.number, one.text);
        const auto here = named_.begin() + static_cast<std::ptrdiff_t>(order);
        if (one.is_pledge && document_ != nullptr && std::find(named_.begin(), here, *here) != here) {  // the delegation's words, printed again in the section
            ++report_.doubles;
            return {};
        }
        const base::Id id = known != nullptr ? known->id : named_[order];
        if (known != nullptr) known->met = true;
        GUVOH_TRY(Json fields, fields_of(one, review, review_id, order));
        if (known == nullptr && one.position && one.position->position != "none") {
            fields["position"] = one.position->position;
            fields["position_stage"] = one.position->stage;
        }
        const bool same_tables = known != nullptr && !source_key_.empty() && known->source_key == source_key_;
        if (same_tables) fields["source"] = known->source;  // where it came from first
        const bool other_source = known != nullptr && known->source != items_.source && !same_tables;
        GUVOH_TRY(const bool known_pledge, one.is_pledge ? is_of_other_source(id) : base::Expected<bool>(false));
        auto taken = other_source || known_pledge ? batch_.complete(type, id, fields) : batch_.put(type, id, fields);
        if (!taken && taken.error().kind == ErrorKind::Invalid) {
            report_.refused.push_back({where, taken.error().detail});
            return {};
        }
        if (!taken) return fail(taken.error());
        if (!count(type, *taken, where)) return {};
        ++report_.taken;
        if (one.is_pledge) {
            ++report_.positions[review.state]["pledge"];
            return {};
        }
        ++report_.positions[review.state][one.position ? one.position->position : "none"];
        return one.position ? take_position(id, review, *one.position) : base::Status{};
    }

    /// Says whether another source gave a record first.
    base::Expected<bool> is_of_other_source(const base::Id& id) {
        GUVOH_TRY(const Json values, batch_.values(id));
        const auto source = values["source"].string_or("");
        return !source.empty() && source != items_.source;
    }

    /// What names a recommendation in its review; a pledge has its words, since several documents number theirs. A number that several have (a paragraph split into its parts) is counted.
    std::string key_of(const SourceReview& review, const SourceRecommendation& one) {
        std::string key = review.key + "\n";
        if (!one.number.empty() && !one.is_pledge) {
            key += one.number;
        } else {
            std::string words;
            for (const std::string& word : words_of(one.text)) words += word + " ";
            key += words;
        }
        const int earlier = used_[key]++;
        if (one.is_pledge && document_ != nullptr) return key;
        return earlier == 0 ? key : fmt::format("{}\n{}", key, earlier + 1);
    }

    base::Expected<Json> fields_of(const SourceRecommendation& one, const SourceReview& review, const base::Id& review_id, std::size_t order) {
        Json fields{Json::Object{}};
        fields["text"] = one.text;
        fields["review"] = review_id.text();
        fields["state"] = review.state;
        fields["source"] = items_.source;
        if (review.cycle > 0) fields["cycle"] = std::to_string(review.cycle);
        put_text(fields, "made_on", items_.made_on.empty() ? review.held_on : items_.made_on);
        put_codes(fields, "themes", one.themes);
        if (document_ != nullptr) GUVOH_TRY_VOID(put_place(fields, one.places));
        if (one.is_pledge) return fields;
        fields["issuer"] = review.body;
        fields["order"] = static_cast<std::int64_t>(order);
        put_text(fields, "number", one.number);
        put_text(fields, "subject", one.subject);
        put_text(fields, "concern", one.concern);
        put_text(fields, "symbol", review.symbol);
        put_text(fields, "action_category", one.action_category);
        put_text(fields, "due_on", one.due_on);
        put_codes(fields, "recommending_states", one.states);
        put_codes(fields, "groups", one.groups);
        put_codes(fields, "sdgs", one.sdgs);
        if (one.follow_up) fields["follow_up"] = true;
        put_suggestions(fields, one.text);
        if (mapped_ != nullptr) put_extras(fields, mapped_->extras[order]);
        return fields;
    }

    /// What a table gives goes before what was made of it.
    void put_extras(Json& fields, const Json& extras) const {
        for (const auto& [name, value] : extras.object()) {
            if (!value.is_null()) fields[name] = value;
        }
        fields["source_key"] = source_key_;
    }

    /// What the words say: marks and treaties named as such, by rules; themes as suggestions that a person confirms, by the kept model too.
    void put_suggestions(Json& fields, const std::string& text) const {
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
    base::Status put_place(Json& fields, const std::vector<reviews::Place>& places) {
        fields["document"] = document_->record.text();
        if (places.empty()) return {};
        fields["page"] = static_cast<std::int64_t>(places.front().page);
        QuotedPlace quoted{places.front().page - 1, {places.front().begin, places.front().end}, {}};
        for (const auto& place : places) {
            if (place.page != places.front().page || place.end > quoted.bytes.begin + kMostQuoted) break;
            quoted.bytes.end = std::max(quoted.bytes.end, place.end);
        }
        if (quoted.page >= pages_->size() || quoted.bytes.end <= quoted.bytes.begin) return {};
        quoted.page_text = (*pages_)[quoted.page].text;
        const base::Id id = batch_.id_of("Passage", fmt::format("{}:{}:{}:{}", document_->record.text(), quoted.page, quoted.bytes.begin, quoted.bytes.end), &document_->record);
        GUVOH_TRY(std::string payload, passage_payload(batch_.reading(), *document_, quoted, {}));
        GUVOH_TRY(const Taken taken, batch_.put_payload("Passage", id, std::move(payload)));
        if (taken == Taken::Expunged) return {};
        count("Passage", taken, {});
        fields["passage"] = id.text();
        return {};
    }

    base::Status take_position(const base::Id& recommendation, const SourceReview& review, const SourcePosition& said) {
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
    base::Status settle_position(const base::Id& recommendation, const SourcePosition& said) {
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

    base::Status take_answer(const SourceAnswer& answer) {
        const SourceReview& review = items_.reviews.front();
        bool found = false;
        for (Known& known : known_[ids_.front()]) {
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

    base::Status take_status(const SourceStatus& status) {
        Json fields{Json::Object{}};
        fields["treaty"] = status.treaty;
        fields["state"] = status.state;
        put_text(fields, "status", status.status);
        put_codes(fields, "declarations", status.declarations);
        put_text(fields, "reservations", status.reservations);
        put_text(fields, "signed_on", status.signed_on);
        put_text(fields, "bound_on", status.bound_on);
        put_text(fields, "manner", status.manner);
        put_text(fields, "note", status.note);
        const std::string where = status.state + " " + status.treaty;
        const base::Id id = batch_.id_of("InstrumentStatus", where);
        GUVOH_TRY(const bool known, is_of_other_source(id));
        if (!known || !status.status.empty()) fields["source"] = items_.source;  // words do not take the place of a table
        auto taken = batch_.put("InstrumentStatus", id, fields);
        if (!taken && taken.error().kind == ErrorKind::Invalid) {
            report_.refused.push_back({where, taken.error().detail});
            return {};
        }
        if (!taken) return fail(taken.error());
        if (count("InstrumentStatus", *taken, where)) ++report_.taken;
        return {};
    }

    RecordBatch& batch_;  // all borrowed from import_reviews()
    RecordDesk::Parts& parts_;
    const Caller& caller_;
    const SourceItems& items_;
    ReviewImportReport& report_;
    Suggester suggester_;
    const MappedItems* mapped_ = nullptr;  // import_table()'s; null for other sources
    std::string source_key_;
    const registry::DocumentRow* document_ = nullptr;
    const std::vector<documents::Page>* pages_ = nullptr;
    std::vector<base::Id> ids_;  // of items_.reviews
    std::map<base::Id, std::vector<Known>> known_;
    std::vector<base::Id> named_;  // of items_.recommendations
    std::unordered_map<std::string, int> used_;
};

bool is_document(std::string_view format) { return format == "upr-report" || format == "national-report" || format == "concluding-observations" || format == "ohchr-matrix"; }

base::Expected<base::Bytes> read_file(const std::string& path) {
    GUVOH_TRY(const auto file, InputFile::open(path));
    return file.read_all();
}

base::Expected<SourceItems> items_of_table(const ReviewImportOptions& options, const SourceHints& hints, const schema::Schema& schema) {
    base::Bytes bytes = options.content;
    if (!options.path.empty()) {
        GUVOH_TRY(bytes, read_file(options.path));
    }
    if (options.format == "upr-info") return items_of_upr_info(bytes, hints);
    if (options.format == "uhri") return items_of_uhri(bytes, hints, schema);
    if (options.format == "declarations") return items_of_declarations(bytes, hints);
    return items_of_ratifications(bytes, hints);
}

base::Expected<SourceItems> items_of_document(const ReviewImportOptions& options, const std::vector<documents::Page>& pages, const SourceHints& hints,
                                              const schema::Schema& schema) {
    if (options.format == "upr-report") return items_of_upr_document(pages, hints);
    if (options.format == "national-report") return items_of_national_report(pages, hints);
    if (options.format == "concluding-observations") return items_of_observations(pages, hints);
    return items_of_thematic_list(pages, hints, schema);
}

/// The file as a preserved document: taken in now, unless it is there already.
base::Expected<registry::DocumentRow> preserve(Workspace& workspace, const Caller& caller, const ReviewImportOptions& options) {
    if (!options.document.empty()) {
        GUVOH_TRY(Reading reading, begin_reading(workspace.parts().database(), caller));
        return find_document(reading, options.document);
    }
    if (options.path.empty()) return fail(ErrorKind::Invalid, "this format is read from a preserved document: name one");
    IngestOptions ingest;
    ingest.paths = {options.path};
    ingest.compartment = options.compartment;
    ingest.reason = options.reason;
    GUVOH_TRY(const IngestReport taken, workspace.ingest(caller, ingest));
    if (!taken.refused.empty()) return fail(ErrorKind::Invalid, "the document cannot be read: " + taken.refused.front().reason);
    GUVOH_TRY(const base::Bytes bytes, read_file(options.path));
    GUVOH_TRY(const Reading reading, begin_reading(workspace.parts().database(), caller));
    const auto row = registry::find_document_by_hash(*reading.session, crypto::sha256(bytes), options.compartment);
    if (!row) return fail(ErrorKind::NotFound, "the document is not in the record");
    return *row;
}

/// The preserved text of a document, as extraction gave it.
base::Expected<std::vector<documents::Page>> pages_of(Workspace& workspace, const Caller& caller, const registry::DocumentRow& row) {
    GUVOH_TRY(Reading reading, begin_reading(workspace.parts().database(), caller));
    GUVOH_TRY(const auto infos, reading.texts.pages(*reading.session, row.number));
    std::vector<documents::Page> pages;
    for (std::uint32_t i = 0; i < infos.size(); ++i) {
        documents::Page page;
        GUVOH_TRY(page.text, reading.texts.page_text(*reading.session, row.number, i));
        GUVOH_TRY(page.words, reading.texts.words(*reading.session, row.number, i));
        page.width_pt = infos[i].width_pt;
        page.height_pt = infos[i].height_pt;
        page.from_ocr = infos[i].from_ocr;
        pages.push_back(std::move(page));
    }
    return pages;
}

/// A table with the mapping that it is imported with.
struct MappedTable {
    TableData table;
    TableMapping mapping;
};

base::Expected<MappedTable> mapped_table(RecordDesk& desk, const Caller& caller, const ReviewImportOptions& options, const schema::Type& type) {
    TableQuestion question{options.type, options.compartment, options.content, options.mapping};
    if (!options.path.empty()) {
        GUVOH_TRY(question.content, read_file(options.path));
    }
    GUVOH_TRY(TableLook look, look_at_table(desk, caller, question));
    if (!look.problem.empty()) return fail(ErrorKind::Invalid, std::string(table_problem_text(look.problem)));
    // What is said for the whole file goes into the columns that are not there.
    const auto fill = [&](const char* field, const std::string& value) {
        const bool mapped = std::find(look.mapping.fields.begin(), look.mapping.fields.end(), field) != look.mapping.fields.end();
        if (!value.empty() && !mapped && type.find_field(field) != nullptr) look.mapping.constants[field] = value;
    };
    fill("state", options.state);
    fill("cycle", options.cycle > 0 ? std::to_string(options.cycle) : "");
    if (const auto missing = missing_fields(type, look.mapping); !missing.empty()) {
        return fail(schema::field_error(missing.front(), "is needed: choose its column, or what it is in all rows"));
    }
    MappedTable mapped{read_table_data(question.content, [&type](std::string_view heading) { return !guess_by_heading(type, heading).field.empty(); }), std::move(look.mapping)};
    GUVOH_TRY_VOID(check_mapping(type, mapped.table, mapped.mapping));
    return mapped;
}

/// Checks that what is the same for all rows can be read at all: else each row would tell it.
base::Status check_constants(const schema::Type& type, const TableMapping& mapping, CellReader& reader) {
    for (const auto& [name, value] : mapping.constants) {
        if (const auto read = value.empty() ? base::Expected<CellValue>(CellValue{}) : reader.read(*type.find_field(name), value); !read) {
            return fail(schema::field_error(name, read.error().detail));
        }
    }
    return {};
}

base::Expected<ReviewImportReport> import_table(RecordDesk& desk, const Caller& caller, const ReviewImportOptions& options, const std::string& file_name) {
    RecordDesk::Parts& parts = desk.parts();
    const SchemaPtr schema = parts.schema_now();
    const schema::Type* type = schema->find_type(options.type);
    if (type == nullptr) return fail(ErrorKind::NotFound, "there is no such type of record");
    GUVOH_TRY_VOID(check_reason(options.reason));
    GUVOH_TRY(const MappedTable mapped, mapped_table(desk, caller, options, *type));
    const TableMapping& mapping = mapped.mapping;
    CellReader reader(*schema, {mapping.separator, mapping.date_order});
    GUVOH_TRY_VOID(check_constants(*type, mapping, reader));
    ReviewImportReport report;
    report.format = "table";
    report.seen = mapped.table.rows.size();
    for (const std::string& heading : mapped.table.doubled) report.repairs.push_back({"", "several columns are called “" + heading + "”: the later ones are counted"});
    GUVOH_TRY(const auto batch, RecordBatch::begin(parts, caller, options.compartment, options.reason, options.dry_run));
    const bool by_id = std::find(mapping.fields.begin(), mapping.fields.end(), kIdField) != mapping.fields.end();
    if (type->name != "Recommendation" || by_id) {
        GUVOH_TRY_VOID(put_rows(*batch, *type, mapped.table, mapping, reader, report));
    } else {
        const MappedItems made = items_of_rows(*schema, mapped.table, mapping, reader, file_name.empty() ? "table" : file_name);
        report.folded = made.items.folded;
        report.doubles = made.items.doubles;
        report.refused = made.items.refused;
        report.repairs.insert(report.repairs.end(), made.items.repairs.begin(), made.items.repairs.end());
        Import import(*batch, parts, caller, made.items, report);
        import.read_from_table(made, "table:" + mapping_id(type->name, options.compartment, mapped.table.headings).text());
        GUVOH_TRY_VOID(import.all());
    }
    GUVOH_TRY_VOID(batch->commit());
    if (!options.dry_run) GUVOH_TRY_VOID(remember_mapping(parts, caller, type->name, options.compartment, mapped.table.headings, mapping));
    return report;
}

}  // namespace

const std::vector<std::string_view>& review_formats() {
    static const std::vector<std::string_view> formats{"upr-info", "uhri", "ohchr-matrix", "upr-report", "national-report", "concluding-observations", "ratifications", "declarations", "table"};
    return formats;
}

base::Expected<ReviewImportReport> import_reviews(Workspace& workspace, RecordDesk& desk, const Caller& caller, const ReviewImportOptions& options) {
    GUVOH_TRY_VOID(caller.require(Permission::Import));
    GUVOH_TRY_VOID(caller.require(Permission::Write));
    const auto& formats = review_formats();
    if (std::find(formats.begin(), formats.end(), options.format) == formats.end()) return fail(ErrorKind::Invalid, "no such format");
    const std::string file_name = options.path.empty() ? options.file_name : std::filesystem::path(options.path).filename().string();
    if (options.format == "table") return import_table(desk, caller, options, file_name);
    RecordDesk::Parts& parts = desk.parts();
    const SchemaPtr schema = parts.schema_now();
    SourceHints hints{file_name, options.state, options.cycle};
    ReviewImportReport report;
    report.format = options.format;
    SourceItems items;
    std::optional<registry::DocumentRow> document;
    std::vector<documents::Page> pages;
    if (is_document(options.format)) {
        GUVOH_TRY(document, preserve(workspace, caller, options));
        GUVOH_TRY(pages, pages_of(workspace, caller, *document));
        hints.file_name = document->file_name;
        GUVOH_TRY(items, items_of_document(options, pages, hints, *schema));
        report.document = document->record.text();
    } else {
        GUVOH_TRY(items, items_of_table(options, hints, *schema));
    }
    report.seen = items.seen;
    report.folded = items.folded;
    report.doubles = items.doubles;
    report.refused = items.refused;
    report.repairs = items.repairs;
    GUVOH_TRY(const auto batch, RecordBatch::begin(parts, caller, document ? document->compartment : options.compartment, options.reason, options.dry_run));
    Import import(*batch, parts, caller, items, report);
    if (document) import.read_from(*document, pages);
    GUVOH_TRY_VOID(import.all());
    GUVOH_TRY_VOID(batch->commit());
    return report;
}

}  // namespace guvoh::service

// SPDX-License-Identifier: AGPL-3.0-or-later
#include "recommendations/table_import.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "recommendations/desk_parts.h"


namespace guvoh::recommendations {

using base::ErrorKind;
using base::fail;
using base::Json;

namespace {

std::string row_name(std::uint64_t number) { return fmt::format("row {}", number); }

std::string text_in(const Json& fields, const char* name) { return std::string(fields[name].string_or("")); }

/// What a row says where it was made: the review, as the other sources name it, so that all of them meet in one.
SourceReview review_of(const schema::Schema& schema, const Json& fields) {
    SourceReview review;
    review.state = text_in(fields, "state");
    review.body = text_in(fields, "issuer");
    review.symbol = text_in(fields, "symbol");
    review.held_on = text_in(fields, "made_on");
    const std::string cycle = text_in(fields, "cycle");
    const schema::Vocabulary* countries = schema.find_vocabulary("countries");
    const schema::Term* state = countries == nullptr ? nullptr : countries->find_term(review.state);
    const std::string name = state == nullptr ? review.state : state->labels.find("en")->second;
    if (review.body == "UPR" && !cycle.empty()) {
        review.cycle = cycle.front() - '0';
        review.key = fmt::format("upr:{}:{}", review.state, review.cycle);
        review.title = fmt::format("Universal Periodic Review of {}, cycle {}", name, review.cycle);
        review.kind = "upr";
        return review;
    }
    const std::string when = review.symbol.empty() ? review.held_on.substr(0, 4) : review.symbol;
    review.key = review.symbol.empty() ? fmt::format("table:{}:{}:{}", review.body, review.state, when) : review.symbol;
    review.title = fmt::format("{} on {}{}", review.body, name, when.empty() ? "" : ", " + when);
    const bool is_procedure = review.body == "special_procedure" || review.body == "SR_TORTURE" || review.body == "WGAD" || review.body == "WGEID";
    const bool is_other = review.body == "NPM" || review.body == "NHRI" || review.body == "ODIHR" || review.body == "ILO" || review.body == "NGO" || review.body == "other";
    review.kind = review.body == "UPR" ? "upr" : is_procedure ? "special_procedure" : is_other ? "other" : "treaty_body";
    return review;
}

std::vector<std::string> codes_in(const Json& list) {
    std::vector<std::string> codes;
    for (const Json& one : list.array()) codes.emplace_back(one.string_or(""));
    return codes;
}

/// Reads one cell or constant into the fields; tells where it cannot.
base::Status take_cell(const schema::Field& field, std::string_view cell, const std::string& where, CellReader& reader, RowFields& row) {
    auto read = reader.read(field, cell);
    if (!read) {
        const std::string told = where + ": " + read.error().detail;
        if (field.required) return fail(ErrorKind::Invalid, told);
        row.left_out.push_back(told);
        return {};
    }
    for (const std::string& part : read->left_out) row.left_out.push_back(fmt::format("{}: no term of this list: “{}”", where, part));
    if (read->value.is_array() && read->value.array().empty()) return {};
    row.fields[field.name] = std::move(read->value);
    return {};
}

/// Reads the rows of a table into recommendations.
class Items {
public:
    Items(const schema::Schema& schema, const TableData& table, const TableMapping& mapping, CellReader& reader)
        : schema_(schema), type_(*schema.find_type("Recommendation")), table_(table), mapping_(mapping), reader_(reader) {}

    MappedItems all(std::string_view source) {
        made_.items.source = source;
        made_.items.seen = table_.rows.size();
        for (const TableRow& row : table_.rows) take(row);
        return std::move(made_);
    }

private:
    void take(const TableRow& row) {
        const std::string where = row_name(row.number);
        const auto read = row_fields(type_, table_, row, mapping_, reader_);
        if (!read) return made_.items.refused.push_back({where, read.error().detail});
        const auto valid = schema_.validate(type_.name, read->fields, schema::ValidateMode::create);
        if (!valid) return made_.items.refused.push_back({where, valid.error().detail});
        for (const std::string& told : read->left_out) made_.items.repairs.push_back({where, "left out, " + told});
        const SourceReview review = review_of(schema_, *valid);
        const std::string words = plain_heading(text_in(*valid, "text"));
        const auto [known, is_new] = by_key_.emplace(review.key + "\n" + text_in(*valid, "number") + "\n" + words, made_.items.recommendations.size());
        if (is_new) return add(*valid, review, where);
        join(made_.items.recommendations[known->second], made_.extras[known->second], *valid);
    }

    void add(const Json& fields, const SourceReview& review, const std::string& where) {
        const auto [at, is_new] = reviews_.emplace(review.key, made_.items.reviews.size());
        if (is_new) made_.items.reviews.push_back(review);
        SourceRecommendation one;
        one.review = at->second;
        one.text = text_in(fields, "text");
        one.number = text_in(fields, "number");
        one.states = codes_in(fields["recommending_states"]);
        if (const std::string position = text_in(fields, "position"); !position.empty()) one.position = SourcePosition{position, "database", "", "", {}};
        made_.items.recommendations.push_back(std::move(one));
        Json extra = fields;
        extra["position"] = Json();  // a position has a record of its own
        made_.extras.push_back(std::move(extra));
        made_.rows.push_back(where);
    }

    /// A further row of a recommendation brings further States, or nothing.
    void join(SourceRecommendation& one, Json& extra, const Json& fields) {
        bool any = false;
        for (std::string& code : codes_in(fields["recommending_states"])) {
            if (std::find(one.states.begin(), one.states.end(), code) != one.states.end()) continue;
            one.states.push_back(std::move(code));
            any = true;
        }
        if (any) extra["recommending_states"] = Json::Array(one.states.begin(), one.states.end());
        ++(any ? made_.items.folded : made_.items.doubles);
    }

    const schema::Schema& schema_;  // all borrowed from items_of_rows()
    const schema::Type& type_;
    const TableData& table_;
    const TableMapping& mapping_;
    CellReader& reader_;
    MappedItems made_;
    std::map<std::string, std::size_t> by_key_, reviews_;
};

/// Puts the rows of any type.
class Rows {
public:
    Rows(RecordBatch& batch, const schema::Type& type, const TableMapping& mapping, ReviewImportReport& report)
        : batch_(batch), type_(type), mapping_(mapping), report_(report) {}

    base::Status take(const TableRow& row, const RowFields& read) {
        if (!read.id.empty()) return take_known(row, read);
        GUVOH_TRY(const Json clean, normalised(read.fields));
        GUVOH_TRY(const Json given, batch_.schema().validate(type_.name, clean, schema::ValidateMode::create));
        GUVOH_TRY_VOID(batch_.check_links(type_, given));
        GUVOH_TRY(const std::string key, key_of(row, given));
        const auto [first, is_new] = used_.emplace(key, std::pair{row.number, given});
        if (!is_new && first->second.second == given) {
            ++report_.doubles;
            return {};
        }
        if (!is_new) return fail(ErrorKind::Invalid, fmt::format("row {} has the same key, and says otherwise", first->second.first));
        GUVOH_TRY(const Taken taken, batch_.put(type_.name, batch_.id_of(type_.name, key), given));
        if (taken == Taken::Expunged) return fail(ErrorKind::Conflict, "was expunged here, and stays so");
        count(taken);
        return {};
    }

private:
    void count(Taken taken) {
        ReviewCounts& counts = report_.records[type_.name];
        ++(taken == Taken::Added ? counts.added : taken == Taken::Changed ? counts.changed : counts.already_there);
        ++report_.taken;
    }

    /// What names the row: its key column, else all of it that is not sealed.
    base::Expected<std::string> key_of(const TableRow& row, const Json& given) const {
        if (mapping_.key_column >= 0) {
            const std::string& cell = row.cells[static_cast<std::size_t>(mapping_.key_column)];
            if (cell.empty()) return fail(ErrorKind::Invalid, "the column that tells the rows apart is empty");
            return "key\n" + cell;
        }
        Json open{Json::Object{}};
        for (const auto& [name, value] : given.object()) {
            if (const schema::Field* field = type_.find_field(name); field != nullptr && !field->sealed) open[name] = value;
        }
        return open.canonical();
    }

    base::Status take_known(const TableRow& row, const RowFields& read) {
        GUVOH_TRY(const FoundRecord found, batch_.load(read.id));
        if (found.type->name != type_.name) return fail(ErrorKind::Invalid, "the id is that of a record of another type");
        if (found.state.compartment() != batch_.compartment()) return fail(ErrorKind::Invalid, "the record stands in another compartment");
        if (!used_.emplace("id\n" + found.id.text(), std::pair{row.number, read.fields}).second) return fail(ErrorKind::Invalid, "an earlier row has the same id");
        GUVOH_TRY(const Json clean, normalised(read.fields));
        GUVOH_TRY(const Json given, batch_.schema().validate(type_.name, clean, schema::ValidateMode::change));
        GUVOH_TRY_VOID(batch_.check_links(type_, given));
        Json changed{Json::Object{}};
        for (const auto& [name, value] : given.object()) {
            if (!(found.field(name) == value)) changed[name] = value;
        }
        if (!changed.object().empty()) GUVOH_TRY_VOID(batch_.set(type_.name, found.id, changed));
        count(changed.object().empty() ? Taken::AlreadyThere : Taken::Changed);
        return {};
    }

    RecordBatch& batch_;  // all borrowed from put_rows()
    const schema::Type& type_;
    const TableMapping& mapping_;
    ReviewImportReport& report_;
    std::map<std::string, std::pair<std::uint64_t, Json>> used_;
};

}  // namespace

base::Expected<RowFields> row_fields(const schema::Type& type, const TableData& table, const TableRow& row, const TableMapping& mapping, CellReader& reader) {
    if (row.ragged) return fail(ErrorKind::Invalid, "the row has more cells than there are headings");
    RowFields read;
    read.fields = Json(Json::Object{});
    for (const auto& [name, text] : mapping.constants) {
        const schema::Field* field = type.find_field(name);
        if (field != nullptr && !text.empty()) GUVOH_TRY_VOID(take_cell(*field, text, "the same for all rows, " + name, reader, read));
    }
    for (std::size_t i = 0; i < mapping.fields.size() && i < row.cells.size(); ++i) {
        if (mapping.fields[i].empty() || row.cells[i].empty()) continue;
        if (mapping.fields[i] == kIdField) {
            read.id = row.cells[i];
            continue;
        }
        const schema::Field* field = type.find_field(mapping.fields[i]);
        if (field != nullptr) GUVOH_TRY_VOID(take_cell(*field, row.cells[i], fmt::format("column “{}”", table.headings[i]), reader, read));
    }
    return read;
}

std::vector<std::string> missing_fields(const schema::Type& type, const TableMapping& mapping) {
    std::vector<std::string> missing;
    if (std::find(mapping.fields.begin(), mapping.fields.end(), kIdField) != mapping.fields.end()) return missing;
    for (const schema::Field& field : type.fields) {
        const auto constant = mapping.constants.find(field.name);
        const bool given = std::find(mapping.fields.begin(), mapping.fields.end(), field.name) != mapping.fields.end() ||
                           (constant != mapping.constants.end() && !constant->second.empty());
        if (field.required && !given) missing.push_back(field.name);
    }
    return missing;
}

MappedItems items_of_rows(const schema::Schema& schema, const TableData& table, const TableMapping& mapping, CellReader& reader, std::string_view source) {
    return Items(schema, table, mapping, reader).all(source);
}

base::Status put_rows(RecordBatch& batch, const schema::Type& type, const TableData& table, const TableMapping& mapping, CellReader& reader, ReviewImportReport& report) {
    Rows rows(batch, type, mapping, report);
    for (const TableRow& row : table.rows) {
        const auto read = row_fields(type, table, row, mapping, reader);
        const base::Status taken = read ? rows.take(row, *read) : base::Status(fail(read.error()));
        if (read) {
            for (const std::string& told : read->left_out) report.repairs.push_back({row_name(row.number), "left out, " + told});
        }
        if (taken) continue;
        const auto kind = taken.error().kind;
        if (kind != ErrorKind::Invalid && kind != ErrorKind::NotFound && kind != ErrorKind::Denied && kind != ErrorKind::Conflict) return taken;
        report.refused.push_back({row_name(row.number), taken.error().detail});
    }
    return {};
}

}  // namespace guvoh::recommendations

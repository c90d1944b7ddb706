// SPDX-License-Identifier: AGPL-3.0-or-later
#include "recommendations/table_mapping.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "crypto/crypto.h"
#include "recommendations/desk_parts.h"
#include "recommendations/table_import.h"

namespace guvoh::recommendations {

using base::ErrorKind;
using base::fail;
using base::Json;

namespace {

constexpr std::string_view kType = "TableMapping";
constexpr std::string_view kReason = "how the columns of this table are read";
constexpr std::size_t kSamples = 3, kSampleBytes = 120, kPreviewRows = 5;
constexpr std::size_t kMostConstant = 2000;  ///< bytes

/// A mapping as it is remembered: by heading, since the next table may have its columns in another order.
Json remembered_json(const std::vector<std::string>& headings, const TableMapping& mapping) {
    Json columns{Json::Object{}};
    for (std::size_t i = 0; i < headings.size() && i < mapping.fields.size(); ++i) columns[plain_heading(headings[i])] = mapping.fields[i];
    Json constants{Json::Object{}};
    for (const auto& [name, value] : mapping.constants) constants[name] = value;
    Json json{Json::Object{}};
    json["columns"] = std::move(columns);
    json["constants"] = std::move(constants);
    json["separator"] = mapping.separator;
    json["date_order"] = mapping.date_order;
    if (mapping.key_column >= 0) json["key"] = plain_heading(headings[static_cast<std::size_t>(mapping.key_column)]);
    return json;
}

TableMapping from_remembered(const std::vector<std::string>& headings, const Json& json) {
    TableMapping mapping;
    for (std::size_t i = 0; i < headings.size(); ++i) {
        const std::string plain = plain_heading(headings[i]);
        mapping.fields.emplace_back(json["columns"][plain].string_or(""));
        if (!plain.empty() && json["key"].string_or("") == plain) mapping.key_column = static_cast<int>(i);
    }
    for (const auto& [name, value] : json["constants"].object()) mapping.constants[name] = value.string_or("");
    mapping.separator = json["separator"].string_or("");
    mapping.date_order = json["date_order"].string_or("dmy");
    return mapping;
}

/// What the schema no longer has is proposed no longer.
void drop_unknown(const schema::Type& type, TableMapping& mapping) {
    const auto fields = mappable_fields(type);
    const auto known = [&fields](const std::string& name) {
        return name == kIdField || std::any_of(fields.begin(), fields.end(), [&name](const schema::Field* field) { return field->name == name; });
    };
    for (std::string& field : mapping.fields) {
        if (!known(field)) field.clear();
    }
    std::erase_if(mapping.constants, [&known](const auto& one) { return !known(one.first); });
}

std::vector<TableColumn> columns_of(const TableData& table) {
    std::vector<TableColumn> columns;
    for (std::size_t i = 0; i < table.headings.size(); ++i) {
        TableColumn column{table.headings[i], {}, 0, ""};
        for (const TableRow& row : table.rows) {
            const std::string& cell = row.cells[i];
            if (cell.empty()) continue;
            ++column.filled;
            std::string sample(base::clip_utf8(cell, kSampleBytes));
            if (sample.size() < cell.size()) sample += "…";
            if (column.samples.size() < kSamples && std::find(column.samples.begin(), column.samples.end(), sample) == column.samples.end()) column.samples.push_back(std::move(sample));
        }
        columns.push_back(std::move(column));
    }
    return columns;
}

TableMapping proposed(const schema::Schema& schema, const schema::Type& type, const TableData& table, std::vector<TableColumn>& columns) {
    TableMapping mapping;
    mapping.date_order = guess_date_order(table);
    CellReader reader(schema, {"", mapping.date_order});
    const auto guesses = guess_columns(type, table, reader);
    for (std::size_t i = 0; i < guesses.size(); ++i) {
        mapping.fields.push_back(guesses[i].field);
        columns[i].by = guesses[i].by;
    }
    return mapping;
}

std::vector<TablePreview> preview_of(const schema::Schema& schema, const schema::Type& type, const TableData& table, const TableMapping& mapping) {
    CellReader reader(schema, {mapping.separator, mapping.date_order});
    std::vector<TablePreview> preview;
    for (std::size_t i = 0; i < std::min(kPreviewRows, table.rows.size()); ++i) {
        TablePreview one{table.rows[i].number, Json(Json::Object{}), {}};
        auto read = row_fields(type, table, table.rows[i], mapping, reader);
        if (read) {
            one.fields = read->fields;
            const auto valid = schema.validate(type.name, read->fields, read->id.empty() ? schema::ValidateMode::create : schema::ValidateMode::change);
            if (!valid) one.problem = valid.error().detail;
        } else {
            one.problem = read.error().detail;
        }
        preview.push_back(std::move(one));
    }
    return preview;
}

}  // namespace

base::Expected<TableMapping> read_mapping(std::string_view text) {
    const auto json = Json::parse(text);
    if (!json || !json->is_object()) return fail(schema::field_error("mapping", "is no JSON object"));
    TableMapping mapping;
    for (const Json& field : (*json)["fields"].array()) mapping.fields.emplace_back(field.string_or(""));
    for (const auto& [name, value] : (*json)["constants"].object()) mapping.constants[name] = value.string_or("");
    mapping.separator = (*json)["separator"].string_or("");
    mapping.date_order = (*json)["date_order"].string_or("dmy");
    mapping.key_column = static_cast<int>((*json)["key_column"].integer_or(-1));
    return mapping;
}

Json mapping_json(const TableMapping& mapping) {
    Json constants{Json::Object{}};
    for (const auto& [name, value] : mapping.constants) constants[name] = value;
    Json json{Json::Object{}};
    json["fields"] = Json::Array(mapping.fields.begin(), mapping.fields.end());
    json["constants"] = std::move(constants);
    json["separator"] = mapping.separator;
    json["date_order"] = mapping.date_order;
    json["key_column"] = static_cast<std::int64_t>(mapping.key_column);
    return json;
}

base::Status check_mapping(const schema::Type& type, const TableData& table, const TableMapping& mapping) {
    if (mapping.fields.size() > table.headings.size()) return fail(schema::field_error("mapping", "names more columns than the table has"));
    const auto fields = mappable_fields(type);
    const auto known = [&fields](const std::string& name) {
        return std::any_of(fields.begin(), fields.end(), [&name](const schema::Field* field) { return field->name == name; });
    };
    std::set<std::string> used;
    for (const std::string& field : mapping.fields) {
        if (field.empty()) continue;
        if (field != kIdField && !known(field)) return fail(schema::field_error("mapping", "there is no field " + std::string(base::clip_utf8(field, 64))));
        if (!used.insert(field).second) return fail(schema::field_error("mapping", "two columns are to become the field " + field));
    }
    for (const auto& [name, value] : mapping.constants) {
        if (!known(name) || value.size() > kMostConstant) return fail(schema::field_error("mapping", "there is no field " + std::string(base::clip_utf8(name, 64)) + ", or its value is too long"));
        if (type.find_field(name)->sealed) return fail(schema::field_error("mapping", "a sealed field is not the same for all rows"));
    }
    constexpr std::string_view kSeparators = "|;,/";
    if (mapping.separator.size() > 1 || (!mapping.separator.empty() && kSeparators.find(mapping.separator) == std::string_view::npos)) return fail(schema::field_error("mapping", "the separator is one of | ; , /"));
    if (mapping.date_order != "dmy" && mapping.date_order != "mdy" && mapping.date_order != "ymd") return fail(schema::field_error("mapping", "the order of dates is dmy, mdy or ymd"));
    if (mapping.key_column < -1 || mapping.key_column >= static_cast<int>(table.headings.size())) return fail(schema::field_error("mapping", "there is no such key column"));
    const auto key = static_cast<std::size_t>(mapping.key_column);
    const schema::Field* field = mapping.key_column >= 0 && key < mapping.fields.size() ? type.find_field(mapping.fields[key]) : nullptr;
    if (field != nullptr && field->sealed) return fail(schema::field_error("mapping", "rows cannot be told apart by a sealed field"));
    return {};
}

base::Id mapping_id(std::string_view type, std::string_view compartment, const std::vector<std::string>& headings) {
    std::set<std::string> plain;
    for (const std::string& heading : headings) plain.insert(plain_heading(heading));
    std::string named = "guvoh-table-mapping-v1\n";
    named.append(type).append("\n").append(compartment).append("\n");
    for (const std::string& heading : plain) named.append(heading).append("\n");
    const base::Hash hash = crypto::sha256(base::as_bytes(named));
    return base::Id::from_bytes(base::ByteSpan(hash).first(16)).value();
}

base::Expected<std::optional<TableMapping>> recall_mapping(Desk& desk, const Caller& caller, std::string_view type, std::string_view compartment,
                                                           const std::vector<std::string>& headings) {
    GUVOH_TRY(DeskReading reading, DeskReading::begin(desk.records(), caller));
    for (const std::string_view place : {compartment, std::string_view("general")}) {
        GUVOH_TRY(const auto kept, reading.find(mapping_id(type, place, headings), kType));
        if (!kept) continue;
        TableMapping mapping = from_remembered(headings, kept->field("mapping"));
        if (const schema::Type* declared = reading.schema().find_type(type); declared != nullptr) drop_unknown(*declared, mapping);
        return std::optional<TableMapping>(std::move(mapping));
    }
    return std::optional<TableMapping>{};
}

base::Status remember_mapping(Desk& desk, const Caller& caller, std::string_view type, std::string_view compartment,
                              const std::vector<std::string>& headings, const TableMapping& mapping) {
    const base::Id id = mapping_id(type, compartment, headings);
    const Json next = remembered_json(headings, mapping);
    {
        GUVOH_TRY(DeskReading reading, DeskReading::begin(desk.records(), caller));
        GUVOH_TRY(const auto kept, reading.find(id, kType));
        if (kept && kept->field("mapping") == next) return {};
    }
    GUVOH_TRY(const auto writing, DeskWriting::begin(desk.records(), caller, kReason));
    GUVOH_TRY_VOID(writing->put_own(kType, id, compartment, Json::Object{{"mapping", next}, {"of", std::string(type)}}));
    return writing->commit();
}

base::Expected<TableLook> look_at_table(Desk& desk, const Caller& caller, const TableQuestion& question) {
    GUVOH_TRY_VOID(caller.require(Permission::Import));
    GUVOH_TRY_VOID(check_place(desk.records(), caller, question.compartment));
    const SchemaPtr schema = present_schema(desk.records());
    const schema::Type* type = schema->find_type(question.type);
    if (type == nullptr) return fail(ErrorKind::NotFound, "there is no such type of record");
    if (!type->made_by_members) return fail(ErrorKind::Invalid, "records of this type are not imported from tables");
    const TableData table = read_table_data(question.content, [type](std::string_view heading) { return !guess_by_heading(*type, heading).field.empty(); });
    TableLook look;
    look.problem = table.problem;
    look.rows = table.rows.size();
    look.heading_row = table.heading_row;
    if (!look.problem.empty()) return look;
    look.doubled = table.doubled;
    look.columns = columns_of(table);
    GUVOH_TRY(auto recalled, recall_mapping(desk, caller, question.type, question.compartment, table.headings));
    look.remembered = recalled.has_value();
    if (question.mapping) {
        GUVOH_TRY_VOID(check_mapping(*type, table, *question.mapping));
        look.mapping = *question.mapping;
        look.mapping.fields.resize(table.headings.size());
        for (std::size_t i = 0; i < look.columns.size(); ++i) {
            const std::string& field = look.mapping.fields[i];
            look.columns[i].by = field.empty() ? "" : recalled && recalled->fields[i] == field ? "remembered" : "chosen";
        }
    } else if (recalled) {
        look.mapping = std::move(*recalled);
        for (std::size_t i = 0; i < look.columns.size(); ++i) look.columns[i].by = look.mapping.fields[i].empty() ? "" : "remembered";
    } else {
        look.mapping = proposed(*schema, *type, table, look.columns);
    }
    look.missing = missing_fields(*type, look.mapping);
    look.preview = preview_of(*schema, *type, table, look.mapping);
    return look;
}

}  // namespace guvoh::recommendations

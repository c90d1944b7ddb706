// SPDX-License-Identifier: AGPL-3.0-or-later
#include "recommendations/import_mapped_table.h"

#include <algorithm>

#include "recommendations/desk_parts.h"
#include "recommendations/import_writer.h"
#include "service/input_file.h"

namespace guvoh::recommendations {

using base::ErrorKind;
using base::fail;

namespace {

/// A table with the mapping that it is imported with.
struct MappedTable {
    TableData table;
    TableMapping mapping;
};

base::Expected<MappedTable> mapped_table(Desk& desk, const Caller& caller, const ReviewImportOptions& options, const schema::Type& type) {
    TableQuestion question{options.type, options.compartment, options.content, options.mapping};
    if (!options.path.empty()) {
        GUVOH_TRY(const auto file, service::InputFile::open(options.path));
        GUVOH_TRY(question.content, file.read_all());
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

/// The recommendations of a table, as those of any other source.
base::Status write_items(Desk& desk, const Caller& caller, RecordBatch& batch, const MappedItems& made, std::string source_key, ReviewImportReport& report) {
    report.folded = made.items.folded;
    report.doubles = made.items.doubles;
    report.refused = made.items.refused;
    report.repairs.insert(report.repairs.end(), made.items.repairs.begin(), made.items.repairs.end());
    GUVOH_TRY(const Suggester suggester, suggester_for(desk, caller, batch.compartment(), made.items, report));
    ImportWriter writer(batch, made.items, suggester, report);
    writer.read_from_table(made, std::move(source_key));
    return writer.all();
}

}  // namespace

base::Expected<ReviewImportReport> import_mapped_table(Desk& desk, const Caller& caller, const ReviewImportOptions& options, const std::string& file_name) {
    const SchemaPtr schema = present_schema(desk.records());
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
    GUVOH_TRY(const auto batch, RecordBatch::begin(desk.records(), caller, options.compartment, options.reason, options.dry_run));
    const bool by_id = std::find(mapping.fields.begin(), mapping.fields.end(), kIdField) != mapping.fields.end();
    if (type->name != "Recommendation" || by_id) {
        GUVOH_TRY_VOID(put_rows(*batch, *type, mapped.table, mapping, reader, report));
    } else {
        const MappedItems made = items_of_rows(*schema, mapped.table, mapping, reader, file_name.empty() ? "table" : file_name);
        const std::string source_key = "table:" + mapping_id(type->name, options.compartment, mapped.table.headings).text();
        GUVOH_TRY_VOID(write_items(desk, caller, *batch, made, source_key, report));
    }
    GUVOH_TRY_VOID(batch->commit());
    if (!options.dry_run) GUVOH_TRY_VOID(remember_mapping(desk, caller, type->name, options.compartment, mapped.table.headings, mapping));
    return report;
}

}  // namespace guvoh::recommendations

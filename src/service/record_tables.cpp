// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <charconv>
#include <optional>

#include "language/words.h"
#include "service/record_parts.h"
#include "sheets/sheets.h"

namespace guvoh::service {

using base::ErrorKind;
using base::fail;

namespace {

constexpr std::uint32_t kPageRows = 1000;
constexpr std::string_view kSealedCell = "(sealed)";
constexpr std::string_view kBetween = " | ";  ///< the values of a field that may have several

bool in_tables(const schema::Field& field) { return field.kind != schema::FieldKind::Data; }

std::string cell_of(const base::Json& value) {
    if (value.is_null()) return {};
    if (value.is_object() && value.contains("sealed")) return std::string(kSealedCell);
    if (value.is_string()) return std::string(value.string_or(""));
    if (!value.is_array()) return value.text();
    std::string text;
    for (const auto& item : value.array()) {
        if (!text.empty()) text += kBetween;
        text += cell_of(item);
    }
    return text;
}

// ---- in -----------------------------------------------------------------------------------------------------------------

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// A term by its code, or by its label in any language.
base::Json term_of(const schema::Vocabulary* vocabulary, std::string_view text) {
    if (vocabulary == nullptr || vocabulary->find_term(text) != nullptr) return base::Json(text);
    const std::string wanted = language::fold(text);
    for (const auto& term : vocabulary->terms) {
        for (const auto& [code, label] : term.labels) {
            if (language::fold(label) == wanted) return base::Json(term.code);
        }
    }
    return base::Json(text);  // validation names the field
}

base::Json one_value(const schema::Schema& schema, const schema::Field& field, std::string_view text) {
    using Kind = schema::FieldKind;
    if (field.kind == Kind::Integer || field.kind == Kind::Bytes) {
        std::int64_t number = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
        if (error == std::errc{} && end == text.data() + text.size()) return base::Json(number);
    }
    if (field.kind == Kind::Boolean) {
        const std::string folded = language::fold(text);
        if (folded == "true" || folded == "yes" || folded == "1" || folded == "да") return base::Json(true);
        if (folded == "false" || folded == "no" || folded == "0" || folded == "нет") return base::Json(false);
    }
    if (field.kind == Kind::Term || field.kind == Kind::Terms) return term_of(schema.find_vocabulary(field.vocabulary), text);
    return base::Json(text);
}

base::Json value_of(const schema::Schema& schema, const schema::Field& field, std::string_view cell) {
    const bool many = field.many || field.kind == schema::FieldKind::Terms || field.kind == schema::FieldKind::Links;
    if (!many) return one_value(schema, field, cell);
    base::Json::Array values;
    while (!cell.empty()) {
        const auto bar = cell.find('|');
        if (const auto part = trimmed(cell.substr(0, bar)); !part.empty()) values.push_back(one_value(schema, field, part));
        cell = bar == std::string_view::npos ? std::string_view{} : cell.substr(bar + 1);
    }
    return base::Json(std::move(values));
}

/// Which column holds what: a field, the id, or nothing that is known.
struct Columns {
    static constexpr int kId = -1, kUnread = -2;
    std::vector<int> by_column;  // index of the type's field, or one of the above
};

Columns read_heading(const schema::Type& type, const std::vector<std::string>& cells, ImportReport& report) {
    Columns columns;
    for (const std::string& cell : cells) {
        const std::string heading = language::fold(cell);
        int found = cell == "id" ? Columns::kId : Columns::kUnread;
        for (std::size_t i = 0; i < type.fields.size() && found == Columns::kUnread; ++i) {
            const schema::Field& field = type.fields[i];
            if (field.read_only || !in_tables(field)) continue;
            const bool labelled = std::any_of(field.labels.begin(), field.labels.end(), [&](const auto& label) { return language::fold(label.second) == heading; });
            if (field.name == cell || labelled) found = static_cast<int>(i);
        }
        if (found == Columns::kUnread && !cell.empty()) report.unknown_columns.push_back(cell);
        columns.by_column.push_back(found);
    }
    return columns;
}

/// One import: all of a table's good rows become records in one transaction, so that an import that fails can simply be run again.
class TableImport {
public:
    TableImport(RecordDesk::Parts& parts, const Caller& caller, const schema::Schema& schema, const schema::Type& type,
                std::string compartment, bool dry_run, std::string_view reason)
        : parts_(parts), caller_(caller), schema_(schema), type_(type), compartment_(std::move(compartment)), dry_run_(dry_run), reason_(reason) {}

    base::Status take(const sheets::SheetRow& row) {
        if (!columns_) {
            columns_ = read_heading(type_, row.cells, report_);
            const auto& kinds = columns_->by_column;
            if (std::all_of(kinds.begin(), kinds.end(), [](int kind) { return kind < 0; })) {
                return fail(ErrorKind::Invalid, "the first row names no field of this type");
            }
            return {};
        }
        ++report_.seen;
        auto taken = row.ragged ? base::Status(fail(ErrorKind::Invalid, "the row has more cells than the heading")) : take_row(row.cells);
        if (taken) return {};
        const auto kind = taken.error().kind;
        if (kind != ErrorKind::Invalid && kind != ErrorKind::NotFound && kind != ErrorKind::Denied && kind != ErrorKind::Conflict) return taken;
        report_.refused.push_back({row.number, std::string(schema::field_of(taken.error())), taken.error().detail});
        return {};
    }

    base::Expected<ImportReport> finish() {
        if (!columns_) return fail(ErrorKind::Invalid, "the table is empty");
        if (writing_) {
            GUVOH_TRY_VOID(writing_->commit());
            writing_.reset();
            parts_.take_changes(changed_);
        }
        return std::move(report_);
    }

private:
    base::Status take_row(const std::vector<std::string>& cells) {
        base::Json fields{base::Json::Object{}};
        std::string id;
        for (std::size_t i = 0; i < cells.size() && i < columns_->by_column.size(); ++i) {
            const int column = columns_->by_column[i];
            const std::string_view cell = cells[i];
            if (column == Columns::kId) id = cell;
            if (column < 0 || cell.empty() || cell == kSealedCell) continue;
            const schema::Field& field = type_.fields[static_cast<std::size_t>(column)];
            fields[field.name] = value_of(schema_, field, cell);
        }
        GUVOH_TRY(const base::Json clean, normalised(fields));
        return id.empty() ? take_new(clean) : take_known(id, clean);
    }

    base::Status take_new(const base::Json& fields) {
        GUVOH_TRY(base::Json values, schema_.validate(type_.name, fields, schema::ValidateMode::create));
        GUVOH_TRY(Reading reading, begin_reading(parts_.workspace.database(), caller_));
        GUVOH_TRY_VOID(check_links(reading, type_, values));
        GUVOH_TRY_VOID(check_sealable(values, compartment_));
        GUVOH_TRY_VOID(put(nullptr, compartment_, values));
        ++report_.added;
        return {};
    }

    base::Status take_known(const std::string& id, const base::Json& fields) {
        GUVOH_TRY(Reading reading, begin_reading(parts_.workspace.database(), caller_));
        GUVOH_TRY(const FoundRecord found, load_record(reading, schema_, id));
        if (found.type->name != type_.name) return fail(schema::field_error("id", "is a record of another type"));
        GUVOH_TRY(const base::Json values, schema_.validate(type_.name, fields, schema::ValidateMode::change));
        GUVOH_TRY_VOID(check_links(reading, type_, values));
        base::Json changed{base::Json::Object{}};
        for (const auto& [name, value] : values.object()) {
            if (!(field_json(found.state, name) == value)) changed[name] = value;
        }
        if (changed.object().empty()) {
            ++report_.already_there;
            return {};
        }
        GUVOH_TRY_VOID(check_sealable(changed, found.state.compartment()));
        GUVOH_TRY_VOID(put(&found.id, found.state.compartment(), changed));
        ++report_.changed;
        return {};
    }

    base::Status check_sealable(const base::Json& values, const std::string& compartment) const {
        for (const auto& [name, value] : values.object()) {
            const schema::Field* field = type_.find_field(name);
            if (field == nullptr || !field->sealed || value.is_null()) continue;
            if (caller_.keys == nullptr || !caller_.keys->holds(compartment)) {
                return fail(ErrorKind::Denied, "field " + name + ": is sealed, and this session holds no key of the compartment");
            }
        }
        return {};
    }

    base::Status put(const base::Id* known, const std::string& compartment, const base::Json& values) {
        if (dry_run_) return {};
        if (!writing_) {
            GUVOH_TRY(writing_, parts_.workspace.records->begin(reason_, caller_.member));
        }
        const base::Id id = known != nullptr ? *known : writing_->new_id();
        GUVOH_TRY(std::string json, record_payload(caller_, {type_, id, compartment}, values));
        GUVOH_TRY_VOID(writing_->put(id, type_.name, std::move(json), compartment));
        changed_.push_back({type_.name, id.text(), compartment});
        return {};
    }

    RecordDesk::Parts& parts_;      // the desk's
    const Caller& caller_;          // who imports
    const schema::Schema& schema_;  // held by read_table()
    const schema::Type& type_;      // the schema's
    const std::string compartment_;
    const bool dry_run_;
    const std::string reason_;
    std::optional<Columns> columns_;
    std::unique_ptr<registry::Writing> writing_;
    std::vector<ChangedRecord> changed_;
    ImportReport report_;
};

}  // namespace

base::Expected<std::uint64_t> RecordDesk::write_table(const Caller& caller, const ListRequest& request, std::string_view format, std::string& out) {
    GUVOH_TRY_VOID(caller.require(Permission::Export));
    GUVOH_TRY(const sheets::Format kind, sheets::format_from_name(format));
    const SchemaPtr schema = parts_->schema_now();
    const schema::Type* type = schema->find_type(request.type);
    if (type == nullptr) return fail(ErrorKind::NotFound, "there is no such type of record");
    const auto writer = sheets::write_sheet(kind, [&out](std::string_view piece) -> base::Status {
        out += piece;
        return {};
    });
    std::vector<std::string> cells = {"id", "compartment", "updated_at"};
    for (const auto& field : type->fields) {
        if (in_tables(field)) cells.push_back(field.name);
    }
    GUVOH_TRY_VOID(writer->row(cells));
    ListRequest page = request;
    page.limit = kPageRows;
    page.facets.clear();
    std::uint64_t rows = 0;
    do {
        GUVOH_TRY(const ListReply reply, list(caller, page));
        for (const RecordRow& row : reply.rows) {
            cells = {row.id, row.compartment, row.updated_at};
            for (const auto& field : type->fields) {
                if (in_tables(field)) cells.push_back(cell_of(row.fields[field.name]));
            }
            GUVOH_TRY_VOID(writer->row(cells));
            ++rows;
        }
        page.cursor = reply.next_cursor;
    } while (!page.cursor.empty());
    GUVOH_TRY_VOID(writer->finish());
    return rows;
}

base::Expected<ImportReport> RecordDesk::read_table(const Caller& caller, std::string_view type_name, std::string_view format, base::ByteSpan table,
                                                    std::string_view compartment, bool dry_run, std::string_view reason) {
    GUVOH_TRY_VOID(caller.require(Permission::Import));
    GUVOH_TRY_VOID(caller.require(Permission::Write));
    GUVOH_TRY_VOID(check_reason(reason));
    GUVOH_TRY_VOID(check_compartment(parts_->workspace.database(), caller, compartment));
    GUVOH_TRY(const sheets::Format kind, sheets::format_from_name(format));
    const SchemaPtr schema = parts_->schema_now();
    const schema::Type* type = schema->find_type(type_name);
    if (type == nullptr) return fail(ErrorKind::NotFound, "there is no such type of record");
    if (!type->made_by_members) return fail(ErrorKind::Invalid, "records of this type are not imported from tables");
    TableImport import(*parts_, caller, *schema, *type, std::string(compartment), dry_run, reason);
    GUVOH_TRY(const auto read, sheets::read_sheet(kind, table, {}, [&import](const sheets::SheetRow& row) { return import.take(row); }));
    static_cast<void>(read);
    return import.finish();
}

}  // namespace guvoh::service

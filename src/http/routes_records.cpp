// SPDX-License-Identifier: AGPL-3.0-or-later
#include "http/routes.h"
#include "http/target.h"
#include "http/views.h"

namespace guvoh::http {

using base::ErrorKind;
using base::Expected;
using base::Json;
using shape::may;
using shape::must;

namespace {

constexpr std::uint64_t kImportLimitBytes = 64U << 20U;

Shape reason_shape() { return shape::text(0, 2000); }
Shape fields_shape() { return shape::map(shape::any(), 500); }

Expected<Response> get_schema(Context& context) {
    GUVOH_TRY(service::RecordDesk* desk, context.services.records());
    return Response::json(desk->schema());
}

Expected<Response> add_field(Context& context) {
    GUVOH_TRY(service::RecordDesk* desk, context.services.records());
    Json field = context.body;
    const std::string type = text_of(field, "type");
    field.make_object().erase("type");
    GUVOH_TRY(const Json made, desk->add_field(context.caller(), type, field));
    return Response::json(made, 201);
}

Expected<Response> add_term(Context& context) {
    GUVOH_TRY(service::RecordDesk* desk, context.services.records());
    GUVOH_TRY(const Json made, desk->add_term(context.caller(), context.param("name"), context.body));
    return Response::json(made, 201);
}

Expected<Response> list_records(Context& context) {
    GUVOH_TRY(service::RecordDesk* desk, context.services.records());
    GUVOH_TRY(const auto request, list_request(context, context.param("type")));
    GUVOH_TRY(const auto reply, desk->list(context.caller(), request));
    return Response::json(list_json(reply));
}

Expected<Response> create_record(Context& context) {
    GUVOH_TRY(service::RecordDesk* desk, context.services.records());
    GUVOH_TRY(const auto record, desk->create(context.caller(), context.param("type"), std::as_const(context.body)["fields"],
                                              text_of(context.body, "compartment", "general"), text_of(context.body, "reason")));
    return std::move(Response::json(record_json(record), 201).set("Location", std::string(kApi) + "/record/" + record.id));
}

Expected<Response> load_record(Context& context) {
    GUVOH_TRY(service::RecordDesk* desk, context.services.records());
    GUVOH_TRY(const auto record, desk->load(context.caller(), context.param("id")));
    return std::move(Response::json(record_json(record)).set("ETag", "\"" + percent_encode(record.version) + "\""));
}

Expected<Response> change_record(Context& context) {
    GUVOH_TRY(service::RecordDesk* desk, context.services.records());
    const service::RecordChange change{std::as_const(context.body)["fields"], text_of(context.body, "reason"), text_of(context.body, "if_version")};
    auto record = desk->change(context.caller(), context.param("id"), change);
    if (record) return Response::json(record_json(*record));
    if (record.error().kind != ErrorKind::Conflict) return base::fail(record.error());
    // Who loses the race gets what won it, to compare.
    Response conflict = error_response(record.error());
    const auto current = desk->load(context.caller(), context.param("id"));
    if (!current) return conflict;
    Json body = Json::parse(conflict.body).value_or(Json{});
    body["current"] = record_json(*current);
    conflict.body = body.text();
    return conflict;
}

Expected<Response> open_record(Context& context) {
    GUVOH_TRY(service::RecordDesk* desk, context.services.records());
    GUVOH_TRY(const Json fields, desk->open_sealed(context.caller(), context.param("id"), texts_of(context.body, "fields"), text_of(context.body, "reason")));
    Json json;
    json["fields"] = fields;
    Response response = Response::json(json);
    response.may_compress = false;
    return response;
}

Expected<Response> resolve_record(Context& context) {
    GUVOH_TRY(service::RecordDesk* desk, context.services.records());
    GUVOH_TRY(const auto record, desk->resolve(context.caller(), context.param("id"), text_of(context.body, "field"),
                                               std::as_const(context.body)["value"], text_of(context.body, "reason")));
    return Response::json(record_json(record));
}

Expected<Response> expunge_record(Context& context) {
    GUVOH_TRY(service::RecordDesk* desk, context.services.records());
    GUVOH_TRY_VOID(desk->expunge(context.caller(), context.param("id"), text_of(context.body, "reason")));
    return Response::no_content();
}

Expected<Response> record_history(Context& context) {
    GUVOH_TRY(service::Workspace* workspace, context.services.workspace());
    GUVOH_TRY(const auto items, workspace->history(context.caller(), context.param("id")));
    return Response::json(history_json(items));
}

Expected<Response> record_links(Context& context) {
    GUVOH_TRY(service::RecordDesk* desk, context.services.records());
    GUVOH_TRY(const auto links, desk->links(context.caller(), context.param("id")));
    return Response::json(links_json(links));
}

Expected<Response> export_records(Context& context) {
    GUVOH_TRY(service::RecordDesk* desk, context.services.records());
    GUVOH_TRY(const auto request, list_request(context, context.param("type")));
    const std::string format = text_of(context.query, "format", "csv");
    Response response;
    GUVOH_TRY([[maybe_unused]] const auto rows, desk->write_table(context.caller(), request, format, response.body));
    response.set("Content-Type", format == "csv" ? "text/csv; charset=utf-8" : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    response.set("Content-Disposition", "attachment; filename=\"" + request.type + "." + format + "\"");
    return response;
}

Expected<Response> import_records(Context& context) {
    GUVOH_TRY(service::RecordDesk* desk, context.services.records());
    const Json& query = context.query;
    GUVOH_TRY(const auto report, desk->read_table(context.caller(), context.param("type"), text_of(query, "format", "csv"), base::as_bytes(context.request.body),
                                                  text_of(query, "compartment", "general"), query["dry_run"].boolean_or(false),
                                                  text_of(query, "reason", "imported")));
    return Response::json(import_json(report));
}

std::vector<Route> schema_routes() {
    const Shape labels = shape::map(shape::text(0, 200), 40);
    return {
        get("/schema", "Types, fields and vocabularies", get_schema).gives(shape::named("Schema")),
        post("/schema/fields", "Add a field of one's own", add_field)
            .needs("manage_schema")
            .takes(shape::object({must("type", shape::pattern("name")), must("name", shape::pattern("name")), must("kind", shape::pattern("name")),
                                  must("labels", labels), may("vocabulary", shape::pattern("name")), may("sealed", shape::boolean()),
                                  may("many", shape::boolean())}))
            .gives(shape::any(), 201),
        post("/vocabularies/{name}/terms", "Add a term of one's own", add_term)
            .needs("manage_schema")
            .takes(shape::object({must("code", shape::text(1, 64)), must("labels", labels), may("parent", shape::text(1, 64))}))
            .gives(shape::any(), 201),
    };
}

std::vector<Route> table_routes() {
    const Shape format = shape::choice({"csv", "xlsx"});
    return {
        get("/records/{type}/export", "A list as a table; formulas are defused", export_records)
            .needs("export")
            .asks(list_parameters())
            .asks({{"format", format, "the kind of table", false, false}})
            .gives_type("text/csv|application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        post("/records/{type}/import", "Make or change records from a table", import_records)
            .needs("import")
            .asks({{"format", format, "the kind of table", false, false},
                   {"dry_run", shape::boolean(), "only say what would happen", false, false},
                   {"compartment", shape::pattern("id"), "where new records go", false, false},
                   {"reason", reason_shape(), "why", false, false}})
            .takes_bytes(kImportLimitBytes)
            .gives(shape::named("ImportReport")),
    };
}

std::vector<Route> one_record_routes() {
    return {
        get("/record/{id}", "A record", load_record).needs("read").gives(shape::named("Record")),
        patch("/record/{id}", "Change a record", change_record)
            .needs("write")
            .takes(shape::object({must("fields", fields_shape()), may("reason", reason_shape()), may("if_version", shape::text(0, 200))}))
            .gives(shape::named("Record")),
        post("/record/{id}/open", "Open sealed fields; this is written down", open_record)
            .needs("open_sealed")
            .takes(shape::object({may("fields", shape::list(shape::pattern("name"), 200)), must("reason", shape::text(1, 2000))}))
            .gives(shape::object({must("fields", fields_shape())})),
        post("/record/{id}/resolve", "Decide between values in conflict", resolve_record)
            .needs("review")
            .takes(shape::object({must("field", shape::pattern("name")), must("value", shape::any()), may("reason", reason_shape())}))
            .gives(shape::named("Record")),
        post("/record/{id}/expunge", "Destroy a record's content", expunge_record)
            .needs("expunge")
            .takes(shape::object({must("reason", shape::text(1, 2000))}))
            .gives_nothing(),
        get("/record/{id}/history", "Who changed it, when, why and what", record_history).needs("read").gives(shape::named("History")),
        get("/record/{id}/links", "Records it is linked with", record_links).needs("read").gives(shape::named("Links")),
    };
}

}  // namespace

std::vector<Route> record_routes() {
    std::vector<Route> routes{
        get("/records/{type}", "A list with filters, facets and pages", list_records).needs("read").asks(list_parameters()).gives(shape::named("RecordList")),
        post("/records/{type}", "Make a record", create_record)
            .needs("write")
            .takes(shape::object({must("fields", fields_shape()), may("compartment", shape::pattern("id")), may("reason", reason_shape())}))
            .gives(shape::named("Record"), 201),
    };
    for (auto part : {schema_routes, table_routes, one_record_routes}) {
        std::vector<Route> more = part();
        routes.insert(routes.end(), more.begin(), more.end());
    }
    return routes;
}

}  // namespace guvoh::http

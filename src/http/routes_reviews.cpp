// SPDX-License-Identifier: AGPL-3.0-or-later
#include "http/routes.h"
#include "http/views.h"
#include "http/views_reviews.h"
#include "recommendations/demand_refusals.h"
#include "recommendations/demands.h"
#include "recommendations/follow_up.h"
#include "recommendations/suggestions.h"

namespace guvoh::http {

using base::Expected;
using base::Json;
using shape::may;
using shape::must;

namespace {

constexpr std::uint64_t kImportLimitBytes = 64U << 20U;
constexpr std::size_t kMostMappingBytes = 12'000;  ///< the head of a request has 16 KiB

Expected<recommendations::FollowUpRequest> follow_up_request(const Context& context) {
    recommendations::FollowUpRequest request;
    request.today = today();
    GUVOH_TRY(request.list, list_request(context, "Recommendation"));
    return request;
}

Response file(std::string content, std::string_view media_type, const std::string& name) {
    Response response;
    response.body = std::move(content);
    response.set("Content-Type", media_type);
    response.set("Content-Disposition", "attachment; filename=\"" + name + "\"");
    return response;
}

std::string_view media_type_of(std::string_view format) {
    if (format == "csv") return "text/csv; charset=utf-8";
    if (format == "docx") return "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    if (format == "jsonld") return "application/ld+json";
    return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
}

Expected<Response> get_follow_up(Context& context) {
    GUVOH_TRY(recommendations::Desk* desk, context.services.recommendations());
    GUVOH_TRY(const auto request, follow_up_request(context));
    GUVOH_TRY(const auto reply, recommendations::follow_up(*desk, context.caller(), request));
    return Response::json(follow_up_json(reply, static_cast<std::size_t>(context.query["limit"].integer_or(50))));
}

Expected<Response> get_matrix(Context& context) {
    GUVOH_TRY(recommendations::Desk* desk, context.services.recommendations());
    GUVOH_TRY(const auto request, follow_up_request(context));
    const std::string format = text_of(context.query, "format", "xlsx");
    GUVOH_TRY(std::string made, recommendations::write_matrix(*desk, context.caller(), request, format, text_of(context.query, "language", "en")));
    return file(std::move(made), media_type_of(format), "follow-up." + format);
}

Expected<Response> get_report(Context& context) {
    GUVOH_TRY(recommendations::Desk* desk, context.services.recommendations());
    GUVOH_TRY(const auto request, follow_up_request(context));
    GUVOH_TRY(std::string made, recommendations::write_mid_term_report(*desk, context.caller(), request, text_of(context.query, "language", "en")));
    return file(std::move(made), media_type_of("docx"), "mid-term-report.docx");
}

Expected<Response> get_due(Context& context) {
    GUVOH_TRY(recommendations::Desk* desk, context.services.recommendations());
    GUVOH_TRY(const auto items, recommendations::due_items(*desk, context.caller(), text_of(context.query, "state"), today()));
    return Response::json(due_json(items));
}

Expected<Response> get_state(Context& context) {
    GUVOH_TRY(recommendations::Desk* desk, context.services.recommendations());
    GUVOH_TRY(const auto page, recommendations::state_page(*desk, context.caller(), context.param("code"), today()));
    return Response::json(state_page_json(page));
}

Expected<Response> get_proposals(Context& context) {
    GUVOH_TRY(recommendations::Desk* desk, context.services.recommendations());
    GUVOH_TRY(const auto proposals, recommendations::propose_demands(*desk, context.caller(), text_of(context.query, "state")));
    GUVOH_TRY(const auto refused, recommendations::refused_demands(*desk, context.caller(), text_of(context.query, "state")));
    return Response::json(proposals_json(proposals, refused));
}

Expected<Response> refuse_demand(Context& context) {
    GUVOH_TRY(recommendations::Desk* desk, context.services.recommendations());
    const auto ids = texts_of(context.body, "recommendations");
    GUVOH_TRY(const std::string id, recommendations::refuse_demand(*desk, context.caller(), ids, text_of(context.body, "member"), text_of(context.body, "reason")));
    Json json;
    json["id"] = id;
    return Response::json(json, 201);
}

Expected<Response> take_back_refusal(Context& context) {
    GUVOH_TRY(recommendations::Desk* desk, context.services.recommendations());
    GUVOH_TRY_VOID(recommendations::take_back_refusal(*desk, context.caller(), context.param("id"), text_of(context.body, "reason")));
    return Response::no_content();
}

Expected<Response> accept_demand(Context& context) {
    GUVOH_TRY(recommendations::Desk* desk, context.services.recommendations());
    recommendations::DemandProposal proposal;
    proposal.title = text_of(context.body, "title");
    proposal.state = text_of(context.body, "state");
    proposal.treaty = text_of(context.body, "treaty");
    proposal.demand = text_of(context.body, "demand");
    proposal.recommendations = texts_of(context.body, "recommendations");
    GUVOH_TRY(const std::string id, recommendations::accept_demand(*desk, context.caller(), proposal, text_of(context.body, "reason")));
    Json json;
    json["id"] = id;
    return Response::json(json, 201);
}

Expected<Response> get_demand(Context& context) {
    GUVOH_TRY(recommendations::Desk* desk, context.services.recommendations());
    GUVOH_TRY(const auto history, recommendations::demand_history(*desk, context.caller(), context.param("id"), today()));
    return Response::json(demand_json(history));
}

Expected<Response> get_suggestions(Context& context) {
    GUVOH_TRY(recommendations::Desk* desk, context.services.recommendations());
    GUVOH_TRY(const auto found, recommendations::suggestions(*desk, context.caller(), context.param("id")));
    return Response::json(suggestions_json(found));
}

Expected<Response> confirm(Context& context) {
    GUVOH_TRY(recommendations::Desk* desk, context.services.recommendations());
    GUVOH_TRY(const auto report, recommendations::confirm_suggestions(*desk, context.caller(), texts_of(context.body, "recommendations"), text_of(context.body, "reason")));
    return Response::json(confirm_json(report));
}

Expected<Response> import_file(Context& context) {
    GUVOH_TRY(recommendations::Desk* desk, context.services.recommendations());
    const Json& query = context.query;
    recommendations::ReviewImportOptions options;
    options.format = text_of(query, "format");
    options.document = text_of(query, "document");
    options.file_name = text_of(query, "name");
    options.state = text_of(query, "state");
    options.cycle = static_cast<int>(query["cycle"].integer_or(0));
    options.compartment = text_of(query, "compartment", "general");
    options.reason = text_of(query, "reason", "imported");
    options.dry_run = query["dry_run"].boolean_or(false);
    options.type = text_of(query, "type", "Recommendation");
    if (const std::string mapping = text_of(query, "mapping"); !mapping.empty()) {
        GUVOH_TRY(options.mapping, recommendations::read_mapping(mapping));
    }
    const auto body = base::as_bytes(context.request.body);
    options.content.assign(body.begin(), body.end());
    GUVOH_TRY(const auto report, recommendations::import_reviews(*desk, context.caller(), options));
    return Response::json(review_import_json(report));
}

Expected<Response> look_at_file(Context& context) {
    GUVOH_TRY(recommendations::Desk* desk, context.services.recommendations());
    recommendations::TableQuestion question;
    question.type = text_of(context.query, "type", "Recommendation");
    question.compartment = text_of(context.query, "compartment", "general");
    if (const std::string mapping = text_of(context.query, "mapping"); !mapping.empty()) {
        GUVOH_TRY(question.mapping, recommendations::read_mapping(mapping));
    }
    const auto body = base::as_bytes(context.request.body);
    question.content.assign(body.begin(), body.end());
    GUVOH_TRY(const auto look, recommendations::look_at_table(*desk, context.caller(), question));
    return Response::json(table_look_json(look));
}

Shape state_code() { return shape::text(3, 3); }

std::vector<Route> follow_up_routes() {
    const Shape language = shape::choice({"en", "ru"});
    return {
        get("/follow-up", "Recommendations with the plan, what the State says and what others say", get_follow_up)
            .needs("read")
            .asks(list_parameters())
            .gives(shape::named("FollowUp")),
        get("/follow-up/matrix", "The same rows as a file", get_matrix)
            .needs("export")
            .asks(list_parameters())
            .asks({{"format", shape::choice({"xlsx", "docx", "csv", "jsonld"}), "the kind of file", false, false}, {"language", language, "of the headings", false, false}})
            .gives_type("text/csv|application/ld+json|application/vnd.openxmlformats-officedocument.spreadsheetml.sheet|application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        get("/follow-up/report", "A mid-term report to go on writing in", get_report)
            .needs("export")
            .asks(list_parameters())
            .asks({{"language", language, "of the headings", false, false}})
            .gives_type("application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        get("/due", "Everything with a date", get_due).needs("read").asks({{"state", state_code(), "alpha-3; all when absent", false, false}}).gives(shape::named("Due")),
        get("/states/{code}", "Everything about one State", get_state).needs("read").gives(shape::named("StatePage")),
    };
}

std::vector<Route> demand_routes() {
    const Shape ids = shape::list(shape::pattern("id"), 1000);
    return {
        get("/demands/proposals", "Recommendations of a State that seem to ask for the same", get_proposals)
            .needs("read")
            .asks({{"state", state_code(), "alpha-3", false, true}})
            .gives(shape::named("Proposals")),
        post("/demands", "Accept a group as one demand", accept_demand)
            .needs("write")
            .takes(shape::object({must("title", shape::text(1, 2000)), must("state", state_code()), may("treaty", shape::text(0, 64)), may("demand", shape::text(0, 26)),
                                  must("recommendations", ids), must("reason", shape::text(1, 2000))}))
            .gives(shape::object({must("id", shape::pattern("id"))}), 201),
        post("/demands/refused", "Say that a group, or one member of it, is not the same", refuse_demand)
            .needs("write")
            .takes(shape::object({must("recommendations", ids), may("member", shape::text(0, 26)), must("reason", shape::text(1, 2000))}))
            .gives(shape::object({must("id", shape::pattern("id"))}), 201),
        post("/demands/refused/{id}/undo", "Take that back", take_back_refusal)
            .needs("write")
            .takes(shape::object({must("reason", shape::text(1, 2000))}))
            .gives_nothing(),
        get("/demands/{id}", "How a demand went over time", get_demand).needs("read").gives(shape::named("DemandHistory")),
        get("/recommendations/{id}/suggestions", "What it seems to be about, and which words say so", get_suggestions)
            .needs("read")
            .gives(shape::named("Suggestions")),
        post("/recommendations/confirm", "Confirm what is suggested, for many at once", confirm)
            .needs("write")
            .takes(shape::object({must("recommendations", ids), must("reason", shape::text(1, 2000))}))
            .gives(shape::named("ConfirmReport")),
        post("/reviews/import/look", "What the columns of a table could become", look_at_file)
            .needs("import")
            .asks({{"type", shape::pattern("name"), "what the rows are", false, false},
                   {"mapping", shape::text(0, kMostMappingBytes), "to preview, as JSON; else one is proposed", false, false},
                   {"compartment", shape::pattern("id"), "where new records go", false, false}})
            .takes_bytes(kImportLimitBytes)
            .gives(shape::named("TableLook")),
        post("/reviews/import", "Take recommendations out of a preserved document, or out of an export", import_file)
            .needs("import")
            .asks({{"format", shape::choice({"upr-info", "uhri", "ohchr-matrix", "upr-report", "national-report", "concluding-observations", "ratifications", "declarations", "table"}), "what it is", false, true},
                   {"type", shape::pattern("name"), "of a table: what its rows are", false, false},
                   {"mapping", shape::text(0, kMostMappingBytes), "of a table: as look gives it; else the one remembered", false, false},
                   {"document", shape::text(0, 26), "the preserved document; else the body is the export", false, false},
                   {"name", shape::text(0, 255), "the export's file name", false, false},
                   {"state", state_code(), "alpha-3, where the file does not say", false, false},
                   {"cycle", shape::integer(0, 9), "where the file does not say", false, false},
                   {"compartment", shape::pattern("id"), "where new records go", false, false},
                   {"reason", shape::text(0, 2000), "why", false, false},
                   {"dry_run", shape::boolean(), "only say what would happen", false, false}})
            .takes_bytes(kImportLimitBytes)
            .gives(shape::named("ReviewImport")),
    };
}

}  // namespace

std::vector<Route> review_routes() {
    std::vector<Route> routes = follow_up_routes();
    for (Route& route : demand_routes()) routes.push_back(std::move(route));
    return routes;
}

}  // namespace guvoh::http

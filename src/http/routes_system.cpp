// SPDX-License-Identifier: AGPL-3.0-or-later
#include <charconv>
#include <mutex>
#include <set>

#include "http/routes.h"
#include "http/upload.h"
#include "http/views.h"

namespace guvoh::http {

using base::Expected;
using base::Json;
using shape::may;
using shape::must;

namespace {

constexpr std::uint64_t kUploadLimitBytes = 1U << 30U;

// ---- uploads and jobs -------------------------------------------------------------------------------------------------------

Expected<std::unique_ptr<BodySink>> begin_upload(Context& context) {
    GUVOH_TRY_VOID(context.caller().require(access::Permission::Ingest));
    GUVOH_TRY([[maybe_unused]] const auto workspace, context.services.workspace());
    if (!context.caller().sees(text_of(context.query, "compartment", "general"))) return base::fail(base::ErrorKind::NotFound, "no such compartment");
    GUVOH_TRY(auto upload, MemoryUpload::begin(context.services.uploads, context.request.content_length.value_or(0)));
    return std::unique_ptr<BodySink>(std::move(upload));
}

Expected<Response> finish_upload(Context& context) {
    GUVOH_TRY(service::Workspace* workspace, context.services.workspace());
    auto* upload = dynamic_cast<MemoryUpload*>(context.upload.get());
    if (upload == nullptr) return base::fail(base::ErrorKind::Invalid, "the file is empty");
    service::UploadedFile file = upload->finish(text_of(context.query, "name"));
    file.keep_unreadable = context.query["keep_unreadable"].boolean_or(false);
    const std::uint64_t size_bytes = file.size_bytes;
    auto job = context.services.jobs.add_file(*workspace, context.caller(), text_of(context.query, "job"), text_of(context.query, "compartment", "general"),
                                              std::move(file));
    if (!job) {
        context.services.uploads.give_back(size_bytes);
        return base::fail(job.error());
    }
    Json json;
    json["job"] = job_json(*job);
    return Response::json(json, 202);
}

Expected<Response> get_job(Context& context) {
    GUVOH_TRY(const auto job, context.services.jobs.load(context.caller(), context.param("id")));
    return Response::json(job_json(job));
}

Expected<Response> cancel_job(Context& context) {
    GUVOH_TRY(const auto job, context.services.jobs.cancel(context.caller(), context.param("id")));
    return Response::json(job_json(job));
}

// ---- events -----------------------------------------------------------------------------------------------------------------

/// What one reader of events may know, as of the last time its session was looked at.
struct Reader {
    std::mutex mutex;
    std::string owner;
    std::set<std::string, std::less<>> compartments;

    bool may_know(const Event& event, const Json& about) {
        const std::lock_guard lock(mutex);
        if (event.name == "job") return about["owner"].string_or({}) == owner;
        return compartments.count(about["compartment"].string_or({})) > 0;
    }
    bool look_again(Services& services, const std::string& token) {
        const auto members = services.members();
        if (!members) return false;
        const auto view = (*members)->look_at_session(token);  // an open page alone does not keep a session alive
        if (!view) return false;
        const std::lock_guard lock(mutex);
        compartments = view->caller.compartments;
        return true;
    }
};

Expected<Response> get_events(Context& context) {
    Services& services = context.services;
    services.listen_to_changes();
    auto reader = std::make_shared<Reader>();
    reader->owner = service::Jobs::owner_of(context.caller());
    Response response;
    response.events = services.events.subscribe(
        context.login->key, [reader](const Event& event, const Json& about) { return reader->may_know(event, about); },
        [reader, &services, token = context.login->token] { return reader->look_again(services, token); });
    if (!response.events) return base::fail_busy("the program is ending", 10);
    response.set("Content-Type", "text/event-stream; charset=utf-8");
    response.set("X-Accel-Buffering", "no");  // a proxy must not hold events back
    return response;
}

// ---- ledger and home --------------------------------------------------------------------------------------------------------

/// The size of the tree, which is the second line of a checkpoint (C2SP tlog-checkpoint).
std::uint64_t entries_of(const std::string& checkpoint) {
    const std::size_t first = checkpoint.find('\n');
    std::uint64_t entries = 0;
    if (first != std::string::npos) std::from_chars(checkpoint.data() + first + 1, checkpoint.data() + checkpoint.size(), entries);
    return entries;
}

/// What all may know of a verification. How much there is, and where something is wrong, is for those who may verify: it tells of
/// records in every compartment.
Json result_json(const Context& context, const service::VerifyReport& report) {
    const Json full = verification_json(report);
    if (context.caller().may(access::Permission::Verify)) return full;
    Json json;
    for (const char* name : {"ok", "entries", "checkpoint", "problem"}) json[name] = full[name];
    if (report.problem) {
        json["problem"] = Json::Object{{"where", ""}, {"what", "something does not hold"}, {"meaning", "ask someone who may verify the record"}};
    }
    return json;
}

Expected<Json> ledger_json(Context& context) {
    GUVOH_TRY(service::Workspace* workspace, context.services.workspace());
    GUVOH_TRY(const std::string checkpoint, workspace->checkpoint());
    GUVOH_TRY(const auto documents, workspace->documents(context.caller(), 1, 0));
    const auto last = context.services.jobs.last_verification();
    Json json;
    json["entries"] = entries_of(checkpoint);
    json["documents"] = documents.total;
    json["checkpoint"] = checkpoint;
    json["last_verified_at"] = last ? time_json(last->at_ms) : Json{};
    json["last_result"] = last ? result_json(context, last->report) : Json{};
    json["verifying"] = context.services.jobs.verifying();
    return json;
}

Expected<Response> get_ledger(Context& context) {
    GUVOH_TRY_VOID(context.caller().require(access::Permission::Read));
    GUVOH_TRY(const Json json, ledger_json(context));
    return Response::json(json);
}

Expected<Response> verify(Context& context) {
    GUVOH_TRY(service::Workspace* workspace, context.services.workspace());
    GUVOH_TRY(const auto job, context.services.jobs.verify(*workspace, context.caller(), context.body["quick"].boolean_or(false)));
    Json json;
    json["job"] = job_json(job);
    return Response::json(json, 202);
}

Expected<Response> get_home(Context& context) {
    GUVOH_TRY(service::RecordDesk* desk, context.services.records());
    GUVOH_TRY(const auto home, desk->home(context.caller()));
    Json json = home_json(home);
    GUVOH_TRY(json["ledger"], ledger_json(context));
    return Response::json(json);
}

// ---- about the server -------------------------------------------------------------------------------------------------------

Expected<Response> get_openapi(Context& context) {
    Response response;
    response.body = context.services.openapi;
    response.set("Content-Type", "application/json");
    return response;
}

Expected<Response> get_health(Context&) {
    Json json;
    json["status"] = "ok";
    return Response::json(json);
}

Expected<Response> get_metrics(Context& context) {
    Response response = Response::text(context.services.metrics ? context.services.metrics() : std::string{});
    response.set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
    return response;
}

std::vector<Route> server_routes() {
    Route health = get("", "Says that the server runs", get_health);
    health.path = "/healthz";
    health.open().at_once().gives(shape::object({must("status", shape::text())}));
    Route metrics = get("", "Counters as Prometheus text; from this machine, or with manage_vault", get_metrics);
    metrics.path = "/metrics";
    metrics.needs("manage_vault").gives_type("text/plain");
    metrics.auth = Auth::Loopback;
    return {health, metrics, get("/openapi.json", "This description", get_openapi).open().at_once().gives(shape::any())};
}

}  // namespace

std::vector<Route> system_routes() {
    const Shape job = shape::object({must("job", shape::named("Job"))});
    std::vector<Route> routes{
        post("/uploads", "Take in a file", finish_upload)
            .needs("ingest")
            .asks({{"name", shape::text(1, 500), "the file's name", false, true},
                   {"compartment", shape::pattern("id"), "whose members will see it", false, false},
                   {"job", shape::pattern("uuid"), "the same for all files of one drop", false, true},
                   {"keep_unreadable", shape::boolean(), "preserve it even when it cannot be read", false, false}})
            .takes_upload(begin_upload, kUploadLimitBytes)
            .gives(job, 202),
        get("/jobs/{id}", "How far a job of one's own is", get_job).gives(shape::named("Job")),
        erase("/jobs/{id}", "Cancel a job of one's own", cancel_job).gives(shape::named("Job")),
        get("/events", "Changes and progress as they happen", get_events).gives_type("text/event-stream"),
        get("/ledger", "State of the ledger and its last verification", get_ledger).needs("read").gives(shape::named("Ledger")),
        post("/verify", "Verify the whole record", verify).needs("verify").takes(shape::object({may("quick", shape::boolean())})).gives(job, 202),
        get("/home", "What the first screen shows", get_home).needs("read").gives(shape::named("Home")),
    };
    for (Route& route : server_routes()) routes.push_back(std::move(route));
    return routes;
}

}  // namespace guvoh::http

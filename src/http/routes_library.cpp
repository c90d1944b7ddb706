// SPDX-License-Identifier: AGPL-3.0-or-later
#include <charconv>

#include "http/routes.h"
#include "http/target.h"
#include "http/views.h"

namespace guvoh::http {

using base::Expected;
using base::Json;
using shape::may;
using shape::must;

namespace {

/// A preserved file, read as it is sent. Each part is read for the caller anew, so a removed member gets no more of it.
class OriginalSource final : public BodySource {
public:
    OriginalSource(service::Workspace& workspace, service::Caller caller, std::string id, std::uint64_t size_bytes)
        : workspace_(workspace), caller_(std::move(caller)), id_(std::move(id)), size_bytes_(size_bytes) {}
    std::uint64_t size_bytes() const override { return size_bytes_; }
    Expected<std::size_t> read_at(std::uint64_t offset, std::span<base::Byte> out) override {
        GUVOH_TRY(const auto part, workspace_.original_part(caller_, id_, offset, out.size()));
        const std::size_t count = std::min(part.size(), out.size());
        std::copy_n(part.begin(), count, out.begin());
        return count;
    }

private:
    service::Workspace& workspace_;  // the host's; outlives the server
    const service::Caller caller_;
    const std::string id_;
    const std::uint64_t size_bytes_;
};

/// Content-Disposition for a name that comes from outside: plain ASCII as a fallback, all of it percent-encoded.
std::string attachment(std::string_view name) {
    std::string plain;
    for (const char c : name) {
        const bool safe = static_cast<unsigned char>(c) >= 0x20 && static_cast<unsigned char>(c) < 0x7f && c != '"' && c != '\\' && c != '/' && c != ';' && c != '%';
        plain += safe ? c : '_';
    }
    return "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + percent_encode(name);
}

std::uint32_t page_of(const Context& context) {
    std::uint32_t number = 0;
    const std::string& text = context.param("n");
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

Expected<Response> search(Context& context) {
    GUVOH_TRY(service::RecordDesk* desk, context.services.records());
    const Json& query = context.query;
    service::LibraryRequest request;
    request.search.query = text_of(query, "q");
    request.search.limit = static_cast<std::uint32_t>(query["limit"].integer_or(10));
    request.search.offset = static_cast<std::uint32_t>(query["offset"].integer_or(0));
    request.search.exact = query["exact"].boolean_or(false);
    request.search.with_boxes = query["boxes"].boolean_or(false);
    for (const Json& text : query["where"].array()) {
        GUVOH_TRY(auto condition, service::read_condition(text.string_or({})));
        request.where.push_back(std::move(condition));
    }
    request.facets = split_commas(query["facets"].string_or({}));
    GUVOH_TRY(const auto reply, desk->search(context.caller(), request));
    return Response::json(search_json(reply));
}

Expected<Response> load_document(Context& context) {
    GUVOH_TRY(service::Workspace* workspace, context.services.workspace());
    GUVOH_TRY(service::RecordDesk* desk, context.services.records());
    GUVOH_TRY(const auto document, workspace->document(context.caller(), context.param("id")));
    Json json = document_json(document);
    const auto record = desk->load(context.caller(), document.id);
    json["added_by"] = record ? record->created_by : std::string{};
    return Response::json(json);
}

Expected<Response> load_page(Context& context) {
    GUVOH_TRY(service::Workspace* workspace, context.services.workspace());
    GUVOH_TRY(const auto page, workspace->page(context.caller(), context.param("id"), page_of(context)));
    return Response::json(page_json(page));
}

Expected<Response> page_image(Context& context) {
    GUVOH_TRY(service::Workspace* workspace, context.services.workspace());
    const auto dpi = static_cast<unsigned>(context.query["dpi"].integer_or(110));
    Response response;
    auto image = workspace->page_image_png(context.caller(), context.param("id"), page_of(context), dpi);
    // A text has no picture of its pages: nothing has this address, and nothing of the server is missing.
    if (!image && image.error().kind == base::ErrorKind::Unsupported) return base::fail(base::ErrorKind::NotFound, image.error().detail);
    if (!image) return base::fail(image.error());
    response.body = std::move(*image);
    response.set("Content-Type", "image/png");
    // In the browser's memory only while the page is open: it must be gone after signing out.
    response.set("Cache-Control", "private, no-store");
    return response;
}

Expected<Response> original(Context& context) {
    GUVOH_TRY(service::Workspace* workspace, context.services.workspace());
    GUVOH_TRY(const auto document, workspace->document(context.caller(), context.param("id")));
    Response response;
    response.source = std::make_unique<OriginalSource>(*workspace, context.caller(), document.id, document.size_bytes);
    response.set("Content-Type", document.media_type.empty() ? "application/octet-stream" : document.media_type);
    response.set("Content-Disposition", attachment(document.file_name));
    response.set("ETag", "\"" + document.sha256 + "\"");
    response.set("Accept-Ranges", "bytes");
    return response;
}

Expected<Response> document_passages(Context& context) {
    GUVOH_TRY(service::Workspace* workspace, context.services.workspace());
    GUVOH_TRY(const auto passages, workspace->passages(context.caller(), context.param("id")));
    Json::Array array;
    for (const auto& passage : passages) array.push_back(passage_json(passage));
    Json json;
    json["passages"] = std::move(array);
    return Response::json(json);
}

Expected<Response> quote(Context& context) {
    GUVOH_TRY(service::Workspace* workspace, context.services.workspace());
    const Json& body = context.body;
    service::QuoteRequest request;
    request.document = text_of(body, "document");
    request.page = static_cast<std::uint32_t>(body["page"].integer_or(0));
    request.text = text_of(body, "text");
    request.note = text_of(body, "note");
    request.reason = text_of(body, "reason", "quoted");
    if (body.contains("characters")) {
        const Json& range = body["characters"];
        request.characters = service::TextRange{static_cast<std::uint32_t>(range["begin"].integer_or(0)), static_cast<std::uint32_t>(range["end"].integer_or(0))};
    }
    GUVOH_TRY(const auto passage, workspace->quote(context.caller(), request));
    return std::move(Response::json(passage_json(passage), 201).set("Location", std::string(kApi) + "/passages/" + passage.id));
}

Expected<Response> load_passage(Context& context) {
    GUVOH_TRY(service::Workspace* workspace, context.services.workspace());
    GUVOH_TRY(const auto passage, workspace->passage(context.caller(), context.param("id")));
    return Response::json(passage_json(passage));
}

}  // namespace

std::vector<Route> library_routes() {
    const Shape position = shape::integer(0, 100'000'000);
    return {
        get("/search", "Words in documents", search)
            .needs("read")
            .asks({{"q", shape::text(0, 2000), "the query; docs/cli.md has its language", false, true},
                   {"limit", shape::integer(1, 200), "hits a page", false, false},
                   {"offset", shape::integer(0, 10000), "hits to leave out", false, false},
                   {"exact", shape::boolean(), "without stems and other alphabets", false, false},
                   {"boxes", shape::boolean(), "where the matches stand on the page", false, false},
                   {"where", shape::text(1, 2000), "`field:op:value` on documents", true, false},
                   {"facets", shape::text(0, 500), "fields of documents to count, separated by commas", false, false}})
            .gives(shape::named("SearchReply")),
        get("/documents/{id}", "A document", load_document).needs("read").gives(shape::named("Document")),
        get("/documents/{id}/pages/{n}", "A page as text with its words", load_page).needs("read").gives(shape::named("Page")),
        get("/documents/{id}/pages/{n}/image", "A page as a picture", page_image)
            .needs("read")
            .asks({{"dpi", shape::integer(36, 300), "dots an inch", false, false}})
            .gives_type("image/png"),
        get("/documents/{id}/original", "The preserved file", original).needs("read").gives_type("*/*"),
        get("/documents/{id}/passages", "Passages of a document", document_passages)
            .needs("read")
            .gives(shape::object({must("passages", shape::list(shape::named("Passage")))})),
        post("/passages", "Mark a passage", quote)
            .needs("write")
            .takes(shape::object({must("document", shape::pattern("id")), may("page", shape::integer(0, 9'999'999)), may("text", shape::text(0, 100'000)),
                                  may("characters", shape::object({must("begin", position), must("end", position)})), may("note", shape::text(0, 10000)),
                                  may("reason", shape::text(0, 2000))}))
            .gives(shape::named("Passage"), 201),
        get("/passages/{id}", "A passage, found again in the text as it is now", load_passage).needs("read").gives(shape::named("Passage")),
    };
}

}  // namespace guvoh::http

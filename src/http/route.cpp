// SPDX-License-Identifier: AGPL-3.0-or-later
#include "http/route.h"

namespace guvoh::http {

namespace {

Route row(Method method, std::string_view path, std::string_view summary, Handler handler) {
    Route route;
    route.method = method;
    route.path = std::string(kApi) + std::string(path);
    route.summary = summary;
    route.handler = std::move(handler);
    return route;
}

}  // namespace

const std::string& Context::param(std::string_view name) const {
    for (const auto& [key, value] : path) {
        if (key == name) return value;
    }
    base::check_failed("the route has the parameter", __FILE__, __LINE__);
}

Route get(std::string_view path, std::string_view summary, Handler handler) { return row(Method::Get, path, summary, std::move(handler)); }
Route post(std::string_view path, std::string_view summary, Handler handler) { return row(Method::Post, path, summary, std::move(handler)); }
Route put(std::string_view path, std::string_view summary, Handler handler) { return row(Method::Put, path, summary, std::move(handler)); }
Route patch(std::string_view path, std::string_view summary, Handler handler) { return row(Method::Patch, path, summary, std::move(handler)); }
Route erase(std::string_view path, std::string_view summary, Handler handler) { return row(Method::Delete, path, summary, std::move(handler)); }

Route& Route::open() {
    auth = Auth::Public;
    return *this;
}

Route& Route::needs(std::string_view name) {
    permission = name;
    return *this;
}

Route& Route::takes(Shape shape) {
    body_kind = BodyKind::Json;
    body = std::move(shape);
    body_limit_bytes = auth == Auth::Public ? kOpenBodyLimitBytes : kJsonLimitBytes;
    return *this;
}

Route& Route::takes_bytes(std::uint64_t limit_bytes) {
    body_kind = BodyKind::Bytes;
    body_limit_bytes = limit_bytes;
    return *this;
}

Route& Route::takes_upload(UploadBegin begin_upload, std::uint64_t limit_bytes) {
    body_kind = BodyKind::Upload;
    begin = std::move(begin_upload);
    body_limit_bytes = limit_bytes;
    return *this;
}

Route& Route::asks(std::vector<Parameter> parameters) {
    for (Parameter& parameter : parameters) query.push_back(std::move(parameter));
    return *this;
}

Route& Route::gives(Shape shape, int with_status) {
    answer = std::move(shape);
    status = with_status;
    return *this;
}

Route& Route::gives_type(std::string_view media_types) {
    answer_type = media_types;
    return *this;
}

Route& Route::gives_nothing() {
    status = 204;
    answer_type.clear();
    return *this;
}

Route& Route::at_once() {
    quick = true;
    return *this;
}

std::string Route::title() const { return std::string(method_name(method)) + " " + path; }

}  // namespace guvoh::http

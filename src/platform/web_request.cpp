// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/web_request.h"

#include <curl/curl.h>

#include <memory>

namespace guvoh::platform {

using base::ErrorKind;
using base::fail;

namespace {

constexpr std::size_t kLargestAnswer = 1U << 20;
constexpr long kSeconds = 30;

std::size_t collect(char* data, std::size_t size, std::size_t count, void* user) {
    auto& answer = *static_cast<base::Bytes*>(user);
    const std::size_t bytes = size * count;
    if (answer.size() + bytes > kLargestAnswer) return 0;  // ends the transfer
    answer.insert(answer.end(), data, data + bytes);
    return bytes;
}

struct CurlFree {
    void operator()(CURL* curl) const { curl_easy_cleanup(curl); }
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

}  // namespace

base::Expected<base::Bytes> post(const std::string& url, std::string_view content_type, std::string_view expected_type,
                                 base::ByteSpan body) {
    if (!url.starts_with("http://") && !url.starts_with("https://")) return fail(ErrorKind::Invalid, "the address must begin with http:// or https://");
    const std::unique_ptr<CURL, CurlFree> curl(curl_easy_init());
    if (!curl) return fail(ErrorKind::Io, "no request can be made");
    const std::string type_line = "Content-Type: " + std::string(content_type);
    const std::unique_ptr<curl_slist, CurlFree> headers(curl_slist_append(nullptr, type_line.c_str()));
    base::Bytes answer;
    curl_easy_setopt(curl.get(), CURLOPT_URL, url.c_str());
    curl_easy_setopt(curl.get(), CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl.get(), CURLOPT_HTTPHEADER, headers.get());
    curl_easy_setopt(curl.get(), CURLOPT_POST, 1L);
    curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDSIZE, static_cast<long>(body.size()));
    curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDS, body.data());
    curl_easy_setopt(curl.get(), CURLOPT_TIMEOUT, kSeconds);
    curl_easy_setopt(curl.get(), CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(curl.get(), CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, &collect);
    curl_easy_setopt(curl.get(), CURLOPT_WRITEDATA, &answer);
    const CURLcode code = curl_easy_perform(curl.get());
    if (code == CURLE_OPERATION_TIMEDOUT) return fail(ErrorKind::Cancelled, "the host did not answer within 30 seconds");
    if (code != CURLE_OK) return fail(ErrorKind::Io, std::string("the host did not answer: ") + curl_easy_strerror(code));
    long status = 0;
    const char* type = nullptr;
    curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(curl.get(), CURLINFO_CONTENT_TYPE, &type);
    if (status != 200) return fail(ErrorKind::Io, "the host answered with status " + std::to_string(status));
    if (type == nullptr || !std::string_view(type).starts_with(expected_type)) return fail(ErrorKind::Io, "the host answered with something else");
    return answer;
}

}  // namespace guvoh::platform

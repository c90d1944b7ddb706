// SPDX-License-Identifier: AGPL-3.0-or-later
#include "http/body_parser.h"

#include <charconv>

#include <boost/beast/core/buffers_range.hpp>
#include <boost/beast/http/parser.hpp>

namespace guvoh::http {

namespace beast = boost::beast;
using boost::system::error_code;

namespace {

constexpr std::uint32_t kHeadLimitBytes = 16384;
constexpr std::size_t kMaxHeaders = 100;
constexpr std::string_view kEndOfChunks = "0\r\n\r\n";

/// Where the bytes of a body go.
struct BodyTarget {
    std::string* text = nullptr;  // borrowed from the connection
    BodySink* sink = nullptr;     // borrowed from the connection
    std::uint64_t left = 0;
    int status = 0;  // of a failure
};

/// A Beast body that writes to a BodyTarget.
struct TargetBody {
    using value_type = BodyTarget;
    class reader {
    public:
        template <bool isRequest, class Fields>
        explicit reader(beast::http::header<isRequest, Fields>&, value_type& target) : target_(target) {}
        void init(const boost::optional<std::uint64_t>&, error_code& error) { error = {}; }
        template <class Buffers>
        std::size_t put(const Buffers& buffers, error_code& error) {
            std::size_t total = 0;
            for (const boost::asio::const_buffer buffer : beast::buffers_range_ref(buffers)) {
                if (!take({static_cast<const char*>(buffer.data()), buffer.size()})) {
                    error = beast::http::error::body_limit;
                    return total;
                }
                total += buffer.size();
            }
            error = {};
            return total;
        }
        void finish(error_code& error) { error = {}; }

    private:
        bool take(std::string_view bytes) {
            if (bytes.size() > target_.left) {
                target_.status = 413;
                return false;
            }
            target_.left -= bytes.size();
            if (target_.text != nullptr) target_.text->append(bytes);
            if (target_.sink == nullptr || target_.sink->append(base::as_bytes(bytes))) return true;
            target_.status = 503;
            return false;
        }
        value_type& target_;
    };
};

std::string_view view(beast::string_view text) { return {text.data(), text.size()}; }

}  // namespace

struct BodyParser::Parts {
    beast::http::request_parser<TargetBody> parser;
};

BodyParser::BodyParser() : parts_(std::make_unique<Parts>()) {
    parts_->parser.header_limit(kHeadLimitBytes);
    parts_->parser.body_limit(boost::none);  // limits are the route's, known when the head is
    parts_->parser.eager(false);  // stops behind the head
}
BodyParser::~BodyParser() = default;

bool BodyParser::head_done() const { return parts_->parser.is_header_done(); }
bool BodyParser::done() const { return parts_->parser.is_done(); }

void BodyParser::body_to(std::string* text, BodySink* sink, std::uint64_t limit_bytes) {
    parts_->parser.get().body() = BodyTarget{text, sink, limit_bytes, 0};
    parts_->parser.eager(true);  // a chunk's length and its bytes are steps of their own
}

BodyParser::Step BodyParser::put(std::string_view bytes) {
    Step step;
    // No chunked body ends in fewer bytes, and given the first of these alone Beast 1.81 goes on to assert that it has all five.
    if (head_done() && parts_->parser.chunked() && bytes.size() < kEndOfChunks.size()) return step;
    error_code error;
    step.used = parts_->parser.put(boost::asio::buffer(bytes.data(), bytes.size()), error);
    if (!error || error == beast::http::error::need_more) return step;
    step.failed = true;
    const int refused = head_done() ? parts_->parser.get().body().status : 0;
    if (error == beast::http::error::header_limit) {
        step.status = 431;
        step.detail = "the head of the request is too large";
    } else if (refused == 413) {
        step.status = 413;
        step.detail = "the body is too large";
    } else if (refused != 0) {
        step.status = refused;
        step.detail = "the body cannot be taken now";
    } else {
        step.detail = "this is not HTTP/1.1";
    }
    return step;
}

int BodyParser::take_head(Request& request, std::string& why) {
    const auto& head = parts_->parser.get();
    if (head.version() != 11 && head.version() != 10) {
        why = "only HTTP/1.1 is spoken here";
        return 505;
    }
    request.method = method_from(view(head.method_string()));
    request.keep_alive = parts_->parser.keep_alive();
    auto target = Target::parse(view(head.target()));
    if (!target) {
        why = target.error().detail;
        return 400;
    }
    request.target = std::move(target).value();
    for (const auto& field : head) {
        if (request.headers.size() == kMaxHeaders) {
            why = "too many headers";
            return 431;
        }
        request.headers.push_back({std::string(view(field.name_string())), std::string(view(field.value()))});
        if (!is_header_value(request.headers.back().value)) {
            why = "a header holds a control character";
            return 400;
        }
    }
    const std::string_view length = request.header("Content-Length");
    const bool coded = request.header_count("Transfer-Encoding") > 0;
    request.chunked = parts_->parser.chunked();
    if ((coded && (!request.chunked || !length.empty())) || request.header_count("Content-Length") > 1) {
        why = "the length of the body is ambiguous";
        return 400;
    }
    if (!length.empty()) {
        std::uint64_t value = 0;
        const auto [end, error] = std::from_chars(length.data(), length.data() + length.size(), value);
        if (error != std::errc{} || end != length.data() + length.size()) {
            why = "Content-Length is no number";
            return 400;
        }
        request.content_length = value;
    }
    return 0;
}

}  // namespace guvoh::http

// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Saved web pages: each page in a WARC file becomes a page of text, other documents in it are handed over as inner files.
// Source: ISO 28500 (WARC 1.0, 1.1); RFC 9112 for the messages inside.
#include <algorithm>
#include <charconv>
#include <map>
#include <string>

#include "documents/charset.h"
#include "documents/gunzip.h"
#include "documents/html_text.h"
#include "documents/parsers.h"
#include "documents/utf8.h"

namespace guvoh::documents {

namespace {

constexpr std::size_t kMaxHeaderBytes = 256U << 10U;
using Headers = std::map<std::string, std::string, std::less<>>;

std::string lower(std::string_view text) {
    std::string out;
    for (const char c : text) out.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c);
    return out;
}

// Reads "Name: value" lines up to the blank one; `rest` is moved behind it. False when there is no blank line.
bool read_headers(std::string_view& rest, Headers& headers) {
    for (std::size_t used = 0; used < kMaxHeaderBytes;) {
        const std::size_t end = rest.find('\n');
        if (end == std::string_view::npos) return false;
        std::string_view line = rest.substr(0, end);
        rest.remove_prefix(end + 1);
        used += end + 1;
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (line.empty()) return true;
        const std::size_t colon = line.find(':');
        if (colon != std::string_view::npos) headers[lower(line.substr(0, colon))] = squeeze(clean_utf8(line.substr(colon + 1)));
    }
    return false;
}

std::string_view value_of(const Headers& headers, std::string_view name) {
    const auto found = headers.find(name);
    return found == headers.end() ? std::string_view{} : std::string_view(found->second);
}

std::uint64_t number_of(std::string_view digits) {
    std::uint64_t value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}

// Some archivers keep the header of a chunked answer but not its chunks: such a body stays as it is.
base::Bytes without_chunks(std::string_view body) {
    base::Bytes out;
    const std::size_t size_line = body.substr(0, 64).find('\n');
    const std::size_t digits = std::min(body.find_first_not_of("0123456789abcdefABCDEF"), body.size());
    if (size_line == std::string_view::npos || digits == 0 || std::string_view("\r\n; ").find(body[digits]) == std::string_view::npos) {
        base::put_bytes(out, base::as_bytes(body));
        return out;
    }
    while (!body.empty()) {
        std::uint64_t size = 0;
        const auto parsed = std::from_chars(body.data(), body.data() + body.size(), size, 16);
        const std::size_t line = body.find('\n');
        if (parsed.ec != std::errc{} || line == std::string_view::npos || size == 0) break;
        body.remove_prefix(line + 1);
        const std::string_view chunk = body.substr(0, static_cast<std::size_t>(std::min<std::uint64_t>(size, body.size())));
        base::put_bytes(out, base::as_bytes(chunk));
        body.remove_prefix(chunk.size());
        body.remove_prefix(std::min<std::size_t>(body.size(), body.starts_with("\r\n") ? 2 : body.starts_with('\n') ? 1 : 0));
    }
    return out;
}

std::string charset_of(std::string_view content_type) {
    const std::string type = lower(content_type);
    const std::size_t at = type.find("charset=");
    if (at == std::string::npos) return {};
    std::string name = type.substr(at + 8);
    std::erase(name, '"');
    return name.substr(0, name.find(';'));
}

std::string name_of_url(std::string_view url) {
    url = url.substr(0, url.find_first_of("?#"));
    const std::size_t slash = url.rfind('/');
    const std::string_view name = slash == std::string_view::npos ? url : url.substr(slash + 1);
    return name.empty() ? "index" : std::string(name);
}

// Servers state these for any file that is to be saved: then the content decides.
bool says_nothing(std::string_view media_type) {
    return media_type.empty() || media_type.ends_with("octet-stream") || media_type.ends_with("download") ||
           media_type.starts_with("application/x-") || media_type == "message/rfc822";
}

// The type of a document that we read; "" for anything else.
std::string type_by_content(const std::string& name, base::ByteSpan body, const Limits& limits) {
    Source source{body, name, limits, Kind::Other, {}};
    identify(source);
    const bool document = source.kind != Kind::Other && source.kind != Kind::Text && source.kind != Kind::Markdown;
    return document ? source.media_type : std::string();
}

/// Reads the records of a WARC file one after another.
class WarcReader {
public:
    WarcReader(const Limits& limits, Output& out) : limits_(limits), out_(out) {}
    base::Status read(std::string_view all);

private:
    base::Status read_record(const Headers& headers, std::string_view block);
    base::Status read_response(std::string_view url, std::string_view block);
    base::Status take_body(std::string_view url, std::string_view type, base::ByteSpan body);

    const Limits& limits_;
    Output& out_;
    std::size_t pages_ = 0;
};

base::Status WarcReader::take_body(std::string_view url, std::string_view type, base::ByteSpan body) {
    std::string media_type = squeeze(lower(type.substr(0, type.find(';'))));
    const bool unsaid = says_nothing(media_type);
    if (unsaid) media_type = type_by_content(name_of_url(url), body, limits_);
    if (media_type == "text/html" || media_type == "application/xhtml+xml" || media_type == "text/plain") {
        const bool plain = media_type == "text/plain";
        HtmlText page;
        if (plain) {
            page.text = settle_lines(to_utf8(body, detect_charset(body)));
        } else {
            page = html_text(body, charset_of(type));
        }
        if (pages_++ == 0) {
            out_.metadata("title", page.title);
            out_.metadata("language", page.language);
            out_.metadata("author", page.author);
            out_.metadata("url", url);
        }
        const std::string head = pages_ > 1 ? std::string(url) + "\n\n" : std::string();
        if (!page.text.empty()) out_.text(settle_lines(head + page.text));
        return {};
    }
    const bool document = (unsaid && media_type.find('/') != std::string::npos && !media_type.starts_with("image/")) || media_type == "application/pdf" || media_type.starts_with("application/vnd.") || media_type == "application/msword" ||
                          media_type == "application/zip" || media_type == "application/rtf" || media_type == "text/csv";
    const bool picture = media_type.starts_with("image/") && media_type != "image/svg+xml" && body.size() > 100'000;
    if (!document && !picture) return {};
    GUVOH_TRY(const bool admitted, out_.admit_child(name_of_url(url), body.size(), body.size()));
    if (admitted) out_.child(name_of_url(url), media_type, body);
    return {};
}

base::Status WarcReader::read_response(std::string_view url, std::string_view block) {
    Headers http;
    if (!block.starts_with("HTTP/") || !read_headers(block, http)) return {};
    base::Bytes body;
    if (lower(value_of(http, "transfer-encoding")).find("chunked") != std::string::npos) {
        body = without_chunks(block);
    } else {
        const base::ByteSpan bytes = base::as_bytes(block);
        body.assign(bytes.begin(), bytes.end());
    }
    const std::string encoding = lower(value_of(http, "content-encoding"));
    if (encoding == "gzip" || encoding == "deflate" || encoding == "x-gzip") {
        auto plain = inflate_any(body, limits_.max_child_bytes);
        if (plain) body = std::move(*plain);
    } else if (!encoding.empty() && encoding != "identity") {
        out_.note("a page is packed with " + encoding + ", which cannot be read");
        return {};
    }
    return take_body(url, value_of(http, "content-type"), body);
}

base::Status WarcReader::read_record(const Headers& headers, std::string_view block) {
    const std::string_view type = value_of(headers, "warc-type");
    std::string url(value_of(headers, "warc-target-uri"));
    std::erase(url, '<');
    std::erase(url, '>');
    if (type == "warcinfo" || type == "request" || type == "metadata" || type == "revisit") {
        if (type == "request" || type == "warcinfo") out_.metadata("created_on", value_of(headers, "warc-date"));
        return {};
    }
    if (type == "response") return read_response(url, block);
    if (type == "resource" || type == "conversion") return take_body(url, value_of(headers, "content-type"), base::as_bytes(block));
    return {};
}

base::Status WarcReader::read(std::string_view all) {
    std::size_t records = 0;
    while (!out_.text_full()) {
        const std::size_t at = all.find("WARC/1.");
        if (at == std::string_view::npos) break;
        all.remove_prefix(at);
        Headers headers;
        if (!read_headers(all, headers)) break;
        const std::uint64_t length = number_of(value_of(headers, "content-length"));
        const bool cut = length > all.size();
        const std::string_view block = all.substr(0, static_cast<std::size_t>(std::min<std::uint64_t>(length, all.size())));
        GUVOH_TRY_VOID(read_record(headers, block));
        all.remove_prefix(block.size());
        ++records;
        if (cut) {
            out_.note("the file is cut in its last record");
            break;
        }
    }
    return records > 0 ? base::Status{} : base::fail(base::ErrorKind::Invalid, "damaged WARC: no record can be read");
}

}  // namespace

base::Status parse_warc(const Source& source, Output& out) {
    WarcReader reader(source.limits, out);
    if (source.bytes.size() < 2 || source.bytes[0] != 0x1F || source.bytes[1] != 0x8B) return reader.read(base::as_text(source.bytes));
    const std::uint64_t limit = std::min<std::uint64_t>(source.limits.max_total_unpacked, source.limits.memory_bytes / 3);
    GUVOH_TRY(const Inflated unpacked, gunzip(source.bytes, limit));
    const base::Bytes& plain = unpacked.bytes;
    if (!unpacked.whole) out.note("damaged gzip file: only its first " + std::to_string(plain.size()) + " bytes could be unpacked");
    if (plain.size() == limit) out.note("only the first " + std::to_string(limit >> 20U) + " MB of this archive were read; the file is preserved whole");
    return reader.read(base::as_text(plain));
}

}  // namespace guvoh::documents

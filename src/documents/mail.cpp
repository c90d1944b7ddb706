// SPDX-License-Identifier: AGPL-3.0-or-later
//
// E-mail (RFC 5322, MIME) through GMime: headers into metadata, the plain body (else the HTML one) as text, attachments as inner
// files. A mailbox (mbox, RFC 4155) hands over its messages as inner files.
#include "documents/mail.h"

#include <gmime/gmime.h>
#include <iconv.h>

#include <algorithm>
#include <array>
#include <string>

#include "documents/charset.h"
#include "documents/dates.h"
#include "documents/gobject.h"
#include "documents/html_text.h"
#include "documents/parsers.h"
#include "documents/utf8.h"

namespace guvoh::documents {

namespace {

constexpr int kMaxDepth = 30;
constexpr std::size_t kDecorationBytes = 50'000;  // inline pictures up to this are logos and signatures

std::string text_or_nothing(const char* text) { return text == nullptr ? std::string() : std::string(text); }

std::string lower(std::string text) {
    for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    return text;
}

std::string addresses(InternetAddressList* list) {
    if (list == nullptr) return {};
    char* const text = internet_address_list_to_string(list, nullptr, 0);
    std::string out = text_or_nothing(text);
    g_free(text);
    return out;
}

base::Bytes bytes_of(GMimeStreamMem* stream) {
    const GByteArray* const array = g_mime_stream_mem_get_byte_array(stream);
    return base::Bytes(array->data, array->data + array->len);
}

base::Bytes content_of(GMimePart* part) {
    GMimeDataWrapper* const content = g_mime_part_get_content(part);
    if (content == nullptr) return {};
    const Held<GMimeStream> stream(g_mime_stream_mem_new());
    g_mime_data_wrapper_write_to_stream(content, stream.get());
    return bytes_of(GMIME_STREAM_MEM(stream.get()));
}

/// Reads the parts of one message.
class MessageReader {
public:
    explicit MessageReader(Output& out) : out_(out) {}
    base::Status walk(GMimeObject* object, int depth);
    std::string text() { return settle_lines(text_); }

private:
    base::Status take_part(GMimePart* part, bool related);
    base::Status take_message(GMimeMessagePart* part);
    base::Status take_attachment(const std::string& name, const std::string& type, const base::Bytes& content);
    void take_text(GMimePart* part, const std::string& subtype);
    base::Status walk_alternatives(GMimeMultipart* parts, int depth);

    Output& out_;
    std::string text_;
    bool related_ = false;
};

void MessageReader::take_text(GMimePart* part, const std::string& subtype) {
    const base::Bytes content = content_of(part);
    const std::string charset = lower(text_or_nothing(g_mime_object_get_content_type_parameter(GMIME_OBJECT(part), "charset")));
    if (!text_.empty()) text_ += "\n\n";
    if (subtype == "html") {
        text_ += html_text(content, charset).text;
        return;
    }
    const bool stated = !charset.empty() && charset != "us-ascii" && charset != "utf-8" && knows_charset(charset) && !is_misstated(charset, content);
    text_ += to_utf8(content, stated ? charset : detect_charset(content));
}

base::Status MessageReader::take_attachment(const std::string& name, const std::string& type, const base::Bytes& content) {
    GUVOH_TRY(const bool admitted, out_.admit_child(name, content.size(), content.size()));
    if (admitted) out_.child(name, type, content);
    return {};
}

base::Status MessageReader::take_part(GMimePart* part, bool related) {
    GMimeContentType* const content_type = g_mime_object_get_content_type(GMIME_OBJECT(part));
    const std::string type = lower(text_or_nothing(g_mime_content_type_get_media_type(content_type)));
    const std::string subtype = lower(text_or_nothing(g_mime_content_type_get_media_subtype(content_type)));
    const std::string disposition = lower(text_or_nothing(g_mime_object_get_disposition(GMIME_OBJECT(part))));
    std::string name = text_or_nothing(g_mime_part_get_filename(part));
    if (type == "text" && (subtype == "plain" || subtype == "html") && disposition != "attachment" && name.empty()) {
        take_text(part, subtype);
        return {};
    }
    if (type == "application" && (subtype == "pkcs7-mime" || subtype == "x-pkcs7-mime" || subtype == "pgp-encrypted")) {
        out_.note("the message is encrypted; its body cannot be read");
    }
    const base::Bytes content = content_of(part);
    if (related && type == "image" && disposition != "attachment" && content.size() <= kDecorationBytes) return {};
    if (content.empty()) return {};
    if (name.empty()) name = "attachment." + (subtype.empty() ? "bin" : subtype == "calendar" ? "ics" : subtype);
    return take_attachment(name, type + "/" + subtype, content);
}

base::Status MessageReader::take_message(GMimeMessagePart* part) {
    GMimeMessage* const message = g_mime_message_part_get_message(part);
    if (message == nullptr) return {};
    const Held<GMimeStream> stream(g_mime_stream_mem_new());
    g_mime_object_write_to_stream(GMIME_OBJECT(message), nullptr, stream.get());
    const std::string subject = text_or_nothing(g_mime_message_get_subject(message));
    return take_attachment((subject.empty() ? "message" : subject) + ".eml", "message/rfc822", bytes_of(GMIME_STREAM_MEM(stream.get())));
}

// Of several versions of the body one is read: the plain one, unless it is a mere remark beside another. Files that lie within a
// version (a picture in the HTML, what Apple Mail attaches) are in no other, so all are taken.
base::Status MessageReader::walk_alternatives(GMimeMultipart* parts, int depth) {
    constexpr std::size_t kRemarkBytes = 200;
    std::string before = std::move(text_), best;
    base::Status status;
    for (int i = 0; status && i < g_mime_multipart_get_count(parts); ++i) {
        text_.clear();
        status = walk(g_mime_multipart_get_part(parts, i), depth + 1);
        std::string version = settle_lines(text_);
        if (best.empty() || version.size() > best.size() * 2 + kRemarkBytes) best = std::move(version);
    }
    if (!before.empty() && !best.empty()) before += "\n\n";
    text_ = std::move(before) + best;
    return status;
}

base::Status MessageReader::walk(GMimeObject* object, int depth) {
    if (object == nullptr) return {};
    if (depth > kMaxDepth) {
        out_.note("parts nested deeper than " + std::to_string(kMaxDepth) + " were left out");
        return {};
    }
    if (GMIME_IS_MESSAGE_PART(object)) return take_message(GMIME_MESSAGE_PART(object));
    if (GMIME_IS_PART(object)) return take_part(GMIME_PART(object), related_);
    if (!GMIME_IS_MULTIPART(object)) return {};
    GMimeMultipart* const parts = GMIME_MULTIPART(object);
    GMimeContentType* const type = g_mime_object_get_content_type(object);
    if (g_mime_content_type_is_type(type, "multipart", "encrypted") != 0) out_.note("the message is encrypted; its body cannot be read");
    if (g_mime_content_type_is_type(type, "multipart", "alternative") != 0) return walk_alternatives(parts, depth);
    const bool was_related = related_;
    related_ = related_ || g_mime_content_type_is_type(type, "multipart", "related") != 0;
    base::Status status;
    for (int i = 0; status && i < g_mime_multipart_get_count(parts); ++i) status = walk(g_mime_multipart_get_part(parts, i), depth + 1);
    related_ = was_related;
    return status;
}

void read_headers(GMimeMessage* message, Output& out) {
    out.metadata("from", addresses(g_mime_message_get_from(message)));
    out.metadata("to", addresses(g_mime_message_get_to(message)));
    out.metadata("cc", addresses(g_mime_message_get_cc(message)));
    out.metadata("subject", text_or_nothing(g_mime_message_get_subject(message)));
    out.metadata("title", text_or_nothing(g_mime_message_get_subject(message)));
    out.metadata("message_id", text_or_nothing(g_mime_message_get_message_id(message)));
    out.metadata("in_reply_to", text_or_nothing(g_mime_object_get_header(GMIME_OBJECT(message), "In-Reply-To")));
    if (GDateTime* const date = g_mime_message_get_date(message); date != nullptr) {
        const auto offset = static_cast<int>(g_date_time_get_utc_offset(date) / G_TIME_SPAN_MINUTE);
        out.metadata("sent_at", iso_from_unix(g_date_time_to_unix(date), offset));
        out.metadata("created_on", iso_from_unix(g_date_time_to_unix(date), offset));
    }
}

// The start of the next message of an mbox at or after `at`: a "From " line after a blank one.
std::size_t next_message(std::string_view all, std::size_t at) {
    for (;;) {
        const std::size_t found = all.find("\nFrom ", at);
        if (found == std::string_view::npos) return all.size();
        const bool blank = found == 0 || all[found - 1] == '\n' || (all[found - 1] == '\r' && found >= 2 && all[found - 2] == '\n');
        if (blank) return found + 1;
        at = found + 1;
    }
}

std::string unquoted(std::string_view message) {
    std::string out;
    out.reserve(message.size());
    for (std::size_t at = 0; at < message.size();) {
        const std::size_t end = std::min(message.find('\n', at), message.size() - 1) + 1;
        std::string_view line = message.substr(at, end - at);
        const std::size_t marks = line.find_first_not_of('>');
        if (marks != 0 && marks != std::string_view::npos && line.substr(marks).starts_with("From ")) line.remove_prefix(1);
        out += line;
        at = end;
    }
    return out;
}

// For headers in 8-bit letters that name no character set: what the message as a whole looks like.
GMimeParserOptions* reading_options(const Source& source) {
    std::string guess = detect_charset(source.bytes);
    if (guess == "utf-8") guess = "windows-1251";
    std::array<const char*, 4> charsets = {"utf-8", guess.c_str(), "windows-1251", nullptr};
    GMimeParserOptions* const options = g_mime_parser_options_new();
    g_mime_parser_options_set_fallback_charsets(options, charsets.data());
    return options;
}

}  // namespace

std::string mail_heading(Output& out) {
    std::string text;
    for (const auto& [key, label] : {std::pair{"subject", ""}, std::pair{"from", "From: "}, std::pair{"to", "To: "}, std::pair{"cc", "Cc: "}}) {
        const auto found = out.head().metadata.find(key);
        if (found != out.head().metadata.end()) text += label + found->second + "\n";
    }
    return text;
}

void mail_warm_up() {
    static std::array<iconv_t, 40> converters;  // held open to the end of the process
    if (converters.front() != nullptr) return;
    std::size_t opened = 0;
    g_mime_init();
    // Converters are shared libraries of the C library: they must be loaded while files can still be opened, and stay.
    for (const char* const name : {"CP1251", "KOI8-R", "KOI8-U", "ISO-8859-1", "ISO-8859-5", "ISO-8859-9", "ISO-8859-15", "CP1252", "CP1250",
                                   "CP1254", "CP1256", "CP866", "UTF-16", "UTF-16LE", "GB18030", "PT154", "RK1048", "MAC-CYRILLIC"}) {
        converters.at(opened++) = iconv_open("UTF-8", name);
        converters.at(opened++) = iconv_open(name, "UTF-8");
    }
}

base::Status parse_email(const Source& source, Output& out) {
    const Held<GMimeStream> stream(
        g_mime_stream_mem_new_with_buffer(reinterpret_cast<const char*>(source.bytes.data()), source.bytes.size()));
    const Held<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
    GMimeParserOptions* const options = reading_options(source);
    const Held<GMimeMessage> message(g_mime_parser_construct_message(parser.get(), options));
    g_mime_parser_options_free(options);
    if (message.get() == nullptr) return base::fail(base::ErrorKind::Invalid, "damaged e-mail: it has no headers");
    read_headers(message.get(), out);
    MessageReader reader(out);
    const base::Status status = reader.walk(g_mime_message_get_mime_part(message.get()), 0);
    std::string text = settle_lines(mail_heading(out) + "\n" + reader.text());
    if (!text.empty()) out.text(std::move(text));
    return status;
}

base::Status parse_mailbox(const Source& source, Output& out) {
    const std::string_view all = base::as_text(source.bytes);
    std::size_t number = 0;
    for (std::size_t at = 0; at < all.size();) {
        const std::size_t end = next_message(all, at + 4);
        const std::size_t body = std::min(all.find('\n', at), end);
        const std::string name = "message-" + std::to_string(++number) + ".eml";
        if (body + 1 < end) {
            GUVOH_TRY(const bool admitted, out.admit_child(name, end - body, end - body));
            if (admitted) out.child(name, "message/rfc822", base::as_bytes(unquoted(all.substr(body + 1, end - body - 1))));
        }
        at = end;
    }
    return {};
}

}  // namespace guvoh::documents

// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Decides what a file is. Our own checks come first because they are cheap and sure; libmagic names the rest.
#include <magic.h>

#include <algorithm>
#include <array>

#include "documents/charset.h"
#include "documents/mail_headers.h"
#include "documents/ole.h"
#include "documents/parsers.h"
#include "documents/utf8.h"
#include "documents/zip.h"

namespace guvoh::documents {

namespace {

constexpr std::size_t kHeadBytes = 64U << 10U;

struct Found {
    Kind kind;
    const char* media_type;
};

struct Signature {
    std::string_view bytes;
    std::size_t at;
    Found found;
};

constexpr std::array kSignatures = {
    Signature{"{\\rtf", 0, {Kind::Rtf, "application/rtf"}},
    Signature{"WARC/1.", 0, {Kind::Warc, "application/warc"}},
    Signature{"\x89PNG\r\n\x1A\n", 0, {Kind::Image, "image/png"}},
    Signature{"\xFF\xD8\xFF", 0, {Kind::Image, "image/jpeg"}},
    Signature{std::string_view("II*\0", 4), 0, {Kind::Image, "image/tiff"}},
    Signature{std::string_view("MM\0*", 4), 0, {Kind::Image, "image/tiff"}},
    Signature{"GIF87a", 0, {Kind::Image, "image/gif"}},
    Signature{"GIF89a", 0, {Kind::Image, "image/gif"}},
    Signature{"WEBP", 8, {Kind::Image, "image/webp"}},
    Signature{"ftypheic", 4, {Kind::Image, "image/heic"}},
    Signature{"ftypheix", 4, {Kind::Image, "image/heic"}},
    Signature{"ftypmif1", 4, {Kind::Image, "image/heif"}},
    Signature{"ftypavif", 4, {Kind::Image, "image/avif"}},
    Signature{"BM", 0, {Kind::Image, "image/bmp"}},
    Signature{std::string_view("\0\0\0\x0CjP  ", 8), 0, {Kind::Image, "image/jp2"}},
    Signature{"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 0, {Kind::Other, "application/x-ole-storage"}},
    Signature{"Rar!\x1A\x07", 0, {Kind::Archive, "application/vnd.rar"}},
    Signature{"7z\xBC\xAF\x27\x1C", 0, {Kind::Archive, "application/x-7z-compressed"}},
    Signature{"ustar", 257, {Kind::Archive, "application/x-tar"}},
    Signature{"MSCF", 0, {Kind::Archive, "application/vnd.ms-cab-compressed"}},
    Signature{std::string_view("\xFD" "7zXZ\0", 6), 0, {Kind::Archive, "application/x-xz"}},
    Signature{"BZh", 0, {Kind::Archive, "application/x-bzip2"}},
    Signature{"\x1F\x8B", 0, {Kind::Archive, "application/gzip"}},
};

constexpr std::string_view kBzip2Block = "1AY&SY";  // behind its level; "BZh" alone may begin a text
constexpr std::string_view kBitmapReserved("\0\0\0\0", 4);  // of a BMP header; "BM" alone may begin a text

std::string_view head_of(const Source& source) { return base::as_text(source.bytes.first(std::min(source.bytes.size(), kHeadBytes))); }

bool starts_without_case(std::string_view text, std::string_view lower) {
    if (text.size() < lower.size()) return false;
    for (std::size_t i = 0; i < lower.size(); ++i) {
        const char c = text[i] >= 'A' && text[i] <= 'Z' ? static_cast<char>(text[i] + 32) : text[i];
        if (c != lower[i]) return false;
    }
    return true;
}

bool looks_html(std::string_view head, const std::string& extension) {
    if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
    head.remove_prefix(std::min(head.size(), head.find_first_not_of(" \t\r\n")));
    for (const std::string_view start : {"<!doctype html", "<html", "<head", "<body"}) {
        if (starts_without_case(head, start)) return true;
    }
    const bool named = extension == "html" || extension == "htm" || extension == "xhtml" || extension == "mht";
    const bool tag = head.starts_with('<') && (head.find("<html") != std::string_view::npos || head.find("<HTML") != std::string_view::npos);
    return tag || (named && extension != "mht" && head.find('<') != std::string_view::npos);
}

bool has_pdf_mark(std::string_view head) { return head.substr(0, 1024).find("%PDF-") != std::string_view::npos; }

Found by_name(const std::string& extension) {
    if (extension == "csv") return {Kind::Csv, "text/csv"};
    if (extension == "tsv" || extension == "tab") return {Kind::Csv, "text/tab-separated-values"};
    if (extension == "md" || extension == "markdown") return {Kind::Markdown, "text/markdown"};
    return {Kind::Text, "text/plain"};
}

void set(Source& source, Found found) {
    source.kind = found.kind;
    source.media_type = found.media_type;
}

void identify_ole(Source& source) {
    const auto file = OleFolder::open(source.bytes);
    if (file && file->has("WordDocument")) set(source, {Kind::Doc, "application/msword"});
    if (file && file->has("__properties_version1.0")) set(source, {Kind::Email, kOutlookType.data()});
}

magic_t magic_cookie() {
    // Loaded once, before the worker is locked down: afterwards no file can be opened.
    static const magic_t cookie = [] {
        const magic_t made = magic_open(MAGIC_MIME_TYPE | MAGIC_NO_CHECK_COMPRESS | MAGIC_NO_CHECK_TAR | MAGIC_NO_CHECK_ELF);
        if (made != nullptr && magic_load(made, nullptr) != 0) return magic_t{nullptr};
        return made;
    }();
    return cookie;
}

void ask_libmagic(Source& source) {
    const std::string_view head = head_of(source);
    const char* type = magic_cookie() == nullptr ? nullptr : magic_buffer(magic_cookie(), head.data(), head.size());
    source.kind = Kind::Other;
    source.media_type = type == nullptr ? "application/octet-stream" : clean_utf8(type);
    if (source.media_type.starts_with("image/") && source.media_type.find("svg") == std::string::npos) source.kind = Kind::Image;
    if (source.media_type == "message/rfc822") source.kind = Kind::Email;
}

bool identify_text(Source& source, std::string_view head, const std::string& extension) {
    if (looks_html(head, extension)) return set(source, {Kind::Html, "text/html"}), true;
    if (looks_mailbox(head)) return set(source, {Kind::Mailbox, "application/mbox"}), true;
    if (looks_email(head, extension == "eml" || extension == "mht" || extension == "mhtml")) {
        return set(source, {Kind::Email, "message/rfc822"}), true;
    }
    if (has_pdf_mark(head)) return set(source, {Kind::Pdf, "application/pdf"}), true;  // with something before it
    if (!looks_like_text(base::as_bytes(head))) return false;
    set(source, by_name(extension));
    return true;
}

}  // namespace

void identify_warm_up() { magic_cookie(); }

bool is_simple_text(const Source& source) {
    const std::string_view all = base::as_text(source.bytes);
    const std::string_view head = head_of(source);
    if (!looks_like_text(base::as_bytes(head)) || all.find('\0') != std::string_view::npos || !is_utf8(all)) return false;
    const std::string extension = extension_of(source.name);
    if (head.starts_with("{\\rtf") || head.starts_with("WARC/") || has_pdf_mark(head)) return false;
    return !looks_html(head, extension) && !looks_mailbox(head) &&
           !looks_email(head, extension == "eml" || extension == "mht" || extension == "mhtml");
}

void identify(Source& source) {
    const std::string extension = extension_of(source.name);
    const std::string_view head = head_of(source);
    if (source.bytes.empty()) return set(source, by_name(extension));
    if (head.starts_with("%PDF-")) return set(source, {Kind::Pdf, "application/pdf"});
    if (head.starts_with("PK\x03\x04") || head.starts_with("PK\x05\x06")) return identify_zip(source);
    for (const Signature& signature : kSignatures) {
        if (head.size() > signature.at && head.substr(signature.at).starts_with(signature.bytes)) {
            if (signature.bytes == "BM" && head.substr(std::min<std::size_t>(6, head.size()), 4) != kBitmapReserved) continue;
            if (signature.bytes == "BZh" && head.substr(std::min<std::size_t>(4, head.size()), 6) != kBzip2Block) continue;
            if (signature.bytes == "WEBP" && !head.starts_with("RIFF")) continue;
            set(source, signature.found);
            if (source.media_type == "application/gzip" && source.name.find(".warc") != std::string_view::npos) {
                set(source, {Kind::Warc, "application/warc"});
            }
            if (source.media_type == "application/x-ole-storage") identify_ole(source);
            return;
        }
    }
    if (!identify_text(source, head, extension)) ask_libmagic(source);
}

}  // namespace guvoh::documents

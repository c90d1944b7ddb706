// SPDX-License-Identifier: AGPL-3.0-or-later
#include "documents/extracted.h"

#include <array>
#include <bit>
#include <cmath>
#include <utility>

#include "documents/utf8.h"

namespace guvoh::documents {

using base::ByteReader;
using base::Bytes;
using base::ByteSpan;
using base::ErrorKind;

namespace {

constexpr std::array<std::string_view, kKindCount> kKindNames = {"other",  "pdf",      "docx",  "odt",     "rtf",
                                                         "html",   "warc",     "text",  "markdown", "email",
                                                         "mailbox", "image",   "spreadsheet", "csv", "archive", "doc", "presentation"};
constexpr std::size_t kMaxNameBytes = 4096;

auto broken(const char* what) { return base::fail(ErrorKind::Invalid, std::string("extraction result: ") + what); }

void put_f32(Bytes& out, float value) { base::put_u32(out, std::bit_cast<std::uint32_t>(value)); }

float get_f32(ByteReader& in) {
    const float value = std::bit_cast<float>(in.u32());
    return std::isfinite(value) ? value : -1.0F;
}

void put_text(Bytes& out, std::string_view text) { base::put_sized(out, base::as_bytes(text)); }

std::uint64_t zigzag(std::int64_t value) {
    return (static_cast<std::uint64_t>(value) << 1U) ^ static_cast<std::uint64_t>(value >> 63);
}
std::int64_t unzigzag(std::uint64_t value) {
    return static_cast<std::int64_t>(value >> 1U) ^ -static_cast<std::int64_t>(value & 1U);
}

void put_words(const std::vector<Word>& words, Bytes& out) {
    base::put_varint(out, words.size());
    std::uint32_t before = 0;
    Box last;
    for (const Word& word : words) {
        base::put_varint(out, word.begin - before);
        base::put_varint(out, word.end - word.begin);
        base::put_varint(out, zigzag(std::int64_t{word.box.x0} - last.x1));
        base::put_varint(out, zigzag(std::int64_t{word.box.x1} - word.box.x0));
        base::put_varint(out, zigzag(std::int64_t{word.box.y0} - last.y0));
        base::put_varint(out, zigzag(std::int64_t{word.box.y1} - last.y1));
        before = word.end;
        last = word.box;
    }
}

// One coordinate from its neighbour and a difference; false when it leaves the range.
bool step(ByteReader& in, std::uint16_t from, std::uint16_t& to) {
    const std::int64_t value = std::int64_t{from} + unzigzag(in.varint() & 0xFFFFFFFFU);
    if (value < 0 || value > 0xFFFF) return false;
    to = static_cast<std::uint16_t>(value);
    return true;
}

bool get_words(ByteReader& in, std::size_t text_size, std::vector<Word>& words) {
    const std::uint64_t count = in.varint();
    if (!in.ok() || count > in.remaining() / 6 || count > text_size) return false;
    words.reserve(count);
    std::uint64_t at = 0;
    Box last;
    for (std::uint64_t i = 0; i < count; ++i) {
        const std::uint64_t begin = at + (in.varint() & 0xFFFFFFFFU);
        const std::uint64_t end = begin + (in.varint() & 0xFFFFFFFFU);
        Box box;
        if (!step(in, last.x1, box.x0) || !step(in, box.x0, box.x1) || !step(in, last.y0, box.y0) || !step(in, last.y1, box.y1) ||
            end > text_size || end == begin) {
            return false;
        }
        words.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end), box});
        at = end;
        last = box;
    }
    return in.ok();
}

}  // namespace

std::string_view kind_name(Kind kind) { return kKindNames.at(static_cast<std::size_t>(kind)); }

base::Expected<Kind> kind_from_name(std::string_view name) {
    for (std::size_t i = 0; i < kKindNames.size(); ++i) {
        if (kKindNames[i] == name) return static_cast<Kind>(i);
    }
    return base::fail(ErrorKind::NotFound, "no such kind of document");
}

Bytes serialise_head(const Extracted& extracted) {
    Bytes out;
    out.push_back(static_cast<std::uint8_t>(extracted.kind));
    put_text(out, extracted.media_type);
    base::put_varint(out, extracted.metadata.size());
    for (const auto& [key, value] : extracted.metadata) {
        put_text(out, key);
        put_text(out, value);
    }
    return out;
}

base::Status parse_head(ByteSpan payload, Extracted& out) {
    ByteReader in(payload);
    const std::uint8_t kind = in.u8();
    if (kind >= kKindNames.size()) return broken("unknown kind");
    out.kind = static_cast<Kind>(kind);
    out.media_type = std::string(in.sized_text());
    const std::uint64_t count = in.varint();
    if (count > 1000) return broken("too much metadata");
    for (std::uint64_t i = 0; i < count && in.ok(); ++i) {
        const std::string_view key = in.sized_text();
        const std::string_view value = in.sized_text();
        if (!is_utf8(key) || !is_utf8(value)) return broken("metadata is not UTF-8");
        out.metadata.insert_or_assign(std::string(key), std::string(value));
    }
    if (!in.ok() || !in.at_end() || !is_utf8(out.media_type)) return broken("damaged head");
    return {};
}

void serialise_page(const Page& page, Bytes& out) {
    put_f32(out, page.width_pt);
    put_f32(out, page.height_pt);
    out.push_back(page.from_ocr ? 1 : 0);
    put_f32(out, page.ocr_confidence);
    put_text(out, page.ocr_languages);
    put_text(out, page.text);
    put_words(page.words, out);
}

base::Expected<Page> parse_page(ByteSpan payload) {
    ByteReader in(payload);
    Page page;
    page.width_pt = get_f32(in);
    page.height_pt = get_f32(in);
    page.from_ocr = in.u8() != 0;
    page.ocr_confidence = get_f32(in);
    page.ocr_languages = std::string(in.sized_text());
    page.text = std::string(in.sized_text());
    if (!in.ok() || page.width_pt < 0 || page.height_pt < 0 || page.ocr_confidence < 0) return broken("damaged page");
    if (!is_utf8(page.text) || !is_utf8(page.ocr_languages)) return broken("page is not UTF-8");
    if (!get_words(in, page.text.size(), page.words) || !in.at_end()) return broken("damaged words");
    return page;
}

Bytes serialise_child(std::string_view name, std::string_view media_type, ByteSpan content) {
    Bytes out;
    out.reserve(content.size() + name.size() + media_type.size() + 20);
    put_text(out, name);
    put_text(out, media_type);
    base::put_bytes(out, content);
    return out;
}

base::Expected<Embedded> parse_child(ByteSpan payload) {
    ByteReader in(payload);
    Embedded child;
    child.name = std::string(in.sized_text());
    child.media_type = std::string(in.sized_text());
    if (!in.ok() || child.name.size() > kMaxNameBytes || !is_utf8(child.name) || !is_utf8(child.media_type)) {
        return broken("damaged inner file");
    }
    if (child.name != safe_inner_name(child.name)) return broken("unsafe name of an inner file");
    const ByteSpan content = in.bytes(in.remaining());
    child.content.assign(content.begin(), content.end());
    return child;
}

Bytes serialise_refused(const RefusedChild& refused) {
    Bytes out;
    put_text(out, refused.name);
    put_text(out, refused.reason);
    return out;
}

base::Expected<RefusedChild> parse_refused(ByteSpan payload) {
    ByteReader in(payload);
    RefusedChild refused{std::string(in.sized_text()), std::string(in.sized_text())};
    if (!in.ok() || !in.at_end() || !is_utf8(refused.name) || !is_utf8(refused.reason)) return broken("damaged refusal");
    return refused;
}

Bytes serialise_failure(ErrorKind kind, std::string_view detail) {
    Bytes out;
    out.push_back(static_cast<std::uint8_t>(kind));
    put_text(out, detail);
    return out;
}

base::Expected<base::Error> parse_failure(ByteSpan payload) {
    ByteReader in(payload);
    const std::uint8_t kind = in.u8();
    const std::string_view detail = in.sized_text();
    // The worker may only blame the file; it must not pose as the vault or the user.
    const bool allowed = kind == static_cast<std::uint8_t>(ErrorKind::Invalid) ||
                         kind == static_cast<std::uint8_t>(ErrorKind::Unsupported) ||
                         kind == static_cast<std::uint8_t>(ErrorKind::NotFound) ||
                         kind == static_cast<std::uint8_t>(ErrorKind::Cancelled);
    if (!in.ok() || !in.at_end() || !allowed || detail.size() > kMaxNameBytes || !is_utf8(detail)) return broken("damaged failure");
    return base::Error{static_cast<ErrorKind>(kind), std::string(detail), {}};
}

namespace {

void put_frame(Bytes& out, FrameType type, ByteSpan payload) {
    out.push_back(static_cast<std::uint8_t>(type));
    base::put_u32(out, static_cast<std::uint32_t>(payload.size()));
    base::put_bytes(out, payload);
}

base::Status take_frame(FrameType type, ByteSpan payload, Extracted& out) {
    switch (type) {
        case FrameType::Head: return parse_head(payload, out);
        case FrameType::Page: {
            GUVOH_TRY(out.pages.emplace_back(), parse_page(payload));
            return {};
        }
        case FrameType::Child: {
            GUVOH_TRY(out.children.emplace_back(), parse_child(payload));
            return {};
        }
        case FrameType::Refused: {
            GUVOH_TRY(out.refused.emplace_back(), parse_refused(payload));
            return {};
        }
        case FrameType::Note:
            if (!is_utf8(base::as_text(payload))) return broken("note is not UTF-8");
            out.notes.emplace_back(base::as_text(payload));
            return {};
        default: return broken("unexpected frame");
    }
}

}  // namespace

Bytes serialise(const Extracted& extracted) {
    Bytes out;
    put_frame(out, FrameType::Head, serialise_head(extracted));
    for (const Page& page : extracted.pages) {
        Bytes payload;
        serialise_page(page, payload);
        put_frame(out, FrameType::Page, payload);
    }
    for (const Embedded& child : extracted.children) {
        put_frame(out, FrameType::Child, serialise_child(child.name, child.media_type, child.content));
    }
    for (const RefusedChild& refused : extracted.refused) put_frame(out, FrameType::Refused, serialise_refused(refused));
    for (const std::string& note : extracted.notes) put_frame(out, FrameType::Note, base::as_bytes(note));
    put_frame(out, FrameType::End, {});
    return out;
}

base::Expected<Extracted> parse_extracted(ByteSpan frames) {
    ByteReader in(frames);
    Extracted out;
    while (!in.at_end()) {
        const auto type = static_cast<FrameType>(in.u8());
        const std::uint32_t length = in.u32();
        const ByteSpan payload = in.bytes(length);
        if (!in.ok()) return broken("cut frame");
        if (type == FrameType::End) return in.at_end() ? base::Expected<Extracted>(std::move(out)) : broken("bytes after the end");
        GUVOH_TRY_VOID(take_frame(type, payload, out));
    }
    return broken("no end");
}

}  // namespace guvoh::documents

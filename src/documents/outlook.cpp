// SPDX-License-Identifier: AGPL-3.0-or-later
//
// A message that Outlook saved (.msg): properties, each a stream of its own named by its number and type, and attachments, each a
// folder. Source: [MS-OXMSG] 2; the numbers are those of [MS-OXPROPS].
#include <array>
#include <cstdio>

#include "documents/charset.h"
#include "documents/dates.h"
#include "documents/html_text.h"
#include "documents/mail.h"
#include "documents/ole.h"
#include "documents/parsers.h"
#include "documents/utf8.h"

namespace guvoh::documents {

namespace {

constexpr char kFixed[] = "__properties_version1.0";
constexpr std::size_t kMessageHeaderBytes = 32, kInnerHeaderBytes = 24, kPropertyBytes = 16;
constexpr int kMaxDepth = 10;
constexpr char kUnread[] = "an object inside this message was left unread";
constexpr std::uint16_t kSubject = 0x0037, kSubmitted = 0x0039, kSenderName = 0x0C1A, kSenderAddress = 0x5D01,
                        kSenderOtherAddress = 0x0C1F, kDisplayCc = 0x0E03, kDisplayTo = 0x0E04,
                        kDelivered = 0x0E06, kBody = 0x1000, kRtfBody = 0x1009, kHtmlBody = 0x1013, kMessageId = 0x1035, kInReplyTo = 0x1042,
                        kData = 0x3701, kShortName = 0x3704, kLongName = 0x3707, kMediaType = 0x370E, kCodePage = 0x3FFD;
constexpr std::uint16_t kInteger = 0x0003, kObject = 0x000D, kNarrow = 0x001E, kWide = 0x001F, kTime = 0x0040, kBinary = 0x0102;

std::string stream_name(std::uint16_t property, std::uint16_t type) {
    std::array<char, 32> name{};
    std::snprintf(name.data(), name.size(), "__substg1.0_%04X%04X", property, type);
    return name.data();
}

/// One message; attachments that are messages are read into the same text.
class OutlookReader {
public:
    explicit OutlookReader(Output& out) : out_(out) {}

    base::Status read(const OleFolder& message, int depth) {
        read_fixed(message, depth == 0 ? kMessageHeaderBytes : kInnerHeaderBytes);
        if (depth == 0) {
            take_metadata(message);
            text_ = mail_heading(out_);
        } else {
            text_ += "\n\n" + text(message, kSubject) + "\nFrom: " + text(message, kSenderName) + "\n";
        }
        text_ += "\n" + body(message);
        for (const std::string& name : message.names()) {
            if (!name.starts_with("__attach_version1.0_")) continue;
            if (const auto attachment = message.folder(name.c_str())) {
                GUVOH_TRY_VOID(take_attachment(*attachment, depth));
            } else {
                out_.note(kUnread);
            }
        }
        return {};
    }
    std::string take() { return settle_lines(text_); }

private:
    void read_fixed(const OleFolder& message, std::size_t header_bytes) {
        charset_ = "windows-1252";
        sent_ms_ = 0;
        const auto all = message.stream(kFixed);
        if (!all || all->size() < header_bytes) return;
        base::ByteReader in(base::ByteSpan(*all).subspan(header_bytes));
        while (in.remaining() >= kPropertyBytes) {
            const std::uint16_t type = in.u16(), property = in.u16();
            in.u32();  // flags
            const std::uint64_t value = in.u64();
            const bool sent = property == kSubmitted || (property == kDelivered && sent_ms_ == 0);
            constexpr std::uint64_t kTicksToUnix = 116'444'736'000'000'000;  // of 100 ns, since 1601
            if (type == kTime && sent && value > kTicksToUnix) sent_ms_ = static_cast<std::int64_t>((value - kTicksToUnix) / 10'000);
            if (type == kInteger && property == kCodePage) set_charset(static_cast<std::uint32_t>(value));
        }
    }

    void set_charset(std::uint32_t code_page) {
        const std::string name = code_page == 65001 ? "utf-8" : code_page == 20866 ? "koi8-r" : "windows-" + std::to_string(code_page);
        if (knows_charset(name)) charset_ = name;
    }

    std::string text(const OleFolder& folder, std::uint16_t property) const {
        if (const auto wide = folder.stream(stream_name(property, kWide).c_str())) return to_utf8(*wide, "utf-16le");
        if (const auto narrow = folder.stream(stream_name(property, kNarrow).c_str())) return to_utf8(*narrow, charset_);
        return {};
    }

    void take_metadata(const OleFolder& message) {
        const std::string name = text(message, kSenderName);
        std::string address = text(message, kSenderAddress);
        if (address.empty()) address = text(message, kSenderOtherAddress);
        if (address.find('@') == std::string::npos) address.clear();  // a place in the directory of an organisation's own server
        out_.metadata("from", address.empty() || address == name ? name : name + " <" + address + ">");
        out_.metadata("to", text(message, kDisplayTo));
        out_.metadata("cc", text(message, kDisplayCc));
        out_.metadata("subject", text(message, kSubject));
        out_.metadata("title", text(message, kSubject));
        out_.metadata("message_id", text(message, kMessageId));
        out_.metadata("in_reply_to", text(message, kInReplyTo));
        if (sent_ms_ == 0) return;
        out_.metadata("sent_at", iso_from_unix(sent_ms_ / 1000));
        out_.metadata("created_on", iso_from_unix(sent_ms_ / 1000));
    }

    std::string body(const OleFolder& message) {
        std::string plain = text(message, kBody);
        if (!squeeze(plain).empty()) return plain;
        if (const auto html = message.stream(stream_name(kHtmlBody, kBinary).c_str())) return html_text(*html, {}).text;
        if (message.has(stream_name(kRtfBody, kBinary).c_str())) {
            out_.note("the words of this message are kept only in Outlook's own packing and were not read: save it as EML");
        }
        return {};
    }

    base::Status read_inner(const OleFolder& message, int depth) {
        const std::string outer = charset_;  // the names of further attachments are in it
        GUVOH_TRY_VOID(read(message, depth));
        charset_ = outer;
        return {};
    }

    base::Status take_attachment(const OleFolder& attachment, int depth) {
        if (const auto inner = attachment.folder(stream_name(kData, kObject).c_str())) {
            if (inner->has(kFixed) && depth < kMaxDepth) return read_inner(*inner, depth + 1);
            out_.note(kUnread);
            return {};
        }
        const auto content = attachment.stream(stream_name(kData, kBinary).c_str());
        if (!content || content->empty()) return {};
        std::string name = text(attachment, kLongName);
        if (name.empty()) name = text(attachment, kShortName);
        if (name.empty()) name = "attachment";
        GUVOH_TRY(const bool admitted, out_.admit_child(name, content->size(), content->size()));
        if (admitted) out_.child(name, text(attachment, kMediaType), *content);
        return {};
    }

    Output& out_;
    std::string text_, charset_;  // of strings that are not Unicode
    std::int64_t sent_ms_ = 0;
};

}  // namespace

base::Status parse_outlook(const Source& source, Output& out) {
    GUVOH_TRY(const OleFolder file, OleFolder::open(source.bytes));
    OutlookReader reader(out);
    GUVOH_TRY_VOID(reader.read(file, 0));
    std::string text = reader.take();
    if (!text.empty()) out.text(std::move(text));
    return {};
}

}  // namespace guvoh::documents

// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <utility>

#include "documents/parsers.h"
#include "documents/utf8.h"
#include "documents/wire.h"

namespace guvoh::documents {

namespace {

constexpr std::uint32_t kMaxNotes = 100;
constexpr std::uint32_t kMaxRefused = 100'000;
constexpr std::size_t kMaxMetadataBytes = 8'000;
constexpr std::uint64_t kRatioFloorBytes = 16ULL << 20;  // small things may be packed as tightly as they like

std::string megabytes(std::uint64_t bytes) { return std::to_string(bytes >> 20U) + " MB"; }

}  // namespace

bool Output::page(Page&& page) {
    if (text_full()) return false;
    if (pages_++ == kMaxPages) {
        note("only the first " + std::to_string(kMaxPages) + " pages were taken; the file is preserved whole");
        text_bytes_ = limits_.max_text_bytes;
        return false;
    }
    const std::uint64_t room = limits_.max_text_bytes - text_bytes_;
    if (page.text.size() > room) {
        std::size_t cut = static_cast<std::size_t>(room);
        while (cut > 0 && (static_cast<std::uint8_t>(page.text[cut]) & 0xC0U) == 0x80U) --cut;
        page.text.resize(cut);
        std::erase_if(page.words, [cut](const Word& word) { return word.end > cut; });
        text_bytes_ = limits_.max_text_bytes;
        note("only the first " + megabytes(limits_.max_text_bytes) + " of text were taken; the file is preserved whole");
    } else {
        text_bytes_ += page.text.size();
    }
    take_page(page);
    return !text_full();
}

bool Output::text(std::string text) {
    Page whole;
    whole.text = std::move(text);
    return page(std::move(whole));
}

base::Expected<bool> Output::admit_child(std::string_view name, std::uint64_t unpacked, std::uint64_t packed) {
    if (children_ >= limits_.max_children) {
        refuse(name, limits_.max_children == 0 ? "it lies too deep: files within files within files"
                                               : "more than " + std::to_string(limits_.max_children) + " files inside one file");
        return false;
    }
    if (unpacked_bytes_ + unpacked > limits_.max_total_unpacked) {
        return base::fail(base::ErrorKind::Cancelled, "unpacks to more than " + megabytes(limits_.max_total_unpacked) + " (a zip bomb?)");
    }
    const std::uint64_t all_packed = packed_bytes_ + packed, all_unpacked = unpacked_bytes_ + unpacked;
    if (all_unpacked > kRatioFloorBytes && all_unpacked / std::max<std::uint64_t>(all_packed, 1) > limits_.max_ratio) {
        return base::fail(base::ErrorKind::Cancelled, "unpacks to more than " + std::to_string(limits_.max_ratio) +
                                                          " times its size (a zip bomb?)");
    }
    if (unpacked > limits_.max_child_bytes) {
        refuse(name, "larger than " + megabytes(limits_.max_child_bytes) + " unpacked");
        return false;
    }
    unpacked_bytes_ = all_unpacked;
    packed_bytes_ = all_packed;
    ++children_;
    return true;
}

void Output::child(std::string_view name, std::string_view media_type, base::ByteSpan content) {
    take_child(safe_inner_name(name), clean_utf8(media_type.substr(0, 200)), content);
}

void Output::refuse(std::string_view name, std::string_view reason) {
    if (refused_++ < kMaxRefused) take_refused({safe_inner_name(name), clean_utf8(reason.substr(0, 500))});
}

void Output::note(std::string_view note) {
    if (notes_++ < kMaxNotes) take_note(clean_utf8(note.substr(0, 500)));
}

void Output::metadata(const std::string& key, std::string_view value) {
    std::string clean = squeeze(clean_utf8(value.substr(0, kMaxMetadataBytes)));
    if (!clean.empty()) head_.metadata.emplace(key, std::move(clean));
}

}  // namespace guvoh::documents

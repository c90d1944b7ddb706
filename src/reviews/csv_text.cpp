// SPDX-License-Identifier: AGPL-3.0-or-later
#include "reviews/csv_text.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include "base/text.h"
#include "documents/charset.h"

namespace guvoh::reviews {

namespace {

constexpr int kMostRounds = 3;
constexpr std::size_t kNeighbours = 12;
constexpr std::size_t kEnoughToJudge = 64 * 1024;

char32_t code_point_at(std::string_view text, std::size_t& at) {
    const std::size_t length = base::utf8_sequence_length(text.substr(at));
    const auto byte = [&](std::size_t i) { return static_cast<char32_t>(static_cast<unsigned char>(text[at + i])); };
    char32_t code = length == 0 ? 0xFFFD : byte(0);
    if (length == 2) code = ((byte(0) & 0x1FU) << 6U) | (byte(1) & 0x3FU);
    if (length == 3) code = ((byte(0) & 0x0FU) << 12U) | ((byte(1) & 0x3FU) << 6U) | (byte(2) & 0x3FU);
    if (length == 4) code = ((byte(0) & 0x07U) << 18U) | ((byte(1) & 0x3FU) << 12U) | ((byte(2) & 0x3FU) << 6U) | (byte(3) & 0x3FU);
    at += std::max<std::size_t>(length, 1);
    return code;
}

bool is_lower(char32_t c) { return (c >= 'a' && c <= 'z') || (c >= 0xDF && c <= 0xFF && c != 0xF7); }
bool is_accented_capital(char32_t c) { return c >= 0xC0 && c <= 0xDE && c != 0xD7; }
bool is_control(char32_t c) { return c >= 0x80 && c <= 0x9F; }
bool is_symbol(char32_t c) { return (c >= 0xA1 && c <= 0xBF && c != 0xAB && c != 0xBB && c != 0xB0) || c == 0x2021 || c == 0x201A || c == 0x02C6 || c == 0x2030; }

/// The byte that each character of a set stands for, from the converter itself.
std::map<char32_t, char> bytes_of(std::string_view charset) {
    std::map<char32_t, char> table;
    for (int value = 0x80; value < 0x100; ++value) {
        const std::array<base::Byte, 1> byte{static_cast<base::Byte>(value)};
        const std::string text = documents::to_utf8(byte, charset);
        std::size_t at = 0;
        const char32_t code = text.empty() ? 0xFFFD : code_point_at(text, at);
        if (code != 0xFFFD) table.emplace(code, static_cast<char>(value));
    }
    return table;
}

/// The bytes that a text would have in a set; nothing when it has a character that the set lacks.
std::optional<std::string> encode(std::string_view text, const std::map<char32_t, char>& table) {
    std::string bytes;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t code = code_point_at(text, at);
        if (code < 0x80) {
            bytes += static_cast<char>(code);
        } else if (const auto found = table.find(code); found != table.end()) {
            bytes += found->second;
        } else {
            return std::nullopt;
        }
    }
    return bytes;
}

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// The best reading of a text that was decoded wrongly once; empty when none is better.
std::string better_reading(const std::string& text) {
    static const std::map<char32_t, char> latin = bytes_of("iso-8859-1");
    static const std::map<char32_t, char> windows = bytes_of("windows-1252");
    std::size_t least = count_odd(text);
    std::string best;
    const auto consider = [&](std::string candidate) {
        if (const std::size_t odd = count_odd(candidate); odd < least) {
            least = odd;
            best = std::move(candidate);
        }
    };
    for (const auto* table : {&windows, &latin}) {
        const std::optional<std::string> bytes = encode(text, *table);
        if (!bytes) continue;
        if (base::is_utf8(*bytes)) consider(*bytes);
        consider(documents::to_utf8(base::as_bytes(*bytes), "macintosh"));
    }
    return best;
}

/// The neighbourhoods of all bytes above ASCII, as far as they are enough to judge by.
std::string around_high_bytes(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size() && out.size() < kEnoughToJudge; ++at) {
        if (static_cast<unsigned char>(text[at]) < 0x80) continue;
        const std::size_t begin = at < kNeighbours ? 0 : at - kNeighbours;
        out += text.substr(begin, 2 * kNeighbours);
        out += ' ';
        at += kNeighbours;
    }
    return out;
}

}  // namespace

std::size_t count_odd(std::string_view text) {
    std::size_t odd = 0;
    char32_t before = ' ';
    for (std::size_t at = 0; at < text.size();) {
        const char32_t code = code_point_at(text, at);
        std::size_t peek = at;
        const char32_t next = at < text.size() ? code_point_at(text, peek) : U' ';
        const bool in_word = is_lower(before) && (is_lower(next) || is_accented_capital(next));
        if (code == 0xFFFD || is_control(code)) ++odd;
        if (is_accented_capital(code) && (is_lower(before) || (next >= 0x80 && next <= 0xBF))) ++odd;
        if (is_symbol(code) && in_word) ++odd;
        if (code == 0xE2 && (next == 0x20AC || next == 0x80)) ++odd;  // UTF-8 dashes and quotes read as windows-1252
        before = code;
    }
    return odd;
}

DecodedText decode_export(base::ByteSpan bytes) {
    std::string_view text = base::as_text(bytes);
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    if (base::is_utf8(text)) return {std::string(text), "utf-8"};
    const std::string telling = around_high_bytes(text);
    const auto oddness = [&](std::string_view charset) {  // a mojibake within looks odd in both: what remains after undoing it counts too
        std::string read = documents::to_utf8(base::as_bytes(telling), charset);
        const std::size_t before = count_odd(read);
        repair_mojibake(read);
        return before + count_odd(read);
    };
    const std::string_view charset = oddness("macintosh") <= oddness("windows-1252") ? "macintosh" : "windows-1252";
    return {documents::to_utf8(bytes, charset), std::string(charset)};
}

bool repair_mojibake(std::string& text) {
    if (is_ascii(text)) return false;
    bool changed = false;
    for (int round = 0; round < kMostRounds && count_odd(text) > 0; ++round) {
        std::string better = better_reading(text);
        if (better.empty()) break;
        text = std::move(better);
        changed = true;
    }
    return changed;
}

bool decode_entities(std::string& text) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kEntities = {
        {{"&#40;", "("}, {"&#41;", ")"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&apos;", "'"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&amp;", "&"}}};
    bool changed = false;
    for (const auto& [entity, character] : kEntities) {
        for (std::size_t at = text.find(entity); at != std::string::npos; at = text.find(entity, at + 1)) {
            text.replace(at, entity.size(), character);
            changed = true;
        }
    }
    return changed;
}

std::vector<std::vector<std::string>> read_rows(std::string_view csv) {
    std::vector<std::vector<std::string>> rows;
    std::vector<std::string> row(1);
    bool quoted = false;
    const auto end_row = [&] {
        if (std::any_of(row.begin(), row.end(), [](const std::string& cell) { return !cell.empty(); })) rows.push_back(std::move(row));
        row.assign(1, {});
    };
    for (std::size_t at = 0; at < csv.size(); ++at) {
        const char c = csv[at];
        if (quoted) {
            const bool doubled = c == '"' && at + 1 < csv.size() && csv[at + 1] == '"';
            if (c != '"' || doubled) row.back() += c;
            if (doubled) ++at;
            if (c == '"' && !doubled) quoted = false;
        } else if (c == '"' && row.back().empty()) {
            quoted = true;
        } else if (c == ',') {
            row.emplace_back();
        } else if (c == '\r' || c == '\n') {
            end_row();
        } else {
            row.back() += c;
        }
    }
    end_row();
    return rows;
}

}  // namespace guvoh::reviews

// SPDX-License-Identifier: AGPL-3.0-or-later
#include "documents/charset.h"

#include <unicode/ucnv.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <vector>

#include "documents/utf8.h"

namespace guvoh::documents {

using base::ByteSpan;

namespace {

constexpr std::size_t kSampleBytes = 256U << 10U;

/// One 8-bit character set as a table. `base` says which ICU converter it is made from; `changes` are laid over it (ICU has
/// no KZ-1048).
struct Table {
    const char* name = "";
    std::array<char16_t, 256> codes{};
};

struct Change {
    std::uint8_t byte;
    char16_t code;
};
// Source: KZ-1048 (STRK1048-2002) and PT154 in the IANA character set registry: what differs from windows-1251.
constexpr Change kKz1048[] = {{0x8D, 0x49A}, {0x8E, 0x4BA}, {0x9D, 0x49B}, {0x9E, 0x4BB}, {0xA1, 0x4B0}, {0xA2, 0x4B1},
                              {0xA3, 0x4D8}, {0xA5, 0x4E8}, {0xAA, 0x492}, {0xAF, 0x4AE}, {0xB4, 0x4E9}, {0xBA, 0x493},
                              {0xBC, 0x4D9}, {0xBD, 0x4A2}, {0xBE, 0x4A3}, {0xBF, 0x4AF}};
constexpr Change kPt154[] = {{0x80, 0x496}, {0x81, 0x492}, {0x82, 0x4EE}, {0x83, 0x493}, {0x86, 0x4B6}, {0x87, 0x4AE}, {0x88, 0x4B2},
                             {0x89, 0x4AF}, {0x8A, 0x4A0}, {0x8B, 0x4E2}, {0x8C, 0x4A2}, {0x8D, 0x49A}, {0x8E, 0x4BA}, {0x8F, 0x4B8},
                             {0x90, 0x497}, {0x98, 0x4B3}, {0x99, 0x4B7}, {0x9A, 0x4A1}, {0x9B, 0x4E3}, {0x9C, 0x4A3}, {0x9D, 0x49B},
                             {0x9E, 0x4BB}, {0x9F, 0x4B9}, {0xA4, 0x4E8}, {0xA5, 0x498}, {0xA6, 0x4B0}, {0xAA, 0x4D8}, {0xAD, 0x4EF},
                             {0xAF, 0x49C}, {0xB1, 0x4B1}, {0xB4, 0x499}, {0xB5, 0x4E9}, {0xBA, 0x4D9}, {0xBD, 0x4AA}, {0xBE, 0x4AB},
                             {0xBF, 0x49D}};

struct ConverterClose {
    void operator()(UConverter* converter) const { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, ConverterClose>;

Converter open_converter(const std::string& name) {
    UErrorCode error = U_ZERO_ERROR;
    Converter converter(ucnv_open(name.c_str(), &error));
    return U_FAILURE(error) ? nullptr : std::move(converter);
}

Table make_table(const char* name, const char* icu_name) {
    Table table{name, {}};
    const Converter converter = open_converter(icu_name);
    for (unsigned i = 0; i < 256; ++i) {
        const char byte = static_cast<char>(i);
        char16_t code[4] = {};
        UErrorCode error = U_ZERO_ERROR;
        const bool good = converter && ucnv_toUChars(converter.get(), code, 4, &byte, 1, &error) == 1 && U_SUCCESS(error);
        table.codes[i] = good ? code[0] : char16_t{0xFFFD};
    }
    return table;
}

template <std::size_t N>
Table lay_over(Table table, const char* name, const Change (&changes)[N]) {
    table.name = name;
    for (const Change& change : changes) table.codes[change.byte] = change.code;
    return table;
}

// In order of preference: the first of equals wins.
const std::vector<Table>& tables() {
    static const std::vector<Table> all = [] {
        std::vector<Table> made;
        made.push_back(make_table("windows-1251", "windows-1251"));
        made.push_back(make_table("windows-1252", "windows-1252"));
        made.push_back(make_table("koi8-r", "koi8-r"));
        made.push_back(make_table("koi8-u", "koi8-u"));
        made.push_back(make_table("ibm866", "ibm-866"));
        made.push_back(make_table("iso-8859-5", "iso-8859-5"));
        made.push_back(lay_over(made[0], "kz-1048", kKz1048));
        made.push_back(lay_over(made[0], "pt154", kPt154));
        made.push_back(make_table("windows-1254", "windows-1254"));
        made.push_back(make_table("windows-1256", "windows-1256"));
        made.push_back(make_table("windows-1250", "windows-1250"));
        made.push_back(make_table("x-mac-cyrillic", "x-mac-cyrillic"));
        return made;
    }();
    return all;
}

bool is_upper_cyrillic(char16_t c) { return (c >= 0x400 && c <= 0x42F) || (c >= 0x460 && c <= 0x52F && (c & 1U) == 0); }
char16_t lower_cyrillic(char16_t c) {
    if (c >= 0x410 && c <= 0x42F) return static_cast<char16_t>(c + 0x20);
    if (c >= 0x400 && c <= 0x40F) return static_cast<char16_t>(c + 0x50);
    if (c >= 0x460 && c <= 0x52F && (c & 1U) == 0) return static_cast<char16_t>(c + 1);
    return c;
}
bool is_cyrillic(char16_t c) { return c >= 0x400 && c <= 0x52F; }
bool is_ascii_letter(char16_t c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_arabic(char16_t c) { return c >= 0x620 && c <= 0x6FF; }
bool is_latin_letter(char16_t c) { return (c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7); }

// How much a lower-case Cyrillic letter speaks for the set: the square root of its share (in %) in Russian text; the letters
// of Kazakh, Kyrgyz, Tajik and Ukrainian by their usual share there.
float cyrillic_weight(char16_t c) {
    constexpr std::array<float, 32> kRussian = {2.83F, 1.26F, 2.13F, 1.30F, 1.73F, 2.91F, 0.97F, 1.28F, 2.71F, 1.10F, 1.87F,
                                                2.10F, 1.79F, 2.59F, 3.31F, 1.68F, 2.17F, 2.34F, 2.50F, 1.62F, 0.51F, 0.98F,
                                                0.69F, 1.20F, 0.85F, 0.60F, 0.20F, 1.38F, 1.32F, 0.57F, 0.80F, 1.42F};
    if (c >= 0x430 && c <= 0x44F) return kRussian[c - 0x430U];
    switch (c) {
        case 0x451: return 0.4F;                                               // ё
        case 0x456: return 1.8F;                                               // і
        case 0x457: return 1.3F;                                               // ї
        case 0x454: return 1.6F;                                               // є
        case 0x49B: case 0x4D9: case 0x4A3: case 0x493: return 1.5F;           // қ ә ң ғ
        case 0x4AF: case 0x4B1: case 0x4E9: return 1.2F;                       // ү ұ ө
        case 0x4B3: case 0x4B7: case 0x4E3: case 0x4EF: return 1.2F;           // ҳ ҷ ӣ ӯ
        case 0x45E: return 0.8F;                                               // ў
        default: return -1.0F;
    }
}

float letter_score(char16_t before, char16_t c, char16_t after) {
    if (c == 0xFFFD || (c >= 0x80 && c < 0xA0)) return -6;
    if (is_cyrillic(c)) {
        const char16_t low = lower_cyrillic(c);
        float score = cyrillic_weight(low) * (c == low ? 1.0F : 0.85F);
        if (is_upper_cyrillic(c) && is_cyrillic(before) && !is_upper_cyrillic(before)) score -= 3;
        if (is_ascii_letter(before) || is_ascii_letter(after)) score -= 2;
        return score;
    }
    if (is_arabic(c)) return is_arabic(before) || is_arabic(after) ? 1.7F : -1.0F;
    if (is_latin_letter(c)) {
        const bool upper_inside = c < 0xE0 && c != 0xDF && before >= 'a' && before <= 'z';
        if (upper_inside) return -1.5F;
        const bool common = c == 0xE9 || c == 0xE8 || c == 0xFC || c == 0xF6 || c == 0xE4 || c == 0xE7 || c == 0xDF || c == 0xF1 ||
                            c == 0x131 || c == 0x15F || c == 0x11F || c == 0xE0 || c == 0xEA || c == 0xF3 || c == 0xE1 || c == 0xED;
        return is_ascii_letter(before) || is_ascii_letter(after) ? (common ? 2.2F : 1.6F) : -1.0F;
    }
    const bool sign = c == 0xAB || c == 0xBB || c == 0xA0 || c == 0xA7 || c == 0xB0 || c == 0x2116 || (c >= 0x2010 && c <= 0x2026) || c == 0x20AC;
    return sign ? 1.0F : -2.0F;
}

float score(const Table& table, ByteSpan sample) {
    double sum = 0;
    std::size_t counted = 0;
    char16_t before = ' ', c = sample.empty() ? u' ' : table.codes[sample[0]];
    for (std::size_t i = 0; i < sample.size(); ++i) {
        const char16_t after = i + 1 < sample.size() ? table.codes[sample[i + 1]] : u' ';
        if (sample[i] >= 0x80) {
            sum += static_cast<double>(letter_score(before, c, after));
            ++counted;
        }
        before = c;
        c = after;
    }
    return counted == 0 ? 0 : static_cast<float>(sum / static_cast<double>(counted));
}

// UTF-16 without a mark: in one half of the byte pairs nearly all are high bytes of Latin, Cyrillic or Arabic.
std::string utf16_kind(ByteSpan sample) {
    if (sample.size() < 4) return {};
    std::size_t low[2] = {0, 0};
    for (std::size_t i = 0; i + 1 < sample.size(); i += 2) {
        low[0] += sample[i] <= 6 ? 1U : 0U;
        low[1] += sample[i + 1] <= 6 ? 1U : 0U;
    }
    const std::size_t pairs = sample.size() / 2;
    if (low[1] * 10 > pairs * 7 && low[0] * 10 < pairs * 3) return "utf-16le";
    if (low[0] * 10 > pairs * 7 && low[1] * 10 < pairs * 3) return "utf-16be";
    return {};
}

// UTF-8 with a little damage (a letter cut in two, a stray byte): nearly all letters beyond ASCII are whole sequences.
bool is_mostly_utf8(std::string_view text) {
    constexpr std::size_t kLettersPerFault = 20;
    std::size_t letters = 0, faults = 0;
    while (true) {
        const std::size_t good = utf8_prefix(text);
        const std::string_view whole = text.substr(0, good);
        letters += static_cast<std::size_t>(std::count_if(whole.begin(), whole.end(), [](char c) { return (c & 0xC0) == 0xC0; }));
        if (good == text.size()) break;
        ++faults;
        text.remove_prefix(good + 1);
    }
    return letters > 0 && letters >= faults * kLettersPerFault;
}

// Where there is something to tell sets apart by: a long start in plain ASCII says nothing.
ByteSpan sample_of(ByteSpan bytes) {
    const auto first = std::find_if(bytes.begin(), bytes.end(), [](base::Byte b) { return b >= 0x80; });
    const auto at = static_cast<std::size_t>(first - bytes.begin());
    const bool late = first != bytes.end() && at >= kSampleBytes / 2;
    const ByteSpan rest = bytes.subspan(late ? at & ~std::size_t{1} : 0);
    return rest.first(std::min(rest.size(), kSampleBytes));
}

std::string lower(std::string_view name) {
    std::string out;
    for (const char c : name) out.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c);
    return out;
}

const Table* table_of(std::string_view name) {
    for (const Table& table : tables()) {
        if (name == table.name) return &table;
    }
    if (name == "cp1251" || name == "win-1251") return &tables()[0];
    if (name == "iso-8859-1" || name == "latin1" || name == "us-ascii" || name == "cp1252" || name == "ascii") return &tables()[1];
    if (name == "cp866" || name == "ibm-866") return &tables()[4];
    return nullptr;
}

std::string through_icu(ByteSpan bytes, const std::string& name) {
    Converter from = open_converter(name);
    if (!from) return {};
    std::string out;
    const char* at = reinterpret_cast<const char*>(bytes.data());
    const char* const end = at + bytes.size();
    std::vector<char16_t> wide(8192);
    while (at < end) {
        char16_t* to = wide.data();
        UErrorCode error = U_ZERO_ERROR;
        ucnv_toUnicode(from.get(), &to, wide.data() + wide.size(), &at, end, nullptr, 1, &error);
        for (const char16_t* c = wide.data(); c < to; ++c) {
            const bool pair = (*c & 0xFC00U) == 0xD800U && c + 1 < to && (c[1] & 0xFC00U) == 0xDC00U;
            if (pair) {
                put_utf8(out, 0x10000U + ((c[0] & 0x3FFU) << 10U) + (c[1] & 0x3FFU));
                ++c;
            } else {
                put_utf8(out, *c);
            }
        }
        if (U_FAILURE(error) && error != U_BUFFER_OVERFLOW_ERROR) break;
    }
    return out;
}

std::string from_utf16(ByteSpan bytes, bool big) {
    std::string out;
    out.reserve(bytes.size());
    const unsigned high = big ? 0 : 1, low = big ? 1 : 0;
    for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
        std::uint32_t c = (static_cast<std::uint32_t>(bytes[i + high]) << 8U) | bytes[i + low];
        if ((c & 0xFC00U) == 0xD800U && i + 3 < bytes.size()) {
            const std::uint32_t next = (static_cast<std::uint32_t>(bytes[i + 2 + high]) << 8U) | bytes[i + 2 + low];
            if ((next & 0xFC00U) == 0xDC00U) {
                c = 0x10000U + ((c & 0x3FFU) << 10U) + (next & 0x3FFU);
                i += 2;
            }
        }
        if (c != 0xFEFF) put_utf8(out, c);
    }
    return out;
}

}  // namespace

void charset_warm_up() { tables(); }

bool looks_like_text(ByteSpan head) {
    if (head.size() >= 2 && ((head[0] == 0xFF && head[1] == 0xFE) || (head[0] == 0xFE && head[1] == 0xFF))) return true;
    if (head.empty()) return true;
    while (!head.empty() && head.back() == 0) head = head.first(head.size() - 1);  // what a crash leaves at the end of a file
    if (head.empty()) return false;
    std::size_t odd = 0, zeros = 0;
    for (const base::Byte b : head) {
        if (b == 0) ++zeros;
        if (b < 0x20 && b != '\n' && b != '\r' && b != '\t' && b != '\f' && b != 0x1B && b != 0x1A) ++odd;
    }
    return odd * 200 <= head.size() || (zeros > 0 && !utf16_kind(head).empty());
}

std::string detect_charset(ByteSpan bytes) {
    if (bytes.size() >= 2 && bytes[0] == 0xFF && bytes[1] == 0xFE) return "utf-16le";
    if (bytes.size() >= 2 && bytes[0] == 0xFE && bytes[1] == 0xFF) return "utf-16be";
    const ByteSpan sample = sample_of(bytes);
    if (sample.size() >= 3 && sample[0] == 0xEF && sample[1] == 0xBB && sample[2] == 0xBF) return "utf-8";
    const std::string wide = utf16_kind(sample);
    const bool zeros = std::find(sample.begin(), sample.end(), 0) != sample.end();
    if (zeros && !wide.empty()) return wide;
    const std::size_t good = utf8_prefix(base::as_text(sample));
    if (good == sample.size() || (good + 4 > sample.size() && (sample.size() == kSampleBytes || good > 16))) return "utf-8";
    if (is_mostly_utf8(base::as_text(sample))) return "utf-8";
    if (!wide.empty()) return wide;
    const Table* best = &tables()[1];
    float highest = -100;
    for (const Table& table : tables()) {
        const float value = score(table, sample);
        if (value > highest + 0.01F) {
            highest = value;
            best = &table;
        }
    }
    return best->name;
}

std::string to_utf8(ByteSpan bytes, std::string_view charset) {
    const std::string name = lower(charset);
    if (name == "utf-8" || name == "utf8") {
        const std::string_view text = base::as_text(bytes);
        const bool mark = text.starts_with("\xEF\xBB\xBF");
        return clean_utf8(mark ? text.substr(3) : text);
    }
    if (name == "utf-16le" || name == "utf-16be") return from_utf16(bytes, name == "utf-16be");
    const Table* table = table_of(name);
    if (table == nullptr) {
        if (std::string text = through_icu(bytes, name); !text.empty() || bytes.empty()) return text;
        table = &tables()[1];
    }
    std::string out;
    out.reserve(bytes.size() * 2);
    for (const base::Byte b : bytes) put_utf8(out, table->codes[b]);
    return out;
}

bool is_misstated(std::string_view charset, ByteSpan bytes) {
    const std::string name = lower(charset);
    if (table_of(name) != &tables()[1]) return false;
    std::size_t high = 0, together = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (bytes[i] < 0xC0) continue;
        ++high;
        together += i + 1 < bytes.size() && bytes[i + 1] >= 0xC0 ? 1U : 0U;
    }
    return together * 2 > high;
}

bool knows_charset(std::string_view charset) {
    const std::string name = lower(charset);
    return name == "utf-8" || name == "utf8" || name.starts_with("utf-16") || table_of(name) != nullptr || open_converter(name) != nullptr;
}

}  // namespace guvoh::documents

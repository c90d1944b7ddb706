// SPDX-License-Identifier: AGPL-3.0-or-later
#include "sheets/xlsx_cells.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <map>
#include <pugixml.hpp>

#include "base/edtf.h"

namespace guvoh::sheets {

namespace {

std::optional<double> number_of(std::string_view text) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
    return value;
}

std::string_view local_name(const pugi::xml_node& node) {
    const std::string_view name = node.name();
    const std::size_t colon = name.find(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

/// The formats that have a number and no text in the file (ECMA-376, part 1, 18.8.30), with those of East Asia.
bool is_built_in_date(unsigned format) {
    return (format >= 14 && format <= 22) || (format >= 27 && format <= 36) || (format >= 45 && format <= 47) || (format >= 50 && format <= 58);
}

void append_utf8(std::string& out, unsigned code) {
    if (code < 0x80) {
        out += static_cast<char>(code);
    } else if (code < 0x800) {
        out += static_cast<char>(0xc0 | (code >> 6));
        out += static_cast<char>(0x80 | (code & 0x3f));
    } else {
        out += static_cast<char>(0xe0 | (code >> 12));
        out += static_cast<char>(0x80 | ((code >> 6) & 0x3f));
        out += static_cast<char>(0x80 | (code & 0x3f));
    }
}

}  // namespace

std::optional<std::size_t> column_of(std::string_view reference) {
    std::size_t column = 0, letters = 0;
    while (letters < reference.size() && letters < 4 && reference[letters] >= 'A' && reference[letters] <= 'Z') {
        column = column * 26 + static_cast<std::size_t>(reference[letters] - 'A' + 1);
        ++letters;
    }
    if (letters == 0 || letters > 3) return std::nullopt;
    return column - 1;
}

std::string number_text(std::string_view number) {
    const std::optional<double> value = number_of(number);
    if (!value) return std::string(number);
    // Fifteen digits, as Excel: 0.1 is stored as 0.10000000000000001.
    std::array<char, 40> text{};
    if (std::abs(*value) < 1e15 && *value == std::floor(*value)) {
        std::snprintf(text.data(), text.size(), "%.0f", *value == 0 ? 0.0 : *value);
    } else {
        std::snprintf(text.data(), text.size(), "%.15g", *value);
    }
    return text.data();
}

std::string serial_text(std::string_view number, bool from_1904) {
    const std::optional<double> value = number_of(number);
    if (!value || *value < 0 || *value >= 2'958'466) return number_text(number);
    // Half a second more, so that 8:00 stored as 0.33333333333 is not 7:59:59.
    const double seconds = std::floor(*value * 86'400 + 0.5);
    auto day = static_cast<std::int64_t>(seconds / 86'400);
    const auto of_day = static_cast<int>(seconds - static_cast<double>(day) * 86'400);
    std::array<char, 16> time{};
    std::snprintf(time.data(), time.size(), "%02d:%02d:%02d", of_day / 3600, of_day / 60 % 60, of_day % 60);
    if (day == 0 && !from_1904) return time.data();
    // Excel's calendar has a 29 February 1900; day 1 is 1 January.
    if (!from_1904 && day < 60) ++day;
    const std::int64_t begin = from_1904 ? base::day_of_civil(1904, 1, 1) : base::day_of_civil(1899, 12, 30);
    return base::day_text(begin + day) + (of_day == 0 ? std::string() : "T" + std::string(time.data()));
}

std::string unescaped(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        unsigned code = 0;
        if (text.substr(i).starts_with("_x") && i + 6 < text.size() && text[i + 6] == '_') {
            const char* const digits = text.data() + i + 2;
            const auto [end, error] = std::from_chars(digits, digits + 4, code, 16);
            if (error == std::errc() && end == digits + 4 && (code < 0xd800 || code > 0xdfff) && code != 0) {
                append_utf8(out, code);
                i += 6;
                continue;
            }
        }
        out += text[i];
    }
    return out;
}

bool is_date_format(std::string_view format) {
    for (std::size_t i = 0; i < format.size(); ++i) {
        const char c = format[i];
        if (c == '"') {
            i = std::min(format.find('"', i + 1), format.size());
        } else if (c == '\\' || c == '_' || c == '*') {
            ++i;
        } else if (c == '[') {
            // [h], [mm], [ss] count time; [Red], [$-419] and conditions do not.
            const std::size_t end = std::min(format.find(']', i), format.size());
            const std::string_view inside = format.substr(i + 1, end - i - 1);
            if (!inside.empty() && inside.find_first_not_of("hms") == std::string_view::npos) return true;
            i = end;
        } else if (std::strchr("dmyhsDMYHS", c) != nullptr && c != 0) {
            return true;
        }
    }
    return false;
}

std::vector<bool> date_styles(std::string_view styles_xml) {
    std::vector<bool> styles;
    pugi::xml_document document;
    if (!document.load_buffer(styles_xml.data(), styles_xml.size())) return styles;
    std::map<unsigned, bool> formats;
    for (const pugi::xml_node list : document.document_element().children()) {
        if (local_name(list) == "numFmts") {
            for (const pugi::xml_node format : list.children()) formats[format.attribute("numFmtId").as_uint()] = is_date_format(format.attribute("formatCode").value());
        }
        if (local_name(list) != "cellXfs") continue;
        for (const pugi::xml_node style : list.children()) {
            const unsigned number = style.attribute("numFmtId").as_uint();
            const auto own = formats.find(number);
            styles.push_back(own != formats.end() ? own->second : is_built_in_date(number));
        }
    }
    return styles;
}

}  // namespace guvoh::sheets

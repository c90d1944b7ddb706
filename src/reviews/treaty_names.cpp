// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include "reviews/ratifications.h"

namespace guvoh::reviews {

namespace {

using Name = std::pair<std::string_view, std::string_view>;

// The number of a treaty in the United Nations Treaty Collection, chapter IV, with "-" between its parts.
constexpr std::array<Name, 19> kNumbers = {{{"1", "GENOCIDE"}, {"2", "CERD"}, {"3", "ICESCR"}, {"3-a", "ICESCR-OP"}, {"4", "ICCPR"}, {"5", "ICCPR-OP1"}, {"8", "CEDAW"},
                                            {"8-b", "CEDAW-OP"}, {"9", "CAT"}, {"9-b", "OPCAT"}, {"11", "CRC"}, {"11-b", "CRC-OPAC"}, {"11-c", "CRC-OPSC"},
                                            {"11-d", "CRC-OPIC"}, {"12", "ICCPR-OP2"}, {"13", "ICRMW"}, {"15", "CRPD"}, {"15-a", "CRPD-OP"}, {"16", "CED"}}};

// Abbreviations, longer ones before those that they contain; "-" between words.
constexpr std::array<Name, 44> kShort = {{
    {"iccpr-op1", "ICCPR-OP1"}, {"op1-iccpr", "ICCPR-OP1"}, {"iccpr-op-1", "ICCPR-OP1"}, {"ccpr-op1", "ICCPR-OP1"}, {"iccpr-op2", "ICCPR-OP2"}, {"iccpr-op-2", "ICCPR-OP2"},
    {"ccpr-op2-dp", "ICCPR-OP2"}, {"ccpr-op2", "ICCPR-OP2"}, {"op2-iccpr", "ICCPR-OP2"}, {"op-iccpr", "ICCPR-OP1"}, {"iccpr-op", "ICCPR-OP1"}, {"icescr-op", "ICESCR-OP"},
    {"op-icescr", "ICESCR-OP"}, {"cescr-op", "ICESCR-OP"}, {"cedaw-op", "CEDAW-OP"}, {"op-cedaw", "CEDAW-OP"}, {"crc-op-ac", "CRC-OPAC"}, {"op-crc-ac", "CRC-OPAC"},
    {"crc-opac", "CRC-OPAC"}, {"opac", "CRC-OPAC"}, {"crc-op-sc", "CRC-OPSC"}, {"op-crc-sc", "CRC-OPSC"}, {"crc-opsc", "CRC-OPSC"}, {"opsc", "CRC-OPSC"},
    {"crc-op-ic", "CRC-OPIC"}, {"op-crc-ic", "CRC-OPIC"}, {"crc-opic", "CRC-OPIC"}, {"opic", "CRC-OPIC"}, {"crpd-op", "CRPD-OP"}, {"op-crpd", "CRPD-OP"},
    {"op-cat", "OPCAT"}, {"cat-op", "OPCAT"}, {"opcat", "OPCAT"}, {"icerd", "CERD"}, {"cerd", "CERD"}, {"icescr", "ICESCR"}, {"cescr", "ICESCR"}, {"iccpr", "ICCPR"},
    {"ccpr", "ICCPR"}, {"cedaw", "CEDAW"}, {"icrmw", "ICRMW"}, {"icmw", "ICRMW"}, {"icppr", "ICCPR"}, {"genocide", "GENOCIDE"},
}};
constexpr std::array<Name, 6> kShorter = {{{"cmw", "ICRMW"}, {"icpped", "CED"}, {"cped", "CED"}, {"ced", "CED"}, {"crpd", "CRPD"}, {"cat", "CAT"}}};

// Words that a full name has, protocols before their treaties; each of these is part of the name as it stands.
constexpr std::array<Name, 19> kLong = {{
    {"involvement-of-children-in-armed-conflict", "CRC-OPAC"}, {"sale-of-children", "CRC-OPSC"}, {"on-a-communications-procedure", "CRC-OPIC"},
    {"aiming-at-the-abolition-of-the-death-penalty", "ICCPR-OP2"}, {"second-optional-protocol-to-the-international-covenant-on-civil", "ICCPR-OP2"},
    {"optional-protocol-to-the-international-covenant-on-civil", "ICCPR-OP1"}, {"optional-protocol-to-the-international-covenant-on-economic", "ICESCR-OP"},
    {"optional-protocol-to-the-convention-on-the-elimination-of-all-forms-of-discrimination-against-women", "CEDAW-OP"},
    {"optional-protocol-of-the-convention-against-torture", "OPCAT"}, {"optional-protocol-to-the-convention-against-torture", "OPCAT"},
    {"optional-protocol-to-the-convention-on-the-rights-of-persons-with-disabilities", "CRPD-OP"}, {"convention-against-torture", "CAT"},
    {"covenant-on-civil-and-political-rights", "ICCPR"}, {"covenant-on-economic-social-and-cultural-rights", "ICESCR"},
    {"elimination-of-all-forms-of-racial-discrimination", "CERD"}, {"elimination-of-all-forms-of-discrimination-against-women", "CEDAW"},
    {"rights-of-all-migrant-workers", "ICRMW"}, {"protection-of-all-persons-from-enforced-disappearance", "CED"}, {"rights-of-persons-with-disabilities", "CRPD"},
}};

/// Lower-case words with "-" between, and at both ends.
std::string key_of(std::string_view name) {
    std::string key = "-";
    for (const char c : name) {
        const auto byte = static_cast<unsigned char>(c);
        if (std::isalnum(byte) != 0) {
            key += static_cast<char>(std::tolower(byte));
        } else if (key.back() != '-') {
            key += '-';
        }
    }
    if (key.back() != '-') key += '-';
    return key;
}

/// The code of the first name of a table that stands as whole words in a key; "" when none does.
template <std::size_t N>
std::string_view first_named(const std::string& key, const std::array<Name, N>& names) {
    const auto stands = [&](const Name& name) { return key.find('-' + std::string(name.first) + '-') != std::string::npos; };
    const auto found = std::find_if(names.begin(), names.end(), stands);
    return found == names.end() ? std::string_view{} : found->second;
}

/// "4-9-b" and "IV.9.b", with nothing else but a file's ending.
std::string_view numbered(std::string_view key) {
    for (const std::string_view ending : {"-csv-", "-xlsx-", "-"}) {
        if (!key.ends_with(ending)) continue;
        key.remove_suffix(ending.size());
        break;
    }
    for (const std::string_view chapter : {"-4-", "-iv-"}) {
        if (!key.starts_with(chapter)) continue;
        const auto found = std::find_if(kNumbers.begin(), kNumbers.end(), [&](const Name& name) { return key.substr(chapter.size()) == name.first; });
        if (found != kNumbers.end()) return found->second;
    }
    return {};
}

}  // namespace

std::string treaty_code(std::string_view name) {
    constexpr std::size_t kLongestName = 400;
    name = name.substr(0, kLongestName);
    const std::string key = key_of(name);
    if (key.starts_with("-amendment")) return {};
    std::string_view code = numbered(key);
    if (code.empty()) code = first_named(key, kLong);
    if (code.empty()) code = first_named(key, kShort);
    if (code.empty()) code = first_named(key, kShorter);
    if (!code.empty()) return std::string(code);
    const bool child = key.find("-crc-") != std::string::npos || key.find("-convention-on-the-rights-of-the-child-") != std::string::npos;
    return child && key.find("-protocol-") == std::string::npos ? "CRC" : std::string();
}

}  // namespace guvoh::reviews

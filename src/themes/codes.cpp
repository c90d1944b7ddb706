// SPDX-License-Identifier: AGPL-3.0-or-later
#include "themes/codes.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace guvoh::themes {

namespace {

constexpr std::array<Theme, 54> kThemes = {{
    {"asylum_seekers_refugees", "Asylum-seekers - refugees"},
    {"civil_society", "Civil society"},
    {"corruption", "Corruption"},
    {"counter_terrorism", "Counter-terrorism"},
    {"cp_rights_general", "CP rights - general"},
    {"death_penalty", "Death penalty"},
    {"detention", "Detention"},
    {"development", "Development"},
    {"disabilities", "Disabilities"},
    {"elections", "Elections"},
    {"enforced_disappearances", "Enforced disappearances"},
    {"environment", "Environment"},
    {"esc_rights_general", "ESC rights - general"},
    {"extrajudicial_executions", "Extrajudicial executions"},
    {"freedom_of_association_and_peaceful_assembly", "Freedom of association and peaceful assembly"},
    {"freedom_of_movement", "Freedom of movement"},
    {"freedom_of_opinion_and_expression", "Freedom of opinion and expression"},
    {"freedom_of_religion_and_belief", "Freedom of religion and belief"},
    {"freedom_of_the_press", "Freedom of the press"},
    {"general", "General"},
    {"hiv_aids", "HIV - Aids"},
    {"human_rights_defenders", "Human rights defenders"},
    {"human_rights_education_and_training", "Human rights education and training"},
    {"human_rights_violations_by_state_agents", "Human rights violations by state agents"},
    {"impunity", "Impunity"},
    {"indigenous_peoples", "Indigenous peoples"},
    {"internally_displaced_persons", "Internally displaced persons"},
    {"international_humanitarian_law", "International humanitarian law"},
    {"international_instruments", "International instruments"},
    {"justice", "Justice"},
    {"labour", "Labour"},
    {"migrants", "Migrants"},
    {"minorities", "Minorities"},
    {"national_plan_of_action", "National plan of action"},
    {"nhri", "NHRI"},
    {"other", "Other"},
    {"poverty", "Poverty"},
    {"public_security", "Public security"},
    {"racial_discrimination", "Racial discrimination"},
    {"right_to_education", "Right to education"},
    {"right_to_food", "Right to food"},
    {"right_to_health", "Right to health"},
    {"right_to_housing", "Right to housing"},
    {"right_to_land", "Right to land"},
    {"right_to_water", "Right to water"},
    {"rights_of_the_child", "Rights of the Child"},
    {"sexual_orientation_and_gender_identity", "Sexual Orientation and Gender Identity"},
    {"special_procedures", "Special procedures"},
    {"technical_assistance", "Technical assistance and cooperation"},
    {"torture_and_other_cidt", "Torture and other CID treatment"},
    {"trafficking", "Trafficking"},
    {"treaty_bodies", "Treaty bodies"},
    {"upr_process", "UPR process"},
    {"womens_rights", "Women's rights"},
}};

constexpr auto kThemeCodes = [] {
    std::array<std::string_view, kThemes.size()> codes;
    for (std::size_t at = 0; at < codes.size(); ++at) codes[at] = kThemes[at].code;
    return codes;
}();

/// Other names of issues: as the guide prints them.
constexpr Theme kOtherNames[] = {
    {"detention", "Detention conditions"},
    {"technical_assistance", "Technical assistance"},
    {"torture_and_other_cidt", "Torture"},
};

constexpr std::string_view kGroups[] = {
    "children", "detainees", "disappeared_persons", "domestic_workers", "girls", "human_rights_defenders", "indigenous_peoples",
    "internally_displaced_persons", "journalists", "lawyers_and_judges", "lgbti_persons", "migrants", "minorities", "older_persons",
    "people_of_african_descent", "persons_in_poverty", "persons_living_with_hiv", "persons_on_death_row", "persons_with_albinism",
    "persons_with_disabilities", "refugees_and_asylum_seekers", "religious_minorities", "roma", "rural_population", "stateless_persons",
    "victims_of_terrorism", "victims_of_torture", "victims_of_trafficking", "women", "workers", "youth"};

constexpr std::string_view kGoals[] = {"1", "10", "11", "12", "13", "14", "15", "16", "17", "2", "3", "4", "5", "6", "7", "8", "9"};

constexpr std::string_view kTreaties[] = {
    "ACHPR", "ACHR", "APIC", "CAT", "CED", "CEDAW", "CEDAW-OP", "CERD", "CRC", "CRC-OPAC", "CRC-OPIC", "CRC-OPSC", "CRPD", "CRPD-OP",
    "ECHR", "GENEVA", "GENEVA-AP", "GENOCIDE", "HAGUE-1993", "ICCPR", "ICCPR-OP1", "ICCPR-OP2", "ICESCR", "ICESCR-OP", "ICRMW",
    "ILO-C029", "ILO-C087", "ILO-C098", "ILO-C100", "ILO-C105", "ILO-C111", "ILO-C138", "ILO-C169", "ILO-C182", "ILO-C189", "ISTANBUL",
    "OPCAT", "OTTAWA", "PALERMO", "PALERMO-TIP", "REFUGEES-1951", "REFUGEES-1967", "ROME", "STATELESS-1954", "STATELESS-1961",
    "UNCAC", "UNESCO-1960"};

constexpr std::string_view kBodies[] = {
    "CAT", "CCPR", "CED", "CEDAW", "CERD", "CESCR", "CMW", "CPT", "CRC", "CRPD", "HRC", "ICC", "ICRC", "ILO", "NHRI", "NPM", "ODIHR",
    "OHCHR", "OSCE", "SPT", "SR_TORTURE", "UNHCR", "UNICEF", "UPR", "WGAD", "WGEID", "special_procedure", "treaty_body"};

constexpr std::string_view kActions[] = {"1", "2", "3", "4", "5"};
constexpr std::string_view kFlags[] = {"npm", "opcat", "torture"};

/// Letters only, in lower case: what names are compared by.
std::string letters_of(std::string_view name) {
    std::string letters;
    for (const char c : name) {
        if (std::isalpha(static_cast<unsigned char>(c)) != 0) letters += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
    return letters;
}

}  // namespace

std::span<const Theme> themes() { return kThemes; }

std::string_view theme_of_issue(std::string_view printed) {
    const std::string wanted = letters_of(printed);
    const auto fits = [&](const Theme& theme) { return letters_of(theme.upr_info) == wanted; };
    if (const auto found = std::find_if(kThemes.begin(), kThemes.end(), fits); found != kThemes.end()) return found->code;
    const auto other = std::find_if(std::begin(kOtherNames), std::end(kOtherNames), fits);
    return other == std::end(kOtherNames) ? std::string_view() : other->code;
}

std::span<const std::string_view> codes_of(Kind kind) {
    switch (kind) {
        case Kind::Theme: return kThemeCodes;
        case Kind::Group: return kGroups;
        case Kind::Goal: return kGoals;
        case Kind::Treaty: return kTreaties;
        case Kind::Body: return kBodies;
        case Kind::Action: return kActions;
        case Kind::Flag: return kFlags;
    }
    return {};
}

bool is_code(Kind kind, std::string_view code) {
    const auto codes = codes_of(kind);
    return std::binary_search(codes.begin(), codes.end(), code);
}

}  // namespace guvoh::themes

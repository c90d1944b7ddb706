// SPDX-License-Identifier: AGPL-3.0-or-later
#include "schema/icu_terms.h"

#include <unicode/uldnames.h>
#include <unicode/uloc.h>
#include <unicode/ustring.h>

#include <algorithm>
#include <array>
#include <memory>

namespace guvoh::schema {
namespace {

struct CloseNames {
    void operator()(ULocaleDisplayNames* names) const { uldn_close(names); }
};
using NamesPtr = std::unique_ptr<ULocaleDisplayNames, CloseNames>;

struct Namer {
    std::string language;
    NamesPtr names;
};

std::vector<Namer> namers() {
    std::vector<Namer> all;
    for (const std::string_view language : kLabelLanguages) {
        // Without a substitute, a name that ICU does not have in the language comes as nothing instead of as its code.
        std::array<UDisplayContext, 3> contexts = {UDISPCTX_NO_SUBSTITUTE, UDISPCTX_STANDARD_NAMES, UDISPCTX_CAPITALIZATION_FOR_UI_LIST_OR_MENU};
        UErrorCode status = U_ZERO_ERROR;
        Namer namer{std::string(language), nullptr};
        namer.names.reset(uldn_openForContext(namer.language.c_str(), contexts.data(), static_cast<int32_t>(contexts.size()), &status));
        if (U_SUCCESS(status)) all.push_back(std::move(namer));
    }
    return all;
}

using NameFunction = int32_t (*)(const ULocaleDisplayNames*, const char*, UChar*, int32_t, UErrorCode*);

std::string name_of(const Namer& namer, NameFunction function, const std::string& code) {
    std::array<UChar, 200> wide{};
    std::array<char, 800> narrow{};
    UErrorCode status = U_ZERO_ERROR;
    const int32_t length = function(namer.names.get(), code.c_str(), wide.data(), static_cast<int32_t>(wide.size()), &status);
    if (U_FAILURE(status) || length <= 0) return {};
    int32_t written = 0;
    u_strToUTF8(narrow.data(), static_cast<int32_t>(narrow.size()), &written, wide.data(), length, &status);
    return U_FAILURE(status) ? std::string() : std::string(narrow.data(), static_cast<std::size_t>(written));
}

/// Names one code in every language that has a name for it; English falls back to the code.
Labels labels_of(const std::vector<Namer>& all, NameFunction function, const std::string& code) {
    Labels labels;
    for (const Namer& namer : all) {
        if (std::string name = name_of(namer, function, code); !name.empty()) labels.emplace(namer.language, std::move(name));
    }
    labels.try_emplace("en", code);
    return labels;
}

/// States that the United Nations call otherwise than ICU does, in English and Russian, as of 2024.
struct StateName {
    std::string_view code, english, russian;
};
constexpr StateName kStateNames[] = {
    {"ATG", "Antigua and Barbuda", "Антигуа и Барбуда"},
    {"BIH", "Bosnia and Herzegovina", "Босния и Герцеговина"},
    {"BOL", "Bolivia (Plurinational State of)", "Боливия (Многонациональное Государство)"},
    {"BRN", "Brunei Darussalam", "Бруней-Даруссалам"},
    {"CIV", "Côte d’Ivoire", "Кот-д’Ивуар"},
    {"COD", "Democratic Republic of the Congo", "Демократическая Республика Конго"},
    {"COG", "Congo", "Конго"},
    {"CPV", "Cabo Verde", "Кабо-Верде"},
    {"FSM", "Micronesia (Federated States of)", "Микронезия (Федеративные Штаты)"},
    {"IRN", "Iran (Islamic Republic of)", "Иран (Исламская Республика)"},
    {"KGZ", "Kyrgyzstan", "Кыргызстан"},
    {"KNA", "Saint Kitts and Nevis", "Сент-Китс и Невис"},
    {"KOR", "Republic of Korea", "Республика Корея"},
    {"LAO", "Lao People’s Democratic Republic", "Лаосская Народно-Демократическая Республика"},
    {"LCA", "Saint Lucia", "Сент-Люсия"},
    {"MDA", "Republic of Moldova", "Республика Молдова"},
    {"MMR", "Myanmar", "Мьянма"},
    {"PRK", "Democratic People’s Republic of Korea", "Корейская Народно-Демократическая Республика"},
    {"PSE", "State of Palestine", "Государство Палестина"},
    {"RUS", "Russian Federation", "Российская Федерация"},
    {"STP", "Sao Tome and Principe", "Сан-Томе и Принсипи"},
    {"SYR", "Syrian Arab Republic", "Сирийская Арабская Республика"},
    {"TLS", "Timor-Leste", "Тимор-Лешти"},
    {"TTO", "Trinidad and Tobago", "Тринидад и Тобаго"},
    {"TUR", "Türkiye", "Турция"},
    {"TZA", "United Republic of Tanzania", "Объединенная Республика Танзания"},
    {"USA", "United States of America", "Соединенные Штаты Америки"},
    {"VAT", "Holy See", "Святой Престол"},
    {"VCT", "Saint Vincent and the Grenadines", "Сент-Винсент и Гренадины"},
    {"VEN", "Venezuela (Bolivarian Republic of)", "Венесуэла (Боливарианская Республика)"},
    {"VNM", "Viet Nam", "Вьетнам"},
};

}  // namespace

std::vector<Term> country_terms() {
    const std::vector<Namer> all = namers();
    std::vector<Term> terms;
    for (const char* const* code = uloc_getISOCountries(); *code != nullptr; ++code) {
        const std::string_view long_code = uloc_getISO3Country((std::string("und_") + *code).c_str());
        if (long_code.size() != 3) continue;
        Term term;
        term.code = long_code;
        term.labels = labels_of(all, uldn_regionDisplayName, *code);
        const auto* const named = std::find_if(std::begin(kStateNames), std::end(kStateNames), [&](const StateName& one) { return one.code == term.code; });
        if (named != std::end(kStateNames)) {
            term.labels["en"] = named->english;
            term.labels["ru"] = named->russian;
        }
        term.standard = std::string("ISO 3166-1 ") + *code;
        terms.push_back(std::move(term));
    }
    std::sort(terms.begin(), terms.end(), [](const Term& a, const Term& b) { return a.code < b.code; });
    return terms;
}

std::vector<Term> language_terms(const std::vector<std::string>& codes) {
    const std::vector<Namer> all = namers();
    std::vector<Term> terms;
    for (const std::string& code : codes) {
        Term term;
        term.code = code;
        term.labels = labels_of(all, uldn_languageDisplayName, code);
        terms.push_back(std::move(term));
    }
    return terms;
}

}  // namespace guvoh::schema

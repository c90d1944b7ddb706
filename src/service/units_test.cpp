// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/units.h"

#include <gtest/gtest.h>

namespace guvoh::service {
namespace {

documents::Page page_of(std::string text) {
    documents::Page page;
    page.text = std::move(text);
    return page;
}

std::vector<search::UnitText> units_of(const std::vector<documents::Page>& pages, bool layout,
                                       const std::vector<documents::Paragraph>& paragraphs) {
    std::vector<UnitPage> unit_pages;
    for (const auto& page : pages) unit_pages.push_back({page.text, layout});
    return make_units(unit_pages, paragraphs);
}

TEST(Units, NameTheLanguageOfEachParagraph) {
    const std::vector<documents::Page> pages = {
        page_of("Адвокат не был допущен к задержанному в течение трёх дней.\n\nThe lawyer was not admitted to the detainee for three days.")};

    const auto paragraphs = identify_paragraphs(pages);

    ASSERT_EQ(paragraphs.size(), 2U);
    EXPECT_EQ(paragraphs[0].language, "ru");
    EXPECT_EQ(paragraphs[0].script, "Cyrl");
    EXPECT_EQ(paragraphs[1].language, "en");
    EXPECT_EQ(document_languages(paragraphs).size(), 2U);
}

TEST(Units, KeepAPageWithLayoutWhole) {
    const std::vector<documents::Page> pages = {page_of(std::string(3000, 'a') + "\n\n" + std::string(3000, 'b'))};

    const auto units = units_of(pages, true, identify_paragraphs(pages));

    ASSERT_EQ(units.size(), 1U);
    EXPECT_EQ(units[0].text, pages[0].text);
}

TEST(Units, CutTextWithoutPagesAtParagraphs) {
    std::string text;
    for (int i = 0; i < 10; ++i) text += std::string(900, 'a') + "\n\n";
    const std::vector<documents::Page> pages = {page_of(text)};

    const auto units = units_of(pages, false, identify_paragraphs(pages));

    EXPECT_EQ(units.size(), 5U);
    for (const auto& unit : units) {
        EXPECT_EQ(unit.text, std::string_view(text).substr(unit.begin, unit.end - unit.begin));
        EXPECT_LE(unit.text.size(), 4000U);
    }
}

TEST(Units, CutAnEndlessParagraphWithoutLosingAByteOfIt) {
    std::string text;
    while (text.size() < 50'000) text += "слово ";
    const std::vector<documents::Page> pages = {page_of(text)};

    const auto units = units_of(pages, false, identify_paragraphs(pages));

    std::string joined;
    for (const auto& unit : units) joined += unit.text;
    EXPECT_EQ(joined.substr(0, joined.find_last_not_of(' ') + 1), text.substr(0, text.find_last_not_of(' ') + 1));
    EXPECT_GT(units.size(), 10U);
}

TEST(Units, NumbersOfLanguagesAreFrozen) {
    EXPECT_EQ(search_code("en"), 1);
    EXPECT_EQ(search_code("ru"), 2);
    EXPECT_EQ(search_code("kaa"), 13);
    EXPECT_EQ(language_of(5), "tg");
    EXPECT_EQ(search_code("xx"), 0);
    EXPECT_EQ(language_of(200), "");
}

}  // namespace
}  // namespace guvoh::service

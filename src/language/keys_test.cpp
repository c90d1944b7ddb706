// SPDX-License-Identifier: AGPL-3.0-or-later
#include "language/keys.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "language/words.h"

namespace guvoh::language {
namespace {

MatchStrength strength(std::string_view query, std::string_view candidate) {
    const auto words = words_of(query);
    return match_strength(words.at(0).folded, words.at(0).capitalised, fold(candidate));
}

TEST(Keys, JoinInflectedFormsByStem) {
    const std::pair<const char*, const char*> pairs[] = {{"сотрудник", "сотрудниками"},
                                                         {"пытки", "пыткам"},
                                                         {"қамау", "қамауда"},
                                                         {"түрме", "түрмеде"},
                                                         {"қийноқ", "қийноқларга"},
                                                         {"qiynoq", "qiynoqlarga"},
                                                         {"адвокат", "адвокаты"},
                                                         {"тергеуші", "тергеушінің"},
                                                         {"мажлис", "мажлиси"},
                                                         {"зиндон", "зиндонҳои"},
                                                         {"сот", "сотта"},
                                                         {"кітап", "кітабында"},
                                                         {"prison", "prisons"},
                                                         {"insan", "insanlar"},
                                                         {"işkence", "işkenceye"},
                                                         {"tussag", "tussaglarynda"},
                                                         {"түрмө", "түрмөдө"},
                                                         {"кыйноо", "кыйноого"},
                                                         {"mahbus", "mahbuslarning"},
                                                         {"kanun", "kanunları"},
                                                         {"Аскаров", "Аскарова"},
                                                         {"Аскаров", "Аскаровым"},
                                                         {"суд", "судом"},
                                                         {"право", "правам"}};
    for (const auto& [query, candidate] : pairs) {
        EXPECT_EQ(strength(query, candidate), MatchStrength::Stem) << query << " / " << candidate;
        EXPECT_EQ(strength(candidate, query), MatchStrength::Stem) << candidate << " / " << query;
    }
}

TEST(Keys, GiveOneSoundFormWhateverTheScript) {
    for (const char* word : {"Askarov", "Аскаров"}) {
        EXPECT_EQ(sound_forms(fold(word)), std::vector<std::string>{"askarov"}) << word;
    }
    EXPECT_EQ(sound_forms("аскаров3"), std::vector<std::string>{"askarov"}) << "the number of a note";
    EXPECT_EQ(sound_forms(fold("Жанаозен")), sound_forms(fold("Zhanaozen")));
    EXPECT_EQ(sound_forms(fold("Maxim")).size(), 2U);
    for (const char* word : {"Ali", "2012", "a1234", ""}) {
        EXPECT_TRUE(sound_forms(word).empty()) << word;
    }
    EXPECT_TRUE(scripts_differ("askarov", "аскаров"));
    EXPECT_FALSE(scripts_differ("аскаров", "әскеров"));
}

TEST(Keys, SieveWordsThatLackTooManySounds) {
    const SoundSieve sieve(sound_forms("аскаров").front());

    EXPECT_FALSE(sieve.excludes("askarov", 0));
    EXPECT_FALSE(sieve.excludes("asqarow", 0));
    EXPECT_FALSE(sieve.excludes("askarop", 1));
    EXPECT_TRUE(sieve.excludes("ministry", 1));
}

TEST(KeysProperty, ASieveExcludesNoWordsOwnSounds) {
    EXPECT_TRUE(rc::check([] {
        std::string word;
        const auto letters = *rc::gen::container<std::vector<std::string>>(
            rc::gen::element<std::string>("a", "c", "d", "e", "g", "h", "i", "j", "k", "n", "o", "p", "s", "t", "u", "w",
                                          "x", "y", "z", "ç", "ğ", "ə", "ý", "'", "а", "г", "д", "ж", "й", "н", "о", "т",
                                          "х", "ц", "ч", "щ", "ю", "я", "ї", "җ", "ң", "ә", "ا", "ب", "ه", "ۋ", "ڭ", "چ"));
        for (const std::string& letter : letters) {
            word += letter;
        }
        for (const std::string& form : sound_forms(word)) {
            RC_ASSERT(!SoundSieve(form).excludes(word, 0));
        }
    }));
}

TEST(Keys, JoinNamesAcrossScriptsAndRomanisations) {
    const std::pair<const char*, const char*> pairs[] = {{"Askarov", "Аскаров"},       {"Askarov", "Әскеров"},
                                                         {"Askarov", "Аскарова"},      {"Askarov", "Аскаровым"},
                                                         {"Dushanbe", "Душанбе"},      {"Жанаозен", "Zhanaozen"},
                                                         {"Жаңаөзен", "Janaozen"},     {"Nazarbaev", "Назарбаев"},
                                                         {"Nazarbayev", "Назарбаева"}, {"Rahmon", "Раҳмон"},
                                                         {"Rakhmon", "Рахмон"},        {"Rahmon", "Рахмона"},
                                                         {"Tashkent", "Тошкент"},      {"Toshkent", "Ташкента"},
                                                         {"Kyrgyzstan", "Кыргызстан"}, {"Qirgʻiziston", "Кыргызстан"},
                                                         {"qiynoq", "қийноқлар"},      {"Oʻzbekiston", "Ўзбекистон"},
                                                         {"Jeenbekov", "Жээнбеков"},   {"Zhanaozen", "Жаңаөзендегі"},
                                                         {"Алматы", "Almaty"},         {"Бишкекте", "Bishkek"},
                                                         {"Ашхабад", "Ashkhabad"},     {"Xudoyberdiyev", "Худойбердиев"},
                                                         {"Aşgabat", "Ашгабат"},       {"Gurbannazarowa", "Гурбанназарова"},
                                                         {"Karimov", "کریموف"}};
    for (const auto& [query, candidate] : pairs) {
        EXPECT_EQ(strength(query, candidate), MatchStrength::Name) << query << " / " << candidate;
        EXPECT_EQ(strength(candidate, query), MatchStrength::Name) << candidate << " / " << query;
    }
}

TEST(Keys, JoinSpellingsWithinAScriptOnlyForCapitalisedWords) {
    EXPECT_EQ(strength("Nazarbaev", "nazarbayev"), MatchStrength::Name);
    EXPECT_EQ(strength("nazarbaev", "nazarbayev"), MatchStrength::None);
    EXPECT_EQ(strength("Жанаозен", "Жаңаөзен"), MatchStrength::Name);
    EXPECT_EQ(strength("Erdogan", "Erdoğan"), MatchStrength::Stem);
}

TEST(Keys, JoinAWordWithTheNumberOfANoteBehindIt) {
    EXPECT_EQ(match_strength("избивали", false, "избивали1"), MatchStrength::Stem);
    EXPECT_EQ(match_strength("избивала", false, "избивали12"), MatchStrength::Stem);
    EXPECT_EQ(match_strength("askarov", true, "аскаров3"), MatchStrength::Name);
    EXPECT_EQ(match_strength("суд", false, "суд1"), MatchStrength::None) << "too short to tell from A4 or G20";
    EXPECT_EQ(match_strength("report", false, "report2010"), MatchStrength::None);
}

TEST(Keys, KeepDifferentWordsApart) {
    const std::pair<const char*, const char*> pairs[] = {{"States", "status"}, {"state", "stage"},   {"treaty", "treat"},
                                                         {"party", "part"},    {"case", "коса"},     {"Umarov", "Омаров2010"},
                                                         {"rule", "роль"},     {"prison", "персона"}};
    for (const auto& [query, candidate] : pairs) {
        EXPECT_EQ(strength(query, candidate), MatchStrength::None) << query << " / " << candidate;
    }
}

TEST(KeysProperty, FoldedFormsHaveStableUniqueKeys) {
    EXPECT_TRUE(rc::check([](const std::string& text) {
        for (const OwnedWord& word : words_of(text)) {
            std::vector<MatchKey> once;
            std::vector<MatchKey> again;
            match_keys(word.folded, {}, once);
            match_keys(fold(word.folded), {}, again);
            RC_ASSERT(once == again);
            RC_ASSERT(once.size() <= 12U);
            RC_ASSERT(match_strength(word.folded, false, word.folded) == MatchStrength::Exact);
        }
    }));
}

}  // namespace
}  // namespace guvoh::language

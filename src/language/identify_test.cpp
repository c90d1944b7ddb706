// SPDX-License-Identifier: AGPL-3.0-or-later
#include "language/identify.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <string>

namespace guvoh::language {
namespace {

/// Sentences made up for this test.
TEST(Identify, KnowsTheLanguagesOfTheRegionByASentence) {
    const std::pair<const char*, const char*> sentences[] = {
        {"The visitors were not allowed to speak with the detainees in private.", "en"},
        {"Посетителям не разрешили поговорить с задержанными наедине.", "ru"},
        {"Келушілерге ұсталған адамдармен оңаша сөйлесуге рұқсат берілмеді.", "kk"},
        {"Келгендерге кармалган адамдар менен жекече сүйлөшүүгө уруксат берилген жок.", "ky"},
        {"Ба меҳмонон иҷозат надоданд, ки бо дастгиршудагон танҳо сӯҳбат кунанд.", "tg"},
        {"Ташриф буюрганларга ҳибсга олинганлар билан ёлғиз гаплашишга рухсат берилмади.", "uz"},
        {"Tashrif buyurganlarga hibsga olinganlar bilan yolgʻiz gaplashishga ruxsat berilmadi.", "uz"},
        {"Gelenlere saklananlar bilen ýeke gürleşmäge rugsat berilmedi we olar yzyna gitdiler.", "tk"},
        {"Ziyaretçilerin gözaltına alınanlarla yalnız görüşmesine izin verilmedi ve geri döndüler.", "tr"},
        {"لم يسمح للزوار بالتحدث مع المحتجزين على انفراد في هذا المكان", "ar"},
        {"به بازدیدکنندگان اجازه داده نشد که با بازداشت شدگان به تنهایی گفتگو کنند", "fa"},
        {"Відвідувачам не дозволили поговорити із затриманими наодинці.", "uk"}};
    for (const auto& [text, code] : sentences) {
        EXPECT_EQ(identify(text).code(), code) << text;
    }
}

TEST(Identify, GivesTheScriptOfMostLetters) {
    EXPECT_EQ(identify("Ташриф буюрганлар NATO билан").script, Script::Cyrl);
    EXPECT_EQ(script_code(identify("hello there").script), "Latn");
}

TEST(Identify, SaysNothingWhereThereIsNothing) {
    EXPECT_EQ(identify("").code(), "und");
    EXPECT_EQ(identify("12.03.2010 — 5 %").code(), "und");
    EXPECT_EQ(identify("中文没有").code(), "und");
    EXPECT_LT(identify("").confidence, 0.01);
}

TEST(Identify, TakesAForeignLanguageForUnknown) {
    EXPECT_EQ(identify("Les visiteurs n'ont pas été autorisés à parler seuls avec les détenus de la prison.").code(), "und");
}

TEST(IdentifyProperty, SurvivesAnyBytes) {
    EXPECT_TRUE(rc::check([](const std::string& text) {
        const Identification found = identify(text);
        RC_ASSERT(found.confidence >= 0.0 && found.confidence <= 1.0);
    }));
}

}  // namespace
}  // namespace guvoh::language

// SPDX-License-Identifier: AGPL-3.0-or-later
#include "language/exonyms.h"

#include <unordered_map>

#include "language/words.h"

namespace guvoh::language {
namespace {

/// Places whose names differ by more than spelling from language to language. Written by hand; one row a place.
constexpr std::string_view kExonyms[] = {
    "ашхабад ашгабат aşgabat ashgabat ashkhabad aschgabat achgabat",
    "коканд қўқон qo'qon kokand qoqon kokon",
    "пенджикент панҷакент панчакент panjakent penjikent",
    "хорог хоруғ khorog khorugh xorug",
    "гиссар ҳисор hisor gissar hissar",
    "джизак жиззах jizzax jizzakh dzhizak",
    "худжанд хуҷанд хўжанд khujand xo'jand khodjent khudzhand",
    "хива хева xiva khiva",
    "уральск орал oral uralsk",
    "аральск арал aral aralsk",
    "карши қарши qarshi karshi",
    "ургенч урганч urganch urgench",
    "термез термиз termiz termez",
    "дашогуз дашховуз daşoguz dashoguz",
    "мары mary merw",
    "фергана фарғона farg'ona fergana ferghana",
    "киргизия кыргызстан киргизстан қирғизистон қырғызстан qirg'iziston kyrgyzstan kirgizstan kirghizia",
    "туркмения туркменистан туркменістан туркманистон türkmenistan turkmeniston turkmenistan",
    "казахстан қазақстан казакстан қозоғистон қазоқистон qozog'iston qazaqstan kazakhstan gazagystan",
    "узбекистан өзбекстан ўзбекистон узбакистон o'zbekiston özbegistan uzbekistan",
    "таджикистан тәжікстан тоҷикистон тожикистон тажикстан tojikiston täjigistan tajikistan tadzhikistan"};

}  // namespace

std::string exonym_key(std::string_view word) {
    static const std::unordered_map<std::string, std::string> by_word = [] {
        std::unordered_map<std::string, std::string> out;
        for (const std::string_view row : kExonyms) {
            const auto words = words_of(row);
            for (const OwnedWord& each : words) {
                out.emplace(each.folded, "=" + words.front().folded);
            }
        }
        return out;
    }();
    const auto found = by_word.find(std::string(word));
    return found == by_word.end() ? std::string() : found->second;
}

}  // namespace guvoh::language

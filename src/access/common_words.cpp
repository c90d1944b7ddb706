// SPDX-License-Identifier: AGPL-3.0-or-later
#include "access/common_words.h"

#include <array>

namespace guvoh::access {

namespace {

constexpr auto kCyrillic = std::to_array<std::string_view>({
    // what it is
    "пароль", "секрет", "доступ", "вход", "ключ", "админ", "администратор", "компьютер", "интернет", "почта", "база",
    // the keyboard's rows
    "йцукен", "йцукенг", "йцукенгшщзхъ", "фыва", "фывапролдж", "ячсмить", "ячсмитьбю", "йфяцычувс",
    // endearments and moods
    "привет", "любовь", "люблю", "солнце", "солнышко", "зайка", "зайчик", "котенок", "котик", "мама", "папа", "мамочка", "семья",
    "счастье", "надежда", "вера", "жизнь", "друг", "подруга", "ангел", "малыш", "красавица", "принцесса", "удача", "мечта",
    "свобода", "правда", "мир", "победа", "родина", "дракон", "волк", "тигр", "медведь", "звезда", "весна", "лето",
    // names
    "наташа", "марина", "светлана", "настя", "анастасия", "екатерина", "катя", "оксана", "юлия", "ирина", "елена", "ольга",
    "татьяна", "максим", "андрей", "дмитрий", "дима", "сергей", "александр", "саша", "алексей", "иван", "николай", "владимир",
    "михаил", "денис", "руслан", "тимур", "азамат", "нурлан", "ермек", "бауыржан", "айгуль", "айгерим", "динара", "гульнара",
    "жанна", "асель", "алия", "мадина", "малика", "зарина", "фарход", "рустам", "бахтиер", "шахноза", "дилшод", "нигора",
    "мурат", "мерген", "огулджан", "бегенч", "айнура", "мээрим", "бакыт", "эрлан", "санжар", "амир", "камила", "сабина",
    // places
    "москва", "россия", "казахстан", "астана", "алматы", "шымкент", "караганда", "кыргызстан", "киргизия", "бишкек", "ош",
    "таджикистан", "душанбе", "худжанд", "узбекистан", "ташкент", "самарканд", "бухара", "андижан", "туркменистан", "ашхабад",
    "ашгабат", "иссыккуль", "памир", "фергана", "каспий",
    // football and cars
    "спартак", "зенит", "динамо", "локомотив", "кайрат", "пахтакор", "футбол", "чемпион", "мерседес", "тойота",
    // greetings and words of the region
    "салам", "салом", "рахмет", "рахмат", "жаным", "алтын", "манас", "навруз", "наурыз", "курбан", "бисмиллах", "аллах", "ата",
    "апа", "жизньхороша", "дом",
    // this field
    "права", "человека", "правачеловека", "правозащитник", "мониторинг", "свидетель", "документ", "адвокат", "амнистия", "гувох",
});

constexpr auto kLatin = std::to_array<std::string_view>({
    "guvoh", "guwoh", "workspace", "passphrase", "monitoring", "defender", "humanrights", "rights", "witness", "evidence", "documenter",
    "coalition", "torture", "prison", "amnesty", "bureau", "kazakhstan", "qazaqstan", "kyrgyzstan", "tajikistan", "tojikiston",
    "uzbekistan", "ozbekiston", "turkmenistan", "astana", "almaty", "shymkent", "bishkek", "dushanbe", "khujand", "tashkent",
    "toshkent", "samarkand", "samarqand", "bukhara", "buxoro", "andijon", "fargona", "namangan", "ashgabat", "asgabat", "issykkul",
    "pamir", "ferghana", "salom", "salam", "rahmat", "rahmet", "jonim", "janym", "sevgi", "sevgim", "onajon", "dadajon", "hayot",
    "vatan", "watan", "bismillah", "allah", "alhamdulillah", "navruz", "nauryz", "nowruz", "manas", "altyn", "oltin", "aigul", "aygul",
    "aigerim", "gulnara", "madina", "malika", "nurlan", "azamat", "timur", "temur", "rustam", "dilshod", "dilnoza", "shahnoza",
    "jasur", "sardor", "bobur", "otabek", "farhod", "parviz", "firuza", "zarina", "mehrona", "bahodur", "merdan", "maral", "aman",
    "ayna", "kerim", "asel", "ainura", "bakyt", "meerim", "pakhtakor", "kairat", "parol", "privet", "lyubov", "solnce",
    "solnyshko", "zaika", "natasha", "nastya", "svoboda", "pobeda", "rodina", "moskva", "rossiya", "spartak", "zenit", "dinamo",
    "qazwsx", "qweasd", "qweasdzxc", "asdfgh", "zxcvbn", "zaqwsx", "qwertyuiop", "asdfghjkl", "zxcvbnm",
});

}  // namespace

std::span<const std::string_view> common_cyrillic_words() { return kCyrillic; }
std::span<const std::string_view> common_latin_words() { return kLatin; }

}  // namespace guvoh::access

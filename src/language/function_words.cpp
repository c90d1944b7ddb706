// SPDX-License-Identifier: AGPL-3.0-or-later
#include "language/function_words.h"

#include <span>
#include <string>
#include <unordered_map>

#include "language/words.h"

namespace guvoh::language {
namespace {

struct WordList {
    Language language;
    std::string_view words;
};

constexpr WordList kLists[] = {
    {Language::En,
     "the of and to in that for is with as by on was are be it at from which this or an have has had not were their its "
     "been he "
     "his they but also any all should shall under who would will other such these there can into more between against "
     "during "
     "may could her she you what when about than only after before if through those per upon within without i we our no do"},
    {Language::Ru,
     "и в на что не с по как для от из это был быть или также при его их она они он к о об за до года том во со так же "
     "которые "
     "который которая которое которых было была были может если лица лиц без после между чтобы только где этого под более "
     "уже "
     "все всех ее мы я но а бы то этом этой эти тем чем у кто ли даже будет нет этот году лет когда один из-за сообщил "
     "сказал является свои своих него нее там тоже еще очень можно вы ты над перед через ни раз себя под"},
    {Language::Uk,
     "і та що не на з у для як це від до або його які який яка було також бути про за під при якщо щоб але ми ви він вона "
     "її є "
     "цього між після ще вже чи більше року років їх має можуть буде був були з-за й"},
    {Language::Kk,
     "және мен бен пен үшін бұл деп бар болып туралы бойынша жоқ емес ол сол осы бір екі та да де те еді болды болған "
     "болатын "
     "дейін кейін арқылы сияқты ретінде керек барлық басқа қарсы жылы жылғы оның олар біз сіз менің бірақ немесе ғана екен "
     "отыр "
     "тұр жатыр қалды дейді деді деген ал үлкен көп өз әр өте қазір соң оны олардың мүмкін тиіс болады болса бірге жаңа "
     "осындай "
     "алып қатар туғызды байланысты тек құқығы адам қай кез ешкім қандай"},
    {Language::Ky,
     "жана менен үчүн бул деп бар болуп тууралуу боюнча жок эмес ал ошол ушул бир эки да де болду болгон болот чейин кийин "
     "аркылуу сыяктуу катары керек бардык башка каршы жылы жылдын анын алар биз сиз бирок же гана экен эле турат жатат "
     "калды "
     "дейт деди кылып ар өз деген дагы көп чоң азыр ошондой алардын мүмкүн болсо бирге жаңы укугу адам эч кандай ага аны "
     "берди алып кыргыз болуш тарабынан ичинде"},
    {Language::Tg,
     "ва дар аз ба ки ин он бо барои аст буд шуд ё ҳам ҳар як то на мекунад кард карда шуда мешавад бояд худ онҳо мо шумо "
     "вай ӯ "
     "аммо чун ҳамчун бисёр дигар низ пас бе будан шудан метавонад нест ҳастанд будааст гуфт соли оид тавр мекунанд шудааст "
     "онро ман чӣ кӣ агар вале баъд байни пеш аллакай танҳо инсон кардан кунад бошад чунин ҳеҷ дорад ҳама бар зери гардид "
     "доир"},
    {Language::Uz,
     "ва билан учун бу деб бор бўлиб ҳақида бўйича йўқ эмас у шу бир икки ҳам бўлди бўлган бўлади қадар кейин орқали каби "
     "керак "
     "барча бошқа қарши йили йил унинг улар биз сиз лекин ёки фақат экан эди эса томонидан асосида қилиш қилинган деди ўз "
     "ҳар "
     "бўлса бўлиши мумкин ана унга уни уларнинг кўп катта янги ҳеч инсон ҳозир шунингдек ким керак аммо билдирди ҳуқуқига "
     "va bilan uchun bu deb bor bo'lib haqida bo'yicha yo'q emas u shu bir ikki ham bo'ldi bo'lgan bo'ladi qadar keyin "
     "orqali "
     "kabi kerak barcha boshqa qarshi yili yil uning ular biz siz lekin yoki faqat ekan edi esa tomonidan asosida qilish "
     "qilingan dedi o'z har bo'lsa bo'lishi mumkin unga uni ularning ko'p katta yangi hech inson hozir shuningdek ammo "
     "bildirdi "
     "huquqiga ega bolgan boyicha boladi bolib shaxs ushbu bo'yicha hamda lozim"},
    {Language::Tk,
     "we bilen üçin bu diýip bar bolup barada boýunça ýok däl ol şol bir iki hem boldy bolan bolýar çenli soň arkaly ýaly "
     "gerek "
     "ähli beýleki garşy ýyly ýylyň onuň olar biz siz emma ýa diňe eken edi tarapyndan esasynda eden diýdi öz her bolsa "
     "bolmagy "
     "bolar şeýle hiç adam uly täze köp entek has şeýdip olaryň ony oňa üstünde haýsy ýagdaýda hukugy şu onda üstüne "
     "ве билен үчин бу дийип бар болуп барада боюнча ёк дәл ол шол бир ики хем болды болан боляр ченли соң аркалы ялы герек "
     "әхли бейлеки гаршы онуң олар биз сиз эмма я диңе тарапындан эсасында эден өз хер болса болмагы болар шейле хич адам "
     "хукугы "
     "хукуклары олмак бирлешен"},
    {Language::Tr,
     "ve bir bu için ile de da olarak olan daha çok en gibi kadar sonra ancak veya ya ne her o ki değil var yok bunu onun "
     "olduğu "
     "olduğunu tarafından göre ise hem ama şu kendi diye mi karşı üzerine arasında etmek edilen oldu olmak nasıl bütün "
     "hiçbir "
     "herkes hakkı önce iki şekilde vardır olup etti dedi yeni"},
    {Language::Az,
     "və bir bu üçün ilə də da olaraq olan daha çox ən kimi qədər sonra ancaq və ya hər o ki deyil var yox onun tərəfindən "
     "görə "
     "isə həm amma öz edir olunur olduğu barədə haqqında olmaq edən idi etmək malik hüququ insan heç"},
    {Language::Tt,
     "һәм белән өчен бу бер дип бар булып турында буенча юк түгел ул шул да дә булды булган була кадәр соң аша кебек "
     "буларак кирәк "
     "барлык башка каршы елы елның аның алар без сез ләкин яки гына икән иде үз һәр та тә аны мин күп бик инде әмма хокуклы "
     "кеше "
     "шулай аларның ук әле тиеш"},
    {Language::Kaa,
     "hám menen ushın bul bir bolıp haqqında boyınsha joq emes ol sol da de boldı bolǵan boladı shekem keyin arqalı sıyaqlı "
     "kerek "
     "barlıq basqa qarsı jılı onıń olar biz biraq yamasa ǵana eken edi óz hár adam huqıqına "
     "ҳәм менен ушын бул бир болып ҳаққында бойынша жоқ емес ол сол да де болды болған болады шекем кейин арқалы сыяқлы "
     "керек "
     "барлық басқа қарсы жылы оның олар биз бирақ ямаса ғана екен еди өз ҳәр адам ҳуқықына ийе тийис"},
    {Language::Ug,
     "ۋە بىلەن ئۈچۈن بۇ بىر بولۇپ ئۇ دەپ ھەم بار يوق ئەمەس كېيىن قىلىش قىلغان ئۇنىڭ ئۇلار بولغان ھەر ئۆز ياكى لېكىن قارشى "
     "we bilen üchün bu bir bolup u dep hem bar yoq emes kéyin qilish qilghan uning ular bolghan her öz yaki lékin qarshi "
     "toghrisida hoquqi hoquqigha adem kishi hemme ikki bolush hoquq qilishqa"},
    {Language::Fa,
     "و در به از که این را با است برای آن یک تا بر شد بود نیز خود هم می های کرد کند شده باشد وی یا هر ما اند دارد کشور باید "
     "شود"},
    {Language::Ar,
     "في من على ان الى التي الذي هذا هذه عن مع كان ما لا او بين بعد قبل كما قد لم كل و ذلك هو هي اي غير عام تم حتى وقد كانت "
     "التى الذين إن أن وفي ومن لكل ولا"},
};

/// Spellings of Kazakh and Kyrgyz in Latin letters, of which there are several.
constexpr WordList kLatinLists[] = {
    {Language::Kk,
     "jáne jäne zháne men úshin üşin ushin bul turaly bolyp boıynsha boiynşa joq emes ol osy bir bolǵan bolğan qazaqstan "
     "deıin keıin "
     "týraly úshın jyly jylǵy adam respublikasy respýblıkasy"},
    {Language::Ky,
     "jana menen üçün uchun bul bolup tuuraluu boyunça boyuncha jok emes oşol bir bolgon kyrgyz kırgız anın anyn alar jan "
     "kıldı"},
};

/// Endings of words, two to four letters, folded; a longer one is looked for first.
constexpr WordList kEndings[] = {
    {Language::En,
     "ing tion sion ment ness ity ted ded ned ers ies ous ally ents ence ance able ible ship ights ated ised ized ught"},
    {Language::Ru,
     "ого его ому ему ами ями ыми ими ние ния нию нии ость ости ться тся ает уют ают яют ила или ала али ный ная ное ные "
     "ных ной ным ную кий кая кие ких ской ский ские ских ции ция цию ить ать еть ять ешь ях ах ешь ете ите ыла ыли ел ел "
     "вич вна ённый шие щие щих вая вый ова"},
    {Language::Uk, "ння нню ться ької ький ьких ій ів ити ати ення ість ості ого ому ами ями их им цію ція ції ові"},
    {Language::Kk,
     "ның нің дың дің тың тің дан ден лар лер дар дер тар тер ған ген қан кен ады еді ді ті ды ты ына іне ында інде лық лік "
     "дағы дегі сын сін лары лері лған лген рға рге"},
    {Language::Ky,
     "нын нин нун нүн дын дин дун дүн тын тин лор лөр лар лер дор дөр төр дон дөн ган гон гөн ген кан кон көн ында инде "
     "уп үп уу үү оо өө тор доо дөө гы гу гү лык дык тык дагы деги ууда уусу үүсү ымын дарын ты ды ат"},
    {Language::Uz,
     "нинг ларни лари лар ган қан ида лик лаш моқда ади иши дан ига идан аги ини лиги илди илган ишга ди "
     "ning larni lari lar gan qan ida lik lash moqda adi ishi dan iga idan agi ini ligi ildi ilgan ishga di"},
    {Language::Tg,
     "ҳои ҳоро анд онад иро ият ии аи рои ҳо нд ост они аст ида орад унад уда дор ати оти они ини ери ари обӣ ӣ ро они иши"},
    {Language::Tk,
     "ның ниң лары лери лар лер дыр дир яр ян ында инде ыны ини лык лик нда мак мек дан ден ан ен нде "
     "nyň niň lary leri lar ler dyr dir ýar ýär ýan ýän ynda inde yny ini lyk lik nda mak mek dan den an en nde myş jak "
     "ýarlar ýärler"},
    {Language::Tr,
     "nın nin nun nün lar ler ları leri dır dir dur dür mak mek yor ında inde unda ünde dan den tan ten ması mesi sı lık "
     "lik "
     "ya ye acak ecek mış miş ını ini"},
    {Language::Az,
     "nın nin nun nün lar lər ları ləri dır dir dur dür maq mək ında ində dan dən ması məsi lıq lik acaq əcək mış miş ını "
     "ini"},
    {Language::Tt,
     "ның нең лар ләр дән дан ган гән кән кан ында ендә лек лык нәр нар ын ен әр ардан га гә ка кә ре ры ләре лары ачак "
     "әчәк"},
    {Language::Kaa,
     "ның ниң лар лер дан ден ған ген қан лық лик ында инде ыў иў ыўы иўи ийе "
     "nın nin lar ler dan den gan gen qan lıq lik ında inde ıw iw"},
    {Language::Ug,
     "نىڭ لار لەر لىق لىك غان گەن قان دىن تىن دۇ ىدۇ ىشى ىغا ning lar ler liq lik ghan gen qan din tin idu ishi igha ush "
     "gha luq"},
    {Language::Fa, "های ها ان ند ده ست ات ین"},
    {Language::Ar, "ات ون ين يه ها هم"},
};

using Table = std::unordered_map<std::string, LanguageMask>;

/// An open table by hash for the hot path: 4,096 places, keys compared in full.
class FunctionWords {
public:
    FunctionWords(std::initializer_list<std::span<const WordList>> all) {
        for (const auto& lists : all) {
            for (const WordList& list : lists) {
                take(list);
            }
        }
        for (const auto& [word, mask] : by_word_) {
            std::size_t place = hash(word) % kPlaces;
            while (!places_[place].word.empty()) {
                place = (place + 1) % kPlaces;
            }
            places_[place] = {word, mask};
        }
    }
    LanguageMask find(std::string_view word) const {
        for (std::size_t place = hash(word) % kPlaces; !places_[place].word.empty(); place = (place + 1) % kPlaces) {
            if (places_[place].word == word) {
                return places_[place].mask;
            }
        }
        return 0;
    }

private:
    static constexpr std::size_t kPlaces = 4096;
    struct Place {
        std::string word;
        LanguageMask mask = 0;
    };

    static std::size_t hash(std::string_view word) {
        std::uint32_t value = 2166136261U;
        for (const char c : word) {
            value = (value ^ static_cast<unsigned char>(c)) * 16777619U;
        }
        return value ^ (value >> 15U);
    }
    void take(const WordList& list) {
        for (const OwnedWord& word : words_of(list.words)) {
            by_word_[word.folded] |= mask_of(list.language);
        }
    }

    Table by_word_;
    std::array<Place, kPlaces> places_;
};

struct LetterRule {
    std::u32string_view letters;
    std::initializer_list<Language> languages;
};

/// Which alphabets have the letters that tell. A letter not named here is in all alphabets of its script.
const LetterRule kLetterRules[] = {
    {U"ә", {Language::Kk, Language::Tt, Language::Kaa, Language::Tk}},
    {U"ғқ", {Language::Kk, Language::Uz, Language::Tg, Language::Kaa}},
    {U"ң", {Language::Kk, Language::Ky, Language::Tk, Language::Tt, Language::Kaa}},
    {U"ө", {Language::Kk, Language::Ky, Language::Tk, Language::Tt, Language::Kaa}},
    {U"ү", {Language::Kk, Language::Ky, Language::Tk, Language::Tt, Language::Kaa}},
    {U"ұ", {Language::Kk}},
    {U"һ", {Language::Kk, Language::Tt}},
    {U"і", {Language::Kk, Language::Uk}},
    {U"ҳ", {Language::Uz, Language::Tg, Language::Kaa}},
    {U"ҷӣӯ", {Language::Tg}},
    {U"ў", {Language::Uz, Language::Kaa}},
    {U"җ", {Language::Tt, Language::Tk}},
    {U"їєґ", {Language::Uk}},
    {U"щ", {Language::Ru, Language::Uk, Language::Kk, Language::Tt}},
    {U"ы", {Language::Ru, Language::Kk, Language::Ky, Language::Tk, Language::Tt, Language::Kaa}},
    {U"w", {Language::En, Language::Tk, Language::Ug, Language::Kaa}},
    {U"x", {Language::En, Language::Uz, Language::Ug, Language::Az, Language::Kaa}},
    {U"q", {Language::En, Language::Uz, Language::Ug, Language::Az, Language::Kaa, Language::Kk}},
    {U"c", {Language::En, Language::Tr, Language::Az, Language::Uz, Language::Ug, Language::Ky, Language::Kk}},
    {U"v", {Language::En, Language::Tr, Language::Az, Language::Uz, Language::Kk, Language::Kaa, Language::Ky}},
    {U"ə", {Language::Az}},
    {U"ğ", {Language::Tr, Language::Az, Language::Kk, Language::Uz}},
    {U"ı", {Language::Tr, Language::Az, Language::Kaa, Language::Kk, Language::Ky}},
    {U"ş", {Language::Tr, Language::Az, Language::Tk, Language::Kk, Language::Ky, Language::Uz}},
    {U"ç", {Language::Tr, Language::Az, Language::Tk, Language::Ky, Language::Uz}},
    {U"ý", {Language::Tk, Language::Kk}},
    {U"ňž", {Language::Tk}},
    {U"ä", {Language::Tk, Language::Kk}},
    {U"ö", {Language::Tr, Language::Az, Language::Tk, Language::Ug, Language::Kk, Language::Ky}},
    {U"ü", {Language::Tr, Language::Az, Language::Tk, Language::Ug, Language::Kk, Language::Ky}},
    {U"ǵńóú", {Language::Kaa, Language::Kk}},
    {U"á", {Language::Kaa, Language::Kk}},
    {U"éë", {Language::Ug}},
    {U"ېۇۆۈۋەڭ", {Language::Ug}},
    {U"پچژگ", {Language::Fa, Language::Ug}},
    {U"ةإؤ", {Language::Ar}},
};

struct Alphabets {
    std::array<LanguageMask, 0x800> by_letter{};
    Alphabets() {
        for (const LetterRule& rule : kLetterRules) {
            LanguageMask mask = 0;
            for (const Language language : rule.languages) {
                mask |= mask_of(language);
            }
            for (const char32_t letter : rule.letters) {
                by_letter[letter % 0x800] = mask;
            }
        }
    }
};

}  // namespace

LanguageMask function_word_mask(std::string_view folded) {
    static const FunctionWords words{kLists, kLatinLists};
    return words.find(folded);
}

LanguageMask ending_mask(std::string_view folded) {
    static const FunctionWords endings{kEndings};
    std::size_t at = folded.size();
    std::size_t starts[4] = {0, 0, 0, 0};
    for (std::size_t& start : starts) {
        do {
            if (at == 0) {
                return 0;
            }
            --at;
        } while ((static_cast<unsigned char>(folded[at]) & 0xC0U) == 0x80U);
        start = at;
    }
    if (at == 0) {
        return 0;
    }  // an ending needs a word before it
    for (const std::size_t start : {starts[3], starts[2], starts[1]}) {
        if (const LanguageMask mask = endings.find(folded.substr(start))) {
            return mask;
        }
    }
    return 0;
}

LanguageMask alphabet_mask(char32_t letter) {
    static const Alphabets alphabets;
    return letter < 0x800 ? alphabets.by_letter[letter] : 0;
}

LanguageMask script_mask(Script script) {
    const auto all = [](std::initializer_list<Language> languages) {
        LanguageMask mask = 0;
        for (const Language language : languages) {
            mask |= mask_of(language);
        }
        return mask;
    };
    switch (script) {
        case Script::Cyrl:
            return all({Language::Ru, Language::Kk, Language::Ky, Language::Tg, Language::Uz, Language::Tk, Language::Tt,
                        Language::Kaa, Language::Uk});
        case Script::Latn:
            return all({Language::En, Language::Kk, Language::Ky, Language::Uz, Language::Tk, Language::Tr, Language::Ug,
                        Language::Kaa, Language::Az});
        case Script::Arab: return all({Language::Ar, Language::Fa, Language::Ug});
        default: return 0;
    }
}

}  // namespace guvoh::language

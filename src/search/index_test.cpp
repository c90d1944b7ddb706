// SPDX-License-Identifier: AGPL-3.0-or-later
#include "search/index.h"

#include <gtest/gtest.h>

#include <atomic>
#include <random>
#include <set>
#include <thread>

#include "search/snippet.h"
#include "search/testing/naive_search.h"
#include "search/testing/test_vault.h"

namespace guvoh::search {
namespace {

using testing::MemoryPages;
using testing::NaiveSearch;

/// An index and its slow twin, fed alike.
class Twins {
public:
    explicit Twins(IndexOptions options = {}) : options_(options), vault_(testing::new_vault(files_)) { open(); }

    void open() {
        index.reset();
        auto opened = Index::open(pages, vault_->database(), options_);
        ASSERT_TRUE(opened) << opened.error().text();
        index = std::move(*opened);
    }
    void add(std::uint32_t number, const std::vector<std::string>& texts, LanguageCode language = 0) {
        std::vector<UnitText> units;
        for (std::uint32_t page = 0; page < texts.size(); ++page) {
            units.push_back({page, 0, static_cast<std::uint32_t>(texts[page].size()), language, texts[page]});
        }
        ASSERT_TRUE(index->add_document(number, units));
        naive.add_document(number, units);
    }
    void erase(std::uint32_t number) {
        const std::uint32_t numbers[] = {number};
        ASSERT_TRUE(index->erase_documents(numbers));
        naive.erase_document(number);
    }
    SearchResult find(std::string_view text, const SearchFilter& filter = {}, std::uint32_t limit = 10, bool exact = false) {
        auto query = parse_query(text, exact);
        EXPECT_TRUE(query) << text << ": " << query.error().text();
        auto result = index->search(*query, filter, limit);
        EXPECT_TRUE(result) << text << ": " << result.error().text();
        return result ? std::move(*result) : SearchResult{};
    }
    void expect_same(std::string_view text, const SearchFilter& filter = {}, bool exact = false) {
        auto query = parse_query(text, exact);
        ASSERT_TRUE(query) << text;
        const auto got = index->search(*query, filter, 10);
        ASSERT_TRUE(got) << text << ": " << got.error().text();
        const SearchResult want = naive.search(*query, filter, 10);
        const SearchResult all = naive.search(*query, filter, 1000000);
        ASSERT_EQ(got->total, want.total) << describe(*query);
        ASSERT_EQ(got->hits.size(), want.hits.size()) << describe(*query);
        for (std::size_t i = 0; i < want.hits.size(); ++i) {
            ASSERT_NEAR(got->hits[i].score, want.hits[i].score, 1e-4) << describe(*query) << " hit " << i;
            const bool known = std::any_of(all.hits.begin(), all.hits.end(), [&](const Hit& hit) {
                return hit.unit == got->hits[i].unit && std::abs(hit.score - got->hits[i].score) < 1e-4;
            });
            ASSERT_TRUE(known) << describe(*query) << " hit " << i;
        }
    }

    MemoryPages pages;
    std::unique_ptr<Index> index;
    NaiveSearch naive;

private:
    IndexOptions options_;
    platform::MemoryFileSystem files_;
    std::unique_ptr<vault::Vault> vault_;
};

const std::vector<std::string> kWords = {
    "prison", "prisons", "prisoner", "torture", "tortured", "police", "court", "visit", "visits", "the", "of", "a", "and",
    "report", "reported", "state", "states", "Askarov", "Аскаров", "Аскарова", "сотрудник", "сотрудниками", "сотрудника",
    "тюрьма", "тюрьмы", "суд", "суда", "пытки", "пыток", "полиция", "қамау", "қамауда", "Душанбе", "Dushanbe", "2012", "12"};

std::string random_text(std::mt19937& random, std::size_t most) {
    // Few words are common, many are rare.
    std::string text;
    const std::size_t count = random() % most;
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t pick = (random() % kWords.size()) * (random() % kWords.size()) / kWords.size();
        text += kWords[pick] + (random() % 12 == 0 ? ". " : " ");
    }
    return text;
}

std::string random_query(std::mt19937& random, int depth) {
    const auto word = [&] { return kWords[random() % kWords.size()]; };
    switch (random() % (depth > 0 ? 12 : 7)) {
        case 0: case 1: case 2: return word();
        case 3: return word().substr(0, 6 + random() % 3 * 2) + "*";
        case 4: return word() + (random() % 2 == 0 ? "~" : "~2");
        case 5: return "\"" + word() + " " + word() + "\"";
        case 6: return "\"" + word() + " " + word() + " " + word() + "\"";
        case 7: case 8: return "(" + random_query(random, depth - 1) + " " + random_query(random, depth - 1) + ")";
        case 9: case 10: return "(" + random_query(random, depth - 1) + " OR " + random_query(random, depth - 1) + ")";
        default: return "(" + random_query(random, depth - 1) + " NOT " + random_query(random, depth - 1) + ")";
    }
}

std::string utf8_safe(std::string text) {
    // random_query may cut a word inside a letter
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const auto byte = static_cast<unsigned char>(text[at]);
        const std::size_t length = byte < 0x80 ? 1 : (byte < 0xE0 ? 2 : 3);
        if (byte >= 0x80 && (at + length > text.size() || (static_cast<unsigned char>(text[at + 1]) & 0xC0U) != 0x80U)) {
            ++at;
            continue;
        }
        out += text.substr(at, length);
        at += length;
    }
    return out;
}

void feed(Twins& twins, std::mt19937& random, std::uint32_t documents, std::uint32_t first = 1) {
    for (std::uint32_t number = first; number < first + documents; ++number) {
        std::vector<std::string> pages;
        for (std::size_t i = 0; i < 1 + random() % 6; ++i) { pages.push_back(random_text(random, 60)); }
        twins.add(number, pages, static_cast<LanguageCode>(random() % 3));
        if (random() % 40 == 0) { ASSERT_TRUE(twins.index->flush()); }
        if (random() % 90 == 0) { ASSERT_TRUE(twins.index->commit()); }
    }
    ASSERT_TRUE(twins.index->flush());
}

TEST(Index, AgreesWithTheDefinitionOverRandomTextAndQueries) {
    for (unsigned seed = 1; seed <= 4; ++seed) {
        std::mt19937 random(seed);
        Twins twins;
        feed(twins, random, seed == 4 ? 700 : 120);

        for (int i = 0; i < 60; ++i) { twins.expect_same(utf8_safe(random_query(random, 3)), {}, random() % 4 == 0); }
    }
}

TEST(Index, FindsNamesOneLetterAwayInEitherScript) {
    Twins twins;
    twins.add(1, {"Аскаров говорил"});
    twins.add(2, {"Askarov spoke"});
    twins.add(3, {"Жанаозен, площадь"});
    twins.add(4, {"Zhanaozen, the square"});
    twins.add(5, {"Мария и Oskar"});
    ASSERT_TRUE(twins.index->flush());
    const auto documents = [&](std::string_view query, bool exact = false) {
        std::set<std::uint32_t> found;
        for (const Hit& hit : twins.find(query, {}, 10, exact).hits) { found.insert(hit.unit.document_number); }
        twins.expect_same(query, {}, exact);
        return found;
    };
    using Numbers = std::set<std::uint32_t>;

    for (const char* query : {"Askarov~", "Аскаров~", "Askarav~", "Аскарав~", "Asakrov~", "Askarv~"}) { EXPECT_EQ(documents(query), (Numbers{1, 2})) << query; }
    for (const char* query : {"Жанаозин~", "Zhanaozin~"}) { EXPECT_EQ(documents(query), (Numbers{3, 4})) << query; }
    EXPECT_EQ(documents("Janaozen~"), (Numbers{3}));  // its Latin spelling is two letters away
    EXPECT_EQ(documents("Аскарав~", true), (Numbers{1}));
    EXPECT_EQ(documents("Иванов~"), Numbers{});
}

TEST(Index, AgreesWithTheDefinitionUnderFilters) {
    std::mt19937 random(7);
    Twins twins;
    feed(twins, random, 150);
    SearchFilter filter;
    filter.allow = [](std::uint32_t document) { return document % 3 != 0; };
    filter.languages = {0, 2};
    filter.field_matches = [](std::size_t index, std::uint32_t document) { return (document + index) % 2 == 0; };
    filter.field_languages = [](std::size_t index) { return index == 1 ? std::vector<LanguageCode>{2} : std::vector<LanguageCode>{}; };

    for (int i = 0; i < 40; ++i) { twins.expect_same(utf8_safe(random_query(random, 2)), filter); }
    twins.expect_same("kind:pdf (prison OR lang:ru)", filter);
    twins.expect_same("NOT kind:pdf", filter);
    twins.expect_same("prison -name:x", filter);
}

TEST(Index, StaysTheSameWhenJoinedErasedReopenedAndFedAgain) {
    std::mt19937 random(11);
    Twins twins;
    feed(twins, random, 200);
    for (const std::uint32_t number : {1U, 17U, 199U, 200U}) { twins.erase(number); }
    twins.expect_same("prison OR суд");
    ASSERT_TRUE(twins.index->commit());
    ASSERT_EQ(twins.index->last_indexed(), 200U);

    twins.open();
    twins.expect_same("prison OR суд");
    twins.expect_same("\"the of\"");
    feed(twins, random, 50, 201);
    twins.expect_same("prison visit");
    ASSERT_TRUE(twins.index->optimize());
    ASSERT_EQ(twins.index->statistics().segments, 1U);
    twins.expect_same("prison visit");
    twins.expect_same("сотрудник*");
    ASSERT_TRUE(twins.index->check());
}

TEST(Index, ReplacesADocumentThatIsAddedAgain) {
    Twins twins;
    twins.add(1, {"the first words"});
    twins.add(2, {"other words"});
    ASSERT_TRUE(twins.index->commit());
    twins.naive.erase_document(1);

    twins.add(1, {"a second text"});
    ASSERT_TRUE(twins.index->flush());

    EXPECT_EQ(twins.find("first").total, 0U);
    EXPECT_EQ(twins.find("second").total, 1U);
}

TEST(Index, WordsOfAnErasedDocumentAreInNoFile) {
    Twins twins;
    twins.add(1, {"Zulfiqorbek spoke"});
    twins.add(2, {"nobody else spoke"});
    ASSERT_TRUE(twins.index->commit());
    const auto holds = [&] {
        for (const auto& file : twins.pages.files) {
            for (const base::Bytes& page : *file.second) {
                if (base::as_text(page).find("zulfiqorbek") != std::string_view::npos) { return true; }
            }
        }
        return false;
    };
    ASSERT_TRUE(holds());

    twins.erase(1);

    EXPECT_FALSE(holds());
    EXPECT_EQ(twins.find("spoke").total, 1U);
}

TEST(Index, FindsNamesInOtherScriptsAndInflectedWords) {
    Twins twins;
    twins.add(1, {"Адвокат Аскаров был задержан сотрудниками милиции в Душанбе"});
    twins.add(2, {"Lawyer Askarov was detained in Dushanbe"});
    twins.add(3, {"адвокат Әскеров қалада түнде ұсталды деді"});
    ASSERT_TRUE(twins.index->flush());

    EXPECT_GE(twins.find("Askarov").total, 2U);
    EXPECT_GE(twins.find("Аскаров").total, 2U);
    EXPECT_EQ(twins.find("Dushanbe").total, 2U);
    EXPECT_EQ(twins.find("сотрудник").total, 1U);
    EXPECT_EQ(twins.find("Askarov", {}, 10, true).total, 1U);
    EXPECT_EQ(twins.find("сотрудник", {}, 10, true).total, 0U);
    EXPECT_EQ(twins.find("Askarov").hits.at(0).unit.document_number, 2U);
}

TEST(Index, HidesWhatMayNotBeSeenFromHitsTotalsAndWords) {
    Twins twins;
    twins.add(1, {"open secret"});
    twins.add(2, {"sealed secret"});
    ASSERT_TRUE(twins.index->flush());
    SearchFilter filter;
    filter.allow = [](std::uint32_t document) { return document == 1; };

    const SearchResult found = twins.find("secret", filter);

    EXPECT_EQ(found.total, 1U);
    ASSERT_EQ(found.hits.size(), 1U);
    EXPECT_EQ(found.hits[0].unit.document_number, 1U);
    EXPECT_EQ(twins.find("sealed", filter).total, 0U);
}

TEST(Index, PagesThroughHits) {
    std::mt19937 random(3);
    Twins twins;
    feed(twins, random, 100);
    auto query = parse_query("prison OR the");
    const auto all = twins.index->search(*query, {}, 30);
    ASSERT_TRUE(all);

    const auto later = twins.index->search(*query, {}, 10, 20);

    ASSERT_TRUE(later);
    ASSERT_EQ(later->hits.size(), 10U);
    for (std::size_t i = 0; i < 10; ++i) { EXPECT_EQ(later->hits[i].unit, all->hits[i + 20].unit); }
}

TEST(Index, ForgetsWhatACrashTookAndSaysFromWhereToFeedAgain) {
    Twins twins;
    twins.add(1, {"kept words"});
    ASSERT_TRUE(twins.index->commit());
    twins.add(2, {"lost words"});
    ASSERT_TRUE(twins.index->flush());
    twins.pages.files["search-00000099"] = std::make_shared<MemoryPages::Pages>();  // a leftover

    twins.open();

    EXPECT_EQ(twins.index->last_indexed(), 1U);
    EXPECT_EQ(twins.find("words").total, 1U);
    EXPECT_EQ(twins.pages.files.count("search-00000099"), 0U);
}

TEST(Index, IsEmptyWhenItsFilesAreMissing) {
    Twins twins;
    twins.add(1, {"some words"});
    ASSERT_TRUE(twins.index->commit());
    twins.pages.files.clear();

    twins.open();

    EXPECT_EQ(twins.index->last_indexed(), 0U);
    EXPECT_EQ(twins.find("words").total, 0U);
}

TEST(Index, ReportsADamagedPageAndNeverCrashes) {
    std::mt19937 random(5);
    Twins twins;
    feed(twins, random, 400);
    ASSERT_TRUE(twins.index->optimize());
    const auto& file = *twins.pages.files.begin();
    ASSERT_GT(file.second->size(), 2U);
    for (std::size_t page = 0; page < file.second->size(); ++page) {
        (*twins.pages.damaged)[file.first] = {page};

        const auto checked = twins.index->check();

        ASSERT_FALSE(checked);
        EXPECT_EQ(checked.error().kind, base::ErrorKind::Corrupt);
    }
    std::vector<std::size_t> all_pages(file.second->size());
    for (std::size_t page = 0; page < all_pages.size(); ++page) { all_pages[page] = page; }
    all_pages.pop_back();  // the footer
    (*twins.pages.damaged)[file.first] = all_pages;
    twins.open();
    auto query = parse_query("prison");
    const auto result = twins.index->search(*query, {}, 10);
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().kind, base::ErrorKind::Corrupt);
}

TEST(Index, GivesMemoryBackWhenTheCacheIsOverItsBudget) {
    IndexOptions options;
    options.cache_bytes = 64 << 10;
    std::mt19937 random(6);
    Twins twins(options);
    feed(twins, random, 500);
    ASSERT_TRUE(twins.index->optimize());

    for (int i = 0; i < 30; ++i) { twins.expect_same(utf8_safe(random_query(random, 2))); }
}

TEST(Index, ServesReadersWhileDocumentsArrive) {
    std::mt19937 random(8);
    Twins twins;
    std::atomic<bool> done{false};
    std::vector<std::thread> readers;
    for (int i = 0; i < 2; ++i) {
        readers.emplace_back([&] {
            auto query = parse_query("prison OR \"the of\"");
            std::uint64_t before = 0;
            while (!done) {
                const auto result = twins.index->search(*query, {}, 10);
                ASSERT_TRUE(result) << result.error().text();
                EXPECT_GE(result->total, before);
                before = result->total;
            }
        });
    }

    for (std::uint32_t number = 1; number < 300; ++number) {
        const std::string text = random_text(random, 60);
        const UnitText unit{0, 0, static_cast<std::uint32_t>(text.size()), 0, text};
        ASSERT_TRUE(twins.index->add_document(number, {&unit, 1}));
        ASSERT_TRUE(number % 50 == 0 ? twins.index->commit() : twins.index->flush());
    }
    done = true;
    for (std::thread& reader : readers) { reader.join(); }
}

TEST(Index, RefusesAQueryWithoutWords) {
    Twins twins;
    auto query = parse_query("--");
    ASSERT_TRUE(query);
    const auto result = twins.index->search(*query, {}, 10);
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().kind, base::ErrorKind::Invalid);
}

/// Far more distinct words than the buffer remembers from one segment to the next.
TEST(Index, FindsWordsAlikeBeforeAndAfterItForgotRareOnes) {
    IndexOptions options;
    options.buffer_bytes = 4U << 20;
    Twins twins(options);
    constexpr std::uint32_t kDocuments = 120;
    constexpr std::uint32_t kNumbers = 1000;  // in each, all distinct
    for (std::uint32_t number = 1; number <= kDocuments; ++number) {
        std::string text = "prison visits Askarov ";
        for (std::uint32_t i = 0; i < kNumbers; ++i) text += "n" + std::to_string(number * kNumbers + i) + " ";
        twins.add(number, {text});
        if (number % 10 == 0) {
            ASSERT_TRUE(twins.index->flush());
        }
    }
    ASSERT_TRUE(twins.index->commit());

    EXPECT_EQ(twins.find("visit").total, kDocuments);
    EXPECT_EQ(twins.find("Аскаров").total, kDocuments);
    for (const std::uint32_t number : {1U, 60U, 120U}) {
        const auto found = twins.find("n" + std::to_string(number * kNumbers + 7));
        ASSERT_EQ(found.hits.size(), 1U);
        EXPECT_EQ(found.hits[0].unit.document_number, number);
    }
}

}  // namespace
}  // namespace guvoh::search

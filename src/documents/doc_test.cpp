// SPDX-License-Identifier: AGPL-3.0-or-later
#include "documents/doc.h"

#include <gtest/gtest.h>

#include "documents/testing/files.h"

namespace guvoh::documents {
namespace {

using testing::parse_here;

/// Writes the streams of a Word document by hand. Source: [MS-DOC] 2.4.1, 2.5
class WordFile {
public:
    WordFile() : main_(kText, '\0') {
        set(0, 0xA5EC, 2);
        set(2, 193, 2);  // Word 97
    }

    /// Adds text as UTF-16; gives where it stands.
    std::size_t wide(std::u16string_view text) {
        main_.resize((main_.size() + 1) / 2 * 2);
        const std::size_t at = main_.size();
        for (const char16_t unit : text) main_ += {static_cast<char>(unit & 0xFF), static_cast<char>(unit >> 8)};
        pieces_.push_back({text.size(), at});
        return at;
    }
    /// Adds text of one byte a character.
    void narrow(std::string_view text) {
        pieces_.push_back({text.size(), main_.size() * 2 | 0x40000000U});
        main_ += text;
    }
    /// How many characters the body has, the footnotes, and so on.
    void count(std::size_t part, std::size_t characters) { set(0x4C + part * 4, characters, 4); }
    void flags(std::size_t value) { set(0x0A, value, 2); }

    /// Lays a property on bytes of the stream: a page of formatting with one run.
    void on(std::size_t list_at, std::size_t begin, std::size_t end, std::string_view change) {
        main_.resize((main_.size() + 511) / 512 * 512);
        const std::size_t page = main_.size();
        main_.resize(page + 512);
        set(page, begin, 4);
        set(page + 4, end, 4);
        main_[page + 511] = 1;
        const bool paragraphs = list_at == 0x102;
        main_[page + 8] = 100;  // in units of two bytes
        const std::string changes = paragraphs ? std::string(2, '\0') + std::string(change) : std::string(change);
        main_[page + 200] = static_cast<char>(paragraphs ? (changes.size() + 1) / 2 : changes.size());
        main_.replace(page + 201, changes.size(), changes);
        set(list_at, table_.size(), 4);
        set(list_at + 4, 12, 4);
        put(begin, 4);
        put(end, 4);
        put(page / 512, 4);
    }

    std::string main() const { return main_; }
    std::string table() {
        const std::size_t at = table_.size();
        std::size_t position = 0;
        table_ += '\2';
        put(pieces_.size() * 12 + 4, 4);
        put(0, 4);
        for (const auto& [characters, where] : pieces_) put(position += characters, 4);
        for (const auto& [characters, where] : pieces_) {
            put(0, 2);
            put(where, 4);
            put(0, 2);
        }
        set(0x1A2, at, 4);
        set(0x1A6, table_.size() - at, 4);
        return table_;
    }

    std::string file(testing::Entries more = {}) {
        const std::string table_bytes = table();
        more.insert(more.begin(), {{"WordDocument", main_}, {"0Table", table_bytes}});
        return testing::make_ole(more);
    }

private:
    static constexpr std::size_t kText = 1024;
    static void bytes_of(std::size_t value, std::size_t count, std::string& out) {
        for (std::size_t i = 0; i < count; ++i) out += static_cast<char>(value >> (8 * i) & 0xFF);
    }
    void put(std::size_t value, std::size_t count) { bytes_of(value, count, table_); }
    void set(std::size_t at, std::size_t value, std::size_t count) {
        std::string bytes;
        bytes_of(value, count, bytes);
        main_.replace(at, count, bytes);
    }
    std::string main_, table_;
    std::vector<std::pair<std::size_t, std::size_t>> pieces_;
};

std::string text_of(WordFile& file) {
    const std::string table = file.table();
    const auto text = doc_text(base::as_bytes(file.main()), base::as_bytes(table));
    return text ? *text : "error: " + text.error().detail;
}

TEST(Doc, ReadsPiecesOfBothWidths) {
    WordFile file;
    const std::u16string wide = u"Осмотр изолятора в Қарасай.\r";
    const std::string narrow = "Cell \x93three\x94 \x96 12 men.\x0BNo window.\r";
    file.wide(wide);
    file.narrow(narrow);
    file.count(0, wide.size() + narrow.size());

    EXPECT_EQ(text_of(file), "Осмотр изолятора в Қарасай.\n\nCell “three” – 12 men.\nNo window.");
}

TEST(Doc, ReadsNotesBehindTheBodyAndNothingBeyond) {
    WordFile file;
    file.wide(u"The body.\rA note.\rleft over");
    file.count(0, 10);
    file.count(1, 8);

    EXPECT_EQ(text_of(file), "The body.\n\nA note.");
}

TEST(Doc, TakesOfAFieldItsResult) {
    WordFile file;
    const std::u16string text = u"See \x13 HYPERLINK \x13 PAGE \x14 7\x15 \x14the report\x15, \x01page\x1E" u"two \xD83D\xDE00.\r";
    file.wide(text);
    file.count(0, text.size());

    EXPECT_EQ(text_of(file), "See the report, page-two 😀.");
}

TEST(Doc, MakesALineOfATableRow) {
    WordFile file;
    const std::u16string text = u"Name\x07" u"\x07" u"Age\x07\x07" u"A.\x07" u"B.\x07" u"30\x07\x07" u"After.\r";
    const std::size_t at = file.wide(text);
    file.count(0, text.size());
    file.on(0x102, at + 2 * 10, at + 2 * 11, "\x17\x24\x01");  // the end of the first row

    EXPECT_EQ(text_of(file), "Name\t\tAge\n\nA.\tB.\t30\t\tAfter.");
}

TEST(Doc, KeepsTheParagraphsOfACellTogether) {
    WordFile file;
    const std::size_t at = file.wide(u"First.\rSecond.\x07");
    file.count(0, 15);
    file.on(0x102, at, at + 2 * 15, "\x16\x24\x01");

    EXPECT_EQ(text_of(file), "First.\nSecond.");
}

TEST(Doc, BeginsARowWhoseFirstCellIsEmptyOnALineOfItsOwn) {
    WordFile file;
    const std::u16string text = u"Before.\r\r\x07" u"Court\x07\x07";
    const std::size_t at = file.wide(text);
    file.count(0, text.size());
    file.on(0x102, at + 2 * 8, at + 2 * text.size(), "\x16\x24\x01");  // the table

    EXPECT_EQ(text_of(file), "Before.\n\n\tCourt");
}

TEST(Doc, LeavesOutWhatWasDeleted) {
    WordFile file;
    const std::size_t at = file.wide(u"He was not beaten.\r");
    file.count(0, 19);
    file.on(0xFA, at + 2 * 7, at + 2 * 11, std::string_view("\x35\x08\x01\x00\x08\x01", 6));  // bold, then deleted

    EXPECT_EQ(text_of(file), "He was beaten.");
}

TEST(Doc, SaysWhyThereIsNoText) {
    const std::string body = "words\r";
    const auto reason = [](WordFile& file) { return text_of(file); };
    WordFile encrypted, cut, many;
    encrypted.flags(0x0100);
    EXPECT_EQ(reason(encrypted), "error: encrypted Office document (a password is needed)");
    cut.narrow(body);
    cut.count(0, body.size());
    const std::string table = cut.table();
    EXPECT_EQ(doc_text(base::as_bytes(cut.main().substr(0, 1026)), base::as_bytes(table)).error().detail, "damaged Word document: its text is cut short");
    EXPECT_EQ(doc_text(base::as_bytes(cut.main()), {}).error().detail, "damaged Word document: the list of its text is missing");
    EXPECT_EQ(doc_text(base::as_bytes("\xDB\xA5"), {}).error().detail, "Word document of Word 95 or older: save it as DOCX");
}

TEST(Doc, IsReadFromItsFile) {
    WordFile file;
    file.wide(u"Протокол осмотра.\r");
    file.count(0, 18);
    const std::string picture = "\xFF\xD8\xFF\xE0 a picture";
    std::string record = std::string("\x00\x6E\x1D\xF0", 4) + static_cast<char>(17 + picture.size()) + std::string(3 + 17, '\0') + picture;

    const auto found = parse_here(file.file({{"Data", "before" + record + "after"}}), "minutes.doc");

    ASSERT_TRUE(found) << found.error().text();
    EXPECT_EQ(found->kind, Kind::Doc);
    EXPECT_EQ(found->media_type, "application/msword");
    EXPECT_EQ(testing::all_text(*found), "Протокол осмотра.");
    ASSERT_EQ(found->children.size(), 1U);
    EXPECT_EQ(found->children[0].name, "picture-1.jpg");
    EXPECT_EQ(base::as_text(found->children[0].content), picture);
}

}  // namespace
}  // namespace guvoh::documents

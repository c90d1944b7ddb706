// SPDX-License-Identifier: AGPL-3.0-or-later
//
// A DOCX as other programs read it: our own reader of documents, and LibreOffice where there is one.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>

#include "documents/testing/files.h"
#include "papers/paper.h"

namespace guvoh::papers {
namespace {

namespace fs = std::filesystem;

Row row_of(RowKind kind, const std::vector<std::string>& cells) {
    Row row{kind, {}};
    for (const std::string& cell : cells) row.cells.push_back(plain(cell));
    return row;
}

/// A report of an invented country: one of everything, and a table that runs over several pages.
Paper example() {
    Paper paper;
    paper.title = "Positions of Examplia";
    paper.subtitle = "Third cycle";
    paper.footer = "Draft";
    paper.made_at_ms = 1'700'000'000'000;
    Run noted{"Twelve were supported"}, linked{"the report"};
    noted.bold = true;
    noted.footnote = plain("Counted on one day");
    linked.link = "https://example.org/report";
    Table table{{1, 4, 2}, {row_of(RowKind::Header, {"Number", "Recommendation", "Position"}), row_of(RowKind::Group, {"Борьба с пытками"})}};
    for (int i = 1; i <= 80; ++i) table.rows.push_back(row_of(i % 7 == 0 ? RowKind::Marked : RowKind::Plain, {"94." + std::to_string(i), "Ратифицировать протокол", "Supported"}));
    table.rows.push_back(row_of(RowKind::Total, {"All", "80"}));
    paper.blocks = {Heading{1, plain("Summary")}, Paragraph{{noted, {", see "}, linked}}, List{true, {{plain("first point"), 0}, {plain("deeper point"), 1}}},
                    PageBreak{}, Heading{2, plain("All of them")}, table};
    return paper;
}

std::string written(const Paper& paper) {
    std::string out;
    EXPECT_TRUE(write_docx(paper, [&](std::string_view bytes) {
        out += bytes;
        return base::Status{};
    }));
    return out;
}

base::Expected<documents::Extracted> read_back(std::string_view bytes, std::string_view name) {
    const documents::Limits limits;
    documents::testing::MemoryOutput out(limits);
    documents::Source source{base::as_bytes(bytes), name, limits, documents::Kind::Other, {}};
    documents::identify(source);
    GUVOH_TRY_VOID(documents::parse_document(source, out));
    out.found.kind = source.kind;
    out.found.metadata = out.head().metadata;
    return out.found;
}

bool holds(const std::string& text, const std::string& words) { return text.find(words) != std::string::npos; }

TEST(PapersOffice, AreReadByOurOwnReader) {
    const auto found = read_back(written(example()), "paper");

    ASSERT_TRUE(found) << found.error().text();
    EXPECT_EQ(found->kind, documents::Kind::Docx);
    EXPECT_EQ(found->metadata.at("title"), "Positions of Examplia");
    EXPECT_EQ(found->metadata.at("created_on"), "2023-11-14T22:13:20Z");
    const std::string& text = found->pages.at(0).text;
    for (const char* const words : {"Third cycle\n\nSummary\n\nTwelve were supported, see the report\n\nfirst point\n\ndeeper point", "94.80\tРатифицировать протокол\tSupported",
                                    "Борьба с пытками", "All\t80", "Counted on one day", "Draft"}) {
        EXPECT_TRUE(holds(text, words)) << words;
    }
}

TEST(PapersOffice, BecomeAPdfInLibreOffice) {
    if (std::system("command -v soffice > /dev/null 2>&1") != 0) GTEST_SKIP() << "NOT CHECKED: there is no LibreOffice (soffice) here";
    const fs::path folder = fs::temp_directory_path() / ("guvoh-papers-" + std::to_string(std::random_device()()));
    fs::create_directories(folder);
    std::ofstream(folder / "paper.docx", std::ios::binary) << written(example());

    const std::string command = "cd '" + folder.string() + "' && soffice '-env:UserInstallation=file://" + folder.string() + "/profile' --headless --convert-to pdf paper.docx > log 2>&1";
    const int code = std::system(command.c_str());
    std::ifstream made(folder / "paper.pdf", std::ios::binary);
    const std::string pdf{std::istreambuf_iterator<char>(made), {}};
    fs::remove_all(folder);

    ASSERT_EQ(code, 0);
    const auto found = read_back(pdf, "paper.pdf");
    ASSERT_TRUE(found) << found.error().text();
    ASSERT_GE(found->pages.size(), 3U);
    EXPECT_TRUE(holds(found->pages[0].text, "Counted on one day"));
    EXPECT_TRUE(holds(found->pages[0].text, "1 / " + std::to_string(found->pages.size())));
    EXPECT_FALSE(holds(found->pages[0].text, "All of them"));
    for (std::size_t i = 1; i < found->pages.size(); ++i) EXPECT_TRUE(holds(found->pages[i].text, "Recommendation")) << i;
}

}  // namespace
}  // namespace guvoh::papers

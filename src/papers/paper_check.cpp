// SPDX-License-Identifier: AGPL-3.0-or-later
#include "papers/paper_check.h"

#include <algorithm>

#include "base/text.h"

namespace guvoh::papers {

using base::ErrorKind;
using base::fail;
using base::Status;

namespace {

constexpr std::size_t kMostColumns = 63;  // Word's limit
constexpr std::uint32_t kMostShare = 10'000;
constexpr int kHeadingLevels = 3;
constexpr int kListLevels = 3;
constexpr std::size_t kMostLanguageBytes = 35;                 // BCP 47, 4.4.1
constexpr std::int64_t kMostMs = 253'402'300'799'999;          // the end of the year 9999

Status check_text(std::string_view text) {
    if (!base::is_utf8(text)) return fail(ErrorKind::Invalid, "a text is not UTF-8");
    return {};
}

Status check_runs(const Runs& runs, bool inside_footnote = false) {
    for (const Run& run : runs) {
        GUVOH_TRY_VOID(check_text(run.text));
        if (!run.link.empty() && !can_link(run.link)) return fail(ErrorKind::Invalid, "a link is no absolute address of http, https or mailto");
        if (run.footnote.empty()) continue;
        if (inside_footnote) return fail(ErrorKind::Invalid, "a footnote has a footnote");
        GUVOH_TRY_VOID(check_runs(run.footnote, true));
    }
    return {};
}

Status check_block(const Heading& heading) {
    if (heading.level < 1 || heading.level > kHeadingLevels) return fail(ErrorKind::Invalid, "the level of a heading is 1 to 3");
    return check_runs(heading.runs);
}

Status check_block(const Paragraph& paragraph) { return check_runs(paragraph.runs); }

Status check_block(const List& list) {
    for (const ListItem& item : list.items) {
        if (item.level >= kListLevels) return fail(ErrorKind::Invalid, "the level of a list's point is 0 to 2");
        GUVOH_TRY_VOID(check_runs(item.runs));
    }
    return {};
}

Status check_block(const Table& table) {
    const std::size_t columns = table.column_shares.size();
    const auto is_share = [](std::uint32_t share) { return share >= 1 && share <= kMostShare; };
    if (columns < 1 || columns > kMostColumns) return fail(ErrorKind::Invalid, "a table has 1 to 63 columns");
    if (!std::all_of(table.column_shares.begin(), table.column_shares.end(), is_share)) return fail(ErrorKind::Invalid, "a column's share is 1 to 10,000");
    for (const Row& row : table.rows) {
        if (row.cells.empty() || row.cells.size() > columns) return fail(ErrorKind::Invalid, "a row has no cells, or more than the table has columns");
        for (const Runs& cell : row.cells) GUVOH_TRY_VOID(check_runs(cell));
    }
    return {};
}

Status check_block(const PageBreak&) { return {}; }

Status check_language(std::string_view language) {
    const auto fits = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-'; };
    const bool is_tag = language.size() >= 2 && language.size() <= kMostLanguageBytes && std::all_of(language.begin(), language.end(), fits);
    if (!is_tag || language.front() == '-' || language.back() == '-') return fail(ErrorKind::Invalid, "the language is no BCP 47 tag");
    return {};
}

}  // namespace

Status check(const Paper& paper) {
    for (const std::string* const text : {&paper.title, &paper.subtitle, &paper.footer}) GUVOH_TRY_VOID(check_text(*text));
    GUVOH_TRY_VOID(check_language(paper.language));
    if (paper.made_at_ms < 0 || paper.made_at_ms > kMostMs) return fail(ErrorKind::Invalid, "the date is not in the years 1970 to 9999");
    for (std::size_t i = 0; i < paper.blocks.size(); ++i) {
        Status done = std::visit([](const auto& block) { return check_block(block); }, paper.blocks[i]);
        if (!done) return fail(std::move(done.error()).within("block " + std::to_string(i + 1)));
    }
    return {};
}

}  // namespace guvoh::papers

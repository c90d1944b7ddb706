// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Text of reports, addenda, concluding observations, front pages, thematic lists, pledges, declarations and exports, as anybody may have written it: no
// reader crashes or hangs, each part of a paragraph lies within it, and every row of an export is accounted for. Pages are separated by form feeds.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/text.h"
#include "reviews/addendum.h"
#include "reviews/csv_text.h"
#include "reviews/declarations.h"
#include "reviews/front_page.h"
#include "reviews/observations.h"
#include "reviews/pledges.h"
#include "reviews/ratifications.h"
#include "reviews/recommenders.h"
#include "reviews/thematic_list.h"
#include "reviews/upr_info.h"
#include "reviews/upr_report.h"

namespace {

using namespace guvoh;

/// Pages with a word a line, so that boxes and heights take part.
std::vector<documents::Page> pages_of(const std::string& text) {
    std::vector<documents::Page> pages(1);
    for (const char c : text) {
        if (c == '\f') {
            pages.emplace_back();
        } else {
            pages.back().text += c;
        }
    }
    for (documents::Page& page : pages) {
        page.height_pt = 842;
        for (std::size_t begin = 0; begin < page.text.size();) {
            const std::size_t end = std::min(page.text.find('\n', begin), page.text.size());
            const auto y = static_cast<std::uint16_t>(begin % 6000);
            const auto height = static_cast<std::uint16_t>(end > begin && page.text[begin] == '1' ? 60 : 90);
            if (end > begin) page.words.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end), {100, y, 900, static_cast<std::uint16_t>(y + height)}});
            begin = end + 1;
        }
    }
    return pages;
}

/// A session and its cycle belong together, and a date is one.
void check_front_page(const std::vector<documents::Page>& pages) {
    const reviews::FrontPage front = reviews::read_front_page(pages);
    if (front.session < 0 || front.cycle < 0 || front.cycle > 4) std::abort();
    if (front.published_on.size() > 10 || front.held_on.size() > 10) std::abort();
}

/// Every row of a thematic list and of a table of ratifications is accounted for.
void check_tables(const std::vector<documents::Page>& pages, const std::string& text) {
    const reviews::ThematicList list = reviews::read_thematic_list(pages);
    if (list.rows != list.entries.size() + list.doubles + list.refused.size()) std::abort();
    for (const auto& entry : list.entries) {
        if (entry.number.empty() || entry.text.empty()) std::abort();
    }
    const std::size_t line_end = std::min(text.find('\n'), text.size());
    if (const auto table = reviews::read_ratifications(reviews::read_rows(text), std::string_view(text).substr(0, line_end))) {
        if (table->rows != table->records.size() + table->doubles + table->refused.size()) std::abort();
        for (const auto& record : table->records) {
            if (record.state == nullptr || record.treaty.empty() || record.status.empty()) std::abort();
        }
    }
}

/// Each pledge has words and a place; each State of a file of declarations is accounted for.
void check_pledges_and_declarations(const std::vector<documents::Page>& pages, std::string_view text) {
    for (const auto& pledge : reviews::read_pledges(pages)) {
        if (pledge.text.empty() || pledge.places.empty() || pledge.places.back().page > pages.size()) std::abort();
    }
    for (const std::string_view name : {"4-9.txt", "declarations.txt"}) {
        const auto found = reviews::read_declarations(text, name);
        if (!found) continue;
        if (found->states != found->records.size() + found->doubles + found->refused.size()) std::abort();
        for (const auto& record : found->records) {
            if (record.state == nullptr || record.text.empty()) std::abort();
        }
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const std::string text = base::repair_utf8(bytes);
    for (const auto& part : reviews::split_parts(text)) {
        if (part.begin > part.end || part.end > text.size()) std::abort();
    }
    const auto pages = pages_of(text);
    for (const auto& one : reviews::read_upr_report(pages).recommendations) {
        if (one.number.empty() || one.places.empty() || one.places.front().page > pages.size()) std::abort();
    }
    for (const auto& one : reviews::read_addendum(pages)) {
        if (one.number.empty() || one.decision == reviews::Decision::Other) std::abort();
    }
    static_cast<void>(reviews::read_observations(pages));
    check_front_page(pages);
    check_tables(pages, text);
    check_pledges_and_declarations(pages, text);
    if (const auto found = reviews::read_upr_info(base::as_bytes(bytes))) {
        if (found->rows != found->accepted + found->doubles + found->refused.size()) std::abort();
    }
    return 0;
}

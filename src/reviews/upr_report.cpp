// SPDX-License-Identifier: AGPL-3.0-or-later
#include "reviews/upr_report.h"

#include <algorithm>
#include <cctype>

#include "reviews/paragraphs.h"
#include "reviews/recommenders.h"

namespace guvoh::reviews {

namespace {

constexpr std::size_t kShortestStateless = 20;  // reports of 2008 print some recommendations without States; less is no sentence

/// The place of each line that a part of a paragraph stands on.
std::vector<Place> places_of(const Paragraph& paragraph, const Part& part, const std::vector<TextLine>& lines) {
    std::vector<Place> places;
    for (std::size_t at = 0; at < paragraph.lines.size(); ++at) {
        const std::size_t begin = paragraph.lines[at].offset;
        const std::size_t end = at + 1 < paragraph.lines.size() ? paragraph.lines[at + 1].offset : paragraph.text.size();
        if (end <= part.begin || begin >= part.end) continue;
        const TextLine& line = lines[paragraph.lines[at].line];
        places.push_back({line.page + 1, line.box, line.begin, line.end});
    }
    return places;
}

std::string number_of(const Paragraph& item, unsigned chapter) {
    if (item.label.kind == LabelKind::Letter) return std::to_string(chapter) + letter_label(item.label.item);
    std::string number = std::to_string(item.label.kind == LabelKind::Dotted ? item.label.chapter : chapter) + "." + std::to_string(item.label.item);
    if (item.label.sub > 0) number += "." + std::to_string(item.label.sub);
    return number;
}

std::string find_symbol(const std::vector<documents::Page>& pages) {
    if (pages.empty()) return {};
    const std::string& text = pages.front().text;
    for (std::size_t at = text.find("A/HRC/"); at != std::string::npos; at = text.find("A/HRC/", at + 1)) {
        std::size_t end = at;
        while (end < text.size() && (std::isalnum(static_cast<unsigned char>(text[end])) != 0 || text[end] == '/' || text[end] == '.')) ++end;
        while (end > at && text[end - 1] == '.') --end;
        return text.substr(at, end - at);
    }
    return {};
}

/// Applies "recommendations Nos. 8, 9 and 12 above are already implemented" to the recommendations of the last heading (from
/// `group` on) or, when the numbers are full ones, to all.
void decide_by_number(std::string_view heading, Decision decision, std::size_t group, std::vector<Recommendation>& recommendations) {
    if (decision == Decision::Other || reach_of(heading) == Reach::Below) return;
    for (const std::string& number : named_numbers(heading)) {
        const bool full = number.find('.') != std::string::npos;
        for (std::size_t at = full ? 0 : group; at < recommendations.size(); ++at) {
            const std::string& own = recommendations[at].number;
            if (full ? own == number : own.substr(own.find('.') + 1) == number) recommendations[at].decision = decision;
        }
    }
}

}  // namespace

UprReport read_upr_report(const std::vector<documents::Page>& pages) {
    UprReport report;
    report.symbol = find_symbol(pages);
    const std::vector<TextLine> lines = body_lines(pages);
    Decision decision = Decision::Other;
    unsigned chapter = 0;
    std::size_t group = 0;  // the first recommendation of the present heading
    for (const Paragraph& paragraph : conclusion_paragraphs(lines)) {
        if (paragraph.role == Role::Heading) {
            if (paragraph.label.kind != LabelKind::None) chapter = paragraph.label.chapter;
            decision = read_decision(paragraph.text);
            decide_by_number(paragraph.text, decision, group, report.recommendations);
            if (const Reach reach = reach_of(paragraph.text); reach != Reach::Below && decision != Decision::Other && named_numbers(paragraph.text).empty()) {
                for (std::size_t at = group; at < report.recommendations.size(); ++at) {
                    Decision& earlier = report.recommendations[at].decision;
                    if (earlier == Decision::Other || reach == Reach::Above) earlier = decision;
                }
            }
            if (group < report.recommendations.size()) group = report.recommendations.size();
            continue;
        }
        for (Part& part : split_parts(paragraph.text)) {
            if (part.states.empty() && (decision == Decision::Other || part.text.size() < kShortestStateless)) continue;
            Recommendation one;
            one.number = number_of(paragraph, chapter);
            one.places = places_of(paragraph, part, lines);
            one.text = std::move(part.text);
            one.states = std::move(part.states);
            one.decision = decision;
            report.recommendations.push_back(std::move(one));
        }
    }
    return report;
}

}  // namespace guvoh::reviews

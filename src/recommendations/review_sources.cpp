// SPDX-License-Identifier: AGPL-3.0-or-later
#include "recommendations/review_sources.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "language/words.h"
#include "reviews/addendum.h"
#include "reviews/declarations.h"
#include "reviews/observations.h"
#include "reviews/pledges.h"
#include "reviews/ratifications.h"
#include "reviews/thematic_list.h"
#include "reviews/uhri.h"
#include "reviews/upr_info.h"
#include "reviews/upr_report.h"
#include "sheets/sheets.h"
#include "themes/codes.h"

namespace guvoh::recommendations {

using base::ErrorKind;
using base::fail;

namespace {

/// The month each session of the UPR Working Group began in, from the first.
constexpr std::array kSessionMonths{"2008-04", "2008-05", "2008-12", "2009-02", "2009-05", "2009-11", "2010-02", "2010-05", "2010-11", "2011-01",
                                    "2011-05", "2011-10", "2012-05", "2012-10", "2013-01", "2013-04", "2013-10", "2014-01", "2014-04", "2014-10",
                                    "2015-01", "2015-05", "2015-11", "2016-01", "2016-05", "2016-10", "2017-05", "2017-11", "2018-01", "2018-05",
                                    "2018-11", "2019-01", "2019-05", "2019-11", "2020-01", "2020-11", "2021-01", "2021-05", "2021-11", "2022-01",
                                    "2022-11", "2023-01", "2023-05", "2023-11", "2024-01", "2024-04", "2024-11", "2025-01", "2025-04"};

std::vector<std::string> codes_of(const std::vector<const reviews::State*>& states) {
    std::vector<std::string> codes;
    for (const reviews::State* state : states) codes.emplace_back(state->iso3);
    return codes;
}

std::string position_of(reviews::Decision decision) {
    return decision == reviews::Decision::Other ? "none" : std::string(reviews::decision_name(decision));
}

int number_in(std::string_view text) {
    int number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

SourceReview upr_review(const reviews::State& state, int cycle, int session) {
    SourceReview review;
    review.key = fmt::format("upr:{}:{}", state.iso3, cycle);
    review.title = fmt::format("Universal Periodic Review of {}, cycle {}", state.name, cycle);
    review.kind = "upr";
    review.body = "UPR";
    review.state = state.iso3;
    review.cycle = cycle;
    review.session = session;
    review.held_on = upr_session_month(session);
    return review;
}

/// The review that a document of the UPR is about, from its front page or, where it is silent, from the hints.
base::Expected<SourceReview> upr_review_of(const reviews::FrontPage& front, const SourceHints& hints) {
    const reviews::State* state = front.state != nullptr ? front.state : reviews::find_state_by_code(hints.state);
    const int cycle = front.cycle > 0 ? front.cycle : hints.cycle;
    if (state == nullptr) return fail(ErrorKind::Invalid, "the document does not say which State it is about: name it (--state, three letters)");
    if (cycle == 0) return fail(ErrorKind::Invalid, "the document does not say which cycle it belongs to: name it (--cycle)");
    SourceReview review = upr_review(*state, cycle, front.session);
    if (!front.held_on.empty()) review.held_on = front.held_on;
    if (front.kind == reviews::FrontKind::Report) review.symbol = front.symbol;
    return review;
}

/// "A/HRC/28/15" of "A/HRC/28/15/Add.1".
std::string without_addendum(const std::string& symbol) { return symbol.substr(0, symbol.find("/Add.")); }

/// Adds what the State pledges in a document of the review.
void take_pledges(const std::vector<documents::Page>& pages, SourceItems& items) {
    for (auto& found : reviews::read_pledges(pages)) {
        SourceRecommendation one;
        one.is_pledge = true;
        one.number = std::move(found.number);
        one.text = std::move(found.text);
        one.places = std::move(found.places);
        items.recommendations.push_back(std::move(one));
    }
    items.seen = items.recommendations.size() + items.answers.size();
}

SourceItems items_of_addendum(const std::vector<documents::Page>& pages, const reviews::FrontPage& front, SourceReview review) {
    SourceItems items;
    items.answers_symbol = without_addendum(front.symbol);
    items.reviews.push_back(std::move(review));
    for (auto& found : reviews::read_addendum(pages)) {
        SourcePosition position{position_of(found.decision), "addendum", std::move(found.reason), front.published_on, {found.place}};
        items.answers.push_back({std::move(found.number), std::move(position)});
    }
    take_pledges(pages, items);
    return items;
}

SourceItems items_of_report(const std::vector<documents::Page>& pages, const reviews::FrontPage& front, SourceReview review) {
    SourceItems items;
    items.reviews.push_back(std::move(review));
    for (auto& found : reviews::read_upr_report(pages).recommendations) {
        SourceRecommendation one;
        one.number = std::move(found.number);
        one.text = std::move(found.text);
        one.states = codes_of(found.states);
        one.position = SourcePosition{position_of(found.decision), "report", "", front.published_on, {}};
        one.places = std::move(found.places);
        items.recommendations.push_back(std::move(one));
    }
    take_pledges(pages, items);
    return items;
}

/// The code of a body in the vocabulary; "other" when it has none.
std::string body_code(const schema::Schema& schema, const std::string& name) {
    const schema::Vocabulary* bodies = schema.find_vocabulary("bodies");
    if (bodies != nullptr && bodies->find_term(name) != nullptr) return name;
    if (name == "SR Torture") return "SR_TORTURE";
    return "other";
}

/// The term whose label this is, in any language; "" when there is none.
std::string term_labelled(const schema::Vocabulary* vocabulary, std::string_view label) {
    const std::string wanted = language::fold(label);
    if (vocabulary == nullptr) return {};
    for (const auto& term : vocabulary->terms) {
        for (const auto& [language, text] : term.labels) {
            if (language::fold(text) == wanted) return term.code;
        }
    }
    return {};
}

/// Terms by their labels; what has none is told as a repair, once.
std::vector<std::string> terms_labelled(const schema::Vocabulary* vocabulary, const std::vector<std::string>& labels, std::vector<std::string>& unknown) {
    std::vector<std::string> codes;
    for (const std::string& label : labels) {
        const std::string code = term_labelled(vocabulary, label);
        if (!code.empty()) {
            codes.push_back(code);
        } else if (std::find(unknown.begin(), unknown.end(), label) == unknown.end()) {
            unknown.push_back(label);
        }
    }
    return codes;
}

void tell_unknown(SourceItems& items, const std::vector<std::string>& unknown, std::string_view what) {
    for (const std::string& label : unknown) items.repairs.push_back({"", fmt::format("left out, since no {} of ours is called so: {}", what, label)});
}

/// Goals as the sources print them, "16 - PEACE, JUSTICE AND STRONG INSTITUTIONS", by their number.
std::vector<std::string> goals_of(const std::vector<std::string>& printed) {
    std::vector<std::string> codes;
    for (const std::string& goal : printed) {
        const auto digit = goal.find_first_of("0123456789");
        const int number = digit == std::string::npos ? 0 : number_in(std::string_view(goal).substr(digit));
        if (number >= 1 && number <= 17) codes.push_back(std::to_string(number));
    }
    return codes;
}

std::string row_name(std::size_t row) { return row == 0 ? std::string{} : fmt::format("row {}", row); }

void take_notes(SourceItems& items, const std::vector<reviews::RowNote>& repairs, const std::vector<reviews::RowNote>& refused) {
    for (const auto& note : repairs) items.repairs.push_back({row_name(note.row), note.what});
    for (const auto& note : refused) items.refused.push_back({row_name(note.row), note.what});
}

/// Index of a review in the items; added when it is new.
std::size_t add_review(SourceItems& items, std::map<std::string, std::size_t>& known, SourceReview review) {
    const auto [at, is_new] = known.emplace(review.key, items.reviews.size());
    if (is_new) items.reviews.push_back(std::move(review));
    return at->second;
}

/// How UPR Info names the answers of States.
std::string upr_info_position(const std::string& response) {
    if (response == "Accepted" || response == "Supported") return "supported";
    if (response == "Noted" || response == "Rejected") return "noted";
    if (response == "Pending" || response == "General Response") return "under_examination";
    return "none";
}

/// States by printed names; what is none is told.
std::vector<std::string> state_codes(SourceItems& items, const std::vector<std::string>& names, const std::string& where) {
    std::vector<std::string> codes;
    for (const std::string& name : names) {
        if (const reviews::State* state = reviews::find_state(name)) {
            codes.emplace_back(state->iso3);
        } else {
            items.repairs.push_back({where, "left out, since it is no State: " + name});
        }
    }
    return codes;
}

/// All rows of a CSV or XLSX.
base::Expected<std::vector<std::vector<std::string>>> rows_of(base::ByteSpan bytes) {
    const bool zipped = bytes.size() > 2 && bytes[0] == 'P' && bytes[1] == 'K';
    std::vector<std::vector<std::string>> rows;
    GUVOH_TRY(const auto read, sheets::read_sheet(zipped ? sheets::Format::Xlsx : sheets::Format::Csv, bytes, {}, [&rows](const sheets::SheetRow& row) {
                  rows.push_back(row.cells);
                  return base::Status{};
              }));
    static_cast<void>(read);
    return rows;
}

}  // namespace

std::string upr_session_month(int session) {
    if (session < 1 || static_cast<std::size_t>(session) > kSessionMonths.size()) return {};
    return kSessionMonths[static_cast<std::size_t>(session) - 1];
}

base::Expected<SourceItems> items_of_upr_document(const std::vector<documents::Page>& pages, const SourceHints& hints) {
    const reviews::FrontPage front = reviews::read_front_page(pages);
    GUVOH_TRY(SourceReview review, upr_review_of(front, hints));
    const bool is_addendum = front.kind == reviews::FrontKind::Addendum;
    SourceItems items = is_addendum ? items_of_addendum(pages, front, std::move(review)) : items_of_report(pages, front, std::move(review));
    if (items.seen == 0) return fail(ErrorKind::Invalid, "no recommendations of the Universal Periodic Review are printed in it");
    items.source = front.symbol.empty() ? hints.file_name : front.symbol;
    items.made_on = is_addendum && !front.published_on.empty() ? front.published_on : items.reviews.front().held_on;
    return items;
}

base::Expected<SourceItems> items_of_national_report(const std::vector<documents::Page>& pages, const SourceHints& hints) {
    const reviews::FrontPage front = reviews::read_front_page(pages);
    const bool upr_report = front.kind == reviews::FrontKind::Report || front.kind == reviews::FrontKind::Addendum;
    if (upr_report) return fail(ErrorKind::Invalid, "this is the Working Group's report or its addendum: import it as upr-report");
    GUVOH_TRY(SourceReview review, upr_review_of(front, hints));
    SourceItems items;
    items.source = front.symbol.empty() ? hints.file_name : front.symbol;
    items.made_on = front.published_on.empty() ? review.held_on : front.published_on;
    items.reviews.push_back(std::move(review));
    take_pledges(pages, items);
    if (items.seen == 0 && front.kind != reviews::FrontKind::NationalReport) return fail(ErrorKind::Invalid, "this is no national report, and no pledges are printed in it");
    return items;
}

base::Expected<SourceItems> items_of_observations(const std::vector<documents::Page>& pages, const SourceHints& hints) {
    const reviews::FrontPage front = reviews::read_front_page(pages);
    reviews::Observations found = reviews::read_observations(pages);
    if (found.observations.empty()) return fail(ErrorKind::Invalid, "no concluding observations are printed in it");
    const reviews::State* state = reviews::find_state_by_code(found.state_code.empty() ? hints.state : found.state_code);
    if (state == nullptr && front.state != nullptr) state = front.state;
    if (state == nullptr) return fail(ErrorKind::Invalid, "the document does not say which State it is about: name it (--state, three letters)");
    SourceItems items;
    items.source = found.symbol.empty() ? hints.file_name : found.symbol;
    items.made_on = front.published_on;
    SourceReview review;
    review.key = items.source;
    review.kind = "treaty_body";
    review.body = front.body.empty() ? "treaty_body" : front.body;
    review.state = state->iso3;
    review.title = fmt::format("Concluding observations on {}, {}", state->name, items.source);
    review.symbol = found.symbol;
    review.session = front.session;
    review.held_on = front.held_on;
    review.follow_up_due_on = found.follow_up_due_on;
    review.report_due_on = found.report_due_on;
    items.reviews.push_back(std::move(review));
    for (auto& observation : found.observations) {
        SourceRecommendation one;
        one.number = std::move(observation.number);
        one.text = std::move(observation.recommendation);
        one.subject = std::move(observation.subject);
        one.concern = std::move(observation.concern);
        one.follow_up = observation.follow_up;
        if (observation.follow_up) one.due_on = found.follow_up_due_on;
        one.places = std::move(observation.places);
        items.recommendations.push_back(std::move(one));
    }
    items.seen = items.recommendations.size();
    return items;
}

base::Expected<SourceItems> items_of_thematic_list(const std::vector<documents::Page>& pages, const SourceHints& hints, const schema::Schema& schema) {
    reviews::ThematicList list = reviews::read_thematic_list(pages);
    if (list.rows == 0) return fail(ErrorKind::Invalid, "this is not a thematic list of recommendations");
    GUVOH_TRY(SourceReview review, upr_review_of(reviews::read_front_page(pages), hints));
    SourceItems items;
    items.source = hints.file_name;
    items.made_on = review.held_on;
    items.reviews.push_back(std::move(review));
    items.seen = list.rows;
    items.doubles = list.doubles;
    take_notes(items, list.repairs, list.refused);
    std::vector<std::string> unknown_themes, unknown_groups;
    for (auto& row : list.entries) {
        SourceRecommendation one;
        one.number = std::move(row.number);
        one.text = std::move(row.text);
        one.states = codes_of(row.states);
        one.themes = terms_labelled(schema.find_vocabulary("themes"), row.themes, unknown_themes);
        one.groups = terms_labelled(schema.find_vocabulary("affected_groups"), row.persons, unknown_groups);
        one.sdgs = goals_of(row.sdgs);
        one.position = SourcePosition{position_of(row.decision), "adoption", "", "", {}};
        items.recommendations.push_back(std::move(one));
    }
    tell_unknown(items, unknown_themes, "theme");
    tell_unknown(items, unknown_groups, "group");
    return items;
}

base::Expected<SourceItems> items_of_upr_info(base::ByteSpan csv, const SourceHints& hints) {
    GUVOH_TRY(reviews::UprInfoExport found, reviews::read_upr_info(csv));
    SourceItems items;
    items.source = hints.file_name;
    items.seen = found.rows;
    items.doubles = found.doubles;
    take_notes(items, found.repairs, found.refused);
    if (found.charset != "utf-8") items.repairs.push_back({"", "read as " + found.charset});
    std::map<std::string, std::size_t> known;
    for (auto& row : found.recommendations) {
        const std::string where = row_name(row.rows.empty() ? 0 : row.rows.front());
        const reviews::State* state = reviews::find_state(row.state_under_review);
        const int session = number_in(row.session);
        const int cycle = reviews::upr_cycle_of_session(session);
        if (state == nullptr || cycle == 0) {
            for (const std::size_t number : row.rows) {
                items.refused.push_back({row_name(number), state == nullptr ? "the State under review is not known: " + row.state_under_review : "it has no session"});
            }
            continue;
        }
        SourceRecommendation one;
        one.review = add_review(items, known, upr_review(*state, cycle, session));
        one.text = std::move(row.text);
        one.states = state_codes(items, row.states, where);
        one.is_pledge = row.response == "Voluntary Pledge";
        if (row.action > 0) one.action_category = std::to_string(row.action);
        for (const std::string& issue : row.issues) {
            if (const auto code = themes::theme_of_issue(issue); !code.empty()) {
                one.themes.emplace_back(code);
            } else {
                items.repairs.push_back({where, "left out, since it is no issue of UPR Info: " + issue});
            }
        }
        if (!one.is_pledge) one.position = SourcePosition{upr_info_position(row.response), "database", "", "", {}};
        items.folded += row.rows.empty() ? 0 : row.rows.size() - 1;
        items.recommendations.push_back(std::move(one));
    }
    return items;
}

base::Expected<SourceItems> items_of_uhri(base::ByteSpan bytes, const SourceHints& hints, const schema::Schema& schema) {
    const auto first = std::find_if(bytes.begin(), bytes.end(), [](std::uint8_t byte) { return byte != ' ' && byte != '\n' && byte != '\r' && byte != '\t' && byte < 0x80; });
    const bool is_json = first != bytes.end() && (*first == '[' || *first == '{');
    reviews::UhriExport found;
    if (is_json) {
        GUVOH_TRY(found, reviews::read_uhri_json(base::as_text(bytes)));
    } else {
        GUVOH_TRY(const auto rows, rows_of(bytes));
        GUVOH_TRY(found, reviews::read_uhri_rows(rows));
    }
    SourceItems items;
    items.source = hints.file_name;
    items.seen = found.rows;
    items.doubles = found.doubles;
    take_notes(items, found.repairs, found.refused);
    std::map<std::string, std::size_t> known;
    std::vector<std::string> unknown_themes, unknown_groups;
    for (auto& record : found.records) {
        const reviews::State* state = record.countries.empty() ? reviews::find_state_by_code(hints.state) : reviews::find_state(record.countries.front());
        if (state == nullptr) {
            items.refused.push_back({record.annotation_id, "no country that is known"});
            continue;
        }
        const int session = number_in(record.session);
        const int cycle = record.body == "UPR" ? reviews::upr_cycle_of_session(session) : 0;
        SourceReview review;
        if (cycle > 0) {
            review = upr_review(*state, cycle, session);
        } else {
            review.key = record.symbol.empty() ? fmt::format("uhri:{}:{}:{}", record.body, state->iso3, record.published_on) : record.symbol;
            review.body = body_code(schema, record.body);
            review.kind = review.body == "other" || review.body == "SR_TORTURE" ? "special_procedure" : "treaty_body";
            review.state = state->iso3;
            review.title = fmt::format("{} on {}, {}", record.body, state->name, record.symbol.empty() ? record.published_on : record.symbol);
            review.symbol = record.symbol;
            review.held_on = record.published_on;
        }
        SourceRecommendation one;
        one.review = add_review(items, known, std::move(review));
        one.number = std::move(record.number);
        one.text = std::move(record.text);
        one.states = state_codes(items, record.states, record.annotation_id);
        one.themes = terms_labelled(schema.find_vocabulary("themes"), record.themes, unknown_themes);
        one.groups = terms_labelled(schema.find_vocabulary("affected_groups"), record.persons, unknown_groups);
        one.sdgs = goals_of(record.sdgs);
        if (!record.position.empty()) one.position = SourcePosition{upr_info_position(record.position), "database", "", record.published_on, {}};
        items.recommendations.push_back(std::move(one));
    }
    tell_unknown(items, unknown_themes, "theme");
    tell_unknown(items, unknown_groups, "group");
    return items;
}

base::Expected<SourceItems> items_of_ratifications(base::ByteSpan bytes, const SourceHints& hints) {
    GUVOH_TRY(const auto rows, rows_of(bytes));
    GUVOH_TRY(const auto table, reviews::read_ratifications(rows, hints.file_name));
    SourceItems items;
    items.source = hints.file_name;
    items.seen = table.rows;
    items.doubles = table.doubles;
    take_notes(items, table.repairs, table.refused);
    for (const auto& row : table.records) {
        items.statuses.push_back({std::string(row.state->iso3), row.treaty, row.status, row.signed_on, row.bound_on, row.manner, row.note, {}, {}});
    }
    return items;
}

base::Expected<SourceItems> items_of_declarations(base::ByteSpan text, const SourceHints& hints) {
    GUVOH_TRY(auto found, reviews::read_declarations(base::as_text(text), hints.file_name));
    SourceItems items;
    items.source = hints.file_name;
    items.seen = found.states;
    items.doubles = found.doubles;
    for (const auto& note : found.refused) items.refused.push_back({fmt::format("line {}", note.row), note.what});
    for (auto& record : found.records) {
        SourceStatus status;
        status.state = record.state->iso3;
        status.treaty = found.treaty;
        status.declarations = std::move(record.declarations);
        status.reservations = std::move(record.text);
        items.statuses.push_back(std::move(status));
    }
    return items;
}

}  // namespace guvoh::recommendations

// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The follow-up as files. Every output prints the rows and counts of follow_up(), nothing of its own.
#include <fmt/format.h>

#include <algorithm>

#include "papers/paper.h"
#include "platform/clock.h"
#include "recommendations/follow_up_parts.h"
#include "sheets/sheets.h"

namespace guvoh::recommendations {

using base::ErrorKind;
using base::fail;
using base::Json;

namespace {

/// What the outputs say in the language of the reader.
struct Words {
    const char *title, *report, *columns[13], *counts, *in_all, *supported, *disagree, *overdue, *no_measure, *state_says, *others_say, *nothing, *yes, *page,
        *source, *measures, *no_theme, *write_here;
};
constexpr Words kEnglish{"Follow-up of recommendations",
                         "Mid-term report: implementation of recommendations",
                         {"No.", "Recommendation", "Made by", "Recommending States", "Cycle", "Position", "Themes", "Measures", "Due", "Status of measures",
                          "The State says", "Independent eyes say", "They disagree"},
                         "Counts",
                         "Recommendations",
                         "Position: ",
                         "State and independent assessments disagree",
                         "With a measure overdue",
                         "Without a measure",
                         "The State says: ",
                         "Independent: ",
                         "Nothing is recorded yet.",
                         "yes",
                         "page",
                         "Source",
                         "Measures",
                         "Without a theme",
                         "[What was done, by whom, with what effect]"};
constexpr Words kRussian{"Выполнение рекомендаций",
                         "Среднесрочный доклад: выполнение рекомендаций",
                         {"№", "Рекомендация", "Кем дана", "Рекомендующие государства", "Цикл", "Позиция", "Темы", "Меры", "Срок", "Состояние мер",
                          "Говорит государство", "Говорят независимые", "Расходятся"},
                         "Итоги",
                         "Рекомендаций",
                         "Позиция: ",
                         "Оценки государства и независимых расходятся",
                         "С просроченной мерой",
                         "Без меры",
                         "Государство: ",
                         "Независимые: ",
                         "Пока ничего не записано.",
                         "да",
                         "страница",
                         "Источник",
                         "Меры",
                         "Без темы",
                         "[Что сделано, кем, с каким результатом]"};

/// Makes cells and lines of rows in one language.
class Writer {
public:
    Writer(DeskReading& records, std::string_view language) : words(language == "ru" ? kRussian : kEnglish), records_(records), language_(language) {}

    std::string term(std::string_view vocabulary, const std::string& code) const { return records_.label(vocabulary, code, language_); }
    std::string terms(std::string_view vocabulary, const std::vector<std::string>& codes) const {
        std::string all;
        for (const std::string& code : codes) all += (all.empty() ? "" : ", ") + term(vocabulary, code);
        return all;
    }
    std::string assessments(const std::vector<AssessmentView>& list) const {
        std::string all;
        for (const auto& view : list) {
            all += fmt::format("{}{}{}{}", all.empty() ? "" : "\n", term("assessment_grades", view.grade), view.assessed_on.empty() ? "" : ", ", view.assessed_on);
            if (!view.by.empty()) all += " (" + view.by + ")";
            if (!view.reasons.empty()) all += ": " + view.reasons;
        }
        return all;
    }
    std::string measures(const FollowUpRow& row, const std::function<std::string(const MeasureView&)>& part) const {
        std::string all;
        for (const auto& measure : row.measures) all += (all.empty() ? "" : "\n") + part(measure);
        return all;
    }
    static std::string who(const MeasureView& measure) {
        const std::string name = measure.institution.empty() ? measure.responsible : measure.institution;
        return name.empty() ? measure.title : fmt::format("{} ({})", measure.title, name);
    }
    std::vector<std::string> cells(const FollowUpRow& row) const {
        return {row.number,
                row.text,
                term("bodies", row.issuer),
                terms("countries", row.states),
                row.cycle > 0 ? std::to_string(row.cycle) : "",
                term("positions", row.position.empty() ? "none" : row.position),
                terms("themes", row.themes),
                measures(row, who),
                measures(row, [](const auto& measure) { return measure.due_on; }),
                measures(row, [this](const auto& measure) { return term("measure_statuses", measure.status); }),
                assessments(row.by_state),
                assessments(row.by_others),
                row.disagree ? words.yes : ""};
    }
    /// The counts, a name and a number each.
    std::vector<std::pair<std::string, std::uint64_t>> counts(const FollowUpReply& reply) const {
        std::vector<std::pair<std::string, std::uint64_t>> list{{words.in_all, reply.rows.size()}};
        for (const auto& [position, count] : reply.positions) list.emplace_back(words.supported + term("positions", position), count);
        for (const auto& [level, count] : reply.levels) list.emplace_back(term("assessment_grades", level), count);
        list.emplace_back(words.disagree, reply.disagreeing);
        list.emplace_back(words.overdue, reply.overdue);
        list.emplace_back(words.no_measure, reply.without_measure);
        return list;
    }
    /// Where a row was read: the document's title and page.
    std::string source(const FollowUpRow& row) const {
        const std::string title = records_.title(row.document);
        if (title.empty()) return {};
        return row.page > 0 ? fmt::format("{}, {} {}", title, words.page, row.page) : title;
    }

    const Words& words;

private:
    DeskReading& records_;
    std::string language_;
};

base::Expected<std::string> matrix_sheet(const Writer& writer, const FollowUpReply& reply, sheets::Format format) {
    std::string out;
    const auto sheet = sheets::write_sheet(format, [&out](std::string_view piece) -> base::Status {
        out += piece;
        return {};
    }, {.column_widths = {9, 60, 16, 22, 7, 16, 24, 32, 11, 14, 32, 32, 10, 32}});
    std::vector<std::string> head(std::begin(writer.words.columns), std::end(writer.words.columns));
    head.emplace_back(writer.words.source);
    GUVOH_TRY_VOID(sheet->row(head));
    for (const auto& row : reply.rows) {
        std::vector<std::string> cells = writer.cells(row);
        cells.push_back(writer.source(row));
        GUVOH_TRY_VOID(sheet->row(cells));
    }
    GUVOH_TRY_VOID(sheet->row({writer.words.counts}));
    for (const auto& [name, count] : writer.counts(reply)) GUVOH_TRY_VOID(sheet->row({"", name, std::to_string(count)}));
    GUVOH_TRY_VOID(sheet->finish());
    return out;
}

base::Expected<std::string> docx_text(papers::Paper paper, std::string_view language) {
    paper.language = language;
    paper.made_at_ms = platform::system_clock()();
    std::string out;
    GUVOH_TRY_VOID(papers::write_docx(paper, [&out](std::string_view piece) -> base::Status {
        out += piece;
        return {};
    }));
    return out;
}

papers::Table counts_table(const Writer& writer, const FollowUpReply& reply) {
    papers::Table table;
    table.column_shares = {4, 1};
    for (const auto& [name, count] : writer.counts(reply)) {
        table.rows.push_back({papers::RowKind::Plain, {papers::plain(name), papers::plain(std::to_string(count))}});
    }
    return table;
}

/// A text with a footnote that names its source.
papers::Runs with_source(const Writer& writer, const FollowUpRow& row, std::string text) {
    papers::Runs runs = papers::plain(std::move(text));
    if (const std::string source = writer.source(row); !source.empty()) runs.back().footnote = papers::plain(source);
    return runs;
}

base::Expected<std::string> matrix_paper(const Writer& writer, const FollowUpReply& reply, std::string_view language) {
    papers::Paper paper;
    paper.title = writer.words.title;
    paper.orientation = papers::Orientation::Landscape;
    paper.blocks.emplace_back(counts_table(writer, reply));
    papers::Table table;
    table.column_shares = {3, 14, 4, 6, 2, 5, 6, 8, 4, 4, 8, 8, 3};
    papers::Row head{papers::RowKind::Header, {}};
    for (const char* column : writer.words.columns) head.cells.push_back(papers::plain(column));
    table.rows.push_back(std::move(head));
    for (const auto& row : reply.rows) {
        papers::Row line{row.disagree ? papers::RowKind::Marked : papers::RowKind::Plain, {}};
        for (std::string& cell : writer.cells(row)) line.cells.push_back(papers::plain(std::move(cell)));
        line.cells[1] = with_source(writer, row, row.text);
        table.rows.push_back(std::move(line));
    }
    paper.blocks.emplace_back(std::move(table));
    return docx_text(std::move(paper), language);
}

/// schema.org has no recommendation; the names are those of our own schema, so that the file can be read back.
base::Expected<std::string> matrix_json(const FollowUpReply& reply) {
    Json::Array rows;
    for (const auto& row : reply.rows) {
        Json one;
        one["@id"] = "urn:guvoh:" + row.id;
        one["@type"] = "Recommendation";
        for (const auto& [name, text] : {std::pair{"number", &row.number}, {"text", &row.text}, {"issuer", &row.issuer}, {"position", &row.position},
                                         {"made_on", &row.made_on}, {"demand", &row.demand}, {"document", &row.document}, {"passage", &row.passage}}) {
            if (!text->empty()) one[name] = *text;
        }
        one["recommending_states"] = Json::Array(row.states.begin(), row.states.end());
        one["themes"] = Json::Array(row.themes.begin(), row.themes.end());
        if (row.cycle > 0) one["cycle"] = row.cycle;
        if (row.page > 0) one["page"] = row.page;
        Json::Array measures, assessments;
        for (const auto& measure : row.measures) {
            measures.push_back(Json::Object{{"@id", "urn:guvoh:" + measure.id}, {"title", measure.title}, {"due_on", measure.due_on}, {"status", measure.status},
                                            {"responsible", measure.institution.empty() ? measure.responsible : measure.institution}, {"overdue", measure.overdue}});
        }
        for (const auto* list : {&row.by_state, &row.by_others}) {
            for (const auto& view : *list) {
                assessments.push_back(Json::Object{{"@id", "urn:guvoh:" + view.id}, {"assessor", view.assessor}, {"scale", view.scale}, {"grade", view.grade},
                                                   {"level", view.level}, {"assessed_on", view.assessed_on}, {"reasons", view.reasons}});
            }
        }
        one["measures"] = std::move(measures);
        one["assessments"] = std::move(assessments);
        one["disagree"] = row.disagree;
        rows.push_back(std::move(one));
    }
    Json json;
    json["@context"] = Json::Object{{"@vocab", "urn:guvoh:schema:"}};
    json["@graph"] = std::move(rows);
    Json& counts = json["counts"];
    counts["recommendations"] = reply.rows.size();
    for (const auto& [position, count] : reply.positions) counts["positions"][position] = count;
    for (const auto& [level, count] : reply.levels) counts["levels"][level] = count;
    counts["disagreeing"] = reply.disagreeing;
    counts["overdue"] = reply.overdue;
    counts["without_measure"] = reply.without_measure;
    return json.text();
}

/// One recommendation of the report: its words with their source, the measures, and both sides.
void add_finding(papers::Paper& paper, const Writer& writer, const FollowUpRow& row) {
    papers::Runs runs = papers::plain(row.number.empty() ? row.text : row.number + " " + row.text);
    if (!row.states.empty()) runs.back().text += " (" + writer.terms("countries", row.states) + ")";
    runs.back().bold = true;
    if (const std::string source = writer.source(row); !source.empty()) runs.back().footnote = papers::plain(source);
    paper.blocks.emplace_back(papers::Paragraph{std::move(runs)});
    papers::List list;
    list.items.push_back({papers::plain(writer.words.supported + writer.term("positions", row.position.empty() ? "none" : row.position)), 0});
    for (const auto& measure : row.measures) {
        list.items.push_back({papers::plain(fmt::format("{}: {} {} {}", writer.words.measures, Writer::who(measure), measure.due_on, writer.term("measure_statuses", measure.status))), 0});
    }
    if (!row.by_state.empty()) list.items.push_back({papers::plain(writer.words.state_says + writer.assessments(row.by_state)), 0});
    if (!row.by_others.empty()) list.items.push_back({papers::plain(writer.words.others_say + writer.assessments(row.by_others)), 0});
    if (row.measures.empty() && row.by_state.empty() && row.by_others.empty()) list.items.push_back({papers::plain(writer.words.nothing), 0});
    paper.blocks.emplace_back(std::move(list));
    papers::Runs gap = papers::plain(writer.words.write_here);
    gap.front().italic = true;
    paper.blocks.emplace_back(papers::Paragraph{std::move(gap)});
}

base::Status check_language(std::string_view language) {
    if (language != "en" && language != "ru") return fail(schema::field_error("language", "is en or ru"));
    return {};
}

}  // namespace

base::Expected<std::string> write_matrix(Desk& desk, const Caller& caller, const FollowUpRequest& request,
                                         std::string_view format, std::string_view language) {
    GUVOH_TRY_VOID(caller.require(Permission::Export));
    GUVOH_TRY_VOID(check_language(language));
    GUVOH_TRY(const FollowUpReply reply, follow_up(desk, caller, request));
    GUVOH_TRY(DeskReading records, DeskReading::begin(desk.records(), caller));
    const Writer writer(records, language);
    if (format == "csv") return matrix_sheet(writer, reply, sheets::Format::Csv);
    if (format == "xlsx") return matrix_sheet(writer, reply, sheets::Format::Xlsx);
    if (format == "docx") return matrix_paper(writer, reply, language);
    if (format == "jsonld") return matrix_json(reply);
    return fail(schema::field_error("format", "is xlsx, docx, csv or jsonld"));
}

base::Expected<std::string> write_mid_term_report(Desk& desk, const Caller& caller, const FollowUpRequest& request,
                                                  std::string_view language) {
    GUVOH_TRY_VOID(caller.require(Permission::Export));
    GUVOH_TRY_VOID(check_language(language));
    GUVOH_TRY(const FollowUpReply reply, follow_up(desk, caller, request));
    GUVOH_TRY(DeskReading records, DeskReading::begin(desk.records(), caller));
    const Writer writer(records, language);
    papers::Paper paper;
    paper.title = writer.words.report;
    paper.blocks.emplace_back(counts_table(writer, reply));
    std::map<std::string, std::vector<const FollowUpRow*>> by_theme;
    for (const auto& row : reply.rows) by_theme[row.themes.empty() ? "" : row.themes.front()].push_back(&row);
    for (const auto& [theme, rows] : by_theme) {
        paper.blocks.emplace_back(papers::Heading{1, papers::plain(theme.empty() ? writer.words.no_theme : writer.term("themes", theme))});
        for (const FollowUpRow* row : rows) add_finding(paper, writer, *row);
    }
    return docx_text(std::move(paper), language);
}

}  // namespace guvoh::recommendations

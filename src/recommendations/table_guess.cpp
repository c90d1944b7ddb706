// SPDX-License-Identifier: AGPL-3.0-or-later
#include "recommendations/table_guess.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

namespace guvoh::recommendations {

namespace {

constexpr std::size_t kProbeRows = 200;     ///< whose values are looked at
constexpr std::size_t kLongText = 70;       ///< mean bytes from which a column holds sentences
constexpr double kMostFit = 0.8;            ///< share of values that must fit

struct Word {
    std::string_view field, heading;  ///< heading as plain_heading() gives it
};

/// What people write above columns. A heading that is one of these is that field, where the type has it.
constexpr std::array kWords{
    Word{"text", "recommendation"}, Word{"text", "recommendations"}, Word{"text", "recommendation text"}, Word{"text", "text of recommendation"},
    Word{"text", "text of the recommendation"}, Word{"text", "full text"}, Word{"text", "content"}, Word{"text", "рекомендация"}, Word{"text", "рекомендации"},
    Word{"text", "текст рекомендации"}, Word{"text", "содержание рекомендации"}, Word{"text", "содержание"}, Word{"text", "сунуш"}, Word{"text", "тавсия"},
    Word{"text", "тавсия матни"}, Word{"text", "ұсыным"}, Word{"text", "ұсынымдар"},
    Word{"number", "no"}, Word{"number", "nr"}, Word{"number", "n"}, Word{"number", "recommendation number"}, Word{"number", "recommendation no"},
    Word{"number", "paragraph"}, Word{"number", "para"}, Word{"number", "ref"}, Word{"number", "reference"}, Word{"number", "номер рекомендации"},
    Word{"number", "пункт"}, Word{"number", "n п п"}, Word{"number", "п п"}, Word{"number", "рекомендация n"}, Word{"number", "номери"}, Word{"number", "raqami"},
    Word{"state", "country"}, Word{"state", "state under review"}, Word{"state", "sur"}, Word{"state", "to"}, Word{"state", "reviewed state"}, Word{"state", "страна"},
    Word{"state", "государство объект обзора"}, Word{"state", "обозреваемое государство"}, Word{"state", "мамлекет"}, Word{"state", "өлкө"}, Word{"state", "давлат"}, Word{"state", "mamlakat"},
    Word{"recommending_states", "recommending state"}, Word{"recommending_states", "recommending country"}, Word{"recommending_states", "recommending countries"},
    Word{"recommending_states", "from"}, Word{"recommending_states", "made by state"}, Word{"recommending_states", "source country"}, Word{"recommending_states", "рекомендующая страна"},
    Word{"recommending_states", "рекомендующее государство"}, Word{"recommending_states", "страна рекомендатель"}, Word{"recommending_states", "кто рекомендовал"},
    Word{"recommending_states", "сунуштаган мамлекет"},
    Word{"issuer", "body"}, Word{"issuer", "mechanism"}, Word{"issuer", "source"}, Word{"issuer", "committee"}, Word{"issuer", "treaty body"}, Word{"issuer", "орган"},
    Word{"issuer", "механизм"}, Word{"issuer", "комитет"}, Word{"issuer", "договорный орган"}, Word{"issuer", "источник"},
    Word{"cycle", "upr cycle"}, Word{"cycle", "цикл упо"}, Word{"cycle", "цикл обзора"},
    Word{"position", "response"}, Word{"position", "status of acceptance"}, Word{"position", "accepted"}, Word{"position", "acceptance"}, Word{"position", "state position"},
    Word{"position", "position of the state"}, Word{"position", "позиция государства"}, Word{"position", "ответ"}, Word{"position", "ответ государства"},
    Word{"position", "решение"}, Word{"position", "принята отклонена"}, Word{"position", "позициясы"},
    Word{"made_on", "date"}, Word{"made_on", "date of recommendation"}, Word{"made_on", "year"}, Word{"made_on", "дата"}, Word{"made_on", "дата рекомендации"}, Word{"made_on", "год"},
    Word{"due_on", "deadline"}, Word{"due_on", "due date"}, Word{"due_on", "time frame"}, Word{"due_on", "timeframe"}, Word{"due_on", "срок исполнения"},
    Word{"due_on", "сроки исполнения"}, Word{"due_on", "срок реализации"}, Word{"due_on", "сроки"}, Word{"due_on", "мөөнөтү"}, Word{"due_on", "muddat"},
    Word{"themes", "theme"}, Word{"themes", "issue"}, Word{"themes", "issues"}, Word{"themes", "topic"}, Word{"themes", "тема"}, Word{"themes", "тематика"},
    Word{"groups", "affected groups"}, Word{"groups", "affected persons"}, Word{"groups", "persons"}, Word{"groups", "группы лиц"},
    Word{"sdgs", "sdg"}, Word{"sdgs", "sdgs"}, Word{"sdgs", "goals"}, Word{"sdgs", "цур"}, Word{"action_category", "action"}, Word{"action_category", "category"},
    Word{"symbol", "document symbol"}, Word{"symbol", "document"}, Word{"symbol", "символ"}, Word{"symbol", "документ"},
    Word{"note", "comment"}, Word{"note", "comments"}, Word{"note", "notes"}, Word{"note", "remarks"}, Word{"note", "комментарий"}, Word{"note", "комментарии"},
    Word{"note", "примечания"}, Word{"subject", "heading"}, Word{"subject", "section"}, Word{"subject", "раздел"},
    Word{"title", "action"}, Word{"title", "activity"}, Word{"title", "activities"}, Word{"title", "мероприятие"}, Word{"title", "мероприятия"}, Word{"title", "меры"},
    Word{"title", "действия"}, Word{"title", "name"}, Word{"title", "название"}, Word{"title", "наименование"},
    Word{"responsible", "responsible"}, Word{"responsible", "responsible body"}, Word{"responsible", "responsible institution"}, Word{"responsible", "ответственный"},
    Word{"responsible", "ответственные"}, Word{"responsible", "исполнитель"}, Word{"responsible", "исполнители"}, Word{"responsible", "ответственный исполнитель"},
    Word{"responsible", "ответственные исполнители"}, Word{"responsible", "жооптуу"},
    Word{"budget", "funding"}, Word{"budget", "финансирование"}, Word{"budget", "источник финансирования"}, Word{"status", "progress"}, Word{"status", "состояние исполнения"},
    Word{"status", "статус"}, Word{"done_on", "completed"}, Word{"done_on", "дата исполнения"},
};

/// The values of a column that are there, of the first rows.
std::vector<std::string_view> values_of(const TableData& table, std::size_t column) {
    std::vector<std::string_view> values;
    for (const TableRow& row : table.rows) {
        if (!row.cells[column].empty()) values.push_back(row.cells[column]);
        if (values.size() == kProbeRows) break;
    }
    return values;
}

/// The share of values that a field's vocabulary or kind understands.
double share_read(const schema::Field& field, const std::vector<std::string_view>& values, CellReader& reader) {
    std::size_t fit = 0;
    for (const std::string_view value : values) {
        const auto read = reader.read(field, value);
        if (read && read->left_out.empty() && !(read->value.is_array() && read->value.array().empty())) ++fit;
    }
    return values.empty() ? 0 : static_cast<double>(fit) / static_cast<double>(values.size());
}

/// "76.12", "№ 4", "12 (a)": what paragraphs are called.
bool is_paragraph_number(std::string_view value) { return value.size() <= 12 && value.find_first_of("0123456789") != std::string_view::npos && value.find_first_not_of("0123456789.()abcdef ") == std::string_view::npos; }

/// A field by what stands in the column: States, terms, dates, sentences.
std::string guess_by_values(const schema::Type& type, const std::vector<std::string_view>& values, const std::set<std::string>& taken, CellReader& reader) {
    if (values.empty()) return {};
    std::size_t bytes = 0;
    for (const std::string_view value : values) bytes += value.size();
    const bool sentences = bytes / values.size() >= kLongText;
    if (sentences) {
        const schema::Field* text = type.title_fields.empty() ? nullptr : type.find_field(type.title_fields.front());
        return text != nullptr && !text->sealed && !taken.contains(text->name) && !text->read_only ? text->name : std::string();
    }
    const std::set<std::string_view> distinct(values.begin(), values.end());
    const bool one_state = distinct.size() == 1;
    for (const schema::Field* field : mappable_fields(type)) {
        const bool is_term = field->kind == schema::FieldKind::Term || field->kind == schema::FieldKind::Terms;
        // Small numbers are cycles, goals and categories alike: their values tell nothing.
        const bool telling = field->vocabulary == "countries" || field->vocabulary == "positions" || field->vocabulary == "themes" || field->vocabulary == "bodies" ||
                             field->vocabulary == "affected_groups" || field->vocabulary == "treaties";
        if (!is_term || !telling || taken.contains(field->name)) continue;
        if (field->name == "state" && !one_state && values.size() > 2 && type.find_field("recommending_states") != nullptr) continue;
        if (share_read(*field, values, reader) >= kMostFit) return field->name;
    }
    const auto numbered = std::count_if(values.begin(), values.end(), is_paragraph_number);
    const bool number = type.find_field("number") != nullptr && !taken.contains("number") && distinct.size() == values.size() && values.size() > 1 &&
                        static_cast<double>(numbered) >= kMostFit * static_cast<double>(values.size());
    return number ? "number" : std::string();
}

}  // namespace

std::vector<const schema::Field*> mappable_fields(const schema::Type& type) {
    std::vector<const schema::Field*> fields;
    for (const schema::Field& field : type.fields) {
        if (!field.read_only && field.kind != schema::FieldKind::Data) fields.push_back(&field);
    }
    return fields;
}

ColumnGuess guess_by_heading(const schema::Type& type, std::string_view heading) {
    if (heading == kIdField) return {std::string(kIdField), "name"};
    const std::string plain = plain_heading(heading);
    if (plain.empty()) return {};
    for (const schema::Field* field : mappable_fields(type)) {
        if (field->is_link() && field->name != heading) continue;  // a column called so prints titles, seldom ids
        const bool labelled = std::any_of(field->labels.begin(), field->labels.end(), [&](const auto& label) { return plain_heading(label.second) == plain; });
        if (labelled || field->name == heading || plain_heading(field->name) == plain) return {field->name, "name"};
    }
    for (const Word& word : kWords) {
        const schema::Field* field = plain == word.heading ? type.find_field(word.field) : nullptr;
        if (field != nullptr && !field->read_only) return {field->name, "word"};
    }
    return {};
}

std::vector<ColumnGuess> guess_columns(const schema::Type& type, const TableData& table, CellReader& reader) {
    std::vector<ColumnGuess> guesses(table.headings.size());
    std::set<std::string> taken;
    for (const std::string_view by : {"name", "word"}) {
        for (std::size_t i = 0; i < guesses.size(); ++i) {
            ColumnGuess guess = guess_by_heading(type, table.headings[i]);
            if (!guesses[i].field.empty() || guess.by != by || guess.field.empty() || !taken.insert(guess.field).second) continue;
            guesses[i] = std::move(guess);
        }
    }
    for (std::size_t i = 0; i < guesses.size(); ++i) {
        if (!guesses[i].field.empty()) continue;
        std::string field = guess_by_values(type, values_of(table, i), taken, reader);
        if (field.empty()) continue;
        taken.insert(field);
        guesses[i] = {std::move(field), "values"};
    }
    return guesses;
}

std::string guess_date_order(const TableData& table) {
    std::size_t day_first = 0, month_first = 0, year_first = 0;
    for (std::size_t i = 0; i < std::min(table.rows.size(), kProbeRows); ++i) {
        for (const std::string& cell : table.rows[i].cells) {
            if (cell.size() < 6 || cell.size() > 10 || cell.find_first_not_of("0123456789./-") != std::string::npos) continue;
            if (cell.find_first_of("./-") > 2) {
                ++year_first;
                continue;
            }
            if (!written_date(cell, "dmy").empty()) ++day_first;
            if (!written_date(cell, "mdy").empty()) ++month_first;
        }
    }
    if (month_first > day_first) return "mdy";
    return year_first > day_first ? "ymd" : "dmy";
}

}  // namespace guvoh::recommendations

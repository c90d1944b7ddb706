// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>

#include "base/edtf.h"
#include "papers/calendar.h"
#include "service/follow_up_parts.h"

namespace guvoh::service {

namespace {

constexpr std::uint32_t kRemindDays = 14;

/// A field with a date, of a type of record.
struct DatedField {
    const char *type, *field, *kind;
};
constexpr DatedField kDated[] = {{"Review", "report_due_on", "report_due"},
                                 {"Review", "follow_up_due_on", "follow_up_due"},
                                 {"Review", "held_on", "review"},
                                 {"InstrumentStatus", "report_due_on", "report_due"},
                                 {"Recommendation", "due_on", "recommendation_due"},
                                 {"Measure", "due_on", "measure_due"}};

/// What is held or done is not overdue.
bool may_be_overdue(const DatedField& dated, const base::Json& fields) {
    const std::string status = text_in(fields, "status");
    return std::string_view(dated.kind) != "review" && status != "done" && status != "stopped";
}

std::string title_in(const schema::Type& type, const base::Json& fields) {
    for (const std::string& name : type.title_fields) {
        if (std::string title = text_in(fields, name); !title.empty()) return title;
    }
    return type.name;
}

/// The first line of a summary: what is due, and of whom.
std::string summary_of(const DueItem& item) { return item.state.empty() ? item.title : item.state + ": " + item.title; }

}  // namespace

base::Expected<std::vector<DueItem>> due_items(Workspace& workspace, RecordDesk& desk, const Caller& caller, std::string_view state, std::string_view today) {
    GUVOH_TRY(RecordSource records, RecordSource::begin(workspace, desk, caller));
    std::vector<DueItem> items;
    for (const DatedField& dated : kDated) {
        std::vector<lists::Where> where{{dated.field, lists::Where::Has, {}}};
        if (!state.empty()) where.push_back({"state", lists::Where::Is, {std::string(state)}});
        GUVOH_TRY(const auto found, records.all(dated.type, where));
        const schema::Type& type = *records.schema().find_type(dated.type);
        for (const LinkedRecord& record : found) {
            DueItem item{text_in(record.fields, dated.field), dated.kind, record.id, dated.type, title_in(type, record.fields), text_in(record.fields, "state")};
            item.overdue = may_be_overdue(dated, record.fields) && is_past(item.date, today);
            items.push_back(std::move(item));
        }
    }
    std::stable_sort(items.begin(), items.end(), [](const DueItem& a, const DueItem& b) { return std::tie(a.date, a.id) < std::tie(b.date, b.id); });
    return items;
}

base::Expected<std::string> write_due_calendar(Workspace& workspace, RecordDesk& desk, const Caller& caller, std::string_view state,
                                               std::string_view today, std::int64_t stamp_ms) {
    GUVOH_TRY(const auto items, due_items(workspace, desk, caller, state, today));
    papers::Calendar calendar;
    calendar.name = "Guvoh";
    for (const DueItem& item : items) {
        const auto date = base::Edtf::parse(item.date);
        if (!date || date->days().first_day == base::kNoFirstDay || date->days().last_day == base::kNoLastDay) continue;
        papers::CalendarItem entry;
        entry.uid = item.kind + "-" + item.id + "@guvoh";
        entry.days = date->days();
        entry.changed_at_ms = stamp_ms;
        entry.summary = summary_of(item);
        entry.categories = {item.kind};
        if (item.kind != "review") entry.remind_days_before = kRemindDays;
        calendar.items.push_back(std::move(entry));
    }
    return papers::write_calendar(calendar);
}

}  // namespace guvoh::service

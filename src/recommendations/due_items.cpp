// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>

#include "base/edtf.h"
#include "crypto/crypto.h"
#include "papers/calendar.h"
#include "recommendations/follow_up_parts.h"

namespace guvoh::recommendations {

namespace {

constexpr std::uint32_t kRemindDays = 14;

constexpr std::size_t kUidDigits = 32;

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

/// What a kind of date is called.
struct KindName {
    const char *kind, *english, *russian;
};
constexpr KindName kKindNames[] = {{"report_due", "Report due", "Срок доклада"},
                                   {"follow_up_due", "Follow-up answer due", "Срок ответа о выполнении"},
                                   {"review", "Review", "Обзор"},
                                   {"recommendation_due", "Recommendation due", "Срок рекомендации"},
                                   {"measure_due", "Measure due", "Срок меры"}};

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

/// "Report due: Kyrgyzstan": all that a calendar of dates only says.
std::string kind_and_state(const DueItem& item, const DeskReading& records, std::string_view language) {
    const auto* found = std::find_if(std::begin(kKindNames), std::end(kKindNames), [&](const KindName& name) { return item.kind == name.kind; });
    GUVOH_CHECK(found != std::end(kKindNames));
    const std::string kind = language == "ru" ? found->russian : found->english;
    return item.state.empty() ? kind : kind + ": " + records.label("countries", item.state, language);
}

/// The same for the same date, for ever, and says nothing of the record: not even, as its id does, when it was made.
std::string hidden_uid(const DueItem& item) {
    return base::to_hex(crypto::sha256(base::as_bytes("guvoh calendar date " + item.kind + " " + item.id))).substr(0, kUidDigits);
}

}  // namespace

base::Expected<std::vector<DueItem>> due_items(Desk& desk, const Caller& caller, std::string_view state, std::string_view today) {
    GUVOH_TRY(DeskReading records, DeskReading::begin(desk.records(), caller));
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

base::Expected<std::string> write_due_calendar(Desk& desk, const Caller& caller, const CalendarRequest& request) {
    GUVOH_TRY(const auto items, due_items(desk, caller, request.state, request.today));
    GUVOH_TRY(const DeskReading records, DeskReading::begin(desk.records(), caller));
    papers::Calendar calendar;
    calendar.name = "Guvoh";
    for (const DueItem& item : items) {
        const auto date = base::Edtf::parse(item.date);
        if (!date || date->days().first_day == base::kNoFirstDay || date->days().last_day == base::kNoLastDay) continue;
        papers::CalendarItem entry;
        entry.uid = (request.dates_only ? hidden_uid(item) : item.kind + "-" + item.id) + "@guvoh";
        entry.days = date->days();
        entry.changed_at_ms = request.stamp_ms;
        entry.summary = request.dates_only ? kind_and_state(item, records, request.language) : summary_of(item);
        entry.categories = {item.kind};
        if (item.kind != "review") entry.remind_days_before = kRemindDays;
        calendar.items.push_back(std::move(entry));
    }
    return papers::write_calendar(calendar);
}

}  // namespace guvoh::recommendations

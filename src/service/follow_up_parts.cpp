// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/follow_up_parts.h"

#include <charconv>

#include "base/edtf.h"

namespace guvoh::service {

void RecordsByLink::add(LinkedRecord record, std::string_view field) {
    const base::Json& value = record.fields[field];
    const base::Json::Array one{value};
    for (const auto& target : value.is_array() ? value.array() : one) by_target_.emplace(std::string(target.string_or("")), records_.size());
    records_.push_back(std::move(record));
}

std::vector<const LinkedRecord*> RecordsByLink::of(const std::string& id) const {
    std::vector<const LinkedRecord*> found;
    const auto [first, last] = by_target_.equal_range(id);
    for (auto at = first; at != last; ++at) found.push_back(&records_[at->second]);
    return found;
}

RecordSource::RecordSource(RecordDesk::Parts& parts, const Caller& caller, Reading reading)
    : parts_(&parts), caller_(&caller), schema_(parts.schema_now()), reading_(std::move(reading)) {}

base::Expected<RecordSource> RecordSource::begin(Workspace& workspace, RecordDesk& desk, const Caller& caller) {
    GUVOH_TRY_VOID(caller.require(Permission::Read));
    GUVOH_TRY(Reading reading, begin_reading(workspace.parts().database(), caller));
    return RecordSource(desk.parts(), caller, std::move(reading));
}

base::Expected<std::vector<LinkedRecord>> RecordSource::all(std::string_view type, std::vector<lists::Where> where) {
    lists::Query query = list_query(*caller_, type);
    query.where = std::move(where);
    GUVOH_TRY(lists::Lists* const lists, parts_->lists_now());
    GUVOH_TRY(const auto ids, lists->all(query));
    const schema::Type* declared = schema_->find_type(type);
    std::vector<LinkedRecord> records;
    records.reserve(ids.size());
    for (const base::Id& id : ids) {
        const auto state = registry::Records::load(*reading_.session, id);
        if (!state || !caller_->sees(state->compartment())) continue;  // changed since the lists were asked
        records.push_back({id.text(), shown_fields(*declared, *state)});
    }
    return records;
}

base::Expected<RecordsByLink> RecordSource::by_link(std::string_view type, std::string_view field) {
    GUVOH_TRY(auto records, all(type));
    RecordsByLink found;
    for (LinkedRecord& record : records) found.add(std::move(record), field);
    return found;
}

std::string RecordSource::title(const std::string& id) {
    if (id.empty()) return {};
    if (const auto known = titles_.find(id); known != titles_.end()) return known->second;
    std::string title;
    if (const auto found = load_record(reading_, *schema_, id)) title = title_of(*found->type, found->state);
    titles_.emplace(id, title);
    return title;
}

std::string RecordSource::broader(std::string_view vocabulary, const std::string& code) const {
    const schema::Vocabulary* terms = schema_->find_vocabulary(vocabulary);
    const schema::Term* term = terms == nullptr ? nullptr : terms->find_term(code);
    return term == nullptr || term->parent.empty() ? code : term->parent;
}

std::string RecordSource::label(std::string_view vocabulary, const std::string& code, std::string_view language) const {
    const schema::Vocabulary* terms = schema_->find_vocabulary(vocabulary);
    const schema::Term* term = terms == nullptr ? nullptr : terms->find_term(code);
    if (term == nullptr) return code;
    for (const std::string_view wanted : {language, std::string_view("en")}) {
        for (const auto& [name, text] : term->labels) {
            if (name == wanted) return text;
        }
    }
    return code;
}

std::string text_in(const base::Json& fields, std::string_view name) { return std::string(fields[name].string_or("")); }

std::vector<std::string> texts_in(const base::Json& fields, std::string_view name) {
    std::vector<std::string> texts;
    for (const auto& item : fields[name].array()) texts.emplace_back(item.string_or(""));
    return texts;
}

int number_in(const base::Json& fields, std::string_view name) {
    const std::string_view text = fields[name].string_or("");
    int number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

bool is_past(const std::string& date, std::string_view today) {
    const auto when = base::Edtf::parse(date);
    const auto now = base::Edtf::parse(today);
    return when && now && when->days().last_day < now->days().first_day;
}

}  // namespace guvoh::service

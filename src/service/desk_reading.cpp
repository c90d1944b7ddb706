// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/desk_reading.h"

#include "service/record_parts.h"

namespace guvoh::service {

using base::ErrorKind;
using base::fail;

struct DeskReading::Parts {
    RecordDesk::Parts& desk;
    SchemaPtr schema;
    Reading reading;
    std::unordered_map<std::string, std::string> titles;

    /// Gives `take` each record of a type that fits and that the caller sees now.
    template <typename Take>
    base::Status each(std::string_view type, std::vector<lists::Where> where, Take take) {
        lists::Query query = list_query(reading.caller, type);
        query.where = std::move(where);
        GUVOH_TRY(lists::Lists* const lists, desk.lists_now());
        GUVOH_TRY(const auto ids, lists->all(query));
        const schema::Type* declared = schema->find_type(type);
        for (const base::Id& id : ids) {
            auto state = registry::Records::load(*reading.session, id);
            // The lists may be a moment ahead of or behind this transaction.
            if (state && reading.caller.sees(state->compartment()) && !is_empty_record(*state)) take(FoundRecord{id, std::move(*state), declared});
        }
        return {};
    }
};

SchemaPtr present_schema(RecordDesk& desk) { return desk.parts().schema_now(); }

base::Status check_place(RecordDesk& desk, const Caller& caller, std::string_view compartment) {
    return check_compartment(desk.parts().workspace.database(), caller, compartment);
}

base::Json FoundRecord::field(std::string_view name) const { return field_json(state, name); }

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

DeskReading::DeskReading(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
DeskReading::~DeskReading() = default;
DeskReading::DeskReading(DeskReading&&) noexcept = default;
DeskReading& DeskReading::operator=(DeskReading&&) noexcept = default;

base::Expected<DeskReading> DeskReading::begin(RecordDesk& desk, const Caller& caller) {
    RecordDesk::Parts& parts = desk.parts();
    GUVOH_TRY(Reading reading, begin_reading(parts.workspace.database(), caller));
    return DeskReading(std::unique_ptr<Parts>(new Parts{parts, parts.schema_now(), std::move(reading), {}}));
}

// ---- records ------------------------------------------------------------------------------------------------------------

base::Expected<FoundRecord> DeskReading::load(std::string_view id, std::string_view type) {
    FoundRecord found;
    GUVOH_TRY(found.id, find_record(parts_->reading, id, type));
    GUVOH_TRY(found.state, registry::Records::load(*parts_->reading.session, found.id));
    if (is_empty_record(found.state)) return fail(ErrorKind::NotFound, "no record has this id");
    found.type = parts_->schema->find_type(found.state.type());
    return found;
}

base::Expected<std::optional<FoundRecord>> DeskReading::find(const base::Id& id, std::string_view type) {
    auto state = registry::Records::load(*parts_->reading.session, id);
    if (!state && state.error().kind != ErrorKind::NotFound) return fail(state.error());
    const bool is_seen = state && state->type() == type && parts_->reading.caller.sees(state->compartment()) && !is_empty_record(*state);
    if (!is_seen) return std::optional<FoundRecord>{};
    return std::optional(FoundRecord{id, std::move(*state), parts_->schema->find_type(type)});
}

bool DeskReading::is_hidden(const base::Id& id) {
    const auto state = registry::Records::load(*parts_->reading.session, id);
    return state && !is_empty_record(*state) && !parts_->reading.caller.sees(state->compartment());
}

base::Expected<std::vector<FoundRecord>> DeskReading::states(std::string_view type, std::vector<lists::Where> where) {
    std::vector<FoundRecord> records;
    GUVOH_TRY_VOID(parts_->each(type, std::move(where), [&records](FoundRecord record) { records.push_back(std::move(record)); }));
    return records;
}

base::Expected<std::vector<LinkedRecord>> DeskReading::all(std::string_view type, std::vector<lists::Where> where) {
    std::vector<LinkedRecord> records;
    GUVOH_TRY_VOID(parts_->each(type, std::move(where), [&records](const FoundRecord& record) { records.push_back({record.id.text(), shown_fields(*record.type, record.state)}); }));
    return records;
}

base::Expected<RecordsByLink> DeskReading::by_link(std::string_view type, std::string_view field) {
    GUVOH_TRY(auto records, all(type));
    RecordsByLink found;
    for (LinkedRecord& record : records) found.add(std::move(record), field);
    return found;
}

base::Expected<std::vector<FoundRecord>> DeskReading::own_records(std::string_view type) {
    GUVOH_CHECK(is_internal_type(type));
    GUVOH_TRY(auto select, parts_->reading.session->prepare("select id, state from record where type = ? order by id"));
    select.bind(1, type);
    std::vector<FoundRecord> records;
    while (true) {
        GUVOH_TRY(const bool found, select.step());
        if (!found) return records;
        FoundRecord record;
        GUVOH_TRY(record.state, ledger::RecordState::from_bytes(select.blob(1)));
        if (!parts_->reading.caller.sees(record.state.compartment())) continue;
        GUVOH_TRY(record.id, base::Id::from_bytes(select.blob(0)));
        records.push_back(std::move(record));
    }
}

std::string DeskReading::title(const std::string& id) {
    if (id.empty()) return {};
    if (const auto known = parts_->titles.find(id); known != parts_->titles.end()) return known->second;
    std::string title;
    if (const auto found = load_record(parts_->reading, *parts_->schema, id)) title = title_of(*found->type, found->state);
    parts_->titles.emplace(id, title);
    return title;
}

// ---- documents ----------------------------------------------------------------------------------------------------------

base::Expected<registry::DocumentRow> DeskReading::document(std::string_view id) { return find_document(parts_->reading, id); }

base::Expected<registry::DocumentRow> DeskReading::document_with(const base::Hash& sha256, std::string_view compartment) {
    const auto row = registry::find_document_by_hash(*parts_->reading.session, sha256, compartment);
    if (!row || !parts_->reading.caller.sees(row->compartment)) return fail(ErrorKind::NotFound, "the document is not in the record");
    return *row;
}

base::Expected<std::vector<documents::Page>> DeskReading::pages(const registry::DocumentRow& row) {
    Reading& reading = parts_->reading;
    GUVOH_TRY_VOID(find_document(reading, row.record.text()));
    GUVOH_TRY(const auto infos, reading.texts.pages(*reading.session, row.number));
    std::vector<documents::Page> pages;
    for (std::uint32_t i = 0; i < infos.size(); ++i) {
        documents::Page page;
        GUVOH_TRY(page.text, reading.texts.page_text(*reading.session, row.number, i));
        GUVOH_TRY(page.words, reading.texts.words(*reading.session, row.number, i));
        page.width_pt = infos[i].width_pt;
        page.height_pt = infos[i].height_pt;
        page.from_ocr = infos[i].from_ocr;
        pages.push_back(std::move(page));
    }
    return pages;
}

// ---- schema -------------------------------------------------------------------------------------------------------------

const schema::Schema& DeskReading::schema() const { return *parts_->schema; }

std::string DeskReading::broader(std::string_view vocabulary, const std::string& code) const {
    const schema::Vocabulary* terms = schema().find_vocabulary(vocabulary);
    const schema::Term* term = terms == nullptr ? nullptr : terms->find_term(code);
    return term == nullptr || term->parent.empty() ? code : term->parent;
}

std::string DeskReading::label(std::string_view vocabulary, const std::string& code, std::string_view language) const {
    const schema::Vocabulary* terms = schema().find_vocabulary(vocabulary);
    const schema::Term* term = terms == nullptr ? nullptr : terms->find_term(code);
    if (term == nullptr) return code;
    for (const std::string_view wanted : {language, std::string_view("en")}) {
        for (const auto& [name, text] : term->labels) {
            if (name == wanted) return text;
        }
    }
    return code;
}

}  // namespace guvoh::service

// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/record_desk.h"

#include <algorithm>

#include "registry/rebuild.h"
#include "service/record_parts.h"

namespace guvoh::service {

using base::ErrorKind;
using base::fail;

namespace {

constexpr std::uint32_t kMostLinks = 200;  ///< shown each way
constexpr std::uint32_t kMostRecent = 20;

base::Expected<RecordRow> show_row(Reading& reading, const schema::Schema& schema, const base::Id& id) {
    GUVOH_TRY(const auto state, registry::Records::load(*reading.session, id));
    const schema::Type* type = schema.find_type(state.type());
    // The lists may be a moment ahead of or behind this transaction: what is not to be seen now is not shown.
    if (type == nullptr || !reading.caller.sees(state.compartment()) || is_empty_record(state))
        return fail(ErrorKind::NotFound, "no such record");
    return RecordRow{id.text(),
                     state.type(),
                     title_of(*type, state),
                     state.compartment(),
                     platform::instant_text(state.last().clock.ms),
                     state.in_conflict(),
                     shown_fields(*type, state)};
}

}  // namespace

lists::Query list_query(const Caller& caller, std::string_view type) {
    lists::Query query;
    query.type = type;
    query.compartments = {caller.compartments.begin(), caller.compartments.end()};
    query.all_compartments = caller.is_owner;
    return query;
}

base::Expected<std::vector<lists::Where>> read_where(const std::vector<ListCondition>& conditions) {
    std::vector<lists::Where> where;
    for (const ListCondition& condition : conditions) {
        auto op = lists::op_from_name(condition.op);
        if (!op)
            return fail(schema::field_error(condition.field,
                                            "there is no such comparison; use is, any, from, to, within, has or missing"));
        where.push_back({condition.field, *op, condition.values});
    }
    return where;
}

Facets facets_of(const lists::Reply& reply) {
    Facets facets;
    for (const auto& [field, counts] : reply.facets) {
        auto& values = facets[field];
        for (const auto& [value, count] : counts) values.push_back({value, count});
    }
    return facets;
}

base::Expected<ListCondition> read_condition(std::string_view text) {
    const auto first = text.find(':');
    if (first == std::string_view::npos) return fail(ErrorKind::Invalid, "a condition is written field:op:value");
    const auto second = text.find(':', first + 1);
    ListCondition condition;
    condition.field = text.substr(0, first);
    condition.op = text.substr(first + 1, second == std::string_view::npos ? second : second - first - 1);
    if (second == std::string_view::npos) return condition;
    std::string_view rest = text.substr(second + 1);
    while (!rest.empty()) {
        const auto bar = rest.find('|');
        if (const auto value = rest.substr(0, bar); !value.empty()) condition.values.emplace_back(value);
        rest = bar == std::string_view::npos ? std::string_view{} : rest.substr(bar + 1);
    }
    return condition;
}

// ---- opening ------------------------------------------------------------------------------------------------------------

RecordDesk::RecordDesk() = default;

RecordDesk::~RecordDesk() {
    if (parts_) parts_->workspace.on_changed = nullptr;
}

base::Expected<std::unique_ptr<RecordDesk>> RecordDesk::open(Workspace& workspace) {
    std::unique_ptr<RecordDesk> desk(new RecordDesk);
    desk->parts_ = std::make_unique<Parts>(workspace);
    Parts& parts = *desk->parts_;
    GUVOH_TRY(auto schema, schema::Schema::built_in());
    parts.set_schema(std::move(schema));
    GUVOH_TRY_VOID(parts.load_overlays());
    GUVOH_TRY_VOID(parts.load_lists());
    parts.workspace.on_changed = [&parts](const std::vector<ChangedRecord>& changed) { parts.take_changes(changed); };
    return desk;
}

Workspace& RecordDesk::workspace() { return parts_->owner; }

SchemaPtr RecordDesk::Parts::schema_now() const {
    const std::shared_lock lock(schema_mutex_);
    return schema_;
}

void RecordDesk::Parts::set_schema(schema::Schema next) {
    auto shared = std::make_shared<const schema::Schema>(std::move(next));
    if (lists == nullptr) {
        lists = lists::Lists::make(*shared);
    } else {
        lists->set_schema(*shared);
    }
    const std::unique_lock lock(schema_mutex_);
    schema_ = std::move(shared);
}

base::Status RecordDesk::Parts::load_lists() {
    const std::lock_guard lock(listing_);
    const SchemaPtr schema = schema_now();
    GUVOH_TRY(auto session, workspace.database().begin_read());
    GUVOH_TRY(auto select, session->prepare("select id, state from record"));
    lists->begin_bulk();
    base::Status status;
    while (status) {
        const auto found = select.step();
        if (!found) status = fail(found.error());
        if (!found || !*found) break;
        const auto id = base::Id::from_bytes(select.blob(0));
        const auto state = ledger::RecordState::from_bytes(select.blob(1));
        if (!id || !state) {
            status = fail(ErrorKind::Corrupt, "a record's stored state cannot be read; run guvoh rebuild");
        } else if (const schema::Type* type = schema->find_type(state->type());
                   type != nullptr && !is_empty_record(*state)) {
            status = lists->put(list_row(*type, *id, *state, terms_));
        }
    }
    lists->end_bulk();
    return status;
}

void RecordDesk::Parts::take_changes(const std::vector<ChangedRecord>& changed) {
    {
        const std::lock_guard lock(listing_);
        unlisted_.insert(unlisted_.end(), changed.begin(), changed.end());
        static_cast<void>(list_changes());  // what fails now is done before the lists are next asked
    }
    const std::lock_guard lock(listening);
    for (const auto& [number, listener] : listeners) listener(changed);
}

base::Expected<lists::Lists*> RecordDesk::Parts::lists_now() {
    const std::lock_guard lock(listing_);
    if (!unlisted_.empty()) {
        GUVOH_TRY_VOID(list_changes());
    }
    return lists.get();
}

base::Status RecordDesk::Parts::list_changes() {
    const SchemaPtr schema = schema_now();
    GUVOH_TRY(auto session, workspace.database().begin_read());
    for (const ChangedRecord& item : unlisted_) {
        const auto id = base::Id::parse(item.id);
        const schema::Type* type = schema->find_type(item.type);
        if (!id || type == nullptr) continue;
        const auto state = registry::Records::load(*session, *id);
        if (!state && state.error().kind != ErrorKind::NotFound) return fail(state.error());
        if (!state || is_empty_record(*state)) {
            lists->erase(*id);
        } else {
            // A row the lists refuse would only be missing from them, and the record is safe: nothing to undo.
            static_cast<void>(lists->put(list_row(*type, *id, *state, terms_)));
        }
    }
    unlisted_.clear();
    return {};
}

std::uint64_t RecordDesk::listen(ChangeListener listener) {
    const std::lock_guard lock(parts_->listening);
    parts_->listeners.emplace(parts_->next_listener, std::move(listener));
    return parts_->next_listener++;
}

void RecordDesk::unlisten(std::uint64_t number) {
    const std::lock_guard lock(parts_->listening);
    parts_->listeners.erase(number);
}

// ---- reading ------------------------------------------------------------------------------------------------------------

base::Expected<ListReply> RecordDesk::list(const Caller& caller, const ListRequest& request) {
    GUVOH_TRY_VOID(caller.require(Permission::Read));
    GUVOH_TRY(lists::Lists* const lists, parts_->lists_now());
    const SchemaPtr schema = parts_->schema_now();
    if (schema->find_type(request.type) == nullptr) return fail(ErrorKind::NotFound, "there is no such type of record");
    lists::Query query = list_query(caller, request.type);
    GUVOH_TRY(query.where, read_where(request.where));
    query.terms_all_of_any = question_terms(caller, request.q);
    query.descending = request.sort.starts_with('-');
    query.sort = request.sort.substr(query.descending ? 1 : 0);
    query.limit = request.limit;
    query.cursor = request.cursor;
    query.facets = request.facets;
    GUVOH_TRY(const lists::Reply found, lists->query(query));
    ListReply reply;
    reply.total = found.total;
    reply.next_cursor = found.next_cursor;
    reply.facets = facets_of(found);
    GUVOH_TRY(Reading reading, begin_reading(parts_->workspace.database(), caller));
    for (const base::Id& id : found.rows) {
        auto row = show_row(reading, *schema, id);
        if (row)
            reply.rows.push_back(std::move(*row));
        else if (row.error().kind != ErrorKind::NotFound)
            return fail(row.error());
    }
    return reply;
}

base::Expected<FoundRecord> load_record(Reading& reading, const schema::Schema& schema, std::string_view id) {
    FoundRecord found;
    GUVOH_TRY(found.id, find_record(reading, id, ""));
    GUVOH_TRY(found.state, registry::Records::load(*reading.session, found.id));
    found.type = schema.find_type(found.state.type());
    if (found.type == nullptr) return fail(ErrorKind::NotFound, "no record has this id");
    return found;
}

namespace {

/// True when members may set something in records of this type, even if only the program makes them.
bool has_own_fields(const schema::Type& type) {
    return std::any_of(type.fields.begin(), type.fields.end(), [](const auto& field) { return !field.read_only; });
}

}  // namespace

base::Expected<RecordView> RecordDesk::load(const Caller& caller, std::string_view id) {
    GUVOH_TRY_VOID(caller.require(Permission::Read));
    const SchemaPtr schema = parts_->schema_now();
    GUVOH_TRY(Reading reading, begin_reading(parts_->workspace.database(), caller));
    vault::Session& session = *reading.session;
    GUVOH_TRY(const FoundRecord found, load_record(reading, *schema, id));
    const ledger::RecordState& state = found.state;
    const auto who = [&session](const ledger::Stamp& stamp) {
        const auto member = registry::member_of(session, stamp);
        return member ? name_of(session, *member) : std::string{};
    };
    RecordView view;
    view.id = found.id.text();
    view.type = state.type();
    view.title = title_of(*found.type, state);
    view.compartment = state.compartment();
    view.version = version_of(state);
    view.created_at = platform::instant_text(state.first().clock.ms);
    view.updated_at = platform::instant_text(state.last().clock.ms);
    view.created_by = who(state.first());
    view.updated_by = who(state.last());
    view.fields = shown_fields(*found.type, state);
    view.in_conflict = state.in_conflict();
    for (const auto& [name, field] : state.fields()) {
        if (!field.in_conflict()) continue;
        auto& list = view.conflicts[name];
        const auto add = [&](const ledger::FieldValue& value) {
            auto json = base::Json::parse(value.value).value_or(base::Json{});
            if (access::is_sealed(json)) json = base::Json::Object{{"sealed", true}};
            const ledger::Stamp& stamp = state.stamp_of(value);
            list.push_back({std::move(json), platform::instant_text(stamp.clock.ms), who(stamp)});
        };
        add(field.winner);
        for (const auto& other : field.alternatives) add(other);
    }
    view.may_change = caller.may(Permission::Write) && has_own_fields(*found.type);
    view.may_open = caller.may(Permission::OpenSealed) && caller.keys != nullptr;
    view.may_expunge = caller.may(Permission::Expunge);
    return view;
}

namespace {

/// The ids in a link field: one, or a list of them.
std::vector<std::string> linked_ids(const base::Json& value) {
    if (value.is_string()) return {std::string(value.string_or(""))};
    std::vector<std::string> ids;
    for (const auto& item : value.array()) ids.emplace_back(item.string_or(""));
    return ids;
}

}  // namespace

base::Expected<RecordLinks> RecordDesk::links(const Caller& caller, std::string_view id) {
    GUVOH_TRY_VOID(caller.require(Permission::Read));
    GUVOH_TRY(lists::Lists* const lists, parts_->lists_now());
    const SchemaPtr schema = parts_->schema_now();
    GUVOH_TRY(Reading reading, begin_reading(parts_->workspace.database(), caller));
    GUVOH_TRY(const FoundRecord found, load_record(reading, *schema, id));
    RecordLinks links;
    const auto show = [&](const base::Id& other, const std::string& field, std::vector<RecordLink>& into) {
        const auto row = show_row(reading, *schema, other);
        if (row && into.size() < kMostLinks) into.push_back({row->id, row->type, row->title, field});
    };
    for (const auto& field : found.type->fields) {
        if (!field.is_link()) continue;
        for (const std::string& other : linked_ids(field_json(found.state, field.name))) {
            if (const auto other_id = base::Id::parse(other)) show(*other_id, field.name, links.to);
        }
    }
    for (const auto& type : schema->types()) {
        for (const auto& field : type.fields) {
            const bool fits = field.targets.empty() ||
                              std::find(field.targets.begin(), field.targets.end(), found.type->name) != field.targets.end();
            if (!field.is_link() || field.sealed || !fits) continue;
            lists::Query query = list_query(caller, type.name);
            query.where = {{field.name, lists::Where::Is, {found.id.text()}}};
            query.limit = kMostLinks;
            GUVOH_TRY(const lists::Reply from, lists->query(query));
            for (const base::Id& other : from.rows) show(other, field.name, links.from);
        }
    }
    return links;
}

base::Expected<HomeView> RecordDesk::home(const Caller& caller) {
    GUVOH_TRY_VOID(caller.require(Permission::Read));
    GUVOH_TRY(lists::Lists* const lists, parts_->lists_now());
    const SchemaPtr schema = parts_->schema_now();
    GUVOH_TRY(Reading reading, begin_reading(parts_->workspace.database(), caller));
    HomeView view;
    std::vector<RecordRow> recent;
    for (const auto& type : schema->types()) {
        lists::Query query = list_query(caller, type.name);
        query.sort = "updated_at";
        query.descending = true;
        query.limit = kMostRecent;
        GUVOH_TRY(const lists::Reply found, lists->query(query));
        if (found.total > 0) view.counts[type.name] = found.total;
        for (const base::Id& id : found.rows) {
            if (auto row = show_row(reading, *schema, id)) recent.push_back(std::move(*row));
        }
    }
    std::stable_sort(recent.begin(), recent.end(),
                     [](const RecordRow& a, const RecordRow& b) { return a.updated_at > b.updated_at; });
    recent.resize(std::min<std::size_t>(recent.size(), kMostRecent));
    for (RecordRow& row : recent) {
        GUVOH_TRY(const base::Id id, base::Id::parse(row.id));
        GUVOH_TRY(const auto state, registry::Records::load(*reading.session, id));
        const auto member = registry::member_of(*reading.session, state.last());
        view.recent.push_back({std::move(row.id), std::move(row.type), std::move(row.title), std::move(row.updated_at),
                               member ? name_of(*reading.session, *member) : std::string{}});
    }
    return view;
}

base::Json RecordDesk::schema() { return parts_->schema_now()->to_json(); }

}  // namespace guvoh::service

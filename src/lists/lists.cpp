// SPDX-License-Identifier: AGPL-3.0-or-later
#include "lists/lists.h"

#include <array>
#include <condition_variable>
#include <mutex>
#include <shared_mutex>

#include "lists/answer.h"
#include "lists/table.h"

namespace guvoh::lists {

using base::ErrorKind;
using base::fail;

namespace {

constexpr std::array<std::string_view, 7> kOpNames = {"is", "any", "from", "to", "within", "has", "missing"};

}  // namespace

std::string_view op_name(Where::Op op) { return kOpNames.at(static_cast<std::size_t>(op)); }

base::Expected<Where::Op> op_from_name(std::string_view name) {
    for (std::size_t i = 0; i < kOpNames.size(); ++i) {
        if (kOpNames[i] == name) return static_cast<Where::Op>(i);
    }
    return fail(schema::field_error("where", "compares by is, any, from, to, within, has or missing"));
}

/// Writers take `writer`, look and prepare at leisure, and hold `lock` only for the change itself. `gate` keeps new readers
/// back while a writer waits: without it a stream of queries could hold up a write for ever.
struct Lists::Parts {
    schema::Schema schema;
    std::map<std::string, std::unique_ptr<Table>, std::less<>> tables;
    bool in_bulk = false;

    std::mutex writer, gate;
    std::shared_mutex lock;
    std::condition_variable_any bulk_ended;

    explicit Parts(schema::Schema from) : schema(std::move(from)) {}

    Table* find(std::string_view type) const {
        const auto found = tables.find(type);
        return found == tables.end() ? nullptr : found->second.get();
    }
    std::unique_lock<std::shared_mutex> write() {
        const std::lock_guard closed(gate);
        return std::unique_lock(lock);
    }
    std::shared_lock<std::shared_mutex> read() {
        std::unique_lock passing(gate);
        std::shared_lock reading(lock);
        passing.unlock();
        bulk_ended.wait(reading, [this] { return !in_bulk; });
        return reading;
    }
    void add_tables() {
        for (const schema::Type& type : schema.types()) {
            if (Table* table = find(type.name)) {
                table->add_fields(type);
            } else {
                tables.emplace(type.name, std::make_unique<Table>(type));
            }
        }
    }
    /// The writer's work that readers need not wait for.
    void keep_up(std::string_view type, Table& table) {
        if (in_bulk) return;
        if (table.wants_compacting()) {
            auto compact = table.compacted(*schema.find_type(type));
            const auto writing = write();
            tables.find(type)->second.swap(compact);
        } else if (auto upkeep = table.upkeep()) {
            const auto writing = write();
            table.take(std::move(*upkeep));
        }
    }
};

Lists::Lists() = default;
Lists::~Lists() = default;

std::unique_ptr<Lists> Lists::make(const schema::Schema& schema) {
    std::unique_ptr<Lists> lists(new Lists());
    lists->parts_ = std::make_unique<Parts>(schema);
    lists->parts_->add_tables();
    return lists;
}

base::Status Lists::put(const Row& row) {
    const std::lock_guard one_writer(parts_->writer);
    if (parts_->find(row.type) == nullptr) return fail(ErrorKind::NotFound, "no such type of record");
    parts_->keep_up(row.type, *parts_->find(row.type));
    Table* table = parts_->find(row.type);
    const auto writing = parts_->write();
    for (auto& [type, other] : parts_->tables) {
        if (other.get() != table) other->erase(row.record);
    }
    table->put(row, parts_->in_bulk);
    return {};
}

void Lists::erase(const base::Id& record) {
    const std::lock_guard one_writer(parts_->writer);
    for (auto& [type, table] : parts_->tables) {
        bool was_here = false;
        {
            const auto writing = parts_->write();
            was_here = table->erase(record);
        }
        if (was_here) return parts_->keep_up(type, *table);
    }
}

void Lists::begin_bulk() {
    const std::lock_guard one_writer(parts_->writer);
    const auto writing = parts_->write();
    parts_->in_bulk = true;
}

void Lists::end_bulk() {
    const std::lock_guard one_writer(parts_->writer);
    {
        const auto writing = parts_->write();
        if (!parts_->in_bulk) return;
        for (auto& [type, table] : parts_->tables) table->finish_bulk();
        parts_->in_bulk = false;
    }
    parts_->bulk_ended.notify_all();
}

void Lists::set_schema(const schema::Schema& schema) {
    const std::lock_guard one_writer(parts_->writer);
    const auto writing = parts_->write();
    parts_->schema = schema;
    parts_->add_tables();
}

base::Expected<Reply> Lists::query(const Query& query) const {
    const auto reading = parts_->read();
    const Table* table = parts_->find(query.type);
    const schema::Type* type = parts_->schema.find_type(query.type);
    if (table == nullptr || type == nullptr) return fail(ErrorKind::NotFound, "no such type of record");
    return answer(*table, *type, {parts_->schema, parts_->find("Place"), query});
}

base::Expected<std::vector<base::Id>> Lists::all(const Query& query) const {
    const auto reading = parts_->read();
    const Table* table = parts_->find(query.type);
    const schema::Type* type = parts_->schema.find_type(query.type);
    if (table == nullptr || type == nullptr) return fail(ErrorKind::NotFound, "no such type of record");
    return all_rows(*table, *type, {parts_->schema, parts_->find("Place"), query});
}

std::uint64_t Lists::count(std::string_view type, const std::set<std::string>& compartments, bool all_compartments) const {
    const auto reading = parts_->read();
    const Table* table = parts_->find(type);
    return table == nullptr ? 0 : table->count(table->mask_of(compartments, all_compartments));
}

std::size_t Lists::memory_bytes() const {
    const auto reading = parts_->read();
    std::size_t total = 0;
    for (const auto& [type, table] : parts_->tables) total += table->memory_bytes();
    return total;
}

}  // namespace guvoh::lists

// SPDX-License-Identifier: AGPL-3.0-or-later
//
// All records of one type: a slot a state, columns by field, orders by sortable field, and the index of search terms. A
// changed record takes a new slot and its old one is dead; when many are dead the writer makes a compact copy.
//
// Threads: const functions from any thread, changes from one; Lists sees to it.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "lists/columns.h"
#include "lists/id_table.h"
#include "lists/lists.h"
#include "lists/order.h"
#include "lists/term_index.h"
#include "schema/schema.h"

namespace guvoh::lists {

/// What is kept of one field: at least one of the columns.
struct FieldColumns {
    std::string name;
    schema::FieldKind kind = schema::FieldKind::Text;
    bool instant = false;  ///< numbers are ms since 1970, asked for by day
    bool many = false;
    std::string vocabulary;
    std::unique_ptr<CodeColumn> codes;
    std::unique_ptr<DayColumn> days;
    std::unique_ptr<NumberColumn> numbers;
    std::unique_ptr<TextColumn> texts;
    std::unique_ptr<Bits> has;  ///< only whether there is a value
    std::unique_ptr<Order> order;
};

class Table {
public:
    explicit Table(const schema::Type& type);
    Table(const Table&) = delete;
    Table& operator=(const Table&) = delete;

    void put(const Row& row, bool in_bulk);
    /// False when it is not here.
    bool erase(const base::Id& record);
    /// Makes columns for fields that have none yet.
    void add_fields(const schema::Type& type);
    /// Sorts all orders and merges the terms, after puts in bulk.
    void finish_bulk();

    /// What can be worked out beside readers, and then be taken while there are none.
    struct Upkeep {
        std::vector<std::pair<Order*, Order::Sorted>> orders;
        std::optional<TermIndex::Sorted> terms;
    };
    std::optional<Upkeep> upkeep() const;
    void take(Upkeep upkeep);
    bool wants_compacting() const;
    std::unique_ptr<Table> compacted(const schema::Type& type) const;

    const FieldColumns* find(std::string_view field) const;
    const std::vector<base::Id>& ids() const { return ids_; }
    const IdTable& slots() const { return slots_; }
    const TermIndex& terms() const { return terms_; }
    const Bits& live() const { return live_; }
    std::size_t size() const { return ids_.size(); }
    /// The number of a slot's compartment.
    std::uint32_t compartment_of(std::uint32_t slot) const { return compartments().codes(slot).front(); }
    /// By compartment number, whether an asker sees it.
    std::vector<std::uint8_t> mask_of(const std::set<std::string>& seen, bool all) const;
    std::uint64_t count(const std::vector<std::uint8_t>& mask) const;
    std::size_t memory_bytes() const;

    const CodeColumn& compartments() const { return *fields_.front().codes; }

private:
    FieldColumns make_columns(const schema::Field& field, const schema::Type& type) const;
    void add_field(const schema::Field& field, const schema::Type& type);
    void add_pseudo_fields();
    /// Gives every column of the last slot its value.
    void put_values(const Row& row, std::uint32_t compartment);
    void kill(std::uint32_t slot);

    std::vector<FieldColumns> fields_;  // first compartment, in_conflict, created_at, updated_at
    std::vector<base::Id> ids_;
    IdTable slots_;
    TermIndex terms_;
    Bits live_;
    std::size_t dead_count_ = 0;
};

}  // namespace guvoh::lists

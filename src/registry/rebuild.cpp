// SPDX-License-Identifier: AGPL-3.0-or-later
#include "registry/rebuild.h"

#include <algorithm>
#include <deque>
#include <map>

#include "registry/projections.h"
#include "registry/tables.h"

namespace guvoh::registry {

using base::ErrorKind;
using base::fail;

namespace {

/// The few entries last read, with their payloads: records made together lie together in the ledger.
class EntryCache {
public:
    struct Item {
        std::int64_t row = 0;
        ledger::Entry entry;
        ledger::PayloadSlots payloads;
    };

    explicit EntryCache(vault::Session& session) : session_(session) {}

    base::Expected<const Item*> load(std::int64_t row) {
        for (const Item& item : items_) {
            if (item.row == row) return &item;
        }
        GUVOH_TRY(auto stored, load_entry(session_, row));
        GUVOH_TRY(auto entry, ledger::read_entry(stored.signed_entry.body));
        if (items_.size() >= kKept) items_.pop_back();
        items_.push_front(Item{row, std::move(entry), std::move(stored.payloads)});
        return &items_.front();
    }

private:
    static constexpr std::size_t kKept = 8;
    vault::Session& session_;  // the caller's
    std::deque<Item> items_;
};

std::string_view payload_of(const EntryCache::Item& item, std::size_t change) {
    if (change >= item.payloads.size() || !item.payloads[change]) return {};
    return item.payloads[change]->json;
}

base::Status apply(ledger::RecordState& state, const EntryCache::Item& item, std::size_t change) {
    const std::string_view json = payload_of(item, change);
    std::vector<ledger::Field> fields;
    if (!json.empty()) {
        GUVOH_TRY(fields, ledger::split_fields(json));
    }
    state.apply(item.entry.changes[change], fields, item.entry.stamp(change), item.entry.seen);
    return {};
}

struct Link {
    std::int64_t entry = 0;
    std::size_t change = 0;
};

base::Expected<std::vector<Link>> links_of(vault::Session& session, const base::Id& record) {
    GUVOH_TRY(auto select, session.prepare("select entry, change from record_change where record = ? order by entry, change"));
    select.bind(1, record);
    std::vector<Link> links;
    while (true) {
        GUVOH_TRY(const bool found, select.step());
        if (!found) return links;
        links.push_back({select.integer(0), static_cast<std::size_t>(select.integer(1))});
    }
}

/// Folds every change once more, in the order of the entries, and compares each record when its last change is in: an entry of a
/// thousand changes is read once, not once a record.
class StaleSearch {
public:
    StaleSearch(vault::Session& session, std::size_t most_waiting) : session_(session), cache_(session), most_waiting_(most_waiting) {}

    base::Expected<std::optional<base::Id>> run(const Steps& steps) {
        const std::uint64_t total = count_rows(session_, "record");
        GUVOH_TRY_VOID(for_each_entry(session_, [&](std::int64_t row, ledger::StoredEntry stored) -> base::Expected<bool> {
            GUVOH_TRY(auto entry, ledger::read_entry(stored.signed_entry.body));
            const EntryCache::Item item{row, std::move(entry), std::move(stored.payloads)};
            for (std::size_t i = 0; i < item.entry.changes.size() && !stale_; ++i) GUVOH_TRY_VOID(take(item, i));
            if (steps && !steps(compared_, total)) return fail(ErrorKind::Cancelled, "stopped");
            return !stale_;
        }));
        if (!stale_ && compared_ != total) return first_without_changes();
        return stale_;
    }

private:
    base::Status take(const EntryCache::Item& item, std::size_t index) {
        const base::Id& record = item.entry.changes[index].record;
        GUVOH_TRY(const auto links, links_of(session_, record));
        const auto is_here = [&](const Link& link) { return link.entry == item.row && link.change == index; };
        if (std::none_of(links.begin(), links.end(), is_here)) return note(record);
        const bool first = is_here(links.front()), last = is_here(links.back());
        if (first && !last && waiting_.size() >= most_waiting_) return fold_at_once(record, links);
        auto found = first ? waiting_.emplace(record, ledger::RecordState{}).first : waiting_.find(record);
        if (found == waiting_.end()) return {};  // was folded at once
        GUVOH_TRY_VOID(apply(found->second, item, index));
        if (!last) return {};
        GUVOH_TRY_VOID(compare(record, found->second));
        waiting_.erase(found);
        return {};
    }

    base::Status fold_at_once(const base::Id& record, const std::vector<Link>& links) {
        ledger::RecordState state;
        for (const Link& link : links) {
            GUVOH_TRY(const auto* item, cache_.load(link.entry));
            if (link.change >= item->entry.changes.size() || item->entry.changes[link.change].record != record) return note(record);
            GUVOH_TRY_VOID(apply(state, *item, link.change));
        }
        return compare(record, state);
    }

    base::Status compare(const base::Id& record, const ledger::RecordState& state) {
        GUVOH_TRY(auto select, session_.prepare("select state from record where id = ?"));
        GUVOH_TRY(const bool found, select.bind(1, record).step());
        const base::Bytes fresh = state.to_bytes();
        const base::ByteSpan stored = found ? select.blob(0) : base::ByteSpan{};
        if (!std::equal(stored.begin(), stored.end(), fresh.begin(), fresh.end())) return note(record);
        ++compared_;
        return {};
    }

    base::Status note(const base::Id& record) {
        stale_ = record;
        return {};
    }

    /// Rows that no entry speaks of, or whose changes are said to go on in entries that are not there.
    base::Expected<std::optional<base::Id>> first_without_changes() {
        if (!waiting_.empty()) return std::optional(waiting_.begin()->first);
        GUVOH_TRY(auto select, session_.prepare("select id from record where id not in (select record from record_change) order by id limit 1"));
        GUVOH_TRY(const bool found, select.step());
        if (!found) return fail(ErrorKind::Corrupt, "the table of changes does not fit the table of records");
        GUVOH_TRY(const base::Id id, base::Id::from_bytes(select.blob(0)));
        return std::optional(id);
    }

    vault::Session& session_;  // the caller's
    EntryCache cache_;
    std::map<base::Id, ledger::RecordState> waiting_;  // records whose later changes are still to come
    std::size_t most_waiting_;
    std::optional<base::Id> stale_;
    std::uint64_t compared_ = 0;
};

}  // namespace

base::Expected<ledger::MemberId> member_of(vault::Session& session, const ledger::Stamp& stamp) {
    GUVOH_TRY(auto select, session.prepare("select e.body from ledger_entry e join ledger_device d on d.id = ?"
                                           " where e.row = (d.number << 40) + ?"));
    select.bind(1, stamp.device).bind(2, static_cast<std::int64_t>(stamp.seq));
    GUVOH_TRY(const bool found, select.step());
    if (!found) return fail(ErrorKind::NotFound, "no such entry");
    // In canonical JSON these bytes can stand nowhere but at the entry's own member: inside a text the quotes are escaped. An entry
    // may hold a thousand changes, so it is not read whole.
    constexpr std::string_view kMember = "\"member\":\"";
    constexpr std::size_t kIdLength = 26;
    const std::string_view body = select.text(0);
    const std::size_t at = body.rfind(kMember);
    if (at == std::string_view::npos) return fail(ErrorKind::Corrupt, "an entry names no member");
    return base::Id::parse(body.substr(at + kMember.size(), kIdLength));
}

std::uint64_t count_rows(vault::Session& session, std::string_view table) {
    auto select = session.prepare("select count(*) from " + std::string(table));
    if (!select) return 0;
    const auto found = select->step();
    return found && *found ? static_cast<std::uint64_t>(select->integer(0)) : 0;
}

base::Expected<RebuildCounts> rebuild(Records& records, const Steps& steps) {
    GUVOH_TRY(auto session, records.vault().database().begin_write());
    RebuildCounts counts;
    const std::uint64_t total = count_rows(*session, "ledger_entry");
    GUVOH_TRY_VOID(session->execute("delete from record; delete from record_change; delete from contained; delete from passage;"));
    GUVOH_TRY(auto link, session->prepare("insert or ignore into record_change(record, entry, change) values(?, ?, ?)"));
    GUVOH_TRY(auto load, session->prepare("select state from record where id = ?"));
    GUVOH_TRY(auto put, session->prepare("insert or replace into record(id, type, state) values(?, ?, ?)"));
    const auto fold = [&](std::int64_t row, const ledger::StoredEntry& stored) -> base::Status {
        EntryCache::Item item{row, {}, stored.payloads};
        GUVOH_TRY(item.entry, ledger::read_entry(stored.signed_entry.body));
        for (std::size_t i = 0; i < item.entry.changes.size(); ++i) {
            const base::Id& record = item.entry.changes[i].record;
            ledger::RecordState state;
            load.bind(1, record);
            GUVOH_TRY(const bool known, load.step());
            if (known) {
                GUVOH_TRY(state, ledger::RecordState::from_bytes(load.blob(0)));
            }
            load.reset();
            GUVOH_TRY_VOID(apply(state, item, i));
            const base::Bytes bytes = state.to_bytes();
            put.bind(1, record).bind(2, std::string_view(state.type())).bind(3, base::ByteSpan(bytes));
            GUVOH_TRY_VOID(put.run());
            link.bind(1, record).bind(2, row).bind(3, static_cast<std::int64_t>(i));
            GUVOH_TRY_VOID(link.run());
            GUVOH_TRY_VOID(project(*session, record, state));
            ++counts.changes;
        }
        return {};
    };
    GUVOH_TRY_VOID(for_each_entry(*session, [&](std::int64_t row, const ledger::StoredEntry& stored) -> base::Expected<bool> {
        GUVOH_TRY_VOID(fold(row, stored));
        ++counts.entries;
        if (steps && !steps(counts.entries, total)) return fail(ErrorKind::Cancelled, "stopped; nothing was changed");
        return true;
    }));
    GUVOH_TRY_VOID(session->execute("delete from document where record not in (select id from record)"));
    counts.records = count_rows(*session, "record");
    GUVOH_TRY_VOID(session->commit());
    return counts;
}

base::Expected<std::optional<base::Id>> find_stale_record(vault::Session& session, const Steps& steps, std::size_t most_waiting) {
    return StaleSearch(session, most_waiting).run(steps);
}

base::Expected<std::vector<Revision>> history(vault::Session& session, const base::Id& record) {
    GUVOH_TRY(const auto links, links_of(session, record));
    if (links.empty()) return fail(ErrorKind::NotFound, "no such record");
    EntryCache cache(session);
    std::vector<Revision> revisions;
    for (const Link& link : links) {
        GUVOH_TRY(const auto* item, cache.load(link.entry));
        Revision revision{item->entry, link.change, {}};
        if (const std::string_view json = payload_of(*item, link.change); !json.empty()) revision.json = std::string(json);
        revisions.push_back(std::move(revision));
    }
    std::stable_sort(revisions.begin(), revisions.end(), [](const Revision& a, const Revision& b) {
        return a.entry.stamp(a.change) < b.entry.stamp(b.change);
    });
    return revisions;
}

}  // namespace guvoh::registry

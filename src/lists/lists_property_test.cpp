// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Lists compared with what they mean, written down as plainly as possible, over random rows, changes and queries.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <optional>
#include <tuple>

#include "base/edtf.h"
#include "language/words.h"
#include "lists/columns.h"
#include "lists/lists.h"

namespace guvoh::lists {
namespace {

using base::Json;

constexpr std::string_view kThing = R"({"name":"Thing","labels":{"en":"Thing"},"plural":{"en":"Things"},"desk":"records",
  "title_fields":["name"],"default_sort":"name","fields":[
  {"name":"name","kind":"name","labels":{"en":"x"},"index":["sort"]},
  {"name":"kind","kind":"term","vocabulary":"kinds","labels":{"en":"x"},"index":["facet","sort"]},
  {"name":"tags","kind":"terms","vocabulary":"kinds","labels":{"en":"x"},"index":["facet"]},
  {"name":"on","kind":"date","labels":{"en":"x"},"index":["facet","sort"]},
  {"name":"size","kind":"integer","labels":{"en":"x"},"index":["sort"]},
  {"name":"flag","kind":"boolean","labels":{"en":"x"},"index":["facet"]},
  {"name":"place","kind":"place","labels":{"en":"x"},"index":["facet"]},
  {"name":"words","kind":"text","many":true,"labels":{"en":"x"},"index":["facet"]},
  {"name":"note","kind":"long_text","labels":{"en":"x"}},
  {"name":"secret","kind":"name","sealed":true,"labels":{"en":"x"}}]})";
constexpr std::string_view kPlace = R"({"name":"Place","labels":{"en":"Place"},"plural":{"en":"Places"},"desk":"records",
  "title_fields":["name"],"default_sort":"-updated_at","fields":[{"name":"name","kind":"name","labels":{"en":"x"},"index":["sort"]},
  {"name":"inside","kind":"place","labels":{"en":"x"},"index":["facet"]}]})";
constexpr std::string_view kKinds = R"({"name":"kinds","labels":{"en":"Kinds"},"terms":[{"code":"a","labels":{"en":"A"}},
  {"code":"b","labels":{"en":"B"},"parent":"a"},{"code":"c","labels":{"en":"C"},"parent":"b"},{"code":"d","labels":{"en":"D"}}]})";

const schema::Schema& things() {
    static const schema::Schema made = schema::Schema::from_texts({kThing, kPlace}, {kKinds}).value();
    return made;
}

base::Id id_of(int number) {
    base::Id id;
    id.bytes[0] = static_cast<base::Byte>(number * 37);
    id.bytes[15] = static_cast<base::Byte>(number);
    id.bytes[14] = static_cast<base::Byte>(number >> 8);
    return id;
}

// ---- random rows and queries ----------------------------------------------------------------------------------------------

constexpr int kIds = 40;
constexpr int kPlaces = 8;  // the first ids are places

std::string random_element(std::initializer_list<const char*> items) { return *rc::gen::elementOf(std::vector<std::string>(items.begin(), items.end())); }
std::string random_code() { return random_element({"a", "b", "c", "d", "unknown"}); }
std::string random_place() { return id_of(*rc::gen::inRange(0, kPlaces + 1)).text(); }
std::string random_date() {
    return random_element({"2001", "2001-05", "2001-05-07", "199X", "2002~", "../2000", "2003/..", "2001/2003", "1999-12-31", "-0043", "/2001", "Y12345", "[1999,2004]"});
}
std::string random_name() { return random_element({"", "Асан", "асан", "Asan b", "Ёлкин", "елкин", "-", "Zebra", "zebra 10", "zebra 9", "Ұлан", "ұлан ә"}); }

Row random_row(int number) {
    Row row;
    row.record = id_of(number);
    row.type = number < kPlaces ? "Place" : "Thing";
    row.compartment = random_element({"general", "x", "y"});
    row.created_at = *rc::gen::inRange<std::int64_t>(-3, 4) * 86'400'000 * 180 + *rc::gen::inRange<std::int64_t>(-1, 2);
    row.updated_at = *rc::gen::inRange<std::int64_t>(0, 3);
    row.in_conflict = *rc::gen::inRange(0, 4) == 0;
    for (int i = *rc::gen::inRange(0, 4); i > 0; --i) row.terms.push_back(*rc::gen::inRange<std::uint64_t>(1, 6));
    Json::Object fields;
    const auto maybe = [&](const char* name, auto make) {
        if (*rc::gen::inRange(0, 3) != 0) fields.emplace(name, make());
    };
    maybe("name", [] { return Json(random_name()); });
    maybe("kind", [] { return Json(random_code()); });
    maybe("tags", [] { return Json(Json::Array{random_code(), random_code()}); });
    maybe("on", [] { return Json(random_date()); });
    maybe("size", [] { return Json(*rc::gen::inRange<std::int64_t>(-3, 4)); });
    maybe("flag", [] { return Json(*rc::gen::arbitrary<bool>()); });
    maybe("place", [] { return Json(random_place()); });
    maybe("inside", [] { return Json(random_place()); });
    maybe("words", [] { return Json(Json::Array{random_element({"u", "v"}), random_element({"v", "w"})}); });
    maybe("note", [] { return Json("note"); });
    fields.emplace("secret", Json(Json::Object{{"sealed", "x"}}));
    row.fields = Json(std::move(fields));
    return row;
}

Where random_where() {
    using O = Where::Op;
    const auto days = [](const char* field) {
        const O op = *rc::gen::element(O::Is, O::Any, O::From, O::To, O::Within);
        const bool two = op == O::Any || op == O::Within;
        return Where{field, op, two ? std::vector{random_date(), random_date()} : std::vector{random_date()}};
    };
    const auto codes = [](const char* field) {
        const O op = *rc::gen::element(O::Is, O::Any, O::Within, O::Has);
        const bool two = op == O::Any || op == O::Has;
        return Where{field, op, two ? std::vector{random_code(), random_code()} : std::vector{random_code()}};
    };
    const auto size = [] { return std::to_string(*rc::gen::inRange(-3, 4)); };
    switch (*rc::gen::inRange(0, 14)) {
        case 0: return codes("kind");
        case 1: return codes("tags");
        case 2: return days("on");
        case 3: return days("created_at");
        case 4: return {"size", *rc::gen::element(O::Is, O::From, O::To), {size()}};
        case 5: return {"size", *rc::gen::element(O::Any, O::Within), {size(), size()}};
        case 6: return {"flag", O::Is, {random_element({"true", "false"})}};
        case 7: return {"place", *rc::gen::element(O::Is, O::Within), {random_place()}};
        case 8: return {"words", O::Any, {random_element({"u", "v", "w"})}};
        case 9: return {"name", O::Is, {random_name()}};
        case 10: return {"compartment", O::Any, {random_element({"general", "x", "nowhere"})}};
        case 11: return {"in_conflict", O::Is, {random_element({"true", "false"})}};
        default:
            return {random_element({"name", "kind", "tags", "on", "size", "flag", "place", "words", "note"}), *rc::gen::element(O::Has, O::Missing), {}};
    }
}

Query random_query() {
    Query query;
    query.type = "Thing";
    for (int i = *rc::gen::inRange(0, 4); i > 0; --i) query.where.push_back(random_where());
    for (int i = *rc::gen::inRange(-2, 3); i > 0; --i) {
        query.terms_all_of_any.push_back({*rc::gen::inRange<std::uint64_t>(1, 7), *rc::gen::inRange<std::uint64_t>(1, 7)});
    }
    query.sort = random_element({"name", "kind", "on", "size", "created_at", "updated_at"});
    query.descending = *rc::gen::arbitrary<bool>();
    query.limit = *rc::gen::element(1U, 2U, 3U, 7U, 100U);
    query.facets = {"kind", "tags", "on", "flag", "place", "words", "compartment", "created_at", "in_conflict"};
    query.all_compartments = *rc::gen::inRange(0, 4) == 0;
    for (const char* name : {"general", "x", "y", "nowhere"}) {
        if (*rc::gen::arbitrary<bool>()) query.compartments.insert(name);
    }
    return query;
}

// ---- what it means --------------------------------------------------------------------------------------------------------

using Rows = std::map<base::Id, Row>;

Json value_of(const Row& row, const std::string& field) {
    if (field == "compartment") return row.compartment;
    if (field == "in_conflict") return row.in_conflict;
    return row.fields[field];
}

std::vector<std::string> texts_of(const Row& row, const std::string& field) {
    const Json value = value_of(row, field);
    std::vector<std::string> texts;
    if (value.is_bool()) texts.push_back(value.boolean_or(false) ? "true" : "false");
    if (value.is_string() && value != Json("")) texts.emplace_back(value.string_or(""));
    for (const Json& item : value.array()) {
        if (std::find(texts.begin(), texts.end(), item.string_or("")) == texts.end()) texts.emplace_back(item.string_or(""));
    }
    return texts;
}

std::int64_t floor_day(std::int64_t ms) { return ms >= 0 ? ms / 86'400'000 : -((-ms + 86'399'999) / 86'400'000); }

std::optional<base::DayInterval> days_of(const Row& row, const std::string& field) {
    if (field == "created_at") return base::DayInterval{floor_day(row.created_at), floor_day(row.created_at)};
    const Json value = row.fields[field];
    if (!value.is_string()) return std::nullopt;
    return base::Edtf::parse(value.string_or("")).value().days();
}

bool sees(const Query& query, const Row& row) { return query.all_compartments || query.compartments.contains(row.compartment); }

bool lies_within(const Rows& rows, const Query& query, const std::string& field, const std::string& value, const std::string& top) {
    std::string at = value;
    for (int depth = 0; depth < 33; ++depth) {
        if (at == top) return true;
        if (field == "place") {
            const auto found = rows.find(base::Id::parse(at).value());
            if (found == rows.end() || found->second.type != "Place" || !sees(query, found->second)) return false;
            at = found->second.fields["inside"].string_or("");
            if (at.empty()) return false;
        } else {
            const schema::Term* term = things().find_vocabulary("kinds")->find_term(at);
            if (term == nullptr || term->parent.empty()) return false;
            at = term->parent;
        }
    }
    return false;
}

bool meets_days(const Row& row, const Where& where) {
    const auto days = days_of(row, where.field);
    if (!days) return false;
    std::vector<base::DayInterval> given;
    for (const std::string& value : where.values) given.push_back(base::Edtf::parse(value).value().days());
    switch (where.op) {
        case Where::From: return days->overlaps({given[0].first_day, base::kNoLastDay});
        case Where::To: return days->overlaps({base::kNoFirstDay, given[0].last_day});
        case Where::Within: return days->overlaps({given.front().first_day, given.back().last_day});
        default: return std::any_of(given.begin(), given.end(), [&](const auto& one) { return days->overlaps(one); });
    }
}

bool meets(const Rows& rows, const Query& query, const Row& row, const Where& where) {
    if (where.values.empty()) {
        const Json value = row.fields[where.field];
        const bool has = !value.is_null() && value != Json("");
        return has == (where.op == Where::Has);
    }
    if (where.field == "on" || where.field == "created_at") return meets_days(row, where);
    if (where.field == "size") {
        if (!row.fields["size"].is_integer()) return false;
        const std::int64_t size = row.fields["size"].integer_or(0), first = std::stoi(where.values.front()), last = std::stoi(where.values.back());
        if (where.op == Where::From) return size >= first;
        if (where.op == Where::To) return size <= first;
        if (where.op == Where::Within) return size >= first && size <= last;
        return size == first || size == last;
    }
    if (where.field == "name") {
        const auto texts = texts_of(row, "name");
        return !texts.empty() && language::fold(texts[0]) == language::fold(where.values[0]);
    }
    const auto texts = texts_of(row, where.field);
    const auto has = [&](const std::string& value) { return std::find(texts.begin(), texts.end(), value) != texts.end(); };
    if (where.op == Where::Has) return std::all_of(where.values.begin(), where.values.end(), has);
    if (where.op != Where::Within) return std::any_of(where.values.begin(), where.values.end(), has);
    return std::any_of(texts.begin(), texts.end(), [&](const auto& text) { return lies_within(rows, query, where.field, text, where.values[0]); });
}

bool meets_all(const Rows& rows, const Query& query, const Row& row, const std::string& without = {}) {
    if (row.type != query.type || !sees(query, row)) return false;
    for (const Where& where : query.where) {
        const bool left_out = where.field == without && (where.op == Where::Is || where.op == Where::Any);
        if (!left_out && !meets(rows, query, row, where)) return false;
    }
    for (const auto& group : query.terms_all_of_any) {
        const bool any = std::any_of(group.begin(), group.end(), [&](std::uint64_t term) {
            return std::find(row.terms.begin(), row.terms.end(), term) != row.terms.end();
        });
        if (!any) return false;
    }
    return query.only == nullptr || std::find(query.only->begin(), query.only->end(), row.record) != query.only->end();
}

/// Missing or not, then what is sorted by; texts and numbers do not mix.
struct Key {
    bool missing;
    std::int64_t number = 0, second = 0;
    std::string text;
    base::Id id;
    auto tied() const { return std::tie(number, second, text, id); }
};

Key key_of(const Row& row, const std::string& sort) {
    Key key{false, 0, 0, {}, row.record};
    if (sort == "created_at") key.number = row.created_at;
    if (sort == "updated_at") key.number = row.updated_at;
    if (sort == "size") key = {!row.fields["size"].is_integer(), row.fields["size"].integer_or(0), 0, {}, row.record};
    if (sort == "on") {
        const auto days = days_of(row, "on");
        key.missing = !days;
        if (days) key.number = days->first_day;
        if (days) key.second = days->last_day;
    }
    if (sort == "name" || sort == "kind") {
        const auto texts = texts_of(row, sort);
        key.missing = texts.empty();
        if (!texts.empty()) key.text = language::fold(texts[0]);
    }
    return key;
}

std::vector<base::Id> sorted_rows(const Rows& rows, const Query& query) {
    std::vector<Key> keys;
    for (const auto& [id, row] : rows) {
        if (meets_all(rows, query, row)) keys.push_back(key_of(row, query.sort));
    }
    std::sort(keys.begin(), keys.end(), [&](const Key& a, const Key& b) {
        if (a.missing != b.missing) return b.missing;
        return query.descending ? b.tied() < a.tied() : a.tied() < b.tied();
    });
    std::vector<base::Id> ids;
    for (const Key& key : keys) ids.push_back(key.id);
    return ids;
}

std::string year_text(std::int64_t day) {
    const std::string text = base::day_text(day);
    const std::string year = text.substr(0, text.size() - 6);
    return year.size() > 5 || (year.size() == 5 && year[0] != '-') ? (year[0] == 'Y' ? year : "Y" + year) : year;
}

std::map<std::string, std::uint64_t> facet(const Rows& rows, const Query& query, const std::string& field) {
    std::map<std::string, std::uint64_t> counts;
    for (const auto& [id, row] : rows) {
        if (!meets_all(rows, query, row, field)) continue;
        if (field == "on" || field == "created_at") {
            const auto days = days_of(row, field);
            if (!days || (days->first_day == base::kNoFirstDay && days->last_day == base::kNoLastDay)) continue;
            ++counts[year_text(days->first_day == base::kNoFirstDay ? days->last_day : days->first_day)];
        } else {
            for (const std::string& text : texts_of(row, field)) ++counts[text];
        }
    }
    return counts;
}

// ---- the comparison -------------------------------------------------------------------------------------------------------

void check_query(const Lists& lists, const Rows& rows, Query query) {
    const std::vector<base::Id> expected = sorted_rows(rows, query);
    std::vector<base::Id> found;
    do {
        const auto reply = lists.query(query);
        RC_ASSERT(reply.has_value());
        RC_ASSERT(reply->total == expected.size());
        RC_ASSERT(reply->rows.size() <= query.limit);
        found.insert(found.end(), reply->rows.begin(), reply->rows.end());
        for (const std::string& field : query.facets) {
            const auto& counts = reply->facets.at(field);
            const std::map<std::string, std::uint64_t> as_map(counts.begin(), counts.end());
            RC_ASSERT(as_map == facet(rows, query, field));
            RC_ASSERT(std::is_sorted(counts.begin(), counts.end(), [](const auto& a, const auto& b) { return a.second > b.second; }));
        }
        query.facets.clear();
        query.cursor = reply->next_cursor;
    } while (!query.cursor.empty());
    RC_ASSERT(found == expected);
}

TEST(ListsProperty, AnswerWhatTheQueryMeans) {
    EXPECT_TRUE(rc::check([] {
        const auto lists = Lists::make(things());
        Rows rows;
        const bool bulk = *rc::gen::arbitrary<bool>();
        if (bulk) lists->begin_bulk();
        for (int step = *rc::gen::inRange(0, 120); step > 0; --step) {
            const int number = *rc::gen::inRange(0, kIds);
            if (*rc::gen::inRange(0, 5) == 0) {
                lists->erase(id_of(number));
                rows.erase(id_of(number));
                continue;
            }
            const Row row = random_row(number);
            RC_ASSERT(lists->put(row).has_value());
            rows[row.record] = row;
        }
        if (bulk) lists->end_bulk();
        for (int i = 0; i < 4; ++i) {
            Query query = random_query();
            std::vector<base::Id> only;
            for (int number = 0; number < kIds + 5; number += *rc::gen::inRange(1, 4)) only.push_back(id_of(number));
            if (*rc::gen::inRange(0, 4) == 0) query.only = &only;
            check_query(*lists, rows, query);
            RC_ASSERT(lists->count("Thing", query.compartments) ==
                      static_cast<std::uint64_t>(std::count_if(rows.begin(), rows.end(), [&](const auto& one) {
                          return one.second.type == "Thing" && query.compartments.contains(one.second.compartment);
                      })));
        }
    }));
}

TEST(ListsProperty, KeepTheirPagesWhileRowsAreAdded) {
    EXPECT_TRUE(rc::check([] {
        const auto lists = Lists::make(things());
        Rows rows;
        for (int number = kPlaces; number < kIds; ++number) {
            Row row = random_row(number);
            RC_ASSERT(lists->put(row).has_value());
            rows[row.record] = row;
        }
        Query query = random_query();
        query.where.clear();
        query.terms_all_of_any.clear();
        query.facets.clear();
        query.limit = 3;
        const std::vector<base::Id> expected = sorted_rows(rows, query);
        std::vector<base::Id> found;
        int next = kIds;
        do {
            const auto reply = lists->query(query);
            RC_ASSERT(reply.has_value());
            for (const base::Id& id : reply->rows) {
                if (rows.contains(id)) found.push_back(id);
            }
            RC_ASSERT(lists->put(random_row(next++)).has_value());
            query.cursor = reply->next_cursor;
        } while (!query.cursor.empty());
        RC_ASSERT(found == expected);
    }));
}

TEST(ListsProperty, SurviveMergingAndCompacting) {
    // Enough changes that the short arrays are merged into the long ones and dead rows are left behind, several times over.
    for (std::uint64_t seed = 1; seed <= 6; ++seed) {
        const rc::Random random(seed);
        const auto lists = Lists::make(things());
        Rows rows;
        const int ids = seed % 2 == 0 ? 60 : 3'000;
        const auto samples = rc::gen::exec([] {
            std::vector<Row> some;
            for (int i = 0; i < 40; ++i) some.push_back(random_row(kPlaces + i));
            return some;
        })(random, 100).value();
        for (int step = 0; step < 9'000; ++step) {
            Row row = samples[static_cast<std::size_t>(step * 7 % 40)];
            row.record = id_of(kPlaces + step * 31 % ids);
            row.updated_at = step;
            row.terms.push_back(static_cast<std::uint64_t>(step % 100));
            ASSERT_TRUE(lists->put(row));
            rows[row.record] = row;
        }
        Query query = rc::gen::exec([] { return random_query(); })(random, 100).value();
        query.limit = 1'000;
        check_query(*lists, rows, query);
    }
}

}  // namespace
}  // namespace guvoh::lists

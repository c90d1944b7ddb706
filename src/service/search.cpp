// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>

#include <fmt/format.h>

#include "documents/extracted.h"
#include "language/languages.h"
#include "language/words.h"
#include "registry/rebuild.h"
#include "search/snippet.h"
#include "service/units.h"
#include "service/workspace_parts.h"

namespace guvoh::service {

using base::ErrorKind;
using base::fail;

namespace {

constexpr std::uint32_t kMostCounted = 1'000'000;  ///< units that facets are counted over

/// Which documents one field of the query means, by their numbers.
using DocumentSet = std::vector<bool>;

base::Expected<DocumentSet> documents_where(vault::Session& session, std::string_view condition,
                                            const std::function<void(vault::Statement&)>& bind) {
    GUVOH_TRY(auto select, session.prepare("select number from document where " + std::string(condition)));
    bind(select);
    DocumentSet set;
    while (true) {
        GUVOH_TRY(const bool found, select.step());
        if (!found) return set;
        const auto number = static_cast<std::size_t>(select.integer(0));
        if (set.size() <= number) set.resize(number + 1 + number / 2);
        set[number] = true;
    }
}

/// Documents whose file name or path holds these words, folded like all text.
base::Expected<DocumentSet> documents_named(vault::Session& session, const char* column, std::string_view value) {
    const std::string wanted = language::fold(value);
    GUVOH_TRY(auto select, session.prepare(std::string("select number, ") + column + " from document"));
    DocumentSet set;
    while (true) {
        GUVOH_TRY(const bool found, select.step());
        if (!found) return set;
        if (language::fold(select.text(1)).find(wanted) == std::string::npos) continue;
        const auto number = static_cast<std::size_t>(select.integer(0));
        if (set.size() <= number) set.resize(number + 1 + number / 2);
        set[number] = true;
    }
}

base::Expected<DocumentSet> documents_dated(vault::Session& session, const search::FieldTerm& term) {
    GUVOH_TRY(const base::DayInterval days, search::date_interval(term));
    return documents_where(session, "day_from is not null and day_from <= ? and day_to >= ?",
                           [&](vault::Statement& select) { select.bind(1, days.last_day).bind(2, days.first_day); });
}

/// An answer of nothing would hide that the question could not be understood. Names all values of an enum, the unknown one last.
template <class Enum>
tl::unexpected<base::Error> bad_value(const search::FieldTerm& term, std::size_t count, std::string_view (*name)(Enum)) {
    std::string known;
    for (std::size_t i = 1; i < count; ++i) known.append(name(static_cast<Enum>(i))).append(", ");
    return fail(ErrorKind::Invalid, fmt::format("after {}: stands one of {}{}", term.field, known, name(Enum{})));
}

base::Expected<DocumentSet> documents_of_kind(vault::Session& session, const search::FieldTerm& term) {
    const auto kind = documents::kind_from_name(language::fold(term.value));
    if (!kind) return bad_value(term, documents::kKindCount, &documents::kind_name);
    return documents_where(session, "kind = ?", [&](vault::Statement& select) { select.bind(1, std::string(documents::kind_name(*kind))); });
}

base::Expected<search::LanguageCode> language_named(const search::FieldTerm& term) {
    const std::string code = language::fold(term.value);
    const auto language = language::language_from_code(code);
    if (language == language::Language::Und && code != "und") {
        return bad_value(term, language::kLanguageCount, &language::language_code);
    }
    return search_code(language::language_code(language));
}

base::Expected<DocumentSet> documents_of(vault::Session& session, const search::FieldTerm& term) {
    if (term.field == "kind") return documents_of_kind(session, term);
    if (term.field == "date") return documents_dated(session, term);
    if (term.field == "name") return documents_named(session, "file_name", term.value);
    if (term.field == "source") return documents_named(session, "path", term.value);
    return fail(ErrorKind::Invalid, "there is no field \"" + term.field + "\"; fields are kind, lang, date, name and source");
}

/// The query's fields resolved: language fields to language numbers, others to sets of documents.
struct Fields {
    std::vector<DocumentSet> documents;
    std::vector<std::vector<search::LanguageCode>> languages;
};

base::Expected<Fields> resolve_fields(vault::Session& session, const search::Query& query) {
    Fields fields;
    for (const auto& term : search::field_terms(query)) {
        fields.documents.emplace_back();
        fields.languages.emplace_back();
        if (term.field == "lang") {
            GUVOH_TRY(const auto language, language_named(term));
            fields.languages.back().push_back(language);
        } else {
            GUVOH_TRY(fields.documents.back(), documents_of(session, term));
        }
    }
    return fields;
}

base::Expected<Hit> show_hit(Reading& reading, const search::Hit& found, const search::Highlighter& highlighter, bool with_boxes) {
    const search::UnitKey& unit = found.unit;
    GUVOH_TRY(const auto row, registry::load_document(*reading.session, static_cast<std::int64_t>(unit.document_number)));
    GUVOH_TRY(const std::string text, reading.texts.text_range(*reading.session, row.number, unit.page, unit.begin, unit.end));
    search::SnippetOptions options;
    options.all_matches = with_boxes;
    search::Snippet snippet = highlighter.make(unit, text, options);
    Hit hit;
    hit.document = row.record.text();
    hit.file_name = row.file_name;
    hit.kind = row.kind;
    hit.page = unit.page + 1;
    hit.language = language_of(unit.language);
    hit.score = static_cast<double>(found.score);
    hit.begin = snippet.at.begin;
    hit.end = snippet.at.end;
    hit.snippet = std::move(snippet.text);
    for (const auto& mark : snippet.marks) hit.marks.push_back({mark.begin, mark.end});
    for (const auto& match : snippet.matches) {
        GUVOH_TRY(const auto boxes, boxes_of(reading, row.number, unit.page, match.begin, match.end));
        hit.boxes.insert(hit.boxes.end(), boxes.begin(), boxes.end());
    }
    return hit;
}

}  // namespace

namespace {

/// Asks the index, with what the caller may see and the query's fields resolved.
base::Expected<search::SearchResult> ask_index(Workspace::Parts& parts, const Caller& caller, const search::Query& query,
                                               const std::vector<bool>* only, const SearchRequest& request) {
    Fields fields;
    {
        GUVOH_TRY(auto session, parts.database().begin_read());
        GUVOH_TRY(fields, resolve_fields(*session, query));
    }
    search::SearchFilter filter;
    const auto visible = parts.document_numbers.view_of(caller);
    if (!caller.is_owner || only != nullptr) {
        filter.allow = [&visible, only](std::uint32_t number) {
            return visible.sees(number) && (only == nullptr || (number < only->size() && (*only)[number]));
        };
    }
    filter.field_matches = [&fields](std::size_t index, std::uint32_t number) {
        const DocumentSet& set = fields.documents[index];
        return number < set.size() && set[number];
    };
    filter.field_languages = [&fields](std::size_t index) { return fields.languages[index]; };
    return parts.index->search(query, filter, request.limit, request.offset);
}

}  // namespace

base::Expected<std::vector<std::uint32_t>> found_documents(Workspace::Parts& parts, const Caller& caller, const SearchRequest& request,
                                                           const std::vector<bool>* only) {
    GUVOH_TRY(const search::Query query, search::parse_query(request.query, request.exact));
    SearchRequest all = request;
    all.limit = kMostCounted;
    all.offset = 0;
    GUVOH_TRY(const search::SearchResult result, ask_index(parts, caller, query, only, all));
    std::vector<std::uint32_t> numbers;
    for (const auto& hit : result.hits) numbers.push_back(hit.unit.document_number);
    std::sort(numbers.begin(), numbers.end());
    numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
    return numbers;
}

base::Expected<SearchReply> Workspace::search(const Caller& caller, const SearchRequest& request) {
    return search_among(*parts_, caller, request, nullptr);
}

base::Expected<SearchReply> search_among(Workspace::Parts& parts, const Caller& caller, const SearchRequest& request,
                                         const std::vector<bool>* only) {
    GUVOH_TRY_VOID(caller.require(Permission::Read));
    GUVOH_TRY(const search::Query query, search::parse_query(request.query, request.exact));
    GUVOH_TRY(const search::SearchResult result, ask_index(parts, caller, query, only, request));
    // Begun after the search: what the index knew by then is committed, and so it is here too.
    GUVOH_TRY(Reading reading, begin_reading(parts.database(), caller));
    const search::Highlighter highlighter(result.matched_words);
    SearchReply reply;
    reply.total = result.total;
    reply.total_is_exact = result.total_is_exact;
    for (const auto& found : result.hits) {
        auto hit = show_hit(reading, found, highlighter, request.with_boxes);
        if (!hit && hit.error().kind == ErrorKind::NotFound) {
            --reply.total;  // expunged a moment ago
            continue;
        }
        GUVOH_TRY_VOID(hit.map([&](Hit& shown) { reply.hits.push_back(std::move(shown)); }));
    }
    return reply;
}

}  // namespace guvoh::service

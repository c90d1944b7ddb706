// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/anchor.h"
#include "service/workspace_parts.h"

namespace guvoh::service {

using base::ErrorKind;
using base::fail;

namespace {

constexpr std::uint32_t kContextBytes = 64;
constexpr std::uint32_t kLongestQuotationBytes = 20'000;

base::Expected<QuotedPlace> place_of(Reading& reading, const registry::DocumentRow& row, const QuoteRequest& request) {
    GUVOH_TRY(const auto infos, reading.texts.pages(*reading.session, row.number));
    if (request.page > infos.size()) return fail(ErrorKind::NotFound, "the document has " + std::to_string(infos.size()) + " pages");
    if (request.characters && request.page == 0) return fail(ErrorKind::Invalid, "characters are counted on a page: say which");
    if (!request.characters && request.text.empty()) return fail(ErrorKind::Invalid, "say what to quote: the words, or a range of characters");
    const std::uint32_t first = request.page == 0 ? 0 : request.page - 1;
    const auto last = request.page == 0 ? static_cast<std::uint32_t>(infos.size()) : request.page;
    for (std::uint32_t page = first; page < last; ++page) {
        QuotedPlace place{page, {}, {}};
        GUVOH_TRY(place.page_text, reading.texts.page_text(*reading.session, row.number, page));
        if (request.characters) {
            GUVOH_TRY(place.bytes, bytes_of_characters(place.page_text, *request.characters));
            return place;
        }
        if (const auto found = find_quotation(place.page_text, request.text)) {
            place.bytes = *found;
            return place;
        }
    }
    return fail(ErrorKind::NotFound, "these words do not stand there one after another");
}

/// Looks for the passage where it was, then on its page, then on the pages around.
base::Expected<std::optional<QuotedPlace>> anchor(Reading& reading, const registry::DocumentRow& row, PassageView& view) {
    GUVOH_TRY(const auto infos, reading.texts.pages(*reading.session, row.number));
    const auto count = static_cast<std::int64_t>(infos.size());
    const std::int64_t home = static_cast<std::int64_t>(view.page) - 1;
    for (std::int64_t step = 0; step < 2 * count + 1; ++step) {
        const std::int64_t page = home + (step % 2 == 0 ? -step / 2 : (step + 1) / 2);
        if (page < 0 || page >= count) continue;
        QuotedPlace place{static_cast<std::uint32_t>(page), {}, {}};
        GUVOH_TRY(place.page_text, reading.texts.page_text(*reading.session, row.number, place.page));
        std::uint32_t near_byte = 0;
        if (const auto bytes = page == home ? bytes_of_characters(place.page_text, view.characters) : fail(ErrorKind::NotFound, "")) {
            near_byte = bytes->begin;
            if (std::string_view(place.page_text).substr(bytes->begin, bytes->end - bytes->begin) == view.text) {
                place.bytes = *bytes;
                view.anchor = "exact";
                return std::optional(std::move(place));
            }
        }
        if (const auto found = find_quotation(place.page_text, view.before + view.text + view.after, near_byte)) near_byte = found->begin;
        if (const auto found = find_quotation(place.page_text, view.text, near_byte)) {
            place.bytes = *found;
            view.anchor = "moved";
            return std::optional(std::move(place));
        }
    }
    view.anchor = "lost";
    return std::optional<QuotedPlace>{};
}

base::Expected<PassageView> view_of(Reading& reading, const base::Id& id) {
    GUVOH_TRY(const auto state, registry::Records::load(*reading.session, id));
    if (state.type() != "Passage" || state.text("document").empty()) return fail(ErrorKind::NotFound, "no such passage");
    PassageView view;
    view.id = id.text();
    view.document = state.text("document");
    view.document_sha256 = state.text("document_sha256");
    view.text = state.text("text");
    view.before = state.text("before");
    view.after = state.text("after");
    view.note = state.text("note");
    view.page = static_cast<std::uint32_t>(state.integer("page"));
    view.characters = {static_cast<std::uint32_t>(state.integer("begin")), static_cast<std::uint32_t>(state.integer("end"))};
    GUVOH_TRY(const base::Id document, base::Id::parse(view.document));
    const auto row = registry::load_document(*reading.session, document);
    if (!row || !reading.caller.sees(row->compartment)) {
        view.anchor = "lost";
        return view;
    }
    view.file_name = row->file_name;
    GUVOH_TRY(const auto place, anchor(reading, *row, view));
    if (place) {
        view.page = place->page + 1;
        view.characters = characters_of_bytes(place->page_text, place->bytes);
        GUVOH_TRY(view.boxes, boxes_of(reading, row->number, place->page, place->bytes.begin, place->bytes.end));
    }
    return view;
}

}  // namespace

base::Expected<std::string> passage_payload(Reading& reading, const registry::DocumentRow& row, const QuotedPlace& place, std::string_view note) {
    GUVOH_TRY(const auto boxes, boxes_of(reading, row.number, place.page, place.bytes.begin, place.bytes.end));
    const TextRange characters = characters_of_bytes(place.page_text, place.bytes);
    base::Json::Array box_list;
    const auto hundredths = [](float points) { return static_cast<std::int64_t>(points * 100.0F + 0.5F); };
    for (const PageBox& box : boxes) {
        box_list.push_back(base::Json::Array{hundredths(box.x0), hundredths(box.y0), hundredths(box.x1), hundredths(box.y1)});
    }
    ledger::PayloadWriter payload;
    payload.put("document", row.record.text()).put("document_sha256", base::to_hex(row.sha256));
    payload.put("page", static_cast<std::int64_t>(place.page + 1));
    payload.put("begin", static_cast<std::int64_t>(characters.begin)).put("end", static_cast<std::int64_t>(characters.end));
    payload.put("text", place.page_text.substr(place.bytes.begin, place.bytes.end - place.bytes.begin));
    payload.put("before", text_before(place.page_text, place.bytes.begin, kContextBytes));
    payload.put("after", text_after(place.page_text, place.bytes.end, kContextBytes));
    payload.put_json("boxes_hundredths_of_point", box_list);
    if (!note.empty()) payload.put("note", note);
    return payload.finish();
}

base::Expected<PassageView> Workspace::quote(const Caller& caller, const QuoteRequest& request) {
    GUVOH_TRY_VOID(caller.require(Permission::Write));
    base::Id id;
    std::string compartment;
    {
        GUVOH_TRY(Reading reading, begin_reading(parts_->database(), caller));
        GUVOH_TRY(const auto row, find_document(reading, request.document));
        GUVOH_TRY(const QuotedPlace place, place_of(reading, row, request));
        if (place.bytes.end - place.bytes.begin > kLongestQuotationBytes) return fail(ErrorKind::Invalid, "too long for one passage");
        GUVOH_TRY(std::string json, passage_payload(reading, row, place, request.note));
        compartment = row.compartment;
        reading.session.reset();
        GUVOH_TRY(auto writing, parts_->records->begin(request.reason, caller.member));
        id = writing->new_id();
        GUVOH_TRY_VOID(writing->put(id, "Passage", std::move(json), compartment));
        GUVOH_TRY_VOID(writing->commit());
    }
    GUVOH_TRY_VOID(parts_->records->save_head());
    parts_->tell({{"Passage", id.text(), compartment}});
    return passage(caller, id.text());
}

base::Expected<PassageView> Workspace::passage(const Caller& caller, std::string_view id) {
    GUVOH_TRY(Reading reading, begin_reading(parts_->database(), caller));
    GUVOH_TRY(const base::Id record, find_record(reading, id, "Passage"));
    return view_of(reading, record);
}

base::Expected<std::vector<PassageView>> Workspace::passages(const Caller& caller, std::string_view document_id) {
    GUVOH_TRY(Reading reading, begin_reading(parts_->database(), caller));
    GUVOH_TRY(const auto row, find_document(reading, document_id));
    GUVOH_TRY(const auto ids, registry::passages_of(*reading.session, row.record));
    std::vector<PassageView> views;
    for (const base::Id& id : ids) {
        GUVOH_TRY(PassageView view, view_of(reading, id));
        views.push_back(std::move(view));
    }
    return views;
}

}  // namespace guvoh::service

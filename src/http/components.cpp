// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The shapes of the API's answers, by the name they have in the OpenAPI document. What views.cpp writes must fit them;
// schemathesis compares the two (tests/api).
#include "http/routes.h"

namespace guvoh::http {

using namespace shape;  // this file is nothing but shapes

namespace {

using Components = std::vector<std::pair<std::string, Shape>>;

constexpr std::int64_t kLong = 100'000'000;

Shape word() { return text(0, 1000); }
Shape words() { return list(text(0, kLong), kLong); }
Shape prose() { return text(0, kLong); }
Shape count() { return integer(0, base::kMaxJsonInteger); }
Shape open_map() { return map(any(), kLong); }
Shape boxes() { return list(list(number(), 4), kLong); }
Shape range() { return object({must("begin", count()), must("end", count())}); }
Shape facets() { return map(list(object({must("value", prose()), must("count", count())}), kLong), 100); }

Components session_components() {
    const Shape named_thing = object({must("id", word()), must("name", prose())});
    const std::vector<Member> calendar_link = {must("id", word()), must("titles", boolean()), must("state", word()), must("created_at", word()),
                                               must("last_used_at", or_null(word()))};
    std::vector<Member> calendar_link_made = calendar_link;
    calendar_link_made.push_back(must("link", word()));
    return {
        {"State", object({must("phase", choice({"empty", "unclaimed", "locked", "open"})), must("version", word()), must("workspace_name", prose()),
                          must("languages", words()), must("needs_setup_token", boolean())})},
        {"PassphraseStrength", object({must("score", integer(0, 4)), must("acceptable", boolean()), must("crack_time", word()), must("advice", word())})},
        {"Session", object({must("id", word()), must("member", object({must("id", word()), must("name", prose()), must("login", word()), must("language", word())})),
                            must("roles", list(named_thing)), must("permissions", words()),
                            must("compartments", list(object({must("id", word()), must("name", prose()), must("can_open", boolean())}), kLong)),
                            must("csrf_token", word()), must("created_at", word()), must("expires_at", word()), must("idle_s", count()), must("totp", boolean()),
                            must("passkeys", count()), must("recovery_codes_left", count()), must("workspace_name", prose())})},
        {"SecondFactor", object({must("challenge", word()), must("methods", words()), must("passkey", any())})},
        {"SessionLine", object({must("id", word()), must("current", boolean()), must("created_at", word()), must("last_seen_at", word()), must("address", word()),
                                must("agent", word())})},
        {"Passkey", object({must("id", word()), must("label", word()), must("created_at", word()), must("opens_keys", boolean())})},
        {"CalendarLink", object(calendar_link)},
        {"CalendarLinkMade", object(calendar_link_made)},
        {"PasskeyBegin", object({must("challenge", word()), must("options", any())})},
        {"InvitationLook", object({must("name", prose()), must("login", word()), must("expires_at", word()), must("workspace_name", prose())})},
    };
}

Components member_components() {
    return {
        {"Member", object({must("id", word()), must("name", prose()), must("login", or_null(word())), must("status", choice({"active", "invited", "removed"})),
                           must("roles", words()), must("compartments", words()), must("totp", boolean()), must("passkeys", count()),
                           must("last_seen_at", or_null(word()))})},
        {"Invitation", object({must("id", word()), must("member", word()), must("name", prose()), must("login", word()), must("expires_at", word())})},
        {"Invited", object({must("id", word()), must("member", word()), must("link", word()), must("expires_at", word())})},
        {"Role", object({must("id", word()), must("name", prose()), must("permissions", words()), must("built_in", boolean())})},
        {"Compartment", object({must("id", word()), must("name", prose()), must("purpose", prose()), must("member_of", boolean()), must("members", words())})},
    };
}

Components record_components() {
    const Shape row = object({must("id", word()), must("type", word()), must("title", prose()), must("compartment", word()), must("updated_at", word()),
                              must("in_conflict", boolean()), must("fields", open_map())});
    const Shape alternative = object({must("value", any()), must("at", word()), must("member", prose())});
    const Shape link = object({must("id", word()), must("type", word()), must("title", prose()), must("field", word())});
    const Shape change = object({must("field", word()), must("before", any()), must("after", any())});
    return {
        {"Schema", any()},
        {"RecordList", object({must("total", count()), must("rows", list(row)), must("facets", facets()), must("next_cursor", or_null(word()))})},
        {"Record", object({must("id", word()), must("type", word()), must("title", prose()), must("compartment", word()), must("version", word()),
                           must("created_at", word()), must("updated_at", word()), must("created_by", prose()), must("updated_by", prose()),
                           must("fields", open_map()), must("in_conflict", boolean()), must("conflicts", map(list(alternative), 500)),
                           must("may", object({must("change", boolean()), must("open", boolean()), must("expunge", boolean())}))})},
        {"Links", object({must("from", list(link, kLong)), must("to", list(link, kLong))})},
        {"History", object({must("items", list(object({must("at", word()), must("member", prose()), must("device", prose()), must("reason", prose()),
                                                       must("kind", word()), must("seq", count()), must("fields", list(change, kLong))}),
                                               kLong))})},
        {"ImportReport", object({must("seen", count()), must("added", count()), must("changed", count()), must("already_there", count()),
                                 must("refused", list(object({must("row", count()), must("field", prose()), must("reason", prose())}), kLong)),
                                 must("unknown_columns", words())})},
    };
}

Components library_components() {
    const Shape word_shape = object({must("begin", count()), must("end", count()), must("box", list(number(), 4))});
    const Shape paragraph = object({must("begin", count()), must("end", count()), must("language", word()), must("script", word())});
    const Shape hit = object({must("document", word()), must("file_name", prose()), must("kind", word()), must("page", count()), must("language", word()), must("score", number()),
                              must("snippet", prose()), must("marks", list(list(count(), 2), kLong)), must("boxes", boxes()), must("begin", count()),
                              must("end", count())});
    return {
        {"SearchReply", object({must("total", count()), must("total_is_exact", boolean()), must("hits", list(hit)), must("facets", facets())})},
        {"Document", object({must("id", word()), must("file_name", prose()), must("path", prose()), must("kind", word()), must("media_type", word()),
                             must("sha256", word()), must("added_at", word()), must("added_by", prose()), must("title", prose()), must("compartment", word()),
                             must("size_bytes", count()), must("page_count", count()), must("languages", words()), must("metadata", any()),
                             must("notes", words()), must("contains", words()), must("found_in", words()), must("near_duplicates", words())})},
        {"Page", object({must("document", word()), must("page", count()), must("width_pt", number()), must("height_pt", number()), must("from_ocr", boolean()),
                         must("ocr_confidence", number()), must("text", prose()), must("words", list(word_shape, kLong)),
                         must("paragraphs", list(paragraph, kLong))})},
        {"Passage", object({must("id", word()), must("document", word()), must("document_sha256", word()), must("file_name", prose()), must("page", count()),
                            must("text", prose()), must("before", prose()), must("after", prose()), must("characters", range()), must("boxes", boxes()),
                            must("anchor", choice({"exact", "moved", "lost"})), must("note", prose())})},
    };
}

Components review_components() {
    const Shape counts = map(count(), 1000);
    const Shape note = object({must("where", prose()), must("what", prose())});
    const Shape measure = object({must("id", word()), must("title", prose()), must("institution", prose()), must("responsible", prose()), must("due_on", word()),
                                  must("done_on", word()), must("status", word()), must("budget", prose()), must("overdue", boolean())});
    const Shape assessment = object({must("id", word()), must("assessor", word()), must("by", prose()), must("scale", word()), must("grade", word()),
                                     must("level", word()), must("assessed_on", word()), must("reasons", prose()), must("passages", words())});
    const Shape row = object({must("id", word()), must("number", prose()), must("text", prose()), must("issuer", word()), must("position", word()),
                              must("made_on", word()), must("review", word()), must("demand", word()), must("document", word()), must("passage", word()),
                              must("states", words()), must("themes", words()), must("cycle", count()), must("page", count()), must("measures", list(measure, kLong)),
                              must("by_state", list(assessment, kLong)), must("by_others", list(assessment, kLong)), must("disagree", boolean())});
    const Shape due = object({must("date", word()), must("kind", word()), must("id", word()), must("type", word()), must("title", prose()), must("state", word()),
                              must("overdue", boolean())});
    const Shape treaty = object({must("treaty", word()), must("status", word()), must("signed_on", word()), must("bound_on", word()), must("report_due_on", word()),
                                 must("npm_designated_on", word()), must("declarations", words())});
    const Shape review = object({must("id", word()), must("title", prose()), must("body", word()), must("held_on", word()), must("report_due_on", word()),
                                 must("cycle", count()), must("positions", counts)});
    const Shape demand = object({must("id", word()), must("title", prose()), must("status", word()), must("treaty", word())});
    const Shape proposal = object({must("title", prose()), must("state", word()), must("treaty", word()), must("demand", word()), must("recommendations", words()),
                                   must("words", words()), must("likeness", number())});
    const Shape said = object({must("position", word()), must("stage", word()), must("stated_on", word()), must("document", word()), must("page", count())});
    const Shape step = object({must("recommendation", word()), must("number", prose()), must("text", prose()), must("issuer", word()), must("made_on", word()),
                               must("document", word()), must("states", words()), must("cycle", count()), must("page", count()), must("change", word()),
                               must("positions", list(said, kLong))});
    const Shape turn = object({must("position", word()), must("on", word()), must("document", word()), must("page", count()), must("recommendation", word())});
    const Shape suggestion = object({must("kind", word()), must("code", word()), must("by", word()), must("score", number()), must("words", words()),
                                     must("spans", list(list(count(), 2), kLong))});
    return {
        {"FollowUp", object({must("total", count()), must("rows", list(row)), must("positions", counts), must("levels", counts), must("disagreeing", count()),
                             must("overdue", count()), must("without_measure", count())})},
        {"Due", object({must("items", list(due, kLong))})},
        {"StatePage", object({must("state", word()), must("treaties", list(treaty)), must("reviews", list(review, kLong)), must("demands", list(demand)),
                              must("themes", map(counts, 1000)), must("due", list(due, kLong))})},
        {"Proposals", object({must("proposals", list(proposal, kLong)),
                              must("refused", list(object({must("id", word()), must("member", word()), must("recommendations", words())}), kLong))})},
        {"DemandHistory", object({must("id", word()), must("title", prose()), must("state", word()), must("status", word()), must("treaty", word()),
                                  must("steps", list(step, kLong)), must("drift", prose()), must("course", list(turn, kLong)), must("treaty_status", word()), must("bound_on", word()),
                                  must("overdue_since", word())})},
        {"Suggestions", object({must("suggestions", list(suggestion))})},
        {"ConfirmReport", object({must("seen", count()), must("changed", count()), must("already_there", count()),
                                  must("refused", list(object({must("id", word()), must("reason", prose())})))})},
        {"TableLook", object({must("problem", word()), must("rows", count()), must("heading_row", count()),
                              must("columns", list(object({must("heading", prose()), must("samples", list(prose(), 3)), must("filled", count()), must("by", word())}), 1000)),
                              must("doubled", list(prose(), 1000)),
                              must("mapping", object({must("fields", list(word(), 1000)), must("constants", map(prose(), 200)), must("separator", word()),
                                                      must("date_order", word()), must("key_column", integer(-1, 1000))})),
                              must("remembered", boolean()), must("missing", words()),
                              must("preview", list(object({must("row", count()), must("fields", map(any(), 500)), must("problem", prose())}), 5))})},
        {"ReviewImport", object({must("format", word()), must("document", or_null(word())), must("seen", count()), must("taken", count()), must("folded", count()),
                                 must("doubles", count()), must("records", map(object({must("added", count()), must("changed", count()), must("already_there", count())}), 1000)),
                                 must("positions", map(counts, 1000)), must("refused", list(note, kLong)), must("repairs", list(note, kLong))})},
    };
}

Components system_components() {
    const Shape refused = list(object({must("path", prose()), must("reason", prose())}), kLong);
    const Shape file = object({must("name", prose()), must("stage", choice({"waiting", "reading", "added", "already_there", "refused"})), must("documents", words()),
                               must("pages", count())});
    const Shape recent = object({must("id", word()), must("type", word()), must("title", prose()), must("at", word()), must("member", prose())});
    const Shape problem = object({must("where", prose()), must("what", prose()), must("meaning", prose())});
    return {
        {"Verification", object({must("ok", boolean()), must("entries", count()), may("changes", count()), may("documents", count()), may("withheld", count()),
                                 may("timestamps", count()), must("checkpoint", prose()), must("problem", or_null(problem))})},
        {"Job", object({must("id", word()), must("kind", choice({"ingest", "verify"})),
                        must("phase", choice({"waiting", "running", "done", "failed", "cancelled"})), must("step", word()), must("seen", count()),
                        must("added", count()), must("already_there", count()), must("refused", refused), must("notes", refused), must("files", list(file)),
                        must("done", count()), must("total", count()), must("error", or_null(word())), must("verified", or_null(named("Verification")))})},
        {"Ledger", object({must("entries", count()), must("documents", count()), must("checkpoint", prose()), must("last_verified_at", or_null(word())),
                           must("last_result", or_null(named("Verification"))), must("verifying", boolean())})},
        {"Home", object({must("recent", list(recent)), must("counts", map(count(), 1000)), must("ledger", named("Ledger"))})},
    };
}

}  // namespace

Components components() {
    Components all;
    for (auto part : {session_components, member_components, record_components, library_components, review_components, system_components}) {
        for (auto& component : part()) all.push_back(std::move(component));
    }
    return all;
}

}  // namespace guvoh::http

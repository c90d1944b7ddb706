// SPDX-License-Identifier: AGPL-3.0-or-later
#include "http/views.h"

#include "platform/clock.h"

namespace guvoh::http {

using base::Json;

namespace {

Json refused_json(const std::vector<service::Refused>& items) {
    Json::Array array;
    for (const auto& item : items) {
        Json one;
        one["path"] = item.path;
        one["reason"] = item.reason;
        array.push_back(std::move(one));
    }
    return array;
}

Json box_json(const service::PageBox& box) {
    return Json::Array{static_cast<double>(box.x0), static_cast<double>(box.y0), static_cast<double>(box.x1), static_cast<double>(box.y1)};
}

Json boxes_json(const std::vector<service::PageBox>& boxes) {
    Json::Array array;
    for (const auto& box : boxes) array.push_back(box_json(box));
    return array;
}

Json row_json(const service::RecordRow& row) {
    Json json;
    json["id"] = row.id;
    json["type"] = row.type;
    json["title"] = row.title;
    json["compartment"] = row.compartment;
    json["updated_at"] = row.updated_at;
    json["in_conflict"] = row.in_conflict;
    json["fields"] = row.fields;
    return json;
}

Json facets_json(const service::Facets& facets) {
    Json json = Json::Object{};
    for (const auto& [field, values] : facets) {
        Json::Array array;
        for (const auto& value : values) {
            Json one;
            one["value"] = value.value;
            one["count"] = value.count;
            array.push_back(std::move(one));
        }
        json[field] = std::move(array);
    }
    return json;
}

Json link_list(const std::vector<service::RecordLink>& links) {
    Json::Array array;
    for (const auto& link : links) {
        Json one;
        one["id"] = link.id;
        one["type"] = link.type;
        one["title"] = link.title;
        one["field"] = link.field;
        array.push_back(std::move(one));
    }
    return array;
}

Json or_null(const std::string& text) { return text.empty() ? Json{} : Json(text); }

}  // namespace

Json time_json(std::int64_t at_ms) { return platform::instant_text(at_ms); }

Json texts_json(const std::vector<std::string>& texts) {
    Json::Array array(texts.begin(), texts.end());
    return array;
}

Json session_json(const service::SessionInfo& info, const std::string& workspace_name) {
    Json json;
    json["id"] = info.id;
    Json& member = json["member"];
    member["id"] = info.member_id;
    member["name"] = info.name;
    member["login"] = info.login;
    member["language"] = info.language;
    Json::Array roles, compartments;
    for (const auto& role : info.roles) {
        Json one;
        one["id"] = role.id;
        one["name"] = role.name;
        roles.push_back(std::move(one));
    }
    for (const auto& compartment : info.compartments) {
        Json one;
        one["id"] = compartment.id;
        one["name"] = compartment.name;
        one["can_open"] = compartment.can_open;
        compartments.push_back(std::move(one));
    }
    json["roles"] = std::move(roles);
    json["permissions"] = texts_json(info.permissions.names());
    json["compartments"] = std::move(compartments);
    json["csrf_token"] = info.csrf_token;
    json["created_at"] = time_json(info.created_at);
    json["expires_at"] = time_json(info.expires_at);
    json["idle_s"] = info.idle_ms / 1000;
    json["totp"] = info.totp;
    json["passkeys"] = info.passkeys;
    json["recovery_codes_left"] = info.recovery_codes_left;
    json["workspace_name"] = workspace_name;
    return json;
}

Json second_factor_json(const service::SecondFactorNeeded& needed) {
    Json json;
    json["challenge"] = needed.challenge;
    json["methods"] = texts_json(needed.methods);
    json["passkey"] = needed.passkey_options;
    return json;
}

Json session_line_json(const service::SessionLine& line) {
    Json json;
    json["id"] = line.id;
    json["current"] = line.current;
    json["created_at"] = time_json(line.created_at);
    json["last_seen_at"] = time_json(line.last_seen_at);
    json["address"] = line.address;
    json["agent"] = line.agent;
    return json;
}

Json calendar_link_json(const service::CalendarLinkInfo& link) {
    Json json;
    json["id"] = link.id;
    json["titles"] = link.titles;
    json["state"] = link.state;
    json["created_at"] = time_json(link.created_at);
    json["last_used_at"] = link.last_used_at ? time_json(*link.last_used_at) : Json{};
    return json;
}

Json passkey_json(const service::PasskeyInfo& passkey) {
    Json json;
    json["id"] = passkey.id;
    json["label"] = passkey.label;
    json["created_at"] = time_json(passkey.created_at);
    json["opens_keys"] = passkey.opens_keys;
    return json;
}

Json passkey_begin_json(const service::PasskeyBegin& begin) {
    Json json;
    json["challenge"] = begin.challenge;
    json["options"] = begin.options;
    return json;
}

Json member_json(const service::MemberInfo& member) {
    Json json;
    json["id"] = member.id;
    json["name"] = member.name;
    json["login"] = or_null(member.login);
    json["status"] = member.status;
    json["roles"] = texts_json(member.roles);
    json["compartments"] = texts_json(member.compartments);
    json["totp"] = member.totp;
    json["passkeys"] = member.passkeys;
    json["last_seen_at"] = member.last_seen_at ? time_json(*member.last_seen_at) : Json{};
    return json;
}

Json invitation_json(const service::InvitationInfo& invitation) {
    Json json;
    json["id"] = invitation.id;
    json["member"] = invitation.member_id;
    json["name"] = invitation.name;
    json["login"] = invitation.login;
    json["expires_at"] = time_json(invitation.expires_at);
    return json;
}

Json role_json(const service::RoleInfo& role) {
    Json json;
    json["id"] = role.id;
    json["name"] = role.name;
    json["permissions"] = texts_json(role.permissions.names());
    json["built_in"] = role.built_in;
    return json;
}

Json compartment_json(const service::CompartmentInfo& compartment) {
    Json json;
    json["id"] = compartment.id;
    json["name"] = compartment.name;
    json["purpose"] = compartment.purpose;
    json["member_of"] = compartment.member_of;
    json["members"] = texts_json(compartment.members);
    return json;
}

Json record_json(const service::RecordView& record) {
    Json json;
    json["id"] = record.id;
    json["type"] = record.type;
    json["title"] = record.title;
    json["compartment"] = record.compartment;
    json["version"] = record.version;
    json["created_at"] = record.created_at;
    json["updated_at"] = record.updated_at;
    json["created_by"] = record.created_by;
    json["updated_by"] = record.updated_by;
    json["fields"] = record.fields;
    json["in_conflict"] = record.in_conflict;
    Json& conflicts = json["conflicts"];
    conflicts = Json::Object{};
    for (const auto& [field, alternatives] : record.conflicts) {
        Json::Array array;
        for (const auto& alternative : alternatives) {
            Json one;
            one["value"] = alternative.value;
            one["at"] = alternative.at;
            one["member"] = alternative.member;
            array.push_back(std::move(one));
        }
        conflicts[field] = std::move(array);
    }
    Json& may = json["may"];
    may["change"] = record.may_change;
    may["open"] = record.may_open;
    may["expunge"] = record.may_expunge;
    return json;
}

Json list_json(const service::ListReply& reply) {
    Json json;
    json["total"] = reply.total;
    Json::Array rows;
    rows.reserve(reply.rows.size());
    for (const auto& row : reply.rows) rows.push_back(row_json(row));
    json["rows"] = std::move(rows);
    json["facets"] = facets_json(reply.facets);
    json["next_cursor"] = or_null(reply.next_cursor);
    return json;
}

Json links_json(const service::RecordLinks& links) {
    Json json;
    json["from"] = link_list(links.from);
    json["to"] = link_list(links.to);
    return json;
}

Json history_json(const std::vector<service::HistoryItem>& items) {
    Json::Array array;
    for (const auto& item : items) {
        Json one;
        one["at"] = item.at;
        one["member"] = item.member;
        one["device"] = item.device;
        one["reason"] = item.reason;
        one["kind"] = item.kind;
        one["seq"] = item.seq;
        Json::Array fields;
        for (const auto& change : item.fields) {
            Json field;
            field["field"] = change.field;
            field["before"] = change.before;
            field["after"] = change.after;
            fields.push_back(std::move(field));
        }
        one["fields"] = std::move(fields);
        array.push_back(std::move(one));
    }
    Json json;
    json["items"] = std::move(array);
    return json;
}

Json import_json(const service::ImportReport& report) {
    Json json;
    json["seen"] = report.seen;
    json["added"] = report.added;
    json["changed"] = report.changed;
    json["already_there"] = report.already_there;
    Json::Array refused;
    for (const auto& row : report.refused) {
        Json one;
        one["row"] = row.row;
        one["field"] = row.field;
        one["reason"] = row.reason;
        refused.push_back(std::move(one));
    }
    json["refused"] = std::move(refused);
    json["unknown_columns"] = texts_json(report.unknown_columns);
    return json;
}

Json review_import_json(const recommendations::ReviewImportReport& report) {
    Json json;
    json["format"] = report.format;
    json["document"] = report.document.empty() ? Json{} : Json(report.document);
    json["seen"] = report.seen;
    json["taken"] = report.taken;
    json["folded"] = report.folded;
    json["doubles"] = report.doubles;
    json["records"].make_object();
    for (const auto& [type, counts] : report.records) {
        json["records"][type] = Json::Object{{"added", counts.added}, {"changed", counts.changed}, {"already_there", counts.already_there}};
    }
    json["positions"].make_object();
    for (const auto& [state, counts] : report.positions) {
        for (const auto& [position, count] : counts) json["positions"][state][position] = count;
    }
    const auto notes = [](const std::vector<recommendations::ReviewNote>& list) {
        Json::Array array;
        for (const auto& note : list) array.push_back(Json::Object{{"where", note.where}, {"what", note.what}});
        return array;
    };
    json["refused"] = notes(report.refused);
    json["repairs"] = notes(report.repairs);
    return json;
}

Json home_json(const service::HomeView& home) {
    Json json;
    Json::Array recent;
    for (const auto& item : home.recent) {
        Json one;
        one["id"] = item.id;
        one["type"] = item.type;
        one["title"] = item.title;
        one["at"] = item.at;
        one["member"] = item.member;
        recent.push_back(std::move(one));
    }
    json["recent"] = std::move(recent);
    Json& counts = json["counts"];
    counts = Json::Object{};
    for (const auto& [type, count] : home.counts) counts[type] = count;
    return json;
}

Json document_json(const service::DocumentInfo& document) {
    Json json;
    json["id"] = document.id;
    json["file_name"] = document.file_name;
    json["path"] = document.path;
    json["kind"] = document.kind;
    json["media_type"] = document.media_type;
    json["sha256"] = document.sha256;
    json["added_at"] = document.added_at;
    json["title"] = document.title;
    json["compartment"] = document.compartment;
    json["size_bytes"] = document.size_bytes;
    json["page_count"] = document.page_count;
    json["languages"] = texts_json(document.languages);
    Json& metadata = json["metadata"];
    metadata = Json::Object{};
    for (const auto& [name, value] : document.metadata) metadata[name] = value;
    json["notes"] = texts_json(document.notes);
    json["contains"] = texts_json(document.contains);
    json["found_in"] = texts_json(document.found_in);
    json["near_duplicates"] = texts_json(document.near_duplicates);
    return json;
}

Json page_json(const service::PageView& page) {
    Json json;
    json["document"] = page.document;
    json["page"] = page.page;
    json["width_pt"] = static_cast<double>(page.width_pt);
    json["height_pt"] = static_cast<double>(page.height_pt);
    json["from_ocr"] = page.from_ocr;
    json["ocr_confidence"] = static_cast<double>(page.ocr_confidence);
    json["text"] = page.text;
    Json::Array words, paragraphs;
    words.reserve(page.words.size());
    for (const auto& word : page.words) {
        Json one;
        one["begin"] = word.begin;
        one["end"] = word.end;
        one["box"] = box_json(word.box);
        words.push_back(std::move(one));
    }
    for (const auto& paragraph : page.paragraphs) {
        Json one;
        one["begin"] = paragraph.begin;
        one["end"] = paragraph.end;
        one["language"] = paragraph.language;
        one["script"] = paragraph.script;
        paragraphs.push_back(std::move(one));
    }
    json["words"] = std::move(words);
    json["paragraphs"] = std::move(paragraphs);
    return json;
}

Json passage_json(const service::PassageView& passage) {
    Json json;
    json["id"] = passage.id;
    json["document"] = passage.document;
    json["document_sha256"] = passage.document_sha256;
    json["file_name"] = passage.file_name;
    json["page"] = passage.page;
    json["text"] = passage.text;
    json["before"] = passage.before;
    json["after"] = passage.after;
    json["characters"]["begin"] = passage.characters.begin;
    json["characters"]["end"] = passage.characters.end;
    json["boxes"] = boxes_json(passage.boxes);
    json["anchor"] = passage.anchor;
    json["note"] = passage.note;
    return json;
}

Json search_json(const service::LibraryReply& reply) {
    Json json;
    json["total"] = reply.search.total;
    json["total_is_exact"] = reply.search.total_is_exact;
    Json::Array hits;
    for (const auto& hit : reply.search.hits) {
        Json one;
        one["document"] = hit.document;
        one["file_name"] = hit.file_name;
        one["kind"] = hit.kind;
        one["page"] = hit.page;
        one["language"] = hit.language;
        one["score"] = hit.score;
        one["snippet"] = hit.snippet;
        Json::Array marks;
        for (const auto& mark : hit.marks) marks.push_back(Json::Array{mark.begin, mark.end});
        one["marks"] = std::move(marks);
        one["boxes"] = boxes_json(hit.boxes);
        one["begin"] = hit.begin;
        one["end"] = hit.end;
        hits.push_back(std::move(one));
    }
    json["hits"] = std::move(hits);
    json["facets"] = facets_json(reply.facets);
    return json;
}

Json verification_json(const service::VerifyReport& report) {
    Json json;
    json["ok"] = report.ok;
    json["entries"] = report.entries;
    json["changes"] = report.changes;
    json["documents"] = report.documents;
    json["withheld"] = report.withheld;
    json["timestamps"] = report.timestamps;
    json["checkpoint"] = report.checkpoint;
    Json& problem = json["problem"];
    if (report.problem) {
        problem["where"] = report.problem->where;
        problem["what"] = report.problem->what;
        problem["meaning"] = report.problem->meaning;
    }
    return json;
}

Json job_json(const service::JobView& job) {
    Json json;
    json["id"] = job.id;
    json["kind"] = job.kind;
    json["phase"] = job.phase;
    json["step"] = job.step;
    json["seen"] = job.seen;
    json["added"] = job.added;
    json["already_there"] = job.already_there;
    json["refused"] = refused_json(job.refused);
    json["notes"] = refused_json(job.notes);
    Json::Array files;
    for (const auto& file : job.files) {
        Json one;
        one["name"] = file.name;
        one["stage"] = file.stage;
        one["documents"] = texts_json(file.documents);
        one["pages"] = file.pages;
        files.push_back(std::move(one));
    }
    json["files"] = std::move(files);
    json["done"] = job.done;
    json["total"] = job.total;
    json["error"] = job.error ? Json(base::error_kind_name(*job.error)) : Json{};
    json["verified"] = job.verified ? verification_json(*job.verified) : Json{};
    return json;
}

}  // namespace guvoh::http

// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Values of the service as JSON, as docs/api.md describes them.
//
// Threads: plain functions.
#pragma once

#include <string>
#include <vector>

#include "base/json.h"
#include "recommendations/review_import.h"
#include "service/jobs.h"
#include "service/members.h"
#include "service/record_desk.h"

namespace guvoh::http {

/// RFC 3339 with milliseconds.
base::Json time_json(std::int64_t at_ms);
/// A list of strings.
base::Json texts_json(const std::vector<std::string>& texts);

/// Who is signed in, what they may do, and the token that proves a change was meant.
base::Json session_json(const service::SessionInfo& info, const std::string& workspace_name);
/// Which second factors an unfinished sign-in may give.
base::Json second_factor_json(const service::SecondFactorNeeded& needed);
/// A session as its own member sees it listed.
base::Json session_line_json(const service::SessionLine& line);
/// A calendar link without its token.
base::Json calendar_link_json(const service::CalendarLinkInfo& link);
/// A passkey without its key.
base::Json passkey_json(const service::PasskeyInfo& passkey);
/// The challenge and options that the browser hands to the authenticator (WebAuthn).
base::Json passkey_begin_json(const service::PasskeyBegin& begin);
/// A member, with what the caller may know of them.
base::Json member_json(const service::MemberInfo& member);
/// An invitation without its token.
base::Json invitation_json(const service::InvitationInfo& invitation);
/// A role and its permissions.
base::Json role_json(const service::RoleInfo& role);
/// A compartment, and its members where the caller is one.
base::Json compartment_json(const service::CompartmentInfo& compartment);

/// A record with all its fields; sealed ones as {"sealed":true}.
base::Json record_json(const service::RecordView& record);
/// A page of a list, with total, facets and the cursor of the next page (null on the last).
base::Json list_json(const service::ListReply& reply);
/// What a record leads to, and what leads to it.
base::Json links_json(const service::RecordLinks& links);
/// Changes of a record, the oldest first.
base::Json history_json(const std::vector<service::HistoryItem>& items);
/// Counts that reconcile, and each refused row with its number.
base::Json import_json(const service::ImportReport& report);
/// Counts that reconcile by type, positions by State, and each refusal and repair.
base::Json review_import_json(const recommendations::ReviewImportReport& report);
/// What changed last, and how much there is of each type.
base::Json home_json(const service::HomeView& home);

/// A document without its text.
base::Json document_json(const service::DocumentInfo& document);
/// A page: size in points, words with boxes, text.
base::Json page_json(const service::PageView& page);
/// A passage with its page, characters and boxes.
base::Json passage_json(const service::PassageView& passage);
/// Hits with snippets, total and facets.
base::Json search_json(const service::LibraryReply& reply);
/// How far a job is, file by file.
base::Json job_json(const service::JobView& job);
/// What was verified, and the first thing that does not hold (or null).
base::Json verification_json(const service::VerifyReport& report);

}  // namespace guvoh::http

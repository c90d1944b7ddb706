// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Values of the service as JSON, as docs/api.md describes them.
//
// Threads: plain functions.
#pragma once

#include <string>
#include <vector>

#include "base/json.h"
#include "service/jobs.h"
#include "service/members.h"
#include "service/record_desk.h"

namespace guvoh::http {

/// RFC 3339 with milliseconds.
base::Json time_json(std::int64_t at_ms);
base::Json texts_json(const std::vector<std::string>& texts);

base::Json session_json(const service::SessionInfo& info, const std::string& workspace_name);
base::Json second_factor_json(const service::SecondFactorNeeded& needed);
base::Json session_line_json(const service::SessionLine& line);
base::Json passkey_json(const service::PasskeyInfo& passkey);
base::Json passkey_begin_json(const service::PasskeyBegin& begin);
base::Json member_json(const service::MemberInfo& member);
base::Json invitation_json(const service::InvitationInfo& invitation);
base::Json role_json(const service::RoleInfo& role);
base::Json compartment_json(const service::CompartmentInfo& compartment);

base::Json record_json(const service::RecordView& record);
base::Json list_json(const service::ListReply& reply);
base::Json links_json(const service::RecordLinks& links);
base::Json history_json(const std::vector<service::HistoryItem>& items);
base::Json import_json(const service::ImportReport& report);
base::Json home_json(const service::HomeView& home);

base::Json document_json(const service::DocumentInfo& document);
base::Json page_json(const service::PageView& page);
base::Json passage_json(const service::PassageView& passage);
base::Json search_json(const service::LibraryReply& reply);
base::Json job_json(const service::JobView& job);
base::Json verification_json(const service::VerifyReport& report);

}  // namespace guvoh::http

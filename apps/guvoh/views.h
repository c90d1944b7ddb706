// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Service values as JSON, shared by the verbs that print the same things.
#pragma once

#include "base/json.h"
#include "service/workspace.h"

namespace guvoh::cli {

base::Json document_json(const service::DocumentInfo& document);
base::Json passage_json(const service::PassageView& passage);
base::Json verify_json(const service::VerifyReport& report);
base::Json boxes_json(const std::vector<service::PageBox>& boxes);
/// Lines for a person: what was checked and, if something does not hold, what and where.
std::string verify_text(const service::VerifyReport& report);
std::string passage_text(const service::PassageView& passage);

}  // namespace guvoh::cli

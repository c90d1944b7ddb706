// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The recommendations desk: what its use cases work on. They are free functions with a Desk first and a Caller second, in headers named
// after what they do (follow_up.h, demands.h, review_import.h, ...).
//
// Promises: of the service it reaches only what any desk may (service/desk_reading.h and what that names), so who may see and change what
// is decided there.
// Threads: any. The record desk outlives it.
#pragma once

#include "recommendations/suggester.h"
#include "service/record_desk.h"

namespace guvoh::recommendations {

using service::ListReply;
using service::ListRequest;
using service::RecordDesk;
using service::RecordRow;
using service::TextRange;

class Desk {
public:
    explicit Desk(RecordDesk& records) : records_(records) {}

    RecordDesk& records() { return records_; }
    service::Workspace& workspace() { return records_.workspace(); }
    /// Who suggests themes for texts of a compartment. Errors: Io, Busy.
    base::Expected<Suggester> suggester(const Caller& caller, std::string_view compartment) { return suggesters_.of(workspace(), caller, compartment); }

private:
    RecordDesk& records_;
    Suggesters suggesters_;
};

}  // namespace guvoh::recommendations

// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/record_parts.h"

namespace guvoh::service {

base::Expected<LibraryReply> RecordDesk::search(const Caller& caller, const LibraryRequest& request) {
    GUVOH_TRY_VOID(caller.require(Permission::Read));
    LibraryReply reply;
    std::optional<std::vector<bool>> only;
    GUVOH_TRY(lists::Lists* const lists, parts_->lists_now());
    lists::Query query = list_query(caller, "Document");
    GUVOH_TRY(query.where, read_where(request.where));
    if (!query.where.empty()) {
        GUVOH_TRY(const auto fitting, lists->all(query));
        only = parts_->workspace.document_numbers.numbers_of(fitting);
    }
    GUVOH_TRY(reply.search, search_among(parts_->workspace, caller, request.search, only ? &*only : nullptr));
    if (request.facets.empty()) return reply;
    // Counted over what the words alone find, so that what else could be chosen stays visible; the lists apply the conditions.
    GUVOH_TRY(const auto numbers, found_documents(parts_->workspace, caller, request.search, nullptr));
    const auto records = parts_->workspace.document_numbers.records_of(numbers);
    query.only = &records;
    query.facets = request.facets;
    query.limit = 0;
    GUVOH_TRY(const lists::Reply counted, lists->query(query));
    reply.facets = facets_of(counted);
    return reply;
}

}  // namespace guvoh::service

// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Writes what a source says into a batch, and counts what became of it: reviews, recommendations with the State's position, pledges,
// answers and statuses of treaties. Where the items come from is review_import.h's affair. For the files of this module only.
//
// Promises: what members corrected stays, what another source gave first is only completed, and nothing is doubled.
// Threads: one, with its batch.
#pragma once

#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "recommendations/desk_parts.h"
#include "recommendations/known_recommendations.h"
#include "recommendations/review_sources.h"
#include "recommendations/suggester.h"
#include "recommendations/table_import.h"

namespace guvoh::recommendations {

/// Who suggests themes for what is imported into a compartment; a model that was left aside is told in the report. Errors: Io, Busy.
base::Expected<Suggester> suggester_for(Desk& desk, const Caller& caller, std::string_view compartment, const SourceItems& items, ReviewImportReport& report);

class ImportWriter {
public:
    /// All outlive the writer.
    ImportWriter(RecordBatch& batch, const SourceItems& items, const Suggester& suggester, ReviewImportReport& report)
        : batch_(batch), items_(items), suggester_(suggester), report_(report) {}

    /// The recommendations come from a table: what else it gives of each, and the key of tables like it. Both outlive the writer.
    void read_from_table(const MappedItems& mapped, std::string source_key);
    /// They come from a preserved document. Both outlive the writer.
    void read_from(const registry::DocumentRow& row, const std::vector<documents::Page>& pages);

    /// Writes all of it. Errors: Conflict when a review was expunged; what the batch gives.
    base::Status all();

private:
    bool count(const char* type, Taken taken, const std::string& where);
    base::Json with_document(const base::Json& before) const;
    base::Status take_review(const SourceReview& review);
    void name_recommendations();
    std::string key_of(const SourceReview& review, const SourceRecommendation& one);
    bool is_printed_again(const SourceRecommendation& one, std::size_t order) const;
    base::Expected<bool> is_of_other_source(const base::Id& id);
    bool is_of_same_tables(const KnownRecommendation* known) const;
    base::Status take_recommendation(const SourceRecommendation& one, std::size_t order);
    base::Expected<base::Json> fields_of(const SourceRecommendation& one, std::size_t order, const KnownRecommendation* known);
    void put_extras(base::Json& fields, const base::Json& extras) const;
    void put_suggestions(base::Json& fields, const std::string& text) const;
    base::Status put_place(base::Json& fields, const std::vector<reviews::Place>& places);
    base::Status take_position(const base::Id& recommendation, const SourceReview& review, const SourcePosition& said);
    base::Status settle_position(const base::Id& recommendation, const SourcePosition& said);
    base::Status take_answer(const SourceAnswer& answer);
    base::Status take_status(const SourceStatus& status);

    RecordBatch& batch_;
    const SourceItems& items_;
    const Suggester& suggester_;
    ReviewImportReport& report_;
    const MappedItems* mapped_ = nullptr;  // null for what is no table
    std::string source_key_;
    const registry::DocumentRow* document_ = nullptr;
    const std::vector<documents::Page>* pages_ = nullptr;
    std::vector<base::Id> ids_;    // of items_.reviews
    std::vector<base::Id> named_;  // of items_.recommendations
    KnownRecommendations known_;
    std::unordered_map<std::string, int> used_;  // how often a key was given
};

}  // namespace guvoh::recommendations

// SPDX-License-Identifier: AGPL-3.0-or-later
//
// How the follow-up reads records: through lists and one read transaction, so that nothing but what the caller sees gets in. For the
// files of this module only.
//
// Threads: one.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "service/follow_up.h"
#include "service/record_parts.h"

namespace guvoh::service {

inline constexpr std::size_t kMostFollowUpRows = 100'000;

/// A record with the values of its fields.
struct LinkedRecord {
    std::string id;
    base::Json fields;
};

/// Records of one type by the records that a field of theirs leads to.
class RecordsByLink {
public:
    void add(LinkedRecord record, std::string_view field);
    /// Those that lead to the record; borrowed from this.
    std::vector<const LinkedRecord*> of(const std::string& id) const;

private:
    std::vector<LinkedRecord> records_;
    std::unordered_multimap<std::string, std::size_t> by_target_;
};

class RecordSource {
public:
    /// Errors: Denied.
    static base::Expected<RecordSource> begin(Workspace& workspace, RecordDesk& desk, const Caller& caller);

    /// All records of a type that fit, in no order.
    base::Expected<std::vector<LinkedRecord>> all(std::string_view type, std::vector<lists::Where> where = {});
    base::Expected<RecordsByLink> by_link(std::string_view type, std::string_view field);
    /// What a record is called, "" for none or one that the caller does not see.
    std::string title(const std::string& id);
    /// The broader term of a term, or the term itself.
    std::string broader(std::string_view vocabulary, const std::string& code) const;
    /// A term's label in a language, else English, else the code.
    std::string label(std::string_view vocabulary, const std::string& code, std::string_view language) const;
    const schema::Schema& schema() const { return *schema_; }

private:
    RecordSource(RecordDesk::Parts& parts, const Caller& caller, Reading reading);
    RecordDesk::Parts* parts_;  // the desk's
    const Caller* caller_;      // of the use case
    SchemaPtr schema_;
    Reading reading_;
    std::unordered_map<std::string, std::string> titles_;
};

/// A text field, "" when there is none; a list of texts, empty when there is none.
std::string text_in(const base::Json& fields, std::string_view name);
std::vector<std::string> texts_in(const base::Json& fields, std::string_view name);
/// A term that is a number, 0 when there is none.
int number_in(const base::Json& fields, std::string_view name);
/// Says whether a date (EDTF) lies wholly before a day (ISO).
bool is_past(const std::string& date, std::string_view today);
/// The independent assessment made last, else the State's; null when there is none.
const AssessmentView* latest_assessment(const FollowUpRow& row);

}  // namespace guvoh::service

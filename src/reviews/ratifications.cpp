// SPDX-License-Identifier: AGPL-3.0-or-later
#include "reviews/ratifications.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <utility>

#include "reviews/printed_date.h"
#include "reviews/running_text.h"

namespace guvoh::reviews {

using base::ErrorKind;
using base::fail;

namespace {

enum Column : std::size_t { kName, kIso3, kTreaty, kParty, kSignatory, kNoAction, kStatus, kSigned, kBound, kNote, kColumnCount };
constexpr std::size_t kLongestValue = 200;  // of what is not a note

using Cells = std::array<std::string, kColumnCount>;

/// What the heading tells.
struct Heading {
    std::array<std::size_t, kColumnCount> at{};  ///< index of each column, or npos
    bool marks_manner = false;                   ///< "Ratification, Accession(a)": a date without a mark is a ratification
    std::string treaty;                          ///< from the file's name
    bool has(Column column) const { return at[column] != std::string::npos; }
};

std::string trimmed(std::string_view text) {
    const std::size_t begin = text.find_first_not_of(" \t\r\n");
    return begin == std::string_view::npos ? std::string() : std::string(text.substr(begin, text.find_last_not_of(" \t\r\n") + 1 - begin));
}

std::string letters_of(std::string_view name) {
    std::string letters;
    for (const char c : name.substr(0, kLongestValue)) {
        if (std::isalnum(static_cast<unsigned char>(c)) != 0) letters += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
    return letters;
}

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) { return std::find(words.begin(), words.end(), word) != words.end(); }
bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

/// Which column a heading names; kColumnCount when none that we read. "stateparty" is settled by what stands under it.
std::size_t column_named(const std::string& letters) {
    if (is_one_of(letters, {"member", "participant", "country", "state", "countryname", "statename", "memberstate", "name", "state1", "party"})) return kName;
    if (is_one_of(letters, {"iso3", "isoalpha3", "alpha3", "iso3code", "countrycode"})) return kIso3;
    if (is_one_of(letters, {"treaty", "convention", "instrument", "treatyname", "instrumentname"})) return kTreaty;
    if (is_one_of(letters, {"stateparty", "ratified", "isparty"})) return kParty;
    if (is_one_of(letters, {"signatory", "signed", "issignatory"})) return kSignatory;
    if (letters == "noaction") return kNoAction;
    if (is_one_of(letters, {"status", "ratificationstatus", "treatystatus"})) return kStatus;
    if (is_one_of(letters, {"note", "notes", "remarks", "comment", "comments"})) return kNote;
    if (letters.starts_with("signature") || contains(letters, "dateofsignature") || contains(letters, "signedon")) return kSigned;
    for (const std::string_view word : {"ratification", "accession", "succession", "acceptance", "boundon"}) {
        if (contains(letters, word)) return kBound;
    }
    return kColumnCount;
}

bool is_flag(std::string_view value) { return is_one_of(letters_of(value), {"", "0", "1", "yes", "no", "true", "false", "x"}); }
bool is_set(std::string_view value) { return is_one_of(letters_of(value), {"1", "yes", "true", "x"}); }

Heading read_heading(const std::vector<std::vector<std::string>>& rows, std::string_view file_name) {
    Heading heading;
    heading.at.fill(std::string::npos);
    for (std::size_t at = 0; at < rows.front().size(); ++at) {
        const std::size_t column = column_named(letters_of(rows.front()[at]));
        if (column < kColumnCount && heading.at[column] == std::string::npos) heading.at[column] = at;
    }
    if (!heading.has(kName) && heading.has(kParty)) {  // "State party" over names, not over 0 and 1
        const std::size_t at = heading.at[kParty];
        const bool flags = std::all_of(rows.begin() + 1, rows.end(), [&](const auto& row) { return at >= row.size() || is_flag(row[at]); });
        if (!flags) std::swap(heading.at[kName], heading.at[kParty]);
    }
    if (heading.has(kBound)) heading.marks_manner = contains(rows.front()[heading.at[kBound]], "(") && contains(rows.front()[heading.at[kBound]], "Ratification");
    file_name.remove_prefix(std::min(file_name.find_last_of("/\\") + 1, file_name.size()));
    heading.treaty = treaty_code(file_name);
    return heading;
}

/// A State by a name as tables print it: "Moldova, Republic Of", "Germany 3", "Micronesia (Federated States of)".
const State* state_printed(std::string_view printed) {
    std::string name = trimmed(printed.substr(0, kLongestValue));
    while (!name.empty() && std::string_view("0123456789, *").find(name.back()) != std::string_view::npos) name.pop_back();
    if (const State* state = find_state(name)) return state;
    const std::size_t open = name.find(" (");
    if (open != std::string::npos) return find_state(name.substr(0, open));
    const std::size_t comma = name.find(", ");
    if (comma == std::string::npos) return nullptr;
    if (const State* state = find_state(name.substr(comma + 2) + ' ' + name.substr(0, comma))) return state;
    return find_state(name.substr(0, comma));
}

/// A date and the mark behind it: "14 Sep 2006 a".
struct MarkedDate {
    std::string date;
    std::string mark;
};

MarkedDate read_marked(std::string_view value) {
    std::string text = trimmed(value.substr(0, kLongestValue));
    MarkedDate read;
    const std::size_t space = text.find_last_of(" \t");
    if (space != std::string::npos && is_one_of(std::string_view(text).substr(space + 1), {"a", "d", "A", "AA", "c"})) {
        read.mark = text.substr(space + 1);
        text = trimmed(std::string_view(text).substr(0, space));
    }
    read.date = cell_date(text);
    return read;
}

/// The manner that the Treaty Collection's mark stands for.
std::string manner_of(const std::string& mark, bool unmarked_is_ratification) {
    if (mark == "a") return "accession";
    if (mark == "d") return "succession";
    if (mark == "A" || mark == "AA") return "acceptance";
    return mark == "c" || unmarked_is_ratification ? "ratification" : std::string();
}

std::string status_named(std::string_view printed) {
    const std::string letters = letters_of(printed);
    if (letters.starts_with("noaction") || letters == "none" || letters.starts_with("notparty") || letters.starts_with("nonparty")) return "no_action";
    if (letters.starts_with("signatory") || letters == "signed" || letters == "signature") return "signatory";
    return contains(letters, "party") || is_one_of(letters, {"ratified", "ratification", "accession", "acceded", "succession"}) ? "party" : std::string();
}

/// Turns rows into records.
class Reader {
public:
    explicit Reader(Heading heading) : heading_(std::move(heading)) {}

    void take(const std::vector<std::string>& row) {
        Cells cells;
        for (std::size_t column = 0; column < kColumnCount; ++column) {
            if (heading_.at[column] < row.size()) cells[column] = trimmed(row[heading_.at[column]]);
        }
        RatificationRow record;
        record.row = ++table_.rows;
        record.state = state_of(cells);
        if (record.state == nullptr) return refuse("no State that is known: " + cells[kName].substr(0, 60));
        record.treaty = cells[kTreaty].empty() ? heading_.treaty : treaty_code(cells[kTreaty]);
        if (record.treaty.empty()) return refuse("no treaty that is known: " + cells[kTreaty].substr(0, 60));
        record.note = cells[kNote];
        if (!read_dates(cells, record)) return;
        settle_status(cells, record);
        add(std::move(record));
    }
    RatificationTable finish() { return std::move(table_); }

private:
    const State* state_of(const Cells& cells) const {
        if (const State* state = state_printed(cells[kName])) return state;
        return find_state_by_code(cells[kIso3]);
    }
    bool read_dates(const Cells& cells, RatificationRow& record) {
        const MarkedDate bound = read_marked(cells[kBound]), signing = read_marked(cells[kSigned]);
        if ((bound.date.empty() && !cells[kBound].empty()) || (signing.date.empty() && !cells[kSigned].empty())) {
            refuse("no date: " + (bound.date.empty() ? cells[kBound] : cells[kSigned]).substr(0, 60));
            return false;
        }
        record.bound_on = bound.date;
        record.signed_on = signing.date;
        if (!bound.date.empty()) record.manner = manner_of(bound.mark, heading_.marks_manner);
        if (signing.mark == "d") repair("the signature is a succession to one");
        return true;
    }
    /// The word of the status column stands; where flags or dates say otherwise it is noted.
    void settle_status(const Cells& cells, RatificationRow& record) {
        const std::string dated = !record.bound_on.empty() ? "party" : record.signed_on.empty() ? "no_action" : "signatory";
        const std::string flagged = is_set(cells[kParty]) ? "party" : is_set(cells[kSignatory]) ? "signatory" : is_set(cells[kNoAction]) ? "no_action" : "";
        record.status = status_named(cells[kStatus]);
        if (record.status.empty() && !cells[kStatus].empty()) repair("status not known: " + cells[kStatus].substr(0, 60));
        if (record.status.empty()) record.status = !flagged.empty() ? flagged : dated;
        const bool has_flags = heading_.has(kParty) || heading_.has(kSignatory) || heading_.has(kNoAction);
        const bool two_flags = is_set(cells[kNoAction]) && (is_set(cells[kParty]) || is_set(cells[kSignatory]));
        if (has_flags && (flagged != record.status || two_flags)) {
            repair("status " + record.status + ", but the flags say " + (two_flags ? "two things" : flagged.empty() ? "nothing" : flagged));
        }
        if (heading_.has(kBound) && (record.status == "party") != (dated == "party")) repair("status " + record.status + (record.bound_on.empty() ? " without" : " with") + " a date");
    }
    void add(RatificationRow&& record) {
        const auto [found, is_new] = index_.emplace(std::pair(record.state->iso3, record.treaty), table_.records.size());
        if (is_new) {
            table_.records.push_back(std::move(record));
            return;
        }
        ++table_.doubles;
        const RatificationRow& first = table_.records[found->second];
        const bool same = first.status == record.status && first.bound_on == record.bound_on && first.signed_on == record.signed_on;
        repair("double of row " + std::to_string(first.row) + (same ? "" : ", which says otherwise and stands"));
    }
    void refuse(std::string why) { table_.refused.push_back({table_.rows, std::move(why)}); }
    void repair(std::string what) { table_.repairs.push_back({table_.rows, std::move(what)}); }

    Heading heading_;
    RatificationTable table_;
    std::map<std::pair<std::string_view, std::string>, std::size_t> index_;
};

}  // namespace

base::Expected<RatificationTable> read_ratifications(const std::vector<std::vector<std::string>>& rows, std::string_view file_name) {
    if (rows.empty()) return fail(ErrorKind::Invalid, "the table has no rows");
    Heading heading = read_heading(rows, file_name);
    if (!heading.has(kName) && !heading.has(kIso3)) return fail(ErrorKind::Invalid, "no column names the State");
    const auto tells = [&](Column column) { return heading.has(column); };
    if (!tells(kStatus) && !tells(kParty) && !tells(kBound) && !tells(kSigned)) return fail(ErrorKind::Invalid, "no column tells a status or a date");
    if (!heading.has(kTreaty) && heading.treaty.empty()) return fail(ErrorKind::Invalid, "neither a column nor the file's name tells the treaty");
    Reader reader(std::move(heading));
    for (std::size_t row = 1; row < rows.size(); ++row) reader.take(rows[row]);
    return reader.finish();
}

}  // namespace guvoh::reviews

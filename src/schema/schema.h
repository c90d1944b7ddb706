// SPDX-License-Identifier: AGPL-3.0-or-later
//
// What kinds of records there are: types, fields, vocabularies and their labels, declared as data in schema/ and built into
// the program. A workspace's own fields, vocabularies and terms are laid over it at run time; their names begin with own_.
// A schema is an immutable value: each overlay gives a new one. It judges single values; whether a linked record exists, who
// may see it and how a value is sealed is decided above.
//
// Errors about one field have a detail "field NAME: what"; field_of() gives the name back.
// Threads: plain values; a const Schema may be read from any thread.
// Implements: docs/formats/schema.md
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/error.h"
#include "base/json.h"

namespace guvoh::schema {

/// Texts by language code (ISO 639-1). English is always there.
using Labels = std::map<std::string, std::string, std::less<>>;

/// What a field holds. `Terms` and `Links` are always many.
enum class FieldKind {
    Text,      ///< one line
    LongText,  ///< several lines
    Name,      ///< the name of a person, body or place
    Integer,
    Date,   ///< EDTF (base/edtf.h)
    Term,   ///< the code of a term of the field's vocabulary
    Terms,  ///< several
    Link,   ///< the id of a record of one of the field's target types
    Links,  ///< several
    Place,  ///< the id of a Place
    Boolean,
    Url,    ///< http or https
    Hash,   ///< 64 hexadecimal digits
    Bytes,  ///< a size in bytes
    Data,   ///< any JSON that the program itself writes; never set by a member
};

/// Gives "text", "long_text", ...
std::string_view field_kind_name(FieldKind kind);
/// Reads such a name; none when it is not one.
std::optional<FieldKind> field_kind_from_name(std::string_view name);

/// One field of a type.
struct Field {
    std::string name;
    FieldKind kind = FieldKind::Text;
    Labels labels;
    Labels help;              ///< a sentence for whoever fills it in
    std::string source;       ///< the standard it comes from: "ESF 0915"
    std::string vocabulary;   ///< of Term and Terms
    std::vector<std::string> targets;  ///< types a Link or Links may lead to; empty: any
    bool required = false;
    bool many = false;        ///< an array of such values
    bool sealed = false;      ///< stored only encrypted to the compartment's members
    bool read_only = false;   ///< written by the program, never by a member
    bool own = false;         ///< added by the workspace
    bool facet = false;       ///< counted beside a list, and chosen from
    bool sort = false;        ///< lists can be sorted by it
    bool terms = false;       ///< its words are searched
    std::optional<std::int64_t> least, most;  ///< bounds of an Integer

    /// True for kinds whose values are ids of records.
    bool is_link() const { return kind == FieldKind::Link || kind == FieldKind::Links || kind == FieldKind::Place; }
};

/// One type of record.
struct Type {
    std::string name;
    Labels labels, plural;
    std::string desk;                        ///< "library" or "records"
    bool made_by_members = true;             ///< false: by ingestion or quoting only
    std::vector<std::string> title_fields;   ///< the first that has a value is the record's title
    std::vector<std::string> list_columns;
    std::vector<std::string> facets;         ///< shown beside its list; also pseudo-fields
    std::string default_sort;                ///< "field" or "-field", also created_at and updated_at
    std::string then_by;                     ///< an Integer field by which rows stand that are equal in what a list is sorted by; or empty
    std::vector<Field> fields;

    /// The field of that name, or null.
    const Field* find_field(std::string_view field) const;
};

/// One term of a vocabulary.
struct Term {
    std::string code;
    Labels labels;
    std::string parent;    ///< a code of the same vocabulary, or empty
    std::string standard;  ///< list and code of the standard it comes from: "ESF 39/02000000000039"
    bool own = false;
};

/// A closed list of terms that fields choose from.
struct Vocabulary {
    std::string name;
    Labels labels;
    std::vector<Term> terms;
    bool own = false;

    /// The term of that code, or null.
    const Term* find_term(std::string_view code) const;
    /// Adds a term, or replaces that of the same code.
    void put(Term term);

private:
    struct TextHash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };
    std::unordered_map<std::string, std::size_t, TextHash, std::equal_to<>> index_;
};

/// Whether values are for a new record (required fields must be there) or change one (null empties a field). `import`: for a new one
/// that the program makes, and `change_by_program`: read-only fields may be among them.
enum class ValidateMode { create, change, import, change_by_program };

class Schema {
public:
    /// The schema built into this program, from schema/. Errors: Corrupt, when the data does not hold together.
    static base::Expected<Schema> built_in();
    /// Reads one from the texts of its files, as schema/ holds them. Errors: Invalid.
    static base::Expected<Schema> from_texts(const std::vector<std::string_view>& types,
                                             const std::vector<std::string_view>& vocabularies);

    /// The types in the order of their files, and the vocabularies by name.
    const std::vector<Type>& types() const { return types_; }
    const std::vector<Vocabulary>& vocabularies() const { return vocabularies_; }
    /// Null when there is none of that name.
    const Type* find_type(std::string_view name) const;
    const Field* find_field(std::string_view type, std::string_view field) const;
    const Vocabulary* find_vocabulary(std::string_view name) const;
    /// Counts the overlays: changes with each.
    std::uint64_t version() const { return version_; }

    /// Lay over one more field of the workspace, term or vocabulary. The same name with the same kind replaces what was
    /// there (a new label). Errors: Invalid; NotFound for the type or vocabulary; Conflict with one that differs in kind or
    /// is built in.
    base::Expected<Schema> with_field(std::string_view type, Field field) const;
    base::Expected<Schema> with_term(std::string_view vocabulary, Term term) const;
    base::Expected<Schema> with_vocabulary(Vocabulary vocabulary) const;

    /// Checks the values a member gives for a record of a type, and gives them as they are to be stored: trimmed, dates in
    /// canonical EDTF, ids and hashes in lower case, repeated items dropped. An empty text or list counts as null; `create`
    /// leaves nulls out, `change` keeps them. Text should be NFC already (language::nfc).
    ///
    /// Errors: NotFound for the type; Invalid, with the field (field_of) and never with the value.
    base::Expected<base::Json> validate(std::string_view type, const base::Json& fields, ValidateMode mode) const;

    /// What GET /schema answers.
    base::Json to_json() const;

private:
    std::vector<Type> types_;
    std::vector<Vocabulary> vocabularies_;
    std::uint64_t version_ = 1;
};

/// Makes an Invalid error about one field; `what` holds no value.
base::Error field_error(std::string_view field, std::string_view what);
/// The field an error is about; empty when it is about none. The view lasts as long as the error.
std::string_view field_of(const base::Error& error);

/// Read an own field {name, kind, labels, help?, vocabulary?, target?, required?, many?, sealed?}, an own term {code, labels,
/// parent?} and an own vocabulary {name, labels} as the API takes them and the ledger keeps them; own_ is put before a name
/// that lacks it. Errors: Invalid.
base::Expected<Field> own_field_from_json(const base::Json& json);
base::Expected<Term> own_term_from_json(const base::Json& json);
base::Expected<Vocabulary> own_vocabulary_from_json(const base::Json& json);
/// Write them as GET /schema shows them.
base::Json field_to_json(const Field& field);
base::Json term_to_json(const Term& term);

}  // namespace guvoh::schema

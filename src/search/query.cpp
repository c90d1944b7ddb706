// SPDX-License-Identifier: AGPL-3.0-or-later
#include "search/query.h"

namespace guvoh::search {

namespace {

void gather_fields(const QueryNode& node, std::vector<FieldTerm>& out) {
    if (node.kind == QueryKind::Field) { out.push_back({node.field, node.text, node.text_to, node.at}); }
    for (const auto& child : node.children) { gather_fields(*child, out); }
}

std::string quoted(const QueryNode& node) {
    std::string out = "\"";
    for (std::size_t i = 0; i < node.words.size(); ++i) { out += (i > 0 ? " " : "") + node.words[i]; }
    return out + (node.last_is_prefix ? "*\"" : "\"");
}

std::string text_of(const QueryNode& node);

std::string joined(const QueryNode& node, std::string_view between) {
    std::string out = "(";
    for (std::size_t i = 0; i < node.children.size(); ++i) {
        if (i > 0) { out += between; }
        out += text_of(*node.children[i]);
    }
    return out + ")";
}

std::string text_of(const QueryNode& node) {
    switch (node.kind) {
        case QueryKind::Word: return node.text;
        case QueryKind::Prefix: return node.text + "*";
        case QueryKind::Fuzzy: return node.text + "~" + std::to_string(node.edits);
        case QueryKind::Phrase: return quoted(node);
        case QueryKind::Field: return node.field + ":" + node.text + (node.text_to.empty() ? "" : ".." + node.text_to);
        case QueryKind::And: return joined(node, " AND ");
        case QueryKind::Or: return joined(node, " OR ");
        case QueryKind::Not: return "NOT " + joined(node, "");
        case QueryKind::All: return "ALL";
    }
    return "";
}

}  // namespace

std::vector<FieldTerm> field_terms(const Query& query) {
    std::vector<FieldTerm> out;
    if (query.root != nullptr) { gather_fields(*query.root, out); }
    return out;
}

base::Expected<base::DayInterval> date_interval(const FieldTerm& term) {
    const auto value = base::Edtf::parse(term.value_to.empty() ? term.value : term.value + "/" + term.value_to);
    if (!value) {
        return base::fail(base::ErrorKind::Invalid,
                          "at byte " + std::to_string(term.at.begin + 1) + ": this date cannot be read; write 2012, 2012-07, 2012-07-14 or 2012-07..2013");
    }
    return value->days();
}

std::string describe(const Query& query) { return query.root == nullptr ? "" : text_of(*query.root); }

}  // namespace guvoh::search

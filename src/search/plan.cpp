// SPDX-License-Identifier: AGPL-3.0-or-later
#include "search/plan.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace guvoh::search {

namespace {

using Kind = PlanNode::Kind;

class Planner {
public:
    Planner(const Query& query, const SearchFilter& filter, const SegmentList& list)
        : filter_(filter), unit_count_(list.unit_count()), expander_(list, query.exact) {}

    /// Gives null for a part without words ("--" between two words): it is left out.
    base::Expected<std::unique_ptr<PlanNode>> plan(const QueryNode& node, bool counts);
    std::vector<std::string> words() const { return {words_.begin(), words_.end()}; }

private:
    base::Expected<std::unique_ptr<PlanNode>> plan_words(const QueryNode& node, bool counts);
    std::unique_ptr<PlanNode> plan_field(const QueryNode& node);
    base::Expected<std::unique_ptr<PlanNode>> plan_children(const QueryNode& node, bool counts);
    base::Expected<Group> expand(const QueryNode& node, const language::OwnedWord& word, bool is_last);
    float inverse_frequency(const Group& group) const;

    const SearchFilter& filter_;
    std::uint64_t unit_count_;
    Expander expander_;
    std::set<std::string> words_;
    std::size_t field_count_ = 0;
};

float Planner::inverse_frequency(const Group& group) const {
    const auto all = static_cast<double>(unit_count_);
    const double with = std::min(all, static_cast<double>(group.unit_count));
    return static_cast<float>(std::log1p((all - with + 0.5) / (with + 0.5)));
}

base::Expected<Group> Planner::expand(const QueryNode& node, const language::OwnedWord& word, bool is_last) {
    if (is_last && (node.kind == QueryKind::Prefix || node.last_is_prefix)) { return expander_.prefix(word.folded); }
    if (node.kind == QueryKind::Fuzzy) { return expander_.fuzzy(word.folded, node.edits); }
    return expander_.word(word);
}

base::Expected<std::unique_ptr<PlanNode>> Planner::plan_words(const QueryNode& node, bool counts) {
    std::vector<language::OwnedWord> words;
    if (node.kind == QueryKind::Phrase) {
        for (const std::string& part : node.words) {
            for (language::OwnedWord& word : language::words_of(part)) { words.push_back(std::move(word)); }
        }
    } else {
        words = language::words_of(node.text);
    }
    if (words.empty()) { return std::unique_ptr<PlanNode>(); }
    auto made = std::make_unique<PlanNode>();
    made->kind = words.size() == 1 ? Kind::Group : Kind::Phrase;
    for (std::size_t i = 0; i < words.size(); ++i) {
        GUVOH_TRY(Group group, expand(node, words[i], i + 1 == words.size()));
        made->weight += inverse_frequency(group);
        if (counts) {
            for (const auto& word : group.words) { words_.insert(word.first); }
        }
        made->groups.push_back(std::move(group));
    }
    return made;
}

std::unique_ptr<PlanNode> Planner::plan_field(const QueryNode&) {
    auto made = std::make_unique<PlanNode>();
    made->field_index = field_count_++;
    if (filter_.field_languages) { made->languages = filter_.field_languages(made->field_index); }
    made->kind = !made->languages.empty() ? Kind::Languages : (filter_.field_matches ? Kind::Documents : Kind::None);
    return made;
}

base::Expected<std::unique_ptr<PlanNode>> Planner::plan_children(const QueryNode& node, bool counts) {
    auto made = std::make_unique<PlanNode>();
    made->kind = node.kind == QueryKind::And ? Kind::And : (node.kind == QueryKind::Or ? Kind::Or : Kind::Not);
    for (const auto& child : node.children) {
        GUVOH_TRY(auto part, plan(*child, counts && node.kind != QueryKind::Not));
        if (part != nullptr) { made->children.push_back(std::move(part)); }
    }
    // "All without nothing" is nothing asked.
    const bool only_all = made->kind == Kind::And && made->children.size() == 1 && node.children.size() > 1 &&
                          made->children.front()->kind == Kind::All;
    if (made->children.empty() || only_all) { return std::unique_ptr<PlanNode>(); }
    if (made->children.size() == 1 && made->kind != Kind::Not) {
        std::unique_ptr<PlanNode> only = std::move(made->children.front());
        return only;
    }
    return made;
}

base::Expected<std::unique_ptr<PlanNode>> Planner::plan(const QueryNode& node, bool counts) {
    switch (node.kind) {
        case QueryKind::Word:
        case QueryKind::Prefix:
        case QueryKind::Fuzzy:
        case QueryKind::Phrase: return plan_words(node, counts);
        case QueryKind::Field: return plan_field(node);
        case QueryKind::And:
        case QueryKind::Or:
        case QueryKind::Not: return plan_children(node, counts);
        case QueryKind::All: break;
    }
    auto all = std::make_unique<PlanNode>();
    all->kind = Kind::All;
    return all;
}

}  // namespace

base::Expected<Plan> make_plan(const Query& query, const SearchFilter& filter, const SegmentList& list) {
    Planner planner(query, filter, list);
    Plan made;
    if (query.root != nullptr) {
        GUVOH_TRY(made.root, planner.plan(*query.root, true));
    }
    if (made.root == nullptr) { return base::fail(base::ErrorKind::Invalid, "the query holds no word to search for"); }
    made.matched_words = planner.words();
    return made;
}

base::Expected<MatcherPtr> make_matcher(const PlanNode& node, const SearchFilter& filter, const SegmentList& list,
                                        std::size_t segment, const ScoreTables& tables) {
    const Segment& in = *list.segments[segment];
    switch (node.kind) {
        case Kind::Group: {
            if (node.groups[0].lists[segment].empty()) { return MatcherPtr(std::make_unique<NoneMatcher>()); }
            GUVOH_TRY(auto made, GroupMatcher::make(in, node.groups[0].lists[segment], node.weight, tables));
            return MatcherPtr(std::move(made));
        }
        case Kind::Phrase: {
            std::vector<const std::vector<GroupList>*> groups;
            for (const Group& group : node.groups) {
                if (group.lists[segment].empty()) { return MatcherPtr(std::make_unique<NoneMatcher>()); }
                groups.push_back(&group.lists[segment]);
            }
            return PhraseMatcher::make(in, groups, node.weight, tables);
        }
        case Kind::Documents: {
            const auto index = node.field_index;
            return MatcherPtr(std::make_unique<DocumentMatcher>(
                in, [&filter, index](std::uint32_t document) { return filter.field_matches(index, document); }));
        }
        case Kind::Languages: return MatcherPtr(std::make_unique<LanguageMatcher>(in, node.languages));
        case Kind::All: return MatcherPtr(std::make_unique<AllMatcher>());
        case Kind::None: return MatcherPtr(std::make_unique<NoneMatcher>());
        case Kind::And:
        case Kind::Or:
        case Kind::Not: break;
    }
    std::vector<MatcherPtr> children;
    for (const auto& child : node.children) {
        GUVOH_TRY(MatcherPtr made, make_matcher(*child, filter, list, segment, tables));
        children.push_back(std::move(made));
    }
    if (node.kind == Kind::Not) { return MatcherPtr(std::make_unique<NotMatcher>(std::move(children[0]))); }
    if (node.kind == Kind::Or) { return MatcherPtr(std::make_unique<OrMatcher>(std::move(children))); }
    return MatcherPtr(std::make_unique<AndMatcher>(std::move(children)));
}

}  // namespace guvoh::search

// SPDX-License-Identifier: AGPL-3.0-or-later
#include "recommendations/demand_groups.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <unordered_map>

namespace guvoh::recommendations {

namespace {

constexpr double kFaintWeight = 0.15;   // beside 1 for a word that says what it is about
constexpr double kActWeight = 1.2;
constexpr double kOthersRights = 0.7;   // what likeness is left when the two are about the rights of others
constexpr double kTreatyWeight = 1.5;
constexpr double kFewest = 200;         // items that weights are counted over at least, or words of a small State would weigh nothing
constexpr double kLittle = 3;           // shared weight that counts half: two common words make no demand
constexpr float kNever = -1e9F;         // a likeness that no mean with others can mend
constexpr float kByHand = 1e6F;         // of two that a person put together

/// One feature of an item; items hold them by feature, ascending.
struct Weight {
    std::uint32_t feature = 0;
    double weight = 0;
};
using Vector = std::vector<Weight>;

/// Every item as a vector of unit length over words, verbs and treaties.
class Space {
public:
    explicit Space(const std::vector<DemandItem>& items) {
        for (const DemandItem& item : items) add(item.words);
        for (Vector& vector : vectors) scale(vector);
    }

    /// The cosine, less where little is shared.
    double likeness(std::size_t a, std::size_t b) const {
        double sum = 0, shared = 0;
        auto y = vectors[b].begin();
        for (const Weight& x : vectors[a]) {
            while (y != vectors[b].end() && y->feature < x.feature) ++y;
            if (y == vectors[b].end()) break;
            if (y->feature != x.feature) continue;
            sum += x.weight * y->weight;
            shared += x.weight * lengths_[a];
        }
        return shared == 0 ? 0 : sum * shared / (shared + kLittle);
    }

    std::vector<Vector> vectors;
    std::vector<std::string> names;  // of features, as people read them

private:
    void add(const DemandWords& words) {
        Vector vector;
        const auto take = [&](const std::vector<std::string>& list, const char* kind, double weight) {
            for (const std::string& one : list) {
                const auto [found, is_new] = ids_.emplace(kind + one, static_cast<std::uint32_t>(names.size()));
                if (is_new) names.push_back(one), seen_.push_back(0);
                ++seen_[found->second];
                vector.push_back({found->second, weight});
            }
        };
        take(words.stems, "w ", 1);
        take(words.faint, "f ", kFaintWeight);
        take(words.acts, "a ", kActWeight);
        take(words.treaties, "t ", kTreatyWeight);
        std::sort(vector.begin(), vector.end(), [](const Weight& a, const Weight& b) { return a.feature < b.feature; });
        vectors.push_back(std::move(vector));
    }

    /// Rare features weigh more; lengths become 1.
    void scale(Vector& vector) {
        const double all = std::max(kFewest, static_cast<double>(vectors.size()));
        double squares = 0;
        for (Weight& one : vector) {
            one.weight *= std::log(1 + all / seen_[one.feature]);
            squares += one.weight * one.weight;
        }
        lengths_.push_back(std::sqrt(squares));
        for (Weight& one : vector) one.weight /= lengths_.back();
    }

    std::unordered_map<std::string, std::uint32_t> ids_;
    std::vector<double> seen_;     // items that have the feature
    std::vector<double> lengths_;  // of the items, before they became 1
};

/// 1 when two are about the same people's rights, or nobody's in particular; less, the more they differ: "all students" and "students
/// with disabilities" are not the same.
double same_people(const std::vector<std::string>& a, const std::vector<std::string>& b) {
    if (a.empty() && b.empty()) return 1;
    std::vector<std::string> both;
    std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
    const auto either = static_cast<double>(a.size() + b.size() - both.size());
    return kOthersRights + (1 - kOthersRights) * static_cast<double>(both.size()) / either;
}

bool share(const std::vector<std::string>& a, const std::vector<std::string>& b) {
    return std::any_of(a.begin(), a.end(), [&b](const std::string& one) { return std::binary_search(b.begin(), b.end(), one); });
}

/// Says whether a recommendation may stand in the demand that the other is in.
bool may_join(const DemandItem& one, const DemandItem& in_demand) {
    return in_demand.demand_compartment == "general" || in_demand.demand_compartment == one.compartment;
}

/// False for two that must not stand in one group, however alike their words.
bool may_meet(const DemandItem& a, const DemandItem& b) {
    if (!a.demand.empty() && !b.demand.empty()) return a.demand == b.demand;
    if (!a.demand.empty() && !may_join(b, a)) return false;
    if (!b.demand.empty() && !may_join(a, b)) return false;
    if (a.compartment != b.compartment && a.compartment != "general" && b.compartment != "general") return false;
    if (!a.words.treaties.empty() && !b.words.treaties.empty() && !share(a.words.treaties, b.words.treaties)) return false;
    return !are_opposite(a.words, b.words);
}

/// Average linkage by chains of nearest neighbours: clusters are named by one of their items, likeness is kept in one matrix.
class Linkage {
public:
    Linkage(std::size_t count, double threshold) : count_(count), threshold_(static_cast<float>(threshold)), likeness_(count * count, 0), sizes_(count, 1) {
        for (std::size_t i = 0; i < count; ++i) clusters_.push_back({i});
    }
    void set(std::size_t a, std::size_t b, float likeness) { at(a, b) = at(b, a) = likeness; }

    /// All clusters, of one item too.
    std::vector<std::vector<std::size_t>> run() {
        std::vector<std::size_t> chain;
        for (std::size_t start = 0; start < count_; ++start) {
            if (!is_open(start)) continue;
            chain = {start};
            while (!chain.empty()) step(chain);
        }
        std::vector<std::vector<std::size_t>> found;
        for (auto& cluster : clusters_) {
            if (!cluster.empty()) found.push_back(std::move(cluster));
        }
        return found;
    }

private:
    float& at(std::size_t a, std::size_t b) { return likeness_[a * count_ + b]; }
    bool is_open(std::size_t cluster) const { return sizes_[cluster] > 0; }

    /// The cluster most like this one; itself when none reaches the threshold. `before` wins a tie, so that chains end.
    std::size_t nearest(std::size_t cluster, std::size_t before) {
        std::size_t best = cluster;
        float most = threshold_;
        if (before != cluster && at(cluster, before) >= threshold_) best = before, most = at(cluster, before);
        for (std::size_t other = 0; other < count_; ++other) {
            if (other == cluster || !is_open(other)) continue;
            const float like = at(cluster, other);
            if (best == cluster ? like >= most : like > most) best = other, most = like;
        }
        return best;
    }

    void step(std::vector<std::size_t>& chain) {
        const std::size_t last = chain.back();
        const std::size_t before = chain.size() > 1 ? chain[chain.size() - 2] : last;
        const std::size_t next = nearest(last, before);
        if (next == last) {  // nobody is near enough, and by averages nobody ever will be
            sizes_[last] = 0;
            chain.pop_back();
        } else if (next == before && chain.size() > 1) {
            chain.pop_back();
            chain.pop_back();
            join(before, last);
        } else {
            chain.push_back(next);
        }
    }

    void join(std::size_t into, std::size_t from) {
        const auto a = static_cast<float>(sizes_[into]), b = static_cast<float>(sizes_[from]);
        for (std::size_t other = 0; other < count_; ++other) {
            if (other == into || other == from) continue;
            const float mean = (a * at(into, other) + b * at(from, other)) / (a + b);
            set(into, other, mean);
        }
        sizes_[into] += sizes_[from];
        sizes_[from] = 0;
        clusters_[into].insert(clusters_[into].end(), clusters_[from].begin(), clusters_[from].end());
        clusters_[from].clear();
    }

    const std::size_t count_;
    const float threshold_;
    std::vector<float> likeness_;
    std::vector<std::size_t> sizes_;  // 0: joined to another, or done
    std::vector<std::vector<std::size_t>> clusters_;
};

/// The treaty by which each item is grouped: its demand's; else of those it asks to join the one that most ask to join; "" for none.
std::vector<std::string> treaties_to_join(const std::vector<DemandItem>& items) {
    std::map<std::string, std::size_t> asked;
    for (const DemandItem& item : items) {
        for (const std::string& treaty : item.words.to_join) ++asked[treaty];
    }
    std::vector<std::string> chosen;
    for (const DemandItem& item : items) {
        std::string best = item.treaty;
        for (const std::string& treaty : item.words.to_join) {
            if (!item.demand.empty()) break;
            if (best.empty() || asked[treaty] > asked[best]) best = treaty;
        }
        chosen.push_back(std::move(best));
    }
    return chosen;
}

/// What ties a group: features of at least half of its members, by what they weigh in all of them together.
std::vector<std::string> ties_of(const Space& space, const std::vector<std::size_t>& members) {
    std::map<std::uint32_t, std::pair<double, std::size_t>> sums;
    for (const std::size_t member : members) {
        for (const Weight& one : space.vectors[member]) {
            sums[one.feature].first += one.weight;
            ++sums[one.feature].second;
        }
    }
    std::vector<std::pair<double, std::uint32_t>> shared;
    for (const auto& [feature, sum] : sums) {
        if (sum.second > 1 && sum.second * 2 >= members.size()) shared.emplace_back(-sum.first, feature);
    }
    std::sort(shared.begin(), shared.end());
    std::vector<std::string> ties;
    for (const auto& [weight, feature] : shared) {
        if (ties.size() < kMostTies && std::find(ties.begin(), ties.end(), space.names[feature]) == ties.end()) ties.push_back(space.names[feature]);
    }
    return ties;
}

double pair_likeness(const Space& space, const std::vector<DemandItem>& items, std::size_t a, std::size_t b) {
    return space.likeness(a, b) * same_people(items[a].words.groups, items[b].words.groups);
}

double mean_likeness(const Space& space, const std::vector<DemandItem>& items, const std::vector<std::size_t>& members) {
    double sum = 0;
    for (std::size_t i = 0; i < members.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) sum += pair_likeness(space, items, members[i], members[j]);
    }
    return sum * 2 / static_cast<double>(members.size() * (members.size() - 1));
}

/// What linkage works on.
float linkage_of(const Space& space, const std::vector<DemandItem>& items, const std::vector<std::string>& joins, std::size_t a, std::size_t b) {
    if (!items[a].demand.empty() && items[a].demand == items[b].demand) return kByHand;
    if (!may_meet(items[a], items[b])) return kNever;
    if (joins[a] != joins[b]) return kNever;
    if (!joins[a].empty()) return 1;
    return static_cast<float>(pair_likeness(space, items, a, b));
}

}  // namespace

std::vector<DemandGroup> group_demands(const std::vector<DemandItem>& items, double threshold) {
    const Space space(items);
    const std::vector<std::string> joins = treaties_to_join(items);
    Linkage linkage(items.size(), threshold);
    for (std::size_t i = 0; i < items.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) linkage.set(i, j, linkage_of(space, items, joins, i, j));
    }
    std::vector<DemandGroup> groups;
    for (auto& members : linkage.run()) {
        const bool all_taken = std::none_of(members.begin(), members.end(), [&items](std::size_t one) { return items[one].demand.empty(); });
        if (members.size() < 2 || all_taken) continue;
        std::sort(members.begin(), members.end());
        groups.push_back({members, ties_of(space, members), mean_likeness(space, items, members), joins[members.front()]});
    }
    std::stable_sort(groups.begin(), groups.end(), [](const DemandGroup& a, const DemandGroup& b) { return a.members.size() > b.members.size(); });
    return groups;
}

}  // namespace guvoh::recommendations

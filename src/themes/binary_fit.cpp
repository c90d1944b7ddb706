// SPDX-License-Identifier: AGPL-3.0-or-later
#include "themes/binary_fit.h"

#include <algorithm>

#include <linear.h>

#include "base/error.h"

namespace guvoh::themes {

namespace {

constexpr double kTolerance = 0.02;  // liblinear's stopping rule, a share of the first gradient

void say_nothing(const char*) {}

}  // namespace

struct BinaryFitter::Rows {
    std::vector<std::vector<feature_node>> nodes;
    std::vector<feature_node*> starts;
    int columns = 0;
};

BinaryFitter::BinaryFitter(const std::vector<SparseRow>& rows, std::uint32_t columns) : rows_(std::make_unique<Rows>()) {
    rows_->columns = static_cast<int>(columns) + 1;  // the last is the bias
    for (const SparseRow& row : rows) {
        std::vector<feature_node> nodes;
        nodes.reserve(row.size() + 2);
        for (const auto& [column, value] : row) nodes.push_back({static_cast<int>(column) + 1, value});
        nodes.push_back({rows_->columns, 1});
        nodes.push_back({-1, 0});
        rows_->nodes.push_back(std::move(nodes));
    }
    for (auto& nodes : rows_->nodes) rows_->starts.push_back(nodes.data());
}

BinaryFitter::~BinaryFitter() = default;

std::optional<BinaryWeights> BinaryFitter::fit(const std::vector<bool>& yes, double cost) const {
    GUVOH_CHECK(yes.size() == rows_->starts.size());
    const auto positive = std::count(yes.begin(), yes.end(), true);
    if (positive == 0 || positive == static_cast<std::ptrdiff_t>(yes.size())) return std::nullopt;
    std::vector<double> labels(yes.size());
    std::transform(yes.begin(), yes.end(), labels.begin(), [](bool one) { return one ? 1.0 : -1.0; });
    set_print_string_function(&say_nothing);
    problem asked{static_cast<int>(labels.size()), rows_->columns, labels.data(), rows_->starts.data(), 1};
    parameter how{};
    how.solver_type = L2R_LR;
    how.eps = kTolerance;
    how.C = cost;
    ::model* answer = ::train(&asked, &how);
    const double sign = answer->label[0] == 1 ? 1.0 : -1.0;  // weights point to the label met first
    BinaryWeights out;
    for (int column = 0; column + 1 < rows_->columns; ++column) out.weights.push_back(static_cast<float>(sign * answer->w[column]));
    out.bias = sign * answer->w[rows_->columns - 1];
    free_and_destroy_model(&answer);
    return out;
}

}  // namespace guvoh::themes

// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Logistic regression with an L2 penalty, one yes-or-no question at a time over the same rows, by liblinear's trust region
// method on the primal: no randomness, so the same rows give the same weights. Module-private; liblinear is seen nowhere else.
//
// Threads: each fitter belongs to one thread.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace guvoh::themes {

/// Column and value, columns rising.
using SparseRow = std::vector<std::pair<std::uint32_t, float>>;

/// The answer to one question: probability = 1 / (1 + exp(-(bias + sum of weight x value))).
struct BinaryWeights {
    double bias = 0;
    std::vector<float> weights;  ///< one a column
};

/// Rows on which questions are asked.
class BinaryFitter {
public:
    /// Takes: rows, copied; columns, above all in them.
    BinaryFitter(const std::vector<SparseRow>& rows, std::uint32_t columns);
    ~BinaryFitter();

    /// Fits one question. Takes: yes, one a row; cost, the weight of a wrong row against large weights, above 0.
    /// Gives:   nothing when all rows have the same answer.
    std::optional<BinaryWeights> fit(const std::vector<bool>& yes, double cost) const;

private:
    struct Rows;
    std::unique_ptr<Rows> rows_;
};

}  // namespace guvoh::themes

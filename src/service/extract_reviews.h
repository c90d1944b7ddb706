// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Reads recommendations out of files without a vault: what `guvoh extract recommendations` prints. Files are parsed in the
// sandboxed worker, like any other document, and nothing is kept.
//
// Threads: one ReviewExtractor belongs to one thread at a time.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/error.h"
#include "service/workspace_types.h"

namespace guvoh::service {

/// The boxes of one page that a recommendation stands in; none when the format has no boxes.
struct PageBoxes {
    std::uint32_t page = 0;  ///< counts from 1
    std::vector<PageBox> boxes;
};

/// A recommendation as a report prints it.
struct PrintedRecommendation {
    std::string number;                    ///< "76.12"
    std::string text;                      ///< without number and States
    std::vector<std::string> states;       ///< canonical names, in the order printed
    std::vector<std::string> state_codes;  ///< ISO 3166-1 alpha-3, in the same order
    std::string decision;                  ///< supported, implemented, under_examination, noted, other
    std::vector<PageBoxes> pages;          ///< in order, at least one
};

/// The recommendations of one file.
struct RecommendationsInFile {
    std::string symbol;  ///< "A/HRC/15/2", or "" when none is printed
    std::vector<PrintedRecommendation> recommendations;
};

/// Reads one file after another.
class ReviewExtractor {
public:
    /// Starts the sandboxed reader. Errors: Io, Unsupported.
    static base::Expected<std::unique_ptr<ReviewExtractor>> start();
    ~ReviewExtractor();
    ReviewExtractor(const ReviewExtractor&) = delete;
    ReviewExtractor& operator=(const ReviewExtractor&) = delete;

    /// Reads a UPR Working Group report (PDF, DOCX, ODT, HTML or text). A document of another sort gives no recommendations.
    /// Errors: NotFound, Denied, Io; Invalid and Unsupported as documents::Extractor::extract.
    base::Expected<RecommendationsInFile> recommendations(const std::string& path);

private:
    struct Parts;
    explicit ReviewExtractor(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

}  // namespace guvoh::service

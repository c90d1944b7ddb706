// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Reads recommendations and pledges out of files without a vault: what `guvoh extract` prints. Files are parsed in the
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

namespace guvoh::recommendations {

/// The boxes of one page that a recommendation stands in; none when the format has no boxes.
struct PageBoxes {
    std::uint32_t page = 0;  ///< counts from 1
    std::vector<service::PageBox> boxes;
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

/// A pledge as a document prints it.
struct PrintedPledge {
    std::string number;            ///< "63.1", or "" for a bullet
    std::string text;              ///< without its label
    std::string section;           ///< the title above it, "" for a sentence elsewhere
    std::vector<PageBoxes> pages;  ///< in order, at least one
};

/// The pledges of one file.
struct PledgesInFile {
    std::string symbol;  ///< "A/HRC/WG.6/34/KGZ/1", or ""
    std::vector<PrintedPledge> pledges;
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
    /// Reads the pledges of a national report, a Working Group report or its addendum; other documents give none. Errors: the same.
    base::Expected<PledgesInFile> pledges(const std::string& path);

private:
    struct Parts;
    explicit ReviewExtractor(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

}  // namespace guvoh::recommendations

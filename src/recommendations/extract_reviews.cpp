// SPDX-License-Identifier: AGPL-3.0-or-later
#include "recommendations/extract_reviews.h"

#include "documents/extractor.h"
#include "reviews/front_page.h"
#include "reviews/pledges.h"
#include "reviews/upr_report.h"
#include "service/input_file.h"

namespace guvoh::recommendations {

namespace {

service::PageBox in_points(const documents::Box& box) {
    const auto points = [](std::uint16_t units) { return static_cast<float>(units) / documents::kBoxUnitsPerPoint; };
    return {points(box.x0), points(box.y0), points(box.x1), points(box.y1)};
}

std::vector<PageBoxes> pages_of(const std::vector<reviews::Place>& places) {
    std::vector<PageBoxes> pages;
    for (const reviews::Place& place : places) {
        if (pages.empty() || pages.back().page != place.page) pages.push_back({place.page, {}});
        if (place.box != documents::Box{}) pages.back().boxes.push_back(in_points(place.box));
    }
    if (pages.empty()) pages.push_back({1, {}});
    return pages;
}

PrintedRecommendation as_printed(const reviews::Recommendation& found) {
    PrintedRecommendation printed;
    printed.number = found.number;
    printed.text = found.text;
    for (const reviews::State* state : found.states) {
        printed.states.emplace_back(state->name);
        printed.state_codes.emplace_back(state->iso3);
    }
    printed.decision = reviews::decision_name(found.decision);
    printed.pages = pages_of(found.places);
    return printed;
}

}  // namespace

struct ReviewExtractor::Parts {
    std::unique_ptr<documents::Extractor> extractor;
};

ReviewExtractor::ReviewExtractor(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
ReviewExtractor::~ReviewExtractor() = default;

base::Expected<std::unique_ptr<ReviewExtractor>> ReviewExtractor::start() {
    auto parts = std::make_unique<Parts>();
    GUVOH_TRY(parts->extractor, documents::Extractor::start());
    return std::unique_ptr<ReviewExtractor>(new ReviewExtractor(std::move(parts)));
}

base::Expected<RecommendationsInFile> ReviewExtractor::recommendations(const std::string& path) {
    GUVOH_TRY(const auto file, service::InputFile::open(path));
    GUVOH_TRY(const auto extracted, parts_->extractor->extract(file.descriptor(), path));
    const reviews::UprReport report = reviews::read_upr_report(extracted.pages);
    RecommendationsInFile found;
    found.symbol = report.symbol;
    for (const auto& one : report.recommendations) found.recommendations.push_back(as_printed(one));
    return found;
}

base::Expected<PledgesInFile> ReviewExtractor::pledges(const std::string& path) {
    GUVOH_TRY(const auto file, service::InputFile::open(path));
    GUVOH_TRY(const auto extracted, parts_->extractor->extract(file.descriptor(), path));
    PledgesInFile found;
    found.symbol = reviews::read_front_page(extracted.pages).symbol;
    for (const auto& one : reviews::read_pledges(extracted.pages)) found.pledges.push_back({one.number, one.text, one.section, pages_of(one.places)});
    return found;
}

}  // namespace guvoh::recommendations

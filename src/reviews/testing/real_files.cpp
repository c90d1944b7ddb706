// SPDX-License-Identifier: AGPL-3.0-or-later
#include "reviews/testing/real_files.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include <gtest/gtest.h>

#include "documents/extractor.h"

namespace guvoh::reviews::testing {

std::string shared(const std::string& path) {
    const char* const folder = std::getenv("GUVOH_SHARED");
    const std::string full = (folder != nullptr ? std::string(folder) : std::string(GUVOH_SOURCE_DIR "/../shared")) + "/data/" + path;
    return std::filesystem::exists(full) ? full : std::string();
}

std::string bytes_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<std::vector<documents::Page>> extract(const std::vector<std::string>& paths) {
    documents::ExtractorOptions options;
    options.ocr = false;
    const auto extractor = documents::Extractor::start(options);
    std::vector<std::vector<documents::Page>> found(paths.size());
    if (!extractor) return found;
    for (std::size_t at = 0; at < paths.size(); ++at) {
        const std::string bytes = bytes_of(paths[at]);
        if (auto extracted = (*extractor)->extract(base::as_bytes(bytes), paths[at])) found[at] = std::move(extracted->pages);
    }
    return found;
}

std::vector<base::Json> json_lines(const std::string& path) {
    std::vector<base::Json> values;
    std::istringstream lines(bytes_of(path));
    for (std::string line; std::getline(lines, line);) {
        if (auto value = base::Json::parse(line)) values.push_back(std::move(*value));
    }
    return values;
}

std::vector<documents::Page> pages(const std::vector<std::string>& texts) {
    std::vector<documents::Page> made;
    for (const std::string& text : texts) {
        documents::Page page;
        page.text = text;
        page.width_pt = 595;
        page.height_pt = 842;
        made.push_back(std::move(page));
    }
    return made;
}

}  // namespace guvoh::reviews::testing

int main(int argc, char** argv) {
    if (guvoh::documents::is_extract_worker(argc, argv)) return guvoh::documents::extract_worker_main(argc, argv);
    ::testing::InitGoogleTest(&argc, argv);
    return RUN_ALL_TESTS();
}

// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Reads exports of UPR Info and prints how many rows each State under review has of each response, with the sums that must
// reconcile and the time it took. bench/upr_info_counts.py runs it and compares with an independent count.
//
//   upr_info_bench FILE.csv...
#include <chrono>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>

#include "reviews/upr_info.h"

int main(int argc, char** argv) {
    using namespace guvoh;
    double seconds = 0;
    for (int at = 1; at < argc; ++at) {
        std::ifstream file(argv[at], std::ios::binary);
        const std::string csv((std::istreambuf_iterator<char>(file)), {});
        const auto begin = std::chrono::steady_clock::now();
        const auto found = reviews::read_upr_info(base::as_bytes(csv));
        seconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
        if (!found) {
            std::fprintf(stderr, "%s: %s\n", argv[at], found.error().text().c_str());
            return 1;
        }
        std::printf("file\t%s\t%s\t%zu\t%zu\t%zu\t%zu\t%zu\t%zu\n", argv[at], found->charset.c_str(), found->rows, found->accepted, found->doubles, found->refused.size(),
                    found->recommendations.size(), found->repairs.size());
        for (const auto& [key, count] : found->counts) std::printf("count\t%s\t%s\t%zu\n", key.first.c_str(), key.second.c_str(), count);
        for (const auto& repair : found->repairs) {
            if (repair.what.find("double") == std::string::npos) std::printf("repair\t%zu\t%s\n", repair.row, repair.what.c_str());
        }
    }
    std::printf("seconds\t%.3f\n", seconds);
    return 0;
}

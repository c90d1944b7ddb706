// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Promise: extracting the 236 UPR reports, with words and boxes, through the sandbox, costs at most 0.80 times the CPU of
// `pdftotext` on the same files. Runs in interleaved pairs; prints each pair and the median ratio.
//
//   extract_bench [pairs] [folder]
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "documents/extractor.h"

namespace {

using guvoh::documents::Extractor;

double cpu_seconds() {
    double sum = 0;
    for (const auto who : {RUSAGE_SELF, RUSAGE_CHILDREN}) {
        rusage usage{};
        ::getrusage(who, &usage);
        sum += static_cast<double>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
               static_cast<double>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
    }
    return sum;
}

std::vector<std::string> pdfs_in(const std::string& folder) {
    std::vector<std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() == ".pdf") files.push_back(entry.path().string());
    }
    std::sort(files.begin(), files.end());
    return files;
}

void peer(const std::vector<std::string>& files) {
    for (const std::string& file : files) {
        const pid_t child = ::fork();
        if (child == 0) {
            const int nothing = ::open("/dev/null", O_WRONLY);
            ::dup2(nothing, 1);
            ::dup2(nothing, 2);
            ::execlp("pdftotext", "pdftotext", file.c_str(), "-", static_cast<char*>(nullptr));
            ::_exit(127);
        }
        int status = 0;
        ::waitpid(child, &status, 0);
        if (WEXITSTATUS(status) == 127) {
            std::puts("pdftotext is not installed (poppler-utils)");
            std::exit(1);
        }
    }
}

struct Counts {
    std::size_t pages = 0, words = 0, failed = 0;
};

Counts ours(const std::vector<std::string>& files) {
    Counts counts;
    auto extractor = Extractor::start();
    if (!extractor) return counts;
    for (const std::string& file : files) {
        const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
        const auto found = (*extractor)->extract(fd, file);
        ::close(fd);
        if (!found) {
            ++counts.failed;
            continue;
        }
        counts.pages += found->pages.size();
        for (const auto& page : found->pages) counts.words += page.words.size();
    }
    return counts;
}

}  // namespace

int main(int argc, char** argv) {
    if (guvoh::documents::is_extract_worker(argc, argv)) return guvoh::documents::extract_worker_main(argc, argv);
    const int pairs = argc > 1 ? std::atoi(argv[1]) : 3;
    const char* const shared = std::getenv("GUVOH_SHARED");
    const std::string base = shared != nullptr ? shared : GUVOH_SOURCE_DIR "/../shared";
    const std::string folder = argc > 2 ? argv[2] : base + "/data/upr/pdfs";
    if (!std::filesystem::exists(folder)) {
        std::printf("SKIPPED: no %s\n", folder.c_str());
        return 0;
    }
    const std::vector<std::string> files = pdfs_in(folder);
    std::vector<double> ratios;
    for (int i = 0; i < pairs; ++i) {
        const double start = cpu_seconds();
        peer(files);
        const double middle = cpu_seconds();
        const Counts counts = ours(files);
        const double end = cpu_seconds();
        ratios.push_back((end - middle) / (middle - start));
        std::printf("pair %d: pdftotext %.2f s, ours %.2f s, ratio %.3f (%zu files, %zu pages, %zu words, %zu failed)\n", i + 1,
                    middle - start, end - middle, ratios.back(), files.size(), counts.pages, counts.words, counts.failed);
    }
    std::sort(ratios.begin(), ratios.end());
    std::printf("extract_ratio %.3f (promise: 0.80)\n", ratios[ratios.size() / 2]);
    return 0;
}

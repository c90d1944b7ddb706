// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Stands in for libFuzzer in ordinary builds: gives each kept input in the named folder to the target, and then some cuts
// and flips of each, always the same ones.
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

using Input = std::vector<std::uint8_t>;
constexpr std::size_t kVariants = 64;

void run(const Input& input) { LLVMFuzzerTestOneInput(input.data(), input.size()); }

void run_with_variants(const Input& input) {
    run(input);
    const std::size_t step = input.size() / kVariants + 1;
    for (std::size_t at = 0; at < input.size(); at += step) {
        run(Input(input.begin(), input.begin() + static_cast<std::ptrdiff_t>(at)));
        Input flipped = input;
        flipped[at] = static_cast<std::uint8_t>(flipped[at] ^ (1U << (at % 8)));
        run(flipped);
    }
}

}  // namespace

int main(int argc, char** argv) {
    std::size_t count = 1;
    run({});
    if (argc > 1 && std::filesystem::is_directory(argv[1])) {
        for (const auto& file : std::filesystem::directory_iterator(argv[1])) {
            std::ifstream in(file.path(), std::ios::binary);
            run_with_variants(Input(std::istreambuf_iterator<char>(in), {}));
            ++count;
        }
    }
    std::printf("%zu inputs\n", count);
    return 0;
}

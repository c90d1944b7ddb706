// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Reading the real data beside the repository (../shared/data, or GUVOH_SHARED/data) in benchmarks: lines, gzip by the gzip
// program, CSV with quotes. Benchmarks only.
//
// Threads: any.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace guvoh::bench {

inline std::string data_path(const std::string& name) {
    const char* shared = std::getenv("GUVOH_SHARED");
    return (shared != nullptr ? std::string(shared) : std::string(GUVOH_SOURCE_DIR "/../shared")) + "/data/" + name;
}

inline std::string read_text(const std::string& name) {
    if (!name.ends_with(".gz")) {
        std::ifstream in(data_path(name), std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }
    std::string out;
    std::FILE* pipe = popen(("gzip -dc '" + data_path(name) + "'").c_str(), "r");
    if (pipe == nullptr) {
        return out;
    }
    char block[65536];
    for (std::size_t got = 0; (got = std::fread(block, 1, sizeof block, pipe)) > 0;) {
        out.append(block, got);
    }
    pclose(pipe);
    return out;
}

inline std::vector<std::string> split(std::string_view text, char separator) {
    std::vector<std::string> out;
    std::size_t begin = 0;
    while (begin <= text.size()) {
        const std::size_t end = text.find(separator, begin);
        out.emplace_back(text.substr(begin, end == std::string_view::npos ? std::string_view::npos : end - begin));
        if (end == std::string_view::npos) {
            break;
        }
        begin = end + 1;
    }
    return out;
}

inline std::vector<std::string> read_lines(const std::string& name) { return split(read_text(name), '\n'); }

/// Reads CSV with quoted fields; the first row is the header.
inline std::vector<std::vector<std::string>> read_csv(const std::string& name) {
    std::vector<std::vector<std::string>> rows(1);
    std::string field;
    bool quoted = false;
    const std::string text = read_text(name);
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (quoted) {
            if (c != '"') {
                field += c;
            } else if (at + 1 < text.size() && text[at + 1] == '"') {
                field += text[++at];
            } else {
                quoted = false;
            }
        } else if (c == '"') {
            quoted = true;
        } else if (c == ',' || c == '\n') {
            rows.back().push_back(std::move(field));
            field.clear();
            if (c == '\n') {
                rows.emplace_back();
            }
        } else if (c != '\r') {
            field += c;
        }
    }
    if (!field.empty()) {
        rows.back().push_back(field);
    }
    if (rows.back().empty()) {
        rows.pop_back();
    }
    return rows;
}

}  // namespace guvoh::bench

// SPDX-License-Identifier: AGPL-3.0-or-later
//
// A build tool: writes a folder of web files as one C++ file whose bytes the assembler includes, each file plain and compressed.
// Usage: guvoh_embed FOLDER OUT.cpp OUT.bin
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>

#include "crypto/crypto.h"
#include "http/compress.h"

namespace {

namespace files = std::filesystem;
using guvoh::http::Coding;

const std::map<std::string, std::string> kTypes{
    {".html", "text/html; charset=utf-8"}, {".js", "text/javascript; charset=utf-8"}, {".mjs", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},   {".json", "application/json"},             {".webmanifest", "application/manifest+json"},
    {".svg", "image/svg+xml"},             {".png", "image/png"},                     {".ico", "image/x-icon"},
    {".woff2", "font/woff2"},              {".wasm", "application/wasm"},             {".txt", "text/plain; charset=utf-8"},
    {".map", "application/json"},          {".webp", "image/webp"}};

std::string read(const files::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

bool compressible(const std::string& type) {
    return type.find("text/") == 0 || type.find("json") != std::string::npos || type.find("svg") != std::string::npos || type.find("wasm") != std::string::npos;
}

/// Where a piece lies in OUT.bin.
struct Piece {
    std::size_t begin = 0, size = 0;
};

Piece append(std::string& blob, const std::string& bytes) {
    const Piece piece{blob.size(), bytes.size()};
    blob += bytes;
    return piece;
}

std::string span_text(const Piece& piece) {
    return "{guvoh_assets_begin + " + std::to_string(piece.begin) + ", " + std::to_string(piece.size) + "}";
}

std::string row(const files::path& file, const std::string& path, std::string& blob) {
    const std::string plain = read(file);
    const auto type = kTypes.find(file.extension().string());
    const std::string media = type == kTypes.end() ? "application/octet-stream" : type->second;
    const auto hash = guvoh::base::to_hex(guvoh::crypto::sha256(guvoh::base::as_bytes(plain)));
    Piece gzip, brotli;
    if (compressible(media) && plain.size() >= 256) {
        gzip = append(blob, guvoh::http::compress(Coding::Gzip, plain, 9));
        brotli = append(blob, guvoh::http::compress(Coding::Brotli, plain, 11));
    }
    const Piece whole = append(blob, plain);
    return "    Asset{\"" + path + "\", \"" + media + "\", \"\\\"" + hash.substr(0, 24) + "\\\"\", " + span_text(whole) + ", " + span_text(gzip) + ", " +
           span_text(brotli) + "},\n";
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 4) return 2;
    const files::path folder = argv[1];
    std::map<std::string, files::path> found;
    for (const auto& entry : files::recursive_directory_iterator(folder)) {
        const std::string path = "/" + files::relative(entry.path(), folder).generic_string();
        // Source maps are for developers; they would make the program three times as large.
        if (entry.is_regular_file() && entry.path().extension() != ".map" && path.find('"') == std::string::npos) found[path] = entry.path();
    }
    std::string blob, rows;
    for (const auto& [path, file] : found) rows += row(file, path, blob);
    blob += '\0';
    std::ofstream(argv[3], std::ios::binary) << blob;
    std::ofstream out(argv[2]);
    out << "// SPDX-License-Identifier: AGPL-3.0-or-later\n// Written by guvoh_embed. Bytes of " << argv[3] << ": " << blob.size() << ".\n"
        << "#include \"http/assets.h\"\n"
        << "asm(\".section .rodata\\n.balign 16\\n.globl guvoh_assets_begin\\n.type guvoh_assets_begin, @object\\nguvoh_assets_begin:\\n.incbin \\\"" << argv[3]
        << "\\\"\\n.size guvoh_assets_begin, .-guvoh_assets_begin\\n.text\\n\");\n"
        << "extern \"C\" __attribute__((visibility(\"hidden\"))) const guvoh::base::Byte guvoh_assets_begin[];\n"
        << "namespace guvoh::http {\nnamespace {\nconst Asset kAssets[] = {\n" << rows << "};\n}  // namespace\n"
        << "std::span<const Asset> assets() { return kAssets; }\n}  // namespace guvoh::http\n";
    return out.good() ? 0 : 1;
}

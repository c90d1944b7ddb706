// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Extracts text, words with boxes, metadata and inner files from one document after another, in a sandboxed process.
//
// An Extractor owns a worker: our own program started anew with the hidden argument --extract-worker, so that nothing of the
// vault's memory is in it. It has no network, cannot open files, start programs or touch other processes, and has limits on
// time and memory (docs/threat-model.md). Complex formats are parsed in a fresh fork of it for each document. Pages without
// text are read by a second worker with Tesseract, started when first needed.
//
// A crash, hang, bomb or encrypted file becomes one Error; the Extractor goes on with the next file.
// Threads: an Extractor belongs to one thread at a time; have one per thread.
// Implements: docs/formats/extraction.md
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/error.h"
#include "documents/extracted.h"

namespace guvoh::documents {

/// What one document may cost.
struct Limits {
    std::uint32_t wall_ms = 60'000;          ///< per document; four times that per page when OCR reads it
    std::uint32_t cpu_seconds = 60;          ///< per document, and per page when OCR reads it
    std::uint64_t memory_bytes = 1ULL << 30; ///< beyond what the worker itself takes
    std::uint64_t max_text_bytes = 64ULL << 20;
    std::uint32_t max_children = 20'000;
    std::uint64_t max_child_bytes = 128ULL << 20;
    std::uint64_t max_total_unpacked = 4ULL << 30;  ///< of one container; the caller lowers it as nested ones use it up
    std::uint32_t max_ratio = 200;                  ///< unpacked to packed, over 16 MiB unpacked: beyond is a bomb
    std::uint32_t max_depth = 8;                    ///< for the caller, who does the recursion; not used here
};

/// How an Extractor works, the same for all its documents.
struct ExtractorOptions {
    std::vector<std::string> ocr_languages;  ///< Tesseract names; empty = all of kOcrLanguages that are installed
    bool ocr = true;
    std::string program = "/proc/self/exe";      ///< what is executed with --extract-worker
};

/// Tesseract's names of the languages that Guvoh looks for, in order of preference within a script.
const std::vector<std::string>& ocr_languages_wanted();
/// Which OCR languages are installed (file names in Tesseract's data folder; nothing is loaded).
std::vector<std::string> ocr_languages_installed();

/// Receives inner files one by one as they come, so that a large archive needs no memory. An error stops the extraction and
/// is given back.
using ChildSink = std::function<base::Status(Embedded&&)>;

class Extractor {
public:
    /// Starts a worker. Errors: Io when it cannot be started, Unsupported when this kernel has no seccomp.
    static base::Expected<std::unique_ptr<Extractor>> start(const ExtractorOptions& options = {});
    ~Extractor();
    Extractor(const Extractor&) = delete;
    Extractor& operator=(const Extractor&) = delete;

    /// Extracts one document from an open file (read from offset 0; the descriptor stays the caller's).
    ///
    /// Takes:   name_hint, the file's name; only its extension matters, when the content leaves a choice.
    /// Gives:   everything found. An unknown format is Kind::Other without pages, not an error.
    /// Errors:  Invalid "damaged PDF: ...", "the parser crashed on this file (signal 11)"; Unsupported "encrypted PDF (a
    ///          password is needed)", "old Word format (.doc): save it as DOCX"; Cancelled "took longer than 60 s", "used more
    ///          memory than 1024 MB", "unpacks to more than ... (a zip bomb?)"; Io when the worker cannot be started again;
    ///          or what `sink` gave.
    base::Expected<Extracted> extract(int fd, std::string_view name_hint, const Limits& limits = {}, const ChildSink& sink = {});
    /// The same for bytes in memory (inner files).
    base::Expected<Extracted> extract(base::ByteSpan content, std::string_view name_hint, const Limits& limits = {},
                                      const ChildSink& sink = {});

    /// Draws one page of a PDF or image as PNG. See documents/render.h.
    base::Expected<base::Bytes> render_page_png(int fd, std::uint32_t page_index, std::uint32_t dots_per_inch,
                                                const Limits& limits = {});

private:
    Extractor();
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

/// True when the program was started as a worker: argv[1] is "--extract-worker". main() asks this before anything else.
bool is_extract_worker(int argc, char** argv);
/// The worker's main. Never returns to code that could touch a vault; gives the exit code.
int extract_worker_main(int argc, char** argv);

}  // namespace guvoh::documents

// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The plain values that go into and come out of a workspace (workspace.h): what could be written as JSON.
//
// Threads: plain values.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"

namespace guvoh::platform {
class FileSystem;
}

namespace guvoh::service {

// ---- opening ------------------------------------------------------------------------------------------------------------

/// How a new workspace is made.
struct CreateOptions {
    std::string member_name = "first member";  ///< how the history names whoever works here
    std::string device_name = "this device";
    std::uint32_t stretch_memory_kib = 262144;  ///< Argon2id memory for the passphrase, KiB
    std::uint32_t stretch_passes = 3;
    bool encrypted = true;  ///< false only for measuring what encryption costs
    platform::FileSystem* files = nullptr;  ///< null: the real one; tests break another
};

/// One way to open the record.
struct Keyslot {
    std::string id, kind, label;
    std::int64_t created_at = 0;
};

// ---- ingesting ----------------------------------------------------------------------------------------------------------

/// A file that came over the network: its bytes lie in memory, never on a disk.
struct Upload {
    std::string name;     ///< as the sender named it; only its last part is kept
    int descriptor = -1;  ///< the caller's; open until the ingestion ends
};

/// What to ingest, and what one file may cost.
struct IngestOptions {
    std::vector<std::string> paths;
    std::vector<Upload> uploads;
    std::string compartment = "general";         ///< whose members will see it
    std::string reason = "ingested";             ///< kept in the ledger with every document
    std::vector<std::string> ocr_languages;      ///< Tesseract names; empty: all installed of the built-in list
    bool ocr = true;
    bool keep_unreadable = false;  ///< preserve the bytes of files that cannot be read, instead of refusing them
    unsigned lanes = 0;            ///< parallel extraction lanes; 0: one a core
    std::uint32_t time_limit_s = 300;  ///< for one file
    std::uint64_t unpacked_limit_bytes = 4ULL << 30;  ///< for everything inside one archive
};

/// A file with the reason why it was left out, or with a remark about it.
struct Refused {
    std::string path;
    std::string reason;
};

/// The closing report: seen == added + already_there + refused.size(), whenever the run was not interrupted.
struct IngestReport {
    std::uint64_t seen = 0, added = 0, already_there = 0;
    std::uint64_t bytes = 0, pages = 0, near_duplicates = 0;
    std::map<std::string, std::uint64_t> kinds;  ///< documents added of each kind
    std::vector<Refused> refused;
    std::vector<Refused> notes;  ///< documents that were added, with something left unread in them
    bool interrupted = false;
};

/// How far an ingestion is.
struct IngestProgress {
    std::uint64_t files_total = 0, bytes_total = 0;  ///< still growing while `counting`
    bool counting = true;
    std::uint64_t files_done = 0, bytes_done = 0, added = 0, already_there = 0, refused = 0;
    std::map<std::string, std::uint64_t> kinds;
    double seconds = 0;
};
/// Called a few times a second from the ingesting thread; false interrupts (what is committed stays; run again to go on).
using IngestWatcher = std::function<bool(const IngestProgress&)>;

// ---- searching ----------------------------------------------------------------------------------------------------------

/// A question to the search; docs/cli.md has the query language.
struct SearchRequest {
    std::string query;
    std::uint32_t limit = 10, offset = 0;
    bool exact = false;  ///< switch stems and script-neutral matching off
    bool with_boxes = false;
};

/// A half-open range; the member that holds it says what it counts.
struct TextRange {
    std::uint32_t begin = 0, end = 0;  ///< byte offsets
};

/// A piece of a document's text.
struct QuotedPlace {
    std::uint32_t page = 0;  ///< from 0
    TextRange bytes;
    std::string page_text;
};

/// A rectangle on a page.
struct PageBox {
    float x0 = 0, y0 = 0, x1 = 0, y1 = 0;  ///< points from the top left of the page
};

/// One page that matches.
struct Hit {
    std::string document;   ///< record id
    std::string file_name;
    std::string kind;        ///< of the document: only "pdf" and "image" have pages that people know
    std::uint32_t page = 0;  ///< counts from 1
    std::string language;    ///< ISO 639
    double score = 0;
    std::string snippet;
    std::vector<TextRange> marks;  ///< matches inside the snippet
    std::vector<PageBox> boxes;    ///< matches on the page, when asked for and known
    std::uint32_t begin = 0, end = 0;  ///< the snippet's byte range in the page's text
};

/// The best matches, best first.
struct SearchReply {
    std::uint64_t total = 0;
    bool total_is_exact = true;
    std::vector<Hit> hits;
};

// ---- documents and passages ---------------------------------------------------------------------------------------------

/// The facts about a document.
struct DocumentInfo {
    std::string id, file_name, path, kind, media_type, sha256, added_at, title, compartment;
    std::uint64_t size_bytes = 0;
    std::uint32_t page_count = 0;
    std::vector<std::string> languages;
    std::map<std::string, std::string> metadata;
    std::vector<std::string> notes;
    std::vector<std::string> contains;         ///< ids of documents found inside this one
    std::vector<std::string> found_in;         ///< ids of documents this one was found inside
    std::vector<std::string> near_duplicates;  ///< ids
};

/// A word and where it stands.
struct PageWord {
    std::uint32_t begin = 0, end = 0;
    PageBox box;
};

/// One page as text, with words, boxes and the language of each paragraph.
struct PageView {
    std::string document;
    std::uint32_t page = 0;
    float width_pt = 0, height_pt = 0;
    bool from_ocr = false;
    float ocr_confidence = 0;
    std::string text;
    std::vector<PageWord> words;
    /// A paragraph: a byte range of the text.
    struct ParagraphView {
        std::uint32_t begin = 0, end = 0;
        std::string language, script;
    };
    std::vector<ParagraphView> paragraphs;
};

/// What to quote: words, or a range of characters on a page.
struct QuoteRequest {
    std::string document;
    std::uint32_t page = 0;                 ///< 0: search all pages for `text`
    std::optional<TextRange> characters;    ///< in Unicode code points of the page's text
    std::string text;                       ///< or the words themselves; white space is forgiving
    std::string note;                       ///< what it supports, in the quoter's words
    std::string reason = "quoted";
};

/// A quoted span of a document. Ranges count Unicode code points of the page's text.
struct PassageView {
    std::string id, document, document_sha256, file_name, text, before, after, note;
    std::uint32_t page = 0;
    TextRange characters;
    std::vector<PageBox> boxes;
    std::string anchor;  ///< "exact" | "moved" (found again elsewhere after re-extraction) | "lost"
};

/// One change of a record.
struct HistoryItem {
    std::string at, member, device, reason, kind;  ///< kind: "put", "expunge", "withhold"; "open": its sealed fields were read
    std::uint64_t seq = 0;
    /// A field before and after.
    struct FieldChange {
        std::string field;
        base::Json before, after;
    };
    std::vector<FieldChange> fields;
};

// ---- proof --------------------------------------------------------------------------------------------------------------

/// The first thing that does not hold.
struct Problem {
    std::string where;    ///< "entry 17 of device ab12...", "the file of document ...", "database page 9"
    std::string what;     ///< plain words
    std::string meaning;  ///< what it means and what to do
};

/// What a verification found.
struct VerifyReport {
    bool ok = true;
    std::uint64_t entries = 0, changes = 0, documents = 0, withheld = 0, timestamps = 0;
    std::uint64_t unchecked_timestamps = 0;  ///< of a bundle, for want of their authority's certificates
    std::string checkpoint;  ///< the C2SP checkpoint that was checked
    std::optional<Problem> problem;
};

/// How far a verification goes.
struct VerifyOptions {
    bool quick = false;  ///< leave the blobs unread
    std::string authority_certificates;  ///< PEM file for the timestamps' authority, or empty
};

/// What a backup did: blobs_seen == blobs_copied + blobs_already_there.
struct BackupReport {
    std::uint64_t blobs_seen = 0, blobs_copied = 0, blobs_already_there = 0, bytes_copied = 0;
};

/// What a rebuild went through.
struct RebuildReport {
    std::uint64_t entries = 0, records = 0, documents = 0, indexed = 0;
};

/// Called with a word for the step and done and total counts; false cancels.
using Watcher = std::function<bool(std::string_view step, std::uint64_t done, std::uint64_t total)>;

}  // namespace guvoh::service

// SPDX-License-Identifier: AGPL-3.0-or-later
//
// A workspace: one vault and everything Guvoh can do with it. Each use case stands here once; the terminal, the web server and
// the tests go through it. Arguments and results are plain values that could be written as JSON.
//
// Errors of every call are base::Error with the kinds of docs/errors.md; `detail` never holds names, text or keys.
// Threads: calls that change things are serialised inside; reads run beside them. One process holds the vault.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/json.h"
#include "crypto/secret.h"

namespace guvoh::platform {
class FileSystem;
}
namespace guvoh::vault {
class Vault;
}

namespace guvoh::service {

using crypto::Passphrase;

/// A passphrase from typed text, normalised (NFC) so that two keyboards agree. Errors: Invalid when empty or not UTF-8.
base::Expected<Passphrase> make_passphrase(std::string_view typed);

// ---- opening ------------------------------------------------------------------------------------------------------------

struct CreateOptions {
    std::string member_name = "first member";  ///< how the history names whoever works here
    std::string device_name = "this device";
    std::uint32_t stretch_memory_kib = 262144;  ///< Argon2id memory for the passphrase, KiB
    std::uint32_t stretch_passes = 3;
    bool encrypted = true;  ///< false only for measuring what encryption costs
    platform::FileSystem* files = nullptr;  ///< null: the real one; tests break another
};

struct Keyslot {
    std::string id, kind, label;
    std::int64_t created_at = 0;
};

// ---- ingesting ----------------------------------------------------------------------------------------------------------

struct IngestOptions {
    std::vector<std::string> paths;
    std::string reason = "ingested";             ///< kept in the ledger with every document
    std::vector<std::string> ocr_languages;      ///< Tesseract names; empty: all installed of the built-in list
    bool ocr = true;
    bool keep_unreadable = false;  ///< preserve the bytes of files that cannot be read, instead of refusing them
    unsigned lanes = 0;            ///< parallel extraction lanes; 0: one a core
    std::uint32_t time_limit_s = 300;  ///< for one file
    std::uint64_t unpacked_limit_bytes = 4ULL << 30;  ///< for everything inside one archive
};

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

struct SearchRequest {
    std::string query;
    std::uint32_t limit = 10, offset = 0;
    bool exact = false;  ///< switch stems and script-neutral matching off
    bool with_boxes = false;
};

struct TextRange {
    std::uint32_t begin = 0, end = 0;  ///< byte offsets
};

struct PageBox {
    float x0 = 0, y0 = 0, x1 = 0, y1 = 0;  ///< points from the top left of the page
};

struct Hit {
    std::string document;   ///< record id
    std::string file_name;
    std::uint32_t page = 0;  ///< counts from 1
    std::string language;   ///< ISO 639
    double score = 0;
    std::string snippet;
    std::vector<TextRange> marks;  ///< matches inside the snippet
    std::vector<PageBox> boxes;    ///< matches on the page, when asked for and known
    std::uint32_t begin = 0, end = 0;  ///< the snippet's byte range in the page's text
};

struct SearchReply {
    std::uint64_t total = 0;
    bool total_is_exact = true;
    std::vector<Hit> hits;
};

// ---- documents and passages ---------------------------------------------------------------------------------------------

struct DocumentInfo {
    std::string id, file_name, path, kind, media_type, sha256, added_at, title;
    std::uint64_t size_bytes = 0;
    std::uint32_t page_count = 0;
    std::vector<std::string> languages;
    std::map<std::string, std::string> metadata;
    std::vector<std::string> notes;
    std::vector<std::string> contains;         ///< ids of documents found inside this one
    std::vector<std::string> found_in;         ///< ids of documents this one was found inside
    std::vector<std::string> near_duplicates;  ///< ids
};

struct PageWord {
    std::uint32_t begin = 0, end = 0;
    PageBox box;
};

struct PageView {
    std::string document;
    std::uint32_t page = 0;
    float width_pt = 0, height_pt = 0;
    bool from_ocr = false;
    float ocr_confidence = 0;
    std::string text;
    std::vector<PageWord> words;
    struct ParagraphView {
        std::uint32_t begin = 0, end = 0;
        std::string language, script;
    };
    std::vector<ParagraphView> paragraphs;
};

struct QuoteRequest {
    std::string document;
    std::uint32_t page = 0;                 ///< 0: search all pages for `text`
    std::optional<TextRange> characters;    ///< in Unicode code points of the page's text
    std::string text;                       ///< or the words themselves; white space is forgiving
    std::string reason = "quoted";
};

/// A quoted span of a document. Ranges count Unicode code points of the page's text.
struct PassageView {
    std::string id, document, document_sha256, file_name, text, before, after;
    std::uint32_t page = 0;
    TextRange characters;
    std::vector<PageBox> boxes;
    std::string anchor;  ///< "exact" | "moved" (found again elsewhere after re-extraction) | "lost"
};

struct HistoryItem {
    std::string at, member, device, reason, kind;  ///< kind: "put", "expunge", "withhold"
    std::uint64_t seq = 0;
    struct FieldChange {
        std::string field;
        base::Json before, after;
    };
    std::vector<FieldChange> fields;
};

// ---- proof --------------------------------------------------------------------------------------------------------------

struct Problem {
    std::string where;    ///< "entry 17 of device ab12...", "the file of document ...", "database page 9"
    std::string what;     ///< plain words
    std::string meaning;  ///< what it means and what to do
};

struct VerifyReport {
    bool ok = true;
    std::uint64_t entries = 0, changes = 0, documents = 0, withheld = 0, timestamps = 0;
    std::string checkpoint;  ///< the C2SP checkpoint that was checked
    std::optional<Problem> problem;
};

struct VerifyOptions {
    bool quick = false;  ///< leave the blobs unread
    std::string authority_certificates;  ///< PEM file for the timestamps' authority, or empty
};

struct BackupReport {
    std::uint64_t blobs_seen = 0, blobs_copied = 0, blobs_already_there = 0, bytes_copied = 0;
};

struct RebuildReport {
    std::uint64_t entries = 0, records = 0, documents = 0, indexed = 0;
};

/// Called with a word for the step and done and total counts; false cancels.
using Watcher = std::function<bool(std::string_view step, std::uint64_t done, std::uint64_t total)>;

// ---- the workspace ------------------------------------------------------------------------------------------------------

class Workspace {
public:
    struct Parts;  ///< for the files of this module
    struct Created {
        std::unique_ptr<Workspace> workspace;
        std::string recovery_key;  ///< to be written on paper, shown once
    };
    static base::Expected<Created> create(const std::string& folder, const Passphrase& passphrase,
                                          const CreateOptions& options = {});
    static base::Expected<std::unique_ptr<Workspace>> open(const std::string& folder, const Passphrase& passphrase,
                                                           platform::FileSystem* files = nullptr);
    static base::Expected<std::unique_ptr<Workspace>> open_with_recovery_key(const std::string& folder, std::string_view key);
    ~Workspace();

    base::Expected<IngestReport> ingest(const IngestOptions& options, const IngestWatcher& watcher = {});

    base::Expected<SearchReply> search(const SearchRequest& request);

    /// Errors of everything that takes an id: NotFound, Invalid (an id may be shortened while it stays unique).
    base::Expected<DocumentInfo> document(std::string_view id);
    base::Expected<PageView> page(std::string_view id, std::uint32_t page);
    base::Expected<std::string> page_image_png(std::string_view id, std::uint32_t page, unsigned dpi);
    /// Writes the preserved file, byte for byte, to a new file.
    base::Status write_original(std::string_view id, const std::string& to_path);
    struct DocumentList {
        std::uint64_t total = 0;
        std::vector<DocumentInfo> documents;
    };
    base::Expected<DocumentList> documents(std::uint32_t limit, std::uint32_t offset);

    base::Expected<PassageView> quote(const QuoteRequest& request);
    base::Expected<PassageView> passage(std::string_view id);
    base::Expected<std::vector<PassageView>> passages(std::string_view document_id);

    base::Expected<std::vector<HistoryItem>> history(std::string_view record_id);
    /// Removes a record's content for someone's safety: the file, its words, its index entries. The fact and the reason stay.
    base::Status expunge(std::string_view record_id, std::string_view reason);

    base::Expected<VerifyReport> verify(const VerifyOptions& options = {}, const Watcher& watcher = {});
    /// Writes a bundle that anyone can verify without the vault. `with_payloads`: with the content, not only the proof.
    base::Expected<std::uint64_t> write_bundle(const std::string& to_path, bool with_payloads);
    base::Expected<std::string> checkpoint();
    /// RFC 3161: a query for the present checkpoint (DER), to be sent to an authority by any means.
    base::Expected<std::string> timestamp_query();
    /// Checks an authority's reply to the last query and keeps it. Gives the time it attests, RFC 3339.
    base::Expected<std::string> store_timestamp(std::string_view reply_der, std::string_view certificates_pem);
    /// Asks the named authority over HTTP and keeps its reply: the only call that reaches a network.
    base::Expected<std::string> request_timestamp(const std::string& authority_url, std::string_view certificates_pem);

    base::Expected<BackupReport> backup(const std::string& to_folder, const Watcher& watcher = {});
    base::Expected<RebuildReport> rebuild(bool extract_again, const Watcher& watcher = {});

    std::vector<Keyslot> keyslots();
    base::Status change_passphrase(const Passphrase& current, const Passphrase& next);
    base::Status add_passphrase(const Passphrase& passphrase, std::string_view label);
    base::Expected<std::string> add_recovery_key(std::string_view label);
    base::Status remove_keyslot(std::string_view id);

private:
    Workspace();
    static base::Expected<std::unique_ptr<Workspace>> open_vault(std::unique_ptr<vault::Vault> vault, platform::FileSystem& files);
    std::unique_ptr<Parts> parts_;
};

/// Opens a vault only to verify it: damage that keeps it from opening is the report's problem, not an error.
/// Errors: NotFound, Locked, BadKey, Unsupported, Cancelled.
base::Expected<VerifyReport> verify_vault(const std::string& folder, const Passphrase& passphrase, const VerifyOptions& options = {},
                                          const Watcher& watcher = {});
/// Needs no key: wipes every keyslot of the folder at once.
base::Status destroy_keys(const std::string& folder);
/// Copies a backup to a new place and checks it.
base::Expected<VerifyReport> restore(const std::string& backup_folder, const std::string& to_folder, const Passphrase& passphrase);
/// Checks an exported bundle without a vault.
base::Expected<VerifyReport> verify_bundle(const std::string& path);

struct IdentifiedLine {
    std::string text, language, script;
    double confidence = 0;
};
/// Names language and script of each line of a file.
base::Expected<std::vector<IdentifiedLine>> identify_language(const std::string& path);

struct DoctorReport {
    struct Item {
        std::string name, value;
        bool ok = true;
        std::string advice;
    };
    std::vector<Item> items;
};
DoctorReport doctor();

/// The sandboxed parser's entry point: the program calls it when started with `--extract-worker`.
int extract_worker_main(int argc, char** argv);

}  // namespace guvoh::service

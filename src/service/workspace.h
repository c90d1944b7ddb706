// SPDX-License-Identifier: AGPL-3.0-or-later
//
// A workspace: one vault and everything Guvoh can do with it. Each use case stands here once; the terminal, the web server and
// the tests go through it. Arguments and results are plain values that could be written as JSON.
//
// Errors of every call are base::Error with the kinds of docs/errors.md; `detail` never holds names, text or keys.
// Threads: calls that change things are serialised inside; reads run beside them. One process holds the vault.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "crypto/secret.h"
#include "service/caller.h"
#include "service/workspace_types.h"

namespace guvoh::vault {
class Vault;
}

namespace guvoh::service {

using crypto::Passphrase;

/// A passphrase from typed text, normalised (NFC) so that two keyboards agree. Errors: Invalid when empty or not UTF-8.
base::Expected<Passphrase> make_passphrase(std::string_view typed);

// ---- the workspace ------------------------------------------------------------------------------------------------------

class Workspace {
public:
    struct Parts;  ///< for the files of this module
    Parts& parts() { return *parts_; }
    /// A new workspace and the key that must go on paper.
    struct Created {
        std::unique_ptr<Workspace> workspace;
        std::string recovery_key;  ///< to be written on paper, shown once
    };
    /// Makes an empty workspace. Errors: Conflict when the folder is not empty, Full, Io.
    static base::Expected<Created> create(const std::string& folder, const Passphrase& passphrase,
                                          const CreateOptions& options = {});
    /// Opens a workspace. Errors: NotFound, Locked, BadKey, Corrupt, Unsupported.
    static base::Expected<std::unique_ptr<Workspace>> open(const std::string& folder, const Passphrase& passphrase,
                                                           platform::FileSystem* files = nullptr);
    /// The same with an empty index, damaged as the one there may be: for rebuild(), which fills it.
    static base::Expected<std::unique_ptr<Workspace>> open_to_rebuild(const std::string& folder, const Passphrase& passphrase,
                                                                      platform::FileSystem* files = nullptr);
    /// The same as open() with the key from paper. Errors: also Invalid for a mistyped key.
    static base::Expected<std::unique_ptr<Workspace>> open_with_recovery_key(const std::string& folder, std::string_view key);
    ~Workspace();

    /// Preserves and reads files and folders. One ingestion runs at a time, others wait. Errors: Denied, Full, Io, Corrupt; what
    /// was committed before stays.
    base::Expected<IngestReport> ingest(const Caller& caller, const IngestOptions& options, const IngestWatcher& watcher = {});

    /// Errors: Invalid for a query that cannot be read, saying where.
    base::Expected<SearchReply> search(const Caller& caller, const SearchRequest& request);

    /// Errors of everything that takes an id: NotFound, Invalid (an id may be shortened while it stays unique).
    base::Expected<DocumentInfo> document(const Caller& caller, std::string_view id);
    base::Expected<PageView> page(const Caller& caller, std::string_view id, std::uint32_t page);
    base::Expected<std::string> page_image_png(const Caller& caller, std::string_view id, std::uint32_t page, unsigned dpi);
    /// Writes the preserved file, byte for byte, to a new file.
    base::Status write_original(const Caller& caller, std::string_view id, const std::string& to_path);
    /// A part of the preserved file, for range requests. Errors: also Invalid when the range is outside.
    base::Expected<base::Bytes> original_part(const Caller& caller, std::string_view id, std::uint64_t offset, std::size_t size_bytes);
    struct DocumentList {
        std::uint64_t total = 0;
        std::vector<DocumentInfo> documents;
    };
    base::Expected<DocumentList> documents(const Caller& caller, std::uint32_t limit, std::uint32_t offset);

    /// Keeps a quotation as a record. Errors: NotFound when the words do not stand there.
    base::Expected<PassageView> quote(const Caller& caller, const QuoteRequest& request);
    /// A kept quotation, found again in the text as it is now.
    base::Expected<PassageView> passage(const Caller& caller, std::string_view id);
    /// All quotations of a document, oldest first.
    base::Expected<std::vector<PassageView>> passages(const Caller& caller, std::string_view document_id);

    /// Who changed a record, when, why and what, oldest first.
    base::Expected<std::vector<HistoryItem>> history(const Caller& caller, std::string_view record_id);
    /// Removes a record's content for someone's safety: the file, its words, its index entries. The fact and the reason stay.
    base::Status expunge(const Caller& caller, std::string_view record_id, std::string_view reason);

    /// Leaves a record's content out of every bundle from now on; here it stays. Errors: Denied; NotFound.
    base::Status withhold(const Caller& caller, std::string_view record_id, std::string_view reason);

    /// Checks everything; stops at the first thing that does not hold. Errors: Cancelled, Io.
    base::Expected<VerifyReport> verify(const VerifyOptions& options = {}, const Watcher& watcher = {});
    /// Writes a bundle that anyone can verify without the vault. `with_payloads`: with the content, not only the proof; what was
    /// withheld is left out.
    base::Expected<std::uint64_t> write_bundle(const std::string& to_path, bool with_payloads);
    base::Expected<std::string> checkpoint();
    /// RFC 3161: a query for the present checkpoint (DER), to be sent to an authority by any means.
    base::Expected<std::string> timestamp_query();
    /// Checks an authority's reply to the last query and keeps it. Gives the time it attests, RFC 3339.
    base::Expected<std::string> store_timestamp(std::string_view reply_der, std::string_view certificates_pem);
    /// Asks the named authority over HTTP and keeps its reply: the only call that reaches a network.
    base::Expected<std::string> request_timestamp(const std::string& authority_url, std::string_view certificates_pem);

    /// Copies the record, sealed as it is, to a folder; see vault::Vault::backup. Errors: also Corrupt, when preserved files are
    /// damaged here (all others were copied).
    /// `read_all`: reads what is in the backup already, too, and copies anew what does not hold.
    base::Expected<BackupReport> backup(const std::string& to_folder, const Watcher& watcher = {}, bool read_all = false);
    /// Makes tables and index anew from the ledger; with `extract_again` reads the preserved files again too.
    base::Expected<RebuildReport> rebuild(bool extract_again, const Watcher& watcher = {});

    /// The ways to open the record.
    std::vector<Keyslot> keyslots();
    /// Replaces a passphrase; nothing is encrypted anew. Errors: BadKey.
    base::Status change_passphrase(const Passphrase& current, const Passphrase& next);
    /// Adds a passphrase.
    base::Status add_passphrase(const Passphrase& passphrase, std::string_view label);
    /// Adds a recovery key and gives it, for paper.
    base::Expected<std::string> add_recovery_key(std::string_view label);
    /// Errors: NotFound; Conflict for the last one.
    base::Status remove_keyslot(std::string_view id);

private:
    Workspace();
    static base::Expected<std::unique_ptr<Workspace>> open_vault(std::unique_ptr<vault::Vault> vault, platform::FileSystem& files,
                                                                 bool empty_index = false);
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
/// Checks an exported bundle without a vault; its timestamps only with their authority's certificates (a PEM file).
base::Expected<VerifyReport> verify_bundle(const std::string& path, const std::string& authority_certificates = {});

/// A line of text with its language (ISO 639) and script (ISO 15924).
struct IdentifiedLine {
    std::string text, language, script;
    double confidence = 0;
};
/// Names language and script of each line of a file.
base::Expected<std::vector<IdentifiedLine>> identify_language(const std::string& path);

/// What this machine has and lacks.
struct DoctorReport {
    /// One thing that was looked at.
    struct Item {
        std::string name, value;
        bool ok = true;
        std::string advice;
    };
    std::vector<Item> items;
};
/// Looks at OCR languages, sandbox and cores.
DoctorReport doctor();

/// The sandboxed parser's entry point: the program calls it when started with `--extract-worker`.
int extract_worker_main(int argc, char** argv);

}  // namespace guvoh::service

// SPDX-License-Identifier: AGPL-3.0-or-later
//
// RAR, 7z, TAR, CAB, xz and bzip2 through libarchive: hands over the files inside. (ZIP and gzip: archive.cpp.)
#include <archive.h>
#include <archive_entry.h>
#include <locale.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include "documents/charset.h"
#include "documents/parsers.h"
#include "documents/utf8.h"

namespace guvoh::documents {

namespace {

using base::ErrorKind;
using base::fail;

constexpr char kEncrypted[] = "encrypted archive (a password is needed)";
constexpr char kDamaged[] = "damaged, or packed in a way that is not known here";

// libarchive gives names in the locale's character set, and cannot tell those that do not fit it.
locale_t utf8_locale() {
    static const locale_t made = ::newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
    return made;
}

class InUtf8 {
public:
    InUtf8() : former_(utf8_locale() == nullptr ? nullptr : ::uselocale(utf8_locale())) {}
    InUtf8(const InUtf8&) = delete;
    InUtf8& operator=(const InUtf8&) = delete;
    ~InUtf8() {
        if (former_ != nullptr) ::uselocale(former_);
    }

private:
    locale_t former_;
};

struct Close {
    void operator()(archive* one) const { archive_read_free(one); }
};
using Archive = std::unique_ptr<archive, Close>;

/// A file that is packed by itself (xz, bzip2), or a TAR packed so.
bool is_one_stream(std::string_view media_type) { return media_type == "application/x-xz" || media_type == "application/x-bzip2"; }

base::Expected<Archive> open(const Source& source) {
    Archive opened(archive_read_new());
    for (const auto support : {archive_read_support_format_rar, archive_read_support_format_rar5, archive_read_support_format_7zip,
                               archive_read_support_format_tar, archive_read_support_format_cab, archive_read_support_filter_xz,
                               archive_read_support_filter_bzip2}) {
        support(opened.get());
    }
    if (is_one_stream(source.media_type)) archive_read_support_format_raw(opened.get());
    if (archive_read_open_memory(opened.get(), source.bytes.data(), source.bytes.size()) < ARCHIVE_WARN) return fail(ErrorKind::Invalid, kDamaged);
    return opened;
}

/// Reads what an entry holds, a little beyond the limit at most. Nothing when it cannot be unpacked.
std::optional<base::Bytes> unpack(archive* from, std::uint64_t limit) {
    base::Bytes bytes;
    while (bytes.size() <= limit) {
        constexpr std::size_t kStep = 1U << 20;
        const std::size_t had = bytes.size();
        bytes.resize(had + kStep);
        const la_ssize_t got = archive_read_data(from, bytes.data() + had, kStep);
        bytes.resize(had + static_cast<std::size_t>(std::max<la_ssize_t>(got, 0)));
        if (got < 0) return std::nullopt;
        if (got == 0) break;
    }
    return bytes;
}

std::string name_of(archive_entry* entry, const Source& source) {
    if (is_one_stream(source.media_type) && archive_entry_size_is_set(entry) == 0) {
        const std::string name(source.name.substr(source.name.rfind('/') + 1));
        return name.substr(0, name.rfind('.'));
    }
    if (const char* const name = archive_entry_pathname_utf8(entry); name != nullptr && is_utf8(name)) return name;
    const char* const raw = archive_entry_pathname(entry);
    if (raw == nullptr) return "file";
    return to_utf8(base::as_bytes(std::string_view(raw)), detect_charset(base::as_bytes(std::string_view(raw))));
}

/// Hands the files of one archive over, in its order.
class Unpacker {
public:
    Unpacker(const Source& source, Output& out) : source_(source), out_(out) {}

    base::Status run() {
        GUVOH_TRY(const Archive opened, open(source_));
        for (;;) {
            archive_entry* entry = nullptr;
            const int status = archive_read_next_header(opened.get(), &entry);
            if (status == ARCHIVE_EOF) break;
            if (status == ARCHIVE_RETRY) continue;
            if (status < ARCHIVE_WARN) {
                if (archive_read_has_encrypted_entries(opened.get()) > 0) ++encrypted_;
                return end_early();
            }
            if (archive_entry_filetype(entry) == AE_IFREG) GUVOH_TRY_VOID(take(opened.get(), entry));
        }
        return encrypted_ > 0 && seen_ == 0 ? base::Status(fail(ErrorKind::Unsupported, kEncrypted)) : base::Status{};
    }

private:
    base::Status take(archive* from, archive_entry* entry) {
        const std::string name = name_of(entry, source_);
        if (archive_entry_is_encrypted(entry) != 0) {
            ++encrypted_;
            out_.refuse(name, "encrypted (a password is needed)");
            return {};
        }
        const bool told = archive_entry_size_is_set(entry) != 0;
        const auto size = static_cast<std::uint64_t>(std::max<la_int64_t>(archive_entry_size(entry), 0));
        if (told) {
            GUVOH_TRY(const bool admitted, admit(name, size));
            if (!admitted) return {};
        }
        const auto content = unpack(from, told ? size : source_.limits.max_child_bytes);
        if (!content || (told && content->size() != size)) {
            out_.refuse(name, kDamaged);
            return {};
        }
        if (!told) {
            GUVOH_TRY(const bool admitted, admit(name, content->size()));
            if (!admitted) return {};
        }
        out_.child(name, "", *content);
        return {};
    }

    // How small one file was packed is not told: the whole archive stands for all of them.
    base::Expected<bool> admit(const std::string& name, std::uint64_t size) {
        ++seen_;
        return out_.admit_child(name, size, std::exchange(packed_left_, 0));
    }

    base::Status end_early() {
        if (seen_ == 0) return encrypted_ > 0 ? fail(ErrorKind::Unsupported, kEncrypted) : fail(ErrorKind::Invalid, kDamaged);
        out_.note("damaged archive: only its first " + std::to_string(seen_) + " files could be unpacked");
        return {};
    }

    const Source& source_;
    Output& out_;
    std::uint64_t seen_ = 0, encrypted_ = 0, packed_left_ = source_.bytes.size();
};

}  // namespace

void packed_warm_up() { utf8_locale(); }

base::Status parse_packed(const Source& source, Output& out) {
    const InUtf8 names;
    return Unpacker(source, out).run();
}

}  // namespace guvoh::documents

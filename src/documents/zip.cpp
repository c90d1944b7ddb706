// SPDX-License-Identifier: AGPL-3.0-or-later
#include "documents/zip.h"

#include <zip.h>

#include <algorithm>

#include "documents/charset.h"
#include "documents/utf8.h"

namespace guvoh::documents {

using base::ErrorKind;

namespace {

constexpr std::uint64_t kMaxPartBytes = 512ULL << 20U;  // of an office document
constexpr std::uint64_t kRatioFloorBytes = 16ULL << 20U;

std::string entry_name(const char* raw) {
    const std::string_view name(raw);
    // Names that are not UTF-8 come from DOS or Windows: in our countries code page 866.
    return is_utf8(name) ? std::string(name) : to_utf8(base::as_bytes(name), "ibm866");
}

auto damaged(const char* what) { return base::fail(ErrorKind::Invalid, std::string("damaged ZIP: ") + clean_utf8(what)); }

}  // namespace

base::Expected<ZipFile> ZipFile::open(base::ByteSpan bytes) {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* const source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
    zip_t* const archive = source == nullptr ? nullptr : zip_open_from_source(source, ZIP_RDONLY, &error);
    if (archive == nullptr) {
        auto failure = damaged(zip_error_strerror(&error));
        zip_error_fini(&error);
        if (source != nullptr) zip_source_free(source);
        return failure;
    }
    zip_error_fini(&error);
    return ZipFile(archive);
}

ZipFile::ZipFile(ZipFile&& other) noexcept : archive_(other.archive_) { other.archive_ = nullptr; }
ZipFile::~ZipFile() {
    if (archive_ != nullptr) zip_discard(archive_);
}

std::uint64_t ZipFile::count() const { return static_cast<std::uint64_t>(std::max<zip_int64_t>(zip_get_num_entries(archive_, 0), 0)); }

base::Expected<ZipFile::Entry> ZipFile::entry(std::uint64_t index) const {
    zip_stat_t info;
    zip_stat_init(&info);
    if (zip_stat_index(archive_, index, ZIP_FL_ENC_RAW, &info) != 0 || (info.valid & ZIP_STAT_SIZE) == 0) {
        return damaged(zip_strerror(archive_));
    }
    Entry entry;
    const char* const raw = zip_get_name(archive_, index, ZIP_FL_ENC_RAW);
    entry.name = raw == nullptr ? "unnamed" : entry_name(raw);
    entry.unpacked = info.size;
    entry.packed = info.comp_size;
    entry.encrypted = (info.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && info.encryption_method != ZIP_EM_NONE;
    entry.folder = entry.name.ends_with('/');
    return entry;
}

base::Expected<base::Bytes> ZipFile::read(std::uint64_t index, std::uint64_t unpacked) const {
    zip_file_t* const file = zip_fopen_index(archive_, index, 0);
    if (file == nullptr) return damaged(zip_strerror(archive_));
    base::Bytes bytes;
    // Grow as bytes arrive: what the directory says of the size may be a lie.
    constexpr std::uint64_t kStep = 1U << 20U;
    bool good = true;
    while (bytes.size() < unpacked) {
        const std::size_t at = bytes.size();
        bytes.resize(static_cast<std::size_t>(std::min(unpacked, at + kStep)));
        const zip_int64_t got = zip_fread(file, bytes.data() + at, bytes.size() - at);
        if (got <= 0) {
            bytes.resize(at);
            good = false;
            break;
        }
        bytes.resize(at + static_cast<std::size_t>(got));
    }
    base::Byte more = 0;
    if (good) good = zip_fread(file, &more, 1) == 0;  // checks the CRC at the end as well
    zip_fclose(file);
    if (!good) return damaged("an entry does not unpack to what it says");
    return bytes;
}

bool ZipFile::has(const char* name) const { return zip_name_locate(archive_, name, ZIP_FL_NOCASE) >= 0; }

base::Expected<std::optional<base::Bytes>> ZipFile::part(const char* name, const Limits& limits) const {
    const zip_int64_t index = zip_name_locate(archive_, name, ZIP_FL_NOCASE);
    if (index < 0) return std::optional<base::Bytes>{};
    GUVOH_TRY(const Entry found, entry(static_cast<std::uint64_t>(index)));
    if (found.encrypted) return base::fail(ErrorKind::Unsupported, "encrypted document (a password is needed)");
    const bool bomb = found.unpacked > kRatioFloorBytes && found.unpacked / std::max<std::uint64_t>(found.packed, 1) > limits.max_ratio;
    if (bomb) {
        return base::fail(ErrorKind::Cancelled, "unpacks to more than " + std::to_string(limits.max_ratio) + " times its size (a zip bomb?)");
    }
    if (found.unpacked > std::min(kMaxPartBytes, limits.max_total_unpacked)) {
        return base::fail(ErrorKind::Cancelled, "a part of it is larger than " + std::to_string(kMaxPartBytes >> 20U) + " MB unpacked");
    }
    GUVOH_TRY(base::Bytes bytes, read(static_cast<std::uint64_t>(index), found.unpacked));
    return std::optional<base::Bytes>(std::move(bytes));
}

base::Status hand_over(const ZipFile& file, std::uint64_t index, const ZipFile::Entry& entry, Output& out) {
    GUVOH_TRY(const bool admitted, out.admit_child(entry.name, entry.unpacked, entry.packed));
    if (!admitted) return {};
    const auto bytes = file.read(index, entry.unpacked);
    if (bytes) {
        out.child(entry.name, "", *bytes);
    } else {
        out.refuse(entry.name, bytes.error().detail);
    }
    return {};
}

void identify_zip(Source& source) {
    source.kind = Kind::Archive;
    source.media_type = "application/zip";
    const auto file = ZipFile::open(source.bytes);
    if (!file) return;
    const auto become = [&source](Kind kind, const char* type) {
        source.kind = kind;
        source.media_type = type;
    };
    if (file->has("word/document.xml") || file->has("word/document2.xml")) {  // the second is what Word on the web writes
        become(Kind::Docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document");
    } else if (file->has("xl/workbook.xml")) {
        become(Kind::Spreadsheet, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    } else if (file->has("xl/workbook.bin")) {
        become(Kind::Spreadsheet, "application/vnd.ms-excel.sheet.binary.macroEnabled.12");
    } else if (file->has("ppt/presentation.xml")) {
        become(Kind::Presentation, "application/vnd.openxmlformats-officedocument.presentationml.presentation");
    } else if (file->has("mimetype") && file->has("content.xml")) {
        const auto type = file->part("mimetype", source.limits);
        const std::string_view text = type && *type ? base::as_text(**type) : std::string_view{};
        if (text.starts_with("application/vnd.oasis.opendocument.text")) become(Kind::Odt, "application/vnd.oasis.opendocument.text");
        if (text.starts_with("application/vnd.oasis.opendocument.spreadsheet")) {
            become(Kind::Spreadsheet, "application/vnd.oasis.opendocument.spreadsheet");
        }
        for (const char* const slides : {"application/vnd.oasis.opendocument.presentation", "application/vnd.oasis.opendocument.graphics"}) {
            if (text.starts_with(slides)) become(Kind::Presentation, slides);
        }
    }
}

}  // namespace guvoh::documents

// SPDX-License-Identifier: AGPL-3.0-or-later
#include "sheets/xlsx_parts.h"

#include <zip.h>

#include <pugixml.hpp>
#include <utility>
#include <vector>

namespace guvoh::sheets {

using base::ErrorKind;
using base::fail;

namespace {

constexpr std::size_t kSmallBytes = 16U << 20;
constexpr std::size_t kPieceBytes = 64U << 10;

}  // namespace

struct XlsxParts::Open {
    explicit Open(zip_file_t* opened) : file(opened) {}
    Open(const Open&) = delete;
    Open& operator=(const Open&) = delete;
    ~Open() { zip_fclose(file); }

    base::Status read(std::string& out, std::uint64_t& budget) const {
        out.resize(kPieceBytes);
        const zip_int64_t got = zip_fread(file, out.data(), out.size());
        if (got < 0) return fail(ErrorKind::Invalid, "damaged spreadsheet: a part cannot be unpacked");
        out.resize(static_cast<std::size_t>(got));
        if (out.size() > budget) return fail(ErrorKind::Cancelled, "the spreadsheet is too large");
        budget -= out.size();
        return {};
    }

    zip_file_t* file;
};

XlsxParts::XlsxParts() = default;
XlsxParts::~XlsxParts() = default;

void XlsxParts::Close::operator()(zip* archive) const { zip_discard(archive); }

base::Expected<std::unique_ptr<XlsxParts>> XlsxParts::open(base::ByteSpan bytes, std::uint64_t budget) {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
    zip* archive = source == nullptr ? nullptr : zip_open_from_source(source, ZIP_RDONLY, &error);
    zip_error_fini(&error);
    if (archive == nullptr) {
        if (source != nullptr) zip_source_free(source);
        return fail(ErrorKind::Invalid, "this is no XLSX file, or a damaged one");
    }
    std::unique_ptr<XlsxParts> parts(new XlsxParts());
    parts->archive_.reset(archive);
    parts->budget_ = budget;
    return parts;
}

base::Expected<std::optional<std::function<base::Status(std::string&)>>> XlsxParts::pieces(const std::string& name) {
    const zip_int64_t index = zip_name_locate(archive_.get(), name.c_str(), ZIP_FL_NOCASE);
    if (index < 0) return std::optional<std::function<base::Status(std::string&)>>();
    zip_file_t* file = zip_fopen_index(archive_.get(), static_cast<zip_uint64_t>(index), 0);
    if (file == nullptr) return fail(ErrorKind::Invalid, "damaged or encrypted spreadsheet: a part cannot be opened");
    open_.push_back(std::make_unique<Open>(file));
    return std::optional<std::function<base::Status(std::string&)>>([this, part = open_.back().get()](std::string& out) { return part->read(out, budget_); });
}

base::Expected<std::optional<std::string>> XlsxParts::small(const std::string& name) {
    GUVOH_TRY(const auto more, pieces(name));
    if (!more) return std::optional<std::string>();
    std::string whole, piece;
    do {
        GUVOH_TRY_VOID((*more)(piece));
        whole += piece;
        if (whole.size() > kSmallBytes) return fail(ErrorKind::Cancelled, "a part of the spreadsheet is too large");
    } while (!piece.empty());
    return std::optional(std::move(whole));
}

std::string resolved_path(std::string_view folder, std::string_view target) {
    std::string path = target.starts_with('/') ? std::string(target) : std::string(folder) + "/" + std::string(target);
    std::vector<std::string> words;
    for (std::size_t at = 0; at <= path.size();) {
        const std::size_t end = std::min(path.find('/', at), path.size());
        std::string word = path.substr(at, end - at);
        if (word == ".." && !words.empty()) words.pop_back();
        if (!word.empty() && word != "." && word != "..") words.push_back(std::move(word));
        at = end + 1;
    }
    std::string out;
    for (const std::string& word : words) out += (out.empty() ? "" : "/") + word;
    return out;
}

Relationships relationships(std::string_view xml, std::string_view folder) {
    Relationships found;
    pugi::xml_document document;
    if (!document.load_buffer(xml.data(), xml.size())) return found;
    for (const pugi::xml_node one : document.document_element().children()) {
        const std::string_view type = one.attribute("Type").value();
        if (std::string_view(one.attribute("TargetMode").value()) == "External") continue;
        const std::string path = resolved_path(folder, one.attribute("Target").value());
        found.by_type.try_emplace(std::string(type.substr(type.rfind('/') + 1)), path);
        found.by_id.try_emplace(one.attribute("Id").value(), path);
    }
    return found;
}

}  // namespace guvoh::sheets

// SPDX-License-Identifier: AGPL-3.0-or-later
#include "papers/testing/read_docx.h"

#include <zip.h>

namespace guvoh::papers::testing {

namespace {

bool read_part(zip_t* archive, zip_uint64_t index, std::string& out) {
    zip_file_t* part = zip_fopen_index(archive, index, 0);
    if (part == nullptr) return false;
    std::string piece(64U << 10, '\0');
    zip_int64_t got = 0;
    while ((got = zip_fread(part, piece.data(), piece.size())) > 0) out.append(piece, 0, static_cast<std::size_t>(got));
    zip_fclose(part);
    return got == 0;
}

}  // namespace

std::map<std::string, std::string> unzipped(std::string_view file) {
    zip_error_t error;
    zip_error_init(&error);
    zip_t* archive = zip_open_from_source(zip_source_buffer_create(file.data(), file.size(), 0, &error), ZIP_CHECKCONS, &error);
    zip_error_fini(&error);
    if (archive == nullptr) return {};
    std::map<std::string, std::string> parts;
    bool whole = true;
    for (zip_int64_t i = 0; i < zip_get_num_entries(archive, 0); ++i) {
        const auto index = static_cast<zip_uint64_t>(i);
        whole = read_part(archive, index, parts[zip_get_name(archive, index, 0)]) && whole;
    }
    zip_discard(archive);
    return whole ? parts : std::map<std::string, std::string>();
}

pugi::xml_document parsed(const std::string& xml) {
    pugi::xml_document document;
    if (!document.load_buffer(xml.data(), xml.size(), (pugi::parse_default | pugi::parse_ws_pcdata) & ~static_cast<unsigned>(pugi::parse_eol))) document.reset();
    return document;
}

std::string shown_text(const pugi::xml_node& node) {
    const std::string_view name = node.name();
    if (name == "w:t") return node.text().get();
    if (name == "w:br") return "\n";
    if (name == "w:tab" && std::string_view(node.parent().name()) == "w:r") return "\t";
    std::string out;
    for (const pugi::xml_node child : node.children()) out += shown_text(child);
    return out;
}

std::vector<pugi::xml_node> nodes(const pugi::xml_node& below, std::string_view name) {
    std::vector<pugi::xml_node> found;
    for (const pugi::xml_node child : below.children()) {
        if (child.name() == name) found.push_back(child);
        const std::vector<pugi::xml_node> inside = nodes(child, name);
        found.insert(found.end(), inside.begin(), inside.end());
    }
    return found;
}

}  // namespace guvoh::papers::testing

// SPDX-License-Identifier: AGPL-3.0-or-later
#include "documents/office.h"

#include <algorithm>

#include "documents/dates.h"

namespace guvoh::documents {

namespace {

struct Property {
    std::string_view element;
    const char* key;
};
constexpr Property kCore[] = {{"title", "title"},       {"creator", "author"},   {"subject", "subject"},
                              {"keywords", "keywords"}, {"created", "created_on"}, {"modified", "modified_on"},
                              {"language", "language"}, {"Application", "producer"}};
constexpr Property kOdf[] = {{"title", "title"},           {"initial-creator", "author"}, {"creator", "author"},
                             {"subject", "subject"},       {"keyword", "keywords"},       {"creation-date", "created_on"},
                             {"date", "modified_on"},      {"language", "language"},      {"generator", "producer"}};

template <std::size_t N>
void take_properties(const pugi::xml_node& parent, const Property (&properties)[N], Output& out) {
    for (const Property& property : properties) {
        const std::string value = text_under(child_named(parent, property.element));
        const std::string_view key(property.key);
        if (key.ends_with("_on") && !looks_iso(value)) continue;
        out.metadata(property.key, value);
    }
}

/// Where a link leads from a part: "../notesSlides/a.xml" in "ppt/slides/" is "ppt/notesSlides/a.xml".
std::string resolved(std::string folder, std::string_view target) {
    if (target.starts_with('/')) return std::string(target.substr(1));
    while (target.starts_with("../")) {
        target.remove_prefix(3);
        folder.resize(folder.size() < 2 ? 0 : folder.rfind('/', folder.size() - 2) + 1);  // npos + 1 is 0
    }
    return folder + std::string(target);
}

}  // namespace

void drop_line_ends(std::string& text, std::size_t down_to) {
    while (text.size() > down_to && text.ends_with('\n')) text.pop_back();
}

void read_core_properties(const ZipFile& file, const Limits& limits, Output& out) {
    for (const char* const name : {"docProps/core.xml", "docProps/app.xml"}) {
        auto bytes = file.part(name, limits);
        pugi::xml_document document;
        if (!bytes || !*bytes || !parse_xml(document, **bytes, "properties")) continue;
        take_properties(document.document_element(), kCore, out);
    }
}

void read_odf_properties(const ZipFile& file, const Limits& limits, Output& out) {
    auto bytes = file.part("meta.xml", limits);
    pugi::xml_document document;
    if (!bytes || !*bytes || !parse_xml(document, **bytes, "properties")) return;
    take_properties(child_named(document.document_element(), "meta"), kOdf, out);
}

bool odf_is_encrypted(const ZipFile& file, const Limits& limits) {
    const auto manifest = file.part("META-INF/manifest.xml", limits);
    return manifest && *manifest && base::as_text(**manifest).find("encryption-data") != std::string_view::npos;
}

base::Status read_odf_content(const ZipFile& file, const Limits& limits, const char* format, XmlPart& content) {
    if (odf_is_encrypted(file, limits)) return base::fail(base::ErrorKind::Unsupported, "encrypted OpenDocument file (a password is needed)");
    GUVOH_TRY(auto bytes, file.part("content.xml", limits));
    if (!bytes) return base::fail(base::ErrorKind::Invalid, std::string("damaged ") + format + ": it has no content.xml");
    content.bytes = std::move(*bytes);
    return parse_xml(content.document, content.bytes, format);
}

std::vector<std::string> xml_parts(const ZipFile& file, std::string_view start) {
    std::vector<std::string> names;
    for (std::uint64_t i = 0; i < file.count(); ++i) {
        const auto entry = file.entry(i);
        if (!entry || !entry->name.starts_with(start) || !entry->name.ends_with(".xml")) continue;
        if (entry->name.find('/', start.size()) == std::string::npos) names.push_back(entry->name);
    }
    return names;
}

base::Expected<std::vector<Relation>> relations_of(const ZipFile& file, const std::string& part, const Limits& limits) {
    const std::size_t name = part.rfind('/') + 1;
    const std::string folder = part.substr(0, name);
    std::vector<Relation> relations;
    GUVOH_TRY(auto bytes, file.part((folder + "_rels/" + part.substr(name) + ".rels").c_str(), limits));
    if (!bytes) return relations;
    pugi::xml_document document;
    GUVOH_TRY_VOID(parse_xml(document, *bytes, "Office document"));
    for (const pugi::xml_node& relation : document.document_element().children()) {
        if (std::string_view(relation.attribute("TargetMode").value()) == "External") continue;
        const std::string_view type = relation.attribute("Type").value();
        relations.push_back({relation.attribute("Id").value(), std::string(type.substr(type.rfind('/') + 1)),
                             resolved(folder, relation.attribute("Target").value())});
    }
    return relations;
}

base::Status hand_over_embedded(const ZipFile& file, std::initializer_list<std::string_view> starts, Output& out) {
    for (std::uint64_t i = 0; i < file.count(); ++i) {
        const auto entry = file.entry(i);
        const auto begins = [&entry](std::string_view start) { return entry->name.starts_with(start); };
        if (!entry || entry->folder || std::none_of(starts.begin(), starts.end(), begins)) continue;
        GUVOH_TRY_VOID(hand_over(file, i, *entry, out));
    }
    return {};
}

}  // namespace guvoh::documents

// SPDX-License-Identifier: AGPL-3.0-or-later
#include "documents/xml.h"

namespace guvoh::documents {

namespace {

constexpr int kMaxDepth = 2000;

struct TextWalker : pugi::xml_tree_walker {
    std::string text;
    bool for_each(pugi::xml_node& node) override {
        if (node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata) text += node.value();
        return depth() < kMaxDepth;
    }
};

std::string_view without_prefix(std::string_view name) {
    const std::size_t colon = name.find(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

}  // namespace

base::Status parse_xml(pugi::xml_document& document, base::Bytes& bytes, std::string_view what) {
    constexpr unsigned kFlags = (pugi::parse_default | pugi::parse_ws_pcdata) & ~static_cast<unsigned>(pugi::parse_eol);
    const pugi::xml_parse_result result = document.load_buffer_inplace(bytes.data(), bytes.size(), kFlags);
    if (result.status == pugi::status_out_of_memory) return base::fail(base::ErrorKind::Cancelled, "used more memory than allowed");
    if (!result && !document.document_element()) {
        return base::fail(base::ErrorKind::Invalid, "damaged " + std::string(what) + ": " + result.description());
    }
    return {};
}

std::string_view local_name(const pugi::xml_node& node) { return without_prefix(node.name()); }

pugi::xml_node child_named(const pugi::xml_node& node, std::string_view local) {
    for (const pugi::xml_node& child : node.children()) {
        if (local_name(child) == local) return child;
    }
    return {};
}

std::string text_under(const pugi::xml_node& node) {
    TextWalker walker;
    pugi::xml_node start = node;
    start.traverse(walker);
    return walker.text;
}

std::string_view attribute_named(const pugi::xml_node& node, std::string_view local) {
    for (const pugi::xml_attribute& attribute : node.attributes()) {
        if (without_prefix(attribute.name()) == local) return attribute.value();
    }
    return {};
}

}  // namespace guvoh::documents

// SPDX-License-Identifier: AGPL-3.0-or-later
#include "documents/ole.h"

#include <gsf/gsf.h>

#include <array>
#include <utility>

#include "documents/dates.h"
#include "documents/parsers.h"

namespace guvoh::documents {

using base::ErrorKind;
using base::fail;

namespace {

constexpr std::array<std::pair<const char*, const char*>, 7> kProperties = {{{GSF_META_NAME_TITLE, "title"},
                                                                             {GSF_META_NAME_INITIAL_CREATOR, "author"},
                                                                             {GSF_META_NAME_CREATOR, "author"},
                                                                             {GSF_META_NAME_SUBJECT, "subject"},
                                                                             {GSF_META_NAME_KEYWORDS, "keywords"},
                                                                             {GSF_META_NAME_DATE_CREATED, "created_on"},
                                                                             {GSF_META_NAME_DATE_MODIFIED, "modified_on"}}};

base::Error damaged() { return {ErrorKind::Invalid, "damaged file of an old Office format", {}}; }

std::string value_text(const GValue* value) {
    if (value == nullptr) return {};
    if (G_VALUE_HOLDS_STRING(value)) {
        const char* const text = g_value_get_string(value);
        return text == nullptr ? std::string() : std::string(text);
    }
    if (VAL_IS_GSF_TIMESTAMP(value)) {
        const auto* const stamp = static_cast<const GsfTimestamp*>(g_value_get_boxed(value));
        return stamp == nullptr || stamp->timet <= 0 ? std::string() : iso_from_unix(stamp->timet);
    }
    return {};
}

// libgsf makes an object of the same class of streams and of folders.
bool is_folder(GsfInput* child) { return GSF_IS_INFILE(child) != 0 && gsf_infile_num_children(GSF_INFILE(child)) >= 0; }

}  // namespace

base::Expected<OleFolder> OleFolder::open(base::ByteSpan file) {
    const Held<GsfInput> input(gsf_input_memory_new(file.data(), static_cast<gsf_off_t>(file.size()), FALSE));
    GError* error = nullptr;
    GsfInfile* const folder = input.get() == nullptr ? nullptr : gsf_infile_msole_new(input.get(), &error);
    g_clear_error(&error);
    if (folder == nullptr) return fail(damaged());
    return OleFolder(G_OBJECT(folder), file.size());
}

std::vector<std::string> OleFolder::names() const {
    std::vector<std::string> names;
    for (int i = 0; i < gsf_infile_num_children(GSF_INFILE(folder_.get())); ++i) {
        const char* const name = gsf_infile_name_by_index(GSF_INFILE(folder_.get()), i);
        if (name != nullptr) names.emplace_back(name);
    }
    return names;
}

bool OleFolder::has(const char* name) const {
    const Held<GsfInput> child(gsf_infile_child_by_name(GSF_INFILE(folder_.get()), name));
    return child.get() != nullptr;
}

base::Expected<base::Bytes> OleFolder::stream(const char* name) const {
    const Held<GsfInput> child(gsf_infile_child_by_name(GSF_INFILE(folder_.get()), name));
    if (child.get() == nullptr || is_folder(child.get())) return fail(ErrorKind::NotFound, "no such stream");
    const auto size = static_cast<std::uint64_t>(gsf_input_size(child.get()));
    base::Bytes bytes(size <= file_bytes_ ? size : 0);
    if (size > file_bytes_ || (size > 0 && gsf_input_read(child.get(), size, bytes.data()) == nullptr)) return fail(damaged());
    return bytes;
}

base::Expected<OleFolder> OleFolder::folder(const char* name) const {
    const Held<GsfInput> child(gsf_infile_child_by_name(GSF_INFILE(folder_.get()), name));
    if (child.get() == nullptr || !is_folder(child.get())) return fail(ErrorKind::NotFound, "no such folder");
    return OleFolder(G_OBJECT(g_object_ref(child.get())), file_bytes_);
}

void OleFolder::read_properties(Output& out) const {
    const Held<GsfInput> summary(gsf_infile_child_by_name(GSF_INFILE(folder_.get()), "\005SummaryInformation"));
    if (summary.get() == nullptr) return;
    const Held<GsfDocMetaData> found(gsf_doc_meta_data_new());
    if (GError* error = gsf_doc_meta_data_read_from_msole(found.get(), summary.get()); error != nullptr) g_error_free(error);
    for (const auto& [name, key] : kProperties) {
        const GsfDocProp* const property = gsf_doc_meta_data_lookup(found.get(), name);
        if (property != nullptr) out.metadata(key, value_text(gsf_doc_prop_get_val(property)));
    }
}

}  // namespace guvoh::documents

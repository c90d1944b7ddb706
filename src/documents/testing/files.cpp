// SPDX-License-Identifier: AGPL-3.0-or-later
#include "documents/testing/files.h"

#include <gsf/gsf.h>
#include <zip.h>
#include <zlib.h>

#include <cstdlib>

#include "documents/gobject.h"

namespace guvoh::documents::testing {

namespace {

std::string zip_of(const Entries& entries, bool encrypted) {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* const target = zip_source_buffer_create(nullptr, 0, 0, &error);
    zip_source_keep(target);
    zip_t* const archive = zip_open_from_source(target, ZIP_TRUNCATE, &error);
    for (const auto& [name, content] : entries) {
        zip_source_t* const source = zip_source_buffer(archive, content.data(), content.size(), 0);
        const zip_int64_t index = zip_file_add(archive, name.c_str(), source, ZIP_FL_ENC_UTF_8);
        if (encrypted) zip_file_set_encryption(archive, static_cast<zip_uint64_t>(index), ZIP_EM_AES_256, "secret");
    }
    zip_close(archive);
    zip_stat_t info;
    zip_stat_init(&info);
    zip_source_stat(target, &info);
    std::string bytes(static_cast<std::size_t>(info.size), '\0');
    zip_source_open(target);
    zip_source_read(target, bytes.data(), bytes.size());
    zip_source_close(target);
    zip_source_free(target);
    return bytes;
}

std::string pdf_from(const std::vector<std::string>& objects, std::string_view extra) {
    std::string pdf = "%PDF-1.4\n";
    std::vector<std::size_t> at;
    for (std::size_t i = 0; i < objects.size(); ++i) {
        at.push_back(pdf.size());
        pdf += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
    }
    const std::size_t start = pdf.size();
    pdf += "xref\n0 " + std::to_string(objects.size() + 1) + "\n0000000000 65535 f \n";
    for (const std::size_t offset : at) {
        const std::string digits = std::to_string(offset);
        pdf += std::string(10 - digits.size(), '0') + digits + " 00000 n \n";
    }
    pdf += "trailer\n<</Size " + std::to_string(objects.size() + 1) + "/Root 1 0 R" + std::string(extra) + ">>\nstartxref\n" +
           std::to_string(start) + "\n%%EOF\n";
    return pdf;
}

std::string stream_object(std::string_view dictionary, std::string_view data) {
    return "<<" + std::string(dictionary) + "/Length " + std::to_string(data.size()) + ">>\nstream\n" + std::string(data) + "\nendstream";
}

}  // namespace

base::Expected<Extracted> parse_here(std::string_view bytes, std::string_view name, const Limits& limits,
                                     std::vector<std::uint32_t>* ocr_pages) {
    parsers_warm_up();
    MemoryOutput out(limits);
    Source source{base::as_bytes(bytes), name, limits, Kind::Other, {}};
    identify(source);
    if (auto status = parse_document(source, out); !status) return base::fail(status.error());
    out.found.kind = out.head().kind;
    out.found.media_type = out.head().media_type;
    out.found.metadata = out.head().metadata;
    if (ocr_pages != nullptr) *ocr_pages = out.ocr_pages();
    return std::move(out.found);
}

std::string all_text(const Extracted& extracted) {
    std::string text;
    for (const Page& page : extracted.pages) text += (text.empty() ? "" : "\f") + page.text;
    return text;
}

std::string make_zip(const Entries& entries) { return zip_of(entries, false); }
std::string make_encrypted_zip(const Entries& entries) { return zip_of(entries, true); }

std::string make_pdf(const std::vector<std::string>& pages, std::string_view extra) {
    std::string kids;
    for (std::size_t i = 0; i < pages.size(); ++i) kids += std::to_string(4 + 2 * i) + " 0 R ";
    std::vector<std::string> objects = {"<</Type/Catalog/Pages 2 0 R>>",
                                        "<</Type/Pages/Count " + std::to_string(pages.size()) + "/Kids[" + kids + "]>>",
                                        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"};
    for (std::size_t i = 0; i < pages.size(); ++i) {
        objects.push_back("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents " +
                          std::to_string(5 + 2 * i) + " 0 R>>");
        objects.push_back(stream_object("", pages[i]));
    }
    return pdf_from(objects, extra);
}

std::string text_stream(const std::vector<std::string>& lines, int size) {
    std::string stream = "BT /F1 " + std::to_string(size) + " Tf " + std::to_string(size + 2) + " TL 72 770 Td ";
    for (const std::string& line : lines) stream += "(" + line + ") Tj T* ";
    return stream + "ET";
}

std::string make_scan_pdf(std::uint32_t width, std::uint32_t height, std::string_view grey_pixels) {
    const std::string size = "/Width " + std::to_string(width) + "/Height " + std::to_string(height);
    return pdf_from({"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 1/Kids[3 0 R]>>",
                     "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</XObject<</Im 4 0 R>>>>/Contents 5 0 R>>",
                     stream_object("/Type/XObject/Subtype/Image" + size + "/ColorSpace/DeviceGray/BitsPerComponent 8", grey_pixels),
                     stream_object("", "q 595 0 0 842 0 0 cm /Im Do Q")},
                    {});
}

std::string make_docx(std::string_view body_xml, const Entries& more) {
    Entries entries = {{"[Content_Types].xml", "<Types/>"},
                       {"word/document.xml", "<?xml version=\"1.0\"?><w:document xmlns:w=\"w\" xmlns:mc=\"mc\"><w:body>" + std::string(body_xml) +
                                                 "</w:body></w:document>"}};
    entries.insert(entries.end(), more.begin(), more.end());
    return make_zip(entries);
}

std::string make_odt(std::string_view body_xml, const Entries& more) {
    Entries entries = {{"mimetype", "application/vnd.oasis.opendocument.text"},
                       {"content.xml", "<office:document-content xmlns:office=\"o\" xmlns:text=\"t\" xmlns:table=\"b\"><office:body><office:text>" +
                                           std::string(body_xml) + "</office:text></office:body></office:document-content>"}};
    entries.insert(entries.end(), more.begin(), more.end());
    return make_zip(entries);
}

std::string make_ole(const Entries& streams) {
    const Held<GsfOutput> file(gsf_output_memory_new());
    const Held<GsfOutfile> root(gsf_outfile_msole_new(file.get()));
    std::vector<std::pair<std::string, GsfOutput*>> open;  // folders, each in the one before
    const auto close_to = [&](std::size_t count) {
        for (; open.size() > count; open.pop_back()) {
            gsf_output_close(open.back().second);
            g_object_unref(open.back().second);
        }
    };
    const auto parent = [&] { return open.empty() ? root.get() : GSF_OUTFILE(open.back().second); };
    for (const auto& [path, content] : streams) {
        std::string_view rest = path;
        std::size_t depth = 0;
        for (auto slash = rest.find('/'); slash != std::string_view::npos; slash = rest.find('/'), ++depth) {
            const std::string folder(rest.substr(0, slash));
            if (depth < open.size() && open[depth].first != folder) close_to(depth);
            if (depth == open.size()) open.emplace_back(folder, gsf_outfile_new_child(parent(), folder.c_str(), TRUE));
            rest.remove_prefix(slash + 1);
        }
        close_to(depth);
        const Held<GsfOutput> stream(gsf_outfile_new_child(parent(), std::string(rest).c_str(), FALSE));
        if (gsf_output_write(stream.get(), content.size(), reinterpret_cast<const guint8*>(content.data())) == FALSE) std::abort();
        gsf_output_close(stream.get());
    }
    close_to(0);
    gsf_output_close(GSF_OUTPUT(root.get()));
    const guint8* const bytes = gsf_output_memory_get_bytes(GSF_OUTPUT_MEMORY(file.get()));
    return std::string(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(gsf_output_size(file.get())));
}

std::string gzip(std::string_view plain) {
    z_stream stream{};
    if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY) != Z_OK) std::abort();
    std::string out(deflateBound(&stream, plain.size()) + 64, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(plain.data()));
    stream.avail_in = static_cast<uInt>(plain.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

}  // namespace guvoh::documents::testing

// SPDX-License-Identifier: AGPL-3.0-or-later
#include "documents/parsers.h"
#include "documents/ocr.h"
#include "documents/draw.h"
namespace guvoh::documents {
base::Status parse_docx(const Source&, Output&) { return {}; }
base::Status parse_odt(const Source&, Output&) { return {}; }
base::Status parse_rtf(const Source&, Output&) { return {}; }
base::Status parse_html(const Source&, Output&) { return {}; }
base::Status parse_warc(const Source&, Output&) { return {}; }
base::Status parse_email(const Source&, Output&) { return {}; }
base::Status parse_mailbox(const Source&, Output&) { return {}; }
base::Status parse_image(const Source&, Output&) { return {}; }
base::Status parse_spreadsheet(const Source&, Output&) { return {}; }
base::Status ocr_warm_up(std::string_view) { return base::fail(base::ErrorKind::Unsupported, "not yet"); }
base::Expected<Page> ocr_page(Source&, std::uint32_t, const std::string&) { return base::fail(base::ErrorKind::Unsupported, "not yet"); }
base::Expected<base::Bytes> draw_page_png(Source&, std::uint32_t, std::uint32_t) { return base::fail(base::ErrorKind::Unsupported, "not yet"); }
const std::vector<std::string>& ocr_languages_wanted() { static const std::vector<std::string> w = {"rus", "eng", "kaz", "kir", "tgk", "uzb_cyrl", "uzb"}; return w; }
std::vector<std::string> ocr_languages_installed() { return {}; }
}  // namespace guvoh::documents

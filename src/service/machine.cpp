// SPDX-License-Identifier: AGPL-3.0-or-later
#include "language/identify.h"

#include <algorithm>
#include <unistd.h>

#include "base/text.h"
#include "documents/extractor.h"
#include "language/normalise.h"
#include "service/input_file.h"
#include "service/workspace_parts.h"

namespace guvoh::service {

using base::ErrorKind;
using base::fail;

namespace {
constexpr std::uint64_t kLargestTextFile = 1ULL << 30;
}

base::Expected<Passphrase> make_passphrase(std::string_view typed) {
    if (typed.empty()) return fail(ErrorKind::Invalid, "the passphrase is empty");
    GUVOH_TRY(const std::string normal, language::nfc(typed));
    return Passphrase(normal);
}

base::Expected<std::vector<IdentifiedLine>> identify_language(const std::string& path) {
    GUVOH_TRY(const auto file, InputFile::open(path));
    if (file.size_bytes() > kLargestTextFile) return fail(ErrorKind::Invalid, "the file is too large to be read line by line");
    GUVOH_TRY(const base::Bytes bytes, file.read_all());
    const std::string_view text = base::as_text(bytes);
    if (!base::is_utf8(text)) return fail(ErrorKind::Invalid, "the file is not UTF-8 text");
    std::vector<IdentifiedLine> lines;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        std::string_view line = text.substr(begin, end - begin);
        if (begin == 0 && line.starts_with("\xEF\xBB\xBF")) line.remove_prefix(3);
        if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
        const auto found = language::identify(line);
        lines.push_back({std::string(line), std::string(found.code()), std::string(language::script_code(found.script)), found.confidence});
        begin = end + 1;
    }
    return lines;
}

DoctorReport doctor() {
    DoctorReport report;
    const auto installed = documents::ocr_languages_installed();
    for (const std::string& language : documents::ocr_languages_wanted()) {
        const bool here = std::find(installed.begin(), installed.end(), language) != installed.end();
        std::string package = "tesseract-ocr-" + language;
        std::replace(package.begin(), package.end(), '_', '-');
        report.items.push_back({"OCR " + language, here ? "installed" : "missing", here, here ? "" : "apt-get install " + package});
    }
    const auto worker = documents::Extractor::start();
    report.items.push_back({"sandbox", worker ? "parsers run locked in" : worker.error().text(), worker.has_value(), ""});
    const long cores = ::sysconf(_SC_NPROCESSORS_ONLN);
    report.items.push_back({"cores", std::to_string(cores), true, ""});
    return report;
}

}  // namespace guvoh::service

// SPDX-License-Identifier: AGPL-3.0-or-later
//
// CSV as it is found: RFC 4180 with any of four separators, any line end, any character set that the document readers know.
#include <array>
#include <optional>

#include "base/text.h"
#include "documents/charset.h"
#include "sheets/readers.h"

namespace guvoh::sheets {

using base::ErrorKind;
using base::fail;

namespace {

constexpr std::array<char, 4> kSeparators = {',', ';', '\t', '|'};
constexpr std::size_t kProbeRows = 30;
constexpr std::size_t kProbeBytes = 256U << 10;
constexpr std::size_t kCharsetProbeBytes = 1U << 20;

/// Splits a text into records and fields.
class CsvText {
public:
    CsvText(std::string_view text, char separator, std::uint64_t most_columns) : text_(text), separator_(separator), most_columns_(most_columns) {}

    /// Gives the next record; false at the end. `broken()` tells why it ended early.
    bool next(std::vector<std::string>& fields) {
        fields.clear();
        if (at_ >= text_.size()) return false;
        for (;;) {
            fields.emplace_back();
            if (!field(fields.back())) return false;
            if (fields.size() > most_columns_) {
                too_wide_ = true;
                return false;
            }
            if (at_ >= text_.size()) return true;
            const char c = text_[at_++];
            if (c == separator_) continue;
            if (c == '\r' && at_ < text_.size() && text_[at_] == '\n') ++at_;
            return true;
        }
    }
    bool unclosed() const { return unclosed_; }
    bool too_wide() const { return too_wide_; }

private:
    /// Reads up to the separator or line end; false when a quote is not closed.
    bool field(std::string& out) {
        std::size_t blanks = at_;
        while (blanks < text_.size() && text_[blanks] == ' ' && separator_ != ' ') ++blanks;
        if (blanks < text_.size() && text_[blanks] == '"') {
            at_ = blanks + 1;
            if (!quoted(out)) return false;
        }
        const std::size_t begin = at_;
        while (at_ < text_.size() && text_[at_] != separator_ && text_[at_] != '\r' && text_[at_] != '\n') ++at_;
        out.append(text_, begin, at_ - begin);
        return true;
    }
    bool quoted(std::string& out) {
        for (;;) {
            const std::size_t quote = text_.find('"', at_);
            if (quote == std::string_view::npos) {
                unclosed_ = true;
                return false;
            }
            out.append(text_, at_, quote - at_);
            at_ = quote + 1;
            if (at_ >= text_.size() || text_[at_] != '"') return true;
            out += '"';
            ++at_;
        }
    }

    std::string_view text_;  // read_csv's
    char separator_;
    std::uint64_t most_columns_;
    std::size_t at_ = 0;
    bool unclosed_ = false, too_wide_ = false;
};

/// Excel's first line "sep=;" says which separator follows.
std::optional<char> stated_separator(std::string_view& text) {
    if (text.size() < 5 || !text.starts_with("sep=")) return std::nullopt;
    const char separator = text[4];
    const std::size_t end = text.find('\n');
    const bool alone = end == 5 || (end == 6 && text[5] == '\r');
    // One byte of a longer character would tear all others like it.
    const bool is_sign = separator == '\t' || (separator > ' ' && separator < 0x7f && separator != '"');
    if (!alone || !is_sign) return std::nullopt;
    text.remove_prefix(end + 1);
    return separator;
}

/// The separator by which most rows have as many fields as the first; the more fields the better. One that leaves a quotation mark
/// open is wrong, unless the probe ends inside a field.
char guess_separator(std::string_view text) {
    char best = ',';
    std::size_t best_score = 0;
    for (const char separator : kSeparators) {
        CsvText rows(text.substr(0, kProbeBytes), separator, kProbeBytes);
        std::vector<std::string> fields;
        std::size_t width = 0, score = 0;
        for (std::size_t i = 0; i < kProbeRows && rows.next(fields); ++i) {
            if (i == 0) width = fields.size();
            if (fields.size() == width && width > 1) score += width;
        }
        const bool torn = rows.unclosed() && text.size() <= kProbeBytes;
        if (score > best_score && !torn) {
            best = separator;
            best_score = score;
        }
    }
    return best;
}

base::Expected<std::string> text_of(base::ByteSpan bytes, const ReadLimits& limits, std::string& charset) {
    if (bytes.size() > limits.unpacked_bytes) return fail(ErrorKind::Cancelled, "the table is too large");
    const std::string_view as_is = base::as_text(bytes);
    charset = as_is.starts_with("\xef\xbb\xbf") || (base::is_utf8(as_is) && as_is.find('\0') == std::string_view::npos)
                  ? "utf-8"
                  : documents::detect_charset(bytes.first(std::min(bytes.size(), kCharsetProbeBytes)));
    std::string text = charset == "utf-8" ? base::repair_utf8(as_is) : documents::to_utf8(bytes, charset);
    if (text.starts_with("\xef\xbb\xbf")) text.erase(0, 3);
    if (text.size() > limits.unpacked_bytes) return fail(ErrorKind::Cancelled, "the table is too large");
    if (text.find('\0') != std::string::npos) return fail(ErrorKind::Invalid, "this is no CSV file: it holds binary data");
    return text;
}

}  // namespace

base::Expected<ReadReport> read_csv(base::ByteSpan bytes, const ReadLimits& limits, const TakeRow& take) {
    ReadReport report;
    GUVOH_TRY(const std::string whole, text_of(bytes, limits, report.charset));
    std::string_view text = whole;
    const std::optional<char> stated = stated_separator(text);
    report.separator = stated ? *stated : guess_separator(text);
    RowShaper shaper(limits, take);
    CsvText rows(text, report.separator, limits.columns + 1);
    std::vector<std::string> fields;
    std::uint64_t number = stated ? 1 : 0;
    while (rows.next(fields)) {
        for (std::string& field : fields) {
            if (const std::string_view plain = without_defusing(field); plain.size() != field.size()) field = std::string(plain);
        }
        GUVOH_TRY_VOID(shaper.row(++number, std::move(fields)));
        fields = {};
    }
    if (rows.unclosed()) return fail(ErrorKind::Invalid, "row " + std::to_string(number + 1) + ": a quotation mark is not closed");
    if (rows.too_wide()) return fail(ErrorKind::Cancelled, "row " + std::to_string(number + 1) + ": too many columns");
    report.rows = shaper.count();
    return report;
}

}  // namespace guvoh::sheets

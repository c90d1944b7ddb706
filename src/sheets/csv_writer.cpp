// SPDX-License-Identifier: AGPL-3.0-or-later
//
// RFC 4180: fields in quotes where they must be, lines end with CR LF.
#include "base/text.h"
#include "sheets/writers.h"

namespace guvoh::sheets {

namespace {

class CsvWriter final : public SheetWriter {
public:
    CsvWriter(Sink sink, const WriteOptions& options)
        : sink_(std::move(sink)), separator_(options.separator), begin_(options.byte_order_mark ? "\ufeff" : "") {}

    base::Status row(const std::vector<std::string>& cells) override {
        std::string line = std::move(begin_);
        begin_.clear();
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (i > 0) line += separator_;
            add(cells[i], line);
        }
        line += "\r\n";
        return sink_(line);
    }

    base::Status finish() override {
        const std::string rest = std::move(begin_);
        begin_.clear();
        return rest.empty() ? base::Status{} : sink_(rest);
    }

private:
    void add(std::string_view cell, std::string& line) const {
        const std::string text = defused(base::repair_utf8(cell));
        const bool ends_blank = !text.empty() && (text.front() == ' ' || text.back() == ' ');
        const bool plain = !ends_blank && text.find(separator_) == std::string::npos && text.find_first_of("\"\r\n\t,;") == std::string::npos;
        if (plain) {
            line += text;
            return;
        }
        line += '"';
        for (const char c : text) {
            if (c == '"') line += '"';
            line += c;
        }
        line += '"';
    }

    Sink sink_;
    char separator_;
    std::string begin_;
};

}  // namespace

std::unique_ptr<SheetWriter> csv_writer(Sink sink, const WriteOptions& options) { return std::make_unique<CsvWriter>(std::move(sink), options); }

}  // namespace guvoh::sheets

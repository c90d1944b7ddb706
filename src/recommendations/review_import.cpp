// SPDX-License-Identifier: AGPL-3.0-or-later
#include "recommendations/review_import.h"

#include <algorithm>
#include <filesystem>

#include "crypto/crypto.h"
#include "recommendations/desk_parts.h"
#include "recommendations/import_mapped_table.h"
#include "recommendations/import_writer.h"
#include "recommendations/review_sources.h"
#include "service/input_file.h"

namespace guvoh::recommendations {

using base::ErrorKind;
using base::fail;

namespace {

bool is_document(std::string_view format) { return format == "upr-report" || format == "national-report" || format == "concluding-observations" || format == "ohchr-matrix"; }

base::Expected<base::Bytes> read_file(const std::string& path) {
    GUVOH_TRY(const auto file, service::InputFile::open(path));
    return file.read_all();
}

base::Expected<SourceItems> items_of_table(const ReviewImportOptions& options, const SourceHints& hints, const schema::Schema& schema) {
    base::Bytes bytes = options.content;
    if (!options.path.empty()) {
        GUVOH_TRY(bytes, read_file(options.path));
    }
    if (options.format == "upr-info") return items_of_upr_info(bytes, hints);
    if (options.format == "uhri") return items_of_uhri(bytes, hints, schema);
    if (options.format == "declarations") return items_of_declarations(bytes, hints);
    return items_of_ratifications(bytes, hints);
}

base::Expected<SourceItems> items_of_document(const ReviewImportOptions& options, const std::vector<documents::Page>& pages, const SourceHints& hints,
                                              const schema::Schema& schema) {
    if (options.format == "upr-report") return items_of_upr_document(pages, hints);
    if (options.format == "national-report") return items_of_national_report(pages, hints);
    if (options.format == "concluding-observations") return items_of_observations(pages, hints);
    return items_of_thematic_list(pages, hints, schema);
}

/// The file as a preserved document: taken in now, unless it is there already.
base::Expected<registry::DocumentRow> preserve(Desk& desk, const Caller& caller, const ReviewImportOptions& options) {
    if (!options.document.empty()) {
        GUVOH_TRY(DeskReading reading, DeskReading::begin(desk.records(), caller));
        return reading.document(options.document);
    }
    if (options.path.empty()) return fail(ErrorKind::Invalid, "this format is read from a preserved document: name one");
    service::IngestOptions ingest;
    ingest.paths = {options.path};
    ingest.compartment = options.compartment;
    ingest.reason = options.reason;
    GUVOH_TRY(const service::IngestReport taken, desk.workspace().ingest(caller, ingest));
    if (!taken.refused.empty()) return fail(ErrorKind::Invalid, "the document cannot be read: " + taken.refused.front().reason);
    GUVOH_TRY(const base::Bytes bytes, read_file(options.path));
    GUVOH_TRY(DeskReading reading, DeskReading::begin(desk.records(), caller));
    return reading.document_with(crypto::sha256(bytes), options.compartment);
}

/// What a source gives, and the preserved document that it was read from, if it is one.
struct Source {
    SourceItems items;
    std::optional<registry::DocumentRow> document;
    std::vector<documents::Page> pages;
};

base::Expected<Source> read_source(Desk& desk, const Caller& caller, const ReviewImportOptions& options, SourceHints hints) {
    const SchemaPtr schema = present_schema(desk.records());
    Source source;
    if (!is_document(options.format)) {
        GUVOH_TRY(source.items, items_of_table(options, hints, *schema));
        return source;
    }
    GUVOH_TRY(source.document, preserve(desk, caller, options));
    {
        GUVOH_TRY(DeskReading reading, DeskReading::begin(desk.records(), caller));
        GUVOH_TRY(source.pages, reading.pages(*source.document));
    }
    hints.file_name = source.document->file_name;
    GUVOH_TRY(source.items, items_of_document(options, source.pages, hints, *schema));
    return source;
}

}  // namespace

const std::vector<std::string_view>& review_formats() {
    static const std::vector<std::string_view> formats{"upr-info", "uhri", "ohchr-matrix", "upr-report", "national-report", "concluding-observations", "ratifications", "declarations", "table"};
    return formats;
}

base::Expected<ReviewImportReport> import_reviews(Desk& desk, const Caller& caller, const ReviewImportOptions& options) {
    GUVOH_TRY_VOID(caller.require(Permission::Import));
    GUVOH_TRY_VOID(caller.require(Permission::Write));
    const auto& formats = review_formats();
    if (std::find(formats.begin(), formats.end(), options.format) == formats.end()) return fail(ErrorKind::Invalid, "no such format");
    const std::string file_name = options.path.empty() ? options.file_name : std::filesystem::path(options.path).filename().string();
    if (options.format == "table") return import_mapped_table(desk, caller, options, file_name);
    GUVOH_TRY(const Source source, read_source(desk, caller, options, {file_name, options.state, options.cycle}));
    ReviewImportReport report;
    report.format = options.format;
    if (source.document) report.document = source.document->record.text();
    report.seen = source.items.seen;
    report.folded = source.items.folded;
    report.doubles = source.items.doubles;
    report.refused = source.items.refused;
    report.repairs = source.items.repairs;
    GUVOH_TRY(const auto batch, RecordBatch::begin(desk.records(), caller, source.document ? source.document->compartment : options.compartment, options.reason, options.dry_run));
    GUVOH_TRY(const Suggester suggester, suggester_for(desk, caller, batch->compartment(), source.items, report));
    ImportWriter writer(*batch, source.items, suggester, report);
    if (source.document) writer.read_from(*source.document, source.pages);
    GUVOH_TRY_VOID(writer.all());
    GUVOH_TRY_VOID(batch->commit());
    return report;
}

}  // namespace guvoh::recommendations

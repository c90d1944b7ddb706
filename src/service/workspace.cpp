// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/workspace.h"

#include <algorithm>

#include "documents/extractor.h"
#include "platform/clock.h"
#include "platform/memory.h"
#include "service/theme_models.h"
#include "service/units.h"
#include "service/workspace_parts.h"

namespace guvoh::service {

using base::ErrorKind;
using base::fail;

namespace {

vault::OpenOptions open_options(platform::FileSystem& files) {
    vault::OpenOptions options;
    options.files = &files;
    return options;
}

}  // namespace

Workspace::Workspace() = default;
Workspace::~Workspace() = default;

base::Expected<Workspace::Created> Workspace::create(const std::string& folder, const Passphrase& passphrase,
                                                     const CreateOptions& options) {
    platform::FileSystem& files = options.files != nullptr ? *options.files : platform::real_file_system();
    vault::OpenOptions vault_options = open_options(files);
    vault_options.encrypted = options.encrypted;
    vault_options.stretch_cost = {options.stretch_memory_kib, options.stretch_passes};
    Created created;
    created.workspace = std::unique_ptr<Workspace>(new Workspace);
    created.workspace->parts_ = std::make_unique<Parts>(files, platform::system_clock());
    Parts& parts = *created.workspace->parts_;
    const auto fill = [&](vault::Vault& vault) -> base::Status {
        GUVOH_TRY_VOID(vault.database().migrate("documents", documents::text_store_migrations()));
        GUVOH_TRY(parts.records, registry::Records::create(vault, files, {options.member_name, options.device_name}, parts.clock));
        return {};
    };
    GUVOH_TRY(auto made, vault::Vault::create(folder, passphrase, vault_options, fill));
    parts.vault = std::move(made.vault);
    created.recovery_key = made.recovery_key.text;
    GUVOH_TRY_VOID(parts.open_index());
    return created;
}

base::Expected<std::unique_ptr<Workspace>> Workspace::open_vault(std::unique_ptr<vault::Vault> vault, platform::FileSystem& files,
                                                                 bool empty_index) {
    std::unique_ptr<Workspace> workspace(new Workspace);
    workspace->parts_ = std::make_unique<Parts>(files, platform::system_clock());
    Parts& parts = *workspace->parts_;
    parts.vault = std::move(vault);
    GUVOH_TRY_VOID(parts.database().migrate("documents", documents::text_store_migrations()));
    GUVOH_TRY(parts.records, registry::Records::open(*parts.vault, files, parts.clock));
    GUVOH_TRY_VOID(parts.open_index(empty_index));
    return workspace;
}

base::Expected<std::unique_ptr<Workspace>> Workspace::open(const std::string& folder, const Passphrase& passphrase,
                                                           platform::FileSystem* files) {
    platform::FileSystem& used = files != nullptr ? *files : platform::real_file_system();
    GUVOH_TRY(auto vault, vault::Vault::open(folder, passphrase, open_options(used)));
    return open_vault(std::move(vault), used);
}

base::Expected<std::unique_ptr<Workspace>> Workspace::open_to_rebuild(const std::string& folder, const Passphrase& passphrase,
                                                                      platform::FileSystem* files) {
    platform::FileSystem& used = files != nullptr ? *files : platform::real_file_system();
    GUVOH_TRY(auto vault, vault::Vault::open(folder, passphrase, open_options(used)));
    return open_vault(std::move(vault), used, true);
}

base::Expected<std::unique_ptr<Workspace>> Workspace::open_with_recovery_key(const std::string& folder, std::string_view key) {
    platform::FileSystem& files = platform::real_file_system();
    GUVOH_TRY(auto vault, vault::Vault::open_with_recovery_key(folder, key, open_options(files)));
    return open_vault(std::move(vault), files);
}

// ---- the index ----------------------------------------------------------------------------------------------------------

base::Status Workspace::Parts::open_index(bool empty) {
    search::IndexOptions options;
    options.buffer_bytes = 8U << 20;
    options.start_empty = empty;
    platform::return_freed_memory();
    GUVOH_TRY_VOID(document_numbers.load(database()));
    GUVOH_TRY(index, search::Index::open(vault->pages(), database(), options));
    GUVOH_TRY_VOID(finish_expunging());
    GUVOH_TRY_VOID(erase_forgotten_models(*this));
    return empty ? base::Status{} : feed_index({});
}

base::Status Workspace::Parts::feed_index(const Watcher& watcher) {
    std::vector<std::int64_t> numbers;
    {
        GUVOH_TRY(auto session, database().begin_read());
        GUVOH_TRY(numbers, registry::documents_after(*session, static_cast<std::int64_t>(index->last_indexed())));
    }
    if (numbers.empty()) return {};
    documents::TextStore texts;
    std::uint64_t done = 0;
    for (const std::int64_t number : numbers) {
        GUVOH_TRY(auto session, database().begin_read());
        GUVOH_TRY(const auto infos, texts.pages(*session, number));
        std::vector<std::string> pages;
        for (std::uint32_t page = 0; page < infos.size(); ++page) {
            GUVOH_TRY(std::string text, texts.page_text(*session, number, page));
            pages.push_back(std::move(text));
        }
        GUVOH_TRY(const auto paragraphs, texts.paragraphs(*session, number));
        std::vector<UnitPage> unit_pages;
        for (std::size_t i = 0; i < pages.size(); ++i) unit_pages.push_back({pages[i], infos[i].width_pt > 0});
        session.reset();
        GUVOH_TRY_VOID(index->add_document(static_cast<std::uint32_t>(number), make_units(unit_pages, paragraphs)));
        if (watcher && !watcher("indexing", ++done, numbers.size())) return fail(ErrorKind::Cancelled, "stopped; run it again to go on");
    }
    return index->commit();
}

// ---- shared by the use cases --------------------------------------------------------------------------------------------

bool is_internal_type(std::string_view type) {
    constexpr std::string_view kInternal[] = {"Member",     "Device",    "Role",     "Compartment", "Grant",
                                              "Disclosure", "Workspace", "OwnField", "OwnTerm",     "TableMapping",
                                              "DemandRefusal", "ThemeModel"};
    return std::find(std::begin(kInternal), std::end(kInternal), type) != std::end(kInternal);
}

base::Expected<Reading> begin_reading(vault::Database& database, const Caller& caller) {
    GUVOH_TRY_VOID(caller.require(Permission::Read));
    GUVOH_TRY(auto session, database.begin_read());
    return Reading{caller, std::move(session), {}};
}

base::Status check_compartment(vault::Database& database, const Caller& caller, std::string_view compartment) {
    constexpr std::string_view kNone = "no such compartment";
    if (!caller.sees(compartment)) return fail(ErrorKind::NotFound, std::string(kNone));
    if (!caller.is_owner || compartment == registry::kGeneralCompartment) return {};
    const auto id = base::Id::parse(compartment);
    GUVOH_TRY(auto session, database.begin_read());
    const auto state = id ? registry::Records::load(*session, *id) : fail(ErrorKind::NotFound, "");
    if (!state || state->type() != "Compartment") return fail(ErrorKind::NotFound, std::string(kNone));
    return {};
}

base::Expected<base::Id> find_record(Reading& reading, std::string_view id, std::string_view type) {
    constexpr std::string_view kNoSuchRecord = "no record has this id";
    if (reading.caller.is_owner) return registry::Records::resolve(*reading.session, id, type);
    // A beginning would tell, by being ambiguous, of records that may not be seen.
    const auto whole = base::Id::parse(id);
    if (!whole) return fail(ErrorKind::NotFound, std::string(kNoSuchRecord));
    const auto state = registry::Records::load(*reading.session, *whole);
    if (!state && state.error().kind != ErrorKind::NotFound) return fail(state.error());
    if (!state || !reading.caller.sees(state->compartment()) || (type.empty() ? is_internal_type(state->type()) : state->type() != type)) {
        return fail(ErrorKind::NotFound, std::string(kNoSuchRecord));
    }
    return *whole;
}

base::Expected<registry::DocumentRow> find_document(Reading& reading, std::string_view id) {
    GUVOH_TRY(const base::Id record, find_record(reading, id, "Document"));
    return registry::load_document(*reading.session, record);
}

base::Expected<std::vector<registry::DocumentRow>> load_visible(Reading& reading, const std::vector<std::int64_t>& numbers) {
    std::vector<registry::DocumentRow> rows;
    for (const std::int64_t number : numbers) {
        GUVOH_TRY(auto row, registry::load_document(*reading.session, number));
        if (reading.caller.sees(row.compartment)) rows.push_back(std::move(row));
    }
    return rows;
}

PageBox page_box(const documents::Box& box) {
    const auto points = [](std::uint16_t eighths) { return static_cast<float>(eighths) / documents::kBoxUnitsPerPoint; };
    return {points(box.x0), points(box.y0), points(box.x1), points(box.y1)};
}

base::Expected<std::vector<PageBox>> boxes_of(Reading& reading, std::int64_t document_number, std::uint32_t page,
                                              std::uint32_t begin, std::uint32_t end) {
    constexpr float kSameLine = 3.0F;      // points
    constexpr float kWidestBlank = 12.0F;  // points
    GUVOH_TRY(const auto words, reading.texts.words(*reading.session, document_number, page, begin, end));
    std::vector<PageBox> boxes;
    for (const auto& word : words) {
        const PageBox box = page_box(word.box);
        if (!boxes.empty() && std::abs(boxes.back().y1 - box.y1) < kSameLine && box.x0 >= boxes.back().x0 &&
            box.x0 - boxes.back().x1 < kWidestBlank) {
            PageBox& line = boxes.back();
            line = {line.x0, std::min(line.y0, box.y0), std::max(line.x1, box.x1), std::max(line.y1, box.y1)};
        } else {
            boxes.push_back(box);
        }
    }
    return boxes;
}

base::Json field_json(const ledger::RecordState& state, std::string_view field) {
    auto value = base::Json::parse(state.value(field));
    return value ? std::move(*value) : base::Json{};
}

int extract_worker_main(int argc, char** argv) { return documents::extract_worker_main(argc, argv); }

}  // namespace guvoh::service

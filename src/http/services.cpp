// SPDX-License-Identifier: AGPL-3.0-or-later
#include "http/services.h"

#include <set>

namespace guvoh::http {

namespace {

constexpr std::size_t kOneByOne = 20;  // more changes at once are told as one change of the type

void publish_change(EventHub& events, const service::ChangedRecord& record, bool named) {
    base::Json data, about;
    data["type"] = record.type;
    data["id"] = named ? base::Json(record.id) : base::Json{};
    about["compartment"] = record.compartment;
    events.publish({"changed", data.text()}, about);
}

void publish_changes(EventHub& events, const std::vector<service::ChangedRecord>& changed) {
    std::set<std::pair<std::string, std::string>> told;
    for (const auto& record : changed) {
        if (changed.size() > kOneByOne && !told.emplace(record.type, record.compartment).second) continue;
        publish_change(events, record, changed.size() <= kOneByOne);
    }
}

template <class Part>
base::Expected<Part*> when_open(Part* part) {
    if (part == nullptr) return base::fail(base::ErrorKind::Locked, "the workspace is not open");
    return part;
}

}  // namespace

bool UploadBudget::take(std::uint64_t bytes) {
    std::uint64_t used = used_bytes_.load();
    while (used + bytes <= limit_bytes_) {
        if (used_bytes_.compare_exchange_weak(used, used + bytes)) return true;
    }
    return false;
}

base::Expected<service::Members*> Services::members() const { return when_open(host.members()); }
base::Expected<service::Workspace*> Services::workspace() const { return when_open(host.workspace()); }
base::Expected<service::RecordDesk*> Services::records() const { return when_open(host.records()); }

base::Expected<recommendations::Desk*> Services::recommendations() {
    GUVOH_TRY(service::RecordDesk* records, when_open(host.records()));
    const std::lock_guard lock(desk_mutex);
    if (desk == nullptr) desk = std::make_unique<recommendations::Desk>(*records);
    return desk.get();
}

void Services::listen_to_changes() {
    service::RecordDesk* records = host.records();
    const std::lock_guard lock(listen_mutex);
    if (records == nullptr || listener) return;
    listener = records->listen([hub = &events](const std::vector<service::ChangedRecord>& changed) { publish_changes(*hub, changed); });
}

void Services::stop_listening() {
    const std::lock_guard lock(listen_mutex);
    if (listener) host.records()->unlisten(*listener);
    listener.reset();
}

}  // namespace guvoh::http

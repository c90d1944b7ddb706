// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The body of an entry, written and read in one pass. Members stand in the order of RFC 8785, which for our names is the
// order of the alphabet.
#include "base/json.h"
#include "ledger/canonical.h"
#include "ledger/entry.h"
#include "ledger/identity.h"

namespace guvoh::ledger {

namespace {

constexpr std::size_t kChangeBytes = 200;  // a usual change, for reserving

void write_certificate(std::string& out, const Certificate& certificate) {
    out += "\"certificate\":{";
    put_certificate_members(out, certificate);
    out += ",\"signature\":";
    put_json_hex(out, certificate.signature);
    out += "},";
}

void write_change(std::string& out, const Change& change) {
    out += "{\"compartment\":\"";
    out += change.compartment;
    out += "\",\"kind\":\"";
    out += change_kind_name(change.kind);
    out += "\",\"payload_hash\":";
    put_json_hex(out, change.payload_hash);
    out += ",\"record\":";
    put_json_id(out, change.record);
    if (change.target) {
        out += ",\"target\":";
        put_json_hex(out, *change.target);
    }
    out += ",\"type\":\"";
    out += change.type;
    out += "\"}";
}

void write_seen(std::string& out, const Seen& seen) {
    out += ",\"seen\":{";
    bool first = true;
    for (const auto& [device, seq] : seen) {
        if (!first) out += ',';
        first = false;
        put_json_id(out, device);
        out += ':';
        put_json_integer(out, static_cast<std::int64_t>(seq));
    }
    out += '}';
}

Certificate read_certificate(CanonicalReader& in) {
    Certificate certificate;
    in.expect("\"certificate\":{\"at\":");
    certificate.at_ms = in.integer(0, base::kMaxJsonInteger);
    in.expect(",\"device_key\":");
    in.hex(certificate.device_key);
    in.expect(",\"ledger\":");
    certificate.ledger = in.id();
    in.expect(",\"member_key\":");
    in.hex(certificate.member_key);
    in.expect(",\"signature\":");
    in.hex(certificate.signature);
    in.expect("},");
    return certificate;
}

ChangeKind read_kind(CanonicalReader& in) {
    if (in.accept("\"put\"")) return ChangeKind::Put;
    if (in.accept("\"withhold\"")) return ChangeKind::Withhold;
    in.expect("\"expunge\"");
    return ChangeKind::Expunge;
}

Change read_change(CanonicalReader& in) {
    Change change;
    in.expect("{\"compartment\":");
    change.compartment = in.plain_text();
    in.expect(",\"kind\":");
    change.kind = read_kind(in);
    in.expect(",\"payload_hash\":");
    in.hex(change.payload_hash);
    in.expect(",\"record\":");
    change.record = in.id();
    if (in.accept(",\"target\":")) {
        change.target.emplace();
        in.hex(*change.target);
    }
    in.expect(",\"type\":");
    change.type = in.plain_text();
    in.expect("}");
    return change;
}

void read_changes(CanonicalReader& in, std::vector<Change>& out) {
    in.expect("\"changes\":[");
    if (in.accept("]")) return;
    do {
        out.push_back(read_change(in));
    } while (in.ok() && out.size() <= kMaxChanges && in.accept(","));
    in.expect("]");
}

bool read_seen(CanonicalReader& in, Seen& out) {
    in.expect(",\"seen\":{");
    if (in.accept("}")) return true;
    do {
        const DeviceId device = in.id();
        in.expect(":");
        const std::int64_t seq = in.integer(0, base::kMaxJsonInteger);
        if (!out.empty() && out.rbegin()->first >= device) return false;
        out.emplace_hint(out.end(), device, static_cast<std::uint64_t>(seq));
    } while (in.ok() && out.size() <= kMaxDevices && in.accept(","));
    in.expect("}");
    return true;
}

/// Says whether the body ends as another version of the format would.
bool is_other_version(std::string_view body) {
    const std::size_t at = body.rfind(",\"v\":");
    if (at == std::string_view::npos) return false;
    CanonicalReader in(body.substr(at + 5));
    const std::int64_t version = in.integer(0, base::kMaxJsonInteger);
    in.expect("}");
    return in.ok() && in.at_end() && version != 1;
}

}  // namespace

std::string write_entry(const Entry& entry) {
    std::string out;
    out.reserve(512 + entry.changes.size() * kChangeBytes + entry.seen.size() * 40);
    out += '{';
    if (entry.certificate) write_certificate(out, *entry.certificate);
    out += "\"changes\":[";
    for (std::size_t i = 0; i < entry.changes.size(); ++i) {
        if (i != 0) out += ',';
        write_change(out, entry.changes[i]);
    }
    out += "],\"clock\":{\"counter\":";
    put_json_integer(out, entry.clock.counter);
    out += ",\"ms\":";
    put_json_integer(out, entry.clock.ms);
    out += "},\"device\":";
    put_json_id(out, entry.device);
    out += ",\"member\":";
    put_json_id(out, entry.member);
    out += ",\"previous\":";
    put_json_hex(out, entry.previous);
    out += ",\"reason\":";
    put_json_text(out, entry.reason);
    write_seen(out, entry.seen);
    out += ",\"seq\":";
    put_json_integer(out, static_cast<std::int64_t>(entry.seq));
    out += ",\"v\":1}";
    return out;
}

base::Expected<Entry> read_entry(std::string_view body) {
    using base::ErrorKind;
    if (body.size() > kMaxEntryBytes) return base::fail(ErrorKind::Invalid, "an entry is larger than 1 MiB");
    CanonicalReader in(body);
    Entry entry;
    in.expect("{");
    if (in.sees("\"certificate\"")) entry.certificate = read_certificate(in);
    read_changes(in, entry.changes);
    in.expect(",\"clock\":{\"counter\":");
    entry.clock.counter = static_cast<std::uint32_t>(in.integer(0, 0xFFFFFFFF));
    in.expect(",\"ms\":");
    entry.clock.ms = in.integer(0, base::kMaxJsonInteger);
    in.expect("},\"device\":");
    entry.device = in.id();
    in.expect(",\"member\":");
    entry.member = in.id();
    in.expect(",\"previous\":");
    in.hex(entry.previous);
    in.expect(",\"reason\":");
    entry.reason = in.text();
    const bool seen_in_order = read_seen(in, entry.seen);
    in.expect(",\"seq\":");
    entry.seq = static_cast<std::uint64_t>(in.integer(0, base::kMaxJsonInteger));
    in.expect(",\"v\":1}");
    if (!in.ok() || !in.at_end() || !seen_in_order) {
        if (is_other_version(body)) return base::fail(ErrorKind::Unsupported, "the entry is of another version");
        return base::fail(ErrorKind::Invalid, "not an entry in canonical form, from byte " + std::to_string(in.position()));
    }
    GUVOH_TRY_VOID(check_entry(entry));
    return entry;
}

}  // namespace guvoh::ledger

// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ledger/bundle.h"
#include "ledger/canonical.h"

namespace guvoh::ledger {

base::Status BundleWriter::put_line(const std::string& line) {
    if (line.size() > kMaxBundleLineBytes) return base::fail(base::ErrorKind::Invalid, "a bundle's line is too long");
    return sink_(line);
}

base::Status BundleWriter::begin(const base::Id& ledger, std::int64_t made_at) {
    std::string line = "{\"format\":\"guvoh-bundle\",\"ledger\":";
    put_json_id(line, ledger);
    line += ",\"made_at\":";
    put_json_integer(line, made_at);
    line += ",\"v\":1}\n";
    return put_line(line);
}

base::Status BundleWriter::put_checkpoint(const CheckpointRecord& checkpoint) {
    std::string line = "{\"checkpoint\":";
    put_json_text(line, checkpoint.note);
    line += ",\"timestamps\":[";
    for (std::size_t i = 0; i < checkpoint.timestamps.size(); ++i) {
        const TimestampReply& one = checkpoint.timestamps[i];
        line += i == 0 ? "{\"authority\":" : ",{\"authority\":";
        put_json_text(line, one.authority);
        line += ",\"received_at\":";
        put_json_integer(line, one.received_at);
        line += ",\"reply\":\"" + base::to_base64(one.reply) + "\"}";
    }
    line += "]}\n";
    ++checkpoints_;
    return put_line(line);
}

base::Status BundleWriter::put_entry(const StoredEntry& entry) {
    std::string line = "{\"device\":";
    put_json_id(line, entry.device);
    line += ",\"entry\":";
    put_json_text(line, entry.signed_entry.body);
    line += ",\"seq\":";
    put_json_integer(line, static_cast<std::int64_t>(entry.seq));
    line += ",\"signature\":";
    put_json_hex(line, entry.signed_entry.signature);
    line += "}\n";
    ++entries_;
    GUVOH_TRY_VOID(put_line(line));
    for (std::size_t i = 0; i < entry.payloads.size(); ++i) {
        if (!entry.payloads[i]) continue;
        line = "{\"change\":";
        put_json_integer(line, static_cast<std::int64_t>(i));
        line += ",\"key\":";
        put_json_hex(line, entry.payloads[i]->key);
        line += ",\"payload\":";
        put_json_text(line, entry.payloads[i]->json);
        line += "}\n";
        ++payloads_;
        GUVOH_TRY_VOID(put_line(line));
    }
    return {};
}

base::Status BundleWriter::finish() {
    std::string line = "{\"checkpoints\":";
    put_json_integer(line, static_cast<std::int64_t>(checkpoints_));
    line += ",\"end\":true,\"entries\":";
    put_json_integer(line, static_cast<std::int64_t>(entries_));
    line += ",\"payloads\":";
    put_json_integer(line, static_cast<std::int64_t>(payloads_));
    line += "}\n";
    return put_line(line);
}

}  // namespace guvoh::ledger

// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>

#include "base/json.h"
#include "ledger/bundle.h"
#include "ledger/canonical.h"

namespace guvoh::ledger {

namespace {

constexpr std::size_t kReadBytes = 256u << 10;
constexpr std::size_t kMaxTimestamps = 64;

/// Gives a file's lines one by one.
class Lines {
public:
    explicit Lines(const BundleSource& source) : source_(source) {}

    /// True when there is a line; it lies in line(), without its newline.
    base::Expected<bool> next() {
        buffer_.erase(0, taken_);
        taken_ = 0;
        std::size_t looked = 0;
        while (true) {
            const std::size_t end = buffer_.find('\n', looked);
            if (end != std::string::npos) {
                line_ = std::string_view(buffer_).substr(0, end);
                taken_ = end + 1;
                return true;
            }
            looked = buffer_.size();
            if (buffer_.size() > kMaxBundleLineBytes) return false;
            GUVOH_TRY(const std::string more, source_(kReadBytes));
            if (more.empty()) return false;
            buffer_ += more;
        }
    }
    std::string_view line() const { return line_; }
    /// True when bytes remain that are no line: a cut end, or a line too long.
    bool has_rest() const { return buffer_.size() > taken_; }

private:
    const BundleSource& source_;
    std::string buffer_;
    std::size_t taken_ = 0;
    std::string_view line_;  // into buffer_
};

class Reader {
public:
    Reader(const BundleSource& source, const BundleVisitor& visitor) : lines_(source), visitor_(visitor) {}

    base::Expected<std::optional<BundleDamage>> read() {
        while (true) {
            ++number_;
            GUVOH_TRY(const bool more, lines_.next());
            if (!more) break;
            if (ended_) return damage("something follows the closing line");
            const std::string_view line = lines_.line();
            if (number_ == 1) {
                GUVOH_TRY_VOID(take_header(line));
            } else if (line.starts_with("{\"checkpoint\":")) {
                GUVOH_TRY_VOID(take_checkpoint(line));
            } else if (line.starts_with("{\"device\":")) {
                GUVOH_TRY_VOID(take_entry(line));
            } else if (line.starts_with("{\"change\":")) {
                take_payload(line);
            } else {
                GUVOH_TRY_VOID(take_end(line));
            }
            if (!problem_.empty()) return damage(problem_);
        }
        if (lines_.has_rest()) return damage("the line is cut, or too long");
        if (!ended_) return damage("the bundle ends before its closing line");
        return std::optional<BundleDamage>();
    }

private:
    std::optional<BundleDamage> damage(std::string explanation) const { return BundleDamage{number_, std::move(explanation)}; }
    bool whole(const CanonicalReader& in, std::string_view what) {
        if (in.ok() && in.at_end()) return true;
        problem_ = std::string(what) + " cannot be read from character " + std::to_string(in.position() + 1);
        return false;
    }

    base::Status take_header(std::string_view line) {
        CanonicalReader in(line);
        in.expect("{\"format\":\"guvoh-bundle\",\"ledger\":");
        const base::Id ledger = in.id();
        in.expect(",\"made_at\":");
        const std::int64_t made_at = in.integer(0, base::kMaxJsonInteger);
        in.expect(",\"v\":1}");
        if (!whole(in, "the first line, which says that this is a bundle,")) return {};
        return visitor_.header ? visitor_.header(ledger, made_at) : base::Status();
    }

    base::Status take_checkpoint(std::string_view line) {
        CanonicalReader in(line);
        CheckpointRecord record;
        in.expect("{\"checkpoint\":");
        record.note = in.text();
        in.expect(",\"timestamps\":[");
        if (!in.accept("]")) {
            do {
                TimestampReply& one = record.timestamps.emplace_back();
                in.expect("{\"authority\":");
                one.authority = in.text();
                in.expect(",\"received_at\":");
                one.received_at = in.integer(0, base::kMaxJsonInteger);
                in.expect(",\"reply\":");
                auto reply = base::from_base64(in.plain_text());
                in.expect(reply ? "}" : "\n");
                if (reply) one.reply = *std::move(reply);
            } while (in.ok() && record.timestamps.size() < kMaxTimestamps && in.accept(","));
            in.expect("]");
        }
        in.expect("}");
        if (!whole(in, "a checkpoint's line")) return {};
        if (entries_ != 0) {
            problem_ = "a checkpoint stands after the first entry";
            return {};
        }
        ++checkpoints_;
        return visitor_.checkpoint ? visitor_.checkpoint(record, number_) : base::Status();
    }

    base::Status take_entry(std::string_view line) {
        GUVOH_TRY_VOID(flush());
        CanonicalReader in(line);
        StoredEntry entry;
        in.expect("{\"device\":");
        entry.device = in.id();
        in.expect(",\"entry\":");
        entry.signed_entry.body = in.text();
        in.expect(",\"seq\":");
        entry.seq = static_cast<std::uint64_t>(in.integer(0, base::kMaxJsonInteger));
        in.expect(",\"signature\":");
        in.hex(entry.signed_entry.signature);
        in.expect("}");
        if (!whole(in, "an entry's line")) return {};
        entry.line = number_;
        pending_ = std::move(entry);
        ++entries_;
        return {};
    }

    void take_payload(std::string_view line) {
        CanonicalReader in(line);
        Payload payload;
        in.expect("{\"change\":");
        const auto change = static_cast<std::size_t>(in.integer(0, static_cast<std::int64_t>(kMaxChanges) - 1));
        in.expect(",\"key\":");
        in.hex(payload.key);
        in.expect(",\"payload\":");
        payload.json = in.text();
        in.expect("}");
        if (!whole(in, "a payload's line")) return;
        if (!pending_ || change < pending_->payloads.size()) {
            problem_ = "a payload does not stand behind its entry, in order";
            return;
        }
        pending_->payloads.resize(change + 1);
        pending_->payloads[change] = std::move(payload);
        ++payloads_;
    }

    base::Status take_end(std::string_view line) {
        GUVOH_TRY_VOID(flush());
        std::string expected = "{\"checkpoints\":";
        put_json_integer(expected, static_cast<std::int64_t>(checkpoints_));
        expected += ",\"end\":true,\"entries\":";
        put_json_integer(expected, static_cast<std::int64_t>(entries_));
        expected += ",\"payloads\":";
        put_json_integer(expected, static_cast<std::int64_t>(payloads_));
        expected += '}';
        if (line == expected) {
            ended_ = true;
        } else if (line.starts_with("{\"checkpoints\":")) {
            problem_ = "the closing line counts other lines than there are";
        } else {
            problem_ = "a line of an unknown kind";
        }
        return {};
    }

    base::Status flush() {
        if (!pending_) return {};
        StoredEntry entry = *std::move(pending_);
        pending_.reset();
        return visitor_.entry ? visitor_.entry(std::move(entry)) : base::Status();
    }

    Lines lines_;
    const BundleVisitor& visitor_;
    std::uint64_t number_ = 0;
    std::uint64_t checkpoints_ = 0;
    std::uint64_t entries_ = 0;
    std::uint64_t payloads_ = 0;
    std::optional<StoredEntry> pending_;
    std::string problem_;
    bool ended_ = false;
};

}  // namespace

base::Expected<std::optional<BundleDamage>> read_bundle(const BundleSource& source, const BundleVisitor& visitor) {
    return Reader(source, visitor).read();
}

base::Expected<VerifyReport> verify_bundle(const BundleSource& source, VerifyOptions options, const SeeCheckpoint& see_checkpoint) {
    Verifier verifier(std::move(options));
    std::optional<base::Id> ledger;
    BundleVisitor visitor;
    visitor.header = [&](const base::Id& id, std::int64_t) {
        ledger = id;
        return base::Status();
    };
    visitor.checkpoint = [&](const CheckpointRecord& checkpoint, std::uint64_t line) {
        verifier.add_checkpoint(checkpoint.note, line);
        if (see_checkpoint) see_checkpoint(checkpoint, line);
        return base::Status();
    };
    bool enough = false;
    visitor.entry = [&](StoredEntry entry) -> base::Status {
        enough = !verifier.add(std::move(entry));
        if (enough) return base::fail(base::ErrorKind::Cancelled, "a problem is known");
        return {};
    };
    const auto damage = read_bundle(source, visitor);
    if (!damage && !enough) return base::fail(damage.error());
    if (damage && *damage) {
        verifier.add_problem(Problem{ProblemKind::Malformed, {}, 0, {}, (*damage)->line, (*damage)->explanation, {}});
    }
    VerifyReport report = verifier.finish();
    if (report.ok() && report.ledger && report.ledger != ledger) {
        report.problem = Problem{ProblemKind::Malformed, {}, 0, {}, 1, "the first line names another record than the entries",
                                 std::string(problem_meaning(ProblemKind::Malformed))};
    }
    return report;
}

}  // namespace guvoh::ledger

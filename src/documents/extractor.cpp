// SPDX-License-Identifier: AGPL-3.0-or-later
#include "documents/extractor.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <optional>
#include <string>

#include "documents/ocr.h"
#include "documents/utf8.h"
#include "documents/wire.h"
#include "documents/worker.h"

namespace guvoh::documents {

using base::ErrorKind;

namespace {

constexpr int kStartWaitMs = 30'000;
constexpr int kGraceMs = 3'000;  // past the worker's own time limit, before we kill it
constexpr std::size_t kReadBytes = 256U << 10U;
constexpr int kOutOfMemoryExit = 77;
constexpr std::uint32_t kOcrPatience = 4;  // reading a page is slow, and slower beside other work; the CPU limit stays

std::string join(const std::vector<std::string>& words, char between) {
    std::string out;
    for (const std::string& word : words) {
        if (!out.empty()) out.push_back(between);
        out += word;
    }
    return out;
}

// How much a text tells: letters that a PDF does not name stand in it as U+FFFD.
std::size_t told_bytes(std::string_view text) {
    constexpr std::string_view kUnknown = "\xEF\xBF\xBD";
    std::size_t told = text.size();
    for (std::size_t at = text.find(kUnknown); at != std::string_view::npos; at = text.find(kUnknown, at + kUnknown.size())) told -= kUnknown.size();
    return told;
}

/// A running worker process; killed when dropped.
class WorkerProcess {
public:
    static base::Expected<WorkerProcess> start(const std::string& program, const std::vector<std::string>& arguments);
    WorkerProcess(WorkerProcess&& other) noexcept : pid_(other.pid_), control_(std::move(other.control_)) { other.pid_ = -1; }
    WorkerProcess& operator=(WorkerProcess&& other) noexcept {
        stop();
        pid_ = other.pid_;
        other.pid_ = -1;
        control_ = std::move(other.control_);
        return *this;
    }
    WorkerProcess() = default;
    ~WorkerProcess() { stop(); }
    bool running() const { return pid_ > 0; }
    int control() const { return control_.get(); }
    void stop() {
        if (pid_ <= 0) return;
        ::kill(pid_, SIGKILL);
        while (::waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
        }
        pid_ = -1;
        control_.reset();
    }

private:
    pid_t pid_ = -1;
    Fd control_;
};

constexpr const char* kWorkerMark = "GUVOH_EXTRACT_WORKER";

// Only what the worker needs: a passphrase in our environment is none of its business.
std::vector<std::string> worker_environment() {
    std::vector<std::string> out = {"LC_ALL=C.UTF-8", "OMP_THREAD_LIMIT=1", "PATH=/usr/bin:/bin", std::string(kWorkerMark) + "=1"};
    for (const char* name : {"TESSDATA_PREFIX", "LD_LIBRARY_PATH", "ASAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS"}) {
        if (const char* value = std::getenv(name); value != nullptr) out.push_back(std::string(name) + "=" + value);
    }
    return out;
}

std::vector<char*> pointers(std::vector<std::string>& words) {
    std::vector<char*> out;
    for (std::string& word : words) out.push_back(word.data());
    out.push_back(nullptr);
    return out;
}

base::Expected<WorkerProcess> WorkerProcess::start(const std::string& program, const std::vector<std::string>& arguments) {
    // A program that does not know what --extract-worker means, and goes on to extract, would start itself without end.
    if (std::getenv(kWorkerMark) != nullptr) return base::fail(ErrorKind::Unsupported, "an extraction worker starts no others");
    int ends[2] = {-1, -1};
    if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) {
        return base::fail(ErrorKind::Io, "no socket for the extraction worker");
    }
    WorkerProcess worker;
    worker.control_ = Fd(ends[0]);
    const Fd theirs(ends[1]);
    std::vector<std::string> words = {"guvoh", "--extract-worker"}, environment = worker_environment();
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<char*> argv = pointers(words), envp = pointers(environment);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    for (const int fd : {0, 1, 2}) posix_spawn_file_actions_addopen(&actions, fd, "/dev/null", O_RDWR, 0);
    posix_spawn_file_actions_adddup2(&actions, theirs.get(), kControlFd);
    posix_spawn_file_actions_addclosefrom_np(&actions, kControlFd + 1);
    // A process group of its own: Ctrl-C at the terminal is for us to see, not for the worker to die of.
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
    posix_spawnattr_setpgroup(&attributes, 0);
    const int failed = ::posix_spawn(&worker.pid_, program.c_str(), &actions, &attributes, argv.data(), envp.data());
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    if (failed != 0) {
        worker.pid_ = -1;
        return base::fail(ErrorKind::Io, "the extraction worker cannot be started");
    }
    return worker;
}

int milliseconds_until(std::chrono::steady_clock::time_point deadline) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now()).count();
    return static_cast<int>(std::clamp<std::int64_t>(left, 0, 1'000'000'000));
}

base::Error took_too_long(const Limits& limits) {
    const std::uint32_t seconds = std::min<std::uint32_t>(limits.cpu_seconds, (limits.wall_ms + 999) / 1000);
    return {ErrorKind::Cancelled, "took longer than " + std::to_string(seconds) + " s", {}};
}

base::Error why_it_died(const Reply& reply, const Limits& limits) {
    const bool full = reply.peak_kib > (limits.memory_bytes >> 10U) / 10 * 8;
    if ((reply.how == Reply::How::Exit && reply.value == kOutOfMemoryExit) ||
        (reply.how == Reply::How::Signal && full && reply.value != SIGALRM && reply.value != SIGXCPU)) {
        return {ErrorKind::Cancelled, "used more memory than " + std::to_string(limits.memory_bytes >> 20U) + " MB", {}};
    }
    if (reply.how == Reply::How::Signal && (reply.value == SIGALRM || reply.value == SIGXCPU || reply.value == SIGKILL)) {
        return took_too_long(limits);
    }
    const char* const what = reply.how == Reply::How::Signal ? "signal " : "exit code ";
    return {ErrorKind::Invalid, std::string("the parser crashed on this file (") + what + std::to_string(reply.value) + ")", {}};
}

/// Builds the result from frames as they come.
struct Collector {
    const ChildSink* sink;  // borrowed from the caller of extract()
    Extracted extracted;
    std::vector<std::uint32_t> ocr_pages;
    base::Bytes blob;
    std::optional<base::Error> failure;  // what the parser itself reports
    bool ended = false;

    base::Status take(const FrameCutter::Frame& frame);
};

base::Status Collector::take(const FrameCutter::Frame& frame) {
    if (ended) return base::fail(ErrorKind::Invalid, "the parser spoke after its end");
    switch (frame.type) {
        case FrameType::Head: return parse_head(frame.payload, extracted);
        case FrameType::Page: {
            if (extracted.pages.size() >= kMaxPages) return base::fail(ErrorKind::Invalid, "the parser sent too many pages");
            GUVOH_TRY(extracted.pages.emplace_back(), parse_page(frame.payload));
            return {};
        }
        case FrameType::Child: {
            GUVOH_TRY(Embedded child, parse_child(frame.payload));
            if (*sink) return (*sink)(std::move(child));
            extracted.children.push_back(std::move(child));
            return {};
        }
        case FrameType::Refused: {
            GUVOH_TRY(extracted.refused.emplace_back(), parse_refused(frame.payload));
            return {};
        }
        case FrameType::Note: extracted.notes.push_back(clean_utf8(base::as_text(frame.payload))); return {};
        case FrameType::Failure: {
            GUVOH_TRY(failure, parse_failure(frame.payload));
            return {};
        }
        case FrameType::NeedsOcr: {
            base::ByteReader in(frame.payload);
            while (in.ok() && !in.at_end()) ocr_pages.push_back(static_cast<std::uint32_t>(in.varint() % kMaxPages));
            return {};
        }
        case FrameType::Blob: blob.assign(frame.payload.begin(), frame.payload.end()); return {};
        case FrameType::End: ended = true; return {};
    }
    return base::fail(ErrorKind::Invalid, "the parser sent an unknown frame");
}

}  // namespace

struct Extractor::Parts {
    ExtractorOptions options;
    WorkerProcess parser, reader;  // reader: the one with Tesseract
    bool reader_failed = false;
    std::string page_languages;    // what the last page was read with: the next is likely the same
    std::string unread;            // why the first page that could not be drawn could not
    base::Bytes buffer = base::Bytes(kReadBytes);

    base::Status ensure(WorkerProcess& worker, const std::vector<std::string>& arguments);
    base::Status run(WorkerProcess& worker, const Request& request, int document, Collector& collector);
    base::Status pump(int pipe, std::chrono::steady_clock::time_point deadline, const Limits& limits, Collector& collector);
    void read_scans(int document, const Limits& limits, Collector& collector);
    bool read_scan(int document, std::uint32_t page, const Limits& limits, Collector& collector);
};

base::Status Extractor::Parts::ensure(WorkerProcess& worker, const std::vector<std::string>& arguments) {
    if (worker.running()) return {};
    GUVOH_TRY(worker, WorkerProcess::start(options.program, arguments));
    if (auto ready = receive_reply(worker.control(), kStartWaitMs); !ready) {
        worker.stop();
        return base::fail(ErrorKind::Unsupported, "the extraction worker does not start (does this kernel have seccomp?)");
    }
    return {};
}

base::Status Extractor::Parts::pump(int pipe, std::chrono::steady_clock::time_point deadline, const Limits& limits, Collector& collector) {
    FrameCutter cutter(std::max(limits.max_child_bytes, limits.max_text_bytes * 8) + (1U << 20U));
    for (;;) {
        pollfd waiting{pipe, POLLIN, 0};
        const int ready = ::poll(&waiting, 1, milliseconds_until(deadline));
        if (ready < 0 && errno == EINTR) continue;
        if (ready == 0) return base::fail(took_too_long(limits));
        const ssize_t got = ::read(pipe, buffer.data(), buffer.size());
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return base::fail(ErrorKind::Io, "the result cannot be read");
        if (got == 0) return {};
        cutter.add({buffer.data(), static_cast<std::size_t>(got)});
        for (;;) {
            GUVOH_TRY(const auto frame, cutter.next());
            if (!frame) break;
            GUVOH_TRY_VOID(collector.take(*frame));
        }
    }
}

base::Status Extractor::Parts::run(WorkerProcess& worker, const Request& request, int document, Collector& collector) {
    int ends[2] = {-1, -1};
    if (::pipe2(ends, O_CLOEXEC) != 0) return base::fail(ErrorKind::Io, "no pipe for the result");
    const Fd ours(ends[0]);
    Fd theirs(ends[1]);
    ::fcntl(ours.get(), F_SETPIPE_SZ, static_cast<int>(kReadBytes));
    if (auto sent = send_request(worker.control(), request, document, theirs.get()); !sent) {
        worker.stop();
        return sent;
    }
    theirs.reset();
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::milliseconds(request.limits.wall_ms + kGraceMs);
    const base::Status pumped = pump(ours.get(), deadline, request.limits, collector);
    if (!pumped) {  // it hangs, lies, or is not wanted any more
        worker.stop();
        return pumped;
    }
    const auto reply = receive_reply(worker.control(), milliseconds_until(deadline) + kGraceMs);
    if (!reply) {
        worker.stop();
        return base::fail(ErrorKind::Invalid, "the parser crashed on this file");
    }
    if (*reply != Reply{Reply::How::Done, 0, reply->peak_kib}) return base::fail(why_it_died(*reply, request.limits));
    if (!collector.ended) return base::fail(ErrorKind::Invalid, "the parser stopped in the middle");
    if (collector.failure) return base::fail(*collector.failure);
    return {};
}

bool Extractor::Parts::read_scan(int document, std::uint32_t page, const Limits& limits, Collector& collector) {
    Request request{Task::Ocr, limits, page, 0, {}, page_languages};
    request.limits.wall_ms = limits.wall_ms * kOcrPatience;
    const ChildSink none;
    Collector one{&none, {}, {}, {}, {}, false};
    if (!ensure(reader, {"ocr", join(options.ocr_languages, '+')})) {
        reader_failed = true;
        return false;
    }
    if (const auto done = run(reader, request, document, one); !done) {
        if (unread.empty()) unread = " (page " + std::to_string(page + 1) + ": " + done.error().detail + ")";
        return false;
    }
    if (one.extracted.pages.size() != 1) return false;
    Page& read = one.extracted.pages.front();
    if (read.words.empty()) return false;
    page_languages = read.ocr_languages;
    auto& pages = collector.extracted.pages;
    if (pages.size() <= page) pages.resize(page + 1);
    if (read.text.size() >= told_bytes(pages[page].text)) pages[page] = std::move(read);
    return true;
}

void Extractor::Parts::read_scans(int document, const Limits& limits, Collector& collector) {
    const std::size_t wanted = collector.ocr_pages.size();
    if (wanted == 0) return;
    const std::string pages = std::to_string(wanted) + (wanted == 1 ? " page has" : " pages have");
    if (!options.ocr || options.ocr_languages.empty()) {
        collector.extracted.notes.push_back(pages + " no text, and OCR is " + (options.ocr ? "not installed" : "switched off"));
        return;
    }
    std::size_t read = 0;
    unread.clear();
    std::uint64_t text_bytes = 0;
    for (const Page& page : collector.extracted.pages) text_bytes += page.text.size();
    for (const std::uint32_t page : collector.ocr_pages) {
        if (reader_failed || text_bytes > limits.max_text_bytes) break;
        if (!read_scan(document, page, limits, collector)) continue;
        ++read;
        text_bytes += collector.extracted.pages[page].text.size();
    }
    if (reader_failed) {
        collector.extracted.notes.push_back(pages + " no text, and OCR could not be started");
    } else if (read < wanted) {
        collector.extracted.notes.push_back(pages + " no text; OCR found none on " + std::to_string(wanted - read) + unread);
    }
}

Extractor::Extractor() : parts_(std::make_unique<Parts>()) {}
Extractor::~Extractor() = default;

base::Expected<std::unique_ptr<Extractor>> Extractor::start(const ExtractorOptions& options) {
    std::unique_ptr<Extractor> extractor(new Extractor);
    Parts& parts = *extractor->parts_;
    parts.options = options;
    const std::vector<std::string> installed = options.ocr ? ocr_languages_installed() : std::vector<std::string>{};
    if (parts.options.ocr_languages.empty()) parts.options.ocr_languages = ocr_languages_wanted();
    std::erase_if(parts.options.ocr_languages,
                  [&](const std::string& one) { return std::find(installed.begin(), installed.end(), one) == installed.end(); });
    GUVOH_TRY_VOID(parts.ensure(parts.parser, {"parse"}));
    return extractor;
}

base::Expected<Extracted> Extractor::extract(int fd, std::string_view name_hint, const Limits& limits, const ChildSink& sink) {
    GUVOH_TRY_VOID(parts_->ensure(parts_->parser, {"parse"}));
    Collector collector{&sink, {}, {}, {}, {}, false};
    GUVOH_TRY_VOID(parts_->run(parts_->parser, {Task::Extract, limits, 0, 0, std::string(name_hint), {}}, fd, collector));
    parts_->read_scans(fd, limits, collector);
    return std::move(collector.extracted);
}

base::Expected<Extracted> Extractor::extract(base::ByteSpan content, std::string_view name_hint, const Limits& limits,
                                             const ChildSink& sink) {
    const Fd file(::memfd_create("document", MFD_CLOEXEC));
    std::size_t done = 0;
    while (file && done < content.size()) {
        const ssize_t wrote = ::write(file.get(), content.data() + done, content.size() - done);
        if (wrote < 0 && errno == EINTR) continue;
        if (wrote <= 0) break;
        done += static_cast<std::size_t>(wrote);
    }
    if (!file || done < content.size()) return base::fail(ErrorKind::Io, "no memory for an inner file");
    return extract(file.get(), name_hint, limits, sink);
}

base::Expected<base::Bytes> Extractor::render_page_png(int fd, std::uint32_t page_index, std::uint32_t dots_per_inch,
                                                       const Limits& limits) {
    if (dots_per_inch < 18 || dots_per_inch > 600) return base::fail(ErrorKind::Invalid, "dots per inch: 18 to 600");
    GUVOH_TRY_VOID(parts_->ensure(parts_->parser, {"parse"}));
    const ChildSink none;
    Collector collector{&none, {}, {}, {}, {}, false};
    const Request request{Task::Render, limits, page_index, dots_per_inch, {}, {}};
    auto drawn = parts_->run(parts_->parser, request, fd, collector);
    // HEIC is drawn where its library is loaded: beside Tesseract.
    if (!drawn && drawn.error().kind == ErrorKind::Unsupported && drawn.error().detail.starts_with("HEIC")) {
        GUVOH_TRY_VOID(parts_->ensure(parts_->reader, {"ocr", join(parts_->options.ocr_languages, '+')}));
        collector = Collector{&none, {}, {}, {}, {}, false};
        drawn = parts_->run(parts_->reader, request, fd, collector);
    }
    GUVOH_TRY_VOID(std::move(drawn));
    if (collector.blob.empty()) return base::fail(ErrorKind::Unsupported, "this kind of document has no page images");
    return std::move(collector.blob);
}

bool is_extract_worker(int argc, char** argv) { return argc >= 2 && std::string_view(argv[1]) == "--extract-worker"; }

int extract_worker_main(int argc, char** argv) { return run_extract_worker(argc, argv, nullptr); }

}  // namespace guvoh::documents

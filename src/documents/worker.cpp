// SPDX-License-Identifier: AGPL-3.0-or-later
#include "documents/worker.h"

#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <new>
#include <string>
#include <string_view>

#include "documents/draw.h"
#include "documents/ocr.h"
#include "documents/sandbox.h"
#include "documents/wire.h"

namespace guvoh::documents {

namespace {

constexpr std::uint64_t kSmallTextBytes = 1ULL << 20U;  // plain text up to this needs no process of its own
constexpr int kOutOfMemoryExit = 77;

/// An Output that writes frames to the result pipe.
class PipeOutput : public Output {
public:
    PipeOutput(const Limits& limits, int fd) : Output(limits), writer_(fd) {}

    void end(const base::Status& status) {
        if (!status) {
            const base::ErrorKind kind = status.error().kind;
            const bool blames_file = kind == base::ErrorKind::Unsupported || kind == base::ErrorKind::Cancelled ||
                                     kind == base::ErrorKind::NotFound;
            writer_.put(FrameType::Failure,
                        serialise_failure(blames_file ? kind : base::ErrorKind::Invalid, status.error().detail.substr(0, 1000)));
        } else {
            writer_.put(FrameType::Head, serialise_head(head()));
            base::Bytes pages;
            for (const std::uint32_t page : ocr_pages()) base::put_varint(pages, page);
            if (!pages.empty()) writer_.put(FrameType::NeedsOcr, pages);
        }
        writer_.put(FrameType::End, {});
        writer_.flush();
    }
    void blob(base::ByteSpan bytes) { writer_.put(FrameType::Blob, bytes); }

protected:
    void take_page(const Page& page) override { writer_.put_page(page); }
    void take_child(std::string_view name, std::string_view media_type, base::ByteSpan content) override {
        writer_.put(FrameType::Child, serialise_child(name, media_type, content));
        writer_.flush();
    }
    void take_refused(const RefusedChild& refused) override { writer_.put(FrameType::Refused, serialise_refused(refused)); }
    void take_note(std::string_view note) override { writer_.put(FrameType::Note, base::as_bytes(note)); }

private:
    FrameWriter writer_;
};

/// A document's bytes, mapped for reading.
class Mapping {
public:
    explicit Mapping(int fd) {
        struct stat info {};
        if (::fstat(fd, &info) != 0 || info.st_size < 0) return;
        size_ = static_cast<std::size_t>(info.st_size);
        readable_ = size_ == 0;
        if (size_ == 0) return;
        void* const at = ::mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, fd, 0);
        readable_ = at != MAP_FAILED;
        if (readable_) at_ = static_cast<const base::Byte*>(at);
    }
    Mapping(const Mapping&) = delete;
    Mapping& operator=(const Mapping&) = delete;
    ~Mapping() {
        if (at_ != nullptr) ::munmap(const_cast<base::Byte*>(at_), size_);
    }
    bool readable() const { return readable_; }
    base::ByteSpan bytes() const { return {at_, at_ == nullptr ? 0 : size_}; }

private:
    const base::Byte* at_ = nullptr;
    std::size_t size_ = 0;
    bool readable_ = false;
};

base::Status run_task(const Request& request, Source& source, PipeOutput& out, WorkerHook hook) {
    switch (request.task) {
        case Task::Extract:
            if (hook != nullptr && hook(source, out)) return {};
            identify(source);
            return parse_document(source, out);
        case Task::Ocr: {
            GUVOH_TRY(Page page, ocr_page(source, request.page, request.languages));
            out.page(std::move(page));
            return {};
        }
        case Task::Render: {
            GUVOH_TRY(const base::Bytes png, draw_page_png(source, request.page, request.dots_per_inch));
            out.blob(png);
            return {};
        }
    }
    return base::fail(base::ErrorKind::Unsupported, "unknown task");
}

[[noreturn]] void out_of_memory() { ::_exit(kOutOfMemoryExit); }

// The life of one document's process.
[[noreturn]] void run_document(const Received& received, const Mapping& mapping, const Sandbox& sandbox, WorkerHook hook) {
    ::close(kControlFd);
    std::set_new_handler(out_of_memory);
    const Limits& limits = received.request.limits;
    PipeOutput out(limits, received.result.get());
    base::Status status = sandbox.lock_document(limits, mapping.bytes().size());
    if (status) {
        Source source{mapping.bytes(), received.request.name, limits, Kind::Other, {}};
        try {
            status = run_task(received.request, source, out, hook);
        } catch (const std::bad_alloc&) {
            out_of_memory();
        } catch (...) {  // a library's own exception: it knows no more of this file
            status = base::fail(base::ErrorKind::Invalid, "the parser gave up on this file");
        }
    }
    if (!status && status.error().detail == "used more memory than allowed") out_of_memory();
    out.end(status);
    ::_exit(0);
}

Reply wait_for(pid_t child) {
    int status = 0;
    rusage usage{};
    while (::wait4(child, &status, 0, &usage) < 0 && errno == EINTR) {
    }
    Reply reply;
    reply.peak_kib = static_cast<std::uint64_t>(usage.ru_maxrss);
    if (WIFSIGNALED(status)) {
        reply.how = Reply::How::Signal;
        reply.value = static_cast<std::uint32_t>(WTERMSIG(status));
    } else if (WEXITSTATUS(status) != 0) {
        reply.how = Reply::How::Exit;
        reply.value = static_cast<std::uint32_t>(WEXITSTATUS(status));
    }
    return reply;
}

Reply serve(Received& received, const Sandbox& sandbox, WorkerHook hook) {
    const Mapping mapping(received.document.get());
    const Limits& limits = received.request.limits;
    PipeOutput out(limits, received.result.get());
    Source source{mapping.bytes(), received.request.name, limits, Kind::Other, {}};
    if (!mapping.readable()) {
        out.end(base::fail(base::ErrorKind::Invalid, "the file cannot be read"));
        return {};
    }
    const bool small = source.bytes.size() <= kSmallTextBytes && (hook == nullptr || !base::as_text(source.bytes).starts_with("GUVOH-TEST"));
    if (received.request.task == Task::Extract && small && is_simple_text(source)) {
        identify(source);
        if (source.kind == Kind::Text || source.kind == Kind::Markdown || source.kind == Kind::Csv) {
            out.end(parse_text(source, out));
            return {};
        }
    }
    const pid_t child = ::fork();
    if (child == 0) run_document(received, mapping, sandbox, hook);
    if (child < 0) {
        out.end(base::fail(base::ErrorKind::Cancelled, "no process could be started for it"));
        return {};
    }
    received.result.reset();
    return wait_for(child);
}

}  // namespace

int run_extract_worker(int argc, char** argv, WorkerHook hook) {
    const std::string_view mode = argc > 2 ? argv[2] : "";
    if (mode == "ocr") {
        if (!ocr_warm_up(argc > 3 ? argv[3] : "")) return 2;
    }
    parsers_warm_up();
    const auto sandbox = Sandbox::prepare();
    if (!sandbox || !sandbox->lock_worker()) return 3;
    if (!send_reply(kControlFd, {})) return 4;  // "ready"
    for (;;) {
        auto received = receive_request(kControlFd);
        if (!received) return 0;
        const Reply reply = serve(*received, *sandbox, hook);
        received->result.reset();
        if (!send_reply(kControlFd, reply)) return 0;
    }
}

}  // namespace guvoh::documents

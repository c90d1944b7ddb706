// SPDX-License-Identifier: AGPL-3.0-or-later
//
// What passes between the program and its extraction worker: requests and replies on a control socket, and the frames of one
// document's result on a pipe of its own, so that a hostile parser can only speak for its own document.
//
// Threads: plain functions and values.
// Implements: docs/formats/extraction.md, "Between the processes"
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/bytes.h"
#include "base/error.h"
#include "documents/extracted.h"
#include "documents/extractor.h"

namespace guvoh::documents {

/// Pages of one document: a small file can name one part as a page again and again, and each costs memory outside the sandbox.
inline constexpr std::uint32_t kMaxPages = 100'000;

/// A descriptor that closes itself.
class Fd {
public:
    Fd() = default;
    explicit Fd(int fd) : fd_(fd) {}
    Fd(Fd&& other) noexcept : fd_(other.release()) {}
    Fd& operator=(Fd&& other) noexcept;
    ~Fd() { reset(); }
    int get() const { return fd_; }
    int release();
    void reset();
    explicit operator bool() const { return fd_ >= 0; }

private:
    int fd_ = -1;
};

enum class Task : std::uint8_t { Extract = 1, Ocr = 2, Render = 3 };

struct Request {
    Task task = Task::Extract;
    Limits limits;
    std::uint32_t page = 0;             ///< Ocr, Render
    std::uint32_t dots_per_inch = 0;    ///< Render
    std::string name;                   ///< at most 255 bytes are sent
    std::string languages;              ///< Ocr: what the page before was read with, or ""
};

/// How the worker saw a document's process end.
struct Reply {
    enum class How : std::uint8_t { Done = 0, Signal = 1, Exit = 2 } how = How::Done;
    std::uint32_t value = 0;     ///< signal number or exit code
    std::uint64_t peak_kib = 0;  ///< its largest memory
    bool operator==(const Reply&) const = default;
};

/// Sends a request with the document and the pipe for its result. Errors: Io.
base::Status send_request(int socket, const Request& request, int document, int result);
struct Received {
    Request request;
    Fd document, result;
};
/// Waits for a request; nullopt when the program has gone or spoke nonsense.
std::optional<Received> receive_request(int socket);

base::Status send_reply(int socket, const Reply& reply);
/// Waits at most so long. Errors: Io (the worker has died), Cancelled (time is up).
base::Expected<Reply> receive_reply(int socket, int wait_ms);

/// Writes frames to a pipe, gathering small ones.
class FrameWriter {
public:
    explicit FrameWriter(int fd) : fd_(fd) {}
    void put(FrameType type, base::ByteSpan payload);
    /// Makes room for a page without an extra copy.
    void put_page(const Page& page);
    void flush();

private:
    int fd_;
    base::Bytes pending_;
};

/// Cuts a stream of bytes into frames.
class FrameCutter {
public:
    explicit FrameCutter(std::uint64_t max_frame_bytes) : max_frame_bytes_(max_frame_bytes) {}
    struct Frame {
        FrameType type;
        base::ByteSpan payload;  // borrowed until the next add()
    };
    void add(base::ByteSpan bytes);
    /// The next whole frame; nullopt when more bytes are needed. Errors: Invalid when a frame is larger than allowed.
    base::Expected<std::optional<Frame>> next();
    bool empty() const { return at_ == buffer_.size(); }

private:
    std::uint64_t max_frame_bytes_;
    base::Bytes buffer_;
    std::size_t at_ = 0;
};

}  // namespace guvoh::documents

// SPDX-License-Identifier: AGPL-3.0-or-later
#include "documents/wire.h"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace guvoh::documents {

using base::Bytes;
using base::ErrorKind;

namespace {

constexpr std::size_t kMaxMessage = 1024;
constexpr std::size_t kGatherBytes = 128U << 10U;

Bytes encode(const Request& request) {
    Bytes out;
    out.push_back(static_cast<std::uint8_t>(request.task));
    const Limits& limits = request.limits;
    base::put_varint(out, limits.wall_ms);
    base::put_varint(out, limits.cpu_seconds);
    base::put_varint(out, limits.memory_bytes);
    base::put_varint(out, limits.max_text_bytes);
    base::put_varint(out, limits.max_children);
    base::put_varint(out, limits.max_child_bytes);
    base::put_varint(out, limits.max_total_unpacked);
    base::put_varint(out, limits.max_ratio);
    base::put_varint(out, request.page);
    base::put_varint(out, request.dots_per_inch);
    const std::string_view name(request.name);
    base::put_sized(out, base::as_bytes(name.size() > 255 ? name.substr(name.size() - 255) : name));
    base::put_sized(out, base::as_bytes(std::string_view(request.languages).substr(0, 255)));
    return out;
}

std::optional<Request> decode(base::ByteSpan bytes) {
    base::ByteReader in(bytes);
    Request request;
    request.task = static_cast<Task>(in.u8());
    Limits& limits = request.limits;
    limits.wall_ms = static_cast<std::uint32_t>(in.varint());
    limits.cpu_seconds = static_cast<std::uint32_t>(in.varint());
    limits.memory_bytes = in.varint();
    limits.max_text_bytes = in.varint();
    limits.max_children = static_cast<std::uint32_t>(in.varint());
    limits.max_child_bytes = in.varint();
    limits.max_total_unpacked = in.varint();
    limits.max_ratio = static_cast<std::uint32_t>(in.varint());
    request.page = static_cast<std::uint32_t>(in.varint());
    request.dots_per_inch = static_cast<std::uint32_t>(in.varint());
    request.name = std::string(in.sized_text());
    request.languages = std::string(in.sized_text());
    if (!in.ok() || !in.at_end()) return std::nullopt;
    return request;
}

auto io_error(const char* what) { return base::fail(ErrorKind::Io, std::string("extraction worker: ") + what); }

}  // namespace

Fd& Fd::operator=(Fd&& other) noexcept {
    if (this != &other) {
        reset();
        fd_ = other.release();
    }
    return *this;
}

int Fd::release() {
    const int fd = fd_;
    fd_ = -1;
    return fd;
}

void Fd::reset() {
    if (fd_ >= 0) ::close(fd_);
    fd_ = -1;
}

base::Status send_request(int socket, const Request& request, int document, int result) {
    Bytes body = encode(request);
    iovec part{body.data(), body.size()};
    const int fds[2] = {document, result};
    alignas(cmsghdr) char control[CMSG_SPACE(sizeof fds)] = {};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = control;
    message.msg_controllen = sizeof control;
    cmsghdr* header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof fds);
    std::memcpy(CMSG_DATA(header), fds, sizeof fds);
    ssize_t sent = 0;
    do sent = ::sendmsg(socket, &message, MSG_NOSIGNAL);
    while (sent < 0 && errno == EINTR);
    if (sent != static_cast<ssize_t>(body.size())) return io_error("cannot be reached");
    return {};
}

std::optional<Received> receive_request(int socket) {
    Bytes body(kMaxMessage);
    iovec part{body.data(), body.size()};
    int fds[2] = {-1, -1};
    alignas(cmsghdr) char control[CMSG_SPACE(sizeof fds)] = {};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = control;
    message.msg_controllen = sizeof control;
    ssize_t got = 0;
    do got = ::recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
    while (got < 0 && errno == EINTR);
    if (got <= 0) return std::nullopt;
    const cmsghdr* header = CMSG_FIRSTHDR(&message);
    if (header == nullptr || header->cmsg_type != SCM_RIGHTS || header->cmsg_len != CMSG_LEN(sizeof fds)) return std::nullopt;
    std::memcpy(fds, CMSG_DATA(header), sizeof fds);
    Received received{{}, Fd(fds[0]), Fd(fds[1])};
    auto request = decode({body.data(), static_cast<std::size_t>(got)});
    if (!request) return std::nullopt;
    received.request = std::move(*request);
    return received;
}

base::Status send_reply(int socket, const Reply& reply) {
    Bytes body;
    body.push_back(static_cast<std::uint8_t>(reply.how));
    base::put_u32(body, reply.value);
    base::put_u64(body, reply.peak_kib);
    ssize_t sent = 0;
    do sent = ::send(socket, body.data(), body.size(), MSG_NOSIGNAL);
    while (sent < 0 && errno == EINTR);
    if (sent != static_cast<ssize_t>(body.size())) return io_error("cannot answer");
    return {};
}

base::Expected<Reply> receive_reply(int socket, int wait_ms) {
    pollfd waiting{socket, POLLIN, 0};
    int ready = 0;
    do ready = ::poll(&waiting, 1, wait_ms);
    while (ready < 0 && errno == EINTR);
    if (ready == 0) return base::fail(ErrorKind::Cancelled, "the extraction worker does not answer");
    base::Byte body[16];
    const ssize_t got = ::recv(socket, body, sizeof body, 0);
    base::ByteReader in({body, got > 0 ? static_cast<std::size_t>(got) : 0});
    Reply reply;
    reply.how = static_cast<Reply::How>(in.u8());
    reply.value = in.u32();
    reply.peak_kib = in.u64();
    if (!in.ok() || !in.at_end()) return io_error("has died");
    return reply;
}

void FrameWriter::put(FrameType type, base::ByteSpan payload) {
    pending_.push_back(static_cast<std::uint8_t>(type));
    base::put_u32(pending_, static_cast<std::uint32_t>(payload.size()));
    base::put_bytes(pending_, payload);
    if (pending_.size() >= kGatherBytes) flush();
}

void FrameWriter::put_page(const Page& page) {
    const std::size_t head = pending_.size();
    pending_.push_back(static_cast<std::uint8_t>(FrameType::Page));
    base::put_u32(pending_, 0);
    serialise_page(page, pending_);
    const std::size_t size = pending_.size() - head - 5;
    for (unsigned i = 0; i < 4; ++i) pending_[head + 1 + i] = static_cast<base::Byte>(size >> (8 * i));
    if (pending_.size() >= kGatherBytes) flush();
}

void FrameWriter::flush() {
    std::size_t done = 0;
    while (done < pending_.size()) {
        const ssize_t wrote = ::write(fd_, pending_.data() + done, pending_.size() - done);
        if (wrote < 0 && errno == EINTR) continue;
        if (wrote <= 0) break;  // the program has gone; its worker goes too
        done += static_cast<std::size_t>(wrote);
    }
    pending_.clear();
}

void FrameCutter::add(base::ByteSpan bytes) {
    if (at_ > 0) {
        buffer_.erase(buffer_.begin(), buffer_.begin() + static_cast<std::ptrdiff_t>(at_));
        at_ = 0;
    }
    buffer_.insert(buffer_.end(), bytes.begin(), bytes.end());
}

base::Expected<std::optional<FrameCutter::Frame>> FrameCutter::next() {
    const base::ByteSpan rest = base::ByteSpan(buffer_).subspan(at_);
    base::ByteReader in(rest);
    const auto type = static_cast<FrameType>(in.u8());
    const std::uint32_t length = in.u32();
    if (!in.ok()) return std::optional<Frame>{};
    if (length > max_frame_bytes_) return base::fail(ErrorKind::Invalid, "the parser broke its limits");
    if (in.remaining() < length) return std::optional<Frame>{};
    at_ += 5 + length;
    return std::optional<Frame>(Frame{type, rest.subspan(5, length)});
}

}  // namespace guvoh::documents

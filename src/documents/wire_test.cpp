// SPDX-License-Identifier: AGPL-3.0-or-later
#include "documents/wire.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

namespace guvoh::documents {
namespace {

struct Pair {
    Fd ours, theirs;
};
Pair socket_pair() {
    int ends[2] = {-1, -1};
    EXPECT_EQ(::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends), 0);
    return {Fd(ends[0]), Fd(ends[1])};
}

TEST(Wire, CarriesRequestsWithTheirDescriptors) {
    const Pair pair = socket_pair();
    const Fd nothing(::open("/dev/null", O_RDWR | O_CLOEXEC));
    Request request{Task::Ocr, {}, 7, 0, std::string(400, 'x') + ".pdf", "rus"};
    request.limits.wall_ms = 1234;

    ASSERT_TRUE(send_request(pair.ours.get(), request, nothing.get(), nothing.get()));
    const auto received = receive_request(pair.theirs.get());

    ASSERT_TRUE(received);
    EXPECT_EQ(received->request.page, 7U);
    EXPECT_EQ(received->request.limits.wall_ms, 1234U);
    EXPECT_EQ(received->request.languages, "rus");
    EXPECT_EQ(received->request.name.size(), 255U);
    EXPECT_TRUE(received->request.name.ends_with(".pdf"));
    EXPECT_TRUE(received->document);
    EXPECT_TRUE(received->result);
}

TEST(Wire, CarriesRepliesAndNoticesADeadWorker) {
    Pair pair = socket_pair();
    ASSERT_TRUE(send_reply(pair.theirs.get(), {Reply::How::Signal, 11, 4096}));

    const auto reply = receive_reply(pair.ours.get(), 1000);
    pair.theirs.reset();
    const auto dead = receive_reply(pair.ours.get(), 1000);

    ASSERT_TRUE(reply);
    EXPECT_EQ(*reply, (Reply{Reply::How::Signal, 11, 4096}));
    EXPECT_FALSE(dead);
}

TEST(Wire, CutsFramesHoweverTheBytesArrive) {
    base::Bytes bytes;
    bytes.push_back(static_cast<base::Byte>(FrameType::Note));
    base::put_u32(bytes, 3);
    base::put_bytes(bytes, base::as_bytes("abc"));
    FrameCutter cutter(100);

    for (std::size_t i = 0; i + 1 < bytes.size(); ++i) {
        cutter.add(base::ByteSpan(bytes).subspan(i, 1));
        ASSERT_FALSE(cutter.next()->has_value());
    }
    cutter.add(base::ByteSpan(bytes).last(1));
    const auto frame = cutter.next();

    ASSERT_TRUE(frame && *frame);
    EXPECT_EQ(base::as_text((*frame)->payload), "abc");
    EXPECT_TRUE(cutter.empty());
}

TEST(Wire, RefusesAFrameBeyondTheLimit) {
    base::Bytes bytes = {static_cast<base::Byte>(FrameType::Page)};
    base::put_u32(bytes, 101);
    FrameCutter cutter(100);
    cutter.add(bytes);

    EXPECT_FALSE(cutter.next());
}

}  // namespace
}  // namespace guvoh::documents

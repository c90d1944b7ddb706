// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Load for an HTTP server on this machine: keeps so many connections busy for so long with the requests of a file, one after another,
// and says how many were answered and how quickly. bench/api_bench.py makes the requests and reads the result.
// Usage: api_bench PORT CONNECTIONS SECONDS REQUESTS_FILE   (requests separated by NUL)
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

struct Connection {
    int socket = -1;
    std::string input;
    Clock::time_point asked;
};

struct Result {
    std::vector<double> ms;
    std::size_t failed = 0, bytes = 0;
};

std::vector<std::string> read_requests(const char* path) {
    std::ifstream in(path, std::ios::binary);
    const std::string all{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    std::vector<std::string> requests;
    for (std::size_t at = 0; at < all.size();) {
        const std::size_t end = std::min(all.find('\0', at), all.size());
        if (end > at) requests.push_back(all.substr(at, end - at));
        at = end + 1;
    }
    return requests;
}

int connect_to(int port) {
    const int made = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(static_cast<std::uint16_t>(port));
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int one = 1;
    setsockopt(made, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    return ::connect(made, reinterpret_cast<const sockaddr*>(&to), sizeof to) == 0 ? made : -1;
}

bool send_all(int socket, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t put = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (put <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(put));
    }
    return true;
}

/// The size of the whole answer at the front of `input`; 0 while it is not all there.
std::size_t answer_size(const std::string& input) {
    const std::size_t end = input.find("\r\n\r\n");
    if (end == std::string::npos) return 0;
    const std::size_t length = input.find("\r\nContent-Length: ");
    const std::size_t body = length < end ? std::strtoul(input.c_str() + length + 18, nullptr, 10) : 0;
    return input.size() >= end + 4 + body ? end + 4 + body : 0;
}

/// Reads what came; true when an answer is whole.
bool take(Connection& connection, Result& result) {
    char buffer[65536];
    const ssize_t got = ::recv(connection.socket, buffer, sizeof buffer, 0);
    if (got <= 0) std::exit(3);  // the server ended a connection: nothing of this run counts
    connection.input.append(buffer, static_cast<std::size_t>(got));
    const std::size_t size = answer_size(connection.input);
    if (size == 0) return false;
    if (connection.input.compare(9, 1, "2") != 0) ++result.failed;
    result.bytes += size;
    result.ms.push_back(std::chrono::duration<double, std::milli>(Clock::now() - connection.asked).count());
    connection.input.erase(0, size);
    return true;
}

Result run(int port, std::size_t count, double seconds, const std::vector<std::string>& requests) {
    std::vector<Connection> connections(count);
    std::vector<pollfd> waits(count);
    std::size_t next = 0;
    const auto ask = [&](Connection& connection) {
        connection.asked = Clock::now();
        send_all(connection.socket, requests[next++ % requests.size()]);
    };
    for (std::size_t i = 0; i < count; ++i) {
        connections[i].socket = connect_to(port);
        waits[i] = {connections[i].socket, POLLIN, 0};
        ask(connections[i]);
    }
    Result result;
    const auto end = Clock::now() + std::chrono::duration<double>(seconds);
    while (Clock::now() < end) {
        ::poll(waits.data(), waits.size(), 100);
        for (std::size_t i = 0; i < count; ++i) {
            if ((waits[i].revents & (POLLIN | POLLHUP | POLLERR)) != 0 && take(connections[i], result)) ask(connections[i]);
        }
    }
    for (const Connection& connection : connections) ::close(connection.socket);
    return result;
}

double at(const std::vector<double>& sorted, double share) {
    return sorted.empty() ? 0 : sorted[std::min(sorted.size() - 1, static_cast<std::size_t>(share * static_cast<double>(sorted.size())))];
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 5) return 2;
    const double seconds = std::atof(argv[3]);
    const auto requests = read_requests(argv[4]);
    if (requests.empty()) return 2;
    Result result = run(std::atoi(argv[1]), static_cast<std::size_t>(std::atoi(argv[2])), seconds, requests);
    std::sort(result.ms.begin(), result.ms.end());
    std::printf("{\"requests\":%zu,\"failed\":%zu,\"per_second\":%.0f,\"median_ms\":%.2f,\"p99_ms\":%.2f,\"bytes_each\":%zu}\n", result.ms.size(), result.failed,
                static_cast<double>(result.ms.size()) / seconds, at(result.ms, 0.5), at(result.ms, 0.99), result.ms.empty() ? 0 : result.bytes / result.ms.size());
    return 0;
}

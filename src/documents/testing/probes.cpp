// SPDX-License-Identifier: AGPL-3.0-or-later
#include "documents/testing/probes.h"

#include <fcntl.h>
#include <linux/sched.h>
#include <netinet/in.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <string>
#include <vector>

extern "C" char** environ;

namespace guvoh::documents::testing {

namespace {

void tell(std::string& report, const char* door, bool opened) { report += std::string(door) + (opened ? ": OPEN\n" : ": no\n"); }

std::string try_doors() {
    std::string report;
    tell(report, "open", ::open("/etc/hostname", O_RDONLY) >= 0);
    tell(report, "create", ::open("/tmp/guvoh-probe", O_WRONLY | O_CREAT, 0600) >= 0);
    tell(report, "socket", ::socket(AF_INET, SOCK_STREAM, 0) >= 0);
    tell(report, "unix socket", ::socket(AF_UNIX, SOCK_STREAM, 0) >= 0);
    char* const nothing[] = {nullptr};
    ::execve("/bin/true", nothing, nothing);
    tell(report, "exec", false);
    tell(report, "kill", ::kill(::getpid(), 0) == 0);
    tell(report, "ptrace", ::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr) == 0);
    tell(report, "fork", ::fork() >= 0);
    const long child = ::syscall(SYS_clone, CLONE_VM | CLONE_VFORK, nullptr, nullptr, nullptr, nullptr);  // a process that shares memory
    if (child == 0) ::_exit(0);
    tell(report, "vfork", child > 0);
    tell(report, "chmod", ::chmod("/tmp", 0700) == 0);
    tell(report, "unlink", ::unlink("/tmp/guvoh-probe") == 0);
    tell(report, "dup", ::dup(0) >= 0);
    tell(report, "code", ::mmap(nullptr, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED);
    tell(report, "control socket", ::write(3, "x", 1) == 1);
    return report;
}

}  // namespace

bool probe(const Source& source, Output& out) {
    const std::string_view text = base::as_text(source.bytes);
    if (text == kCrash) {
        ::signal(SIGSEGV, SIG_DFL);
        volatile int* const nowhere = nullptr;
        *nowhere = 1;
    }
    if (text == kHang) {
        for (volatile bool again = true; again;) {
        }
    }
    if (text == kEat) {
        std::vector<std::string> kept;
        for (;;) kept.emplace_back(std::size_t{8} << 20U, 'x');
    }
    if (text == kLie) {
        Page page;
        page.text = "ab";
        page.words.push_back({1, 9, {}});
        out.page(std::move(page));
        return true;
    }
    if (text == kTellEnvironment) {
        std::string all;
        for (char** one = environ; *one != nullptr; ++one) all += std::string(*one) + "\n";
        out.text(all);
        return true;
    }
    if (text == kTryDoors) {
        out.text(try_doors());
        return true;
    }
    return false;
}

}  // namespace guvoh::documents::testing

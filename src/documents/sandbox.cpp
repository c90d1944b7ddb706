// SPDX-License-Identifier: AGPL-3.0-or-later
#include "documents/sandbox.h"

#include <linux/filter.h>
#include <linux/sched.h>
#include <linux/seccomp.h>
#include <seccomp.h>
#include <csignal>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <initializer_list>

#include "documents/wire.h"
#include "platform/sanitized.h"

namespace guvoh::documents {

using base::ErrorKind;

namespace {

// What any parser may do: use memory, read and write what is open, ask the time, end.
constexpr std::initializer_list<int> kDocumentCalls = {
    SCMP_SYS(read),          SCMP_SYS(readv),        SCMP_SYS(pread64),    SCMP_SYS(write),         SCMP_SYS(writev),
    SCMP_SYS(close),         SCMP_SYS(fstat),        SCMP_SYS(lseek),      SCMP_SYS(munmap),        SCMP_SYS(mremap),
    SCMP_SYS(madvise),       SCMP_SYS(brk),          SCMP_SYS(exit),       SCMP_SYS(exit_group),    SCMP_SYS(rt_sigreturn),
    SCMP_SYS(rt_sigprocmask), SCMP_SYS(clock_gettime), SCMP_SYS(gettimeofday), SCMP_SYS(time),      SCMP_SYS(clock_getres),
    SCMP_SYS(futex),         SCMP_SYS(getpid),       SCMP_SYS(gettid),     SCMP_SYS(getrandom),     SCMP_SYS(sched_yield),
    SCMP_SYS(restart_syscall), SCMP_SYS(sigaltstack), SCMP_SYS(uname),     SCMP_SYS(sysinfo)};

// What the worker does besides: take requests, answer, and make and bury document processes.
constexpr std::initializer_list<int> kWorkerCalls = {
    SCMP_SYS(recvmsg), SCMP_SYS(sendto), SCMP_SYS(clone),     SCMP_SYS(clone3),    SCMP_SYS(wait4),       SCMP_SYS(prctl),
    SCMP_SYS(seccomp), SCMP_SYS(setitimer), SCMP_SYS(prlimit64), SCMP_SYS(setrlimit), SCMP_SYS(getppid), SCMP_SYS(set_robust_list),
    SCMP_SYS(newfstatat), SCMP_SYS(rseq)};

constexpr unsigned kProtExec = PROT_EXEC;

base::Expected<base::Bytes> compile(bool worker) {
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
    if (filter == nullptr) return base::fail(ErrorKind::Unsupported, "no seccomp");
    int failed = 0;
    for (const int call : kDocumentCalls) failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 0);
    for (const int call : {SCMP_SYS(mmap), SCMP_SYS(mprotect)}) {  // memory, but never code
        const scmp_arg_cmp no_code{2, SCMP_CMP_MASKED_EQ, kProtExec, 0};
        failed |= seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, call, 1, &no_code);
    }
#ifdef GUVOH_SANITIZED  // the sanitizers ask with a pipe whether memory may be read, and each thread what it is
    for (const int call : {SCMP_SYS(pipe2), SCMP_SYS(sched_getaffinity)}) failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 0);
#endif
    if (worker) {
        for (const int call : kWorkerCalls) failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 0);
    } else {  // threads of its own, which HEIC decoders cannot do without, but no process; clone3 hides which, and glibc then takes clone
        const scmp_arg_cmp a_thread{0, SCMP_CMP_MASKED_EQ, CLONE_THREAD | CLONE_VM, CLONE_THREAD | CLONE_VM};
        failed |= seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, SCMP_SYS(clone), 1, &a_thread);
        failed |= seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0);
        for (const int call : {SCMP_SYS(set_robust_list), SCMP_SYS(rseq)}) failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 0);
    }
    const Fd file(::memfd_create("filter", MFD_CLOEXEC));
    failed |= seccomp_export_bpf(filter, file.get());
    seccomp_release(filter);
    base::Bytes program(1U << 16U);
    const ssize_t size = ::pread(file.get(), program.data(), program.size(), 0);
    if (failed != 0 || size <= 0) return base::fail(ErrorKind::Unsupported, "the seccomp filter cannot be made");
    program.resize(static_cast<std::size_t>(size));
    return program;
}

base::Status install(const base::Bytes& program) {
    // The kernel copies the program; it is never written to.
    sock_fprog code{static_cast<unsigned short>(program.size() / sizeof(sock_filter)),
                    reinterpret_cast<sock_filter*>(const_cast<base::Byte*>(program.data()))};
    if (::syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_SPEC_ALLOW, &code) != 0) {
        return base::fail(ErrorKind::Unsupported, "this kernel refuses the seccomp filter");
    }
    return {};
}

/// As the kernel has it (landlock_ruleset_attr); Debian 12's header lacks the last two.
struct LandlockRules {
    std::uint64_t fs = 0, net = 0, scoped = 0;
};

// Denies the whole file system, TCP and signals to others. Kernels without Landlock still have the filter.
void restrict_with_landlock() {
    constexpr long kCreate = 444, kRestrictSelf = 446;
    const long version = ::syscall(kCreate, nullptr, 0, 1U);
    if (version < 1) return;
    LandlockRules rules;
    rules.fs = version >= 5 ? 0xFFFFU : version >= 3 ? 0x7FFFU : version >= 2 ? 0x3FFFU : 0x1FFFU;
    rules.net = version >= 4 ? 3U : 0U;
    rules.scoped = version >= 6 ? 3U : 0U;
    const std::size_t size = version >= 6 ? 24 : version >= 4 ? 16 : 8;
    const Fd set(static_cast<int>(::syscall(kCreate, &rules, size, 0U)));
    if (set) ::syscall(kRestrictSelf, set.get(), 0U);
}

std::uint64_t address_space_bytes() {
    unsigned long long pages = 0;
    std::FILE* file = std::fopen("/proc/self/statm", "re");
    if (file == nullptr) return 1ULL << 30U;
    if (std::fscanf(file, "%llu", &pages) != 1) pages = (1ULL << 30U) / 4096;
    std::fclose(file);
    return pages * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

void limit(__rlimit_resource what, std::uint64_t soft, std::uint64_t hard) {
    const rlimit value{soft, hard};
    ::setrlimit(what, &value);
}

}  // namespace

base::Expected<Sandbox> Sandbox::prepare() {
    Sandbox sandbox;
    GUVOH_TRY(sandbox.worker_filter_, compile(true));
    GUVOH_TRY(sandbox.document_filter_, compile(false));
    sandbox.own_bytes_ = address_space_bytes();
    return sandbox;
}

base::Status Sandbox::lock_worker() const {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    ::prctl(PR_SET_DUMPABLE, 0);
    limit(RLIMIT_CORE, 0, 0);
    limit(RLIMIT_FSIZE, 0, 0);
    limit(RLIMIT_NOFILE, 32, 32);
    if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return base::fail(ErrorKind::Unsupported, "this kernel lacks no_new_privs");
    restrict_with_landlock();
    return install(worker_filter_);
}

base::Status Sandbox::lock_document(const Limits& limits, std::uint64_t mapped_bytes) const {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    limit(RLIMIT_CPU, limits.cpu_seconds, limits.cpu_seconds + 1ULL);
#ifndef GUVOH_SANITIZED  // sanitizers reserve terabytes of address space
    const std::uint64_t space = own_bytes_ + mapped_bytes + limits.memory_bytes;
    limit(RLIMIT_AS, space, space);
#else
    (void)mapped_bytes;
#endif
    itimerval timer{};
    timer.it_value.tv_sec = limits.wall_ms / 1000;
    timer.it_value.tv_usec = static_cast<suseconds_t>((limits.wall_ms % 1000) * 1000);
    ::setitimer(ITIMER_REAL, &timer, nullptr);  // SIGALRM's default ends the process, and the filter forbids to change that
    return install(document_filter_);
}

}  // namespace guvoh::documents

// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/clock.h"

#include <sys/resource.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "base/edtf.h"

namespace guvoh::platform {

namespace {

constexpr std::int64_t kDayMs = 24LL * 60 * 60 * 1000;

double seconds(const timeval& time) { return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6; }

double cpu_seconds_of(int who) {
    rusage usage{};
    if (getrusage(who, &usage) != 0) return 0;
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

}  // namespace

Clock system_clock() {
    return [] {
        const auto now = std::chrono::system_clock::now().time_since_epoch();
        return static_cast<std::int64_t>(std::chrono::duration_cast<std::chrono::milliseconds>(now).count());
    };
}

std::string instant_text(std::int64_t at_ms) {
    const std::int64_t in_day = ((at_ms % kDayMs) + kDayMs) % kDayMs;
    char time[32];
    std::snprintf(time, sizeof time, "T%02d:%02d:%02d.%03dZ", static_cast<int>(in_day / 3600000),
                  static_cast<int>(in_day / 60000 % 60), static_cast<int>(in_day / 1000 % 60),
                  static_cast<int>(in_day % 1000));
    return base::day_text((at_ms - in_day) / kDayMs) + time;
}

double process_cpu_seconds() { return cpu_seconds_of(RUSAGE_SELF) + cpu_seconds_of(RUSAGE_CHILDREN); }

std::uint64_t resident_bytes() {
    std::FILE* statm = std::fopen("/proc/self/statm", "re");
    if (statm == nullptr) return 0;
    char line[128] = "";
    const bool read = std::fgets(line, sizeof line, statm) != nullptr;  // "total resident ...", in pages
    std::fclose(statm);
    const char* resident = read ? std::strchr(line, ' ') : nullptr;
    return resident == nullptr ? 0
                               : std::strtoull(resident, nullptr, 10) * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
}

}  // namespace guvoh::platform

// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Time stamp replies from outside: nothing that a fuzzer makes up may verify, since nobody signed it for an empty bundle.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "crypto/timestamp.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    // A root that signs nothing, so that checking gets past the bundle.
    constexpr std::string_view kRoot =
        "-----BEGIN CERTIFICATE-----\n"
        "MIIBeTCCAR+gAwIBAgIUVK6VIn+hjGvNL65C6u8pCrxEeKUwCgYIKoZIzj0EAwIw\n"
        "ETEPMA0GA1UEAwwGTm9ib2R5MCAXDTI2MTEyMTIyMjkzMloYDzIxMjYxMDI4MjIy\n"
        "OTMyWjARMQ8wDQYDVQQDDAZOb2JvZHkwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNC\n"
        "AATkd9bhQ8VdjNPDTyEw6z/ga5rfyVUFFW75q5thLT2GMFWFP0JXzDEXN9Rdbi+f\n"
        "zPF0ZnCPUPfxb1G0RWHLiP+co1MwUTAdBgNVHQ4EFgQUqMRsG+xK1o+h67iPTp4j\n"
        "UVgU5OcwHwYDVR0jBBgwFoAUqMRsG+xK1o+h67iPTp4jUVgU5OcwDwYDVR0TAQH/\n"
        "BAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiEA5sdroXUrYGD+rif3N2moUebRatEf\n"
        "PkvTjqpindk1bv4CIFKxaJP6nrCLNplqSXPZqdRJA/05lmyKEsMunfnA4bYu\n"
        "-----END CERTIFICATE-----\n";
    const auto outcome = guvoh::crypto::verify_timestamp({data, size}, {}, {}, {kRoot, {}});
    if (outcome) std::abort();
    return 0;
}

// SPDX-License-Identifier: AGPL-3.0-or-later
#include "crypto/timestamp.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "crypto/crypto.h"

namespace guvoh::crypto {
namespace {

/// A time stamp authority of our own, made with the openssl program in a temporary folder.
class LocalAuthority {
public:
    LocalAuthority() : folder_((std::filesystem::temp_directory_path() / "guvoh-tsa-XXXXXX").string()) {
        GUVOH_CHECK(::mkdtemp(folder_.data()) != nullptr);
        write("tsa.cnf", "[tsa]\ndefault_tsa=t\n[t]\nserial=" + folder_ +
                             "/serial\ncrypto_device=builtin\nsigner_cert=" + folder_ + "/tsa.pem\nsigner_key=" + folder_ +
                             "/tsa.key\ncerts=" + folder_ + "/middle.pem\nsigner_digest=sha256\n" +
                             "default_policy=1.2.3.4.1\ndigests=sha256\naccuracy=secs:1\nclock_precision_digits=3\ness_cert_"
                             "id_chain=no\n" +
                             "[ca]\nbasicConstraints=critical,CA:true\n[leaf]\nextendedKeyUsage=critical,timeStamping\n");
        write("serial", "0A");
        ready_ = run("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout root.key -out root.pem "
                     "-days 30 "
                     "-subj '/CN=Root of Trust'") &&
                 issue("middle", "/CN=Middle", "root", "ca") &&
                 issue("tsa", "/O=Палата времени/CN=Test TSA", "middle", "leaf") &&
                 issue("other", "/CN=Not for stamps", "middle", "ca");
    }
    ~LocalAuthority() {
        std::error_code ignored;
        std::filesystem::remove_all(folder_, ignored);
    }
    LocalAuthority(const LocalAuthority&) = delete;
    LocalAuthority& operator=(const LocalAuthority&) = delete;

    bool ready() const { return ready_; }
    std::string read(const std::string& name) const {
        std::ifstream in(folder_ + "/" + name, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }
    base::Bytes stamp(base::ByteSpan query, const std::string& more = {}) const {
        write("query.tsq", base::as_text(query));
        EXPECT_TRUE(run("openssl ts -reply -config tsa.cnf -queryfile query.tsq -out reply.tsr " + more));
        const std::string reply = read("reply.tsr");
        return {reply.begin(), reply.end()};
    }

private:
    void write(const std::string& name, std::string_view text) const {
        std::ofstream(folder_ + "/" + name, std::ios::binary) << text;
    }
    bool run(const std::string& command) const {
        return std::system(("cd '" + folder_ + "' && " + command + " >log 2>&1").c_str()) == 0;
    }
    bool issue(const std::string& name, const std::string& subject, const std::string& by,
               const std::string& section) const {
        return run("openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -utf8 -keyout " + name + ".key -out " +
                   name + ".csr -subj '" + subject + "'") &&
               run("openssl x509 -req -in " + name + ".csr -CA " + by + ".pem -CAkey " + by +
                   ".key -CAcreateserial -days 30 -out " + name + ".pem -extfile tsa.cnf -extensions " + section);
    }

    std::string folder_;
    bool ready_ = false;
};

class TimestampTest : public ::testing::Test {
protected:
    static void SetUpTestSuite() { authority_ = std::make_unique<LocalAuthority>(); }
    static void TearDownTestSuite() { authority_.reset(); }
    void SetUp() override {
        if (!authority_->ready()) GTEST_SKIP() << "THE openssl PROGRAM IS NOT HERE: NOTHING ABOUT TIME STAMPS IS TESTED";
        roots_ = authority_->read("root.pem");
    }
    base::Expected<Timestamp> check(base::ByteSpan reply, const base::Hash& hash, base::ByteSpan nonce) const {
        return verify_timestamp(reply, hash, nonce, {roots_, {}});
    }
    static base::ErrorKind kind(const base::Expected<Timestamp>& outcome) {
        return outcome ? base::ErrorKind::Cancelled : outcome.error().kind;
    }

    static std::unique_ptr<LocalAuthority> authority_;
    std::string roots_;
    base::Hash hash_ = sha256(base::as_bytes("a checkpoint"));
    TimestampQuery query_ = make_timestamp_query(hash_).value();
};
std::unique_ptr<LocalAuthority> TimestampTest::authority_;

TEST_F(TimestampTest, ProvesWhenAndByWhom) {
    const auto outcome = check(authority_->stamp(query_.der), hash_, query_.nonce);
    const auto now = std::chrono::system_clock::now().time_since_epoch() / std::chrono::milliseconds(1);

    ASSERT_TRUE(outcome) << outcome.error().text();
    EXPECT_NEAR(static_cast<double>(outcome->at_ms), static_cast<double>(now), 60000.0);
    EXPECT_EQ(outcome->authority, "CN=Test TSA,O=Палата времени");
    EXPECT_EQ(outcome->policy, "1.2.3.4.1");
    EXPECT_FALSE(outcome->serial.empty());
}

TEST_F(TimestampTest, NeedsNoNonceWhenNoneWasKept) { EXPECT_TRUE(check(authority_->stamp(query_.der), hash_, {})); }

TEST_F(TimestampTest, RefusesAnotherHashOrNonce) {
    const base::Bytes reply = authority_->stamp(query_.der);
    base::Bytes nonce = query_.nonce;
    nonce[7] ^= 1;

    EXPECT_EQ(kind(check(reply, sha256(base::as_bytes("another")), query_.nonce)), base::ErrorKind::Corrupt);
    EXPECT_EQ(kind(check(reply, hash_, nonce)), base::ErrorKind::Corrupt);
}

TEST_F(TimestampTest, RefusesAnAuthorityThatIsNotInTheBundle) {
    const base::Bytes reply = authority_->stamp(query_.der);
    const LocalAuthority stranger;
    const std::string strange_roots = stranger.read("root.pem");

    EXPECT_EQ(kind(verify_timestamp(reply, hash_, query_.nonce, {strange_roots, {}})), base::ErrorKind::Corrupt);
    EXPECT_EQ(kind(verify_timestamp(reply, hash_, query_.nonce, {strange_roots, roots_})), base::ErrorKind::Corrupt);
    EXPECT_EQ(kind(verify_timestamp(reply, hash_, query_.nonce, {"", {}})), base::ErrorKind::Invalid);
}

TEST_F(TimestampTest, UsesIntermediatesThatTheReplyLacks) {
    const base::Bytes reply = authority_->stamp(query_.der, "-chain tsa.pem");
    const std::string middle = authority_->read("middle.pem");

    EXPECT_EQ(kind(check(reply, hash_, query_.nonce)), base::ErrorKind::Corrupt);
    EXPECT_TRUE(verify_timestamp(reply, hash_, query_.nonce, {roots_, middle}));
}

TEST_F(TimestampTest, RefusesAnyFlippedByte) {
    const base::Bytes reply = authority_->stamp(query_.der);
    std::size_t held = 0;
    for (std::size_t i = 0; i < reply.size(); ++i) {
        base::Bytes damaged = reply;
        damaged[i] ^= 0x10;
        const auto outcome = check(damaged, hash_, query_.nonce);
        // Certificates that came along but are not needed, and the encoding of algorithm names, are not covered by the
        // signature; then what is proven must be the same.
        if (outcome) {
            ++held;
            EXPECT_EQ(outcome->authority, "CN=Test TSA,O=Палата времени");
            EXPECT_EQ(outcome->at_ms, check(reply, hash_, query_.nonce)->at_ms);
        }
    }
    EXPECT_LT(held, reply.size() / 20);
}

TEST_F(TimestampTest, RefusesWhatIsCutOrGrown) {
    base::Bytes reply = authority_->stamp(query_.der);
    for (std::size_t size = 0; size < reply.size(); size += 7)
        EXPECT_FALSE(check(base::ByteSpan(reply).first(size), hash_, query_.nonce));
    reply.push_back(0);

    EXPECT_EQ(kind(check(reply, hash_, query_.nonce)), base::ErrorKind::Invalid);
}

TEST_F(TimestampTest, RefusesARefusal) {
    base::Bytes query = query_.der;
    query.resize(query.size() / 2);  // the authority answers "bad request"

    EXPECT_EQ(kind(check(authority_->stamp(query), hash_, query_.nonce)), base::ErrorKind::Invalid);
}

}  // namespace
}  // namespace guvoh::crypto

// Digests that others wrote beside their bytes, and those of bytes in pieces.
#ifndef FACTMILL_BASE_DIGEST_H_
#define FACTMILL_BASE_DIGEST_H_

#include <memory>
#include <string>
#include <string_view>

namespace factmill {

// Whether `labelled` ("sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ", in base 32 or
// hexadecimal; md5, sha1, sha256, sha512) is the digest of `bytes`.
enum class DigestCheck { kHolds, kDiffers, kUnknown };
DigestCheck CheckDigest(std::string_view labelled, std::string_view bytes);

// SHA-256 of bytes that come in pieces.
class Sha256Stream {
 public:
  Sha256Stream();
  ~Sha256Stream();
  void Add(std::string_view bytes);
  // 64 lower-case hexadecimal digits; nothing may be added then.
  std::string Hex();

 private:
  struct Rep;
  std::unique_ptr<Rep> rep_;
};

}  // namespace factmill

#endif  // FACTMILL_BASE_DIGEST_H_

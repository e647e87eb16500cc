#include "base/digest.h"

#include <openssl/evp.h>

#include <cstdint>

#include "base/ascii.h"

namespace factmill {
namespace {

std::string HexOf(const unsigned char* digest, unsigned int size) {
  constexpr char kHex[] = "0123456789abcdef";
  std::string hex;
  for (unsigned int i = 0; i < size; ++i) {
    hex += kHex[digest[i] >> 4];
    hex += kHex[digest[i] & 15];
  }
  return hex;
}

// RFC 4648, without padding, in small letters.
std::string Base32Of(const unsigned char* digest, unsigned int size) {
  constexpr char kDigits[] = "abcdefghijklmnopqrstuvwxyz234567";
  std::string text;
  uint32_t bits = 0;
  int have = 0;
  for (unsigned int i = 0; i < size; ++i) {
    bits = bits << 8 | digest[i];
    for (have += 8; have >= 5; have -= 5) text += kDigits[bits >> (have - 5) & 31];
  }
  if (have > 0) text += kDigits[bits << (5 - have) & 31];
  return text;
}

}  // namespace

DigestCheck CheckDigest(std::string_view labelled, std::string_view bytes) {
  const std::string text = Lowered(labelled);
  const size_t colon = text.find(':');
  if (colon == std::string::npos) return DigestCheck::kUnknown;
  std::string name = text.substr(0, colon), value = text.substr(colon + 1);
  if (const size_t dash = name.find('-'); dash != std::string::npos) name.erase(dash, 1);
  while (!value.empty() && (value.back() == '=' || value.back() == ' ')) value.pop_back();
  const EVP_MD* method = name == "md5"      ? EVP_md5()
                         : name == "sha1"   ? EVP_sha1()
                         : name == "sha256" ? EVP_sha256()
                         : name == "sha512" ? EVP_sha512()
                                            : nullptr;
  if (!method || value.empty()) return DigestCheck::kUnknown;
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  if (!EVP_Digest(bytes.data(), bytes.size(), digest, &size, method, nullptr)) {
    return DigestCheck::kUnknown;
  }
  const bool holds = value == HexOf(digest, size) || value == Base32Of(digest, size);
  return holds ? DigestCheck::kHolds : DigestCheck::kDiffers;
}

struct Sha256Stream::Rep {
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  ~Rep() { EVP_MD_CTX_free(context); }
};

Sha256Stream::Sha256Stream() : rep_(std::make_unique<Rep>()) {
  EVP_DigestInit_ex(rep_->context, EVP_sha256(), nullptr);
}
Sha256Stream::~Sha256Stream() = default;

void Sha256Stream::Add(std::string_view bytes) {
  EVP_DigestUpdate(rep_->context, bytes.data(), bytes.size());
}

std::string Sha256Stream::Hex() {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  EVP_DigestFinal_ex(rep_->context, digest, &size);
  return HexOf(digest, size);
}

}  // namespace factmill

// SHA-256 (FIPS 180-4): the name of a payload, a rule, a rule set, a fact.
#ifndef FACTMILL_BASE_SHA256_H_
#define FACTMILL_BASE_SHA256_H_

#include <string>
#include <string_view>

namespace factmill {

// 64 lower-case hexadecimal digits.
std::string Sha256Hex(std::string_view bytes);

}  // namespace factmill

#endif  // FACTMILL_BASE_SHA256_H_

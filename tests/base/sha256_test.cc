#include "base/sha256.h"

#include <catch2/catch.hpp>
#include <string>

namespace factmill {
namespace {

struct Case {
  const char* name;
  std::string bytes, hex;
};

// The examples of FIPS 180-4, and ends of blocks.
const Case kCases[] = {
    {"nothing", "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
    {"abc", "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
    {"two blocks", "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
     "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
    {"three blocks",
     "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
     "hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
     "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"},
    {"a million a", std::string(1000000, 'a'),
     "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"},
    {"a NUL", std::string(1, '\0'),
     "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"},
};

TEST_CASE("SHA-256 of known bytes") {
  for (const Case& c : kCases) {
    DYNAMIC_SECTION(c.name) { CHECK(Sha256Hex(c.bytes) == c.hex); }
  }
}

}  // namespace
}  // namespace factmill

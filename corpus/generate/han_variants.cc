// Writes the table of corpus/han_variants.h to the file named in argv[1].
//
// ICU's transliterators know the characters, at 4-9 MB/s and 27 ms to ask them
// all; so they are asked once, while factmill is built.
#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <cstdint>
#include <cstdio>
#include <memory>
#include <vector>

namespace {

constexpr int kFirst = 0x3400, kLast = 0x9FFF;  // Han of plane 0.

// ICU has 具 for it, as in 家俱; but it is a character of both scripts, and 俱乐部 is no 具乐部.
constexpr int kSame = 0x4FF1;

// What each character becomes; itself where ICU has nothing, or more than one.
bool AskIcu(const char* id, std::vector<uint16_t>* becomes) {
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<icu::Transliterator> transliterator(
      icu::Transliterator::createInstance(id, UTRANS_FORWARD, error));
  if (U_FAILURE(error)) {
    std::fprintf(stderr, "ICU has no transliterator %s: %s\n", id, u_errorName(error));
    return false;
  }
  for (int c = kFirst; c <= kLast; ++c) {
    icu::UnicodeString text(static_cast<UChar>(c));
    transliterator->transliterate(text);
    const bool single = text.length() == 1 && text[0] >= kFirst && text[0] <= kLast && c != kSame;
    becomes->push_back(single ? text[0] : static_cast<uint16_t>(c));
  }
  return true;
}

void WriteBits(std::FILE* out, const char* name, const std::vector<uint16_t>& becomes) {
  std::fprintf(out, "const uint32_t %s[] = {\n", name);
  for (size_t at = 0; at < becomes.size(); at += 32) {
    uint32_t bits = 0;
    for (size_t i = 0; i < 32; ++i) {
      if (becomes[at + i] != kFirst + static_cast<int>(at + i)) bits |= uint32_t{1} << i;
    }
    std::fprintf(out, "0x%x,%c", bits, at % 256 == 224 ? '\n' : ' ');
  }
  std::fprintf(out, "};\n");
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<uint16_t> simplified, traditional;
  if (argc != 2 || !AskIcu("Traditional-Simplified", &simplified) ||
      !AskIcu("Simplified-Traditional", &traditional)) {
    return 1;
  }
  std::FILE* out = std::fopen(argv[1], "w");
  if (out == nullptr) {
    std::perror(argv[1]);
    return 1;
  }
  std::fprintf(out,
               "// Made by corpus/generate/han_variants.cc.\n"
               "#include \"corpus/han_variants.h\"\n\nnamespace factmill::internal {\n\n");
  WriteBits(out, "kHasSimplified", simplified);
  WriteBits(out, "kHasTraditional", traditional);
  std::fprintf(out, "const uint16_t kSimplified[] = {\n");
  for (size_t i = 0; i < simplified.size(); ++i) {
    std::fprintf(out, "0x%x,%c", simplified[i], i % 16 == 15 ? '\n' : ' ');
  }
  std::fprintf(out, "};\n\n}  // namespace factmill::internal\n");
  return std::fclose(out) == 0 ? 0 : 1;
}

#include "tests/corpus/encode.h"

#include <unicode/ucnv.h>

#include <map>
#include <stdexcept>

#include "base/utf8.h"
#include "corpus/charset_labels.h"

namespace factmill {
namespace {

// Characters that each charset has; more of them, and wider ones, for Unicode.
std::u32string_view AlphabetOf(std::string_view charset) {
  if (charset == "windows-1252") return U"0123456789,.%$£€ ’“”éüñ—abcXYZ\r\n";
  if (charset == "big5") {
    return U"0123456789,.%$ abXY\n三億元萬約逾達港幣臺灣公司，。：；％＄０５９「」（）　年月日";
  }
  return U"0123456789,.%$ abXY\r\n三亿元万约逾达港币公司，。：；％＄０５９“”（）　年月日"
         U"é€½⁶—é㐀𠀀𠮷😀 \u200B\u00AD萬億幾餘";
}

std::string EncodeOne(char32_t c, UConverter* converter) {
  UChar units[2];
  int32_t count = 0;
  if (c >= 0x10000) {
    units[count++] = static_cast<UChar>(0xD7C0 + (c >> 10));
    units[count++] = static_cast<UChar>(0xDC00 | (c & 0x3FF));
  } else {
    units[count++] = static_cast<UChar>(c);
  }
  char bytes[16];
  UErrorCode error = U_ZERO_ERROR;
  ucnv_setFromUCallBack(converter, UCNV_FROM_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &error);
  const int32_t size = ucnv_fromUChars(converter, bytes, sizeof(bytes), units, count, &error);
  if (U_FAILURE(error)) throw std::runtime_error("the charset has no such character");
  return std::string(bytes, size);
}

}  // namespace

std::string Encode(std::string_view text, std::string_view charset) {
  UErrorCode error = U_ZERO_ERROR;
  UConverter* const converter = ucnv_open(IcuNameOf(charset), &error);
  if (U_FAILURE(error)) throw std::runtime_error("no charset " + std::string(charset));
  std::string bytes;
  for (size_t at = 0; at < text.size();) {
    int size;
    bytes += EncodeOne(DecodeUtf8(text, at, &size), converter);
    at += size;
  }
  ucnv_close(converter);
  return bytes;
}

PlantedText RandomText(std::string_view charset, uint32_t characters, Random* random) {
  const std::u32string_view alphabet = AlphabetOf(charset);
  static std::map<std::string, std::map<char32_t, std::string>> encoded;
  auto& bytes_of = encoded[std::string(charset)];
  PlantedText planted;
  planted.text_ends = planted.byte_ends = {0};
  for (uint32_t i = 0; i < characters; ++i) {
    const char32_t c = random->Pick(alphabet);
    std::string& bytes = bytes_of[c];
    if (bytes.empty()) {
      std::string utf8;
      AppendUtf8(c, &utf8);
      bytes = Encode(utf8, charset);
    }
    AppendUtf8(c, &planted.text);
    planted.bytes += bytes;
    planted.text_ends.push_back(static_cast<uint32_t>(planted.text.size()));
    planted.byte_ends.push_back(static_cast<uint32_t>(planted.bytes.size()));
  }
  return planted;
}

}  // namespace factmill

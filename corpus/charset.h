// Bytes to UTF-8, with the way back.
#ifndef FACTMILL_CORPUS_CHARSET_H_
#define FACTMILL_CORPUS_CHARSET_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "base/status.h"
#include "corpus/offset_map.h"

namespace factmill {

// What the bytes of a text were read as, and why.
struct Charset {
  // WHATWG name, lower case: "utf-8", "utf-16le", "utf-16be", "gb18030", "big5",
  // "windows-1252"; by a label any of corpus/charset_labels.h.
  std::string name;
  // "bom", "label", "valid utf-8", "mostly valid utf-8", "nul pattern", "byte
  // pattern", "letter frequency", or "nothing better".
  std::string evidence;
};

struct DecodedText {
  std::string text;       // Valid UTF-8.  NUL and undecodable bytes stand as U+FFFD.
  PayloadMap map;         // From payload bytes to `text`.  A BOM is dropped, and mapped.
  uint32_t replaced = 0;  // How many U+FFFD stand for undecodable bytes or NUL.
};

// Decides what `bytes` are written in.  `label` is what the bytes' surroundings
// say ("" for nothing); a label of gb2312 or gbk means GB18030, as browsers
// read it, and one that browsers do not know means nothing.  A BOM outranks the
// label, the label outranks a guess.  UTF-8 with a few broken bytes is "utf-8";
// English with stray Western bytes is "windows-1252".  Never fails: bytes that
// look like nothing known are "utf-8".
Charset DetectCharset(std::string_view bytes, std::string_view label);

// Decodes all of `bytes`.  Every byte is in the map: kept, replaced or dropped.
// An undecodable sequence is one U+FFFD, and never takes a following character
// with it.  Line breaks stay as they are.
// Errors: kInvalid for a charset that is none of DetectCharset()'s.
Result<DecodedText> Decode(std::string_view bytes, std::string_view charset);

}  // namespace factmill

#endif  // FACTMILL_CORPUS_CHARSET_H_

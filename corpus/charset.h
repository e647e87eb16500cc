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
  std::string name;      // WHATWG label, lower case: "utf-8", "utf-16le", "gb18030", "big5".
  std::string evidence;  // "bom", "label", "valid utf-8", "nul pattern", "letter frequency".
};

struct DecodedText {
  std::string text;   // Valid UTF-8.  NUL and undecodable bytes stand as U+FFFD.
  PayloadMap map;     // From payload bytes to `text`.  A BOM is dropped, and mapped.
  uint32_t replaced = 0;  // How many U+FFFD stand for undecodable bytes or NUL.
};

// Decides what `bytes` are written in.  `label` is what the bytes' surroundings
// say ("" for nothing); a label of gb2312 or gbk means GB18030, as browsers
// read it.  A BOM outranks the label, the label outranks a guess.  Never fails:
// bytes that look like nothing known are "utf-8".
Charset DetectCharset(std::string_view bytes, std::string_view label);

// Decodes all of `bytes`.  Every byte is in the map: kept, replaced or dropped.
// Errors: kInvalid for a charset that ICU does not have.
Result<DecodedText> Decode(std::string_view bytes, std::string_view charset);

}  // namespace factmill

#endif  // FACTMILL_CORPUS_CHARSET_H_

// The charsets that can be read, by their WHATWG names and labels.
#ifndef FACTMILL_CORPUS_CHARSET_LABELS_H_
#define FACTMILL_CORPUS_CHARSET_LABELS_H_

#include <string_view>

namespace factmill {

// The name, in lower case, of the charset that `label` means (letter case and
// surrounding spaces do not matter); "" for a label that WHATWG does not know
// and for the charsets with shift states (iso-2022-jp, hz-gb-2312), which are
// not read.  gb2312 and gbk are "gb18030", iso-8859-1 is "windows-1252".
std::string_view CharsetOfLabel(std::string_view label);

// What ICU calls the charset `name`; null for one that is no CharsetOfLabel().
const char* IcuNameOf(std::string_view name);

}  // namespace factmill

#endif  // FACTMILL_CORPUS_CHARSET_LABELS_H_

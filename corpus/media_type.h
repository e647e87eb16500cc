// Media types with what a reader must know to read the bytes again the same way:
// "text/html; charset=gbk", "application/json; text=body".
#ifndef FACTMILL_CORPUS_MEDIA_TYPE_H_
#define FACTMILL_CORPUS_MEDIA_TYPE_H_

#include <map>
#include <string>
#include <string_view>

namespace factmill {

struct MediaType {
  std::string essence;                            // "text/html", in small letters; "" for none.
  std::map<std::string, std::string> parameters;  // Names in small letters.

  std::string Parameter(const std::string& name) const;
  // "text/html; charset=gbk"; values that are no tokens are quoted.
  std::string ToString() const;
};

// The part before the parameters: "Text/HTML" of "Text/HTML; charset=gbk".
std::string_view EssenceOf(std::string_view media_type);

// Without its parameters, as it is written; asked of every fact, and so cheap.
std::string_view EssenceOf(std::string_view media_type);

// Reads what it can; what is no media type has no essence.
MediaType ParseMediaType(std::string_view text);

}  // namespace factmill

#endif  // FACTMILL_CORPUS_MEDIA_TYPE_H_

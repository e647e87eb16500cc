#include "corpus/html/page_charset.h"

#include <algorithm>

#include "base/ascii.h"
#include "corpus/charset_labels.h"
#include "corpus/html/tokenizer.h"

namespace factmill::html {
namespace {

constexpr size_t kPrescan = 16384;
constexpr size_t kSample = 65536;

// The value after `name` and "=" within [at, end) of `lower`; its place in *begin.
size_t ValueAfter(std::string_view lower, std::string_view name, size_t at, size_t end,
                  size_t* begin) {
  for (at = lower.find(name, at); at < end; at = lower.find(name, at + 1)) {
    size_t value = at + name.size();
    while (value < end && IsSpaceByte(lower[value])) ++value;
    if (value >= end || lower[value] != '=') continue;
    ++value;
    while (value < end &&
           (IsSpaceByte(lower[value]) || lower[value] == '"' || lower[value] == '\'')) {
      ++value;
    }
    size_t stop = value;
    while (stop < end && !IsSpaceByte(lower[stop]) && lower[stop] != '"' && lower[stop] != '\'' &&
           lower[stop] != ';' && lower[stop] != '>' && lower[stop] != '?' && lower[stop] != '/') {
      ++stop;
    }
    *begin = value;
    return stop - value;
  }
  return 0;
}

// The page's text without tags, for a look at its letters.
std::string TextSample(std::string_view bytes) {
  std::string sample;
  for (size_t at = 0; at < bytes.size() && sample.size() < kSample;) {
    const size_t tag = std::min(bytes.find('<', at), bytes.size());
    sample.append(bytes.substr(at, tag - at));
    const size_t end = bytes.find('>', tag);
    if (end == bytes.npos) break;
    at = end + 1;
  }
  return sample;
}

// Hardly a byte that the charset does not have.
bool IsClean(const DecodedText& decoded) {
  return decoded.replaced == 0 || decoded.replaced * size_t{400} < decoded.text.size();
}

bool IsWestern(std::string_view name) {
  return name.starts_with("windows-125") || name.starts_with("iso-8859");
}

}  // namespace

std::string_view DeclaredCharset(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, kPrescan);
  const std::string lower = Lowered(head);
  size_t begin = 0;
  if (lower.starts_with("<?xml")) {
    const size_t end = std::min(lower.find("?>"), lower.size());
    if (const size_t size = ValueAfter(lower, "encoding", 0, end, &begin)) {
      return head.substr(begin, size);
    }
  }
  for (size_t at = lower.find("<meta"); at != lower.npos; at = lower.find("<meta", at + 5)) {
    const size_t end = std::min(lower.find('>', at), lower.size());
    if (const size_t size = ValueAfter(lower, "charset", at, end, &begin)) {
      return head.substr(begin, size);
    }
  }
  return {};
}

Result<DecodedText> DecodePage(std::string_view bytes, std::string_view label, Charset* charset) {
  *charset = DetectCharset(bytes, "");
  if (charset->evidence == "bom" || charset->evidence == "nul pattern" ||
      charset->evidence == "valid utf-8") {
    return Decode(bytes, charset->name);
  }
  const Charset guess =
      charset->evidence == "mostly valid utf-8" ? *charset : DetectCharset(TextSample(bytes), "");
  struct Label {
    std::string_view text;
    const char* evidence;
  };
  for (const Label& said : {Label{label, "http header"}, Label{DeclaredCharset(bytes), "meta"}}) {
    const std::string_view name = CharsetOfLabel(said.text);
    if (name.empty() || name.starts_with("utf-16")) continue;
    // Western charsets have every byte: Chinese under such a label is Chinese.
    if (IsWestern(name) && guess.evidence == "letter frequency") continue;
    Result<DecodedText> decoded = Decode(bytes, name);
    if (!decoded.ok() || !IsClean(*decoded)) continue;
    *charset = {std::string(name), said.evidence};
    return decoded;
  }
  *charset = guess;
  return Decode(bytes, charset->name);
}

}  // namespace factmill::html

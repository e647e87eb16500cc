// Header lines and bodies as HTTP, WARC and MIME have them.
#ifndef FACTMILL_CORPUS_HTTP_H_
#define FACTMILL_CORPUS_HTTP_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/status.h"
#include "corpus/compressed_source.h"

namespace factmill {

// Names in small letters, in order; a folded line belongs to the one before.
class HeaderLines {
 public:
  // A line with or without its line break; false if it is no header.
  bool Add(std::string_view line);
  // The first of that name; "" for none.
  const std::string& Get(std::string_view name) const;

 private:
  std::vector<std::pair<std::string, std::string>> lines_;
};

struct HttpResponse {
  int status = 0;
  HeaderLines headers;
  std::string_view body;  // As it came: within the text that was parsed.
};

// Nothing for what is no HTTP response.
std::optional<HttpResponse> ParseHttpResponse(std::string_view text);

// The body with its chunks joined; nothing if it is not chunked, whatever the
// headers say.
std::optional<std::string> JoinChunks(std::string_view body);

// The body as it was before it was encoded: chunks joined, inflated, where it is
// what the headers say, and of at most `limit` bytes.
// Errors: kUnreadable with a clause.
Result<std::string> DecodeBody(const HttpResponse& response, uint64_t limit,
                               const ExpansionLimits& expansion);

// MIME's ways to put bytes into lines.  What is no such text is left out.
std::string DecodeBase64(std::string_view text);
std::string DecodeQuotedPrintable(std::string_view text);

}  // namespace factmill

#endif  // FACTMILL_CORPUS_HTTP_H_

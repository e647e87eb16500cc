#include "corpus/reader.h"

#include "corpus/csv.h"
#include "corpus/html/text_lines.h"
#include "corpus/json_scan.h"

namespace factmill {
namespace {

using Reader = Result<std::vector<Article>> (*)(const Payload&, const MediaType&);

Reader ReaderOf(const std::string& essence) {
  if (essence == "text/plain" || essence == "text/markdown") return ReadText;
  if (IsPage(essence)) return ReadPage;
  if (essence == "application/json") return ReadJsonObject;
  if (essence == "text/csv") return ReadCsvRow;
  return nullptr;
}

}  // namespace

bool HasReader(std::string_view media_type) {
  return ReaderOf(ParseMediaType(media_type).essence) != nullptr;
}

bool IsPage(std::string_view media_type) {
  const std::string essence = ParseMediaType(media_type).essence;
  return essence == "text/html" || essence == "application/xhtml+xml";
}

Result<std::vector<Article>> ReadPayload(const Payload& payload) {
  const MediaType type = ParseMediaType(payload.media_type);
  const Reader reader = ReaderOf(type.essence);
  if (!reader) {
    return Status(Code::kUnreadable, "no reader for the media type \"" + payload.media_type + "\"");
  }
  return reader(payload, type);
}

std::string Unescape(std::string_view piece, std::string_view media_type) {
  const std::string essence = ParseMediaType(media_type).essence;
  if (IsPage(essence)) return html::ReadMarkup(piece);
  if (essence == "application/json") return UnescapeJson(piece);
  if (essence == "text/csv") return UnescapeCsv(piece);
  return std::string(piece);
}

}  // namespace factmill

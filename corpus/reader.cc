#include "corpus/reader.h"

#include "base/ascii.h"
#include "corpus/csv.h"
#include "corpus/html/page_charset.h"
#include "corpus/html/text_lines.h"
#include "corpus/json_scan.h"

namespace factmill {
namespace {

using Reader = Result<std::vector<Article>> (*)(const Payload&, const MediaType&);

Reader ReaderOf(const std::string& essence) {
  if (essence == "text/plain" || essence == "text/markdown") return ReadText;
  if (essence == "application/json") return ReadJsonObject;
  if (essence == "text/csv") return ReadCsvRow;
  return nullptr;
}

}  // namespace

bool HasReader(std::string_view media_type) {
  return IsPage(media_type) || ReaderOf(ParseMediaType(media_type).essence) != nullptr;
}

bool IsPage(std::string_view media_type) {
  const std::string_view essence = EssenceOf(media_type);
  return SameCaseless(essence, "text/html") || SameCaseless(essence, "application/xhtml+xml");
}

Result<std::vector<Article>> ReadPayload(const Payload& payload, const Deadline& deadline) {
  const MediaType type = ParseMediaType(payload.media_type);
  // Reading anything else takes a few passes over it.
  if (IsPage(type.essence)) return ReadPage(payload, type, deadline);
  const Reader reader = ReaderOf(type.essence);
  if (!reader) {
    return Status(Code::kUnreadable, "no reader for the media type \"" + payload.media_type + "\"");
  }
  return reader(payload, type);
}

std::string Unescape(std::string_view piece, std::string_view media_type) {
  const std::string_view essence = EssenceOf(media_type);
  if (IsPage(essence)) return html::ReadMarkup(piece);
  if (SameCaseless(essence, "application/json")) return UnescapeJson(piece);
  if (SameCaseless(essence, "text/csv")) return UnescapeCsv(piece);
  return std::string(piece);
}

Result<DecodedText> DecodePayload(const Payload& payload, const MediaType& type, Charset* charset) {
  const std::string label = payload.label.empty() ? type.Parameter("charset") : payload.label;
  if (IsPage(type.essence)) return html::DecodePage(payload.bytes, label, charset);
  *charset = DetectCharset(payload.bytes, label);
  return Decode(payload.bytes, charset->name);
}

std::vector<Article> OnlyArticle(Article article, const Charset& charset, uint32_t replaced) {
  article.charset = charset.name;
  article.charset_evidence = charset.evidence;
  article.replaced = replaced;
  std::vector<Article> articles;
  articles.push_back(std::move(article));
  return articles;
}

}  // namespace factmill

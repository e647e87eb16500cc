// The readers by media type, and that of plain text and Markdown.
#include <algorithm>
#include <ctime>
#include <utility>

#include "base/ascii.h"
#include "base/utf8.h"
#include "corpus/characters.h"
#include "corpus/charset.h"
#include "corpus/html/page_reader.h"
#include "corpus/metadata.h"
#include "corpus/reader.h"
#include "corpus/zones.h"

namespace factmill {
namespace {

// Offsets are 32 bits wide, and a byte may take three in UTF-8.
constexpr size_t kMostBytes = size_t{1} << 30;

// Files that begin like this are no text, however much text is in them.
bool HasBinaryMagic(std::string_view bytes) {
  for (const char* magic :
       {"%PDF-", "PK\x03\x04", "\x89PNG", "GIF8", "\xFF\xD8\xFF", "\x1F\x8B", "\x7F\x45LF",
        "\xD0\xCF\x11\xE0", "7z\xBC\xAF", "Rar!\x1A", "SQLite format 3"}) {
    if (bytes.starts_with(magic)) return true;
  }
  return false;
}

bool IsEmpty(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    int size;
    const char32_t c = DecodeUtf8(text, at, &size);
    if (!IsSpace(c) && !IsLineBreak(c) && !IsInvisible(c)) return false;
    at += size;
  }
  return true;
}

// Mostly bytes that no text has: controls, and what could not be decoded.
bool LooksBinary(std::string_view bytes, const Charset& charset, const DecodedText& decoded) {
  if (HasBinaryMagic(bytes)) return true;
  if (!charset.name.starts_with("utf-16")) {
    const auto nuls = std::count(bytes.begin(), bytes.end(), '\0');
    if (static_cast<size_t>(nuls) * 50 > bytes.size()) return true;
  }
  size_t strange = decoded.replaced, all = 0;
  for (const char c : decoded.text) {
    const unsigned char byte = c;
    all += !IsUtf8Continuation(byte);
    strange += (byte < 0x20 && !(byte >= '\t' && byte <= '\r')) || byte == 0x7F;
  }
  return strange * 10 > all * 3;
}

// The day it is somewhere on earth.
std::string Today() {
  const std::time_t now = std::time(nullptr) + 14 * 3600;
  std::tm day;
  gmtime_r(&now, &day);
  char text[16];
  std::strftime(text, sizeof text, "%Y-%m-%d", &day);
  return text;
}

Status Unreadable(std::string message) { return Status(Code::kUnreadable, std::move(message)); }

// What can be read as letters, of a text or of a page.
Result<DecodedText> ReadLetters(const Payload& payload, const MediaType& type, Charset* charset) {
  if (payload.bytes.size() > kMostBytes) return Unreadable("the file is larger than 1 GiB");
  Result<DecodedText> decoded = DecodePayload(payload, type, charset);
  if (!decoded.ok()) return Unreadable(decoded.status().message());
  if (IsEmpty(decoded->text)) return Unreadable("the file is empty");
  if (LooksBinary(payload.bytes, *charset, *decoded)) {
    return Unreadable("looks like a binary file, not text");
  }
  return decoded;
}

// What is known outranks what a page says of itself.
void TakeKnown(const ArticleHints& known, Article* article) {
  const auto take = [](const std::string& value, const std::string& from, Metadata* metadata) {
    if (!value.empty()) *metadata = {value, from.empty() ? "given" : from};
  };
  take(known.title, known.title_from, &article->title);
  take(known.date, known.date_from, &article->published);
  take(known.author, known.author_from, &article->author);
  take(known.site, known.site_from, &article->site);
  take(known.url, known.url_from, &article->url);
  if (known.lang.empty()) return;
  article->lang = known.lang;
  article->lang_evidence = known.lang_from.empty() ? "given" : known.lang_from;
}

}  // namespace

std::string MediaTypeOf(std::string_view path) {
  const size_t slash = path.rfind('/');
  if (slash != std::string_view::npos) path.remove_prefix(slash + 1);
  const auto ends = [path](std::string_view ending) {
    return path.size() > ending.size() &&
           SameCaseless(path.substr(path.size() - ending.size()), ending);
  };
  if (ends(".txt") || ends(".text")) return "text/plain";
  if (ends(".md") || ends(".markdown")) return "text/markdown";
  for (const std::string_view ending : {".html", ".htm", ".shtml", ".xhtml"}) {
    if (ends(ending)) return "text/html";
  }
  return "";
}

Article MakeBareArticle(std::string text, PayloadMap map, const std::string& date) {
  Article article;
  article.text = std::move(text);
  article.map = std::move(map);
  article.main = {0, static_cast<uint32_t>(article.text.size())};
  article.lines = SplitLines(article.text);
  article.zones = FindZones(article.text, article.lines);
  article.published =
      date.empty() ? FindPublished(article.text, article.zones) : Metadata{date, "given"};
  return article;
}

Article MakeArticle(std::string text, PayloadMap map, const ArticleHints& hints) {
  Article article = MakeBareArticle(std::move(text), std::move(map), hints.date);
  if (!hints.date.empty() && !hints.date_from.empty()) {
    article.published.evidence = hints.date_from;
  }
  auto known = [](const std::string& value, const std::string& from) {
    return Metadata{value, value.empty() || !from.empty() ? from : "given"};
  };
  article.title = hints.title.empty() ? FindTitle(article.text, article.zones)
                                      : known(hints.title, hints.title_from);
  article.author = hints.author.empty() ? FindAuthor(article.text, article.zones)
                                        : known(hints.author, hints.author_from);
  article.site = hints.site.empty() ? FindSite(article.text, article.zones)
                                    : known(hints.site, hints.site_from);
  article.url = known(hints.url, hints.url_from);
  article.lang = hints.lang.empty() ? DetectLanguage(article.text) : hints.lang;
  article.lang_evidence =
      hints.lang.empty() ? "letters" : known(hints.lang, hints.lang_from).evidence;
  return article;
}

Result<std::vector<Article>> ReadText(const Payload& payload, const MediaType& type) {
  Charset charset;
  auto decoded = ReadLetters(payload, type, &charset);
  if (!decoded.ok()) return decoded.status();
  const uint32_t replaced = decoded->replaced;
  return OnlyArticle(MakeArticle(std::move(decoded->text), std::move(decoded->map), payload.known),
                     charset, replaced);
}

Result<std::vector<Article>> ReadPage(const Payload& payload, const MediaType& type,
                                      const Deadline& deadline) {
  Charset charset;
  auto decoded = ReadLetters(payload, type, &charset);
  if (!decoded.ok()) return decoded.status();
  auto article =
      html::ReadPage(*decoded, payload.latest.empty() ? Today() : payload.latest, deadline);
  if (!article.ok()) return article.status();
  TakeKnown(payload.known, &*article);
  return OnlyArticle(std::move(*article), charset, decoded->replaced);
}

}  // namespace factmill

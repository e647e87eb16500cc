// Payloads, sources and articles: what lies on disk, and what a reader would
// call the article.
#ifndef FACTMILL_CORPUS_ARTICLE_H_
#define FACTMILL_CORPUS_ARTICLE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "base/span.h"
#include "corpus/lines.h"
#include "corpus/offset_map.h"

namespace factmill {

// What is known of an article before it is read; "" for nothing.  It outranks what
// the article says of itself.
struct ArticleHints {
  std::string title;
  std::string date;  // ISO 8601 day.
  std::string lang;
  std::string author{}, site{}, url{};

  // Who says so; "" is "given".
  std::string title_from{}, date_from{}, lang_from{}, author_from{}, site_from{}, url_from{};

  bool operator==(const ArticleHints&) const = default;
};

// Bytes, named by their SHA-256: a file's content, or a member of a container.
struct Payload {
  std::string bytes;
  std::string sha256;
  // "text/plain", "text/html"; with the parameters that reading it takes
  // (corpus/media_type.h).
  std::string media_type;
  std::string label;   // Charset named by the surroundings (an HTTP header); "" for none.
  std::string latest;  // No page was published after this day (ISO 8601); "" for today.
  ArticleHints known;
};

// Where a payload was found.
struct SourceName {
  std::string path;    // Relative to the ingested root, as the bytes the system gave.
  std::string member;  // Within a container; "" for a plain file.
};

// A piece of metadata and where it was seen, so that a person can check it.
struct Metadata {
  std::string value;     // "" where nothing was found.
  std::string evidence;  // "first line", "given", "line `Updated : 2019-11-01`".
};

enum class ZoneKind {
  kTitle,
  kByline,  // "Updated : 2019-11-01", a dateline's source; dates in it are facts.
  kBody,
  kCaption,    // "[Photo by ...]".
  kFurniture,  // Menus, page numbers, lists of other articles.  Rules skip it.
};

// Zones are ascending and together cover the whole text; each is whole lines.
struct Zone {
  ZoneKind kind;
  ArticleSpan span;
};

struct Article {
  std::string text;  // Valid UTF-8, no NUL.  For plain text the whole decoded payload.
  PayloadMap map;    // From payload bytes to `text`.
  ArticleSpan main;  // The main text: of a page without title and bylines, else all.
  std::vector<Zone> zones;
  std::vector<Line> lines;                       // SplitLines(text).
  Metadata title, published, author, site, url;  // `published`: ISO 8601 day.
  std::string lang;  // "en", "zh", or "mixed" (BCP 47 has no word for it).
  std::string lang_evidence;
  bool traditional = false;  // Known to be in traditional script; else its characters tell.
  std::string charset, charset_evidence;
  uint32_t replaced = 0;  // Undecodable bytes and NULs that stand as U+FFFD.
  uint32_t ordinal = 0;   // Which article of its payload, from 0.
};

}  // namespace factmill

#endif  // FACTMILL_CORPUS_ARTICLE_H_

// Readers turn a payload into its articles.
//
// A reader is chosen by media type: plain text and Markdown (text_reader.cc), pages
// (html/page_reader.h), fields of JSON and CSV.  Containers (corpus/container.h) hand
// over their members as payloads of these types.
#ifndef FACTMILL_CORPUS_READER_H_
#define FACTMILL_CORPUS_READER_H_

#include <string>
#include <string_view>
#include <vector>

#include "base/deadline.h"
#include "base/status.h"
#include "corpus/article.h"
#include "corpus/charset.h"
#include "corpus/media_type.h"

namespace factmill {

// The media type of a file by its name: "text/plain" for .txt and .text,
// "text/markdown" for .md and .markdown, "text/html" for .html, .htm, .shtml and
// .xhtml, "" for one that no reader takes.
std::string MediaTypeOf(std::string_view path);

// Whether ReadPayload() reads this media type; parameters do not matter.
bool HasReader(std::string_view media_type);
// Whether it is a page.
bool IsPage(std::string_view media_type);

// The articles of `payload`; a plain text is one, and so is a page.
// Errors: kUnreadable with a sentence (empty, binary, unknown media type, a page
// that is built to be slow or has no text, the deadline).
Result<std::vector<Article>> ReadPayload(const Payload& payload, const Deadline& deadline = {});

// An article made of a text that is already decoded: zones, title, date,
// language.  `map` leads from the payload to `text`.  Hints outrank what the
// text says of itself.  REQUIRES: `text` is valid UTF-8.
Article MakeArticle(std::string text, PayloadMap map, const ArticleHints& hints);

// The same, but only what facts depend on: text, map, lines, zones, the day of
// publication (`date` if it is not ""), the script.
Article MakeBareArticle(std::string text, PayloadMap map, const std::string& date);

// --- Readers by media type. ---

Result<std::vector<Article>> ReadText(const Payload& payload, const MediaType& type);
Result<std::vector<Article>> ReadPage(const Payload& payload, const MediaType& type,
                                      const Deadline& deadline);
// An object of JSON, a row of CSV.
Result<std::vector<Article>> ReadJsonObject(const Payload& payload, const MediaType& type);
Result<std::vector<Article>> ReadCsvRow(const Payload& payload, const MediaType& type);

// --- What they have in common. ---

// The payload in UTF-8, by the charset that its bytes and its surroundings tell.
Result<DecodedText> DecodePayload(const Payload& payload, const MediaType& type, Charset* charset);
// Of a payload that is one article; `replaced` is as in Article.
std::vector<Article> OnlyArticle(Article article, const Charset& charset, uint32_t replaced);

// What a piece of a payload, cut out and decoded, says: the escapes of its media
// type are undone.
std::string Unescape(std::string_view piece, std::string_view media_type);

}  // namespace factmill

#endif  // FACTMILL_CORPUS_READER_H_

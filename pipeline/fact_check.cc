#include "pipeline/fact_check.h"

#include <algorithm>
#include <numeric>
#include <unordered_set>

#include "base/sha256.h"
#include "base/utf8.h"
#include "corpus/charset.h"
#include "corpus/html/text_lines.h"
#include "corpus/reader.h"

namespace factmill {
namespace {

Status Broken(const Fact& fact, const std::string& what) {
  return Status(Code::kMismatch, "internal error: " + what + " of the " +
                                     std::string(KindName(fact.value.kind)) + " \"" + fact.quote +
                                     "\" at character " + std::to_string(fact.char_start) +
                                     " (rule " + fact.rule + ")");
}

// Facts by where they begin, so that characters are counted in one pass.
std::vector<size_t> ByPlace(const std::vector<Fact>& facts) {
  std::vector<size_t> order(facts.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](size_t a, size_t b) { return facts[a].span.begin < facts[b].span.begin; });
  return order;
}

// The words that say something of `fact` stand where it says.
bool AttributesHold(const Article& article, const Fact& fact, CodePointCounter* counter) {
  return std::all_of(fact.attributes.begin(), fact.attributes.end(), [&](const Attribute& a) {
    return a.span.begin < a.span.end && a.span.end <= article.text.size() &&
           Slice(article.text, a.span) == a.words && counter->At(a.span.begin) == a.char_start &&
           counter->At(a.span.end) == a.char_end;
  });
}

}  // namespace

std::string FactKey(std::string_view payload_sha256, const Fact& fact) {
  std::string name(payload_sha256);
  name += '\n';
  name += KindName(fact.value.kind);
  for (const PayloadSpan& piece : fact.pieces) {
    name += '\n' + std::to_string(piece.begin) + '-' + std::to_string(piece.end);
  }
  return Sha256Hex(name).substr(0, 32);
}

Result<std::string> ReadPieces(std::string_view payload, const std::vector<PayloadSpan>& pieces,
                               std::string_view charset, std::string_view media_type) {
  std::string text;
  const bool plain = media_type.starts_with("text/plain") || media_type.empty();
  for (const PayloadSpan& piece : pieces) {
    if (piece.begin >= piece.end || piece.end > payload.size()) {
      return Status(Code::kMismatch, "bytes " + std::to_string(piece.begin) + " to " +
                                         std::to_string(piece.end) + " lie outside the payload");
    }
    const std::string_view bytes = Slice(payload, piece);
    if (charset == "utf-8" && IsValidUtf8(bytes) && bytes.find('\0') == std::string_view::npos) {
      text += plain ? std::string(bytes) : Unescape(bytes, media_type);
      continue;
    }
    auto decoded = Decode(bytes, charset);
    if (!decoded.ok()) return decoded.status();
    text += plain ? decoded->text : Unescape(decoded->text, media_type);
  }
  return text;
}

bool IsQuote(std::string_view text, std::string_view quote, std::string_view media_type) {
  return IsPage(media_type) ? text == html::WithPlainSpaces(quote) : text == quote;
}

Status CheckFacts(const Payload& payload, const Article& article, const std::vector<Fact>& facts,
                  const std::vector<std::string>& keys) {
  CodePointCounter begins(article.text), ends(article.text), words(article.text);
  std::unordered_set<std::string_view> seen;
  for (const size_t i : ByPlace(facts)) {
    const Fact& fact = facts[i];
    if (fact.span.begin >= fact.span.end || fact.span.end > article.text.size() ||
        Slice(article.text, fact.span) != fact.quote) {
      return Broken(fact, "the text is not the quote");
    }
    if (begins.At(fact.span.begin) != fact.char_start || ends.At(fact.span.end) != fact.char_end) {
      return Broken(fact, "the characters are miscounted");
    }
    if (fact.pieces.empty() || fact.pieces.front().begin != fact.bytes.begin ||
        fact.pieces.back().end != fact.bytes.end) {
      return Broken(fact, "the byte ranges do not bound the quote");
    }
    auto quote = ReadPieces(payload.bytes, fact.pieces, article.charset, payload.media_type);
    if (!quote.ok()) return Broken(fact, quote.status().message() + " in the byte ranges");
    if (!IsQuote(*quote, fact.quote, payload.media_type)) {
      return Broken(fact, "the payload's bytes are not the quote");
    }
    if (!AttributesHold(article, fact, &words)) {
      return Broken(fact, "the text is not an attribute's words");
    }
    const bool linked = std::all_of(fact.links.begin(), fact.links.end(), [&](const Link& link) {
      return link.other < facts.size() && link.other != i;
    });
    if (!linked) return Broken(fact, "a link leads nowhere");
    if (!seen.insert(keys[i]).second) return Broken(fact, "another fact has the same place");
  }
  return Status::Ok();
}

}  // namespace factmill

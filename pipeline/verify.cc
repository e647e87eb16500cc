#include "pipeline/verify.h"

#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "base/utf8.h"
#include "corpus/reader.h"
#include "pipeline/extract.h"
#include "pipeline/fact_check.h"
#include "pipeline/fact_difference.h"

namespace factmill {
namespace {

// What is wrong with the claim's place; "" if nothing.
std::string PlaceError(const Payload& payload, const std::string& charset, std::string_view text,
                       size_t begin, size_t end, const ClaimedFact& claim) {
  const Fact& fact = claim.fact;
  if (begin > end || text.substr(begin, end - begin) != fact.quote) {
    return "the stored text at characters " + std::to_string(fact.char_start) + "-" +
           std::to_string(fact.char_end) + " is not the quote";
  }
  if (fact.pieces.empty() || fact.pieces.front().begin != fact.bytes.begin ||
      fact.pieces.back().end != fact.bytes.end) {
    return "its byte ranges are not within its bytes";
  }
  const auto quote = ReadPieces(payload.bytes, fact.pieces, charset, payload.media_type);
  if (!quote.ok()) return quote.status().message();
  if (!IsQuote(*quote, fact.quote, payload.media_type)) return "the bytes read \"" + *quote + "\"";
  if (FactKey(payload.sha256, fact) != claim.fact_key) return "its key is not that of its place";
  return "";
}

// A fact's links by relation and the other's key.
std::set<std::pair<std::string, std::string>> LinkKeys(
    const Fact& fact, const std::function<std::string(size_t)>& key_of) {
  std::set<std::pair<std::string, std::string>> links;
  for (const Link& link : fact.links) links.emplace(link.relation, key_of(link.other));
  return links;
}

}  // namespace

std::vector<BrokenFact> VerifyPayload(const Payload& payload, const std::string& charset,
                                      const std::vector<ClaimedArticle>& claims,
                                      const RuleSet* rules) {
  std::vector<BrokenFact> broken;
  struct Derived {
    Fact fact;
    std::set<std::pair<std::string, std::string>> links;
  };
  std::map<std::string, Derived> derived;  // By key.
  std::string unreadable;
  if (rules) {
    auto articles = ReadPayload(payload);
    if (!articles.ok()) unreadable = articles.status().message();
    for (size_t i = 0; articles.ok() && i < articles->size(); ++i) {
      const auto facts = Extract((*articles)[i], *rules, {}).facts;
      const auto key_of = [&](size_t f) { return FactKey(payload.sha256, facts[f]); };
      for (size_t f = 0; f < facts.size(); ++f) {
        derived.emplace(key_of(f), Derived{facts[f], LinkKeys(facts[f], key_of)});
      }
    }
  }
  for (const ClaimedArticle& article : claims) {
    const std::string_view text = article.text;
    uint32_t at_char = 0;  // The begin of the fact before: facts come by place.
    size_t at_byte = 0;
    for (const ClaimedFact& claim : article.facts) {
      const Fact& fact = claim.fact;
      if (fact.char_start < at_char) at_char = 0, at_byte = 0;
      const size_t begin = at_byte + ByteOffsetOf(text.substr(at_byte), fact.char_start - at_char);
      const size_t end = begin + ByteOffsetOf(text.substr(begin), fact.char_end - fact.char_start);
      at_char = fact.char_start;
      at_byte = begin;
      std::string reason = PlaceError(payload, charset, text, begin, end, claim);
      const auto found = derived.find(claim.fact_key);
      if (rules && reason.empty()) {
        if (!unreadable.empty()) {
          reason = unreadable;
        } else if (found == derived.end()) {
          reason = "the rules find no such fact";
        } else {
          const auto key_of = [&](size_t f) {
            return f < article.facts.size() ? article.facts[f].fact_key : std::string();
          };
          const Derived& now = found->second;
          reason = DifferenceOf(claim.fact, now.fact);
          if (reason.empty() && LinkKeys(claim.fact, key_of) != now.links)
            reason = "its links differ";
        }
      }
      if (found != derived.end()) derived.erase(found);
      if (!reason.empty()) broken.push_back({claim.fact_key, claim.fact.quote, reason});
    }
  }
  for (const auto& [key, now] : derived) {
    broken.push_back({key, now.fact.quote, "the rules find it, but it is not stored"});
  }
  return broken;
}

}  // namespace factmill

// Whether what the database says of a payload still holds.
#ifndef FACTMILL_PIPELINE_VERIFY_H_
#define FACTMILL_PIPELINE_VERIFY_H_

#include <string>
#include <vector>

#include "base/fact.h"
#include "corpus/article.h"
#include "rules/rule_set.h"

namespace factmill {

struct ClaimedFact {
  std::string fact_key;
  Fact fact;  // Without `span`.
};

struct ClaimedArticle {
  uint32_t ordinal = 0;  // In its payload.
  std::string text;
  std::vector<ClaimedFact> facts;
};

struct BrokenFact {
  std::string fact_key, quote;
  std::string reason;  // One clause.
};

// Checks each claim against the payload itself, by what is stored beside it
// (`payload.sha256` and `charset` as the database has them): its characters in
// the stored text and its decoded bytes are the quote, its key is the hash of
// its place.  With `rules` (null: not) the payload is also read anew, and each
// claim must be what comes out, value, unit and all; what comes out and is not
// claimed is broken too.  Empty: all holds.
std::vector<BrokenFact> VerifyPayload(const Payload& payload, const std::string& charset,
                                      const std::vector<ClaimedArticle>& claims,
                                      const RuleSet* rules);

}  // namespace factmill

#endif  // FACTMILL_PIPELINE_VERIFY_H_

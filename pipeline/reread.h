// Stored texts under other rules: which articles would say what is stored of them,
// and what the others would say.
#ifndef FACTMILL_PIPELINE_REREAD_H_
#define FACTMILL_PIPELINE_REREAD_H_

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/status.h"
#include "pipeline/edit_scope.h"
#include "pipeline/extract.h"
#include "rules/rule_set.h"

namespace factmill {

// Rules by which articles were read.
struct OldRules {
  std::string sha256;
  bool same_program = false;  // Nothing else that can change a result differs.
};

// An article as it is stored.
struct OldText {
  int64_t article = 0, payload = 0;  // As the store names them.
  std::string payload_sha256, path;
  uint32_t ordinal = 0;
  std::string text, published, lang, found_sha256;
  bool used = false;  // A rule that is gone had a part in it.
};

class OldTexts {
 public:
  virtual ~OldTexts() = default;
  virtual Result<std::vector<OldRules>> RuleSets() = 0;
  // None where they are not on record.
  virtual Result<std::vector<RuleFile>> FilesOf(const OldRules& rules) = 0;
  // Payload by payload; `gone` are the rules that OldText::used asks about.  Ends
  // early if `take` gives false.
  virtual Status ForEach(const OldRules& rules, const std::vector<RuleInfo>& gone,
                         const std::function<bool(OldText)>& take) = 0;
};

// What the rules `now` would do with an article.
struct Reread {
  bool same = false;      // All that is stored of it.
  Extraction extraction;  // If not, and it was asked for: what they find.
};

struct RereadOptions {
  int jobs = 1;
  bool extract = false;                    // Fill Reread::extraction.
  const std::atomic<int>* stop = nullptr;  // Not 0: end early.
};

// Calls `take` for every article that other rules, or another program, read, in the
// order of `texts`.  Errors: those of `texts` and `take`.
Status RereadAll(OldTexts* texts, const RuleSet& now, const RereadOptions& options,
                 const std::function<Status(const OldText&, Reread)>& take);

}  // namespace factmill

#endif  // FACTMILL_PIPELINE_REREAD_H_

// The texts that are stored, to be read again by other rules.
//
// All functions work on any connection and fail with kDatabase only.
#ifndef FACTMILL_DB_STORED_TEXT_H_
#define FACTMILL_DB_STORED_TEXT_H_

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "base/rule_info.h"
#include "base/status.h"
#include "db/sqlite.h"
#include "db/store.h"

namespace factmill {

// A rule set that read what current sources hold.
struct ReadBy {
  std::string rules_sha256;
  bool same_program = false;  // All that can change a result but the rules is as it is now.
};
// Those of the sources below `roots`, or below any where there are none; by hash.
Result<std::vector<ReadBy>> RuleSetsInUse(Database* db, const Engine& engine,
                                          const std::vector<std::string>& roots);

// The files of a rule set, in the order of reading; none where they are not on record.
Result<std::vector<RuleFileInfo>> RuleFilesOf(Database* db, const std::string& rules_sha256);

struct StoredText {
  int64_t article_id = 0, payload_id = 0;
  std::string sha256;  // Of the payload.
  std::string path;    // Of the first of its current sources.
  uint32_t ordinal = 0;
  std::string text, published, lang, found_sha256;
  bool used = false;  // One of the rules asked for had a part in it.
};

// Calls `take` for each text that a current source holds, once each, as v_articles
// counts them, by path; of it only the text, its day and its language are filled.  Ends
// early, with its status, when `take` fails.
Status ReadTexts(Database* db, const std::function<Status(StoredText)>& take);

// The articles that `by` read, of current sources below `roots` (any where there are
// none), payload by payload; ends early if `take` gives false.
Status ForEachText(Database* db, const Engine& engine, const ReadBy& by,
                   const std::vector<std::string>& roots, const std::vector<RuleInfo>& asked,
                   const std::function<bool(StoredText)>& take);

}  // namespace factmill

#endif  // FACTMILL_DB_STORED_TEXT_H_

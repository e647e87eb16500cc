// The stored texts themselves, for those who read them again.
#ifndef FACTMILL_DB_TEXTS_H_
#define FACTMILL_DB_TEXTS_H_

#include <functional>
#include <string>

#include "base/status.h"
#include "db/sqlite.h"

namespace factmill {

struct StoredText {
  std::string text, published, lang;  // `published` is "" where it is not known.
};

// Calls `take` for each text that a current source holds, once each, as v_articles
// counts them, by path.  Ends early, with its status, when it fails.
// Works on a reader's connection; errors of its own: kDatabase.
Status ReadTexts(Database* db, const std::function<Status(StoredText)>& take);

}  // namespace factmill

#endif  // FACTMILL_DB_TEXTS_H_

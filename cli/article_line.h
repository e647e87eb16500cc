// One article as a line of JSON.
#ifndef FACTMILL_CLI_ARTICLE_LINE_H_
#define FACTMILL_CLI_ARTICLE_LINE_H_

#include <memory>
#include <string>

#include "base/status.h"

namespace factmill {

struct ArticleLine {
  std::string id = "null";  // JSON: a string, a number or null.
  std::string text;
  std::string date;  // ISO 8601 day; "" where there is none.
  std::string lang;  // "" where not given.
};

// Keeps its memory from line to line; for one thread.
class ArticleLineReader {
 public:
  ArticleLineReader();
  ~ArticleLineReader();

  // Errors: kUnreadable with a clause that says what is wrong with the line.
  Result<ArticleLine> Read(const std::string& line);

 private:
  struct Quick;
  std::unique_ptr<Quick> quick_;
};

}  // namespace factmill

#endif  // FACTMILL_CLI_ARTICLE_LINE_H_

// Articles whose parts have names: members of a JSON object, cells of a CSV row.
#ifndef FACTMILL_CORPUS_FIELDS_H_
#define FACTMILL_CORPUS_FIELDS_H_

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/status.h"
#include "corpus/article.h"
#include "corpus/charset.h"

namespace factmill {

// "text", "title", "date", "author", "site", "url", "lang".
const std::vector<std::string>& FieldRoles();

// The names that mean `role` where nobody says (letter case aside), best first.
const std::vector<std::string>& UsualNames(const std::string& role);

// What is given for one role, and its best rank yet: fewer is better.
bool IsField(std::string_view name, const std::string& role,
             const std::map<std::string, std::string>& given, size_t* rank);

// One field: where it lies in the decoded payload, escapes and all.
struct FieldPlace {
  std::string name;
  size_t begin = 0, end = 0;
};

// Gives the character at `at` of the escaped `field`: `*size` bytes are `*out`.
using UnescapeAt = void (*)(std::string_view field, size_t at, size_t* size, std::string* out);

// The article of the fields, by role.  Its text is the title (if it comes before
// the text, and the text does not begin with it), an empty line, and the text.
// `known` outranks the fields.  Errors: kUnreadable where there is no text.
Result<Article> MakeFieldArticle(const DecodedText& decoded,
                                 const std::map<std::string, FieldPlace>& fields,
                                 UnescapeAt unescape, const ArticleHints& known);

// The ISO 8601 day that a date field names: "2021-05-12T08:00:00Z", 2021年5月12日,
// "20210512", "Wed, 12 May 2021", seconds or milliseconds since 1970; "" for none.
std::string DayOfField(const std::string& value);

}  // namespace factmill

#endif  // FACTMILL_CORPUS_FIELDS_H_

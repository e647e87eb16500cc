// Title, publication date and language of a text.
#ifndef FACTMILL_CORPUS_METADATA_H_
#define FACTMILL_CORPUS_METADATA_H_

#include <string>
#include <string_view>
#include <vector>

#include "corpus/article.h"

namespace factmill {

// The text of the title zone; empty where there is none.
Metadata FindTitle(std::string_view text, const std::vector<Zone>& zones);

// The day the text says it was published, from a byline ("Updated : 2019-11-01",
// "| Updated: May 12, 2021", "2024-04-01 17:10", 2021年5月12日 来源) or an agency's
// dateline with a year.  Empty rather than a guess: a date in the running text,
// or two bylines that disagree on which is the publication, give nothing.
Metadata FindPublished(std::string_view text, const std::vector<Zone>& zones);

// Who wrote it and where it was published, as a byline says ("By Jane Roe",
// 作者：张三, 来源：新华网, "www.example.cn| Updated: ...").
Metadata FindAuthor(std::string_view text, const std::vector<Zone>& zones);
Metadata FindSite(std::string_view text, const std::vector<Zone>& zones);

// "en", "zh" or "mixed", by letters.
std::string DetectLanguage(std::string_view text);
// Has the Chinese in it more traditional than simplified characters?
bool IsMostlyTraditional(std::string_view text);

}  // namespace factmill

#endif  // FACTMILL_CORPUS_METADATA_H_

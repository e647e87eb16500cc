// Days as bylines in languages beside Chinese and English write them.
#ifndef FACTMILL_CORPUS_HTML_DAY_WORDS_H_
#define FACTMILL_CORPUS_HTML_DAY_WORDS_H_

#include <string>
#include <string_view>

namespace factmill::html {

// The first full day in `lower` (folded, in lower case), ISO 8601; "" for none:
// 01.11.2023, 1.11.23, 31. Oktober 2023, 30 septembre 2018, 3 de mayo de 2024, and
// 05/11/2021, whose month comes first if `month_first`.
std::string FindForeignDay(std::string_view lower, bool month_first);

}  // namespace factmill::html

#endif  // FACTMILL_CORPUS_HTML_DAY_WORDS_H_

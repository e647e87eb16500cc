// Written days, as the bylines of articles have them.
#ifndef FACTMILL_CORPUS_CALENDAR_H_
#define FACTMILL_CORPUS_CALENDAR_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace factmill {

struct WrittenDay {
  std::string day;  // ISO 8601.
  uint32_t begin;   // Bytes of the text it was found in, half-open.
  uint32_t end;
};

// Every full calendar day (with its year, 1900 to 2199) in `folded`, in order:
// 2019-11-01, 2019/11/1, 2019.11.01, 2021年5月12日, 二〇二一年五月十二日, 民国110年5月12日,
// May 12, 2021, 12 May 2021, and 25/12/2021 where only one order of day and
// month is possible.  Days that no calendar has (2021-02-30) are left out.
// `folded` is a folded phrase (corpus/fold.h).
std::vector<WrittenDay> FindWrittenDays(std::string_view folded);

}  // namespace factmill

#endif  // FACTMILL_CORPUS_CALENDAR_H_

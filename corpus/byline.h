// Bylines: the lines above and below an article that say when, where and by whom
// it was published.
#ifndef FACTMILL_CORPUS_BYLINE_H_
#define FACTMILL_CORPUS_BYLINE_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/zone_lines.h"

namespace factmill {

// What the words before a day say of it.
enum class DayRole { kPlain, kPublished, kUpdated };

struct Byline {
  struct Day {
    std::string day;  // ISO 8601.
    DayRole role;
    bool weekday;  // Today's date in a page's head has one, mostly.
    bool boxed;    // Alone in brackets, as the day of a decree is.
  };
  std::vector<Day> days;
  std::string author;  // "" where it names none.
  std::string site;
};

// Reads one line, such as "Updated: May 12, 2021", "2024-04-01 17:10",
// "发布时间：2023-08-15 来源：新华网", "By Jane Roe", "( Xinhua ) 08:40, March 3, 2022".
// Nothing if the line says more than a byline does.
std::optional<Byline> ReadByline(std::string_view line);
std::optional<Byline> ReadByline(const LineView& view);

// The publication day in the words that an agency puts before its text:
// "( Xinhua ) 08:40, March 3, 2022 BEIJING, ...", "BEIJING, May 12, 2021 (Xinhua) --",
// 新华社北京2021年5月12日电.  `*end` is where these words end in `text`.  Nothing
// without a year.
std::optional<std::string> ReadDateline(std::string_view text, size_t* end);

}  // namespace factmill

#endif  // FACTMILL_CORPUS_BYLINE_H_

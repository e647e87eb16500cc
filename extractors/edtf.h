// What an EDTF date (ISO 8601-2) or an ISO 8601 duration means, however it is
// spelled: "2021-33" is "2021-01/2021-03", and "P12M" is "P1Y".
//
// Known: a year, a decade (199X), a century (19XX), a month, a season (21-28),
// a quarter (33-36), a third (37-39) or half (40-41) of a year, a day (a time
// of day after T is left aside), a week (2021-W05), intervals of these, open
// ends (".." or nothing), durations down to seconds.  The marks ~, ? and % are
// left aside.  Years 1-9999.
#ifndef FACTMILL_EXTRACTORS_EDTF_H_
#define FACTMILL_EXTRACTORS_EDTF_H_

#include <optional>
#include <string>
#include <string_view>

#include "extractors/date.h"

namespace factmill {

struct EdtfDays {
  std::optional<Day> first, last;  // Both included; none where open.
  bool operator==(const EdtfDays&) const = default;
};

// The days that a date or an interval covers.  nullopt for a duration and for
// what has no days: an unknown form, 30 February, XXXX-09-03.
std::optional<EdtfDays> DaysOfEdtf(std::string_view edtf);

// One spelling for all texts of one meaning: days as "2021-01-01/2021-03-31" or
// "../2023-12-31", a duration as "P36MT0S" (months and seconds, which have no
// common measure), a range of durations as two of these.  Anything else comes
// back without its blanks and marks.
std::string CanonicalEdtf(std::string_view edtf);

}  // namespace factmill

#endif  // FACTMILL_EXTRACTORS_EDTF_H_

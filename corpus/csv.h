// Rows of comma-separated values (RFC 4180), read leniently.
#ifndef FACTMILL_CORPUS_CSV_H_
#define FACTMILL_CORPUS_CSV_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace factmill {

// Where a cell lies in its row, without its quotes; a quote in it is doubled.
struct CsvCell {
  size_t begin = 0, end = 0;
  std::string_view Of(std::string_view row) const { return row.substr(begin, end - begin); }
};

// The cells of one row, which may end with its line break.
std::vector<CsvCell> SplitCsvRow(std::string_view row, char delimiter);

// The inside of a cell, or a piece of it: doubled quotes become one.
std::string UnescapeCsv(std::string_view inside);

}  // namespace factmill

#endif  // FACTMILL_CORPUS_CSV_H_

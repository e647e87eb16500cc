#include "corpus/csv.h"

namespace factmill {

std::vector<CsvCell> SplitCsvRow(std::string_view row, char delimiter) {
  if (row.starts_with("\xEF\xBB\xBF")) {
    auto cells = SplitCsvRow(row.substr(3), delimiter);
    for (CsvCell& cell : cells) cell.begin += 3, cell.end += 3;
    return cells;
  }
  size_t size = row.size();
  while (size > 0 && (row[size - 1] == '\n' || row[size - 1] == '\r')) --size;
  std::vector<CsvCell> cells;
  for (size_t at = 0; at <= size; ++at) {
    CsvCell cell;
    if (at < size && row[at] == '"') {
      cell.begin = ++at;
      while (at < size && (row[at] != '"' || (at + 1 < size && row[at + 1] == '"'))) {
        at += row[at] == '"' ? 2 : 1;
      }
      cell.end = at < size ? at : size;
      while (at < size && row[at] != delimiter) ++at;
    } else {
      cell.begin = at;
      while (at < size && row[at] != delimiter) ++at;
      cell.end = at;
    }
    cells.push_back(cell);
  }
  return cells;
}

std::string UnescapeCsv(std::string_view inside) {
  std::string text;
  for (size_t at = 0; at < inside.size(); ++at) {
    text += inside[at];
    if (inside[at] == '"' && at + 1 < inside.size() && inside[at + 1] == '"') ++at;
  }
  return text;
}

}  // namespace factmill

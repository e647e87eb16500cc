// Texts as people see them: on a terminal, in a table, in a spreadsheet.
#ifndef FACTMILL_CLI_TEXT_H_
#define FACTMILL_CLI_TEXT_H_

#include <string>
#include <string_view>
#include <vector>

namespace factmill {

// One line of valid UTF-8 that no terminal takes for commands: line breaks and
// other control characters as \n, \x1b; broken bytes as U+FFFD.
std::string Printable(std::string_view text);

// `text`, or as much of it as `width` columns hold, ended by an ellipsis.
// REQUIRES: width > 0.
std::string Shortened(std::string_view text, int width);

// `text` as lines of at most `width` columns, each but the first behind `indent`
// spaces; broken at spaces and behind wide characters, but not in a short `quote`.
// `first` columns of the first line are taken already.  A word wider than a line is cut.  REQUIRES:
// indent + 10 < width.
std::string Wrapped(std::string_view text, int first, int indent, int width = 80);

// `text` in pieces of at most `width` columns, whole characters each.
std::vector<std::string_view> InPieces(std::string_view text, int width);

// "37730000000.5" -> "37,730,000,000.5".
std::string WithSeparators(std::string_view decimal);

// A table whose columns are aligned by display width.
class Table {
 public:
  struct Column {
    std::string name;
    int max_width;       // Longer cells are shortened.
    bool right = false;  // Numbers.
  };

  explicit Table(std::vector<Column> columns);
  void Add(const std::vector<std::string>& cells);
  // A heading and the rows, '\n' after each line.
  std::string Render() const;
  size_t rows() const { return rows_.size(); }

 private:
  std::vector<Column> columns_;
  std::vector<std::vector<std::string>> rows_;
};

// A line of CSV as RFC 4180 has it, "\r\n" included.
std::string CsvLine(const std::vector<std::string>& cells);

// A text cell that a spreadsheet does not take for a formula.
std::string GuardFormula(std::string text);

}  // namespace factmill

#endif  // FACTMILL_CLI_TEXT_H_

// What is wrong in a file that a person wrote, and where.
//
//   rules/zh/money.toml:14:35: error: RE2 has no look-ahead "(?!"
//     pattern = '{number}元(?!件|素)'
//                          ^~~
//     help: take it out and add   not_followed_by = '件|素'
#ifndef FACTMILL_BASE_DIAGNOSTIC_H_
#define FACTMILL_BASE_DIAGNOSTIC_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace factmill {

struct Diagnostic {
  std::string file;
  int line = 0;       // From 1; 0 when it is about the whole file.
  int column = 0;     // From 1, in code points; 0 for the whole line.
  int width = 1;      // Code points underlined.
  bool error = true;  // Or a warning.
  std::string message;
  std::string source_line;       // Without its line break.
  std::string help;              // "" for none.
  std::string code = "mistake";  // What it is about, for programs.
};

// The text above, '\n' after each line.  The caret is placed by display width.
std::string Render(const Diagnostic& diagnostic);

// Columns that `text` takes on a terminal (East Asian wide characters take 2).
int DisplayWidth(std::string_view text);

// The candidate nearest to `word` by edit distance, if near enough to be meant;
// else "".
std::string DidYouMean(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace factmill

#endif  // FACTMILL_BASE_DIAGNOSTIC_H_

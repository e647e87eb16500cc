#include "base/diagnostic.h"

#include <utf8proc.h>

#include <algorithm>
#include <utility>

#include "base/utf8.h"

namespace factmill {
namespace {

// Letters put in, left out, changed, or swapped with their neighbour.
size_t EditDistance(std::string_view a, std::string_view b) {
  std::vector<size_t> before, last, row(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    before = std::move(last);
    last = row;
    row[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] != b[j - 1])});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
    }
  }
  return row[b.size()];
}

// The line with each control character as a space, so that columns hold.
std::string Plain(std::string_view line) {
  std::string plain(line);
  for (char& c : plain) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
  }
  return plain;
}

}  // namespace

int DisplayWidth(std::string_view text) {
  int width = 0;
  for (size_t at = 0; at < text.size();) {
    int size;
    width += utf8proc_charwidth(static_cast<utf8proc_int32_t>(DecodeUtf8(text, at, &size)));
    at += size;
  }
  return width;
}

std::string Render(const Diagnostic& d) {
  std::string out = d.file;
  if (d.line > 0) out += ":" + std::to_string(d.line);
  if (d.line > 0 && d.column > 0) out += ":" + std::to_string(d.column);
  out += d.error ? ": error: " : ": warning: ";
  out += d.message + "\n";
  if (d.line > 0 && !d.source_line.empty()) {
    const std::string line = Plain(d.source_line);
    out += "  " + line + "\n";
    if (d.column > 0) {
      const size_t begin = ByteOffsetOf(line, d.column - 1);
      const size_t end = ByteOffsetOf(line, d.column - 1 + d.width);
      const std::string_view view(line);
      const int marked = std::max(1, DisplayWidth(view.substr(begin, end - begin)));
      out += std::string(2 + DisplayWidth(view.substr(0, begin)), ' ') + "^" +
             std::string(marked - 1, '~') + "\n";
    }
  }
  if (!d.help.empty()) out += "  help: " + d.help + "\n";
  return out;
}

std::string DidYouMean(std::string_view word, const std::vector<std::string>& candidates) {
  std::string best;
  size_t best_distance = std::max<size_t>(1, word.size() / 3) + 1;
  for (const std::string& candidate : candidates) {
    const size_t distance = EditDistance(word, candidate);
    if (distance < best_distance) {
      best_distance = distance;
      best = candidate;
    }
  }
  return best;
}

}  // namespace factmill

#include "cli/text.h"

#include <algorithm>
#include <cstring>

#include "base/diagnostic.h"
#include "base/utf8.h"

namespace factmill {

std::string Printable(std::string_view text) {
  constexpr char kHex[] = "0123456789abcdef";
  std::string out;
  for (size_t at = 0; at < text.size();) {
    int size;
    const char32_t c = DecodeUtf8(text, at, &size);
    if (c == '\n') {
      out += "\\n";
    } else if (c == '\t') {
      out += "\\t";
    } else if (c < 0x20 || c == 0x7F) {
      out += {'\\', 'x', kHex[c >> 4], kHex[c & 15]};
    } else if ((c >= 0x80 && c < 0xA0) || (c >= 0x202A && c <= 0x202E) ||
               (c >= 0x2066 && c <= 0x2069)) {  // Controls, and those that reorder text.
      AppendUtf8(0xFFFD, &out);
    } else {
      AppendUtf8(c, &out);
    }
    at += static_cast<size_t>(size);
  }
  return out;
}

std::string Shortened(std::string_view text, int width) {
  if (DisplayWidth(text) <= width) return std::string(text);
  int used = 1;  // The ellipsis.
  size_t at = 0;
  while (at < text.size()) {
    int size;
    DecodeUtf8(text, at, &size);
    const int w = DisplayWidth(text.substr(at, static_cast<size_t>(size)));
    if (used + w > width) break;
    used += w;
    at += static_cast<size_t>(size);
  }
  return std::string(text.substr(0, at)) + "…";
}

std::vector<std::string_view> InPieces(std::string_view text, int width) {
  std::vector<std::string_view> pieces;
  size_t begin = 0;
  int used = 0;
  for (size_t at = 0; at < text.size();) {
    int size;
    DecodeUtf8(text, at, &size);
    const int w = DisplayWidth(text.substr(at, static_cast<size_t>(size)));
    if (used + w > width && at > begin) {
      pieces.push_back(text.substr(begin, at - begin));
      begin = at;
      used = 0;
    }
    used += w;
    at += static_cast<size_t>(size);
  }
  pieces.push_back(text.substr(begin));
  return pieces;
}

namespace {

// The end of a short quote in backticks that begins at `at`: no line is broken in it.
size_t ShortQuoteEnd(std::string_view text, size_t at) {
  constexpr int kShort = 30;
  const size_t end = text[at] == '`' ? text.find('`', at + 1) : std::string_view::npos;
  if (end == std::string_view::npos || DisplayWidth(text.substr(at, end - at)) > kShort) return 0;
  return end + 1;
}

}  // namespace

std::string Wrapped(std::string_view text, int first, int indent, int width) {
  std::string out;
  int room = width - first;
  const auto new_line = [&] {
    while (out.ends_with(' ')) out.pop_back();
    out += '\n' + std::string(static_cast<size_t>(indent), ' ');
    room = width - indent;
  };
  const auto put = [&](std::string_view word) {
    if (DisplayWidth(word) > room && !out.empty()) new_line();
    for (const std::string_view piece : InPieces(word, width - indent)) {
      if (DisplayWidth(piece) > room && !out.empty()) new_line();
      out += piece;
      room -= DisplayWidth(piece);
    }
  };
  size_t begin = 0;
  for (size_t at = 0; at < text.size();) {
    if (const size_t end = ShortQuoteEnd(text, at); end > 0) {
      at = end;
      continue;
    }
    int size;
    const char32_t c = DecodeUtf8(text, at, &size);
    at += static_cast<size_t>(size);
    if (c == ' ') {
      put(text.substr(begin, at - begin - 1));
      if (room > 0) {
        out += ' ';
        --room;
      }
      begin = at;
    } else if (DisplayWidth(
                   text.substr(at - static_cast<size_t>(size), static_cast<size_t>(size))) > 1 &&
               !(at < text.size() && std::strchr(",.;:!?)]`'", text[at]) != nullptr)) {
      put(text.substr(begin, at - begin));
      begin = at;
    }
  }
  put(text.substr(begin));
  return out;
}

std::string WithSeparators(std::string_view decimal) {
  const size_t begin = !decimal.empty() && decimal[0] == '-' ? 1 : 0;
  const size_t end = std::min(decimal.find('.'), decimal.size());
  std::string out(decimal.substr(0, begin));
  for (size_t i = begin; i < end; ++i) {
    if (i > begin && (end - i) % 3 == 0) out += ',';
    out += decimal[i];
  }
  return out + std::string(decimal.substr(end));
}

Table::Table(std::vector<Column> columns) : columns_(std::move(columns)) {}

void Table::Add(const std::vector<std::string>& cells) {
  std::vector<std::string> row;
  for (size_t i = 0; i < columns_.size(); ++i) {
    row.push_back(Shortened(Printable(cells[i]), columns_[i].max_width));
  }
  rows_.push_back(std::move(row));
}

std::string Table::Render() const {
  std::vector<int> widths;
  for (size_t i = 0; i < columns_.size(); ++i) {
    int width = DisplayWidth(columns_[i].name);
    for (const auto& row : rows_) width = std::max(width, DisplayWidth(row[i]));
    widths.push_back(width);
  }
  std::string out;
  auto line = [&](const auto& cell) {
    std::string text;
    for (size_t i = 0; i < columns_.size(); ++i) {
      const std::string& shown = cell(i);
      const std::string pad(static_cast<size_t>(widths[i] - DisplayWidth(shown)), ' ');
      if (i > 0) text += "  ";
      text += columns_[i].right ? pad + shown : shown + pad;
    }
    out += text.substr(0, text.find_last_not_of(' ') + 1) + "\n";
  };
  line([&](size_t i) -> const std::string& { return columns_[i].name; });
  for (const auto& row : rows_) line([&](size_t i) -> const std::string& { return row[i]; });
  return out;
}

std::string CsvLine(const std::vector<std::string>& cells) {
  std::string line;
  for (size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) line += ',';
    if (cells[i].find_first_of(",\"\r\n") == std::string::npos) {
      line += cells[i];
      continue;
    }
    line += '"';
    for (const char c : cells[i]) {
      if (c == '"') line += '"';
      line += c;
    }
    line += '"';
  }
  return line + "\r\n";
}

std::string GuardFormula(std::string text) {
  if (!text.empty() && std::string_view("=+-@\t\r").find(text[0]) != std::string_view::npos) {
    text.insert(text.begin(), '\'');
  }
  return text;
}

}  // namespace factmill

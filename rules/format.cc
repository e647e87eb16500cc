#include "rules/format.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/utf8.h"
#include "rules/toml_words.h"

namespace factmill {
namespace {

constexpr size_t kLongestAligned = 9;  // "canonical"
constexpr std::array<std::string_view, 3> kExamples = {"yes", "no", "todo"};
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool IsBlank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

std::string_view TrimmedLeft(std::string_view text) {
  while (!text.empty() && IsBlank(text.front())) text.remove_prefix(1);
  return text;
}

std::string_view Trimmed(std::string_view text) {
  while (!text.empty() && IsBlank(text.back())) text.remove_suffix(1);
  return TrimmedLeft(text);
}

struct Line {
  enum Type { kBlank, kComment, kHeader, kKey, kInside } type = kBlank;
  std::string text;  // Of a key what stands behind the =.
  std::string key;
  size_t table = 0;  // The how manieth.
};

// Reads lines of TOML that is known to be right: what is a string, what a list.
class Reader {
 public:
  std::vector<Line> Read(std::string_view text) {
    std::vector<Line> lines;
    while (!text.empty()) {
      const size_t end = std::min(text.find('\n'), text.size());
      lines.push_back(ReadLine(text.substr(0, end)));
      text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
  }

 private:
  Line ReadLine(std::string_view text) {
    Line line;
    if (quote_ != 0 || depth_ > 0) {
      line.type = Line::kInside;
      line.text = Inside(text);
    } else if (const std::string_view trimmed = Trimmed(text); trimmed.empty()) {
      line.type = Line::kBlank;
    } else if (trimmed.front() == '#' || trimmed.front() == '[') {
      line.type = trimmed.front() == '#' ? Line::kComment : Line::kHeader;
      line.text = trimmed;
      table_ += line.type == Line::kHeader;
    } else {
      line.type = Line::kKey;
      const size_t equals = EqualsIn(text);
      line.key = Trimmed(text.substr(0, equals));
      const std::string_view value = TrimmedLeft(text.substr(equals + 1));
      Scan(value);
      line.text = quote_ == 0 ? Trimmed(value) : value;
    }
    line.table = table_;
    return line;
  }

  // A line of a list or a long string.
  std::string Inside(std::string_view text) {
    const bool in_string = quote_ != 0;
    const int depth = depth_;
    Scan(text);
    if (!in_string) {
      text = TrimmedLeft(text);
      const bool closes = text.starts_with("]") || text.starts_with("}");
      const auto indent = static_cast<size_t>(2 * (closes ? depth - 1 : depth));
      return (text.empty() ? "" : std::string(indent, ' ')) +
             std::string(quote_ == 0 ? Trimmed(text) : text);
    }
    while (quote_ == 0 && !text.empty() && IsBlank(text.back())) text.remove_suffix(1);
    return std::string(text);
  }

  static size_t EqualsIn(std::string_view text) {
    char quote = 0;
    for (size_t i = 0; i < text.size(); ++i) {
      if (quote == '"' && text[i] == '\\')
        ++i;
      else if (quote != 0)
        quote = text[i] == quote ? 0 : quote;
      else if (text[i] == '"' || text[i] == '\'')
        quote = text[i];
      else if (text[i] == '=')
        return i;
    }
    return text.size();
  }

  // Goes over part of a value: what is open behind it?
  void Scan(std::string_view text) {
    for (size_t i = 0; i < text.size();) {
      const char c = text[i];
      if (quote_ != 0) {
        if (quote_ == '"' && c == '\\') {
          i += 2;
        } else if (text.substr(i).starts_with(std::string(3, quote_))) {
          i += 3;  // One or two more quotes belong to the string.
          while (i < text.size() && text[i] == quote_) ++i;
          quote_ = 0;
        } else {
          ++i;
        }
      } else if (c == '#') {
        return;
      } else if (c == '"' || c == '\'') {
        if (text.substr(i).starts_with(std::string(3, c))) {
          quote_ = c;
          i += 3;
        } else {
          i = StringEnd(text, i);
        }
      } else {
        depth_ += (c == '[' || c == '{') - (c == ']' || c == '}');
        ++i;
      }
    }
  }

  static size_t StringEnd(std::string_view text, size_t begin) {
    const char quote = text[begin];
    size_t i = begin + 1;
    while (i < text.size() && text[i] != quote) i += quote == '"' && text[i] == '\\' ? 2 : 1;
    return i + 1;
  }

  char quote_ = 0;  // Of the long string that is open; 0 for none.
  int depth_ = 0;   // Of lists and tables in braces.
  size_t table_ = 0;
};

bool IsExample(const Line& line) {
  return std::find(kExamples.begin(), kExamples.end(), line.key) != kExamples.end();
}

// The column of the = for each table.
std::vector<size_t> ColumnsOf(const std::vector<Line>& lines) {
  std::vector<size_t> columns(lines.empty() ? 0 : lines.back().table + 1);
  for (const Line& line : lines) {
    const size_t width = CountCodePoints(line.key);
    if (line.type != Line::kKey || width > kLongestAligned || IsExample(line)) continue;
    columns[line.table] = std::max(columns[line.table], width);
  }
  return columns;
}

// Is this a header, or the first of the comments right above one?
bool BeginsTable(const std::vector<Line>& lines, size_t at) {
  const bool goes_on = at > 0 && lines[at - 1].type == Line::kComment;
  if (goes_on) return false;
  while (at < lines.size() && lines[at].type == Line::kComment) ++at;
  return at < lines.size() && lines[at].type == Line::kHeader;
}

std::string Formatted(std::string_view text) {
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  const std::vector<Line> lines = Reader().Read(text);
  const std::vector<size_t> columns = ColumnsOf(lines);
  std::string out;
  bool blank = false;
  for (size_t i = 0; i < lines.size(); ++i) {
    const Line& line = lines[i];
    if (line.type == Line::kBlank) {
      blank |= i > 0 && lines[i - 1].type != Line::kHeader;
      continue;
    }
    if (!out.empty() && (blank || BeginsTable(lines, i))) out += '\n';
    blank = false;
    if (line.type == Line::kKey) {
      const size_t width = IsExample(line) ? 0 : columns[line.table];
      const size_t own = CountCodePoints(line.key);
      out += line.key + std::string(width > own ? width - own : 0, ' ') + " = ";
    }
    out += line.text + "\n";
  }
  return out;
}

}  // namespace

std::optional<std::string> FormatRuleFile(const RuleFile& rule_file,
                                          std::vector<Diagnostic>* diagnostics) {
  File file(rule_file, diagnostics);
  size_t values = 0;
  const auto before = ParseToml(rule_file, &values, &file);
  if (!before) return std::nullopt;
  std::string formatted = Formatted(rule_file.text);
  const auto after = toml::parse(std::string_view(formatted), rule_file.name);
  if (!after || after.table() != *before) {
    file.Problem(0, 0, 1, "formatting would change what the file says: it was left as it is");
    return std::nullopt;
  }
  return formatted;
}

}  // namespace factmill

#include "rules/toml_words.h"

#include "rules/limits.h"

namespace factmill {
namespace {

constexpr const char* kNoToml = "this is no TOML: ";

struct Words {
  std::string message, help;
};

// What the parser says in a fixed way.
struct Known {
  const char* said;  // Somewhere in its description.
  const char* message;
  const char* help;
};

const Known kKnown[] = {
    {"expected value or closing ']', saw comma", "two commas follow each other", "take one out"},
    {"comma or closing ']'", "the list goes on without a comma, or is not closed",
     "put a comma between two words, and ] behind the last"},
    {"comma or closing '}'", "the table in braces goes on without a comma, or is not closed",
     "put a comma between two keys, and } behind the last"},
    {"key or closing '}', saw '\\n'", "a table in braces ends on the line on which it begins",
     "write it in one line"},
    {"value, saw '\\n'", "there is nothing behind the =", "write a value, or take the line out"},
    {"comment or whitespace, saw '/", "something stands behind the value",
     "a remark begins with #"},
    {"comment or whitespace", "something stands behind the value",
     "each key has a line of its own; a text with a ' in it stands in \"...\""},
    {"table header: expected ']'", "the name in brackets is not closed",
     "close it with as many ] as it has ["},
    {"blank bare keys", "there is no name in the brackets", "write [[rule]], [[unit]], ..."},
};

// What helps where some sign stands in the place of "=".
const Known kNotEquals[] = {
    {":", "", "write = between a key and its value"},
    {"＝", "", "write the plain =, not the full-width one"},
};

// Signs of a Chinese keyboard, and the plain ones that are meant.
struct WideSign {
  const char *wide, *plain;
};
const WideSign kWideSigns[] = {
    {"，", ","}, {"、", ","}, {"；", ","}, {"［", "["}, {"【", "["},
    {"］", "]"}, {"】", "]"}, {"｛", "{"}, {"｝", "}"},
};

// Such a sign at the beginning of `text`; null for none.
const WideSign* WideSignAt(std::string_view text) {
  for (const WideSign& sign : kWideSigns) {
    if (text.starts_with(sign.wide)) return &sign;
  }
  return nullptr;
}

Words Wide(const WideSign& sign) {
  return {std::string("'") + sign.wide + "' is no sign of TOML",
          std::string("write the plain ") + sign.plain};
}

bool Ends(char c) { return c == ' ' || c == '\t' || c == ',' || c == '=' || c == '#'; }

// The word of the line in which the byte `at` stands.
std::string WordAround(std::string_view line, size_t at) {
  size_t begin = std::min(at, line.size()), end = begin;
  while (begin > 0 && !Ends(line[begin - 1])) --begin;
  while (end < line.size() && !Ends(line[end])) ++end;
  while (begin < at && (line[begin] == '[' || line[begin] == '{')) ++begin;
  while (end > begin && (line[end - 1] == ']' || line[end - 1] == '}')) --end;
  return std::string(line.substr(begin, end - begin));
}

// The key before the last "=" before the byte `at`, or the name in brackets.
std::string KeyBefore(std::string_view line, size_t at) {
  const auto is_name = [](char c) {
    return c == '_' || c == '-' || IsAsciiDigit(c) || IsLatinLetter(static_cast<unsigned char>(c));
  };
  const size_t equals = line.substr(0, at).rfind('=');
  size_t end = equals == std::string_view::npos ? line.size() : equals;
  while (end > 0 && !is_name(line[end - 1])) --end;
  size_t begin = end;
  while (begin > 0 && is_name(line[begin - 1])) --begin;
  return std::string(line.substr(begin, end - begin));
}

// What stands between "saw '" and the quote behind it.
std::string Seen(std::string_view said) {
  constexpr std::string_view kSaw = "saw '";
  const size_t at = said.rfind(kSaw);
  if (at == std::string_view::npos || !said.ends_with('\'')) return "";
  const size_t begin = at + kSaw.size();
  return begin < said.size() ? std::string(said.substr(begin, said.size() - begin - 1)) : "";
}

// A word that stands where a value should.
Words NoValue(const std::string& word) {
  for (std::string_view quote : {"‘", "’", "“", "”", "「", "『", "＇", "＂"}) {
    if (word.starts_with(quote)) return {word + " is no value", "quotes are straight: '...'"};
  }
  if (const WideSign* sign = WideSignAt(word)) return Wide(*sign);
  return {"'" + word + "' is no value", "text stands in quotes: '" + word + "'"};
}

// "unit" of "[[unit]]", where a line is a header; else "".
std::string HeaderIn(std::string_view line) {
  if (!line.starts_with("[[")) return "";
  const size_t end = line.find("]]");
  const std::string name(line.substr(2, end == line.npos ? 0 : end - 2));
  const std::vector<std::string> names = TopNames();
  return std::find(names.begin(), names.end(), name) == names.end() ? "" : name;
}

Words Worded(std::string_view said, std::string_view line, size_t at) {
  const auto says = [&](std::string_view words) {
    return said.find(words) != std::string_view::npos;
  };
  // "Error while parsing array: expected ..."
  const size_t colon = said.find(": ");
  const std::string tail(colon == std::string_view::npos ? said : said.substr(colon + 2));
  if (says("as array-of-tables")) {
    const std::string name = KeyBefore(line, at);
    return {"'" + name + "' is one table above and a list here",
            "write [[" + name + "]] each time"};
  }
  if (says("cannot redefine") && !says("dotted")) {
    const bool table = line.substr(0, at + 1).ends_with('[');
    const std::string name = KeyBefore(line, at);
    if (table && TypeOf(name) && !line.starts_with("[["))
      return {"'" + name + "' is a list above and one table here",
              "write [[" + name + "]] each time"};
    return {"'" + name + "' is given twice",
            table ? "write its lines below the first one" : "keep one of the two"};
  }
  // It was read as lists in a list.
  const std::string header = HeaderIn(line);
  if (!header.empty() && !says("table header") && !says("comma or closing"))
    return {"the list above is not closed",
            "put ] behind its last word, before [[" + header + "]]"};
  if (says("unknown escape") || says("hex digit"))
    return {tail, "write it in single quotes: '...' takes everything as it stands"};
  if (says("control characters")) return {"a control character stands in a string", "take it out"};
  if (says("parsing boolean"))
    return {"'" + WordAround(line, at) + "' is no value", "write true or false, in small letters"};
  if (says("determine value type")) return NoValue(WordAround(line, at));
  if (says("floating-point") || says("integer") || says("numeric value") || says("date"))
    return {"'" + WordAround(line, at) + "' is no number", "decimals stand in quotes: '0.1'"};
  if (says("expected keys, tables") || says("bare key starting")) {
    return {"no key begins with '" + Seen(said) + "'",
            "a key of other signs than a-z, 0-9, _ and - stands in quotes"};
  }
  if (says("expected '='")) {
    for (const Known& sign : kNotEquals) {
      if (Seen(said) == sign.said) return {tail, sign.help};
    }
  }
  const WideSign* sign = WideSignAt(line.substr(std::min(at, line.size())));
  if (sign != nullptr && (says("comma or closing") || says("comment or whitespace")))
    return Wide(*sign);
  for (const bool list : {true, false}) {
    if (!says("end-of-file") || !says(list ? "array" : "table")) continue;
    return {std::string("the ") + (list ? "list" : "table in braces") +
                " is not closed before the end of the file",
            std::string("add the ") + (list ? "]" : "}")};
  }
  for (const Known& known : kKnown) {
    if (says(known.said)) return {known.message, known.help};
  }
  return {tail, ""};
}

// Says why a file is no TOML, and what to do.
void ComplainOfToml(const toml::parse_error& error, File* file) {
  const std::string_view said = error.description();
  const auto& place = error.source().begin;
  const std::string_view line = file->Line(static_cast<int>(place.line));
  const bool in_string = said.find("string: ") != std::string_view::npos;
  const bool at_line_end = place.column > CountCodePoints(line);
  const bool at_file_end = said.find("end-of-file") != std::string_view::npos;
  if (in_string && (at_file_end || (at_line_end && said.find("control") != std::string::npos))) {
    const bool literal = said.find("literal") != std::string_view::npos;
    file->Problem(
        error.source(), 1,
        std::string("the string is not closed before the end of ") +
            (at_file_end ? "the file" : "its line"),
        at_file_end ? "add its closing quotes" : std::string("add the ") + (literal ? "'" : "\""));
    return;
  }
  Words words = Worded(said, line, ByteOffsetOf(line, static_cast<int>(place.column) - 1));
  file->Problem(error.source(), 1, kNoToml + words.message, std::move(words.help));
}

}  // namespace

std::optional<toml::table> ParseToml(const RuleFile& rule_file, size_t* values, File* file) {
  if (!IsValidUtf8(rule_file.text)) {
    file->Problem(0, 0, 1, "the file is not UTF-8", "save it as UTF-8");
    return std::nullopt;
  }
  const TomlSize size = SizeOfToml(rule_file.text);
  *values += size.values;
  if (size.dots > kMostDots) {
    file->Problem(0, 0, 1, "keys within keys are nested too deeply");
    return std::nullopt;
  }
  if (*values > kMostValues) {
    file->Problem(0, 0, 1, "the rule files hold more than 200000 values up to this one");
    return std::nullopt;
  }
  toml::parse_result result = toml::parse(std::string_view(rule_file.text), rule_file.name);
  if (result) return std::move(result).table();
  ComplainOfToml(result.error(), file);
  return std::nullopt;
}

}  // namespace factmill

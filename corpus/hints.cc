#include "corpus/hints.h"

#include <array>

#include "corpus/json_scan.h"

namespace factmill {
namespace {

struct Field {
  const char* name;
  std::string ArticleHints::*value;
  std::string ArticleHints::*from;
};
constexpr std::array<Field, 6> kFields = {{
    {"title", &ArticleHints::title, &ArticleHints::title_from},
    {"date", &ArticleHints::date, &ArticleHints::date_from},
    {"lang", &ArticleHints::lang, &ArticleHints::lang_from},
    {"author", &ArticleHints::author, &ArticleHints::author_from},
    {"site", &ArticleHints::site, &ArticleHints::site_from},
    {"url", &ArticleHints::url, &ArticleHints::url_from},
}};

std::string Quoted(const std::string& text) {
  std::string quoted = "\"";
  for (const char c : text) {
    const unsigned char byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      quoted += {'\\', c};
    } else if (byte < 0x20) {
      constexpr char kHex[] = "0123456789abcdef";
      quoted += "\\u00";
      quoted += {kHex[byte >> 4], kHex[byte & 15]};
    } else {
      quoted += c;
    }
  }
  return quoted + '"';
}

}  // namespace

std::string FormatHints(const ArticleHints& hints) {
  std::string json;
  for (const Field& field : kFields) {
    if ((hints.*field.value).empty()) continue;
    json += json.empty() ? "{" : ",";
    json += Quoted(field.name) + ":" + Quoted(hints.*field.value);
    if (!(hints.*field.from).empty()) {
      json += "," + Quoted(std::string(field.name) + "_from") + ":" + Quoted(hints.*field.from);
    }
  }
  return json.empty() ? json : json + "}";
}

ArticleHints ParseHints(std::string_view text) {
  ArticleHints hints;
  const Status status = ScanJsonObject(text, [&](const JsonValue& value) {
    for (const Field& field : kFields) {
      const std::string said = UnescapeJson(text.substr(value.begin, value.end - value.begin));
      if (value.path == field.name) hints.*field.value = said;
      if (value.path == std::string(field.name) + "_from") hints.*field.from = said;
    }
  });
  return status.ok() ? hints : ArticleHints();
}

ArticleHints Merged(const ArticleHints& over, const ArticleHints& under) {
  ArticleHints merged = over;
  for (const Field& field : kFields) {
    if (!(merged.*field.value).empty()) continue;
    merged.*field.value = under.*field.value;
    merged.*field.from = under.*field.from;
  }
  return merged;
}

}  // namespace factmill

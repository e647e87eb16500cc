// What simdjson finds in order is taken from it.  All else, and what the two
// libraries could see in different ways, is read by the slower one, which also
// says what is wrong.
#include "cli/article_line.h"

#include <simdjson.h>

#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>
#include <utility>

#include "cli/json.h"
#include "extractors/date.h"

namespace factmill {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kDeepest = 64;
constexpr size_t kQuickDepth = 32;
constexpr size_t kQuickBytes = 4 << 20;  // simdjson takes 14 bytes of memory a byte.

// Is the JSON nested more deeply than any article is?  Asked of the raw line,
// since a JSON tree is built and torn down by recursion.
bool IsTooDeep(const std::string& line) {
  int depth = 0;
  bool in_string = false;
  for (size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (in_string) {
      if (c == '\\')
        ++i;
      else if (c == '"')
        in_string = false;
    } else if (c == '"') {
      in_string = true;
    } else if (c == '[' || c == '{') {
      if (++depth > kDeepest) return true;
    } else if (c == ']' || c == '}') {
      --depth;
    }
  }
  return false;
}

bool IsDate(std::string_view date) { return date.empty() || ParseDay(date); }

// What is wrong with a parsed line; "" if it is right.
std::string Complaint(const Json& in) {
  if (!in.is_object()) return "not a JSON object";
  if (!in.contains("text")) return "no \"text\"";
  if (!in["text"].is_string()) return "\"text\" is no string";
  for (const char* key : {"date", "title", "lang"}) {
    if (in.contains(key) && !in[key].is_null() && !in[key].is_string()) {
      return std::string("\"") + key + "\" is no string";
    }
  }
  if (const auto id = in.find("id");
      id != in.end() && !id->is_string() && !id->is_number() && !id->is_null()) {
    return "\"id\" is no string, number or null";
  }
  const Json date = in.value("date", Json());
  if (date.is_string() && !IsDate(date.get_ref<const std::string&>())) {
    return "\"date\" is no day like 2021-05-12";
  }
  return "";
}

Result<ArticleLine> ReadSlowly(const std::string& line) {
  if (IsTooDeep(line)) return Status(Code::kUnreadable, "nested too deeply");
  const Json in = Json::parse(line, nullptr, false);
  const std::string complaint = in.is_discarded() ? "not JSON" : Complaint(in);
  if (!complaint.empty()) return Status(Code::kUnreadable, complaint);
  const auto text_of = [&](const char* key) {
    const Json value = in.value(key, Json());
    return value.is_string() ? value.get<std::string>() : std::string();
  };
  return ArticleLine{ToLine(in.value("id", Json())), text_of("text"), text_of("date"),
                     text_of("lang")};
}

// Is there an escape such as \ud83d?  simdjson lets half a pair pass.
bool MayHaveSurrogates(std::string_view line) {
  for (size_t at = line.find('\\'); at < line.size(); at = line.find('\\', at + 2)) {
    const std::string_view escape = line.substr(at, 3);
    if (escape == "\\ud" || escape == "\\uD") return true;
  }
  return false;
}

// The JSON of an id; nothing where it is none, or no whole number.
std::optional<std::string> IdOf(const simdjson::dom::element& id) {
  switch (id.type()) {
    case simdjson::dom::element_type::NULL_VALUE: return "null";
    case simdjson::dom::element_type::INT64: return std::to_string(int64_t(id));
    case simdjson::dom::element_type::UINT64: return std::to_string(uint64_t(id));
    case simdjson::dom::element_type::STRING: {
      std::string json;
      AppendJsonString(std::string_view(id), &json);
      return json;
    }
    default: return std::nullopt;
  }
}

}  // namespace

struct ArticleLineReader::Quick {
  Quick() : ready(parser.allocate(1 << 16, kQuickDepth) == simdjson::SUCCESS) {}

  // Nothing where the line is wrong or has anything out of the ordinary.
  std::optional<ArticleLine> Read(const std::string& line) {
    simdjson::dom::object in;
    if (!ready || line.size() > kQuickBytes || MayHaveSurrogates(line) ||
        parser.parse(line).get(in) != simdjson::SUCCESS) {
      return std::nullopt;
    }
    std::optional<std::string_view> text, date = "", lang = "";
    std::optional<std::string> id = "null";
    bool title = true;
    for (const auto& [key, value] : in) {  // Of members with the same key the last one counts.
      if (key == "text") {
        text = TextOf(value);
      } else if (key == "date") {
        date = value.is_null() ? std::string_view() : TextOf(value);
      } else if (key == "id") {
        id = IdOf(value);
      } else if (key == "lang") {
        lang = value.is_null() ? std::string_view() : TextOf(value);
      } else if (key == "title") {
        title = value.is_null() || value.is_string();
      }
    }
    if (!text || !date || !id || !lang || !title || !IsDate(*date)) return std::nullopt;
    return ArticleLine{*std::move(id), std::string(*text), std::string(*date), std::string(*lang)};
  }

  static std::optional<std::string_view> TextOf(const simdjson::dom::element& value) {
    std::string_view text;
    if (value.get(text) != simdjson::SUCCESS) return std::nullopt;
    return text;
  }

  simdjson::dom::parser parser;
  bool ready;
};

ArticleLineReader::ArticleLineReader() : quick_(std::make_unique<Quick>()) {}
ArticleLineReader::~ArticleLineReader() = default;

Result<ArticleLine> ArticleLineReader::Read(const std::string& line) {
  if (auto article = quick_->Read(line)) return *std::move(article);
  return ReadSlowly(line);
}

}  // namespace factmill

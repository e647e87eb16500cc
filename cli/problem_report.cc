#include "cli/problem_report.h"

#include <algorithm>

#include "cli/json.h"

namespace factmill {
namespace {

using Json = nlohmann::ordered_json;

// Each code that a problem may have.
struct Meaning {
  const char* code;
  const char* means;
};
constexpr Meaning kCodes[] = {
    {"mistake", "A rule file says what cannot be meant, and its set does not load."},
    {"large-rule", "A rule is large once compiled, and does not say why."},
    {"no-example", "A rule has no example of what it finds."},
    {"few-examples",
     "A shipped rule has fewer than two examples of what it finds, or none of "
     "what it leaves alone."},
    {"won-by-another", "Another rule wins every example of a rule."},
    {"matches-no-example", "A rule matches nothing in any of its own examples."},
    {"slot-without-words", "No word of the vocabulary fills a slot of a pattern."},
    {"word-taken", "Another entry of the same word, with another meaning, always goes first."},
    {"word-as-pattern", "A word holds signs that mean something in patterns alone."},
    {"role-without-rule", "No pattern asks for terms of this role."},
};

int PlaceOf(const std::string& code) {
  const auto* found = std::find_if(std::begin(kCodes), std::end(kCodes),
                                   [&](const Meaning& c) { return c.code == code; });
  return static_cast<int>(found - std::begin(kCodes));
}

Json PositiveOrNull(int number) { return number > 0 ? Json(number) : Json(); }

// A path as a URI reference: relative where the path is.
std::string UriOf(const std::string& path) {
  constexpr std::string_view kPlain = "-._~/!$&'()*+,;=@";
  constexpr const char* kHex = "0123456789ABCDEF";
  std::string uri = path.starts_with('/') ? "file://" : "";
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (plain || kPlain.find(c) != std::string_view::npos)
      uri += c;
    else
      uri += {'%', kHex[byte >> 4], kHex[byte & 15]};
  }
  return uri;
}

Json ResultOf(const Diagnostic& d) {
  Json place = {{"artifactLocation", {{"uri", UriOf(d.file)}}}};
  if (d.line > 0) {
    Json region = {{"startLine", d.line}};
    if (d.column > 0) {
      region["startColumn"] = d.column;
      region["endColumn"] = d.column + std::max(1, d.width);
    }
    place["region"] = region;
  }
  const std::string text = d.help.empty() ? d.message : d.message + "\nhelp: " + d.help;
  Json locations = Json::array();
  locations.push_back({{"physicalLocation", place}});
  return {{"ruleId", d.code},
          {"ruleIndex", PlaceOf(d.code)},
          {"level", d.error ? "error" : "warning"},
          {"message", {{"text", text}}},
          {"locations", locations}};
}

}  // namespace

int CheckReport::CountOf(bool errors) const {
  return static_cast<int>(std::count_if(problems.begin(), problems.end(),
                                        [&](const Diagnostic& d) { return d.error == errors; }));
}

std::string ToJson(const CheckReport& report) {
  Json problems = Json::array();
  for (const Diagnostic& d : report.problems) {
    problems.push_back({{"file", d.file},
                        {"line", PositiveOrNull(d.line)},
                        {"column", d.line > 0 ? PositiveOrNull(d.column) : Json()},
                        {"width", d.width},
                        {"severity", d.error ? "error" : "warning"},
                        {"code", d.code},
                        {"message", d.message},
                        {"help", d.help.empty() ? Json() : Json(d.help)},
                        {"source", d.source_line}});
  }
  Json json = {{"problems", problems},
               {"errors", report.CountOf(true)},
               {"warnings", report.CountOf(false)}};
  if (!report.costs) return ToLine(json) + "\n";
  json["rules"] = report.costs->rules;
  json["units"] = report.costs->units;
  json["ns_per_byte"] = report.costs->all_ns_per_byte;
  Json costs = Json::array();
  for (const RuleCost& cost : report.costs->each) {
    costs.push_back({{"rule", cost.id},
                     {"file", cost.file},
                     {"line", cost.line},
                     {"instructions", cost.instructions},
                     {"long_gaps", cost.gaps},
                     {"ns_per_byte", cost.ns_per_byte ? Json(*cost.ns_per_byte) : Json()}});
  }
  json["costs"] = costs;
  return ToLine(json) + "\n";
}

std::string ToSarif(const CheckReport& report, const std::string& version) {
  Json codes = Json::array();
  for (const Meaning& code : kCodes)
    codes.push_back({{"id", code.code}, {"shortDescription", {{"text", code.means}}}});
  Json results = Json::array();
  for (const Diagnostic& d : report.problems) results.push_back(ResultOf(d));
  Json runs = Json::array();
  runs.push_back(
      {{"tool", {{"driver", {{"name", "factmill"}, {"version", version}, {"rules", codes}}}}},
       {"columnKind", "unicodeCodePoints"},
       {"results", results}});
  return ToLine({{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                 {"version", "2.1.0"},
                 {"runs", runs}}) +
         "\n";
}

}  // namespace factmill

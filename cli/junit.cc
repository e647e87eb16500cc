#include "cli/junit.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/text.h"

namespace factmill {
namespace {

// As the value of an attribute, or as text: XML has no control characters, and line
// breaks are kept in text alone.
std::string Escaped(const std::string& text, bool lines = false) {
  std::string out;
  size_t begin = 0;
  while (begin <= text.size()) {
    const size_t end = lines ? std::min(text.find('\n', begin), text.size()) : text.size();
    for (const char c : Printable(std::string_view(text).substr(begin, end - begin))) {
      switch (c) {
        case '&': out += "&amp;"; break;
        case '<': out += "&lt;"; break;
        case '>': out += "&gt;"; break;
        case '"': out += "&quot;"; break;
        default: out += c;
      }
    }
    if (end < text.size()) out += '\n';
    begin = end + 1;
  }
  return out;
}

std::string CaseXml(const JunitCase& c) {
  std::string xml =
      fmt::format("    <testcase classname=\"{}\" name=\"{}\" file=\"{}\" line=\"{}\"",
                  Escaped(c.class_name), Escaped(c.name), Escaped(c.file), c.line);
  if (c.outcome == JunitCase::kPassed) return xml + "/>\n";
  const char* tag = c.outcome == JunitCase::kFailed ? "failure" : "skipped";
  return xml + fmt::format(">\n      <{0} message=\"{1}\">{2}</{0}>\n    </testcase>\n", tag,
                           Escaped(c.message), Escaped(c.details, true));
}

}  // namespace

std::string JunitXml(const std::vector<JunitCase>& cases) {
  std::vector<std::string> files;
  for (const JunitCase& c : cases) {
    if (std::find(files.begin(), files.end(), c.file) == files.end()) files.push_back(c.file);
  }
  std::string xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n";
  for (const std::string& file : files) {
    size_t tests = 0, failures = 0, skipped = 0;
    std::string body;
    for (const JunitCase& c : cases) {
      if (c.file != file) continue;
      ++tests;
      failures += c.outcome == JunitCase::kFailed;
      skipped += c.outcome == JunitCase::kSkipped;
      body += CaseXml(c);
    }
    xml += fmt::format(
        "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"{}\">\n",
        Escaped(file), tests, failures, skipped);
    xml += body + "  </testsuite>\n";
  }
  return xml + "</testsuites>\n";
}

}  // namespace factmill

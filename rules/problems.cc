#include "rules/problems.h"

#include <algorithm>

#include "base/utf8.h"
#include "rules/limits.h"

namespace factmill {
namespace {

std::string Shortened(std::string text) {
  if (text.size() <= kLongestMessage) return text;
  size_t end = kLongestMessage;
  while (IsUtf8Continuation(text[end])) --end;
  return text.substr(0, end) + "...";
}

}  // namespace

File::File(const RuleFile& file, std::vector<Diagnostic>* diagnostics)
    : name(file.name), diagnostics_(diagnostics) {
  size_t begin = 0;
  while (begin <= file.text.size()) {
    const size_t end = std::min(file.text.find('\n', begin), file.text.size());
    lines_.push_back(std::string_view(file.text).substr(begin, end - begin));
    if (lines_.back().ends_with('\r')) lines_.back().remove_suffix(1);
    begin = end + 1;
  }
}

Diagnostic& File::Problem(int line, int column, int width, std::string message, std::string help) {
  if (Full()) return not_kept_;
  Diagnostic d;
  d.file = name;
  d.line = line;
  d.column = column;
  d.width = width;
  d.message = Shortened(std::move(message));
  d.help = Shortened(std::move(help));
  if (Line(line).size() <= kLongestShownLine) d.source_line = Line(line);
  diagnostics_->push_back(std::move(d));
  return diagnostics_->back();
}

bool File::Full() const { return diagnostics_->size() >= kMostProblems; }

std::string_view File::Line(int line) const {
  return line > 0 && line <= static_cast<int>(lines_.size()) ? lines_[line - 1] : "";
}

int WidthOf(std::string_view text) { return static_cast<int>(CountCodePoints(text)) + 2; }

std::string Listed(const std::vector<std::string>& names) {
  std::string list;
  for (const std::string& name : names) list += (list.empty() ? "" : ", ") + name;
  return list;
}

std::string DidYouMeanOr(const std::string& name, const std::vector<std::string>& names,
                         const std::string& otherwise) {
  const std::string meant = DidYouMean(name, names);
  return meant.empty() ? otherwise : "did you mean '" + meant + "'?";
}

}  // namespace factmill

#include "rules/captures.h"

#include <algorithm>

#include "rules/problems.h"

namespace factmill {
namespace {

const std::vector<std::string> kFigure = {"q",    "u",    "q2",    "u2",    "den", "den2", "add",
                                          "addu", "add2", "addu2", "cents", "n",   "c",    "h"};
const std::vector<std::string> kDuration = {"n",   "du",   "n2", "du2", "n3",
                                            "du3", "half", "q2", "u2",  "h"};
// Each may have a 2 behind it, for the end of a range; 2 and 3 for more items of a list.
const std::vector<std::string> kDateParts = {
    "y",   "m",  "d",    "yo",   "mo",  "do",  "w",  "wo", "q",    "h",     "s",  "fm",
    "fq",  "x",  "p",    "plan", "dec", "cen", "ya", "ma", "da",   "roc",   "qo", "we",
    "nth", "wk", "inwk", "rest", "ho",  "era", "lm", "ld", "leap", "coming"};
// How far a date lies from another, in up to three units.
const std::vector<std::string> kDistance = {"n", "du", "n2", "du2", "n3", "du3"};
const std::vector<std::string> kOpenEnds = {"until", "since", "from"};

bool Has(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool IsCalendar(const Rule& rule) {
  return rule.kind == Kind::kDate && rule.date != DateForm::kDuration;
}

// What a rule needs that has not what it needs.
PatternError Lacking(std::string message, std::string help) {
  return {0, 0, std::move(message), std::move(help)};
}

}  // namespace

std::vector<std::string> CaptureNamesFor(const Rule& rule) {
  if (rule.kind != Kind::kDate) return kFigure;
  if (rule.date == DateForm::kDuration) return kDuration;
  std::vector<std::string> names = kDateParts;
  for (const std::string& part : kDateParts) {
    names.push_back(part + "2");
    if (rule.date == DateForm::kList) names.push_back(part + "3");
  }
  names.insert(names.end(), kDistance.begin(), kDistance.end());
  names.insert(names.end(), kOpenEnds.begin(), kOpenEnds.end());
  return names;
}

std::optional<PatternError> CheckCaptures(const Rule& rule) {
  if (rule.makes == RuleKind::kIgnore || rule.pattern.forms.empty()) return std::nullopt;
  const std::vector<std::string> known = CaptureNamesFor(rule);
  const std::string what = rule.kind != Kind::kDate           ? "a figure"
                           : rule.date == DateForm::kDuration ? "a duration"
                                                              : "a date";
  std::vector<std::string> captured;
  for (const CaptureName& capture : rule.pattern.names) {
    captured.push_back(capture.name);
    if (Has(known, capture.name)) continue;
    // Of one letter each other one is as near.
    const std::string meant = capture.name.size() > 1 ? DidYouMean(capture.name, known) : "";
    return PatternError{capture.begin, capture.size, what + " has no part '" + capture.name + "'",
                        meant.empty()
                            ? "its parts are " + Listed(IsCalendar(rule) ? kDateParts : known)
                            : "did you mean '" + meant + "'?"};
  }
  const bool fixed = rule.value.has_value();
  if (IsCalendar(rule)) {
    const bool any = std::any_of(captured.begin(), captured.end(), [](const std::string& name) {
      return !Has(kOpenEnds, name) && name.back() != '2' && name.back() != '3';
    });
    if (any || rule.sets_parts) return std::nullopt;
    return Lacking("a date rule needs a part of the date",
                   "capture one, such as {y=year4}, or fix it with   set = { yo = 0 }");
  }
  if (rule.kind == Kind::kDate) {
    if (!Has(captured, "du")) {
      return Lacking("a duration needs its unit",
                     "capture it as 'du', such as {du=term:date.unit}");
    }
    if (fixed || Has(captured, "n")) return std::nullopt;
    return Lacking("a duration needs its number",
                   "capture it as {n=quantity}, or fix it with   value = '...'");
  }
  if (fixed || Has(captured, "q")) return std::nullopt;
  return Lacking("a " + std::string(KindName(rule.kind)) + " rule needs its number",
                 "capture it as {q=quantity}, or fix it with   value = '...'");
}

}  // namespace factmill

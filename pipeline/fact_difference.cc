#include "pipeline/fact_difference.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace factmill {
namespace {

// How what is said of the fact differs, links aside; "" if it does not.
std::string AttributeError(const Fact& stored, const Fact& now) {
  const auto same = [](const Attribute& a, const Attribute& b) {
    return a.role == b.role && a.words == b.words && a.canonical == b.canonical &&
           a.char_start == b.char_start && a.char_end == b.char_end && a.rule == b.rule;
  };
  const auto& a = stored.attributes;
  const auto& b = now.attributes;
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), same) ? "" : "its attributes differ";
}

// A figure's place in an article, by which it is known.
using Place = std::tuple<uint32_t, uint32_t, Kind>;
Place PlaceOf(const Fact& fact) { return {fact.char_start, fact.char_end, fact.value.kind}; }

std::set<std::pair<std::string, Place>> LinksOf(const Fact& fact, const std::vector<Fact>& all) {
  std::set<std::pair<std::string, Place>> links;
  for (const Link& link : fact.links) links.emplace(link.relation, PlaceOf(all[link.other]));
  return links;
}

}  // namespace

std::string DifferenceOf(const Fact& stored, const Fact& now) {
  const Value& a = stored.value;
  const Value& b = now.value;
  auto shown = [](const std::optional<Decimal>& d) { return d ? d->ToString() : "none"; };
  auto differs = [](const char* what, const std::string& was, const std::string& is) {
    return std::string("its ") + what + " is " + (is.empty() ? "none" : is) + ", stored is " +
           (was.empty() ? "none" : was);
  };
  if (a.value != b.value) return differs("value", shown(a.value), shown(b.value));
  if (a.value_max != b.value_max)
    return differs("high end", shown(a.value_max), shown(b.value_max));
  if (a.unit != b.unit) return differs("unit", a.unit, b.unit);
  if (a.bound != b.bound) {
    return differs("approx", std::string(BoundName(a.bound)), std::string(BoundName(b.bound)));
  }
  if (a.edtf != b.edtf) return differs("date", a.edtf, b.edtf);
  if (a.date_start != b.date_start) return differs("first day", a.date_start, b.date_start);
  if (a.date_end != b.date_end) return differs("last day", a.date_end, b.date_end);
  if (a.inexact != b.inexact) return "its exactness differs";
  if (stored.metric != now.metric) return differs("metric", stored.metric, now.metric);
  if (stored.subject != now.subject) return differs("subject", stored.subject, now.subject);
  if (stored.period != now.period) return differs("period", stored.period, now.period);
  if (stored.status != now.status) return differs("status", stored.status, now.status);
  if (stored.change != now.change) return differs("change", stored.change, now.change);
  if (stored.change_base != now.change_base)
    return differs("base of change", stored.change_base, now.change_base);
  if (stored.rule != now.rule) return differs("rule", stored.rule, now.rule);
  return AttributeError(stored, now);
}

std::vector<FactChange> ChangesBetween(const std::vector<Fact>& stored,
                                       const std::vector<Fact>& now) {
  std::map<Place, size_t> places;  // Of `now`.
  for (size_t i = 0; i < now.size(); ++i) places.emplace(PlaceOf(now[i]), i);
  std::vector<FactChange> changes;
  for (const Fact& before : stored) {
    const auto found = places.find(PlaceOf(before));
    if (found == places.end()) {
      changes.push_back({FactChange::kLost, before, {}, ""});
      continue;
    }
    const Fact& after = now[found->second];
    places.erase(found);
    std::string difference = DifferenceOf(before, after);
    if (difference.empty() && LinksOf(before, stored) != LinksOf(after, now))
      difference = "its links differ";
    if (!difference.empty())
      changes.push_back({FactChange::kChanged, before, after, std::move(difference)});
  }
  for (const auto& [place, i] : places) changes.push_back({FactChange::kGained, {}, now[i], ""});
  std::stable_sort(changes.begin(), changes.end(), [](const FactChange& a, const FactChange& b) {
    return PlaceOf(a.fact()) < PlaceOf(b.fact());
  });
  return changes;
}

}  // namespace factmill

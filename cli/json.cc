#include "cli/json.h"

namespace factmill {
namespace {

using Json = nlohmann::ordered_json;

Json TextOrNull(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

Json NumberOrNull(const std::optional<Decimal>& number) {
  return number ? Json(number->ToString()) : Json(nullptr);
}

}  // namespace

Json FactToJson(const Fact& fact) {
  const Value& v = fact.value;
  return Json{{"kind", KindName(v.kind)},
              {"quote", fact.quote},
              {"start", fact.char_start},
              {"end", fact.char_end},
              {"value", NumberOrNull(v.value)},
              {"value_max", NumberOrNull(v.value_max)},
              {"unit", TextOrNull(v.unit)},
              {"approx", BoundName(v.bound)},
              {"edtf", TextOrNull(v.edtf)},
              {"metric", TextOrNull(fact.metric)},
              {"subject", TextOrNull(fact.subject)},
              {"period", TextOrNull(fact.period)},
              {"status", TextOrNull(fact.status)},
              {"rule", fact.rule}};
}

Json WarningToJson(const Warning& warning) {
  return Json{
      {"message", warning.message}, {"start", warning.char_start}, {"end", warning.char_end}};
}

std::string ToLine(const Json& json) {
  return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace factmill
